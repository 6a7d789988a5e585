/**
 * One board's view, kept true: follows the board's rows, projects under the policy as it stands now, commits the
 * difference and sends it. Everything that protects people (curtain, hiding, consent, pause, words taken back) takes
 * effect at once; what merely adds is gathered for a tick.
 *
 * Epochs: hiding is a difference like any other, under the same name, so that stock followers stay connected and lose the
 * text within the same frame. A new epoch, with a new name, begins only where a follower's copy could
 * no longer be trusted to be a copy: damaged rows, restored data, another version's form.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, PhotoHash } from '@tablee/shared/ids'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { withoutPhotos } from '@tablee/shared/view/canvas'
import { narrowerConsents } from '@tablee/shared/view/consents'
import { project as projectBoard, withoutNodes } from '@tablee/shared/view/project'
import { viewForm } from '@tablee/shared/view/read'
import { withheldBy, type Observed } from '@tablee/shared/view/withheld'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Clock } from '../clock.ts'
import type { Journal, JournalRow } from '../journal/port.ts'
import { createAudience, type Observer } from './audience.ts'
import { openViewDocument, type Allowed, type ViewDocument } from './document.ts'
import { keptFrames, updateFrame } from './frames.ts'
import { lastEpoch, publicIds, viewName, viewPrefix, type ViewKey } from './names.ts'
import type { Dialogues, Logger, Timers } from './ports.ts'
import { createReplica, type Replica } from './replica.ts'

const minute = 60_000
/** How soon a failed commit is tried again. */
const retry = 1_000

export type ProjectorDeps = {
  readonly board: BoardId
  readonly journal: Journal
  readonly dialogues: Pick<Dialogues, 'policy'>
  readonly key: ViewKey
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** Asks for a flush at the next tick, together with all other boards, so that one commit carries them. */
  readonly soon: () => void
  /** Made because the policy was just changed, not because somebody came to watch, nor found paused at the start. */
  readonly told: boolean
  /** The lowest epoch's number. */
  readonly firstEpoch: number
  readonly project?: typeof projectBoard
}

export type Projector = ReturnType<typeof createProjector>

