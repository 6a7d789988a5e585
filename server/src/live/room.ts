/**
 * One board in memory: its document, and the only way anything gets into it.
 *
 *     judge -> append to the journal -> COMMIT -> apply in seq order -> broadcast -> acknowledge
 *
 * Invariant: the document holds committed rows and nothing else, in the order of their seq. Nobody is told "saved"
 * before that. An update that is in flight is not in the document, so what must be exclusive (the key of new words) is
 * remembered beside it until it is.
 */
import * as Y from 'yjs'
import { limits as boardLimits } from '@tablee/shared/board/schema'
import type { BoardId, DeviceId, NodeId } from '@tablee/shared/ids'
import type { Actor, BoardState } from '@tablee/shared/roles'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { needsCheckpoint } from '../journal/compact.ts'
import {
  firstEpoch,
  type Appended,
  type Entry,
  type Journal,
  type JournalRow,
  type RowKind,
  type WriterRange,
} from '../journal/port.ts'
import { judge, type Claim, type Decision, type HandingIn } from './gate.ts'
import type { Limits } from './limits.ts'
import type { Bringer, Newcomers } from './newcomers.ts'
import type { Arrival, LiveErased, LiveRecovery, Logger } from './ports.ts'

/** Anyone who gets frames of this board. */
export type Member = {
  readonly frames: number
  tell(payload: string): void
  end(code: number, reason: string): void
}

export type Proposal = {
  readonly update: Uint8Array
  readonly actor: Actor
  readonly device: DeviceId
  /** Whose new writers are counted together. */
  readonly session: Bringer
  /** clientIDs the device says are its own: its ticket's list. Nobody else's are bound to it. */
  readonly clients: readonly number[]
  /** Read anew before each attempt and at the commit: a board may be closed while an update waits. Null when access was revoked. */
  readonly state: () => BoardState | null
  /** False once nobody waits for the answer: the device keeps the update and brings it again. */
  readonly alive: () => boolean
  /** Further writes of the same transaction. */
  readonly also?: () => void
}

export type Outcome =
  | { readonly kind: 'saved'; readonly seq: number }
  | { readonly kind: 'not-yet' }
  /** More new writers than may come now; `own`: this session brought too many itself. Kept on the device, to be brought again. */
  | { readonly kind: 'later'; readonly seconds: number; readonly own: boolean }
  | { readonly kind: 'refused'; readonly why: string; readonly at: readonly string[] }
  | { readonly kind: 'full' }
  | { readonly kind: 'revoked' }
  /** The document goes on in another epoch (a renewal): load it anew. */
  | { readonly kind: 'ended' }
  /** Nobody waits any more, or the server closes. */
  | { readonly kind: 'abandoned' }

export const authorOf = (actor: Actor): string => (actor.seat === null ? actor.role : `${actor.role}:${actor.seat}`)

/** Yjs cannot say who wrote; the journal row can. */
export type RowOrigin = { readonly source: 'local'; readonly skipStoreHooks: true; readonly row: JournalRow | null }
const originOf = (row: JournalRow | null): RowOrigin => ({ source: 'local', skipStoreHooks: true, row })

/** Devices of the server's own hand begin so (writer.ts). */
export const serverDevice = 'server-'

type Flight = { readonly startedAt: number; readonly words: readonly string[] }

/** A mismatch means that somebody wrote meanwhile; more than a few in a row mean a gap. */
const attempts = 5

