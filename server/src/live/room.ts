/**
 * One document in memory, and the only way anything gets into it.
 *
 *     judge -> stage -> append to the journal -> COMMIT -> apply in seq order -> broadcast -> acknowledge
 *
 * Invariant: the document holds committed rows and nothing else, in the order of their seq. Nobody is told "saved"
 * before that. Between judging an update and handing it to the journal there is no `await`: the journal is one queue, so
 * what it was judged by (the document, rights, locks, as they were staged) stands before it there, and what does not land
 * takes everything behind it along. Only the writers' clocks are compared again, in the journal.
 */
import * as Y from 'yjs'
import type { DeviceId } from '@tablee/shared/ids'
import { fail, type Result } from '@tablee/shared/problem'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { authorOf, type Session } from '../access/session.ts'
import { firstEpoch, type Appended, type Entry, type Journal, type JournalRow, type Loaded } from '../journal/port.ts'
import { Answers } from './answers.ts'
import { Checkpoints } from './checkpoints.ts'
import { Claims } from './claims.ts'
import { Early } from './early.ts'
import { Flights } from './flights.ts'
import type { Decision } from './gate.ts'
import { judged, refusalOf, type Kind, type Open } from './kind.ts'
import type { Limits } from './limits.ts'
import { Members } from './members.ts'
import type { Newcomers } from './newcomers.ts'
import { notAllowed, type Outcome } from './outcome.ts'
import type { Logger } from './ports.ts'
import { Size } from './size.ts'

export type Proposal = {
  readonly update: Uint8Array
  readonly session: Session
  readonly device: DeviceId
  /** clientIDs the device says are its own: its ticket's list. Nobody else's are bound to it. */
  readonly clients: readonly number[]
  /** Who asks, as they stand when it is judged; null when access was revoked. */
  readonly again: () => Session | null
  /** False once nobody waits for the answer: the device keeps the update and brings it again. */
  readonly alive: () => boolean
}
/** A row that the server made itself. */
export type Made = Pick<Entry, 'kind' | 'author' | 'device' | 'data' | 'writers' | 'deps'>

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

/** Yjs cannot say who wrote; the journal row can. */
export type RowOrigin = { readonly source: 'local'; readonly skipStoreHooks: true; readonly row: JournalRow | null }
const originOf = (row: JournalRow | null): RowOrigin => ({ source: 'local', skipStoreHooks: true, row })

/** A mismatch means that somebody wrote meanwhile; more than a few in a row mean a gap. */
const attempts = 5
const nothing = Uint8Array.of(0, 0)
/** The row that could not be applied. */
type Spoilt = { readonly seq: number | undefined; readonly cause: unknown }

export class Room implements Open {
  readonly name: string
  readonly id: string
  readonly kind: Kind
  readonly document: Y.Doc
  epoch = 1
  /** Its name; no two epochs of a document bear the same, not even over a restore. */
  epochName = firstEpoch
  seq = 0
  readOnly = false
  /** False until `load` is through: nobody is let in, and what asks for the state meanwhile reads the journal. */
  loaded = false
  /** A row could not be applied: this document is not to be trusted, the next one is loaded from the journal. */
  broken = false
  storage: 'up' | 'down' = 'up'
  /** When the last row of this room was committed, or 0. */
  savedAt = 0
  readonly members: Members
  readonly checkpoints: Checkpoints
  readonly answers: Answers
  readonly claims: Claims
  private readonly size: Size
  private readonly flights: Flights
  private readonly host: Host
  private readonly early = new Early()
  /** A row is missing: until it has come, nothing is judged. */
  private gap: Promise<void> | null = null
  /** How often rows were rewritten: what was read before is not what the log says. */
  private rewritten = 0
  private closed = false
  private crowdTimer: NodeJS.Timeout | null = null

