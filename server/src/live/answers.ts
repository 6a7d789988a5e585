/**
 * A document's state vector, and what a joiner with another one lacks: kept until the next row, because when a hall reloads
 * or resumes at once, most ask the same question.
 */
import * as Y from 'yjs'

/** Questions that are remembered. */
const most = 8

export class Answers {
  private at = -1
  private own: Uint8Array | null = null
  private readonly byVector = new Map<string, Uint8Array>()
  private readonly replica: { readonly seq: number; readonly document: Y.Doc }

  constructor(replica: { readonly seq: number; readonly document: Y.Doc }) {
    this.replica = replica
  }

  vector(): Uint8Array {
    this.fresh()
    this.own ??= Y.encodeStateVector(this.replica.document)
    return this.own
  }

  /** Null when it is no vector. */
  missing(vector: Uint8Array): Uint8Array | null {
    this.fresh()
    const key = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('latin1')
    const known = this.byVector.get(key)
    if (known !== undefined) return known
    let answer: Uint8Array
    try {
      answer = Y.encodeStateAsUpdate(this.replica.document, vector)
    } catch {
      return null
    }
    if (this.byVector.size >= most) this.byVector.clear()
    this.byVector.set(key, answer)
    return answer
  }

  private fresh(): void {
    if (this.at === this.replica.seq) return
    this.at = this.replica.seq
    this.own = null
    this.byVector.clear()
  }
}
