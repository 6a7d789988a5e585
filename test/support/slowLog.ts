/**
 * The third test log: a log on another machine. A group is kept 5 to 50 ms after it was handed over, some answers take as
 * long again, as one that is lost and asked for anew would, and at random nothing is kept at all. No group is sent twice.
 * `SLOW_LOG=<seed>` puts it under every server and table of a run, `SLOW_LOG_LOSES` says how many of a hundred groups are
 * not kept.
 */
import type { Keeper, Through } from '@tablee/server/journal/queue'
import { seeded } from './seeded.ts'

export const slowLog =
  ({ seed, loses = 0 }: { readonly seed: number; readonly loses?: number }): Through =>
  (keeper: Keeper): Keeper => {
    const chance = seeded(seed)
    const late = () => new Promise((resolve) => setTimeout(resolve, 5 + chance.below(46)))
    /** What was handed over and is not kept yet. */
    let held: (() => Promise<void> | null) | null = null
    return {
      async step(rows, claims) {
        held = () => keeper.step(rows, claims)
        await late()
        const keep = held
        held = null
        if (keep === null) return
        if (chance.below(100) < loses) throw new Error('the log does not answer')
        await keep()
        // As if the answer were lost: asked again, the log says that it stands there.
        if (chance.below(10) === 0) await late()
      },
      async rewrite(changes) {
        await late()
        if (chance.below(100) < loses) throw new Error('the log does not answer')
        const count = await keeper.rewrite(changes)
        await late()
        return count
      },
      settle() {
        const keep = held
        held = null
        void keep?.()
        keeper.settle()
      },
    }
  }

const seed = process.env['SLOW_LOG']
/** What the environment asks for; undefined: the log as it is. */
export const askedLog: Through | undefined =
  seed === undefined ? undefined : slowLog({ seed: Number(seed), loses: Number(process.env['SLOW_LOG_LOSES'] ?? 0) })
