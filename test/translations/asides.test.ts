/** What translators say beside their translations: to one another, to whoever reads, and to the table; and for whom a text waits. */
import { addNode } from '@tablee/shared/board/edit'
import { setWording } from '@tablee/shared/board/nodes'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { AskedOfTable, TextToTranslate } from '@tablee/shared/wire/translations'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { problemOf, speak, unique, watch, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'

let hall: Hall
let [one, other] = [{} as Translator, {} as Translator]
let wall: Awaited<ReturnType<typeof watch>>

const bus = 'The night bus stops too early'
const drivers = 'Nobody asked the drivers'
const canary = 'Is the QUESTION about lines or drivers?'
const at = (text: TextToTranslate, by: Translator) => ({ ...by.at(text), original: text.text })
const board = () => hall.board(1, 2)
const shown = (text = bus) =>
  Object.values(wall.show().words).find((words) => words.text === text)?.translations?.['fr']
async function asked(role: 'facilitator' | 'reporter' | 'citizen' | 'translator', table = 1): Promise<AskedOfTable> {
  const { session } = await hall.enter(role, role === 'translator' ? undefined : table)
  const reply = await hall.api(`/api/boards/${board()}/translations/asked`, { as: session })
  return reply.status === 200 ? (reply.body as AskedOfTable) : { refused: [] }
}
async function toldAt(table: number, session: number): Promise<unknown> {
  const { session: as } = await hall.enter('facilitator', table)
  return (await hall.api(`/api/boards/${hall.board(table, session)}`, { as })).body
}
async function answer(of: string, text: string, role: 'facilitator' | 'citizen' = 'facilitator') {
  const { session } = await hall.enter(role, 1)
  const body = { id: unique(), kind: 'answer', of, lang: 'fr', text }
  return hall.api(`/api/boards/${board()}/translations`, { as: session, body })
}

beforeAll(async () => {
  hall = await openDay()
  await phoneAt(hall, 1, 'T1-01')
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01', text: bus },
    { id: 'w2', seat: null, text: drivers },
  ])
  ;[one, other] = [await aTranslator(hall), await aTranslator(hall)]
  wall = await watch(hall, 1)
}, 60_000)
afterAll(async () => {
  wall?.close()
  await hall?.close()
})

it('[TRL22] what is not clear is marked for other translators and for who reads the translation, by a number and no name', async () => {
  expect((await one.translate(bus, 'Le bus s’arrête')).status).toBe(204)
  await wall.until(() => shown() !== undefined)
  expect((await one.does({ kind: 'unclear', ...at(await one.find(bus), one), on: true })).status).toBe(204)
  await wall.until(() => shown()?.unclear === true)
  expect(await other.find(bus)).toMatchObject({ unclear: { by: 1, mine: false } })
  expect(await one.find(bus)).toMatchObject({ unclear: { by: 1, mine: true } })
  // A new translation of it is of what is not clear still; at its own table it says so, too.
  expect((await one.translate(bus, 'Le bus de nuit s’arrête')).status).toBe(204)
  await wall.until(() => shown()?.text.includes('nuit') === true)
  expect(shown()?.unclear).toBe(true)
  const { session } = await hall.enter('facilitator', 1)
  const table = await hall.api(`/api/boards/${board()}/translations`, { as: session })
  expect(table.body).toMatchObject({ w1: { fr: { unclear: true } } })
  expect((await other.does({ kind: 'unclear', ...at(await other.find(bus), other), on: false })).status).toBe(204)
  await wall.until(() => shown() !== undefined && shown()?.unclear === undefined)
  expect((await one.find(bus)).unclear).toBeUndefined()
})

it('[TRL23] its table is asked what is meant, answers in a sentence, and nobody else is told either', async () => {
  expect((await one.does({ kind: 'ask', ...at(await one.find(bus), one), text: canary })).status).toBe(204)
  for (const role of ['facilitator', 'reporter'] as const)
    expect(await asked(role)).toEqual({ w1: [{ lang: 'fr', text: canary, about: bus, at: expect.any(Number) }] })
  expect(await asked('citizen')).toEqual({ refused: [] })
  expect(await asked('translator')).toEqual({ refused: [] })
  expect(await asked('facilitator', 2)).toEqual({ refused: [] })
  expect(JSON.stringify(wall.show())).not.toContain('QUESTION')
  expect((await other.find(bus)).asked).toMatchObject({ text: canary, by: 1, mine: false, answer: null })
  // Its table hears of it at whichever of its sessions it is; no other table does.
  expect(await toldAt(1, 1)).toMatchObject({ asked: expect.any(Number) })
  expect(await toldAt(2, 2)).not.toHaveProperty('asked')
  expect((await answer('w1', 'About lines', 'citizen')).status).toBe(403)
  expect((await answer('w2', 'Nobody asked this')).status).toBe(404)
  expect((await answer('w1', 'About the LINES')).status).toBe(204)
  expect(problemOf(await answer('w1', 'About something else'))?.code).toBe('changed')
  expect((await one.find(bus)).asked?.answer?.text).toBe('About the LINES')
  expect(await asked('facilitator')).toEqual({})
  expect(JSON.stringify(wall.show())).not.toContain('LINES')
})

