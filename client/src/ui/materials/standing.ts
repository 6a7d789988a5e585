/** Where a film is: by the server's time, the same on every screen of a site. */

/** What a console started at a site. `startsAt`: by the server's clock, a moment ahead. `from`, `heldAt`: seconds of the film. */
export type Playing = {
  readonly material: string
  readonly startsAt: number
  readonly from: number
  readonly heldAt: number | null
}
export type Standing =
  /** Its picture stands; it begins in so many milliseconds. */
  | { readonly state: 'waiting'; readonly at: number; readonly inMs: number }
  | { readonly state: 'plays'; readonly at: number }
  | { readonly state: 'held'; readonly at: number }
  | { readonly state: 'over'; readonly at: number }

/** `seconds`: how long the film is; null: nobody knows, so it ends by hand alone. */
export function standingOf({ startsAt, from, heldAt }: Playing, seconds: number | null, now: number): Standing {
  if (heldAt !== null) return { state: 'held', at: heldAt }
  if (now < startsAt) return { state: 'waiting', at: from, inMs: startsAt - now }
  const at = from + (now - startsAt) / 1000
  return seconds !== null && at >= seconds ? { state: 'over', at: seconds } : { state: 'plays', at }
}

/** Milliseconds until a clock that shows this turns: the seconds that are left, or those until it begins. */
export function turnsIn(standing: Standing, seconds: number | null): number {
  if (standing.state === 'waiting') return restOf(standing.inMs)
  if (standing.state !== 'plays') return 60_000
  return seconds === null ? 1_000 : restOf((seconds - standing.at) * 1000)
}
const restOf = (left: number): number => left % 1000 || 1000