export class Room {
  readonly name: string
  readonly board: BoardId
  readonly document: Y.Doc
  readonly members = new Set<Member>()
  epoch = 1
  /** Its name; no two epochs of a document bear the same, not even over a restore. */
  epochName = firstEpoch
  seq = 0
  /** Rows were put aside: the board can be read, and writing on would build on a hole. */
  readOnly = false
  /** False until `load` is through: what asks for the state meanwhile reads the journal. */
  loaded = false
  /** A row could not be applied: this document is not to be trusted, the next one is loaded from the journal. */
  broken = false
  storage: 'up' | 'down' = 'up'
  /** When the last row of this room was committed, or 0. */
  savedAt = 0
  private readonly journal: Journal
  private readonly limits: Limits
  private readonly logger: Logger
  private readonly closing: () => boolean
  private readonly idle: (room: Room) => void
  private readonly recovery: LiveRecovery | null
  private readonly tooLarge: (room: Room) => void
  private readonly crowded: (room: Room) => void
  private readonly locked: (board: BoardId) => ReadonlyMap<NodeId, string | null>
  private readonly isSheet: (board: BoardId, words: string) => boolean
  private readonly newcomers: Newcomers
  private readonly erased: LiveErased | null
  private readonly settle: (room: Room, arrival: Arrival) => void
  private readonly flights = new Set<Flight>()
  private readonly devices = new Map<number, { device: string; claim: Claim }>()
  private readonly acks = new Set<Member>()
  private waiting: (() => void)[] = []
  private ackScheduled = false
  private watch: NodeJS.Timeout | null = null
  private checkpointTimer: NodeJS.Timeout | null = null
  private growTimer: NodeJS.Timeout | null = null
  private crowdTimer: NodeJS.Timeout | null = null
  /** Above 2 MiB of state: the table is told, and what can be folded is. */
  large = false
  private bytes = 0
  private measuredAt = 0
  /** Size of the state that the last checkpoint covers. */
  private covers = 0
  private answers: { seq: number; readonly byVector: Map<string, Uint8Array> } = { seq: -1, byVector: new Map() }
  private vectorCache: { seq: number; bytes: Uint8Array } | null = null

  constructor(options: {
    name: string
    board: BoardId
    document: Y.Doc
    journal: Journal
    limits: Limits
    logger: Logger
    /** True once the server goes down: nothing waits any longer. */
    closing: () => boolean
    /** Called when nothing is in flight any more: the document may be unloaded if nobody needs it. */
    idle: (room: Room) => void
    recovery: LiveRecovery | null
    /** Called once, when the document passes its soft limit. */
    tooLarge: (room: Room) => void
    /** Called in a pause of the writing while more have written here than a board should carry along. */
    crowded: (room: Room) => void
    locked: (board: BoardId) => ReadonlyMap<NodeId, string | null>
    isSheet: (board: BoardId, words: string) => boolean
    newcomers: Newcomers
    erased: LiveErased | null
    /** Something of it was erased: it is on the board, and what is left of it goes. */
    settle: (room: Room, arrival: Arrival) => void
  }) {
    this.name = options.name
    this.board = options.board
    this.document = options.document
    this.journal = options.journal
    this.limits = options.limits
    this.logger = options.logger
    this.closing = options.closing
    this.idle = options.idle
    this.recovery = options.recovery
    this.tooLarge = options.tooLarge
    this.crowded = options.crowded
    this.locked = options.locked
    this.isSheet = options.isSheet
    this.newcomers = options.newcomers
    this.erased = options.erased
    this.settle = options.settle
  }

  /**
   * Fills the document from the journal. Throws after putting a row aside that could not be applied: this document is
   * spoilt then, and the next attempt loads without that row. So a board always opens, at the second try at worst.
   */
  load(): void {
    const loaded = this.journal.load(this.name)
    this.epoch = loaded.epoch
    this.epochName = this.journal.epochs(this.name).find(({ epoch }) => epoch === loaded.epoch)?.name ?? firstEpoch
    this.seq = loaded.seq
    this.readOnly = loaded.quarantined > 0
    // One transaction: Hocuspocus would keep an update of each row and merge them all in its next turn (22,000: 7.7 s).
    this.document.transact(() => {
      for (const [index, update] of loaded.updates.entries()) {
        try {
          Y.applyUpdate(this.document, update)
        } catch (cause) {
          const seq = loaded.seqs[index]
          this.logger.error(
            { doc: this.name, seq, cause: String(cause) },
            'a row could not be applied and was put aside',
          )
          if (seq !== undefined) this.journal.quarantine(this.name, loaded.epoch, seq, 'cannot be applied')
          throw cause
        }
        this.bytes += update.length
      }
    }, originOf(null))
    this.covers = loaded.updates[0]?.length ?? 0
    // The rows' sum says little about the state: it is measured when it comes to matter.
    this.measuredAt = 0
    this.large = this.bytes >= boardLimits.documentSoft && this.measured() >= boardLimits.documentSoft
    this.loaded = true
    // What a seed or an import left uncovered, when nobody was in the room.
    this.checkpointSoon()
  }

