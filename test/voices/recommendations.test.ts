/** A recommendation round: each table agrees on a sentence with its reasons, and everybody votes on a few of them. */
import { addNode } from '@tablee/shared/board/edit'
import type { Answer } from '@tablee/shared/dialogue/items'
import type { Lang, NodeId, RelationId, TableId } from '@tablee/shared/ids'
import type { Questions } from '@tablee/shared/wire/questions'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole, type Console } from '../room/aConsole.ts'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
let console: Console
let tables: readonly TableId[]
let phones: readonly Phone[]
let reasons: readonly NodeId[]
/** The step in which tables agree, and the vote on it. */
let step = ''
let vote = ''
let wall = ''
/** How far the server's clock is ahead of this machine's: what walls were told half a second ago is told again. */
let ahead = 0
beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + ahead })
  console = await aConsole(hall, 1)
  tables = console.room.tables.map(({ id }) => id)
  wall = hall.link('observer').path ?? ''
  phones = await Promise.all([
    ...[1, 2, 3, 4, 5, 6].map((n) => phoneAt(hall, 1, `T1-0${n}`)),
    ...[1, 2, 3, 4, 5, 6].map((n) => phoneAt(hall, 2, `T2-0${n}`)),
    ...[1, 2, 3, 4].map((n) => phoneAt(hall, 3, `T3-0${n}`)),
  ])
  reasons = await entries(hall, hall.board(1, 2), ['The line may stop the same day', 'Mayors are afraid'])
  const done = await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    const by = { who: 'reporter', why: 'add' } as const
    const beneath = (id: string, kind: 'qualifies' | 'attacks') => ({
      relation: `${id}-on` as RelationId,
      kind,
      to: reasons[0] as NodeId,
    })
    const common = { lang: 'en' as Lang, at: 1 }
    addNode(doc, by, {
      ...common,
      id: 'told' as NodeId,
      kind: 'condition',
      wording: 'It is said why',
      place: beneath('told', 'qualifies'),
    })
    addNode(doc, by, {
      ...common,
      id: 'stay' as NodeId,
      kind: 'argument',
      wording: 'People stay at home',
      place: beneath('stay', 'attacks'),
    })
  })
  expect(done.ok).toBe(true)
}, 60_000)
afterAll(() => hall.close())

const path = (): string => `/api/dialogues/${hall.dialogue}/questions`
const asks = (as: string, body: object, id = unique('ask')) => hall.api(path(), { as, body: { id, tables, ...body } })
const question = {
  kind: 'ask',
  text: { en: 'What does your table recommend?' },
  answer: 'recommendation',
  unit: 'tables',
  options: [],
}
const agrees = (sentence: string, of: readonly NodeId[] = []): Record<string, Answer> => ({
  q: {
    type: 'recommendation',
    sentence,
    lang: 'en',
    reasons: of.map((node) => ({ node, wording: 'what a screen says', lang: 'en' })),
  },
})
const results = async (): Promise<ResultsAnswer> => {
  const { session } = await hall.enter('analyst')
  return (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })).body as ResultsAnswer
}
const watched = async (): Promise<ResultsAnswer> => (await hall.api(`/api/watch/${wall}/results`)).body as ResultsAnswer

it('[RCM1] [RCM7] each table agrees on a sentence, with reasons as they stand on its map; it may change until it is closed', async () => {
  expect(problemOf(await asks(console.session, { ...question, unit: 'people' }))?.code).toBe('bad-request')
  const asked = await asks(console.session, question)
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  step = (asked.body as { step: string }).step
  // [RCM7] A console is told what can be voted on.
  const told = (await hall.api(path(), { as: console.session })).body as Questions
  expect(told.recommended).toEqual([{ step, title: question.text }])
  // It is the table's to answer: nothing stands on a phone.
  expect(await phones[0]?.round(step)).toBeUndefined()
  const first = await runnerAt(hall, 1)
  const second = await runnerAt(hall, 2)
  for (const [runner, sentence, of] of [
    [first, 'A sentence of before', []],
    [first, 'Who gives the permit may stop the line', [reasons[0] as NodeId]],
    [second, 'CANARY behind the curtain', []],
  ] as const) {
    const done = await runner.does({ kind: 'table-answer', step, answers: agrees(sentence, of) })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  }
  // [RCM7] Of tables it is told how many have answered; at a table nobody is counted who was not asked.
  const { turnout } = hall.parts.participation
  const answered = tables.flatMap((table) => turnout.of(hall.dialogue, table).filter((one) => one.step === step))
  expect(answered.map(({ handedIn, of }) => [handedIn, of])).toEqual(tables.map((_, n) => [n < 2 ? 1 : 0, 1]))
  expect((await first.round(step)).turnout).toBeUndefined()
  const kept = (await first.round(step)).task
  if (kept.kind !== 'ballot') throw new Error('no ballot')
  expect(kept.tableAnswers).toMatchObject({
    q: { sentence: 'Who gives the permit may stop the line', reasons: [{ wording: 'The line may stop the same day' }] },
  })
  for (const bad of [agrees('Nobody said this', ['nowhere' as NodeId]), agrees('  '), agrees('x'.repeat(500))])
    expect((await first.does({ kind: 'table-answer', step, answers: bad })).status).toBeGreaterThanOrEqual(400)
})