  constructor(name: string, id: string, kind: Kind, document: Y.Doc, host: Host) {
    this.name = name
    this.id = id
    this.kind = kind
    this.document = document
    this.host = host
    const { journal, limits, logger } = host
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

  /** Loaded, whole and to be trusted: what it holds is what is committed. */
  get sound(): boolean {
    return this.loaded && !this.broken && this.gap === null
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

  /**
   * Fills the document from the journal. Rejects after putting a row aside that could not be applied: this document is
   * spoilt then, and the next attempt loads without that row. So a document always opens, at the second try at worst.
   */
  async load(): Promise<void> {
    const { journal, logger } = this.host
    const spoilt = await this.read()
    if (spoilt !== null) {
      const { seq, cause } = spoilt
      logger.error({ doc: this.name, seq, cause: String(cause) }, 'a row could not be applied and was put aside')
      if (seq !== undefined) await journal.quarantine(this.name, this.epoch, seq, 'cannot be applied')
      throw cause
    }
    if (this.broken) {
      await this.settled()
      throw new Error('a row that came meanwhile could not be applied')
    }
    // What a seed or an import left uncovered, when nobody was in the room.
    this.inAPause()
  }

  /**
   * As the log has it, up to the last committed row: those that come while it is read are kept, and applied in the turn in
   * which the document opens. Read again where that leaves a gap, or the document went on in another epoch meanwhile.
   */
  private async read(): Promise<Spoilt | null> {
    const { journal } = this.host
    for (let tries = 0; tries < attempts; tries += 1) {
      const before = this.rewritten
      const loaded = await journal.load(this.name)
      if (this.closed) throw new Error('let go while it was loaded')
      const { epoch, seq } = journal.head(this.name)
      if (before === this.rewritten && loaded.epoch === epoch && this.early.reach(epoch, loaded.seq) >= seq)
        return this.open(loaded)
      await journal.settled()
    }
    throw new Error('the log lacks rows that are committed')
  }

  private open(loaded: Loaded): Spoilt | null {
    this.epoch = loaded.epoch
    this.epochName = this.host.journal.epochs(this.name).find(({ epoch }) => epoch === loaded.epoch)?.name ?? firstEpoch
    this.seq = loaded.seq
    this.readOnly = loaded.quarantined > 0
    const spoilt = this.fill(loaded)
    if (spoilt !== null) return spoilt
    this.checkpoints.loaded(loaded.updates[0]?.length ?? 0)
    this.size.loaded(loaded.updates.reduce((sum, { length }) => sum + length, 0))
    this.loaded = true
    for (const row of this.early.take(this.epoch, this.seq)) this.apply(row)
    return null
  }

  private fill({ updates, seqs }: Loaded): Spoilt | null {
    let at = 0
    try {
      // One transaction: Hocuspocus would keep an update of each row and merge them all in its next turn (22,000: 7.7 s).
      this.document.transact(() => {
        for (; at < updates.length; at += 1) Y.applyUpdate(this.document, updates[at] ?? nothing)
      }, originOf(null))
      return null
    } catch (cause) {
      return { seq: seqs[at], cause }
    }
  }

  /** Rows of the journal were rewritten (erasure): what is being read of them is read again. */
  reread(): void {
    this.rewritten += 1
  }

  async write(proposal: Proposal): Promise<Outcome> {
    for (let tries = 0; ; ) {
      if (this.host.closing() || !proposal.alive()) return { kind: 'abandoned' }
      if (this.broken) return { kind: 'ended' }
      if (this.gap !== null) {
        await this.gap
        continue
      }
      const session = proposal.again()
      if (session === null) return { kind: 'revoked' }
      const decision = this.judged(proposal, session)
      switch (decision.kind) {
        case 'refuse':
          // It may rest on what is still on its way: what does not land must not cost anybody a line.
          if (await this.setBack()) continue
          return this.refused(decision, proposal, session)
        case 'not-yet':
          return { kind: 'not-yet' }
        case 'later':
          return decision
      }
      if (decision.update === null) return { kind: 'saved', seq: this.seq }
      if (this.readOnly || this.size.full()) return { kind: 'full', limit: this.kind.limits.hard }
      // Another update in flight writes on the same key: the first to commit wins, this one is judged again.
      if (this.flights.holds(decision.keys)) {
        await this.settled()
        continue
      }
      const { writers, deps } = decision
      const by = { author: authorOf(session), device: proposal.device }
      // Hocuspocus empties its view of the frame after us (hocuspocus.ts): the journal keeps a copy.
      const entry = { kind: 'update', ...by, data: decision.update.slice(), writers, deps } as const
      const appended = await this.append(entry, decision.keys)
      if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
      const again = await this.after(appended, tries, proposal.alive)
      if (again !== null) return again
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

  /** An update that the gate itself trips over is refused: closing with "try again" would bring it back for ever. */
  private judged({ update, device, clients }: Proposal, session: Session): Decision {
    const author = authorOf(session)
    try {
      return judged(this.kind, {
        id: this.id,
        doc: this.document,
        update,
        session,
        claim: (client) => this.claims.claim(client, device, author, clients),
        admits: (fresh) => this.host.newcomers.take(this.name, session, fresh),
        ...(this.recovering ? { recovery: this.claims.handingIn(device, clients) } : {}),
      })
    } catch (cause) {
      const stack = cause instanceof Error ? cause.stack : String(cause)
      this.host.logger.error({ doc: this.name, cause: stack }, 'the gate failed on an update')
      return { kind: 'refuse', why: 'unjudged', at: [] }
    }
  }

  private refused(
    { why, at }: Extract<Decision, { kind: 'refuse' }>,
    { device, update }: Proposal,
    session: Session,
  ): Outcome {
    // One clock, two contents: kept whole for the organiser, and nothing of it reaches the document.
    if (why === 'writer-conflict' && this.recovering)
      try {
        this.kind.recovery?.conflict(this.id, device, authorOf(session), update.slice())
      } catch (cause) {
        const detail = { doc: this.name, cause: String(cause) }
        this.host.logger.error(detail, 'a conflict could not be kept; the device keeps it')
      }
    const refusal = refusalOf(this.kind, why, session)
    return { kind: 'refused', why, at, ...refusal }
  }

  /**
   * Commits a row that the server made itself: a command's update, a seed, an import, a curtain. `make` runs again after a
   * mismatch, and `may` is asked before it, in the same turn: a board may be closed, or a link revoked, while it waits.
   */
  async commit(make: () => Made, alive: () => boolean = () => true, may: () => boolean = () => true): Promise<Outcome> {
    for (let tries = 0; ; ) {
      if (this.host.closing() || !alive()) return { kind: 'abandoned' }
      if (this.broken) return { kind: 'ended' }
      if (this.gap !== null) {
        await this.gap
        continue
      }
      if (!may()) return notAllowed
      const appended = await this.append(make(), [])
      if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
      const again = await this.after(appended, tries, alive)
      if (again !== null) return again
      if (appended.problem.code === 'clock-mismatch') tries += 1
    }
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
        this.giveUp(closeCodes.incarnation, 'the document was closed at this epoch')
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

  /** After COMMIT, in the order of the log; those that this room appended come twice. */
  applied(row: JournalRow): void {
    if (!this.loaded) return this.early.keep(row)
    if (row.epoch !== this.epoch) {
      if (row.epoch > this.epoch) this.giveUp(closeCodes.incarnation, 'the document was closed at this epoch')
      return
    }
    if (row.seq <= this.seq) return
    if (row.seq > this.seq + 1) {
      this.early.keep(row)
      this.gap ??= this.waitFor(row.seq)
      return
    }
    this.apply(row)
    for (const next of this.early.take(this.epoch, this.seq)) this.apply(next)
  }

  /** The log tells every row, in order: one that is missing comes with what is under way, or this document is given up. */
  private async waitFor(before: number): Promise<void> {
    const { journal, logger } = this.host
    logger.error({ doc: this.name, at: this.seq, before }, 'a row is missing and waited for')
    await journal.settled()
    this.gap = null
    if (this.early.none || this.broken) return
    logger.error({ doc: this.name, at: this.seq, before }, 'a row did not come: the document is loaded anew')
    this.giveUp(closeCodes.notYet, 'the board is loaded anew')
  }

  private apply(row: JournalRow): void {
    this.seq = row.seq
    this.savedAt = row.at
    if (row.kind === 'update' && !this.broken) {
      try {
        Y.applyUpdate(this.document, row.data, originOf(row))
      } catch (cause) {
        return void this.quarantine(row, 'cannot be applied', cause)
      }
      this.size.add(row.data.length)
      const { pendingStructs, pendingDs } = this.document.store
      // The gate promises that this cannot be. Should it be, nobody may build on it.
      if (pendingStructs !== null || pendingDs !== null) return void this.quarantine(row, 'leaves something pending')
    }
    this.inAPause()
  }

  private async quarantine({ seq, epoch }: JournalRow, why: string, cause?: unknown): Promise<void> {
    const { journal, logger } = this.host
    const detail = { doc: this.name, seq, ...(cause === undefined ? {} : { cause: String(cause) }) }
    logger.error(detail, `a row ${why} and was put aside`)
    // Not let go before it is aside: the next one would be loaded with it.
    const flight = this.flights.begin([])
    this.giveUp(closeCodes.notYet, 'the board is loaded anew')
    await journal
      .quarantine(this.name, epoch, seq, why)
      .catch((error: unknown) => logger.error({ doc: this.name, seq, cause: String(error) }, 'no row was put aside'))
    this.flights.landed(flight)
  }

  /** This document is not to be trusted any more: everybody out, the next joiner loads it from the journal. */
  private giveUp(code: number, reason: string): void {
    this.broken = true
    this.members.end(code, reason)
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
    this.closed = true
    this.flights.close()
    this.checkpoints.close()
    this.size.close()
    if (this.crowdTimer !== null) clearTimeout(this.crowdTimer)
  }
}
