/**
 * Steps that have not left, on the device's own storage: a page that is closed, or a laptop that is, keeps them, and the next
 * page sends them under their own ids. Each tab has a shelf of its own; what stands on one that nobody holds any more is taken
 * over. Where two tabs send the same step it takes effect once.
 */
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import type { Environment } from '../link/environment.ts'

export type Shelf = {
  /** What was left by pages that are closed, in their order. */
  readonly take: () => readonly ThemeCommand[]
  readonly keep: (waiting: readonly ThemeCommand[]) => void
}

/** Of a page that keeps nothing. */
export const noShelf: Shelf = { take: () => [], keep: () => undefined }

/** Which tabs keep something here; each under a key of its own, so that none writes over another's. */
const tabsKey = (dialogue: string): string => `tablee.themes.steps.${dialogue}`

/** As it was put there: the server looks at all else. */
const isStep = (value: unknown): value is ThemeCommand =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'kind' in value &&
  typeof value.kind === 'string'
const isTab = (value: unknown): value is string => typeof value === 'string'

/** Storage that is full, or blocked, keeps nothing; the page that is open goes on. */
export function openShelf(storage: Environment['local'], dialogue: string, tab: string): Shelf {
  const keyOf = (of: string): string => `${tabsKey(dialogue)}.${of}`
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
        const others = listed(tabsKey(dialogue), isTab).filter((one) => one !== tab)
        const steps = others.flatMap((one) => trying(() => listed(keyOf(one), isStep), []))
        // Kept here before it is gone there.
        put(keyOf(tab), steps)
        put(tabsKey(dialogue), steps.length > 0 ? [tab] : [])
        for (const one of others) storage?.removeItem(keyOf(one))
        return steps
      }, []),
    keep: (waiting) =>
      trying(() => {
        // Who has what open is known for three minutes alone.
        const steps = waiting.filter(({ kind }) => kind !== 'open')
        put(keyOf(tab), steps)
        const tabs = listed(tabsKey(dialogue), isTab).filter((one) => one !== tab)
        put(tabsKey(dialogue), steps.length > 0 ? [...tabs, tab] : tabs)
      }, undefined),
  }
}
