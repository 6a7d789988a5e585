/** How many have handed in, as who runs a table and the room's console are told it, over real HTTP and a clock of our own. */
import { createTurnout, tickMs } from '@tablee/server/voices/turnout'
import type { SeatCode } from '@tablee/shared/ids'
import type { TableRound, TableVoices } from '@tablee/shared/wire/voices'
import { readRoom } from '@tablee/shared/wire/room'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { free, unique, yes, type Hall } from './hall.ts'

let now = Math.ceil(Date.now() / tickMs) * tickMs
let hall: Hall
beforeAll(async () => {
  hall = await openDay({ clock: () => now })
}, 60_000)
afterAll(() => hall.close())

const tick = (): void => void (now += tickMs)
const seats = (table: number, ...numbers: readonly number[]): Promise<Phone[]> =>
  Promise.all(numbers.map((n) => phoneAt(hall, table, `T${table}-0${n}`)))
const atConsole = (table: number) => hall.parts.participation.turnout.of(hall.dialogue, hall.tableId(table))
const stepIn = ({ rounds }: TableVoices, step: string): TableRound => {
  const found = rounds.find((round) => round.step === step)
  if (found === undefined) throw new Error(`no ${step}`)
  return found
}
const vote = { tram: { type: 'single', option: 'cars' } } as const

it('[TURN1] [RND2] a number that moves every ten seconds only, the same for all who ask; whoever is held is told it then; a draft and a second answer are in it never', async () => {
  const runner = await runnerAt(hall, 1)
  const [ada, bo, cy] = await seats(1, 1, 2, 3, 4, 5)
  if (ada === undefined || bo === undefined || cy === undefined) throw new Error('nobody came')
  for (const step of ['alone', 'ask']) await runner.does({ kind: 'open', step, nodes: [] })
  const first = await runner.read()
  expect(stepIn(first, 'alone').turnout).toEqual({ handedIn: 0, of: 5 })
  expect((await ada.write('alone', unique('sheet'), 'Shade')).status).toBe(200)
  expect((await cy.write('alone', unique('sheet'), 'half', false)).status).toBe(200)
  expect((await bo.answer('ask', vote)).status).toBe(200)
  // To the letter, for one who asks again and for one who comes in anew.
  expect(await runner.read()).toEqual(first)
  expect(await (await runnerAt(hall, 1)).read()).toEqual(first)
  expect(atConsole(1).map(({ step, handedIn }) => [step, handedIn])).toEqual([
    ['alone', 0],
    ['ask', 0],
  ])
  // A start within the tick says nothing rather than a second number.
  const { voices, dialogues } = hall.parts
  const started = createTurnout({ voices, places: { ...dialogues, asksAt: () => [] }, clock: () => now })
  const since = () => started.of(hall.dialogue, hall.tableId(1)).map(({ handedIn }) => handedIn)
  expect(since()).toEqual([null, null])

  tick()
  expect(since()).toEqual([1, 1])
  started.close()
  const second = await runner.read()
  expect([stepIn(second, 'alone').turnout, stepIn(second, 'ask').turnout]).toEqual([
    { handedIn: 1, of: 5 },
    { handedIn: 1, of: 5 },
  ])
  // Once more the same person: the same number. Held, it is told when the next ten seconds begin.
  expect((await ada.write('alone', unique('sheet'), 'And a bench')).status).toBe(200)
  expect((await bo.answer('ask', { tram: { type: 'single', option: 'trees' } })).status).toBe(200)
  tick()
  expect((await runner.read()).version).toBe(second.version)
  now += tickMs - 60
  const held = runner.read(second.version)
  expect((await cy.answer('ask', vote)).status).toBe(200)
  now += 100
  expect(stepIn(await held, 'ask').turnout).toEqual({ handedIn: 2, of: 5 })
})

