/** A question that nobody foresaw: a console asks it, phones answer, nobody sees a count before the last table has closed. */
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { TableId } from '@tablee/shared/ids'
import { voicesFrom } from '@tablee/shared/voices/fold'
import { roundName, type VoiceRow } from '@tablee/shared/voices/rows'
import type { Room } from '@tablee/shared/wire/room'
import type { Questions } from '@tablee/shared/wire/questions'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole, type Console } from '../room/aConsole.ts'
import { openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

/** A step of the programme whose name a question's could be. */
const withStep = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) => ({
    ...session,
    steps: session.steps.map((step) => (step.id === 'signed' ? { ...step, id: 'q-signed' } : step)),
  })),
})
let hall: Hall
let console: Console
let tables: readonly TableId[]
let phones: readonly Phone[]
beforeAll(async () => {
  hall = await openDay({ draft: withStep })
  console = await aConsole(hall, 1)
  tables = console.room.tables.map(({ id }) => id)
  phones = await Promise.all([1, 2, 3, 4, 5].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
}, 60_000)
afterAll(() => hall.close())

const question = {
  kind: 'ask',
  text: { en: 'Which of these should the permit say?', fr: 'Que faut-il écrire dans le permis ?' },
  answer: 'single',
  unit: 'people',
  options: [{ en: 'The line stops the same day' }, { en: 'A voice answers' }],
} as const
const path = (): string => `/api/dialogues/${hall.dialogue}/questions`
const asks = (as: string, body: object, id = unique('ask')) => hall.api(path(), { as, body: { id, tables, ...body } })
const results = async (): Promise<ResultsAnswer> => {
  const { session } = await hall.enter('analyst')
  return (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })).body as ResultsAnswer
}
const told = async (as: string) => (await hall.api(path(), { as })).body as Questions
const roundOf = (room: Room, step: string) => room.rounds.find((round) => round.step === step)

it('[ASK1] [ASK2] is open at all tables with one row, sealed, and counted when the last table has closed', async () => {
  const asked = await asks(console.session, question)
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const { step } = asked.body as { step: string }
  await console.until('it is open', () => roundOf(console.room, step)?.open === tables.length)
  expect(roundOf(console.room, step)).toMatchObject({ may: ['closed'], asked: { calledBack: false } })
  const round = await phones[0]?.round(step)
  expect(round).toMatchObject({ state: 'open', title: question.text, task: { kind: 'ballot' } })
  for (const phone of phones)
    expect((await phone.answer(step, { q: { type: 'single', option: 'o1' } })).status).toBe(200)
  const runner = await runnerAt(hall, 1)
  expect((await runner.round(step)).task).toMatchObject({ results: null })
  expect((await results()).steps.filter((one) => one.step === step)).toEqual([])
  expect((await console.does({ kind: 'round', step, to: 'closed' })).status).toBe(200)
  const [found] = (await results()).steps.filter((one) => one.step === step)
  expect(found).toMatchObject({
    asked: true,
    tables: { closed: tables.length, of: tables.length },
    figures: [
      {
        unit: 'people',
        base: 'valid',
        valid: 5,
        rows: [
          { key: 'o1', withheld: 'covered' },
          { key: 'o2', withheld: 'covered' },
        ],
      },
    ],
  })
})

it('[ASK6] who asks is told whom, in which languages they read, and what came of it as the wall shows it', async () => {
  const { sites, asked, langs } = await told(console.session)
  expect(langs).toContain('fr')
  expect(sites.map(({ tables }) => tables.map(({ id }) => id))).toEqual([tables])
  expect(sites[0]?.tables[0]?.seated).toBe(5)
  // Five read their consent in one language, nobody in another.
  expect(sites[0]?.reads).toEqual([{ lang: 'en', seats: 5 }])
  expect(asked).toMatchObject([{ closed: tables.length, of: tables.length, own: true, calledBack: false }])
  expect(asked[0]?.figures).toMatchObject([{ unit: 'people', base: 'valid', valid: 5 }])
  const elsewhere = await aConsole(hall, 4)
  expect((await told(elsewhere.session)).asked).toEqual([])
  expect((await hall.api(path(), { as: (await hall.enter('facilitator', 1)).session })).status).toBe(403)
})

it('[ASK1] sent twice it is asked once; after a start it stands as it stood', async () => {
  const id = unique('ask')
  const first = (await asks(console.session, question, id)).body
  expect((await asks(console.session, question, id)).body).toEqual(first)
  const before = (await console.read()).rounds
  await hall.parts.voices.reread()
  expect((await console.read()).rounds).toEqual(before)
  expect(before.filter(({ asked }) => asked !== undefined)).toHaveLength(2)
})

