/** What a console is told of turnout and observation, and what it does to rounds, curtains, pause and delay, over real HTTP. */
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { tickMs } from '@tablee/server/voices/turnout'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { problemOf, unique, type Hall } from '../voices/hall.ts'
import { aConsole } from './aConsole.ts'

let now = Math.ceil(Date.now() / tickMs) * tickMs
let hall: Hall
const roomOpens = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) => ({
    ...session,
    steps: session.steps.map((step) => (step.id === 'alone' ? { ...step, opens: 'room' as const } : step)),
  })),
})
beforeAll(async () => {
  hall = await openDay({ clock: () => now, draft: roomOpens })
}, 60_000)
afterAll(() => hall.close())

it('[TURN1] [TURN5] a console opens a step at all its tables, and is told how many have handed in at each, ten seconds by ten seconds', async () => {
  const console = await aConsole(hall, 1)
  const here = console.room.tables.map(({ id }) => id)
  const by = { author: 'organiser', device: 'd', command: unique('close') }
  await hall.parts.dialogues.setClosed(hall.board(3, 2), true, by)
  const opened = await console.does({ kind: 'round', step: 'alone', to: 'open' })
  expect(opened).toMatchObject({ status: 200, body: { left: [{ table: console.table(3).id, why: 'closed' }] } })
  await console.until('it is open at two', () => console.room.rounds.some(({ open }) => open === here.length - 1))
  const phones = await Promise.all([1, 2, 3, 4, 5].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
  await phones[0]?.write('alone', unique('sheet'), 'Shade')
  expect((await console.read()).tables.find(({ number }) => number === 1)?.turnout).toEqual([
    { step: 'alone', state: 'open', handedIn: 0, of: 5 },
  ])
  now += tickMs
  const told = (await console.read()).tables
  expect(told.map(({ number, turnout }) => [number, turnout[0]?.handedIn ?? null])).toEqual([
    [1, 1],
    [2, null],
    [3, null],
  ])
  // A table's own facilitator sees the same, and may close hers.
  const runner = await runnerAt(hall, 1)
  expect((await runner.round('alone')).turnout).toEqual({ handedIn: 1, of: 5 })
  expect((await console.does({ kind: 'round', step: 'signed', to: 'open' })).status).toBe(422)
})

it('[OBSV1] [OBSV3] a console draws every curtain and alone opens it, pauses and delays all, and none of another site’s', async () => {
  const [console, other] = [await aConsole(hall, 1), await aConsole(hall, 4)]
  const act = unique('draw')
  expect((await console.does({ kind: 'draw-curtains', to: 'drawn' }, act)).status).toBe(200)
  await console.until('all are drawn', () => console.room.tables.every(({ curtain }) => curtain === 'drawn-here'))
  expect((await other.read()).tables.every(({ curtain }) => curtain === 'open')).toBe(true)
  const runner = await runnerAt(hall, 2)
  const opens = (id: string) =>
    hall.api(`/api/boards/${runner.board}/commands`, { as: runner.session, body: { id, kind: 'curtain', to: 'open' } })
  expect(problemOf(await opens(unique()))?.code).toBe('refused')
  expect((await console.does({ kind: 'draw-curtains', to: 'open' })).status).toBe(200)
  await console.until('all are open', () => console.room.tables.every(({ curtain }) => curtain === 'open'))
  expect((await console.does({ kind: 'draw-curtains', to: 'drawn' }, act)).status).toBe(200)
  expect((await console.read()).tables.every(({ curtain }) => curtain === 'open')).toBe(true)
  expect((await console.does({ kind: 'watched', observation: 'paused', delayMinutes: 5 })).body).toMatchObject({
    left: [],
  })
  await console.until('all are paused', () => console.room.tables.every(({ paused }) => paused))
  expect(console.room.tables.map(({ delayMinutes }) => delayMinutes)).toEqual(console.room.tables.map(() => 5))
  const theirs = { kind: 'watched', observation: 'paused', tables: [other.table(4).id] } as const
  expect((await console.does(theirs)).status).toBe(404)
})