  /** Is something on its way into this document, or waiting to be tried again? Then it must not be unloaded. */
  get unsettled(): boolean {
    return this.flights.size > 0
  }

  async write(proposal: Proposal): Promise<Outcome> {
    for (let tries = 0; ; ) {
      if (this.closing() || !proposal.alive()) return { kind: 'abandoned' }
      if (this.broken) return { kind: 'ended' }
      const state = proposal.state()
      if (state === null) return { kind: 'revoked' }
      const decision = this.judged(proposal, state)
      if (decision.kind === 'refuse') {
        if (decision.why === 'writer-conflict' && this.recovering()) this.conflict(proposal)
        return { kind: 'refused', why: decision.why, at: decision.at }
      }
      if (decision.kind === 'not-yet') return { kind: 'not-yet' }
      if (decision.kind === 'later') return decision
      if (decision.update === null) return { kind: 'saved', seq: this.seq }
      if (this.readOnly || this.overfull()) return { kind: 'full' }
      // Another update in flight writes words on the same key: the first to commit wins, this one is judged again.
      if (
        decision.words.length > 0 &&
        [...this.flights].some((flight) => flight.words.some((key) => decision.words.includes(key)))
      ) {
        await this.settled()
        continue
      }
      const { brought } = decision
      const recovered =
        brought === undefined || this.recovery === null
          ? []
          : [() => this.recovery?.handedIn(this.board, proposal.device, brought)]
      const also = [...recovered, ...(proposal.also === undefined ? [] : [proposal.also])]
      const appended = await this.append(
        {
          kind: 'update',
          author: authorOf(proposal.actor),
          device: proposal.device,
          ...(also.length === 0 ? {} : { also: () => also.forEach((write) => write()) }),
          // A closing that was journaled first holds for what is committed after it, however early that was judged.
          still: () => proposal.state() === state,
          // Hocuspocus empties its view of the frame after us (hocuspocus.ts): the journal keeps a copy.
          data: decision.update.slice(),
          writers: decision.writers,
          deps: decision.deps,
        },
        decision.words,
      )
      if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
      const again = await this.after(appended, tries, proposal.alive)
      if (again !== null) return again
      if (appended.problem.code === 'clock-mismatch') tries += 1
    }
  }

  /** An update that the gate itself trips over is refused: closing with "try again" would bring it back for ever. */
  private judged({ update, actor, device, session, clients }: Proposal, state: BoardState): Decision {
    try {
      return judge(this.document, update, {
        actor,
        state,
        claim: (client) => this.claim(client, device, authorOf(actor), clients),
        locked: this.locked(this.board),
        isSheet: (words) => this.isSheet(this.board, words),
        admits: (fresh) => this.newcomers.take(this.board, session, fresh),
        ...(this.recovering() ? { recovery: this.handingIn(device, clients) } : {}),
      })
    } catch (cause) {
      this.logger.error(
        { doc: this.name, cause: cause instanceof Error ? cause.stack : String(cause) },
        'the gate failed on an update',
      )
      return { kind: 'refuse', why: 'unjudged', at: [] }
    }
  }

