/** Who has not been heard yet, as a table's facilitator is told it. */
import { sharesName } from '@tablee/shared/board/sheets'
import { heardSeats, notHeard } from '@tablee/shared/board/spoken'
import type { SeatCode, WordsId } from '@tablee/shared/ids'
import { can, roles } from '@tablee/shared/roles'
import { expect, it } from 'vitest'

const seat = (n: number): SeatCode => `T1-0${n}` as SeatCode
const said = (id: string, of: SeatCode | null, corrects: string | null = null, withdrawn: number | null = null) =>
  [id, { id, seat: of, corrects: corrects as WordsId | null, withdrawn, redacted: null }] as const
const named =
  (...sheets: readonly string[]) =>
  (words: string) =>
    sheets.some((sheet) => sharesName(words, sheet))
const agrees = { quoted: true, observed: true }
const at = (n: number, state: 'free' | 'phone' | 'paper' = 'phone', consent: typeof agrees | null = agrees) => ({
  seat: seat(n),
  state,
  consent,
})

it('[HEARD1] who has words on the board with their seat has been heard; words without a seat, and texts that were written alone and laid there, are nobody’s', () => {
  const words = new Map([
    said('one', seat(1)),
    said('two', null),
    said('back', seat(6), null, 7),
    said('sheet-7', seat(3)),
    said('sheet-8-2', seat(4)),
    said('better', seat(4), 'sheet-8-2'),
    // Two that correct each other, as only a hostile device would make them.
    said('a', seat(5), 'b'),
    said('b', seat(5), 'a'),
  ])
  expect([...heardSeats(words, named('sheet-7', 'sheet-8'))].sort()).toEqual([seat(1), seat(5)])
  // Where nothing was written alone, an id says nothing.
  expect([...heardSeats(words, named())].sort()).toEqual([1, 3, 4, 5].map(seat))
})

it('[HEARD1] a free seat is not missed, who sits on paper is; who refuses something is not listed, no matter what', () => {
  const seats = [
    at(1),
    at(2, 'free'),
    at(3, 'paper'),
    at(4, 'phone', { quoted: false, observed: true }),
    at(5, 'phone', { quoted: true, observed: false }),
    at(6, 'phone', null),
    at(7),
  ]
  expect(notHeard(seats, new Set([seat(7)]))).toEqual([seat(1), seat(3)])
})

it('[HEARD2] it is the table’s facilitator’s alone', () => {
  expect(roles.filter((role) => can(role, 'unheard.read'))).toEqual(['facilitator'])
})
