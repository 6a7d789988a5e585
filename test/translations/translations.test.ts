/** Translators at work while tables talk: what they are offered, what becomes of it, and that it goes where its original goes. */
import { addNode } from '@tablee/shared/board/edit'
import { setWording } from '@tablee/shared/board/nodes'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDay, phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { problemOf, speak, unique, watch, yes, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'
import { withinPromise } from '../support/promised.ts'

let hall: Hall
let phone: Phone
let [one, other] = [{} as Translator, {} as Translator]
let wall: Awaited<ReturnType<typeof watch>>
/** How far the server's clock is ahead of this machine's. */
let ahead = 0

const said = 'The night bus stops too early'
const canary = 'Le bus de nuit FINIT trop tôt'
const shownNow = () => Object.values(wall.show().words).find(({ text }) => text === said)?.translations
/** Nobody is told it: neither who watches, nor who translates. Within a second. */
async function goneEverywhere(began = performance.now()): Promise<void> {
  await wall.until(() => !JSON.stringify(wall.show()).includes('FINIT'))
  withinPromise('gone from who watches', began)
  const told = JSON.stringify([await one.read(), await other.read()])
  expect(told).not.toContain('FINIT')
  expect(told).not.toContain(said)
}
const back = () => wall.until(() => shownNow()?.['fr']?.text === canary)
const policy = async (body: object): Promise<void> => {
  const { session } = await runnerAt(hall, 1)
  const done = await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, { as: session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
const command = async (body: object): Promise<void> => {
  const { session } = await runnerAt(hall, 1)
  const done = await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
    as: session,
    body: { id: unique(), ...body },
  })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}

beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + ahead })
  phone = await phoneAt(hall, 1, 'T1-01')
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01', text: said },
    { id: 'w2', seat: null, text: 'Nobody asked the drivers' },
  ])
  ;[one, other] = [await aTranslator(hall), await aTranslator(hall)]
  wall = await watch(hall, 1)
}, 60_000)
afterAll(async () => {
  wall?.close()
  await hall?.close()
})

it('[TRL1] a translator is told what observers may read, in the names that it has for them, and nothing of a seat', async () => {
  const { texts, langs, title } = await one.read()
  expect(title).not.toBe('')
  expect(langs).toContain('en')
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining([said, 'Who decides?']))
  const found = texts.find(({ text }) => text === said)
  expect(found).toMatchObject({ kind: 'words', number: 1, lang: 'en', translation: null, taken: false })
  expect(found?.beneath?.text).toBe('Who decides?')
  const whole = JSON.stringify(texts)
  for (const secret of ['"w1"', 'T1-01', hall.board(1, 2)]) expect(whole).not.toContain(secret)
  // What is in the reader's language already is nobody's to translate.
  expect((await (await aTranslator(hall, 'en')).read()).texts.map(({ text }) => text)).not.toContain(said)
})

it('[TRL2] an opened text is offered to nobody else for two minutes, and by then it is free again', async () => {
  expect((await one.open(said)).status).toBe(204)
  expect((await other.find(said)).taken).toBe(true)
  expect((await one.find(said)).taken).toBe(false)
  expect((await other.read()).here).toBe(1)
  expect(problemOf(await other.open(said))?.code).toBe('changed')
  expect(problemOf(await other.translate(said, 'À moi'))?.code).toBe('changed')
  ahead += 121_000
  expect((await other.find(said)).taken).toBe(false)
  expect((await other.open(said)).status).toBe(204)
  // Who opens the next has left this one.
  expect((await other.open('Nobody asked the drivers')).status).toBe(204)
  expect((await one.find(said)).taken).toBe(false)
  expect((await other.does({ kind: 'leave' })).status).toBe(204)
  expect((await one.find('Nobody asked the drivers')).taken).toBe(false)
})

it('[TRL3] it stands beneath its original for who watches, human until somebody else has checked it; the original stays', async () => {
  const began = performance.now()
  expect((await one.translate(said, canary)).status).toBe(204)
  await back()
  withinPromise('a translation stands beneath its original', began)
  expect(shownNow()).toEqual({ fr: { text: canary, state: 'human' } })
  expect(problemOf(await one.check(said))?.code).toBe('refused')
  expect((await other.check(said)).status).toBe(204)
  await wall.until(() => shownNow()?.['fr']?.state === 'checked')
  expect(await one.find(said)).toMatchObject({ translation: { text: canary, state: 'checked', mine: true } })
  expect(await other.find(said)).toMatchObject({ translation: { mine: false, earlier: null } })
  // Nobody who watches is told who it was.
  expect(JSON.stringify(wall.show())).not.toContain('ranslator')
})

