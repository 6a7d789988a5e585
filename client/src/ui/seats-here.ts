/**
 * Whose chair is whose where seats move: a guest sits on a chair of the table and keeps their own code. Without it each seat has
 * the number that stands in its code.
 */
import { seatCode, type SeatCode } from '@tablee/shared/ids'
import { createContext, useCallback, useContext } from 'react'

/** By chair, from 1 on: null where nobody sits. Null: nobody changes tables here. */
export type SeatsHere = readonly (SeatCode | null)[] | null
export const SeatsHereContext = createContext<SeatsHere>(null)

const numberIn = (code: string): number => Number(code.split('-')[1])

/** The chair of a seat; null for who sits here no more. */
export const chairOf = (here: SeatsHere, code: string): number | null => {
  if (here === null) return numberIn(code)
  const at = here.findIndex((seat) => seat === code)
  return at < 0 ? null : at + 1
}
/** Who sits on a chair. */
export const seatOn = (here: SeatsHere, table: number, chair: number): SeatCode =>
  here?.[chair - 1] ?? seatCode(table, chair)

/** What a chair is called: its number, or the code of a guest on it. */
export const chairName = (here: SeatsHere, chair: number): number | string => {
  const seat = here?.[chair - 1] ?? null
  if (here === null || seat === null) return chair
  return isGuest(here, seat) ? seat : numberIn(seat)
}
/** Of a table's chairs the own seats stand at the number of their code. */
const isGuest = (here: NonNullable<SeatsHere>, seat: SeatCode): boolean => here[numberIn(seat) - 1] !== seat

/** Chairs of these seats, for the mark of the table. */
export function useChairs(): (codes: Iterable<string>) => ReadonlySet<number> {
  const here = useContext(SeatsHereContext)
  return useCallback((codes) => new Set([...codes].flatMap((code) => chairOf(here, code) ?? [])), [here])
}
