/** What the random tests of views share: time that moves when the test says so, and an observer without a network. */
import type { Timers } from '@tablee/server/view/ports'
import { EventEmitter } from 'node:events'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export function virtualTime() {
  let now = 1_700_000_000_000
  let timers: { at: number; run: () => void; every: number | null }[] = []
  const arm = (ms: number, run: () => void, every: number | null) => {
    const timer = { at: now + ms, run, every }
    timers.push(timer)
    return () => void (timers = timers.filter((one) => one !== timer))
  }
  const made: Timers = { after: (ms, run) => arm(ms, run, null), every: (ms, run) => arm(ms, run, ms) }
  return {
    clock: () => now,
    timers: made,
    async pass(ms: number, settle: () => Promise<void>): Promise<void> {
      const end = now + ms
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (!next) break
        now = next.at
        if (next.every === null) timers = timers.filter((one) => one !== next)
        else next.at += next.every
        next.run()
        // What comes again and again begins nothing that has to end: it costs most of a long time.
        if (next.every === null) await settle()
      }
      now = end
    },
  }
}

/** A socket without a network: what the endpoint sends is kept byte by byte and applied as a stock client applies it. */
export class Wire extends EventEmitter {
  readyState = 1
  bufferedAmount = 0
  readonly doc: Y.Doc
  readonly heard: Buffer[]
  constructor(doc: Y.Doc, heard: Buffer[]) {
    super()
    this.doc = doc
    this.heard = heard
  }
  send(data: Uint8Array): void {
    this.heard.push(Buffer.from(data))
    const decoder = decoding.createDecoder(data)
    if (decoding.readVarUint(decoder) === 0 && decoding.readVarUint(decoder) > 0)
      Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder))
  }
  ping(): void {
    this.emit('pong')
  }
  close(): void {
    this.terminate()
  }
  terminate(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.emit('close', 1000)
  }
  ask(): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc))
    this.emit('message', Buffer.from(encoding.toUint8Array(encoder)), true)
  }
}
