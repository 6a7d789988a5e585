/**
 * Which of this page's changes the server has in its journal.
 *
 * Every local transaction gets the next number. A frame that goes out covers all numbers up to the one it carries: an
 * update its own, the answer to the server's state vector everything so far. The server deals with the frames of one
 * socket strictly in order and says with each `saved` how many of them it has committed (or held already): everything
 * that the k-th frame covers is saved once k are. When the socket ends, frames without an answer are forgotten: what
 * they carried stays unsaved until the next socket's first frame, which covers it again, is answered.
 *
 * Why not the state vector alone: deletions are no structs and appear in no vector; a device that only deleted would
 * call itself saved. Why not `unsyncedChanges` of the stock provider: its count is set to 1 at each handshake and goes
 * to 0 by answers to frames of the handshake before. The vectors are a second lock: whatever the count says, an own
 * clock above what the server acknowledged is unsaved (`behind`).
 */
import * as Y from 'yjs'

export type Acks = {
  /** A local transaction; returns its number. */
  made(update: Uint8Array): number
  /** Earlier page loads left this many changes without an answer; they lie in the document. */
  restored(count: number): void
  /** A frame that carries everything up to this number went out. */
  sent(upTo: number): void
  /** The server committed this many frames of this socket. */
  answered(frames: number): void
  /** Saved by another way (HTTP) up to this number. */
  savedUpTo(n: number): void
  /** A state vector, base64 or bytes, that the server says is in its journal. */
  vector(sv: Uint8Array): void
  /** An update that the server sent. It may be of another tab of ours, whose clientID this one answers for too. */
  heard(update: Uint8Array): void
  /** The socket ended. */
  lost(): void
  /** The server's data was restored or the document rebuilt: nothing counts as acknowledged any more. */
  forget(): void
  last(): number
  unsaved(): number
  since(): number | null
  /** Updates not acknowledged yet, oldest first. */
  waiting(): readonly { readonly n: number; readonly update: Uint8Array | null }[]
  /** Own clientIDs whose clock in the document is above what the server acknowledged. */
  behind(doc: Y.Doc, own: Iterable<number>): boolean
}

export function openAcks(now: () => number): Acks {
  let last = 0
  let saved = 0
  /** What each frame of this socket covers, in the order they went out. */
  let flight: number[] = []
  let waiting: { n: number; update: Uint8Array | null; at: number }[] = []
  let vector = new Map<number, number>()

  const savedUpTo = (n: number) => {
    saved = Math.max(saved, n)
    waiting = waiting.filter((one) => one.n > saved)
  }
  const reaches = (clocks: Map<number, number>): void => {
    for (const [client, clock] of clocks) vector.set(client, Math.max(clock, vector.get(client) ?? 0))
  }
  return {
    made(update) {
      last++
      waiting.push({ n: last, update, at: now() })
      return last
    },
    restored(count) {
      if (count === 0) return
      last += count
      waiting.push({ n: last, update: null, at: now() })
    },
    sent: (upTo) => void flight.push(upTo),
    answered(frames) {
      const covered = flight[Math.min(frames, flight.length) - 1]
      if (covered !== undefined) savedUpTo(covered)
    },
    savedUpTo,
    vector: (sv) => reaches(Y.decodeStateVector(sv)),
    heard: (update) => reaches(Y.parseUpdateMeta(update).to),
    lost: () => void (flight = []),
    forget() {
      flight = []
      vector = new Map()
    },
    last: () => last,
    unsaved: () => last - saved,
    since: () => waiting[0]?.at ?? null,
    waiting: () => waiting,
    behind(doc, own) {
      for (const client of own)
        if ((doc.store.clients.get(client) ? Y.getState(doc.store, client) : 0) > (vector.get(client) ?? 0)) return true
      return false
    },
  }
}
