/** A phone whose seat changes tables: where it says to go, and where it sits; and whose chair is whose on the table's screen. */
import { isMoved, nextTable, tableElsewhere } from '@tablee/client/seat/hall'
import { chairName, chairOf, seatOn } from '@tablee/client/ui/seats-here'
import type { SeatCode } from '@tablee/shared/ids'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { expect, it } from 'vitest'

const sits = [1, 2, 3].map((session) => ({ session, table: session === 2 ? 7 : 1 }))
const answer = (tableNumber: number, session: number, goes = session): SeatAnswer =>
  ({
    seat: 'T1-03',
    tableNumber,
    sits,
    session: { number: session, title: {}, question: {} },
    clock: { course: { session: goes }, steps: [] },
  }) as unknown as SeatAnswer

it('[ROT9] says at the notice to which table, and in the session at which, coming back too', () => {
  expect(nextTable(answer(1, 1, 2))).toBe(7)
  expect(nextTable(answer(7, 2, 3))).toBe(1)
  expect(nextTable(answer(7, 2))).toBeNull()
  expect([isMoved(answer(1, 1)), isMoved(answer(7, 2)), isMoved(answer(1, 3))]).toEqual([false, true, true])
})

it('[ROT9] a guest sits on a chair under their own code, and nobody’s words are taken for somebody else’s', () => {
  const codes = ['T1-01', 'T2-06', 'T1-03', null] as (SeatCode | null)[]
  expect(codes.map((_, n) => chairName(codes, n + 1))).toEqual([1, 'T2-06', 3, 4])
  expect([chairOf(codes, 'T2-06'), chairOf(codes, 'T1-02'), chairOf(null, 'T1-02')]).toEqual([2, null, 2])
  expect([seatOn(codes, 1, 2), seatOn(null, 1, 2)]).toEqual(['T2-06', 'T1-02'])
})

it('[ROT9] what was asked in another session says at which table, where that is another than theirs', () => {
  const sits = [1, 2, 3].map((session) => ({ session, table: session === 3 ? 2 : 1 }))
  const asked = (number: number) => ({ session: { number, title: {} } })
  // Back in the first session at table 1: what they wrote in the third lies at table 2.
  const home = { sits, tableNumber: 1 }
  expect([asked(3), asked(2), {}].map((round) => tableElsewhere(home, round))).toEqual([2, null, null])
  expect(tableElsewhere({ sits, tableNumber: 2 }, asked(1))).toBe(1)
  expect(tableElsewhere({ tableNumber: 1 }, asked(3))).toBeNull()
})
