/**
 * One document that people edit, and the only way anything gets into it.
 *
 *     judge -> stage -> append to the journal -> COMMIT -> apply in seq order -> broadcast -> acknowledge
 *
 * Invariant: the document holds committed rows and nothing else, in the order of their seq. Nobody is told "saved"
 * before that. Between judging an update and handing it to the journal there is no `await`: the journal is one queue, so
 * what it was judged by (the document, rights, locks, as they were staged) stands before it there, and what does not land
 * takes everything behind it along. Only the writers' clocks are compared again, in the journal.
 */
import type * as Y from 'yjs'
import { fail, type Result } from '@tablee/shared/problem'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { authorOf } from '../access/session.ts'
import type { Appended, DocName, Entry, Journal, JournalRow } from '../journal/port.ts'
import { Answers } from './answers.ts'
import { Checkpoints } from './checkpoints.ts'
import { Claims } from './claims.ts'
import { Flights } from './flights.ts'
import { judge, refused, type Proposal } from './judging.ts'
import type { Kind, Open } from './kind.ts'
import type { Limits } from './limits.ts'
import { Members } from './members.ts'
import type { Newcomers } from './newcomers.ts'
import { notAllowed, type Outcome } from './outcome.ts'
import type { Logger } from './ports.ts'
import { Replica } from './replica.ts'
import { Size } from './size.ts'

/** A row that the server made itself. */
export type Made = Pick<Entry, 'kind' | 'author' | 'device' | 'data' | 'writers' | 'deps'>

type Next = { readonly made: Made; readonly keys: readonly string[] } | Outcome | Promise<Outcome | null>

export type Host = {
  readonly journal: Journal
  readonly limits: Limits
  readonly logger: Logger
  readonly newcomers: Newcomers
  /** True once the server goes down: nothing waits any longer. */
  closing(): boolean
  /** Nothing is in flight any more: the document may be unloaded if nobody needs it. */
  idle(room: Room): void
  /** Called once, when the document passes its soft limit. */
  grown(room: Room): void
  /** Called in a pause of the writing while more have written here than a document should carry along. */
  crowded(room: Room): void
}

/** A mismatch means that somebody wrote meanwhile; more than a few in a row mean a gap. */
const attempts = 5

export class Room implements Open {
  readonly id: string
  readonly kind: Kind
  storage: 'up' | 'down' = 'up'
  readonly members: Members
  readonly checkpoints: Checkpoints
  readonly answers: Answers
  readonly claims: Claims
  private readonly replica: Replica
  private readonly size: Size
  private readonly flights: Flights
  private readonly host: Host
  private crowdTimer: NodeJS.Timeout | null = null

  constructor(name: DocName, id: string, kind: Kind, document: Y.Doc, host: Host) {
    this.id = id
    this.kind = kind
    this.host = host
    const { journal, limits, logger } = host
    this.replica = new Replica(name, document, journal, logger, {
      opened: ({ updates }) => {
        this.checkpoints.loaded(updates[0]?.length ?? 0)
        this.size.loaded(updates.reduce((sum, { length }) => sum + length, 0))
      },
      applied: ({ kind, data }) => {
        if (kind === 'update') this.size.add(data.length)
        this.inAPause()
      },
      quarantining: (done) => this.flights.during(done),
      gone: (code, reason) => this.members.end(code, reason),
    })
    this.members = new Members(() => ({ seq: this.seq, at: this.savedAt, vector: this.answers.vector() }))
    this.checkpoints = new Checkpoints(journal, this, limits.checkpointIdleMs, logger, () => host.idle(this))
    this.answers = new Answers(this)
    this.claims = new Claims(journal, this)
    this.size = new Size(document, kind.limits)
    this.flights = new Flights(limits.slowCommitMs, {
      slow: () => this.storageIs('down'),
      idle: () => host.idle(this),
    })
  }

  get name(): DocName {
    return this.replica.name
  }

  get document(): Y.Doc {
    return this.replica.document
  }

  get epoch(): number {
    return this.replica.epoch
  }

  get epochName(): string {
    return this.replica.epochName
  }

  get seq(): number {
    return this.replica.seq
  }

