/** When a document's checkpoint is written: off the hot path, in the first pause of the writing, at the latest at twice the threshold. */
import * as Y from 'yjs'
import { needsCheckpoint } from '../journal/compact.ts'
import type { Journal } from '../journal/port.ts'
import type { Logger } from './ports.ts'

type Replica = {
  readonly name: string
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
  private readonly journal: Journal
  private readonly replica: Replica
  private readonly pauseMs: number
  private readonly logger: Logger

  constructor(journal: Journal, replica: Replica, pauseMs: number, logger: Logger) {
    this.journal = journal
    this.replica = replica
    this.pauseMs = pauseMs
    this.logger = logger
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
        this.write()
      },
      late ? 0 : this.pauseMs,
    ).unref()
  }

  /** Before anybody waits: the checkpoint that is due. */
  due(): void {
    if (needsCheckpoint(this.journal.tail(this.replica.name), this.covers)) this.write()
  }

  write(): void {
    const { name, epoch, seq, document, broken, readOnly } = this.replica
    if (broken || readOnly || seq !== this.journal.head(name).seq) return
    try {
      const state = Y.encodeStateAsUpdate(document)
      this.journal.atOnce.checkpoint(name, epoch, seq, state)
      this.covers = state.length
    } catch (cause) {
      // Nothing is lost by it: the rows are there. The next pause tries again.
      this.logger.error({ doc: name, seq, cause: String(cause) }, 'no checkpoint')
    }
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
  }
}