it('[TRL10] at its own table it stands beneath its original too, without who made it, and goes with words that are taken back', async () => {
  const board = hall.board(1, 2)
  const ask = async (role: 'facilitator' | 'citizen', path = '/translations') =>
    hall.api(`/api/boards/${board}${path}`, { as: (await hall.enter(role, 1)).session })
  const at = async () => (await ask('facilitator')).body as Record<string, Record<string, { text: string }>>
  expect((await at())['w1']?.['fr']).toEqual({ text: canary, state: 'checked', wording: null, at: expect.any(Number) })
  const made = async () => ((await ask('facilitator', '')).body as BoardStatus).translated
  const before = await made()
  await one.translate('Nobody asked the drivers', 'Un texte PASSÉ')
  expect(await made()).toBeGreaterThan(before ?? 0)
  expect(JSON.stringify(await at())).toContain('PASSÉ')
  await speak(hall, 1, [{ id: 'w3', seat: null, text: 'Soon gone' }])
  await expect.poll(async () => (await one.translate('Soon gone', 'Bientôt PARTI')).status).toBe(204)
  expect(JSON.stringify(await at())).toContain('PARTI')
  await command({ kind: 'withdraw', words: 'w3' })
  expect(JSON.stringify(await at())).not.toContain('PARTI')
  // Nobody of another table, nor who translates, reads a board.
  for (const as of [one.session, (await hall.enter('facilitator', 2)).session])
    expect((await hall.api(`/api/boards/${board}/translations`, { as })).status).toBe(403)
})

it('[TRL4] of two who write at once one is told that the other was there, and nothing of theirs stands in its place', async () => {
  const drivers = 'Nobody asked the drivers'
  const [mine, theirs] = [await one.find(drivers), await other.find(drivers)]
  const write = (by: Translator, of: typeof mine, text: string) =>
    by.does({ kind: 'translate', ...by.at(of), original: drivers, before: of.translation?.text ?? null, text })
  const [first, second] = await Promise.all([write(one, mine, 'Personne ne les a'), write(other, theirs, 'Autrement')])
  expect([first, second].map(({ status }) => status).sort()).toEqual([204, 409])
  // Sent again, as after a lost answer: it is done once.
  expect((await one.translate(drivers, 'Personne n’a demandé', 'twice')).status).toBe(204)
  expect((await write(one, mine, 'Personne n’a demandé')).status).toBe(409)
  const again = await one.does(
    { kind: 'translate', ...one.at(mine), original: drivers, before: 'Un texte PASSÉ', text: 'Personne n’a demandé' },
    'twice',
  )
  expect(again.status).toBe(204)
})

it('[TRL20] what comes late, from a gap of the network, leaves the text that its translator has open by then', async () => {
  const drivers = 'Nobody asked the drivers'
  expect((await one.open(said)).status).toBe(204)
  expect((await one.translate(drivers, 'Personne n’a demandé aux gens qui conduisent')).status).toBe(204)
  expect((await other.find(said)).taken).toBe(true)
  expect((await one.does({ kind: 'leave' })).status).toBe(204)
})

it('[TRL5] of an entry it is of the wording: reworded, it is shown to nobody, and its translator sees of which it was', async () => {
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    addNode(
      doc,
      { who: 'reporter', why: 'add' },
      { id: 'bus' as NodeId, kind: 'position', wording: 'A bus all night', lang: 'en' as Lang, at: 1 },
    )
  })
  await wall.until(() => JSON.stringify(wall.show()).includes('A bus all night'))
  expect((await one.translate('A bus all night', 'Un bus TOUTE la nuit')).status).toBe(204)
  await wall.until(() => JSON.stringify(wall.show()).includes('TOUTE'))
  const stale = await one.find('A bus all night')
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'edit' }, 'bus' as NodeId, 'No bus at all')
  })
  await wall.until(() => JSON.stringify(wall.show()).includes('No bus at all'))
  expect(JSON.stringify(wall.show())).not.toContain('TOUTE')
  expect((await one.find('No bus at all')).translation).toMatchObject({ earlier: 'A bus all night' })
  const late = { kind: 'translate', ...one.at(stale), original: stale.text, before: 'Un bus TOUTE la nuit' } as const
  expect(problemOf(await one.does({ ...late, text: 'Un bus' }))?.code).toBe('changed')
  // It was wrong to reword it: what was made of it is right again.
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'edit' }, 'bus' as NodeId, 'A bus all night')
  })
  await wall.until(() => JSON.stringify(wall.show()).includes('TOUTE'))
})

