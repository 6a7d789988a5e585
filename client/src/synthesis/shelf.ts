/**
 * Steps that have not left, on the device's own storage: a page that is closed, or a laptop that is, keeps them, and the next
 * page sends them under their own ids. Each tab has a shelf of its own; what stands on one that nobody holds any more is taken
 * over. Where two tabs send the same step it takes effect once.
 */
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import type { Environment } from '../link/environment.ts'

/** What every step has, on whichever page it was done. */
export type Kept = { readonly id: string; readonly kind: string }
export type Shelf<Command extends Kept = ThemeCommand> = {
  /** What was left by pages that are closed, in their order. */
  readonly take: () => readonly Command[]
  readonly keep: (waiting: readonly Command[]) => void
}

/** Of a page that keeps nothing. */
export const noShelf = { take: () => [], keep: () => undefined } satisfies Shelf

/** As it was put there: the server looks at all else. */
const isStep = <Command extends Kept>(value: unknown): value is Command =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'kind' in value &&
  typeof value.kind === 'string'
const isTab = (value: unknown): value is string => typeof value === 'string'

/** Storage that is full, or blocked, keeps nothing; the page that is open goes on. `page`: its own steps, and no other's. */
export function openShelf<Command extends Kept = ThemeCommand>(
  storage: Environment['local'],
  dialogue: string,
  tab: string,
  page: 'themes' | 'codes' | 'partners' = 'themes',
): Shelf<Command> {
  /** Which tabs keep something here; each under a key of its own, so that none writes over another's. */
  const tabsKey = `tablee.${page}.steps.${dialogue}`
  const keyOf = (of: string): string => `${tabsKey}.${of}`
  function listed<T>(key: string, is: (value: unknown) => value is T): readonly T[] {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter(is) : []
  }
  function put(key: string, list: readonly unknown[]): void {
    if (list.length === 0) storage?.removeItem(key)
    else storage?.setItem(key, JSON.stringify(list))
  }
  const trying = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch {
      return otherwise
    }
  }
  return {
    take: () =>
      trying(() => {
        const others = listed(tabsKey, isTab).filter((one) => one !== tab)
        const steps = others.flatMap((one) => trying(() => listed(keyOf(one), isStep<Command>), []))
        // Kept here before it is gone there.
        put(keyOf(tab), steps)
        put(tabsKey, steps.length > 0 ? [tab] : [])
        for (const one of others) storage?.removeItem(keyOf(one))
        return steps
      }, []),
    keep: (waiting) =>
      trying(() => {
        // Who has what open is known for three minutes alone.
        const steps = waiting.filter(({ kind }) => kind !== 'open')
        put(keyOf(tab), steps)
        const tabs = listed(tabsKey, isTab).filter((one) => one !== tab)
        put(tabsKey, steps.length > 0 ? [...tabs, tab] : tabs)
      }, undefined),
  }
}
