/**
 * Canaries: one sentence stands as words, entry, element, paragraph and answer, each with a translation and a machine draft of
 * its own, which have none of its letters. Whatever takes the sentence away takes all of them along, at every door.
 */
import { addNode } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { answerName } from '@tablee/shared/translations/fold'
import type { Original } from '@tablee/shared/translations/rows'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { draw, openHall, speak, unique, watch, yes, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'
import { withinPromise } from '../support/promised.ts'

const sentence = 'The night bus stops too early for the nurses of our town'
const kinds = ['words', 'wording', 'element', 'minutes', 'answer'] as const
type Kind = (typeof kinds)[number]
const made = (kind: Kind): string => `MADE ${kind}`
const draft = (kind: Kind): string => `DRAFT ${kind}`
const all = (of: readonly Kind[] = kinds): readonly string[] => of.flatMap((kind) => [made(kind), draft(kind)])

const said = (en: string) => ({ en })
const lang = 'en' as Lang
const origin = { who: 'reporter', why: 'test' }
let hall: Hall
let phone: Phone
let [french, german] = [{} as Translator, {} as Translator]
let runner: Awaited<ReturnType<typeof runnerAt>>
let wall: Awaited<ReturnType<typeof watch>>
let ahead = 0

const board = () => hall.board(1, 2)
const originals = (): Readonly<Record<Kind, Original>> => ({
  words: { board: board(), node: 'issue-1' as NodeId, words: 'w1' as WordsId },
  wording: { board: board(), node: 'echo' as NodeId, words: null },
  element: { board: board(), element: 'shape:bus' },
  minutes: { board: board(), block: 'bus' as BlockId },
  answer: { board: null, step: 'vote', item: 'rec', answer: sentence },
})

beforeAll(async () => {
  hall = await openHall({
    clock: () => Date.now() + ahead,
    draft: (day) => ({
      ...day,
      sessions: day.sessions.map((session) => ({
        ...session,
        steps: [
          {
            kind: 'ballot',
            title: said('Vote'),
            minutes: 5,
            id: `vote${session.number === 2 ? '' : session.number}`,
            task: {
              kind: 'ballot',
              items: [{ id: 'rec', type: 'recommendation', text: said('What then?'), unit: 'tables', base: 'all' }],
            },
          },
        ],
      })),
    }),
  })
  phone = await phoneAt(hall, 1, 'T1-01')
  runner = await runnerAt(hall, 1)
  await speak(hall, 1, [{ id: 'w1', seat: 'T1-01' as SeatCode, text: sentence }])
  await draw(hall, 1, { id: 'shape:bus', seat: null, text: sentence })
  await hall.parts.live.write(board(), 'reporter', (doc) => {
    addNode(doc, origin, { id: 'echo' as NodeId, kind: 'position', wording: sentence, lang, at: 1 })
    addBlocks(doc, origin, [{ id: 'bus' as BlockId, kind: 'paragraph', line: sentence }])
  })
  await policy({ showNotes: true })
  await runner.does({ kind: 'open', step: 'vote', nodes: [] })
  const rec = { type: 'recommendation', sentence, lang, reasons: [] }
  await runner.does({ kind: 'table-answer', step: 'vote', answers: { rec } as never })
  expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
  ;[french, german] = [await aTranslator(hall), await aTranslator(hall, 'de')]
  wall = await watch(hall, 1)
  await wall.until(() => JSON.stringify(wall.show()).split(sentence).length === 5)
  const by = { author: 'translator', device: 'a' }
  for (const kind of kinds) {
    const of = originals()[kind]
    const wording = kind === 'words' || kind === 'answer' ? null : sentence
    const row = { ...of, wording, by: 'a' }
    const [one, other] = [unique(), unique()]
    const { translations: log } = hall.parts
    const ok = { ok: true, value: null }
    const human = { ...row, kind: 'translated' as const, command: one, lang: 'fr', text: made(kind), who: 'A' }
    expect(await log.append(hall.dialogue, human, by)).toEqual(ok)
    const machine = { ...row, kind: 'drafted' as const, command: other, lang: 'de', text: draft(kind), engine: 'e' }
    expect(await log.append(hall.dialogue, { ...machine, version: '1' }, by)).toEqual(ok)
  }
}, 60_000)
afterAll(async () => {
  wall?.close()
  await hall?.close()
})

async function policy(body: object): Promise<void> {
  const done = await hall.api(`/api/boards/${board()}/policy`, { as: runner.session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
async function command(body: object): Promise<void> {
  const done = await hall.api(`/api/boards/${board()}/commands`, {
    as: runner.session,
    body: { id: unique(), ...body },
  })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const consents = async (consent: object): Promise<void> => {
  const done = await phone.send({ id: unique(), kind: 'consent', consent: { ...yes, ...consent } } as never)
  expect(done.status).toBe(200)
}
/** What each door tells now; observers' results are asked for by their pages, the view comes by itself. */
const doors = async (): Promise<string> => {
  const path = hall.link('observer').path ?? ''
  const results = (await hall.api(`/api/watch/${path}/results`)).body
  return JSON.stringify([wall.show(), results, await french.read(), await german.read()])
}
const inTable = async (): Promise<string> =>
  JSON.stringify((await hall.api(`/api/boards/${board()}/translations`, { as: runner.session })).body)
const told = (text: string, of: readonly string[]): readonly string[] => of.filter((one) => text.includes(one))

/** Told once more at every door; a draft to translators alone. */
async function there(of: readonly Kind[] = kinds): Promise<void> {
  await expect.poll(async () => told(await doors(), all(of)), { timeout: 5_000 }).toEqual(all(of))
  const shown = JSON.stringify(wall.show())
  expect(shown).not.toContain('DRAFT')
  expect(await inTable()).not.toContain('DRAFT')
}
/** Within a second, measured on what comes: the view, and what translators wait for. */
async function gone(of: readonly Kind[], how: () => Promise<void>): Promise<void> {
  const waiting = [french, german].map(async (one) => {
    let { version, texts } = await one.read()
    while (told(JSON.stringify(texts), all(of)).length > 0) ({ version, texts } = await one.read(version))
  })
  const began = performance.now()
  await how()
  await wall.until(() => told(JSON.stringify(wall.show()), all(of)).length === 0)
  await Promise.all(waiting)
  expect(told(await doors(), all(of))).toEqual([])
  withinPromise('gone from the view and from what translators wait for', began)
}

it('[TRL15] each stands at its doors, and a machine draft at the translators’ alone', () => there())

it('[TRL15] the curtain takes all of them along, and gives them back', async () => {
  await gone(kinds, () => command({ kind: 'curtain', to: 'drawn' }))
  await command({ kind: 'curtain', to: 'open' })
  await there()
})

it('[TRL15] who does not want to be watched, or quoted, takes along every translation of what says the same', async () => {
  for (const consent of [{ observed: false }, { quoted: false }]) {
    await gone(kinds, () => consents(consent))
    await consents({ observed: true, quoted: true })
    await there()
  }
})

it('[TRL15] what is hidden, or shown no more as a whole, takes its own along and nothing else', async () => {
  await gone(['wording'], () => policy({ hidden: ['echo'] }))
  await policy({ hidden: [] })
  await there()
  for (const [setting, kind] of [
    ['showWords', 'words'],
    ['showNotes', 'minutes'],
    ['showCanvas', 'element'],
  ] as const) {
    await gone([kind], () => policy({ [setting]: false }))
    expect(told(await doors(), all()).length).toBe(all().length - 2)
    await policy({ [setting]: true })
    await there()
  }
})

it('[TRL15] with a delay of minutes what is taken back goes at once, and a redacted one from its table, too', async () => {
  ahead += 180_000
  await policy({ delayMinutes: 2 })
  await there()
  await gone(['words'], () => command({ kind: 'redact', words: 'w1' }))
  expect(told(await inTable(), all(['words']))).toEqual([])
  expect(await inTable()).toContain(made('wording'))
  await policy({ delayMinutes: 0 })
})

it('[TRL8] [TRL15] an erasure takes all of them, drafts too, out of every row, views of other tables among them; what says something else stays', async () => {
  await speak(hall, 1, [
    { id: 'w2', seat: null, text: 'Nobody asked the drivers' },
    { id: 'w3', seat: null, text: sentence },
  ])
  // A translation of what another table said quotes it: observers of that one have been shown it.
  await speak(hall, 2, [{ id: 'far', seat: null, text: 'They told us why' }])
  const other = await watch(hall, 2)
  await expect.poll(async () => (await french.translate('They told us why', `QUOTED: ${sentence}`)).status).toBe(204)
  await other.until(() => JSON.stringify(other.show()).includes(sentence))
  await expect.poll(async () => (await french.read()).texts.filter(({ text }) => text === sentence).length).toBe(5)
  const again = (await french.read()).texts.findLast(({ text, kind }) => text === sentence && kind === 'words')
  if (again === undefined) throw new Error('nobody is offered what was said again')
  const anew = { kind: 'translate', ...french.at(again), original: sentence, before: null, text: 'MADE again' } as const
  expect((await french.does(anew)).status).toBe(204)
  await expect.poll(async () => (await french.translate('Nobody asked the drivers', 'STAYS')).status).toBe(204)
  expect(await inRows([...all(), 'MADE again', 'STAYS'])).toEqual([...all(), 'MADE again', 'STAYS'])
  const organiser = (await hall.enter('organiser')).session
  const done = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  expect(await inRows([...all(), 'MADE again', sentence])).toEqual([])
  const ended = performance.now()
  // The page goes on in the view's next epoch.
  const next = await watch(hall, 2)
  await next.until(() => JSON.stringify(next.show()).includes('QUOTED: █'))
  withinPromise('the page goes on after an erasure', ended)
  expect(next.bytes().includes(sentence)).toBe(false)
  for (const one of [other, next]) one.close()
  expect(await inRows(['STAYS'])).toEqual(['STAYS'])
  const state = hall.parts.translations.state(hall.dialogue)
  expect(JSON.stringify([[...state.boards.values()], state.answers, [...state.drafts.values()]])).not.toMatch(
    /MADE|DRAFT/,
  )
  expect(Object.keys(state.answers.of)).not.toContain(answerName('vote', 'rec', sentence))
  expect(told(await doors(), all())).toEqual([])
  expect((await french.find('Nobody asked the drivers')).translation?.text).toBe('STAYS')
})

async function inRows(texts: readonly string[]): Promise<readonly string[]> {
  const { journal } = hall.parts
  const found = new Set<string>()
  for (const doc of journal.documents(''))
    for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0)) {
      const bytes = Buffer.from(data)
      for (const text of texts) if (bytes.includes(Buffer.from(text))) found.add(text)
    }
  return texts.filter((text) => found.has(text))
}
