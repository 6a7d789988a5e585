/** A log under a whole server of which a test says when the next group is kept, or that it is not. */
import type { Through } from '@tablee/server/journal/queue'

export function heldLog() {
  let holding = false
  let waits: { readonly keep: () => void; readonly lose: () => void } | null = null
  const watchers: (() => void)[] = []
  const take = (): typeof waits => {
    const group = waits
    holding = false
    waits = null
    return group
  }
  const through: Through = {
    asked: (log) => log,
    keeper: (keeper) => ({
      ...keeper,
      step(rows, claims) {
        if (!holding) return keeper.step(rows, claims)
        return new Promise<void>((resolve, reject) => {
          waits = {
            keep: () => void Promise.resolve(keeper.step(rows, claims)).then(() => resolve(), reject),
            lose: () => reject(new Error('the log kept nothing')),
          }
          for (const go of watchers.splice(0)) go()
        })
      },
    }),
  }
  return {
    through,
    /** The next group waits. */
    hold: (): void => void (holding = true),
    /** Resolves when it does. */
    handed: (): Promise<void> => (waits === null ? new Promise((go) => watchers.push(go)) : Promise.resolve()),
    land: (): void => take()?.keep(),
    lose: (): void => take()?.lose(),
  }
}