it('[ASK3] called back it is closed everywhere, phones are told, and no figure is made of it', async () => {
  const { step } = (await asks(console.session, question)).body as { step: string }
  await phones[0]?.answer(step, { q: { type: 'single', option: 'o1' } })
  const back = await hall.api(path(), { as: console.session, body: { id: unique('back'), kind: 'call-back', step } })
  expect(back.status, JSON.stringify(back.body)).toBe(200)
  expect((await results()).steps.filter((one) => one.step === step)).toEqual([])
  expect(roundOf(await console.read(), step)).toMatchObject({ may: [], asked: { calledBack: true }, open: 0 })
  expect((await phones[1]?.answer(step, { q: { type: 'single', option: 'o2' } }))?.status).toBe(409)
  expect(await phones[0]?.round(step)).toMatchObject({ calledBack: true })
  expect((await runnerAt(hall, 1).then((runner) => runner.round(step))).calledBack).toBe(true)
})

it('[ASK4] only tables of one’s own sites can be asked, and only what can be answered is', async () => {
  const there = await aConsole(hall, 4)
  expect((await asks(there.session, question)).status).toBe(404)
  const mixed = { ...question, tables: [...tables, there.table(4).id] }
  expect((await asks(console.session, mixed)).status).toBe(404)
  const organiser = (await hall.enter('organiser')).session
  expect((await asks(organiser, mixed)).status).toBe(200)
  for (const bad of [
    { ...question, options: [] },
    { ...question, answer: 'agree' },
    { ...question, most: 1 },
    { ...question, text: { en: '  ' } },
    { ...question, text: {} },
    { ...question, text: { en: '\u200b' } },
    { ...question, text: { en: 'not \u202esafe' } },
    { ...question, text: { constructor: 'x' } },
    { ...question, tables: [] },
  ])
    expect(problemOf(await asks(console.session, bad))?.code).toBe('bad-request')
  for (const role of ['facilitator', 'reporter', 'citizen'] as const) {
    const { session } = await hall.enter(role, 1)
    expect((await asks(session, question)).status).toBe(403)
  }
})

it('[ASK5] a snapshot has it beside the programme, with its boards and when it was asked', async () => {
  const organiser = (await hall.enter('organiser')).session
  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: organiser, body: {} })
  expect(taken.status, JSON.stringify(taken.body)).toBe(201)
  const { hash } = taken.body as { hash: string }
  const { body } = await hall.api(`/api/snapshots/${hash}`, { as: organiser })
  const { voices, boards } = body as {
    voices: { steps: object[] }
    boards: { voices?: { rounds: { step: string }[] } }[]
  }
  const asked = voices.steps.filter((step) => 'asked' in step)
  expect(asked).toHaveLength(4)
  expect(asked[0]).toMatchObject({ title: question.text, kind: 'ballot', items: [{ id: 'q', type: 'single' }] })
  expect(asked.filter((step) => 'asked' in step && 'calledBack' in (step.asked as object))).toHaveLength(1)
  expect(boards.flatMap((board) => board.voices?.rounds ?? []).filter(({ step }) => step.startsWith('q-')).length).toBe(
    13,
  )
})

it('[ASK7] who asked closes it at all its tables at once; a table that closed it itself was first', async () => {
  // Of a session of their own: who asks ten in a minute is told to wait.
  const own = (await aConsole(hall, 1)).session
  const { step } = (await asks(own, question)).body as { step: string }
  const runner = await runnerAt(hall, 1)
  expect((await runner.does({ kind: 'close', step })).status).toBe(200)
  const elsewhere = (await aConsole(hall, 4)).session
  const closes = (as: string, id = unique('close')) => hall.api(path(), { as, body: { id, kind: 'close', step } })
  expect((await closes(elsewhere)).status).toBe(404)
  const id = unique('close')
  const done = await closes(own, id)
  expect(done.body).toEqual({ step, left: [{ table: console.table(1).id, why: 'done-already' }] })
  expect((await closes(own, id)).status).toBe(200)
  expect(roundOf(await console.read(), step)).toMatchObject({ open: 0, closed: tables.length })
  expect((await told(console.session)).asked.find((one) => one.step === step)).toMatchObject({ closed: tables.length })
})

