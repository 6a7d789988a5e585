/**
 * What is left of sessions. A device's id and where it sat are needed for as long as it may come back: a week. The next
 * start after that empties the rows; that somebody came in at that time is all that stays.
 */
import { accessDoc } from '@tablee/shared/documents'
import { readAccessRow, type AccessRow } from '@tablee/shared/access/rows'
import type { Clock } from '../clock.ts'
import type { Journal, Rewriting } from '../journal/port.ts'
import type { AccessLog } from './log.ts'

const [text, bytes] = [new TextDecoder(), new TextEncoder()]

/** At the start, before anybody comes in. How many rows were emptied. */
export async function purgeSessions(journal: Journal, log: AccessLog, clock: Clock): Promise<number> {
  let emptied = 0
  for (const dialogue of log.list()) {
    const { sessions } = log.state(dialogue)
    const now = clock()
    const isOver = (row: AccessRow | null): row is AccessRow & { readonly session: string } =>
      row !== null && 'session' in row && (sessions.get(row.session)?.until ?? 0) <= now
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
