/**
 * Snapshots and erasures of a folder of before, which wrote them down among the rows of boards and dialogues, and in tables
 * how far each erasure had come: all of it becomes rows of the dialogues' archives, once. The tables go when the folder's
 * key is known to be its own; broken off in between, it is done again, and no row comes twice.
 */
import { boardOf, prefixOf } from '@tablee/shared/documents'
import type { Letters } from '@tablee/shared/board/erase'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { ErasureRow, Known } from '@tablee/shared/snapshot/erasures'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import type { ArchiveRow, SnapshotRow } from '@tablee/shared/snapshot/taken'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openJournal } from '../journal/sqlite.ts'
import { createCache } from '../snapshot/cache.ts'
import { partsOf } from '../snapshot/holding.ts'
import { openArchive } from '../snapshot/log.ts'
import { hasTable, type Database } from '../store/database.ts'
import { openErasures } from './log.ts'
import { erasureTables } from './migration.ts'
import { byServer } from './tasks.ts'

type Cells = Record<string, unknown>
type Row = readonly [DialogueId, ArchiveRow | ErasureRow]
type BoardsOf = (board: BoardId) => DialogueId | null

/** As earlier versions wrote them. */
type Old =
  | Omit<SnapshotRow, 'taken'>
  | (Omit<Extract<ErasureRow, { readonly kind: 'erase' }>, 'board' | 'at'> & { readonly kind: 'erase' })
  | { readonly kind: 'erased'; readonly command: string; readonly texts: readonly { readonly digest: string }[] }
type Found = {
  readonly row: Old
  readonly board: BoardId | null
  readonly seq: number
  readonly at: number
  readonly author: string
}

async function oldRows(journal: Journal): Promise<readonly Found[]> {
  const text = new TextDecoder()
  const found: Found[] = []
  for (const doc of [...journal.documents(prefixOf('board')), ...journal.documents(prefixOf('dialogue'))])
    for await (const { data, seq, at, author } of journal.commands(doc)) {
      const row: unknown = JSON.parse(text.decode(data))
      const kind = typeof row === 'object' && row !== null && 'kind' in row ? row.kind : null
      if (kind === 'snapshot' || kind === 'erase' || kind === 'erased')
        found.push({ row: row as Old, board: boardOf(doc), seq, at, author })
    }
  return found
}

/** In the order in which the table has them; what it has not comes by its time. */
function snapshotRows(database: Database, found: readonly Found[]): readonly Row[] {
  const table = database.prepare('SELECT hash, at, author FROM snapshot ORDER BY at, rowid').all()
  const known = new Map(table.map((cells, place) => [String(cells['hash']), { cells, place }]))
  return found
    .flatMap(({ row, at, author }) => {
      if (row.kind !== 'snapshot') return []
      const { cells, place = table.length } = known.get(row.hash) ?? {}
      const taken = { author: String(cells?.['author'] ?? author), at: Number(cells?.['at'] ?? at) }
      return [{ place, row: { ...row, taken } }]
    })
    .sort((a, b) => a.row.taken.at - b.row.taken.at || a.place - b.place)
    .map(({ row }) => [row.dialogue as DialogueId, row] as const)
}

/** `done` counts 0, 1, 2: begun, rewritten, ended. */
const stepsOf = ({ command, done }: Cells): readonly ErasureRow[] =>
  (['rewritten', 'ended'] as const)
    .slice(0, Number(done))
    .map((kind) => ({ kind, command: `${kind} ${String(command)}`, of: String(command) }))

