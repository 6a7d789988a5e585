/**
 * A document in memory as the log has it: read whole, then followed row by row. It holds committed rows and nothing else,
 * in the order of their seq; where a row cannot be applied, or does not come, it is given up and loaded anew.
 */
import * as Y from 'yjs'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { firstEpoch, type DocName, type Journal, type JournalRow, type Loaded } from '../journal/port.ts'
import { Early } from './early.ts'
import type { Logger } from './ports.ts'

/** Yjs cannot say who wrote; the journal row can. */
const originOf = (row: JournalRow | null) => ({ source: 'local', skipStoreHooks: true, row }) as const

/** How often it is read while others write, or rows are rewritten. */
const attempts = 5
const nothing = Uint8Array.of(0, 0)
/** The row that could not be applied. */
type Spoilt = { readonly seq: number | undefined; readonly cause: unknown }

type On = {
  /** What it was read from; rows that came meanwhile are applied after this. */
  opened(loaded: Loaded): void
  applied(row: JournalRow): void
  /** A row is being put aside: until it is, the next one would be loaded with it. */
  quarantining(done: Promise<void>): void
  /** It is not to be trusted any more: everybody out, the next joiner loads it from the log. */
  gone(code: number, reason: string): void
}

export class Replica {
  readonly name: DocName
  readonly document: Y.Doc
  epoch = 1
  /** Its name; no two epochs of a document bear the same, not even over a restore. */
  epochName = firstEpoch
  seq = 0
  /** When the last row was committed that was told here, or 0. */
  savedAt = 0
  readOnly = false
  /** A row could not be applied, or did not come. */
  broken = false
  /** A row is missing: until it has come, nothing is judged. */
  gap: Promise<void> | null = null
  /** False until `load` is through: nobody is let in, and what asks for the state meanwhile reads the log. */
  private loaded = false
  private readonly early = new Early()
  /** How often rows were rewritten: what was read before is not what the log says. */
  private rewritten = 0
  private quarantining: Promise<void> | null = null
  private closed = false
  private readonly journal: Journal
  private readonly logger: Logger
  private readonly on: On

  constructor(name: DocName, document: Y.Doc, journal: Journal, logger: Logger, on: On) {
    this.name = name
    this.document = document
    this.journal = journal
    this.logger = logger
    this.on = on
  }

  /** Loaded, whole and to be trusted: what it holds is what is committed. */
  get sound(): boolean {
    return this.loaded && !this.broken && this.gap === null
  }

  /**
   * Rejects after putting a row aside that could not be applied: this document is spoilt then, and the next attempt loads
   * without that row. So a document always opens, at the second try at worst.
   */
  async load(): Promise<void> {
    const spoilt = await this.read()
    if (spoilt !== null) {
      const { seq, cause } = spoilt
      this.logger.error({ doc: this.name, seq, cause: String(cause) }, 'a row could not be applied and was put aside')
      if (seq !== undefined) await this.journal.quarantine(this.name, this.epoch, seq, 'cannot be applied')
      throw cause
    }
    if (!this.broken) return
    await this.quarantining
    throw new Error('a row that came meanwhile could not be applied')
  }

  /**
   * Up to the last committed row: those that come while it is read are kept, and applied in the turn in which the document
   * opens. Read again where that leaves a gap, or the document went on in another epoch meanwhile.
   */
  private async read(): Promise<Spoilt | null> {
    for (let tries = 0; tries < attempts; tries += 1) {
      const before = this.rewritten
      const loaded = await this.journal.load(this.name)
      if (this.closed) throw new Error('let go while it was loaded')
      const { epoch, seq } = this.journal.head(this.name)
      if (before === this.rewritten && loaded.epoch === epoch && this.early.reach(epoch, loaded.seq) >= seq)
        return this.open(loaded)
      await this.journal.settled()
    }
    throw new Error('the log lacks rows that are committed')
  }

  private open(loaded: Loaded): Spoilt | null {
    this.epoch = loaded.epoch
    this.epochName = this.journal.epochs(this.name).find(({ epoch }) => epoch === loaded.epoch)?.name ?? firstEpoch
    this.seq = loaded.seq
    this.readOnly = loaded.quarantined > 0
    const spoilt = this.fill(loaded)
    if (spoilt !== null) return spoilt
    this.on.opened(loaded)
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

  /** Rows of the log were rewritten (erasure): what is being read of them is read again. */
  reread(): void {
    this.rewritten += 1
  }

  /** After COMMIT, in the order of the log; those that this server appended may come twice. */
  applied(row: JournalRow): void {
    if (!this.loaded) return this.early.keep(row)
    if (row.epoch !== this.epoch) {
      if (row.epoch > this.epoch) this.epochEnded()
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
    this.logger.error({ doc: this.name, at: this.seq, before }, 'a row is missing and waited for')
    await this.journal.settled()
    this.gap = null
    if (this.early.none || this.broken) return
    this.logger.error({ doc: this.name, at: this.seq, before }, 'a row did not come: the document is loaded anew')
    this.giveUp(closeCodes.notYet, 'the board is loaded anew')
  }

  private apply(row: JournalRow): void {
    this.seq = row.seq
    this.savedAt = row.at
    if (row.kind === 'update' && !this.broken) {
      try {
        Y.applyUpdate(this.document, row.data, originOf(row))
      } catch (cause) {
        return this.quarantine(row, 'cannot be applied', cause)
      }
      const { pendingStructs, pendingDs } = this.document.store
      // The gate promises that this cannot be. Should it be, nobody may build on it.
      if (pendingStructs !== null || pendingDs !== null) return this.quarantine(row, 'leaves something pending')
    }
    this.on.applied(row)
  }

  private quarantine({ seq, epoch }: JournalRow, why: string, cause?: unknown): void {
    const detail = { doc: this.name, seq, ...(cause === undefined ? {} : { cause: String(cause) }) }
    this.logger.error(detail, `a row ${why} and was put aside`)
    this.quarantining = this.journal
      .quarantine(this.name, epoch, seq, why)
      .catch((error: unknown) =>
        this.logger.error({ doc: this.name, seq, cause: String(error) }, 'no row was put aside'),
      )
    this.on.quarantining(this.quarantining)
    this.giveUp(closeCodes.notYet, 'the board is loaded anew')
  }

  epochEnded(): void {
    this.giveUp(closeCodes.incarnation, 'the document was closed at this epoch')
  }

  private giveUp(code: number, reason: string): void {
    this.broken = true
    this.on.gone(code, reason)
  }

  close(): void {
    this.closed = true
  }
}
