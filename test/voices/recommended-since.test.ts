/** What a recommendation froze, and what may be read of it outside its table once an entry is hidden, deleted or refused. */
import { addNode, remove } from '@tablee/shared/board/edit'
import type { Lang, NodeId, RelationId, TableId } from '@tablee/shared/ids'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole, type Console } from '../room/aConsole.ts'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
let console: Console
let tables: readonly TableId[]
let phones: readonly Phone[]
let ids: readonly NodeId[]
let step = ''
let vote = ''
/** How far the server's clock is ahead of this machine's: what was told half a second ago is told again. */
let ahead = 0

const path = (): string => `/api/dialogues/${hall.dialogue}/questions`
const asks = (body: object) => hall.api(path(), { as: console.session, body: { id: unique('ask'), tables, ...body } })
const agreeing = { kind: 'ask', text: { en: 'And you?' }, answer: 'recommendation', unit: 'tables', options: [] }
const sentence = 'SENTENCE the line stops the same day'

/** Who reads it: the wall of the step in which tables agreed and of the vote, an analyst, and a phone of another table. */
type Read = { readonly agreed: string; readonly voted: string; readonly analyst: string; readonly phone: string }
async function read(): Promise<Read> {
  ahead += 600
  const of = ({ steps }: ResultsAnswer, id: string): string => JSON.stringify(steps.filter((one) => one.step === id))
  const wall = (await hall.api(`/api/watch/${hall.link('observer').path}/results`)).body as ResultsAnswer
  const { session } = await hall.enter('analyst')
  const all = (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })).body as ResultsAnswer
  const phone = JSON.stringify(await phones.at(-1)?.round(vote))
  return { agreed: of(wall, step), voted: of(wall, vote), analyst: of(all, vote), phone }
}
const words = ['SENTENCE', 'FIRST', 'SECOND', 'GIVEN', 'OBJ'] as const
const has = (text: string): string => words.filter((word) => text.includes(word)).join(' ')
const policy = async (hidden: readonly NodeId[]): Promise<void> => {
  const { session } = await runnerAt(hall, 1)
  const done = await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
    as: session,
    method: 'PUT',
    body: { hidden },
  })
  expect(done.status).toBeLessThan(300)
}

beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + ahead })
  console = await aConsole(hall, 1)
  tables = console.room.tables.map(({ id }) => id)
  phones = await Promise.all([
    ...[1, 2, 3, 4, 5].map((n) => phoneAt(hall, 1, `T1-0${n}`)),
    ...[1, 2, 3, 4, 5, 6].map((n) => phoneAt(hall, 2, `T2-0${n}`)),
  ])
  const board = hall.board(1, 2)
  await speak(hall, 1, [{ id: 'w1', seat: 'T1-01', text: 'FIRST is what I say about my street' }])
  ids = await entries(hall, board, ['FIRST is what I say about my street', 'SECOND mayors are afraid'])
  await hall.parts.live.write(board, 'reporter', (doc) => {
    for (const [id, kind, relation, wording] of [
      ['cond', 'condition', 'qualifies', 'GIVEN it is said why'],
      ['obj', 'argument', 'attacks', 'OBJ people stay at home'],
    ] as const)
      addNode(
        doc,
        { who: 'reporter', why: 'add' },
        {
          id: id as NodeId,
          kind,
          wording,
          lang: 'en' as Lang,
          at: 1,
          place: { relation: `${id}-on` as RelationId, kind: relation, to: ids[1] as NodeId },
        },
      )
  })
  step = ((await asks(agreeing)).body as { step: string }).step
  const runner = await runnerAt(hall, 1)
  const reasons = ids.map((node) => ({ node, wording: 'what a screen says', lang: 'en' }))
  const q = { type: 'recommendation', sentence, lang: 'en', reasons } as const
  expect((await runner.does({ kind: 'table-answer', step, answers: { q } })).status).toBe(200)
  const asked = await asks({ kind: 'vote-on-recommendations', from: step, most: 5 })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  vote = (asked.body as { step: string }).step
  for (const [n, phone] of phones.entries()) {
    const why = { option: 'e1' }
    const given = n < 5 ? { type: 'support', value: 'yes-if', why } : { type: 'support', value: 'no', why }
    expect((await phone.answer(vote, { 'r1-q': given } as never)).status).toBe(200)
  }
  for (const one of [step, vote]) await console.does({ kind: 'round', step: one, to: 'closed' })
}, 60_000)
afterAll(() => hall?.close())