  /** Commits a row that the server made itself: a command's update, a seed, an import, a curtain. `make` runs again after a mismatch. */
  async commit(
    make: () => {
      kind: RowKind
      author: string
      device: string
      data: Uint8Array
      writers: readonly WriterRange[]
      deps: Entry['deps']
      also?: () => void
      /** What it rests on, as `Entry.still`: where it does not hold any more it is made anew. */
      still?: () => boolean
    },
    alive: () => boolean = () => true,
    /** May it still be written? A board may be closed, or a link revoked, while it waits. */
    still: () => boolean = () => true,
  ): Promise<Outcome> {
    for (let tries = 0; ; ) {
      if (this.closing() || !alive()) return { kind: 'abandoned' }
      if (this.broken) return { kind: 'ended' }
      if (!still()) return { kind: 'refused', why: 'not-allowed', at: [] }
      const made = make()
      const appended = await this.append({ ...made, still: () => still() && (made.still?.() ?? true) }, [])
      if (appended.ok) return { kind: 'saved', seq: appended.row.seq }
      const again = await this.after(appended, tries, alive)
      if (again !== null) return again
      if (appended.problem.code === 'clock-mismatch') tries += 1
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
        this.follow()
        return tries + 1 < attempts ? null : { kind: 'not-yet' }
      case 'epoch-ended':
        this.fail(closeCodes.incarnation, 'the document was closed at this epoch')
        return { kind: 'ended' }
      case 'unavailable':
        this.logger.error({ doc: this.name, cause: String(appended.problem.cause) }, 'the journal takes no writes')
        this.storageIs('down')
        await this.pauseBeforeRetry(alive)
        return null
    }
  }

