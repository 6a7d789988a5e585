/**
 * Backing off. Wrong codes slow down the device that types them; an address is limited only by a high ceiling, because
 * a whole venue is one address. Held in memory: a restart forgives, which costs a guesser more than it gains.
 */
import type { Clock } from '../clock.ts'

export type Backoff = {
  /** Seconds this device has to wait before the next try, or 0. */
  waiting(device: string): number
  /** Counts a wrong code; the answer is the wait it earned. */
  wrong(device: string): number
  right(device: string): void
}

/** Three tries are free (a smudged card), then 2, 4, 8 … 60 seconds. A quiet quarter of an hour forgives. */
export function backoff({ clock }: { clock: Clock }): Backoff {
  const devices = new Map<string, { wrong: number; until: number; at: number }>()
  const forget = 15 * 60_000
  const longest = 60
  return {
    waiting(device) {
      const found = devices.get(device)
      // Never longer than a wait can be: a clock that was set back would keep a device out for as long as it was wrong.
      return found === undefined ? 0 : Math.min(longest, Math.max(0, Math.ceil((found.until - clock()) / 1000)))
    },
    wrong(device) {
      const now = clock()
      // A flood of invented device ids must not fill the memory; the ceiling per address is what stops it.
      if (devices.size > 10_000)
        for (const [each, { at }] of devices) if (now - at > forget || devices.size > 20_000) devices.delete(each)
      const before = devices.get(device)
      const wrong = before === undefined || now - before.at > forget ? 1 : before.wrong + 1
      const wait = wrong <= 3 ? 0 : Math.min(longest, 2 ** (wrong - 3))
      devices.set(device, { wrong, until: now + wait * 1000, at: now })
      return wait
    },
    right: (device) => void devices.delete(device),
  }
}

/** `limit` events in `windowMs` bar the device for `barMs`. */
export function strikes({
  clock,
  limit,
  windowMs,
  barMs,
}: {
  clock: Clock
  limit: number
  windowMs: number
  barMs: number
}) {
  const seen = new Map<string, number[]>()
  const barred = new Map<string, number>()
  return {
    strike(device: string): void {
      const now = clock()
      // A device names itself: what no longer counts is forgotten before invented names fill the memory.
      if (seen.size + barred.size > 10_000) {
        for (const [each, times] of seen) if (now - (times.at(-1) ?? 0) >= windowMs) seen.delete(each)
        for (const [each, until] of barred) if (until <= now) barred.delete(each)
      }
      const recent = [...(seen.get(device) ?? []).filter((at) => now - at < windowMs), now]
      seen.set(device, recent)
      if (recent.length >= limit) {
        barred.set(device, now + barMs)
        seen.delete(device)
      }
    },
    waiting(device: string): number {
      const until = barred.get(device)
      if (until === undefined) return 0
      const left = Math.ceil((until - clock()) / 1000)
      if (left <= 0) barred.delete(device)
      return Math.min(barMs / 1000, Math.max(0, left))
    },
  }
}
