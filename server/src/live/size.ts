/** How large a document is, and what comes of it: told above the soft limit, full above the hard one. */
import * as Y from 'yjs'

/** Encoding a state costs: the sum of the rows is good enough until it has grown by this. */
const measureAgain = 256 * 1024

export class Size {
  /** Above the soft limit: its editors are told, and what can be folded is. */
  large = false
  private bytes = 0
  private measuredAt = 0
  private timer: NodeJS.Timeout | null = null
  private readonly document: Y.Doc
  private readonly limits: { readonly soft: number; readonly hard: number }

  constructor(document: Y.Doc, limits: { readonly soft: number; readonly hard: number }) {
    this.document = document
    this.limits = limits
  }

  /** The rows' sum says little about the state: it is measured when it comes to matter. */
  loaded(bytes: number): void {
    this.bytes = bytes
    this.large = this.bytes >= this.limits.soft && this.measured() >= this.limits.soft
  }

  add(bytes: number): void {
    this.bytes += bytes
  }

  /** Above the hard limit nothing more is written. Measured exactly only when the sum of the rows passes it. */
  full(): boolean {
    return this.bytes >= this.limits.hard && this.measured() >= this.limits.hard
  }

  /** In a pause of the writing, once: `passed` where it has become large. */
  look(pauseMs: number, passed: () => void): void {
    if (this.large || this.bytes < this.limits.soft) return
    this.timer ??= setTimeout(() => {
      this.timer = null
      if (this.large || this.measured() < this.limits.soft) return
      this.large = true
      passed()
    }, pauseMs).unref()
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private measured(): number {
    if (this.bytes - this.measuredAt > measureAgain || this.measuredAt === 0) {
      this.bytes = Y.encodeStateAsUpdate(this.document).length
      this.measuredAt = this.bytes
    }
    return this.bytes
  }
}
