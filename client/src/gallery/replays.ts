/** Histories for the gallery: a sample board as it could have come about, part by part, in the words of nobody's journal. */
import type { BoardId } from '@tablee/shared/ids'
import type { HistoryFrame } from '@tablee/shared/wire/history'
import * as Y from 'yjs'
import { splitUpdate } from '../link/split-update.ts'
import type { HistoryPort } from '../table/history/port.ts'

const began = new Date(2026, 10, 28, 10, 2).getTime()
const writers = ['reporter', 'facilitator', 'citizen:T3-04'] as const

/** Some forty frames, half a minute apart, with a break in the middle. */
export function historyOf(doc: Y.Doc): readonly HistoryFrame[] {
  const whole = Y.encodeStateAsUpdate(doc)
  const parts = splitUpdate(whole, Math.max(160, Math.ceil(whole.length / 40)))
  return parts.map((update, index) => ({
    at: began + index * 31_000 + (index > parts.length / 2 ? 12 * 60_000 : 0),
    rows: 1 + ((index * 7) % 11),
    who: [writers[index % writers.length] ?? 'reporter'],
    update,
  }))
}

export const localHistory = (frames: readonly HistoryFrame[]): HistoryPort => ({
  read(told) {
    for (const frame of frames) told.frame(frame)
    return Promise.resolve(null)
  },
})

/** A long one on a slow line: a third of it came. */
export const comingHistory = (frames: readonly HistoryFrame[]): HistoryPort => ({
  read(told) {
    told.head({ board: 'demo-3-2' as BoardId, epoch: 1, rows: 3 * frames.reduce((sum, { rows }) => sum + rows, 0) })
    for (const frame of frames) told.frame(frame)
    return new Promise(() => undefined)
  },
})

export const lostHistory: HistoryPort = {
  read: () => Promise.resolve({ code: 'journal-unavailable' }),
}
