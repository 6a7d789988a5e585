/** When a document's checkpoint is written: off the hot path, in the first pause of the writing, at the latest at twice the threshold. */
import * as Y from 'yjs'
import { needsCheckpoint } from '../journal/compact.ts'
import type { DocName, Journal } from '../journal/port.ts'
import type { Logger } from './ports.ts'

type Replica = {
  readonly name: DocName
  readonly epoch: number
  readonly seq: number
  readonly document: Y.Doc
  readonly broken: boolean
  readonly readOnly: boolean
}

export class Checkpoints {
  /** Size of the state that the last checkpoint covers. */
  private covers = 0
  private timer: NodeJS.Timeout | null = null
  private underWay: Promise<void> | null = null
  private closed = false
  private readonly journal: Journal
  private readonly replica: Replica
  private readonly pauseMs: number
  private readonly logger: Logger
  private readonly written: () => void

  constructor(journal: Journal, replica: Replica, pauseMs: number, logger: Logger, written: () => void) {
    this.journal = journal
    this.replica = replica
    this.pauseMs = pauseMs
    this.logger = logger
    this.written = written
  }

  get writing(): boolean {
    return this.underWay !== null
  }

  loaded(covers: number): void {
    this.covers = covers
  }

  soon(): void {
    const tail = this.journal.tail(this.replica.name)
    if (!needsCheckpoint(tail, this.covers)) return
    const late = needsCheckpoint({ rows: tail.rows / 2, bytes: tail.bytes / 2 }, this.covers)
    if (this.timer !== null) {
      if (late) return
      clearTimeout(this.timer)
    }
    this.timer = setTimeout(
      () => {
        this.timer = null
        void this.write()
      },
      late ? 0 : this.pauseMs,
    ).unref()
  }

  /** Before anybody waits: the checkpoint that is due. */
  async due(): Promise<void> {
    if (needsCheckpoint(this.journal.tail(this.replica.name), this.covers)) await this.write()
  }

  /** One at a time: who asks for another waits for the one under way. State and seq are of one turn; the writing goes on. */
  write(): Promise<void> {
    if (this.underWay !== null) return this.underWay
    const { name, epoch, seq, document, broken, readOnly } = this.replica
    if (broken || readOnly || seq !== this.journal.head(name).seq) return Promise.resolve()
    const state = Y.encodeStateAsUpdate(document)
    this.underWay = this.keep(name, epoch, seq, state)
    return this.underWay
  }

  private async keep(name: DocName, epoch: number, seq: number, state: Uint8Array): Promise<void> {
    const failed = await this.journal.checkpoint(name, epoch, seq, state).then(
      () => null,
      (cause: unknown) => ({ doc: name, seq, cause: String(cause) }),
    )
    this.underWay = null
    // Nothing is lost by it: the rows are there. The next pause tries again.
    if (failed !== null) this.logger.error(failed, 'no checkpoint')
    else {
      this.covers = state.length
      if (!this.closed) this.soon()
    }
    this.written()
  }

  settled(): Promise<void> {
    return this.underWay ?? Promise.resolve()
  }

  close(): void {
    this.closed = true
    if (this.timer !== null) clearTimeout(this.timer)
  }
}
