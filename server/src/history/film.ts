/**
 * A board's history as a film: the journal's rows gathered into frames, each an update of one document. Anyone who applies
 * the first n holds the board as it stood at the n-th. A slider has no more places than frames; so a long history is
 * gathered into as many as it can show, and what was written and taken away within one frame is not in it.
 *
 * Words that are taken back by now have no text in any frame: a replay shows what was, as far as it may still be shown.
 */
import * as Y from 'yjs'
import { boardReplay } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { played, type HistoryFrame } from '@tablee/shared/wire/history'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'
import { scrub } from './scrub.ts'

/** Frames at most: a slider on a wall is 1,900 px long. */
const mostFrames = 2_400

type Open = { rows: number; at: number; readonly who: Set<string>; readonly place: number }

export type Cut = { readonly epoch: number; readonly seq: number }

/**
 * Nothing for a board without rows by then. Rows after `seq` are not in it, nor those that the live board put aside;
 * `update` is null where a frame changed nothing. Break off the loop to end it: its copy of the board goes then.
 */
export async function* film(
  journal: Pick<Journal, 'read'>,
  doc: DocName,
  { epoch, seq }: Cut,
  /** Words whose text nobody is shown any more. */
  gone: ReadonlySet<string>,
): AsyncGenerator<HistoryFrame> {
  const { places, last } = await placesOf(journal, doc, { epoch, seq })
  if (places === 0) return
  const width = last / mostFrames
  const ydoc = newBoardDoc()
  const rows = boardReplay(ydoc)
  let frame: Open | null = null
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => void updates.push(update))
  let pending: JournalRow[] = []
  const close = (done: Open): HistoryFrame => {
    ydoc.transact(() => {
      for (const row of pending) {
        try {
          rows.take(row)
        } catch {
          // The live board put this row aside too.
        }
      }
    })
    pending = []
    const made = updates.splice(0)
    const [first] = made
    return {
      at: done.at,
      rows: done.rows,
      who: [...done.who],
      update: first === undefined ? null : scrub(made.length === 1 ? first : Y.mergeUpdates(made), gone),
    }
  }
  let count = 0
  let now = 0
  let at: number | null = null
  try {
    for await (const row of journal.read(doc, epoch, 0)) {
      if (row.seq > seq) break
      count += 1
      now += at === null ? 0 : played(row.at - at)
      at = row.at
      // All in one moment, as an import writes them: then as many rows to each frame.
      const place =
        places <= mostFrames ? count : width > 0 ? Math.floor(now / width) : Math.floor((count * mostFrames) / places)
      if (frame !== null && frame.place !== place) {
        yield close(frame)
        frame = null
      }
      frame ??= { rows: 0, at: row.at, who: new Set(), place }
      frame.at = row.at
      frame.rows += 1
      frame.who.add(row.author)
      if (row.kind === 'update') pending.push(row)
    }
    if (frame !== null) yield close(frame)
  } finally {
    ydoc.destroy()
  }
}

/** How many rows there are, and how long they take with pauses shortened. */
async function placesOf(
  journal: Pick<Journal, 'read'>,
  doc: DocName,
  { epoch, seq }: Cut,
): Promise<{ readonly places: number; readonly last: number }> {
  let places = 0
  let last = 0
  let at: number | null = null
  for await (const row of journal.read(doc, epoch, 0)) {
    if (row.seq > seq) break
    places += 1
    last += at === null ? 0 : played(row.at - at)
    at = row.at
  }
  return { places, last }
}
