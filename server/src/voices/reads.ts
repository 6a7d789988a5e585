/**
 * In which languages people read, for who asks them a question. How many sit there is told beside it, so that a number of few
 * must not follow from the others: what would give one away is not told either, nor which languages the few read where that
 * would count them. Who comes is told with four more: one arrival that moves a number would say what that person reads.
 */
import { smallest } from '@tablee/shared/voices/figure'
import type { SeatState } from '@tablee/shared/voices/fold'
import { protect } from '@tablee/shared/voices/protect'

export type Reads = readonly { readonly lang: string; readonly seats: number | null }[]

/** The most first; null: not told. Of fewer than five people nothing. */
export function readsOf(seats: readonly Pick<SeatState, 'seat' | 'consent' | 'consentAt'>[]): Reads {
  const told = seats
    .toSorted((a, b) => a.consentAt - b.consentAt || (a.seat < b.seat ? -1 : 1))
    .slice(0, seats.length - (seats.length % smallest))
  const many = new Map<string, number>()
  for (const { consent } of told) many.set(consent.lang, (many.get(consent.lang) ?? 0) + 1)
  const langs = [...many].toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
  const cells = langs.map(([, count]) => ({ count }))
  const fates = protect(cells, [{ cells: cells.map((_, n) => n) }])
  if (fates === null) return isOpen(langs) ? langs.map(([lang]) => ({ lang, seats: null })) : []
  const hidden = new Set(langs.filter((_, n) => fates[n] !== null))
  // That somebody reads it says that it is one at least: each must still be able to be any number below five.
  while (hidden.size > 0 && !isOpen([...hidden])) {
    const next = langs.findLast((one) => !hidden.has(one))
    if (next === undefined) return []
    hidden.add(next)
  }
  return langs.map((one) => ({ lang: one[0], seats: hidden.has(one) ? null : one[1] }))
}

/** Together they are so many that each may be one or five. */
const isOpen = (langs: readonly (readonly [string, number])[]): boolean =>
  langs.reduce((sum, [, count]) => sum + count, 0) >= langs.length + smallest - 1
