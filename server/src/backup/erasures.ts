/**
 * Erasures over a restore: what was struck out for good since the backup stands in it still. What began each of them comes
 * along, and not that it was done, so that it is done again before anybody is served.
 */
import { readErasureRow, type ErasureRow } from '@tablee/shared/snapshot/erasures'
import { archiveDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { openErasures } from '../erase/log.ts'
import { rowIn } from '../journal/row.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Database } from '../store/database.ts'

const byServer = { author: 'server', device: 'server-restore' }

/** `replaced` is attached; `has`: the boards of the backup. How many erasures it did not know, or not as ended. */
export async function carryErasures(
  database: Database,
  dialogue: DialogueId,
  has: (board: BoardId) => boolean,
  now: number,
): Promise<number> {
  const clock = (): number => now
  const journal = openJournal({ database, clock, server: 'restore', alarm: () => {} })
  try {
    const log = await openErasures({ journal, clock })
    const known = log.state(dialogue)
    const open = (command: string): boolean => known.get(command)?.step !== 'ended'
    let carried = 0
    for (const { row, at } of rowsSince(database, dialogue)) {
      if (row.kind === 'erase' && has(row.board) && open(row.command)) {
        carried += 1
        if (!known.has(row.command)) await said(log.append(dialogue, { ...row, at: row.at ?? at }, byServer))
      } else if (row.kind === 'erased' && open(row.of) && log.state(dialogue).has(row.of))
        await said(log.append(dialogue, row, byServer))
    }
    log.close()
    return carried
  } finally {
    journal.close()
  }
}

/** An erasure that is not carried would bring back what somebody had taken out: then nothing is restored. */
async function said(appended: Promise<{ readonly ok: boolean }>): Promise<void> {
  if (!(await appended).ok) throw new Error('an erasure could not be carried over')
}

function rowsSince(
  database: Database,
  dialogue: DialogueId,
): readonly { readonly row: ErasureRow; readonly at: number }[] {
  const doc = archiveDoc(dialogue)
  const text = new TextDecoder()
  return database
    .prepare(
      `SELECT row.epoch AS epoch, seq, at, server, author, device, kind, data, crc FROM replaced.journal_row AS row
         JOIN replaced.journal_document AS doc ON doc.id = row.document
        WHERE name = ? AND kind = 'command' ORDER BY row.epoch, seq`,
    )
    .all(doc)
    .flatMap((cells) => {
      const sound = rowIn(doc, cells)
      const row = sound === null ? null : readErasureRow(text.decode(sound.data))
      return sound === null || row === null ? [] : [{ row, at: sound.at }]
    })
}
