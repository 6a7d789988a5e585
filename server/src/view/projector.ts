/**
 * One board's view for one audience, kept true: follows the board's rows, projects under the policy as it stands now,
 * commits the difference and sends it. Everything that protects people (curtain, hiding, consent, pause, words taken
 * back) takes effect at once; what merely adds is gathered for a beat.
 */
import type { BoardId, PhotoHash } from '@tablee/shared/ids'
import type { Audience, BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { project as projectBoard } from '@tablee/shared/view/project'
import { withheldBy, type Observed } from '@tablee/shared/view/withheld'
import type { Clock } from '../clock.ts'
import type { JournalRow } from '../journal/port.ts'
import type { Observer } from './audience.ts'
import { createEpoch } from './epoch.ts'
import { createFlush } from './flush.ts'
import { holds } from './last-good.ts'
import type { ViewLog } from './log.ts'
import { publicIds, type ViewKey } from './names.ts'
import { follow, laidOver, marksOf, notPaused, resumedFrom, rewritten, shownOpenly } from './pause.ts'
import type { Dialogues, Logger, Timers } from './ports.ts'
import { createProjecting } from './projecting.ts'
import { createRelease } from './release.ts'
import { createSource } from './source.ts'

const minute = 60_000

export type ProjectorDeps = {
  readonly board: BoardId
  readonly audience: Audience
  readonly log: ViewLog
  readonly dialogues: Pick<Dialogues, 'policy'>
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
}

export type Projector = ReturnType<typeof createProjector>

export function createProjector({ board, audience, log, dialogues, clock, timers, logger, ...more }: ProjectorDeps) {
  const source = createSource(log, board, ({ doc, seq }, cause) =>
    logger.error({ doc, seq, cause: String(cause) }, 'view: a row could not be applied and is left out'),
  )
  const epoch = createEpoch({ log, board, audience, clock, lowest: more.firstEpoch })
  const wanted = createProjecting({
    project: more.project ?? projectBoard,
    publicId: publicIds(more.key, board, audience),
    alarm: (cause) =>
      logger.error({ board, cause: String(cause) }, 'view: projecting failed; the last good view stands, paused'),
  })
  const flushing = createFlush({
    timers,
    step,
    failed: (cause) => logger.error({ board, cause: String(cause) }, 'view: a flush failed'),
    done: () => release.answer(),
  })
  const { flush } = flushing
  const release = createRelease({ timers, clock, document: () => epoch.document, busy: () => flushing.busy !== null })

  let pause = notPaused
  let begun = false
  /** Why the epoch has to end at the next step, or null. */
  let ending: string | null = null
  /** The policy as it stood, with the pause and the curtain laid over it, at the last step. */
  let applied: ViewPolicy | null = null
  /** Told of a pause with nobody watching: what could have been seen until then is the last good view. */
  const told = more.told ? { seq: log.head(board).seq, at: clock() } : null

  async function begin(): Promise<void> {
    const policy = dialogues.policy(board)
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
  async function advance({ delayMinutes }: ViewPolicy): Promise<void> {
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
    flushing.wake(until === null && replica.next !== null ? replica.next + delay - now : null)
  }

  async function step(): Promise<void> {
    await source.catchUp()
    if (!begun) await begin()
    if (ending !== null) {
      await rotate(ending)
      ending = null
    }
    const policy = dialogues.policy(board)
    const followed = follow(pause, policy)
    pause = followed.pause
    if (followed.mark !== null) await epoch.document.mark(followed.mark)
    await advance(policy)

    const { replica } = source
    const curtain = policy.curtain === 'drawn' || replica.drawn ? 'drawn' : 'open'
    applied = { ...laidOver(pause, policy), curtain }
    const view = wanted(replica, applied, epoch.document.read())
    const shown = await epoch.document.show(view)
    if ('problem' in shown) return failed(shown.problem.code, view)
    if (view.state === 'open') pause = shownOpenly(pause, replica.shownSeq, policy)
    release.committed(shown.update)
  }

  function failed(code: string, view: BoardView): void {
    if (code !== 'unavailable') {
      ending = `its journal says ${code}`
      flushing.again()
      return
    }
    logger.error({ board, code }, 'view: a commit failed; the last committed view stands')
    release.failed(holds(view, epoch.document.read()))
    flushing.retry()
  }

  const { audience: followers } = release
  return {
    board,
    get epoch() {
      return epoch.number
    },
    get observers() {
      return followers.size
    },
    flush,
    settled: (): Promise<void> => flushing.busy ?? Promise.resolve(),

    take(row: JournalRow): void {
      source.take(row)
      if (row.kind === 'command') void flush()
      else more.soon()
    },

    /** For the table itself: what anyone who watches gets just now, and how much that leaves out. Null while it can't be said. */
    async observed(): Promise<Observed | null> {
      await flush()
      if (!release.clean || flushing.stopped || applied === null) return null
      const { board: now, held, later } = source.replica.read()
      return { view: epoch.document.read(), withheld: withheldBy(now, applied, held, later) }
    },

    /** Rows were rewritten (erasure): all of it is read anew, and goes on under a new name. */
    reread(): Promise<void> {
      source.again()
      pause = rewritten(pause, dialogues.policy(board))
      ending = 'its rows were rewritten'
      return flush()
    },

    /** Ends the epoch: a new name. */
    rotate(why: string): Promise<void> {
      ending = why
      return flush()
    },

    /** Is this photo in what observers see now? */
    shows: (photo: PhotoHash): boolean =>
      release.clean && Object.values(epoch.document.read().canvas).some((shape) => shape.photo === photo),

    /** Answers `SyncStep1` with what is committed; later, if a commit is under way. */
    join(observer: Observer, since: number): void {
      if (!release.join(observer, since) && flushing.busy === null) void flush()
    },
    leave: release.leave,
    add: followers.add,
    send: followers.send,
    broadcast: followers.broadcast,
    dropSilent: followers.dropSilent,
    close: followers.close,
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