it('[RCM2] the sentences that observers may read are frozen to be voted on, with what the maps say for and against; the console is told what is left out', async () => {
  const second = await runnerAt(hall, 2)
  await hall.api(`/api/boards/${hall.board(2, 2)}/commands`, {
    as: second.session,
    body: { id: unique(), kind: 'curtain', to: 'drawn' },
  })
  const body = { kind: 'vote-on-recommendations', from: step, most: 10 }
  expect((await asks((await hall.enter('facilitator', 1)).session, body)).status).toBe(403)
  expect((await asks((await aConsole(hall, 4)).session, body)).status).toBe(404)
  expect((await asks(console.session, { ...body, most: 11 })).status).toBe(400)
  expect(problemOf(await asks(console.session, { ...body, from: 'nothing' }))?.code).toBe('refused')
  const id = unique('vote')
  const asked = await asks(console.session, body, id)
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const done = asked.body as { step: string; left: readonly { table: TableId; why: string }[] }
  vote = done.step
  expect(done.left).toContainEqual({ table: tables[1], why: 'not-shown' })
  expect(done.left.filter(({ why }) => why === 'not-agreed')).toHaveLength(tables.length - 2)
  expect(((await asks(console.session, body, id)).body as { step: string }).step).toBe(vote)
  const round = await phones[0]?.round(vote)
  if (round?.task.kind !== 'ballot') throw new Error('nothing to vote on')
  expect(round.task.items).toMatchObject([
    {
      type: 'support',
      table: 1,
      text: { en: 'Who gives the permit may stop the line' },
      reasons: [{ wording: 'The line may stop the same day' }],
      conditions: [{ id: 'e1', text: { en: 'It is said why' } }],
      objections: [{ id: 'e1', text: { en: 'People stay at home' } }],
    },
  ])
  expect(JSON.stringify(await phones[7]?.read())).not.toContain('CANARY')
})

it('[RCM3] [RCM4] people answer yes, no, or yes with a condition; sealed until it is closed, then ranked with n, conditions and dissent', async () => {
  const key = 'r1-q'
  const say = (n: number): Answer =>
    n < 6
      ? { type: 'support', value: 'yes-if', why: n < 5 ? { option: 'e1' } : { text: 'only by day', lang: 'en' } }
      : { type: 'support', value: 'no', why: { text: `CANARY-${n}`, lang: 'en' } }
  for (const [n, phone] of phones.entries()) {
    const done = await phone.answer(vote, { [key]: say(n) })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  }
  for (const bad of [
    { [key]: { type: 'support', value: 'yes-if' } },
    { [key]: { type: 'support', value: 'no', why: { option: 'e9' } } },
    { [key]: { type: 'support', value: 'yes', why: { option: 'e1' } } },
    { 'r2-q': { type: 'support', value: 'yes' } },
  ] as const)
    expect((await phones[0]?.answer(vote, bad as Record<string, Answer>))?.status).toBe(400)
  expect((await watched()).steps.filter((one) => one.step === vote)).toEqual([])
  expect(JSON.stringify([await watched(), await results()])).not.toContain('CANARY')
  await console.does({ kind: 'round', step: vote, to: 'closed' })
  const [told] = (await watched()).steps.filter((one) => one.step === vote)
  expect(told).toMatchObject({
    draw: { most: 10 },
    figures: [
      { type: 'support', valid: 16, recommended: { table: 1 }, text: { en: 'Who gives the permit may stop the line' } },
    ],
  })
  const rows = new Map((told?.figures[0]?.rows ?? []).map((row) => [row.key, row.count]))
  expect([rows.get('for'), rows.get('no'), rows.get('yes-if')]).toEqual([6, 10, null])
  // Ten wrote why not; so many may not be counted beside the objection that nobody picked: some are read.
  expect(told?.figures[0]?.texts.filter(({ said }) => said === 'no')).toHaveLength(3)
  expect(JSON.stringify(told)).not.toContain('only by day')
})

