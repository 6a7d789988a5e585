/** Who changes tables: two who belong together go in one move, and where a table is full that is known before it is sent. */
import { seatCode, type TableId } from '@tablee/shared/ids'
import type { Room, RoomTable, SeatingAnswer } from '@tablee/shared/wire/room'
import { expect, it } from 'vitest'
import { freeAt, meant, type SeatingDraft } from '@tablee/client/room/seating-draft'

const table = (number: number, seats: number) => ({ id: `t${number}` as TableId, number, seats }) as RoomTable
const room = {
  sessions: [1, 2, 3].map((number) => ({ number, title: {}, question: {}, begins: null, steps: [] })),
  tables: [table(1, 4), table(2, 4), table(3, 6)],
} satisfies Pick<Room, 'sessions' | 'tables'>
/** Four at each table; of table 3 somebody comes to table 2 in the last session, where one of theirs has gone. */
const seating: SeatingAnswer = {
  seats: [1, 2, 3].flatMap((number) =>
    [1, 2, 3, 4].map((n) => ({ seat: seatCode(number, n), taken: true, session: 2, tables: [number, number, number] })),
  ),
  moves: [],
}
const draft: SeatingDraft = {
  seat: 'T1-03',
  along: ['T1-04'],
  table: 't3',
  session: 3,
  swaps: {},
  why: 'Their interpreter sits there',
}

it('[ROT15] who came together is moved together, in one act', () => {
  const { beside, moves, lacking } = meant(room, seating, draft)
  expect(beside.map(({ seat }) => seat)).toEqual(['T1-01', 'T1-02', 'T1-04'])
  expect(lacking).toBe(0)
  expect(moves).toEqual([
    { seat: 'T1-03', table: 't3' },
    { seat: 'T1-04', table: 't3' },
  ])
  expect(meant(room, seating, { ...draft, why: ' ' }).moves).toBeNull()
  expect(meant(room, seating, { ...draft, table: '' }).moves).toBeNull()
})

it('[ROT15] where there is no place for all, it is said how many have to come in exchange, and nothing is sent before', () => {
  const full = { ...draft, table: 't2' }
  expect(freeAt(room, seating, table(2, 4), 3)).toBe(0)
  expect(meant(room, seating, full)).toMatchObject({ lacking: 2, moves: null })
  expect(meant(room, seating, { ...full, swaps: { 'T1-03': 'T2-01' } })).toMatchObject({ lacking: 1, moves: null })
  const both = { ...full, swaps: { 'T1-03': 'T2-01', 'T1-04': 'T2-02' } }
  expect(meant(room, seating, both).moves).toEqual([
    { seat: 'T1-03', table: 't2' },
    { seat: 'T1-04', table: 't2' },
    { seat: 'T2-01', table: 't1' },
    { seat: 'T2-02', table: 't1' },
  ])
  // Nobody comes twice, and who does not sit there does not come.
  expect(meant(room, seating, { ...both, swaps: { 'T1-03': 'T2-01', 'T1-04': 'T2-01' } }).moves).toBeNull()
  expect(meant(room, seating, { ...both, swaps: { 'T1-03': 'T3-01', 'T1-04': 'T2-02' } })).toMatchObject({ lacking: 1 })
})

it('[ROT15] places are those of every session from then on, and of whom nobody took the seat none is kept', () => {
  const later = seating.seats.map((one) => (one.seat === 'T3-01' ? { ...one, tables: [3, 3, 2] } : one))
  expect(freeAt(room, { ...seating, seats: later }, table(2, 4), 2)).toBe(-1)
  const away = seating.seats.map((one) => (one.seat.startsWith('T2') ? { ...one, taken: false } : one))
  expect(freeAt(room, { ...seating, seats: away }, table(2, 4), 2)).toBe(4)
  expect(meant(room, { ...seating, seats: away }, { ...draft, table: 't2' }).moves).toHaveLength(2)
})
