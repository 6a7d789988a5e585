/**
 * The third test log: a log on another machine. Every call is 5 to 50 ms late. Of a hundred groups some never reach it and
 * of some its answer is lost, after they were kept: the queue hands the same group once more. Some reach it twice. And of
 * some it says that it kept nothing (`loses`): who wrote that hears `unavailable` and comes again.
 * `SLOW_LOG=<seed>` puts it under every server and table of a run, `SLOW_LOG_LOSES` says how many of a hundred groups are
 * not kept.
 */
import type { Asked } from '@tablee/server/journal/patient'
import { type Keeper, type Through, Unanswered } from '@tablee/server/journal/queue'
import { seeded } from './seeded.ts'

/** Of a hundred groups. */
const often = { unsent: 5, answerLost: 10, twice: 5 } as const

/** What went wrong on the way so far. */
export type Trouble = { unsent: number; answerLost: number; twice: number; lost: number }

/** While a server sets itself up nobody is there who would come again. */
let keepsAll = false
export async function whileAllIsKept<T>(work: () => Promise<T>): Promise<T> {
  keepsAll = true
  return work().finally(() => (keepsAll = false))
}

/** Answers that are under way, of any log here. */
let underWay = 0
function counted<T>(answer: Promise<T>): Promise<T> {
  underWay += 1
  return answer.finally(() => (underWay -= 1))
}
/** When nobody waits for an answer to what was asked of a slow log; at once where there is none. */
export async function answered(): Promise<void> {
  while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

export function slowLog({
  seed,
  loses = 0,
}: {
  readonly seed: number
  readonly loses?: number
}): Through & { readonly trouble: Trouble } {
  const chance = seeded(seed)
  const trouble: Trouble = { unsent: 0, answerLost: 0, twice: 0, lost: 0 }
  const late = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5 + chance.below(46)))

  function keeperOver(keeper: Keeper): Keeper {
    /** What was handed over and is not kept yet. */
    let held: (() => Promise<void> | null) | null = null
    /** The group that stands there and whose answer was lost. */
    let stands: readonly unknown[] | null = null
    return {
      async step(rows, claims) {
        held = () => keeper.step(rows, claims)
        await late()
        const keep = held
        if (keep === null) return // the process ended meanwhile, and it was kept
        held = null
        const drawn = chance.below(100)
        if (drawn < loses && stands !== rows && !keepsAll) {
          trouble.lost += 1
          throw new Error('the log kept nothing')
        }
        if (chance.below(100) < often.unsent) {
          trouble.unsent += 1
          throw new Unanswered('it never got there')
        }
        await keep()
        if (chance.below(100) < often.twice) {
          trouble.twice += 1
          await keep()
        }
        if (chance.below(100) >= often.answerLost) return
        trouble.answerLost += 1
        stands = rows
        await late()
        throw new Unanswered('its answer never came')
      },
      async rewrite(changes) {
        await late()
        const count = await keeper.rewrite(changes)
        await late()
        return count
      },
      settle() {
        const keep = held
        held = null
        void keep?.()
        return keeper.settle()
      },
    }
  }

  async function* lately<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
    await counted(late())
    let count = 0
    for await (const row of rows) {
      if (++count % 100 === 0) await counted(late())
      yield row
    }
    await counted(late())
  }
  /** Late there, and late back: what it answers may be old by then. */
  const after = <T>(ask: () => Promise<T>): Promise<T> => {
    const asking = async (): Promise<T> => {
      await late()
      try {
        return await ask()
      } finally {
        await late()
      }
    }
    return counted(asking())
  }
  const askedOver = (log: Asked): Asked => ({
    read: (...of) => lately(log.read(...of)),
    commands: (...of) => lately(log.commands(...of)),
    load: (...of) => after(() => log.load(...of)),
    checkpoint: (...of) => after(() => log.checkpoint(...of)),
    quarantine: (...of) => after(() => log.quarantine(...of)),
    quarantined: (...of) => after(() => log.quarantined(...of)),
  })

  return { keeper: keeperOver, asked: askedOver, trouble }
}

const seed = process.env['SLOW_LOG']
const loses = seed === undefined ? 0 : Number(process.env['SLOW_LOG_LOSES'] ?? 0)
/** Some of the groups are not kept: who writes comes again. */
export const logLoses = loses > 0
/** What the environment asks for; undefined: the log as it is. */
export const askedLog: Through | undefined = seed === undefined ? undefined : slowLog({ seed: Number(seed), loses })
