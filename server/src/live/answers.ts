/**
 * A document's state vector, and what a joiner with another one lacks: kept until the next row, because when a hall reloads
 * or resumes at once, most ask the same question. An answer is kept as it goes out and in no other form: a board would stand
 * here three times over (as an update, as a frame of the protocol, as a WebSocket's).
 */
import * as Y from 'yjs'
import { binaryFrame } from '../ops/frame.ts'
import { step2Frame } from './frames.ts'

/** Questions that are remembered. */
const most = 8

export class Answers {
  private at = -1
  private own: Uint8Array | null = null
  private readonly frames = new Map<string, Uint8Array>()
  private readonly replica: { readonly seq: number; readonly document: Y.Doc }

  constructor(replica: { readonly seq: number; readonly document: Y.Doc }) {
    this.replica = replica
  }

  vector(): Uint8Array {
    this.fresh()
    this.own ??= Y.encodeStateVector(this.replica.document)
    return this.own
  }

  /** What is missing, as the WebSocket gets it (`ops/frame`). Null when it is no vector. */
  missing(address: string, vector: Uint8Array): Uint8Array | null {
    this.fresh()
    const key = `${address} ${Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('latin1')}`
    const known = this.frames.get(key)
    if (known !== undefined) return known
    let missing: Uint8Array
    try {
      missing = Y.encodeStateAsUpdate(this.replica.document, vector)
    } catch {
      return null
    }
    const frame = binaryFrame(step2Frame(address, missing))
    if (this.frames.size >= most) this.frames.clear()
    this.frames.set(key, frame)
    return frame
  }

  private fresh(): void {
    if (this.at === this.replica.seq) return
    this.at = this.replica.seq
    this.own = null
    this.frames.clear()
  }
}
