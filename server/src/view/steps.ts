/**
 * One step of a view: the rows that came, the policy as it stands, a pause or its end, what is due by now, and the
 * difference committed and let out. Beginning and ending an epoch are part of a step, so that nothing runs beside them.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import type { Clock } from '../clock.ts'
import type { createEpoch } from './epoch.ts'
import type { Turn } from './flush.ts'
import { holds } from './last-good.ts'
import { follow, laidOver, marksOf, notPaused, resumedFrom, rewritten, shownOpenly } from './pause.ts'
import type { Logger } from './ports.ts'
import type { createProjecting } from './projecting.ts'
import type { createRelease } from './release.ts'
import type { createSource } from './source.ts'

const minute = 60_000

type Parts = {
  readonly board: BoardId
  readonly source: ReturnType<typeof createSource>
  readonly epoch: ReturnType<typeof createEpoch>
  readonly wanted: ReturnType<typeof createProjecting>
  readonly release: ReturnType<typeof createRelease>
  /** As it is to its audience. */
  readonly policyNow: () => ViewPolicy
  readonly clock: Clock
  readonly logger: Logger
  /** Told of a pause with nobody watching: what could have been seen until then is the last good view. */
  readonly told: { readonly seq: number; readonly at: number } | null
  readonly lag?: ((ms: number) => void) | undefined
}

/** Steps must not overlap (`createFlush`). One that rejects has let nothing out, and may be run again. */
export function createSteps({ board, source, epoch, wanted, release, policyNow, clock, logger, told, lag }: Parts) {
  let pause = notPaused
  let begun = false
  /** Why the epoch has to end at the next step, or null. */
  let ending: string | null = null
  /** The policy as it stood, with the pause and the curtain laid over it, at the last step. */
  let applied: ViewPolicy | null = null

  async function begin(): Promise<void> {
    const policy = policyNow()
    const { marks, why } = await epoch.open()
    const { replica } = source
    const resumed = resumedFrom(marks, policy)
    if (resumed !== null) pause = resumed
    // Found paused without a mark: nobody knows what was public, so nothing is.
    else if (told !== null && policy.observation === 'paused' && policy.consent && policy.curtain === 'open')
      if (!replica.drawn) {
        replica.advance(({ at, seq }) => seq <= told.seq && at + policy.delayMinutes * minute <= told.at)
        pause = { ...pause, publicSeq: replica.shownSeq }
      }
    if (why !== null) await rotate(why)
    await epoch.begin()
    begun = true
  }

  async function rotate(why: string): Promise<void> {
    logger.warn({ board, epoch: epoch.number, why }, 'view: a new epoch begins')
    release.ending()
    await epoch.next(marksOf(pause))
    release.ended()
  }

  /** Shows the replica what is due, and asks to be woken for what is not yet. */
  async function advance({ delayMinutes }: ViewPolicy, turn: Turn): Promise<void> {
    const until = pause.frozen?.seq ?? null
    // What came in while nobody could see it (curtain, no consent) is no part of the last good view.
    if (until !== null && until < source.replica.shownSeq) {
      source.again()
      await source.catchUp()
    }
    const { replica } = source
    const delay = delayMinutes * minute
    const now = clock()
    replica.advance((row) => (until === null ? row.at + delay <= now : row.seq <= until))
    turn.wake(until === null && replica.next !== null ? replica.next + delay - now : null)
  }

  async function step(turn: Turn): Promise<void> {
    const came = source.came()
    await source.catchUp()
    if (!begun) await begin()
    if (ending !== null) {
      await rotate(ending)
      ending = null
    }
    const policy = policyNow()
    const followed = follow(pause, policy)
    pause = followed.pause
    if (followed.mark !== null) await epoch.document.mark(followed.mark)
    await advance(policy, turn)

    const { replica } = source
    const curtain = policy.curtain === 'drawn' || replica.drawn ? 'drawn' : 'open'
    applied = { ...laidOver(pause, policy), curtain }
    const view = wanted(replica, applied, epoch.document.read())
    const shown = await epoch.document.show(view)
    if ('problem' in shown) return failed(shown.problem.code, view, turn)
    if (view.state === 'open') pause = shownOpenly(pause, replica.shownSeq, policy)
    release.committed(shown.update)
    if (came !== null && shown.update !== null && policy.delayMinutes === 0) lag?.(Math.max(0, clock() - came))
  }

  function failed(code: string, view: BoardView, turn: Turn): void {
    if (code !== 'unavailable') {
      ending = `its journal says ${code}`
      turn.again()
      return
    }
    logger.error({ board, code }, 'view: a commit failed; the last committed view stands')
    release.failed(holds(view, epoch.document.read()))
    turn.retry()
  }

  return {
    step,
    /** The policy of the last step, with the pause and the curtain laid over it; null before the first. */
    get applied() {
      return applied
    },
    /** The epoch ends at the next step. */
    end: (why: string): void => void (ending = why),
    /** Rows were rewritten: all of it is read anew at the next step, and goes on under a new name. */
    reread(): void {
      source.again()
      pause = rewritten(pause, policyNow())
      ending = 'its rows were rewritten'
    },
  }
}