export function createProjector({
  board,
  journal,
  dialogues,
  key,
  clock,
  timers,
  logger,
  soon,
  told,
  firstEpoch,
  project = projectBoard,
}: ProjectorDeps) {
  const source = boardDoc(board)
  const prefix = viewPrefix(board, 'observers')
  let boardEpoch = journal.head(source).epoch
  let epoch = 0
  let document: ViewDocument
  const publicId = publicIds(key, board, 'observers')
  let replica: Replica = freshReplica()

  /** While paused: the seq up to which the board was public, and what of it. */
  let frozen: { readonly seq: number; readonly allowed: Allowed } | null = null
  /** The last seq that was shown openly: not behind the curtain, with consent, not paused. And what was allowed then. */
  let publicSeq = 0
  let publicly: Allowed | null = null
  let busy: Promise<void> | null = null
  let again = false
  /** The document is committed and says what should be seen; only then does anybody get it. */
  let clean = false
  let begun = false
  /** Why the epoch has to end at the next step, or null. */
  let ending: string | null = null
  let stopped = false
  let alarmed = false
  /** What people had consented to when the last good view was made. */
  let agreed: ViewPolicy['consents']
  /** The policy as it stood, with the pause and the curtain laid over it, at the last step. */
  let applied: ViewPolicy | null = null
  let stopTimer: (() => void) | null = null
  /** State frames of the committed document, by what the asker has. */
  const frames = keptFrames((since) => document.state(since))
  let waiting: { observer: Observer; since: number }[] = []
  const audience = createAudience({ timers, now: clock, state: () => (clean && !busy ? frames.of(0).frame : null) })

  openEpoch(Math.max(1, firstEpoch, lastEpoch(journal.documents(prefix), prefix)))
  fill()

  function freshReplica(): Replica {
    return createReplica((row, cause) =>
      logger.error(
        { doc: row.doc, seq: row.seq, cause: String(cause) },
        'view: a row could not be applied and is left out',
      ),
    )
  }

  /** Takes every row the journal has and the replica lacks. */
  function fill(): void {
    for (const row of journal.since(source, boardEpoch, replica.last)) replica.take(row)
  }

  /** The replica from its beginning; nothing of it is shown yet. */
  function refill(): void {
    replica.destroy()
    replica = freshReplica()
    fill()
  }

  function openEpoch(next: number): void {
    epoch = next
    document = openViewDocument(journal, viewName(board, 'observers', epoch), clock)
    frames.clear()
  }

  /** Why a document that exists can't be gone on with, or null. */
  function mistrust(): string | null {
    if (document.damaged) return 'its rows are damaged'
    if (journal.head(document.name).seq === 0) return null
    const first = document.beginning()
    if (first?.kind !== 'epoch') return 'it has no beginning'
    if (first.incarnation !== journal.incarnation) return 'the board was restored'
    return first.form === viewForm ? null : 'its form is another version’s'
  }

  async function begin(): Promise<void> {
    const policy = dialogues.policy(board)
    const mark = document.marks().findLast(({ kind }) => kind !== 'epoch')
    if (mark?.kind === 'frozen') frozen = { seq: mark.seq, allowed: mark.allowed ?? allowedBy(policy) }
    else if (policy.observation === 'paused') {
      // Paused just now, with nobody watching: what could have been seen until now is the last good view. Found paused
      // without a mark: nobody knows what was public, so nothing is.
      if (told && policy.consent && policy.curtain === 'open' && !replica.drawn) {
        const now = clock()
        replica.advance((row) => row.at + policy.delayMinutes * minute <= now)
        publicSeq = replica.shownSeq
      }
    }
    const why = mistrust()
    if (why !== null) await rotate(why)
    if (journal.head(document.name).seq === 0)
      await document.mark({ kind: 'epoch', incarnation: journal.incarnation, board: boardEpoch, form: viewForm })
  }

  async function rotate(why: string): Promise<void> {
    logger.warn({ board, epoch, why }, 'view: a new epoch begins')
    clean = false
    document.destroy()
    openEpoch(epoch + 1)
    await document.mark({ kind: 'epoch', incarnation: journal.incarnation, board: boardEpoch, form: viewForm })
    if (frozen !== null) await document.mark({ kind: 'frozen', ...frozen })
    waiting = []
    audience.close(closeCodes.epochEnded, 'the view goes on under a new name')
  }

  /** What should be seen now. Never throws: where projecting fails, the last good view stands, paused. */
  function wanted(policy: ViewPolicy): BoardView {
    try {
      const { board: now, held, later } = replica.read()
      const view = project(now, policy, held, publicId, later)
      alarmed = false
      agreed = policy.consents
      return view
    } catch (cause) {
      if (!alarmed)
        logger.error({ board, cause: String(cause) }, 'view: projecting failed; the last good view stands, paused')
      alarmed = true
      const last = { ...document.read(), state: 'paused' as const }
      if (!policy.consent || policy.curtain === 'drawn') {
        return {
          ...last,
          state: policy.consent ? 'curtain' : 'no-consent',
          nodes: {},
          relations: {},
          words: {},
          notes: {},
          template: '',
          canvas: {},
        }
      }
      // A view does not say whose words it shows, nor which entry repeats them: when somebody thinks again, none of them stay.
      const changed = JSON.stringify(policy.consents) !== JSON.stringify(agreed)
      const kept = {
        ...last,
        ...(changed ? { nodes: {}, relations: {} } : {}),
        ...(policy.showWords && !changed ? {} : { words: {} }),
        ...(policy.showNotes && !changed ? {} : { notes: {} }),
        ...(policy.showCanvas ? {} : { template: '' }),
        canvas: changed || !policy.showCanvas ? {} : withoutPhotos(last.canvas, policy.photos),
      }
      return withoutNodes(kept, new Set(policy.hidden.map(publicId)))
    }
  }

  async function step(): Promise<void> {
    if (!begun) {
      await begin()
      begun = true
    }
    if (ending !== null) {
      await rotate(ending)
      ending = null
    }
    const policy = dialogues.policy(board)
    if (policy.observation === 'paused') {
      if (frozen === null) {
        frozen = { seq: publicSeq, allowed: publicly ?? allowedBy(policy) }
        await document.mark({ kind: 'frozen', ...frozen })
      }
    } else if (frozen !== null) {
      frozen = null
      await document.mark({ kind: 'resumed' })
    }
    const until = frozen?.seq ?? null
    // What came in while nobody could see it (curtain, no consent) is no part of the last good view.
    if (until !== null && until < replica.shownSeq) refill()
    const delay = policy.delayMinutes * minute
    const now = clock()
    replica.advance((row) => (until === null ? row.at + delay <= now : row.seq <= until))
    wake(until === null && replica.next !== null ? replica.next + delay - now : null)

    const curtain = policy.curtain === 'drawn' || replica.drawn ? 'drawn' : 'open'
    applied = { ...policy, ...(frozen === null ? {} : narrower(frozen.allowed, policy)), curtain }
    const view = wanted(applied)
    const shown = await document.show(view)
    if ('problem' in shown) return failed(shown.problem.code, view)
    if (view.state === 'open') {
      publicSeq = replica.shownSeq
      publicly = allowedBy(policy)
    }
    clean = true
    if (!shown.update) return
    frames.clear()
    audience.broadcast(updateFrame(shown.update))
  }

  async function failed(code: string, view: BoardView): Promise<void> {
    if (code !== 'unavailable') {
      ending = `its journal says ${code}`
      again = true
      return
    }
    logger.error({ board, code }, 'view: a commit failed; the last committed view stands')
    // What is committed may be shown on, unless it holds something that should be gone: then nobody gets it.
    clean = holds(view, document.read())
    frames.clear()
    if (!clean) audience.close(closeCodes.unavailable, 'cannot be shown right now')
    wake(retry)
  }

  function wake(ms: number | null): void {
    stopTimer?.()
    stopTimer = ms === null || stopped ? null : timers.after(Math.max(0, ms), () => void flush())
  }

  function answer(observer: Observer, since: number): void {
    if (since > document.clock) {
      // A copy that is ahead of us is a copy of something else: this view has no difference to offer it.
      audience.close(closeCodes.epochEnded, 'not a copy of this view', (one) => one === observer)
      return
    }
    const { frame, framed } = frames.of(since)
    if (audience.send(observer, frame, framed)) observer.following = true
  }

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await step()
      } catch (cause) {
        logger.error({ board, cause: String(cause) }, 'view: a flush failed')
        wake(retry)
      }
    } while (again && !stopped)
  }

  /** At once; while a commit is under way, right after it. */
  function flush(): Promise<void> {
    if (stopped) return Promise.resolve()
    if (busy) {
      again = true
      return busy
    }
    busy = run().finally(() => {
      busy = null
      const ready = clean && !stopped ? waiting.splice(0) : []
      for (const { observer, since } of ready) answer(observer, since)
    })
    return busy
  }

  return {
    board,
    get epoch() {
      return epoch
    },
    get observers() {
      return audience.size
    },
    /** Resolves when what was known at the call is committed and sent. */
    flush,
    settled: (): Promise<void> => busy ?? Promise.resolve(),

    take(row: JournalRow): void {
      // The board goes on in another document, with the same ids: observers see nothing of it.
      boardEpoch = row.epoch
      if (row.seq > replica.last + 1) fill()
      else replica.take(row)
      if (row.kind === 'command') void flush()
      else soon()
    },

    /** For the table itself: what anyone who watches gets just now, and how much that leaves out. Null while it can't be said. */
    async observed(): Promise<Observed | null> {
      await flush()
      if (!clean || stopped || applied === null) return null
      const { board: now, held, later } = replica.read()
      return { view: document.read(), withheld: withheldBy(now, applied, held, later) }
    },

    /** Rows were rewritten (erasure): all of it is read anew, and goes on under a new name. */
    reread(): Promise<void> {
      refill()
      if (frozen !== null) {
        const { consents: _, ...allowed } = frozen.allowed
        const { consents } = dialogues.policy(board)
        frozen = { seq: frozen.seq, allowed: { ...allowed, ...(consents === undefined ? {} : { consents }) } }
      }
      publicly = null
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
      clean && Object.values(document.read().canvas).some((shape) => shape.photo === photo),

    add: audience.add,
    leave(observer: Observer): void {
      audience.remove(observer)
      waiting = waiting.filter((one) => one.observer !== observer)
    },
    /** Answers `SyncStep1` with what is committed; later, if a commit is under way. */
    join(observer: Observer, since: number): void {
      if (clean && !busy) return answer(observer, since)
      waiting = [...waiting.filter((one) => one.observer !== observer), { observer, since }]
      if (!busy) void flush()
    },
    send: audience.send,
    broadcast: audience.broadcast,
    dropSilent: audience.dropSilent,
    close: audience.close,
    get writer() {
      return document.writer
    },

    async stop(): Promise<void> {
      stopped = true
      stopTimer?.()
      audience.stop()
      await busy
      replica.destroy()
      document.destroy()
    },
  }
}

