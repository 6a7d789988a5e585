/** Translations of what came out of steps: known by what it says, told where it may be read, and gone with it. */
import type { Item } from '@tablee/shared/dialogue/items'
import type { NodeId, SeatCode } from '@tablee/shared/ids'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole } from '../room/aConsole.ts'
import { entries, phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { openHall, speak, unique, watch, yes, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'
import { withinPromise } from '../support/promised.ts'

const said = (en: string) => ({ en })
const items: readonly Item[] = [
  { id: 'agree', type: 'agree', on: 'nodes', text: said('Do you agree?'), unit: 'people', base: 'valid' },
  { id: 'rec', type: 'recommendation', text: said('What does your table recommend?'), unit: 'tables', base: 'all' },
]
let hall: Hall
let one = {} as Translator
let phone = {} as Phone
let runner: Awaited<ReturnType<typeof runnerAt>>
let node: NodeId
let told = async (): Promise<ResultsAnswer> => expect.fail('nobody watches yet')
const sentence = 'Let the last tram wait for the last guest'
const reason = 'Nobody should walk home alone'

beforeAll(async () => {
  hall = await openHall({
    draft: (draft) => ({
      ...draft,
      sessions: draft.sessions.map((session) =>
        session.number === 2
          ? {
              ...session,
              steps: [{ kind: 'ballot', title: said('Vote'), minutes: 5, id: 'vote', task: { kind: 'ballot', items } }],
            }
          : session,
      ),
    }),
  })
  phone = await phoneAt(hall, 1, 'T1-01')
  runner = await runnerAt(hall, 1)
  ;[node = '' as NodeId] = await entries(hall, hall.board(1, 2), [reason])
  one = await aTranslator(hall)
  const path = hall.link('observer').path ?? ''
  told = async () => (await hall.api(`/api/watch/${path}/results`)).body as ResultsAnswer
  const wall = await watch(hall, 1)
  await wall.until(() => JSON.stringify(wall.show()).includes(reason))
  wall.close()
}, 60_000)
afterAll(async () => hall?.close())

it('[TRL14] an entry that is voted on has its translation beneath it on a phone, as soon as there is one', async () => {
  expect((await runner.does({ kind: 'open', step: 'vote', nodes: [node] })).status).toBe(200)
  const { version } = await phone.read()
  const news = phone.read(version)
  expect((await one.translate(reason, 'Que personne ne rentre SEUL')).status).toBe(204)
  expect(JSON.stringify(await news)).toContain('SEUL')
  const round = await phone.round('vote')
  expect(round?.task.kind === 'ballot' ? round.task.nodes : []).toMatchObject([
    { wording: reason, translations: { fr: { text: 'Que personne ne rentre SEUL', state: 'human' } } },
  ])
})

it('[TRL14] what a table agreed on is offered once it is told, and stands beneath its original in results and at its table', async () => {
  expect(
    (
      await runner.does({
        kind: 'table-answer',
        step: 'vote',
        answers: {
          rec: {
            type: 'recommendation',
            sentence,
            lang: 'en',
            reasons: [{ node, wording: reason, lang: 'en' }],
          } as never,
        },
      })
    ).status,
  ).toBe(200)
  expect(JSON.stringify(await one.read())).not.toContain(sentence)
  expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
  await expect.poll(async () => JSON.stringify((await one.read()).texts)).toContain(sentence)
  const offered = await one.find(sentence)
  expect(offered).toMatchObject({
    kind: 'answer',
    table: null,
    number: 0,
    session: 2,
    beneath: { text: 'What does your table recommend?', lang: 'en' },
  })
  // Its entry is a digest, and any letters may stand in it.
  expect(JSON.stringify({ ...offered, entry: '' })).not.toMatch(/T1|answer:/)
  expect((await one.translate(sentence, 'Que le dernier tram ATTENDE')).status).toBe(204)
  const texts = (answer: ResultsAnswer) =>
    answer.steps.flatMap(({ byTable }) => byTable.flatMap(({ figures }) => figures.flatMap((figure) => figure.texts)))
  expect(texts(await told())).toMatchObject([
    {
      text: sentence,
      translations: { fr: { text: 'Que le dernier tram ATTENDE', state: 'human' } },
      reasons: [{ wording: reason, translations: { fr: { text: 'Que personne ne rentre SEUL' } } }],
    },
  ])
  const round = await runner.round('vote')
  expect(JSON.stringify(round.task)).toContain('ATTENDE')
})

it('[TRL6] [TRL14] behind the curtain of its table it is told to nobody who watches or translates, and comes back', async () => {
  const curtain = async (to: string): Promise<void> => {
    const done = await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
      as: runner.session,
      body: { id: `curtain-${to}`, kind: 'curtain', to },
    })
    expect(done.status).toBe(200)
  }
  await curtain('drawn')
  const began = performance.now()
  await expect.poll(async () => JSON.stringify([await told(), await one.read()])).not.toMatch(/ATTENDE|SEUL/)
  withinPromise('gone with the curtain', began)
  await curtain('open')
  await expect.poll(async () => JSON.stringify(await told())).toContain('ATTENDE')
  expect(JSON.stringify(await one.read())).toContain('ATTENDE')
})

