/** What is found of a download, as data: `say.ts` says it. */
import type { Statement } from '@tablee/shared/snapshot/seals'
import type { Place } from './place.ts'
import { placeOf } from './place.ts'
import type { Spot } from './sums.ts'

/** What is wrong, or what there is to know; said by `say.ts`. */
export type Finding =
  /** In this file; `now` and `was`: the byte there. */
  | {
      readonly is: 'changed' | 'removed' | 'added'
      readonly file: string
      readonly place: Place
      readonly now: number | null
      readonly was: number | null
    }
  | { readonly is: 'range'; readonly file: string; readonly place: Place; readonly until: Place }
  | { readonly is: 'cut'; readonly file: string; readonly place: Place }
  | { readonly is: 'missing' | 'extra' | 'twice'; readonly file: string }
  | { readonly is: 'swapped'; readonly file: string; readonly holds: string }
  /** The zip itself: what it says of this file, or of all (empty). Its files are whole. */
  | { readonly is: 'packing'; readonly file: string; readonly byte: number }
  /** It does not unpack from here on. */
  | { readonly is: 'unpackable'; readonly file: string; readonly place: Place; readonly byte: number }
  | { readonly is: 'zip-broken'; readonly after: string; readonly byte: number }
  /** Of JSON: what it says is as it was sealed, but not how it is written. */
  | { readonly is: 'written'; readonly file: string; readonly place: Place }
  | { readonly is: 'forged'; readonly what: Statement['what']; readonly key: string }
  | { readonly is: 'inconsistent'; readonly why: 'dialogue' | 'snapshot' | 'key' | 'sums' | 'no-snapshot' }
  | { readonly is: 'other-key'; readonly key: string; readonly wanted: string }
  | { readonly is: 'seal-broken'; readonly place: Place }
  | { readonly is: 'text'; readonly digest: string }
  | { readonly is: 'not-named'; readonly hash: string }
  | { readonly is: 'newer' | 'no-seal' | 'not-ours' }
  | { readonly is: 'bare'; readonly hash: string }

export type Note =
  | { readonly note: 'sealed'; readonly snapshot: string; readonly at: number; readonly key: string }
  | { readonly note: 'files'; readonly count: number }
  | {
      readonly note: 'earlier'
      readonly snapshot: string
      readonly at: number
      readonly key: string
      readonly earlier: string
    }
  | { readonly note: 'erased'; readonly at: number; readonly texts: number }
  | { readonly note: 'withheld' | 'redacted'; readonly texts: number }
  | { readonly note: 'countersigned'; readonly who: string; readonly at: number }
  | { readonly note: 'compare'; readonly key: string }

/**
 * `whole`: all of it is as it was sealed. `changed`: something is not. `foreign`: sealed, but not with the key that was
 * asked for. `unchecked`: there is no seal, it is no download of Tablée, or of a later version.
 */
export type Checked = {
  readonly state: 'whole' | 'changed' | 'foreign' | 'unchecked'
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
}

/** Not as it was sealed. */
export const changed = (findings: readonly Finding[], notes: readonly Note[] = []): Checked => ({
  state: 'changed',
  findings,
  notes,
})
/** A spot in a file, as it is told. */
export function told(file: string, bytes: Uint8Array, spot: Spot, name = file): Finding {
  const place = placeOf(name, bytes, spot.at)
  if (spot.is === 'range')
    return { is: 'range', file, place, until: placeOf(name, bytes, Math.max(spot.at, spot.until - 1)) }
  if (spot.is === 'cut') return { is: 'cut', file, place }
  return { is: spot.is, file, place, now: spot.is === 'removed' ? null : (bytes[spot.at] ?? null), was: spot.was }
}

/** A whole download with another key is another one's. */
export function verdict(
  { last }: { readonly last: readonly Note[] },
  findings: readonly Finding[],
  notes: readonly Note[],
): Checked {
  const real = findings.filter(({ is }) => is !== 'other-key')
  if (real.length > 0) return { state: 'changed', findings, notes }
  return findings.length > 0
    ? { state: 'foreign', findings, notes }
    : { state: 'whole', findings, notes: [...notes, ...last] }
}
