/**
 * One board's view for one audience, kept true: follows the board's rows, projects under the policy as it stands now,
 * commits the difference and sends it. Everything that protects people (curtain, hiding, consent, pause, words taken
 * back) takes effect at once; what merely adds is gathered for a beat.
 */
import type { BoardId, PhotoHash } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { project as projectBoard } from '@tablee/shared/view/project'
import { withheldBy, type Observed } from '@tablee/shared/view/withheld'
import type { Clock } from '../clock.ts'
import type { JournalRow } from '../journal/port.ts'
import { atOnce } from './at-once.ts'
import type { Follower } from './followers.ts'
import { createEpoch } from './epoch.ts'
import { createFlush } from './flush.ts'
import type { ViewLog } from './log.ts'
import { publicIds, type ViewKey } from './names.ts'
import type { Logger, Timers } from './ports.ts'
import { createProjecting } from './projecting.ts'
import { createRelease } from './release.ts'
import { createSource } from './source.ts'
import { createSteps } from './steps.ts'

export type ProjectorDeps = {
  readonly board: BoardId
  readonly audience: Audience
  readonly log: ViewLog
  /** As it is to its audience. */
  readonly policyNow: () => ViewPolicy
  readonly key: ViewKey
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** Asks for a flush at the next beat, together with all other boards, so that one commit carries them. */
  readonly soon: () => void
  /** Made because the policy was just changed, not because somebody came to watch, nor found paused at the start. */
  readonly told: boolean
  /** The lowest epoch's number. */
  readonly firstEpoch: number
  readonly project?: typeof projectBoard
  /** Told with each update that is let out how many milliseconds its first row waited, where nothing is held back. */
  readonly lag?: ((ms: number) => void) | undefined
  /** May what is committed here be shown now? */
  readonly holds?: (() => boolean) | undefined
}

export type Projector = ReturnType<typeof createProjector>

/**
 * Opens its document at its first step. `flush`, `rotate` and `reread` answer when that is committed and sent, and
 * never reject: what fails is logged and tried again. Stop it.
 */
export function createProjector({ board, audience, log, policyNow, clock, timers, logger, ...more }: ProjectorDeps) {
  const damaged = ({ doc, seq }: JournalRow, cause: unknown): void =>
    logger.error({ doc, seq, cause: String(cause) }, 'view: a row could not be applied and is left out')
  const source = createSource(log, board, damaged, clock)
  const epoch = createEpoch({ log, board, audience, clock, lowest: more.firstEpoch })
  const wanted = createProjecting({
    project: more.project ?? projectBoard,
    publicId: publicIds(more.key, board, audience),
    alarm: (cause) =>
      logger.error({ board, cause: String(cause) }, 'view: projecting failed; the last good view stands, paused'),
  })
  const flushing = createFlush({
    timers,
    step: (turn) => steps.step(turn),
    failed: (cause) => logger.error({ board, cause: String(cause) }, 'view: a flush failed'),
    done: () => release.answer(),
  })
  const { flush } = flushing
  const release = createRelease({
    timers,
    clock,
    document: () => epoch.document,
    busy: () => flushing.busy !== null,
    holds: more.holds,
  })
  const told = more.told ? { seq: log.head(board).seq, at: clock() } : null
  const steps = createSteps({ board, source, epoch, wanted, release, policyNow, clock, logger, told, lag: more.lag })
  const { followers } = release
  return {
    board,
    audience,
    get epoch() {
      return epoch.number
    },
    /** Everybody who follows it. */
    followers,
    flush,
    settled: (): Promise<void> => flushing.busy ?? Promise.resolve(),

    take(row: JournalRow): void {
      source.take(row)
      if (atOnce(row)) void flush()
      else more.soon()
    },

    /** For the table itself: what anyone who watches gets just now, and how much that leaves out. Null while it can't be said. */
    async observed(): Promise<Observed | null> {
      await flush()
      const { applied } = steps
      if (!release.clean || flushing.stopped || applied === null) return null
      const { board: now, held, later } = source.replica.read()
      return { view: epoch.document.read(), withheld: withheldBy(now, applied, held, later) }
    },

    /** The same without what is left out. */
    async seen(): Promise<BoardView | null> {
      await flush()
      return !release.clean || flushing.stopped || steps.applied === null ? null : epoch.document.read()
    },

    /** Rows were rewritten (erasure): all of it is read anew, and goes on under a new name. */
    reread(): Promise<void> {
      steps.reread()
      return flush()
    },

    /** Ends the epoch: a new name. */
    rotate(why: string): Promise<void> {
      steps.end(why)
      return flush()
    },

    /** Is this photo in what is seen now? */
    shows: (photo: PhotoHash): boolean =>
      release.clean && Object.values(epoch.document.read().canvas).some((shape) => shape.photo === photo),

    /** Answers `SyncStep1` with what is committed; later, if a commit is under way. */
    join(follower: Follower, since: number): void {
      if (!release.join(follower, since) && flushing.busy === null) void flush()
    },
    leave: release.leave,
    get writer() {
      return epoch.writer
    },

    async stop(): Promise<void> {
      followers.stop()
      await flushing.stop()
      source.destroy()
      epoch.destroy()
    },
  }
}