  get savedAt(): number {
    return this.replica.savedAt
  }

  get readOnly(): boolean {
    return this.replica.readOnly
  }

  get broken(): boolean {
    return this.replica.broken
  }

  get sound(): boolean {
    return this.replica.sound
  }

  get large(): boolean {
    return this.size.large
  }

  /** After a restore, until the organiser has confirmed. */
  get recovering(): boolean {
    return this.kind.recovery?.active(this.id) === true
  }

  /** Is something on its way into this document or out of it, or waiting to be tried again? Then it must not be unloaded. */
  get unsettled(): boolean {
    return !this.flights.none || this.checkpoints.writing
  }

  /** Resolves when nothing is in flight. */
  settled(): Promise<void> {
    return this.flights.settled()
  }

  async load(): Promise<void> {
    await this.replica.load()
    // What a seed or an import left uncovered, when nobody was in the room.
    this.inAPause()
  }

  reread(): void {
    this.replica.reread()
  }

  applied(row: JournalRow): void {
    this.replica.applied(row)
  }

  write(proposal: Proposal): Promise<Outcome> {
    return this.inTurns(proposal.alive, () => {
      const session = proposal.again()
      if (session === null) return { kind: 'revoked' }
      const decision = judge(this, proposal, session, this.host)
      switch (decision.kind) {
        case 'refuse':
          // It may rest on what is still on its way: what does not land must not cost anybody a line.
          return this.setBack().then((again) => (again ? null : refused(this, decision, proposal, session, this.host)))
        case 'not-yet':
        case 'later':
          return decision
      }
      if (decision.update === null) return { kind: 'saved', seq: this.seq }
      if (this.readOnly || this.size.full()) return { kind: 'full', limit: this.kind.limits.hard }
      const { writers, deps, keys } = decision
      // Another update in flight writes on the same key: the first to commit wins, this one is judged again.
      if (this.flights.holds(keys)) return this.settled().then(() => null)
      const by = { author: authorOf(session), device: proposal.device }
      // Hocuspocus empties its view of the frame after us (hocuspocus.ts): the journal keeps a copy.
      return { made: { kind: 'update', ...by, data: decision.update.slice(), writers, deps }, keys }
    })
  }

  /**
   * Commits a row that the server made itself: a command's update, a seed, an import, a curtain. `make` runs again after a
   * mismatch, and `may` is asked before it, in the same turn: a board may be closed, or a link revoked, while it waits.
   */
  commit(make: () => Made, alive: () => boolean = () => true, may: () => boolean = () => true): Promise<Outcome> {
    return this.inTurns(alive, () => (may() ? { made: make(), keys: [] } : notAllowed))
  }

  /**
   * Until something has become of it: `next` says in one turn, by the document as it is then, what is to be written, what
   * has become of it, or what is waited for first (null then: once more). What is written is staged in that turn.
   */
  private async inTurns(alive: () => boolean, next: () => Next): Promise<Outcome> {
    for (let tries = 0; ; ) {
      if (this.host.closing() || !alive()) return { kind: 'abandoned' }
      if (this.broken) return { kind: 'ended' }
      if (this.replica.gap !== null) {
        await this.replica.gap
        continue
      }
      const found = next()
      if (!('made' in found)) {
        const outcome = await found
        if (outcome !== null) return outcome
        continue
      }
      const appended = await this.append(found.made, found.keys)
      if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
      const outcome = await this.after(appended, tries, alive)
      if (outcome !== null) return outcome
      if (appended.problem.code === 'clock-mismatch') tries += 1
    }
  }

  /** Whether anything that was staged by now did not land. */
  private async setBack(): Promise<boolean> {
    const { journal } = this.host
    const before = journal.setbacks()
    await journal.settled()
    return journal.setbacks() !== before
  }

  /** Rows that a record writes: tried again while the disk takes nothing, as `commit` does, and the table hears of it. */
  async recorded(write: () => Promise<Result<null>>, alive: () => boolean): Promise<Result<null>> {
    for (;;) {
      if (this.host.closing() || !alive()) return fail({ code: 'journal-unavailable' })
      const flight = this.flights.begin([])
      this.flights.watchSlow()
      const done = await write().finally(() => this.flights.landed(flight))
      if (done.ok) this.storageIs('up')
      if (done.ok || done.problem.code !== 'journal-unavailable') return done
      this.storageIs('down')
      await this.pauseBeforeRetry(alive)
    }
  }