it('[TRL6] curtain, refusal and hiding take it along within a second, and give it back with its original', async () => {
  await command({ kind: 'curtain', to: 'drawn' })
  await goneEverywhere()
  await command({ kind: 'curtain', to: 'open' })
  await back()
  const refused = performance.now()
  const consents = async (consent: object) =>
    expect((await phone.send({ id: unique(), kind: 'consent', consent: { ...yes, ...consent } } as never)).status).toBe(
      200,
    )
  await consents({ observed: true, quoted: false })
  await goneEverywhere(refused)
  await consents({ observed: true, quoted: true })
  await back()
  const hidden = performance.now()
  await policy({ hidden: ['issue-1'] })
  await goneEverywhere(hidden)
  await policy({ hidden: [] })
  await back()
  const words = performance.now()
  await policy({ showWords: false })
  await goneEverywhere(words)
  await policy({ showWords: true })
  await back()
})

it('[TRL7] while a table is paused nothing new stands beneath what stays in sight, and what stood there stays', async () => {
  await policy({ observation: 'paused' })
  await wall.until(() => wall.show().state === 'paused')
  expect(shownNow()?.['fr']?.text).toBe(canary)
  const german = await aTranslator(hall, 'de')
  expect((await german.translate(said, 'Der Nachtbus ENDET zu früh')).status).toBe(204)
  expect((await german.find(said)).translation?.text).toContain('ENDET')
  await hall.parts.views.observed(hall.board(1, 2))
  expect(JSON.stringify(wall.show())).not.toContain('ENDET')
  await policy({ observation: 'open' })
  await wall.until(() => shownNow()?.['de'] !== undefined)
  expect(Object.keys(shownNow() ?? {}).sort()).toEqual(['de', 'fr'])
})

it('[TRL6] who waits for news hears within a second that a text is gone, and a late translation of it is kept nowhere', async () => {
  const { version } = await one.read()
  const mine = await one.find(said)
  const waiting = one.read(version)
  await new Promise((resolve) => setImmediate(resolve))
  const began = performance.now()
  await command({ kind: 'withdraw', words: 'w1' })
  const news = await waiting
  withinPromise('who waits for news hears that a text is gone', began)
  expect(JSON.stringify(news)).not.toContain('FINIT')
  await goneEverywhere(began)
  const late = { kind: 'translate', ...one.at(mine), original: said, before: canary, text: 'Trop TARD' } as const
  expect(problemOf(await one.does(late))?.code).toBe('not-found')
  expect(JSON.stringify([...hall.parts.translations.state(hall.dialogue).boards.values()])).not.toContain('TARD')
})

it('[TRL8] erased with what it is of: no row says it any more, nor a backup’s log; what is of others stays', async () => {
  // Somebody had written the same down as an entry, and reworded it since: by no letter it would be found.
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    addNode(
      doc,
      { who: 'reporter', why: 'add' },
      { id: 'echo' as NodeId, kind: 'position', wording: 'Something else', lang: 'en' as Lang, at: 1 },
    )
    setWording(doc, { who: 'reporter', why: 'edit' }, 'echo' as NodeId, `${said}, always`)
  })
  await wall.until(() => JSON.stringify(wall.show()).includes(`${said}, always`))
  expect((await one.translate(`${said}, always`, 'Il S’ARRÊTE trop tôt, toujours')).status).toBe(204)
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'edit' }, 'echo' as NodeId, 'Quite another thing')
  })
  for (const there of ['FINIT', 'ARRÊTE']) expect([there, await inRows(there)]).toEqual([there, true])
  const organiser = (await hall.enter('organiser')).session
  await command({ kind: 'redact', words: 'w1' })
  const done = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  for (const gone of ['FINIT', 'ENDET', 'ARRÊTE', said]) expect([gone, await inRows(gone)]).toEqual([gone, false])
  expect(await inRows('TOUTE')).toBe(true)
  expect((await one.find('A bus all night')).translation?.text).toBe('Un bus TOUTE la nuit')
  expect(JSON.stringify([...hall.parts.translations.state(hall.dialogue).boards.values()])).not.toContain('█')
})

async function inRows(text: string): Promise<boolean> {
  const { journal } = hall.parts
  for (const doc of journal.documents(''))
    for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0))
      if (Buffer.from(data).includes(Buffer.from(text))) return true
  return false
}