it('[TRL29] what a table answers behind its curtain translators are told when it is released, and not when the curtain opens', async () => {
  const text = await one.find(drivers)
  expect((await one.does({ kind: 'ask', ...at(text, one), text: 'Which drivers?' })).status).toBe(204)
  const hand = () => ({ author: 'facilitator' as const, device: 'd1', command: unique() })
  const { dialogues } = hall.parts
  expect((await dialogues.setCurtain(board(), 'drawn', hand())).ok).toBe(true)
  expect((await answer('w2', 'Those of the PLEATS')).status).toBe(204)
  expect(JSON.stringify(await one.read())).not.toContain('PLEATS')
  expect((await dialogues.setCurtain(board(), 'open', hand())).ok).toBe(true)
  expect((await one.find(drivers)).asked).toMatchObject({ text: 'Which drivers?', answer: null })
  expect(await toldAt(1, 2)).toMatchObject({ answersBehind: 1 })
  // Nothing else of the board is another: it is told by the release alone. Of one millisecond it counts as said before.
  const said = Date.now()
  while (Date.now() === said) await new Promise(setImmediate)
  expect((await dialogues.release(board(), hand())).ok).toBe(true)
  expect((await one.find(drivers)).asked?.answer?.text).toBe('Those of the PLEATS')
  expect(await toldAt(1, 2)).not.toHaveProperty('answersBehind')
})

it('[TRL23] an entry that is worded anew has answered by it', async () => {
  const origin = { who: 'reporter', why: 'test' }
  await hall.parts.live.write(board(), 'reporter', (doc) => {
    addNode(doc, origin, { id: 'n1' as NodeId, kind: 'position', wording: 'Go on', lang: 'en' as Lang, at: 1 })
  })
  await wall.until(() => JSON.stringify(wall.show()).includes('Go on'))
  const text = await one.find('Go on')
  expect((await one.does({ kind: 'ask', ...at(text, one), text: 'With what?' })).status).toBe(204)
  expect(Object.keys(await asked('facilitator'))).toEqual(['n1'])
  await hall.parts.live.write(board(), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'edit' }, 'n1' as NodeId, 'Go on with the trial')
  })
  await wall.until(() => JSON.stringify(wall.show()).includes('with the trial'))
  expect((await one.find('Go on with the trial')).asked).toMatchObject({ reworded: true, answer: null })
  expect(await asked('facilitator')).toEqual({})
  // What was asked of a text that is not as it was read is not asked.
  const late = await one.does({ kind: 'ask', ...at(text, one), text: 'With whom?' })
  expect(problemOf(late)?.code).toBe('changed')
})

it('[TRL24] how terms are said is one list for all who translate into that language', async () => {
  const say = (term: string, to: string) =>
    one.does({ kind: 'term', into: 'fr' as Lang, from: 'en' as Lang, term, say: to })
  expect((await say('night bus', 'bus de nuit')).status).toBe(204)
  expect((await say('licence', 'permis')).status).toBe(204)
  expect((await say('licence', 'autorisation')).status).toBe(204)
  const { terms } = await other.read()
  expect(terms).toEqual([
    { from: 'en', term: 'night bus', say: 'bus de nuit' },
    { from: 'en', term: 'licence', say: 'autorisation' },
  ])
  expect((await say('licence', '')).status).toBe(204)
  expect((await other.read()).terms).toHaveLength(1)
  expect((await (await aTranslator(hall, 'es')).read()).terms).toEqual([])
})

it('[TRL25] a text says for whom it waits: who reads that language, a theme, a wall; counted, and nobody named', async () => {
  const german = await aTranslator(hall, 'de')
  const wanted = async (by: Translator, text: string) => (await by.find(text)).wanted ?? []
  expect(await wanted(german, drivers)).not.toContain('reader')
  await phoneAt(hall, 1, 'T1-02', { lang: 'de' })
  expect(await wanted(german, drivers)).toContain('reader')
  expect(JSON.stringify(await german.read())).not.toContain('T1-02')
  const { session } = await hall.enter('analyst')
  const theme = (body: object) =>
    hall.api(`/api/dialogues/${hall.dialogue}/themes`, { as: session, body: { id: unique(), ...body } })
  expect(
    (
      await hall.api(`/api/dialogues/${hall.dialogue}/themes`, {
        as: session,
        body: { id: 'night', kind: 'theme', name: 'Night' },
      })
    ).status,
  ).toBeLessThan(300)
  expect((await theme({ kind: 'put', entry: `${board()}/words/w2`, theme: 'night' })).status).toBeLessThan(300)
  expect(await wanted(one, drivers)).toContain('theme')
  expect(await wanted(one, bus)).not.toContain('theme')
})

it('[TRL26] of words it is told what was said just before, about the same', async () => {
  expect((await one.find(bus)).before).toBeUndefined()
  expect((await one.find(drivers)).before).toEqual({ text: bus, lang: 'en', translation: 'Le bus de nuit s’arrête' })
})

it('[TRL22] [TRL23] withdrawn, nobody is told what was asked of it or that it was not clear; erased, no row says it', async () => {
  await one.does({ kind: 'ask', ...at(await one.find(bus), one), text: canary })
  const { session } = await runnerAt(hall, 1)
  const gone = { id: unique(), kind: 'redact', words: 'w1' }
  expect((await hall.api(`/api/boards/${board()}/commands`, { as: session, body: gone })).status).toBe(200)
  expect(JSON.stringify(await one.read())).not.toContain('QUESTION')
  expect(await asked('facilitator')).toEqual({})
  expect((await answer('w1', 'Too late')).status).toBe(404)
  const organiser = (await hall.enter('organiser')).session
  expect((await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })).status).toBe(200)
  for (const text of ['QUESTION', 'LINES']) expect([text, await inRows(text)]).toEqual([text, false])
})

async function inRows(text: string): Promise<boolean> {
  const { journal } = hall.parts
  for (const doc of journal.documents(''))
    for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0))
      if (Buffer.from(data).includes(Buffer.from(text))) return true
  return false
}