it('[TURN2] nothing is told of fewer than five who hand in by themselves: paper is typed in by those who would take it off', async () => {
  const runner = await runnerAt(hall, 2)
  const [ada] = await seats(2, 1, 2, 3, 4)
  await runner.does({ kind: 'paper-consent', seat: 'T2-05' as SeatCode, consent: yes })
  await runner.does({ kind: 'open', step: 'alone', nodes: [] })
  await ada?.write('alone', unique('sheet'), 'Shade')
  tick()
  expect((await runner.round('alone')).turnout).toEqual({ handedIn: null, of: 5 })
  expect((await runner.round('alone')).task).toMatchObject({ handedIn: null })
  await phoneAt(hall, 2, 'T2-06')
  expect((await runner.round('alone')).turnout).toEqual({ handedIn: 1, of: 6 })
})

it('[TURN2] a seat that is freed takes nobody out of the number, whether it had handed in or not', async () => {
  const runner = await runnerAt(hall, 3)
  const [ada] = await seats(3, 1, 2, 3, 4, 5, 6)
  await runner.does({ kind: 'open', step: 'alone', nodes: [] })
  await ada?.write('alone', unique('sheet'), 'Shade')
  tick()
  const before = (await runner.round('alone')).turnout
  expect(before).toEqual({ handedIn: 1, of: before?.of })
  // The first has handed in, the second has not: who frees them learns neither.
  await free(hall, 3, 'T3-01')
  tick()
  expect((await runner.round('alone')).turnout).toEqual(before)
  await phoneAt(hall, 3, 'T3-01')
  await free(hall, 3, 'T3-02')
  tick()
  expect((await runner.round('alone')).turnout).toEqual(before)
})

it('[TURN3] [BAL1] reporters, citizens and analysts are told to the letter what they were told before anybody handed in', async () => {
  const runner = await runnerAt(hall, 4)
  const [ada, bo, cy] = await seats(4, 1, 2, 3, 4, 5)
  for (const step of ['alone', 'ask']) await runner.does({ kind: 'open', step, nodes: [] })
  const [reporter, reader, analyst] = await Promise.all([
    hall.enter('reporter', 4),
    hall.enter('citizen', 4),
    hall.enter('analyst'),
  ])
  const all = async (): Promise<readonly unknown[]> =>
    Promise.all(
      [reporter, reader, analyst].map(
        async ({ session }) => (await hall.api(`/api/boards/${runner.board}/voices`, { as: session })).body,
      ),
    )
  if (ada === undefined || bo === undefined || cy === undefined) throw new Error('nobody came')
  /** But for the clock in it. */
  const ofPhone = async (): Promise<unknown> => ({ ...(await bo.read()), now: 0 })
  const others = await Promise.all([ofPhone(), all()])
  await ada.answer('ask', vote)
  // Nor that one of two wrote in another language.
  expect((await ada.write('alone', unique('sheet'), 'Shade')).status).toBe(200)
  const german = { board: cy.board, step: 'alone', sheet: unique('sheet'), text: 'Schatten', lang: 'de', sent: true }
  expect((await cy.send({ id: unique('write'), kind: 'write', ...german })).status).toBe(200)
  tick()
  expect(await ofPhone()).toEqual(others[0])
  expect(await all()).toEqual(others[1])
  expect(JSON.stringify(others)).not.toContain('turnout')
  expect((await runner.round('ask')).turnout).toEqual({ handedIn: 1, of: 5 })
  expect((await runner.round('alone')).task).toMatchObject({ handedIn: 2, alone: ['de', 'en'] })
})

it('[TURN4] a console is told it of each table and nowhere else: no sum in what it is told could give away the one that is withheld', () => {
  const of = (shape: z.ZodType): number =>
    JSON.stringify(z.toJSONSchema(shape, { unrepresentable: 'any' })).split('"handedIn"').length - 1
  const { tables, ...rest } = readRoom.answer.shape
  // As a property, and among the required ones.
  expect(of(tables.element.shape.turnout)).toBe(2)
  expect(of(tables)).toBe(2)
  expect(Object.values(rest).map(of)).toEqual(Object.values(rest).map(() => 0))
})
