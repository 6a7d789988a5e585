/**
 * What plays at a site and where it stands: a fact about when it began, from which every wall reads the same second. Times
 * are the server's, in milliseconds since 1970; a place in a film is in seconds.
 */
import type { MaterialId } from '../ids.ts'
import type { MaterialFile } from './rows.ts'

export type Playing = {
  /** Of the command that started it: what is held or ended is held by this name. */
  readonly id: string
  readonly material: MaterialId
  /** In the future at first, so that all walls begin together. */
  readonly startsAt: number
  /** Where in the film it begins then. */
  readonly from: number
  /** Null: it runs. */
  readonly heldAt: number | null
  /** Of slides, from 1. */
  readonly page: number
}

/** How far ahead a start lies (ms): time for every wall to hear of it by a slow line. */
export const startsAhead = 3_000

/** Where the film stands; before it begins, where it will. */
export const secondsAt = (
  { startsAt, from, heldAt }: Pick<Playing, 'startsAt' | 'from' | 'heldAt'>,
  now: number,
): number => heldAt ?? from + Math.max(0, now - startsAt) / 1_000

/** When it will have run out; null while it is held, and where nobody knows how long it is. */
export const endsAt = (
  { startsAt, from, heldAt }: Pick<Playing, 'startsAt' | 'from' | 'heldAt'>,
  seconds: number | null,
): number | null => (heldAt !== null || seconds === null ? null : startsAt + Math.max(0, seconds - from) * 1_000)

/** How long a material is: as long as its longest file, since a hall hears one language and the next hall another. */
export function lengthOf(files: readonly Pick<MaterialFile, 'seconds'>[]): number | null {
  const known = files.flatMap(({ seconds }) => seconds ?? [])
  return known.length === 0 || known.length < files.length ? null : Math.max(...known)
}

/** What plays now: null once a film has run out. */
export function stillPlaying(playing: Playing, files: readonly Pick<MaterialFile, 'seconds'>[], now: number): boolean {
  const end = endsAt(playing, lengthOf(files))
  return end === null || now < end
}