  private async pauseBeforeRetry(alive: () => boolean): Promise<void> {
    // The failed write keeps the document from being unloaded while it waits.
    const flight: Flight = { startedAt: performance.now(), words: [] }
    this.flights.add(flight)
    const until = performance.now() + this.limits.retryMs
    while (performance.now() < until && !this.closing() && alive()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, this.limits.retryMs)))
    }
    this.landed(flight)
  }

  private async append(entry: Omit<Entry, 'doc' | 'epoch'>, words: readonly string[]): Promise<Appended> {
    const flight: Flight = { startedAt: performance.now(), words }
    this.flights.add(flight)
    this.watchCommits()
    // A new epoch begins with what stands on the board, in another document.
    const arrival =
      entry.kind === 'update' && entry.begins === undefined
        ? (this.erased?.arrives(this.board, this.document, entry.data) ?? null)
        : null
    let written = false
    try {
      const data = arrival?.update ?? entry.data
      const appended = await this.journal.append({ ...entry, data, doc: this.name, epoch: this.epoch })
      if (appended.ok) {
        written = true
        this.applied(appended.row)
        this.storageIs('up')
        if (arrival !== null) this.settle(this, arrival)
      }
      return appended
    } finally {
      if (!written) this.erased?.forget(this.document)
      this.landed(flight)
    }
  }

  private landed(flight: Flight): void {
    this.flights.delete(flight)
    if (this.flights.size > 0) return
    const waiting = this.waiting
    this.waiting = []
    for (const go of waiting) go()
    this.idle(this)
  }

  /** Resolves when nothing is in flight. */
  settled(): Promise<void> {
    return this.flights.size === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve))
  }

  /** After a restore, until the organiser has confirmed. */
  recovering(): boolean {
    return this.recovery?.active(this.board) === true
  }

  private handingIn(device: string, clients: readonly number[]): HandingIn {
    const owner = (client: number): string | null =>
      this.devices.get(client)?.device ?? this.journal.owner(this.name, this.epoch, client)
    return {
      foreign(client) {
        const held = owner(client)
        return held === null ? !clients.includes(client) : held !== device
      },
      server: (client) => (owner(client) ?? serverDevice).startsWith(serverDevice),
    }
  }

  /** One clock, two contents: kept whole for the organiser, and nothing of it reaches the board. */
  private conflict({ actor, device, update }: Proposal): void {
    try {
      this.recovery?.conflict(this.board, device, authorOf(actor), update.slice())
    } catch (cause) {
      this.logger.error({ doc: this.name, cause: String(cause) }, 'a conflict could not be kept; the device keeps it')
    }
  }

  private claim(client: number, device: string, author: string, listed: readonly number[]): Claim {
    const known = this.devices.get(client)
    if (known !== undefined) return known.device === device ? 'yours' : 'another'
    // Bound to anyone who brings it first, an offline device's structs would be lost to a neighbour that carries them.
    if (!listed.includes(client) && this.journal.owner(this.name, this.epoch, client) !== device) return 'another'
    const claim = this.journal.claim(this.name, this.epoch, client, device, author)
    if (claim !== 'another') this.devices.set(client, { device, claim })
    return claim
  }

  /** Whether this device wrote with that clientID. Never binds one that nobody holds. */
  wrote(client: number, device: string, author: string): boolean {
    return Y.getState(this.document.store, client) > 0 && this.claim(client, device, author, []) !== 'another'
  }

  /** Brings the document to this row, reading what lies between from the journal. Called after COMMIT, in any order. */
  applied(row: JournalRow): void {
    if (row.epoch !== this.epoch) {
      if (row.epoch > this.epoch) this.fail(closeCodes.incarnation, 'the document was closed at this epoch')
      return
    }
    if (row.seq <= this.seq) return
    if (row.seq > this.seq + 1) this.follow()
    else this.apply(row)
  }

  /** Reads the journal to its head. */
  follow(): void {
    const rows = [...this.journal.since(this.name, this.epoch, this.seq)]
    if (rows.length === 0) return
    this.document.transact(() => {
      for (const row of rows) if (!this.broken) this.apply(row)
    }, originOf(null))
  }

  private apply(row: JournalRow): void {
    this.seq = row.seq
    this.savedAt = row.at
    if (row.kind === 'update' && !this.broken) {
      try {
        Y.applyUpdate(this.document, row.data, originOf(row))
      } catch (cause) {
        this.logger.error(
          { doc: this.name, seq: row.seq, cause: String(cause) },
          'a row could not be applied and was put aside',
        )
        this.journal.quarantine(this.name, row.epoch, row.seq, 'cannot be applied')
        return this.fail(closeCodes.notYet, 'the board is loaded anew')
      }
      this.bytes += row.data.length
      const { pendingStructs, pendingDs } = this.document.store
      if (pendingStructs !== null || pendingDs !== null) {
        // The gate promises that this cannot be. Should it be, nobody may build on it.
        this.logger.error({ doc: this.name, seq: row.seq }, 'a row left something pending and was put aside')
        this.journal.quarantine(this.name, row.epoch, row.seq, 'leaves something pending')
        return this.fail(closeCodes.notYet, 'the board is loaded anew')
      }
    }
    this.checkpointSoon()
  }

  /** This document is not to be trusted any more: everybody out, the next joiner loads it from the journal. */
  private fail(code: number, reason: string): void {
    this.broken = true
    for (const member of Array.from(this.members)) member.end(code, reason)
  }

  /** Remembers that this member is to hear "saved"; one frame per member and turn, after the broadcast. */
  acknowledge(member: Member): void {
    this.acks.add(member)
    if (this.ackScheduled) return
    this.ackScheduled = true
    process.nextTick(() => {
      this.ackScheduled = false
      const sv = Buffer.from(this.vector()).toString('base64')
      for (const each of this.acks) {
        const saved: ToEditor = { type: 'saved', seq: this.seq, sv, at: this.savedAt, frames: each.frames }
        each.tell(JSON.stringify(saved))
      }
      this.acks.clear()
    })
  }

  /** State vector of what is committed; the document holds nothing else. */
  vector(): Uint8Array {
    if (this.vectorCache?.seq !== this.seq)
      this.vectorCache = { seq: this.seq, bytes: Y.encodeStateVector(this.document) }
    return this.vectorCache.bytes
  }

  /**
   * What a joiner with this state vector lacks, or null when it is no vector. Kept for the last few vectors until the
   * next row: when a hall reloads or resumes at once, most ask the same question.
   */
  missing(vector: Uint8Array): Uint8Array | null {
    if (this.answers.seq !== this.seq) this.answers = { seq: this.seq, byVector: new Map() }
    const key = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('latin1')
    const known = this.answers.byVector.get(key)
    if (known !== undefined) return known
    let answer: Uint8Array
    try {
      answer = Y.encodeStateAsUpdate(this.document, vector)
    } catch {
      return null
    }
    if (this.answers.byVector.size >= 8) this.answers.byVector.clear()
    this.answers.byVector.set(key, answer)
    return answer
  }

  broadcast(message: ToEditor): void {
    const payload = JSON.stringify(message)
    for (const member of this.members) member.tell(payload)
  }

  /** Another board's row was committed: what failed here has nobody left to try it again, so the table hears it now. */
  storageWorks(): void {
    if (this.flights.size === 0) this.storageIs('up')
  }

  private storageIs(state: 'up' | 'down'): void {
    if (this.storage === state) return
    this.storage = state
    this.broadcast({ type: 'storage', state, savedUntil: this.savedAt })
  }

  /** One timer per room: an append that takes long is told to the table before it is known whether it fails. */
  private watchCommits(): void {
    this.watch ??= setTimeout(() => {
      this.watch = null
      const oldest = this.flights.values().next().value
      if (oldest === undefined) return
      if (performance.now() - oldest.startedAt >= this.limits.slowCommitMs * 0.9) this.storageIs('down')
      this.watchCommits()
    }, this.limits.slowCommitMs)
    this.watch.unref()
  }

  /** Above 2 MiB the table hears that it should go on elsewhere before the board is full; a checkpoint keeps the load short. */
  private grown(): void {
    if (this.large || this.broken || this.measured() < boardLimits.documentSoft) return
    this.large = true
    this.checkpoint()
    this.tooLarge(this)
  }

  /** Above 8 MiB of state nothing more is written. Measured exactly only when the sum of the rows passes the limit. */
  private overfull(): boolean {
    return this.bytes >= boardLimits.documentHard && this.measured() >= boardLimits.documentHard
  }

  private measured(): number {
    if (this.bytes - this.measuredAt > 256 * 1024 || this.measuredAt === 0) {
      this.bytes = Y.encodeStateAsUpdate(this.document).length
      this.measuredAt = this.bytes
    }
    return this.bytes
  }

  /** Off the hot path: in the first pause of the writing, at the latest at twice the threshold. */
  private checkpointSoon(): void {
    if (this.document.store.clients.size >= this.limits.renewAt && !this.broken)
      this.crowdTimer ??= setTimeout(() => {
        this.crowdTimer = null
        if (!this.broken) this.crowded(this)
      }, this.limits.checkpointIdleMs).unref()
    if (!this.large && this.bytes >= boardLimits.documentSoft)
      this.growTimer ??= setTimeout(() => {
        this.growTimer = null
        this.grown()
      }, this.limits.checkpointIdleMs).unref()
    const tail = this.journal.tail(this.name)
    if (!needsCheckpoint(tail, this.covers)) return
    const late = needsCheckpoint({ rows: tail.rows / 2, bytes: tail.bytes / 2 }, this.covers)
    if (this.checkpointTimer !== null) {
      if (late) return
      clearTimeout(this.checkpointTimer)
    }
    this.checkpointTimer = setTimeout(
      () => {
        this.checkpointTimer = null
        this.checkpoint()
      },
      late ? 0 : this.limits.checkpointIdleMs,
    )
    this.checkpointTimer.unref()
  }

  /** Before anybody waits: the checkpoint that is due. */
  covered(): void {
    if (needsCheckpoint(this.journal.tail(this.name), this.covers)) this.checkpoint()
  }

  checkpoint(): void {
    if (this.broken || this.readOnly || this.seq !== this.journal.head(this.name).seq) return
    try {
      const state = Y.encodeStateAsUpdate(this.document)
      this.journal.checkpoint(this.name, this.epoch, this.seq, state)
      this.covers = state.length
    } catch (cause) {
      // Nothing is lost by it: the rows are there. The next pause tries again.
      this.logger.error({ doc: this.name, seq: this.seq, cause: String(cause) }, 'no checkpoint')
    }
  }

  close(): void {
    if (this.watch !== null) clearTimeout(this.watch)
    if (this.checkpointTimer !== null) clearTimeout(this.checkpointTimer)
    if (this.growTimer !== null) clearTimeout(this.growTimer)
    if (this.crowdTimer !== null) clearTimeout(this.crowdTimer)
  }
}
