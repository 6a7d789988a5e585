/**
 * What may be told of what people say to a recommendation. Its rows are sums of one another: for and against, then a yes with
 * and without a condition, then which. Each is told only within a sum that is told, so that nothing small stands open in it.
 */
import { smallest, type Figure, type FigureText } from './figure.ts'
import { protect, type Cell, type Fate } from './protect.ts'

/** So many are read where it is not told how many were written. */
const some = 3

export type SupportTold = { readonly fates: readonly Fate[]; readonly texts: readonly FigureText[] }

/** `silent`: how many others there are, where those are known only together with them. Null: nothing may be told. */
export function supportTold({ rows, texts }: Figure, silent: number | null): SupportTold | null {
  const count = (key: string): number => rows.find((row) => row.key === key)?.count ?? 0
  const fates = new Map<string, Fate>(rows.map(({ key }) => [key, 'covered']))
  const tell = (keys: readonly string[], more: readonly Cell[] = []): readonly Fate[] | null => {
    const cells: readonly Cell[] = [...keys.map((key) => ({ count: count(key) })), ...more]
    const found = protect(cells, [{ cells: cells.map((_, n) => n) }])
    if (found !== null) keys.forEach((key, n) => fates.set(key, found[n] ?? null))
    return found
  }
  if (tell(['for', 'no'], silent === null ? [] : [{ count: silent }]) === null) return null
  if (fates.get('for') === null) tell(['yes', 'yes-if'])
  const read: FigureText[] = []
  for (const [whole, side] of [
    ['yes-if', 'if'],
    ['no', 'no'],
  ] as const) {
    if (fates.get(whole) !== null) continue
    const options = rows.flatMap(({ key }) => (key.startsWith(`${side}:`) && key !== `${side}:own` ? [key] : []))
    const own = texts.filter(({ said }) => said === whole)
    // Who wrote and may not be read is a number of people too: where they are few, it must not follow from what is read.
    const unread = count(`${side}:own`) - own.length
    const silentOnes = count(whole) - count(`${side}:own`) - options.reduce((sum, key) => sum + count(key), 0)
    const found = tell(options, [
      ...(own.length > 0 || unread === 0 ? [{ count: own.length }] : []),
      ...(unread > 0 ? [{ count: unread }] : []),
      ...(silentOnes > 0 ? [{ count: silentOnes, hiddenAnyhow: true }] : []),
    ])
    if (found === null) {
      if (own.length >= smallest && count(whole) >= 2 * smallest) read.push(...own.slice(0, some))
      continue
    }
    const at = options.length
    const parts = [own.length > 0 || unread === 0, unread > 0].filter(Boolean).length
    const fate = found.slice(at, at + parts)
    fates.set(
      `${side}:own`,
      fate.every((one) => one === null) ? null : count(`${side}:own`) < smallest ? 'few' : 'covered',
    )
    if (own.length > 0 && fate[0] === null) read.push(...own)
    // How many they are is not told. That they are no fewer than five leaves as many others open as may be told.
    else if (own.length >= smallest && count(whole) >= 2 * smallest) read.push(...own.slice(0, some))
  }
  return { fates: rows.map(({ key }) => fates.get(key) ?? null), texts: read }
}