it('[RCM4] a reason of somebody who may not be quoted is counted and read by nobody; a table behind its curtain takes its sentence along', async () => {
  await phones[10]?.send({
    id: unique(),
    kind: 'consent',
    consent: { version: (await phones[10].read()).consent.version, quoted: false, observed: true, lang: 'en' },
  })
  ahead += 600
  const after = await watched()
  expect(JSON.stringify(after)).not.toContain('CANARY-10')
  const first = await runnerAt(hall, 1)
  const curtain = (to: 'drawn' | 'open') =>
    hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
      as: first.session,
      body: { id: unique(), kind: 'curtain', to },
    })
  await curtain('drawn')
  expect(JSON.stringify(await watched())).not.toContain('Who gives the permit')
  await curtain('open')
  expect(JSON.stringify(await watched())).toContain('Who gives the permit')
  // Its sentence turns out to be somebody's who says no to being watched: nothing of it is shown any more.
  await speak(hall, 1, [{ id: 'their-words', seat: 'T1-02', text: 'Who gives the permit may stop the line' }])
  ahead += 11_000
  expect(JSON.stringify(await watched())).toContain('Who gives the permit')
  const no = { version: yes.version, quoted: true, observed: false, lang: 'en' }
  const refused = await phones[1]?.send({ id: unique(), kind: 'consent', consent: no })
  expect(refused?.status).toBe(200)
  ahead += 11_000
  expect(JSON.stringify(await watched())).not.toContain('Who gives the permit')
  await phones[1]?.send({ id: unique(), kind: 'consent', consent: yes })
  ahead += 11_000
  expect(JSON.stringify(await watched())).toContain('Who gives the permit')
})

it('[COND5] a theme team is told of each condition what results tell, and nothing of one that nobody may read; who votes and who watches is not', async () => {
  const { session } = await hall.enter('analyst')
  const at = `/api/dialogues/${hall.dialogue}/conditions`
  const told = (await hall.api(at, { as: session })).body as ConditionsAnswer
  const figures = (await results()).steps.flatMap((one) => one.figures).filter(({ type }) => type === 'support')
  const rows = figures.flatMap((one) => one.rows.filter(({ key, count }) => key.startsWith('if:e') && count !== 0))
  const members = [...told.groups, ...told.rest].flatMap((one) => one.members)
  expect(members.filter(({ picked }) => picked).map(({ people }) => people)).toEqual(rows.map(({ count }) => count))
  expect(JSON.stringify(told)).not.toContain('CANARY-10')
  const [first] = members
  if (first === undefined) throw new Error('no condition')
  const join = `/api/dialogues/${hall.dialogue}/themes`
  const same = { kind: 'same', a: first.name, b: `${vote}/condition/none.if.e9` }
  expect((await hall.api(join, { as: session, body: { id: unique(), ...same } })).status).toBe(404)
  expect((await hall.api(join, { as: session, body: { id: unique(), ...same, b: first.name } })).status).toBe(400)
  for (const role of ['facilitator', 'citizen'] as const)
    expect((await hall.api(at, { as: (await hall.enter(role, 1)).session })).status).toBe(403)
})

it('[RCM5] a snapshot has sentences, answers and draw, as digests of texts, and the same figures; after a start all stands as it stood', async () => {
  const before = (await watched()).steps
  await hall.parts.voices.reread()
  expect((await watched()).steps).toEqual(before)
  const organiser = (await hall.enter('organiser')).session
  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: organiser, body: {} })
  expect(taken.status, JSON.stringify(taken.body)).toBe(201)
  const { hash } = taken.body as { hash: string }
  const { body } = await hall.api(`/api/snapshots/${hash}`, { as: organiser })
  expect(JSON.stringify(body)).not.toMatch(/CANARY|permit|said why/)
  const { steps } = (
    body as { voices: { steps: { id: string; asked?: { draw?: { seed: string } }; items: object[] }[] } }
  ).voices
  const found = steps.find((one) => one.id === vote)
  expect(found?.asked?.draw?.seed).toMatch(/^[0-9a-f]{16}$/)
  expect(found?.items).toMatchObject([
    { type: 'support', table: 1, sentence: { lang: 'en' }, conditions: [{ id: 'e1' }] },
  ])
})