  /** The row with which the next epoch begins. Once it is committed, everybody here is told to come back to that. */
  async goOn(
    row: Pick<Entry, 'author' | 'device' | 'data' | 'writers'> & Required<Pick<Entry, 'begins'>>,
  ): Promise<Outcome> {
    const appended = await this.append({ ...row, kind: 'update', deps: [] }, [])
    if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
    return (await this.after(appended, 0, () => false)) ?? { kind: 'not-yet' }
  }

  /** What a failed append means: an outcome, or null to try again. */
  private async after(
    appended: Extract<Appended, { ok: false }>,
    tries: number,
    alive: () => boolean,
  ): Promise<Outcome | null> {
    switch (appended.problem.code) {
      case 'clock-mismatch':
        // What stood against it has landed by the time of the answer, and is in the document.
        return tries + 1 < attempts ? null : { kind: 'not-yet' }
      case 'epoch-ended':
        this.replica.epochEnded()
        return { kind: 'ended' }
      case 'unavailable':
        this.host.logger.error({ doc: this.name, cause: String(appended.problem.cause) }, 'the journal takes no writes')
        this.storageIs('down')
        await this.pauseBeforeRetry(alive)
        return null
    }
  }

  private async pauseBeforeRetry(alive: () => boolean): Promise<void> {
    const { retryMs } = this.host.limits
    // The failed write keeps the document from being unloaded while it waits.
    const flight = this.flights.begin([])
    const until = performance.now() + retryMs
    while (performance.now() < until && !this.host.closing() && alive()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, retryMs)))
    }
    this.flights.landed(flight)
  }

  /** Hands the row to the journal before it returns: nothing may come between the judging and this. */
  private async append(entry: Omit<Entry, 'doc' | 'epoch'>, keys: readonly string[]): Promise<Appended> {
    const flight = this.flights.begin(keys)
    this.flights.watchSlow()
    const { arrivals } = this.kind
    // A new epoch begins with what stands in the document, in another one.
    const arrival =
      entry.kind === 'update' && entry.begins === undefined
        ? (arrivals?.arrives(this.id, this.document, entry.data) ?? null)
        : null
    let written = false
    try {
      const data = arrival?.update ?? entry.data
      const appended = await this.host.journal.append({ ...entry, data, doc: this.name, epoch: this.epoch })
      if (appended.ok) {
        written = true
        this.applied(appended.row)
        this.storageIs('up')
        if (arrival !== null) arrivals?.landed(this.id, arrival)
      }
      return appended
    } finally {
      if (!written) arrivals?.forget(this.document)
      this.flights.landed(flight)
    }
  }

  /** Another document's row was committed: what failed here has nobody left to try it again, so the table hears it now. */
  storageWorks(): void {
    if (this.flights.none) this.storageIs('up')
  }

  private storageIs(state: 'up' | 'down'): void {
    if (this.storage === state) return
    this.storage = state
    const told: ToEditor = { type: 'storage', state, savedUntil: this.savedAt }
    this.members.broadcast(told)
  }

  /** What is done off the hot path, in the first pause of the writing. */
  private inAPause(): void {
    const { limits, grown, crowded } = this.host
    if (this.document.store.clients.size >= limits.renewAt && !this.broken)
      this.crowdTimer ??= setTimeout(() => {
        this.crowdTimer = null
        if (!this.broken) crowded(this)
      }, limits.checkpointIdleMs).unref()
    this.size.look(limits.checkpointIdleMs, () => {
      if (this.broken) return
      void this.checkpoints.write()
      grown(this)
    })
    this.checkpoints.soon()
  }

  close(): void {
    this.replica.close()
    this.flights.close()
    this.checkpoints.close()
    this.size.close()
    if (this.crowdTimer !== null) clearTimeout(this.crowdTimer)
  }
}
