/**
 * Links and sessions of a folder of before, which kept them in two tables: they become rows, once. The tables go when the
 * folder's key is known to be its own; broken off in between, it is done again, and no row comes twice.
 */
import type { AccessRow } from '@tablee/shared/access/rows'
import type { DialogueId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { Clock } from '../clock.ts'
import { openJournal } from '../journal/sqlite.ts'
import { hasTable, type Database } from '../store/database.ts'
import { openAccessLog } from './log.ts'

type Cells = Record<string, unknown>
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Written by an earlier version, which checked ids, role and seat at the border. */
function linkRows(cells: Cells): readonly AccessRow[] {
  const link = cells['id'] as LinkId
  const revokedAt = number(cells['revoked_at'])
  return [
    {
      kind: 'issue',
      command: link,
      link,
      role: cells['role'] as Role,
      table: cells['place'] as TableId | null,
      seat: cells['seat'] as SeatCode | null,
      label: String(cells['label']),
      generation: Number(cells['generation']),
      createdAt: Number(cells['created_at']),
      expiresAt: number(cells['expires_at']),
      codeFrom: number(cells['code_from']),
      codeUntil: number(cells['code_until']),
    },
    ...(revokedAt === null ? [] : [{ kind: 'revoke', command: `revoked ${link}`, link, revokedAt } as const]),
  ]
}

const sessionRow = (cells: Cells): AccessRow => ({
  kind: 'begin',
  command: String(cells['hash']),
  session: String(cells['hash']),
  link: cells['link'] as LinkId,
  generation: Number(cells['generation']),
  device: String(cells['device']),
  seat: cells['seat'] as SeatCode | null,
  until: Number(cells['expires_at']),
})

/** Alone with the database, before a server's journal is opened on it. Closing the journal commits what was appended. */
export async function bringAccess(database: Database, clock: Clock, server: string): Promise<void> {
  if (!hasTable(database, 'link')) return
  const links = database.prepare('SELECT * FROM link ORDER BY created_at, rowid').all()
  if (links.length === 0) return
  const sessions = database
    .prepare(
      `SELECT session.*, link.dialogue FROM session JOIN link ON link.id = session.link
        WHERE session.expires_at > ? AND session.generation = link.generation AND link.revoked_at IS NULL`,
    )
    .all(clock())
  const journal = openJournal({ database, clock, server, alarm: () => {} })
  const log = await openAccessLog(journal, clock)
  const rows = [
    ...links.flatMap((cells) => linkRows(cells).map((row) => [cells, row] as const)),
    ...sessions.map((cells) => [cells, sessionRow(cells)] as const),
  ]
  // First: who reads the rows knows by then what the links are derived with.
  const dialogues = new Set(links.map((cells) => cells['dialogue'] as DialogueId))
  for (const dialogue of dialogues) void log.append(dialogue, { kind: 'key', command: 'key 0', of: 'server' })
  for (const [cells, row] of rows) void log.append(cells['dialogue'] as DialogueId, row)
  journal.close()
  const missing = rows.some(([{ dialogue }, { command }]) => !log.has(dialogue as DialogueId, command))
  if (missing) throw new Error('The links and sessions of this folder could not be brought over: is the disk full?')
}

/** They are rows by now. */
export function dropOldAccess(database: Database): void {
  database.exec('DROP TABLE IF EXISTS session; DROP TABLE IF EXISTS link')
}
