/** Several servers measured by turns, so that a drift of the machine meets all alike; what waited for its core does not count. */
import { loadavg } from 'node:os'

export type Turns<K extends string, T> = {
  /** When, on how busy a machine, and how many runs were thrown away. */
  readonly at: string
  readonly loadBefore: number
  readonly rejected: Partial<Record<K, number>>
  readonly runs: Partial<Record<K, T[]>>
}

/** Three digits of each figure. */
export const shown = (result: unknown): string =>
  JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  ).replaceAll('"', '')

/** Of how often and how long something is measured, and of what is thrown away. */
export type Measuring = { readonly rounds: number; readonly seconds: number; readonly mostWaiting: number }

/** Each of them `rounds` times. A run whose servers waited more than `mostWaiting` is thrown away, and tried again `attempts` - 1 times. */
export async function byTurns<K extends string, T>({
  what,
  among,
  rounds,
  attempts = 2,
  mostWaiting,
  waited,
  once,
  said = shown,
}: {
  readonly what: string
  readonly among: readonly K[]
  readonly rounds: number
  readonly attempts?: number
  readonly mostWaiting: number
  readonly waited: (result: T) => number
  readonly once: (kind: K) => Promise<T>
  readonly said?: (result: T) => string
}): Promise<Turns<K, T>> {
  const runs: Partial<Record<K, T[]>> = {}
  const rejected: Partial<Record<K, number>> = {}
  const loadBefore = loadavg()[0] ?? 0
  for (let round = 0; round < rounds; round += 1)
    for (const kind of among)
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const result = await once(kind)
        const fair = waited(result) <= mostWaiting
        console.log(`${what} ${round + 1}/${rounds} ${kind}${fair ? '' : ' (starved: thrown away)'}: ${said(result)}`)
        if (fair) {
          ;(runs[kind] ??= []).push(result)
          break
        }
        rejected[kind] = (rejected[kind] ?? 0) + 1
      }
  return { at: new Date().toISOString(), loadBefore, rejected, runs }
}
