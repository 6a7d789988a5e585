/** A question of the day at boards of two sessions, where one table was held up: who moved in between is asked once. */
import { movedTo, noRotation, seatingOf } from '@tablee/shared/dialogue/rotation'
import type { BoardId, SeatCode, TableId } from '@tablee/shared/ids'
import { voicesFrom } from '@tablee/shared/voices/fold'
import { seatsByTable } from '@tablee/shared/voices/step-tables'
import { expect, it } from 'vitest'
import { yes } from './hall.ts'

const [one, two] = ['one', 'two'] as [TableId, TableId]
const codes = ['T1-01', 'T1-02', 'T2-01'] as SeatCode[]

it('[ROT5] is asked at the board of the first session, and stands in one table’s count alone', () => {
  const voices = voicesFrom(
    codes.map((seat, n) => ({
      row: {
        kind: 'sit',
        command: seat,
        table: seat.startsWith('T1') ? one : two,
        seat,
        device: null,
        consent: { ...yes, how: 'paper' },
        pair: seat,
      },
      at: n,
    })),
  )
  // From session 2 on at table two, which is there already; table one still is in session 1.
  const sits = seatingOf(movedTo(noRotation, { session: 2, to: { ['T1-02' as SeatCode]: two } }), [])
  const at = (boards: readonly { table: TableId; session: number }[]) =>
    [
      ...seatsByTable(
        voices,
        'q',
        boards.map((one) => ({ ...one, board: one.table as string as BoardId })),
        sits,
      ),
    ].map(([table, seats]) => [table, seats.map(({ seat }) => seat)])
  const boards = [
    { table: two, session: 2 },
    { table: one, session: 1 },
  ]
  expect(at(boards)).toEqual([
    [one, ['T1-01', 'T1-02']],
    [two, ['T2-01']],
  ])
  expect(at([{ table: two, session: 2 }])).toEqual([[two, ['T1-02', 'T2-01']]])
})