const allowedBy = ({ hidden, showWords, showNotes, showCanvas, photos, consents }: ViewPolicy): Allowed => ({
  hidden,
  showWords,
  showNotes,
  showCanvas,
  photos,
  ...(consents === undefined ? {} : { consents }),
})

/** While paused what is taken away goes, and what is newly allowed waits for the end of the pause. */
const narrower = (then: Allowed, now: ViewPolicy): Allowed => ({
  ...consentsOf(then, now),
  hidden: [...new Set([...then.hidden, ...now.hidden])],
  showWords: then.showWords && now.showWords,
  showNotes: then.showNotes && now.showNotes,
  showCanvas: then.showCanvas !== false && now.showCanvas,
  photos: now.photos.filter((photo) => then.photos.includes(photo)),
})

function consentsOf(then: Allowed, now: ViewPolicy): Pick<Allowed, 'consents'> {
  const consents = narrowerConsents(then.consents, now.consents)
  return consents === undefined ? {} : { consents }
}

/** Does `now` still hold everything that `committed` shows, with the same texts? Then showing `committed` on tells nothing that should be gone. */
function holds(now: BoardView, committed: BoardView): boolean {
  if (now.state !== 'open') return false
  const texts = Object.entries(committed.nodes).every(([id, node]) => now.nodes[id]?.wording === node.wording)
  const notes = Object.entries(committed.notes).every(([id, block]) => now.notes[id]?.text === block.text)
  const shapes = Object.entries(committed.canvas).every(
    ([id, shape]) =>
      now.canvas[id]?.text === shape.text && (shape.photo === null || now.canvas[id]?.photo === shape.photo),
  )
  return texts && notes && shapes && Object.keys(committed.words).every((id) => id in now.words)
}