const counts = (text: string): unknown => {
  const [told] = JSON.parse(text) as ResultsAnswer['steps']
  const [figure] = told?.figures ?? []
  return [figure?.valid, figure?.rows.map(({ key, count }) => [key, count])]
}

it('[RCM9] a reason, a condition or an objection is read outside its table only while observers may see its entry', async () => {
  const before = await read()
  expect(has(before.agreed)).toBe('SENTENCE FIRST SECOND')
  for (const text of [before.voted, before.analyst, before.phone]) expect(has(text)).toBe(words.join(' '))
  // An entry's id never leaves its table.
  for (const text of Object.values(before)) expect(text).not.toMatch(new RegExp(`"(${ids.join('|')}|cond|obj)"`))
  await policy([ids[1] as NodeId, 'cond' as NodeId])
  const hidden = await read()
  const { agreed, voted, phone } = hidden
  expect([agreed, voted, phone].map(has)).toEqual(['SENTENCE FIRST', 'SENTENCE FIRST OBJ', 'SENTENCE FIRST OBJ'])
  for (const text of [voted, phone]) expect(text).toContain('A condition that is not shown')
  // At its own table it stands as it was agreed on.
  expect(has(JSON.stringify(await phones[0]?.round(vote)))).toBe(words.join(' '))
  expect(counts(voted)).toEqual(counts(before.voted))
  await policy([])
  expect(await read()).toEqual(before)
  const gone = await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    remove(doc, { who: 'reporter', why: 'x' }, 'obj' as NodeId)
  })
  expect(gone.ok).toBe(true)
  const deleted = await read()
  const left = 'SENTENCE FIRST SECOND GIVEN'
  expect([deleted.agreed, deleted.voted, deleted.phone].map(has)).toEqual(['SENTENCE FIRST SECOND', left, left])
})

it('[RCM9] what repeats the words of somebody who refuses is read by nobody; a sentence goes with all of it, and its votes count', async () => {
  const before = await read()
  const no = { ...yes, quoted: false, observed: false }
  const refuse = async (consent: object): Promise<void> => {
    expect((await phones[0]?.send({ id: unique(), kind: 'consent', consent } as never))?.status).toBe(200)
  }
  await refuse(no)
  const after = await read()
  expect([after.agreed, after.voted, after.phone, after.analyst].map(has)).toEqual([
    'SENTENCE SECOND',
    'SENTENCE SECOND GIVEN',
    'SENTENCE SECOND GIVEN',
    'SENTENCE SECOND GIVEN OBJ',
  ])
  await speak(hall, 1, [{ id: 'w2', seat: 'T1-01', text: sentence }])
  const silent = await read()
  expect(Object.values(silent).map(has)).toEqual(['', '', '', ''])
  for (const text of [silent.voted, silent.phone]) expect(text).toContain('A recommendation that is not shown')
  expect(counts(silent.voted)).toEqual(counts(before.voted))
  await refuse(yes)
  expect(has((await read()).voted)).toBe('SENTENCE FIRST SECOND GIVEN')
})

it('[RCM9] nobody votes on what was agreed in a question that was called back', async () => {
  const from = ((await asks(agreeing)).body as { step: string }).step
  const runner = await runnerAt(hall, 1)
  const q = { type: 'recommendation', sentence: 'Nobody was to say this', lang: 'en', reasons: [] } as const
  await runner.does({ kind: 'table-answer', step: from, answers: { q } })
  expect(
    (await hall.api(path(), { as: console.session, body: { id: unique(), kind: 'call-back', step: from } })).status,
  ).toBe(200)
  expect(problemOf(await asks({ kind: 'vote-on-recommendations', from, most: 5 }))?.code).toBe('refused')
})