it('[ASK7] asked at some tables and closed for all from the console, nothing is said of tables that were not asked', async () => {
  const own = (await aConsole(hall, 1)).session
  const some = { ...question, tables: [console.table(1).id, console.table(2).id] }
  const { step } = (await asks(own, some)).body as { step: string }
  const closed = await console.does({ kind: 'round', step, to: 'closed' })
  expect([closed.status, (closed.body as { left?: unknown }).left ?? []]).toEqual([200, []])
  expect(roundOf(await console.read(), step)).toMatchObject({ open: 0, closed: 2 })
})

it('[ASK7] while it is open nothing that the console is told moves when somebody votes, not even its version', async () => {
  const own = (await aConsole(hall, 1)).session
  const { step } = (await asks(own, question)).body as { step: string }
  const before = await told(own)
  expect(before.asked[0]).toMatchObject({ step, closed: 0, figures: [] })
  for (const phone of phones.slice(0, 3))
    expect((await phone.answer(step, { q: { type: 'single', option: 'o1' } })).status).toBe(200)
  expect(await told(own)).toEqual(before)
  const text = JSON.stringify(before)
  // Codes of seats are nobody's to read here.
  for (const { seat } of phones) expect(text).not.toContain(seat)
})

it('[ASK1] a coordinator asks at all sites of theirs at once, and closes there; who has one of them closes it only in their own room', async () => {
  const organiser = (await hall.enter('organiser')).session
  const { sites } = await told(organiser)
  expect(sites.length).toBeGreaterThan(1)
  const all = sites.flatMap((site) => site.tables.flatMap(({ id, why }) => (why === undefined ? [id] : [])))
  const { step } = (await asks(organiser, { ...question, tables: all })).body as { step: string }
  const head = (await aConsole(hall, 1)).session
  const [seen] = (await told(head)).asked
  expect(seen).toMatchObject({ step, own: false, of: all.length })
  expect(seen?.sites).toHaveLength(1)
  const closes = (as: string) => hall.api(path(), { as, body: { id: unique('close'), kind: 'close', step } })
  expect((await closes(head)).status).toBe(404)
  expect((await console.does({ kind: 'round', step, to: 'closed' })).status).toBe(200)
  const done = (await closes(organiser)).body as { left: readonly object[] }
  expect(done.left).toHaveLength(tables.length)
  expect((await told(head)).asked[0]).toMatchObject({ closed: all.length })
})

it('[ASK4] a question that would be called as a step of the programme is refused, and nobody’s vote is touched', async () => {
  const before = hall.parts.voices.state(hall.dialogue)
  const planned = hall.parts.dialogues.dialogue(hall.dialogue)?.sessions.flatMap(({ steps }) => steps) ?? []
  const named = planned.find(({ id }) => id?.startsWith('q-'))?.id ?? ''
  expect(problemOf(await asks(console.session, question, named.slice(2)))?.code).toBe('refused')
  expect(hall.parts.voices.state(hall.dialogue).rounds).toBe(before.rounds)
})

it('[ASK4] a round that there is is never begun anew, whatever a row says', () => {
  const board = hall.board(1, 2)
  const rows: readonly VoiceRow[] = [
    { kind: 'open', command: 'a', board, step: 'q-vote', nodes: [] },
    { kind: 'close', command: 'b', board, step: 'q-vote' },
    { kind: 'ask', command: 'vote', step: 'q-vote', title: { en: 'x' }, items: [], boards: [board], entries: [] },
  ]
  const after = voicesFrom(rows.map((row, at) => ({ row, at })))
  expect(after.rounds.get(roundName(board, 'q-vote'))?.state).toBe('closed')
  expect(after.asks.size).toBe(0)
})

it('[ASK1] sent again from another console it is asked once, also when both come at once; something else under its name is told', async () => {
  const [one, other] = [(await aConsole(hall, 1)).session, (await hall.enter('organiser')).session]
  const asked = () => hall.parts.voices.state(hall.dialogue).asks.size
  const before = asked()
  const id = unique('ask')
  const both = await Promise.all([asks(one, question, id), asks(other, question, id)])
  expect(both.map(({ status, body }) => [status, body])).toEqual(both.map(() => [200, { step: `q-${id}`, left: [] }]))
  expect((await asks(other, question, id)).body).toEqual(both[0]?.body)
  expect(asked()).toBe(before + 1)
  for (const body of [
    { ...question, text: { en: 'Something else?' } },
    { ...question, tables: tables.slice(1) },
  ])
    expect(problemOf(await asks(other, body, id))).toEqual({ code: 'changed' })
  expect(asked()).toBe(before + 1)
})