/** The tables know when it was begun and how far it came, and what a damaged log has lost. */
function erasureRows(database: Database, found: readonly Found[], dialogueOf: BoardsOf): readonly Row[] {
  const tables = database.prepare('SELECT * FROM erasure ORDER BY at, rowid').all()
  const cellsOf = new Map(tables.map((cells) => [String(cells['command']), cells]))
  const rows: Row[] = []
  const inLog = new Set<string>()
  const knownInLog = new Set<string>()
  for (const { row, board, seq, at } of found) {
    if (row.kind === 'snapshot' || board === null) continue
    const dialogue = dialogueOf(board)
    if (dialogue === null) continue
    if (row.kind === 'erased') {
      const digests = row.texts.map(({ digest }) => digest)
      rows.push([dialogue, { kind: 'erased', command: `erased ${row.command} ${seq}`, of: row.command, digests }])
      continue
    }
    inLog.add(row.command)
    for (const { digest } of row.known?.digests ?? []) knownInLog.add(digest)
    rows.push([dialogue, { ...row, board, at: Number(cellsOf.get(row.command)?.['at'] ?? at) }])
  }
  for (const cells of tables) {
    const dialogue = cells['dialogue'] as DialogueId
    const command = String(cells['command'])
    if (!inLog.has(command)) {
      const board = cells['board'] as BoardId
      const words = JSON.parse(String(cells['words'])) as string[]
      const letters = JSON.parse(String(cells['letters'])) as Letters[]
      rows.push([dialogue, { kind: 'erase', command, board, words, letters, at: Number(cells['at']) }])
    }
    const texts = database.prepare('SELECT digest FROM erased_text WHERE command = ? ORDER BY digest').all(command)
    if (texts.length > 0) {
      const digests = texts.map(({ digest }) => String(digest))
      rows.push([dialogue, { kind: 'erased', command: `erased also ${command}`, of: command, digests }])
    }
  }
  const [first] = tables
  for (const [table, digests] of first === undefined ? [] : lostKnown(database, knownInLog)) {
    const [dialogue, board] = [first?.['dialogue'] as DialogueId, first?.['board'] as BoardId]
    const command = `known ${table}`
    const row = { kind: 'erase', command, board, words: [], letters: [], known: { table, digests } } as const
    rows.push([dialogue, row], ...stepsOf({ command, done: 2 }).map((one): Row => [dialogue, one]))
  }
  for (const cells of tables) for (const row of stepsOf(cells)) rows.push([cells['dialogue'] as DialogueId, row])
  return rows
}

function lostKnown(database: Database, inLog: ReadonlySet<string>): ReadonlyMap<string, readonly Known[]> {
  const lost = new Map<string, Known[]>()
  for (const { place, words, digest } of database.prepare('SELECT * FROM erased_said ORDER BY place, digest').all()) {
    if (inLog.has(String(digest))) continue
    const known = { words: Number(words), digest: String(digest) }
    lost.set(String(place), [...(lost.get(String(place)) ?? []), known])
  }
  return lost
}

/** Of boards of which something was erased: the log does not give their part of older snapshots any more. */
function keptRows(database: Database, snapshots: readonly Row[], erasures: readonly Row[]): readonly Row[] {
  const cache = createCache(database)
  const boards = new Map(erasures.flatMap(([id, row]) => (row.kind === 'erase' ? [[row.board, id] as const] : [])))
  return [...boards].flatMap(([board, dialogue]) => {
    const holding = snapshots.flatMap(([, row]) => {
      const body = row.kind === 'snapshot' ? cache.body(row.hash) : null
      const part = body === null ? undefined : (JSON.parse(body.text) as Snapshot).boards.find(({ id }) => id === board)
      return row.kind !== 'snapshot' || part === undefined ? [] : [{ taken: { row, at: 0, whys: [] }, part }]
    })
    return partsOf(holding).map(({ snapshots: hashes, part }): Row => {
      const command = `kept ${board} ${hashes[0] ?? ''}`
      return [dialogue, { kind: 'kept', command, board, snapshots: hashes, part }]
    })
  })
}

/** Alone with the database, before a server's journal is opened on it. */
export async function bringArchives(
  database: Database,
  clock: Clock,
  server: string,
  boardsIn: (journal: Journal) => Promise<BoardsOf>,
): Promise<void> {
  if (!hasTable(database, 'erasure')) return
  const journal = openJournal({ database, clock, server, alarm: () => {} })
  try {
    const found = await oldRows(journal)
    const snapshots = snapshotRows(database, found)
    const erasures = erasureRows(database, found, await boardsIn(journal))
    const archive = await openArchive({ journal, clock })
    const log = await openErasures({ journal, clock })
    const landed: Promise<Result<null>>[] = []
    for (const [id, row] of [...snapshots, ...keptRows(database, snapshots, erasures), ...erasures])
      landed.push(
        row.kind === 'snapshot' ||
          row.kind === 'kept' ||
          row.kind === 'kept-steps' ||
          row.kind === 'kept-names' ||
          row.kind === 'why'
          ? archive.append(id, row, byServer)
          : log.append(id, row, byServer),
      )
    if ((await Promise.all(landed)).some(({ ok }) => !ok))
      throw new Error('Snapshots and erasures of this folder could not be brought over: is the disk full?')
  } finally {
    journal.close()
  }
}

/** They are rows by now. */
export const dropOldErasures = (database: Database): void =>
  database.transaction(() => {
    for (const table of erasureTables) database.exec(`DROP TABLE IF EXISTS ${table}`)
  })
