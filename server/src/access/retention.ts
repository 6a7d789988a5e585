/**
 * What is left of sessions. A device's id and where it sat are needed for as long as it may come back: a week. The next
 * start, or the next day of a server that runs, empties the rows; that somebody came in at that time is all that stays.
 */
import { accessDoc } from '@tablee/shared/documents'
import { readAccessRow, type AccessRow } from '@tablee/shared/access/rows'
import type { Clock } from '../clock.ts'
import type { Journal, Rewriting } from '../journal/port.ts'
import type { AccessLog } from './log.ts'

const [text, bytes] = [new TextDecoder(), new TextEncoder()]

const day = 24 * 3_600_000
const again = 3_600_000

/** Once a day by the clock, for as long as the server runs; what fails is tried again after an hour. */
export function daily(clock: Clock, run: () => Promise<unknown>): () => Promise<void> {
  let due = clock() + day
  return async () => {
    if (clock() < due) return
    due = clock() + again
    await run()
    due = clock() + day
  }
}

/** How many rows were emptied. People may come in and leave meanwhile. */
export async function purgeSessions(journal: Journal, log: AccessLog, clock: Clock): Promise<number> {
  let emptied = 0
  for (const dialogue of log.list()) {
    const now = clock()
    // Asked of each row anew. Who comes in meanwhile is known from when it is staged, and over is what ended on the disk.
    const isOver = (row: AccessRow | null): row is AccessRow & { readonly session: string } => {
      if (row === null || !('session' in row)) return false
      const known = log.state(dialogue).sessions.get(row.session)
      return known === undefined ? log.staged(dialogue).sessions.get(row.session) === undefined : known.until <= now
    }
    const rowOf = (data: Uint8Array): AccessRow | null => readAccessRow(text.decode(data))
    const doc = accessDoc(dialogue)
    let over = false
    for await (const { data } of journal.commands(doc)) over ||= isOver(rowOf(data))
    if (!over) continue
    let count = 0
    const change: Rewriting = {
      doc,
      row(stored) {
        if (stored.kind !== 'command' || !isOver(rowOf(stored.data))) return stored.data
        count += 1
        return bytes.encode(JSON.stringify({ kind: 'past', command: `past-${stored.seq}` } satisfies AccessRow))
      },
      state: (state) => state,
    }
    await journal.rewrite([change])
    emptied += count
  }
  if (emptied > 0) await log.reread()
  return emptied
}
