/**
 * What lies beside a dialogue's log, out of a file's tables and into them: what restores began and devices brought, and which
 * photos a board has. A cluster has it as changes one after the other (`cluster/beside`); either way it is the rows of these
 * tables, and is compared as such.
 */
import { createHash } from 'node:crypto'
import { durableTables } from '../cluster/beside.ts'
import { boardsOf, columnsOf } from '../backup/rows.ts'
import type { DialogueId } from '@tablee/shared/ids'
import type { DocName } from '@tablee/shared/documents'
import type { Database } from '../store/database.ts'

type Cell = string | number | bigint | NodeJS.ArrayBufferView | null
type Cells = Readonly<Record<string, Cell>>
type Beside = ReadonlyMap<string, readonly Cells[]>

/** A table whose rows are known by it. */
const byBoard: ReadonlySet<string> = new Set(['photo', 'live_late', 'recovery_handed', 'recovery_conflict'])

function wanted(table: string, dialogue: DialogueId, boards: ReadonlySet<string>, docs: ReadonlySet<DocName>) {
  return (cells: Cells): boolean => {
    if (byBoard.has(table)) return boards.has(String(cells['board']))
    // A restore of the whole folder was one of each of its dialogues.
    if (table === 'recovery') return cells['dialogue'] === null || cells['dialogue'] === dialogue
    if (table === 'recovery_ended') return cells['dialogue'] === dialogue
    return docs.has(String(cells['document'])) || cells['document'] === ''
  }
}

/** Of a database that may hold other dialogues, too. */
export function besideIn(database: Database, dialogue: DialogueId, docs: readonly DocName[]): Beside {
  const [boards, names] = [new Set<string>(boardsOf(database, dialogue)), new Set(docs)]
  const all = new Map(
    durableTables.map((table) => {
      const columns = columnsOf(database, table)
      const rows = database.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${columns.join(', ')}`).all()
      return [table, rows.filter(wanted(table, dialogue, boards, names))] as const
    }),
  )
  // Of a restore that is not this dialogue's nothing else is.
  const restores = new Set((all.get('recovery') ?? []).map(({ id }) => id))
  return new Map(
    [...all].map(([table, rows]) => [
      table,
      rows.filter((cells) => !('recovery' in cells) || restores.has(cells['recovery'])),
    ]),
  )
}

/** Of everything but numbers that a file gives out itself. */
export function besideDigest(beside: Beside): string {
  const hash = createHash('sha256')
  const own = new Set(['id', 'recovery'])
  for (const [table, rows] of [...beside].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const said = rows.map((cells) =>
      JSON.stringify(
        Object.entries(cells)
          .filter(([column]) => !own.has(column) && !(table === 'recovery' && column === 'dialogue'))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([column, cell]) => [column, cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : cell]),
      ),
    )
    hash.update(`${table} ${said.length}\n${said.sort().join('\n')}\n`)
  }
  return hash.digest('hex')
}

/** The highest of its restores; null where there was none. */
export const lastRestore = (beside: Beside): number | null => {
  const ids = (beside.get('recovery') ?? []).map(({ id }) => Number(id))
  return ids.length === 0 ? null : Math.max(...ids)
}

/**
 * Within the caller's transaction, into tables that hold none of it. `shift`: what is added to the numbers of restores, which
 * another dialogue of the file may have; they are this dialogue's alone there.
 */
export function putBeside(into: Database, beside: Beside, shift: number, dialogue: DialogueId | null): void {
  for (const table of durableTables) {
    const columns = columnsOf(into, table)
    const numbered = table === 'live_late' && dialogue !== null
    const kept = numbered ? columns.filter((column) => column !== 'id') : columns
    const add = into.prepare(`INSERT INTO ${table} (${kept.join(', ')}) VALUES (${kept.map(() => '?').join(', ')})`)
    const cellOf = (cells: Cells, column: string): Cell => {
      const cell = cells[column] ?? null
      if ((table === 'recovery' && column === 'id') || column === 'recovery') return Number(cell) + shift
      return table === 'recovery' && column === 'dialogue' && dialogue !== null ? dialogue : cell
    }
    for (const cells of beside.get(table) ?? []) add.run(...kept.map((column) => cellOf(cells, column)))
  }
}

/** What a file holds of it goes; within the caller's transaction, while its documents are still there. */
export function dropBeside(database: Database, dialogue: DialogueId, docs: readonly DocName[]): void {
  const boards = boardsOf(database, dialogue)
  for (const table of byBoard)
    for (const board of boards) database.prepare(`DELETE FROM ${table} WHERE board = ?`).run(board)
  for (const name of docs) database.prepare('DELETE FROM recovery_floor WHERE document = ?').run(name)
  database.prepare('DELETE FROM recovery_ended WHERE dialogue = ?').run(dialogue)
  const own = '(SELECT id FROM recovery WHERE dialogue = ?)'
  for (const table of ['recovery_floor', 'recovery_ended', 'recovery_handed', 'recovery_conflict'])
    database.prepare(`DELETE FROM ${table} WHERE recovery IN ${own}`).run(dialogue)
  database.prepare('DELETE FROM recovery WHERE dialogue = ?').run(dialogue)
}