it('[TRL36] on phones that vote on it a recommendation and its reasons have theirs beneath, as soon as there is one, and lose them with their originals', async () => {
  const console = await aConsole(hall, 1)
  const voter = await phoneAt(hall, 2, 'T2-01')
  const asked = await hall.api(`/api/dialogues/${hall.dialogue}/questions`, {
    as: console.session,
    body: {
      id: unique(),
      tables: console.room.tables.map(({ id }) => id),
      kind: 'vote-on-recommendations',
      from: 'vote',
      most: 10,
    },
  })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const { step } = asked.body as { step: string }
  const task = async () => {
    const round = await voter.round(step)
    return round?.task.kind === 'ballot' ? round.task : expect.fail('nothing to vote on')
  }
  // The original is what is voted on; what was made of it stands beside, and whose it is nowhere.
  const { items: voted, translations } = await task()
  expect(voted).toMatchObject([{ text: { en: sentence }, reasons: [{ wording: reason }] }])
  expect(translations).toEqual({
    [sentence]: { fr: { text: 'Que le dernier tram ATTENDE', state: 'human' } },
    [reason]: { fr: { text: 'Que personne ne rentre SEUL', state: 'human' } },
  })
  const german = await aTranslator(hall, 'de')
  for (const [original, text] of [
    [sentence, 'Die letzte Bahn WARTET'],
    [reason, 'Niemand soll ALLEIN heimgehen'],
  ] as const) {
    const { version } = await voter.read()
    const news = voter.read(version)
    await expect.poll(async () => (await german.translate(original, text)).status).toBe(204)
    const made = Date.now()
    expect(JSON.stringify(await news)).toContain(text)
    // And not when the request that is held ends by itself.
    expect(Date.now() - made).toBeLessThan(5_000)
  }

  const hidden = async (nodes: readonly NodeId[]): Promise<void> => {
    const done = await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
      as: runner.session,
      method: 'PUT',
      body: { hidden: nodes },
    })
    expect(done.status).toBeLessThan(300)
  }
  const told2 = async () => JSON.stringify(await task())
  const hides = performance.now()
  await hidden([node])
  await expect.poll(told2).not.toMatch(/SEUL|ALLEIN/)
  withinPromise('a hidden reason leaves phones that vote', hides)
  expect(await told2()).toContain('WARTET')
  await hidden([])
  await expect.poll(told2).toContain('ALLEIN')
  // Whoever said the same says no to being watched: the sentence goes from the vote, and all that was made of it.
  await speak(hall, 1, [{ id: 'same', seat: 'T1-01' as SeatCode, text: sentence }])
  const consents = async (observed: boolean) =>
    expect((await phone.send({ id: unique(), kind: 'consent', consent: { ...yes, observed } } as never)).status).toBe(
      200,
    )
  const refuses = performance.now()
  await consents(false)
  await expect.poll(told2).not.toMatch(/ATTENDE|WARTET|SEUL|ALLEIN/)
  withinPromise('a refused sentence leaves phones that vote', refuses)
  await consents(true)
  await expect.poll(told2).toContain('ATTENDE')
})
