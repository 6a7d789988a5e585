/**
 * Links over a restore: one that was withdrawn since the backup must not open anything again, nor the old token of one
 * that was re-issued, nor a session that had ended.
 */
import type { AccessRow } from '@tablee/shared/access/rows'
import type { DialogueId } from '@tablee/shared/ids'
import { bringAccess } from '../access/bring.ts'
import { openAccessLog } from '../access/log.ts'
import { leftSince, linksOf } from '../access/offline.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Database } from '../store/database.ts'

/** `replaced` is attached. How many links of the backup are withdrawn, or issued anew, because they were there. */
export async function carryWithdrawn(database: Database, now: number): Promise<number> {
  const clock = (): number => now
  await bringAccess(database, clock, 'restore')
  const journal = openJournal({ database, clock, server: 'restore', alarm: () => {} })
  const log = await openAccessLog(journal, clock)
  const before = linksOf(database)
  let changed = 0
  /** Whether each row that is needed is in. */
  const said: (() => boolean)[] = []
  const say = (dialogue: DialogueId, row: AccessRow): void => {
    void log.append(dialogue, row)
    said.push(() => log.has(dialogue, row.command))
  }
  for (const [link, { generation, revokedAt }] of linksOf(database, 'replaced')) {
    const own = before.get(link)
    if (own === undefined) continue
    const renewed = generation > own.generation
    if (!renewed && (revokedAt === null || own.revokedAt !== null)) continue
    changed += 1
    const command = `restore ${now} ${link}`
    if (renewed) say(own.dialogue, { kind: 'renew', command, link, generation })
    if (revokedAt !== null) say(own.dialogue, { kind: 'revoke', command: `${command} withdrawn`, link, revokedAt })
  }
  for (const [dialogue, session] of leftSince(database))
    say(dialogue, { kind: 'end', command: `end ${session}`, session })
  // Closing commits what was appended.
  journal.close()
  if (!said.every((is) => is())) throw new Error('What was withdrawn could not be carried over: is the disk full?')
  return changed
}
