/**
 * A board's history to run through: frames in order, and the board's document at any of them. Forwards each frame is
 * applied to the document that is there; backwards it is made anew from the nearest state kept on the way.
 */
import { newBoardDoc } from '@tablee/shared/board/doc'
import { played, type HistoryFrame } from '@tablee/shared/wire/history'
import * as Y from 'yjs'

/** Frames between two kept states: a step back applies at most this many, some milliseconds. */
const apart = 60

export class Reel {
  readonly frames: HistoryFrame[] = []
  /** Where each frame lies on the reel, in milliseconds from the first, with pauses shortened. */
  readonly places: number[] = []
  private readonly kept = new Map<number, Uint8Array>()
  private shown: { doc: Y.Doc; frame: number } = { doc: newBoardDoc(), frame: -1 }

  add(frame: HistoryFrame): void {
    const last = this.frames.at(-1)
    this.places.push(last === undefined ? 0 : (this.places.at(-1) ?? 0) + played(frame.at - last.at))
    this.frames.push(frame)
  }

  get length(): number {
    return this.places.at(-1) ?? 0
  }

  /** The last frame at or before a place on the reel; -1 where there is none. */
  frameAt(place: number): number {
    let low = -1
    let high = this.places.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.places[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The document as it stood after this frame. It is another object whenever the way led backwards. */
  docAt(frame: number): Y.Doc {
    const to = Math.min(frame, this.frames.length - 1)
    if (to < this.shown.frame) {
      let from = -1
      for (const at of this.kept.keys()) if (at <= to && at > from) from = at
      this.shown.doc.destroy()
      const doc = newBoardDoc()
      const state = this.kept.get(from)
      if (state !== undefined) Y.applyUpdate(doc, state)
      this.shown = { doc, frame: from }
    }
    const { doc } = this.shown
    while (this.shown.frame < to) {
      const next = this.shown.frame + 1
      const update = this.frames[next]?.update ?? null
      if (update !== null) {
        try {
          Y.applyUpdate(doc, update)
        } catch {
          // One frame that can't be read leaves the others their place.
        }
      }
      this.shown.frame = next
      if (next % apart === apart - 1 && !this.kept.has(next)) this.kept.set(next, Y.encodeStateAsUpdate(doc))
    }
    return doc
  }

  /** How much happened in each of so many equal parts of the reel: 0 (nothing) to 1 (the most). */
  marks(parts: number): readonly number[] {
    const sums = Array.from({ length: parts }, () => 0)
    for (const [index, { rows }] of this.frames.entries()) {
      const part = Math.min(parts - 1, Math.floor(((this.places[index] ?? 0) / Math.max(1, this.length)) * parts))
      sums[part] = (sums[part] ?? 0) + rows
    }
    const most = Math.max(1, ...sums)
    // By the root: an import of 500 entries must not flatten the hour in which people spoke.
    return sums.map((sum) => Math.sqrt(sum / most))
  }

  /** Empty again, to be filled anew. */
  clear(): void {
    this.frames.length = 0
    this.places.length = 0
    this.kept.clear()
    this.shown.doc.destroy()
    this.shown = { doc: newBoardDoc(), frame: -1 }
  }
}
