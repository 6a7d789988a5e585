/**
 * Which devices handed in, and what of it they had not written themselves: counted from the boards' rows since the restore,
 * so that a kill can lose nothing of it. Kept as numbers once the organiser has ended the recovery.
 */
import { boardOf, prefixOf } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { Journal, JournalRow } from '../journal/port.ts'
import type { Database } from '../store/database.ts'

export type Handed = { readonly structs: number; readonly foreign: number; readonly marks: number }
const nothing: Handed = { structs: 0, foreign: 0, marks: 0 }
const sum = (a: Handed, b: Handed): Handed => ({
  structs: a.structs + b.structs,
  foreign: a.foreign + b.foreign,
  marks: a.marks + b.marks,
})

/** Devices of the server's own hand begin so. */
const isServer = (device: string): boolean => device.startsWith('server-')

/**
 * Where each board stood when the restored server first started: what came after was handed in. Before any hall opens. Of
 * one dialogue it is noted as it is put back.
 */
export function noteFloor(database: Database, journal: Journal): void {
  const last = database.prepare('SELECT max(id) AS id FROM recovery WHERE dialogue IS NULL').get()?.['id'] ?? null
  const known = database.prepare('SELECT 1 FROM recovery_floor WHERE recovery = ?')
  if (last === null || known.get(last) !== undefined) return
  const set = database.prepare('INSERT INTO recovery_floor (recovery, document, seq) VALUES (?, ?, ?)')
  const heads = journal.documents(prefixOf('board')).map((doc) => [doc, journal.head(doc).seq] as const)
  // One that says that they were written, also where there is no board yet.
  database.transaction(() => {
    for (const [doc, seq] of [...heads, ['', 0] as const]) set.run(last, doc, seq)
  })
}

/**
 * Reads the rows since the floor of all boards that are `active` first, and follows the journal for good. Structs are
 * counted in clocks; `foreign`: those of them whose clientID is not bound to the device that brought them.
 */
export async function createHanded({
  database,
  journal,
  recovery,
  active,
}: {
  database: Database
  journal: Journal
  recovery: number
  /** Whether devices still hand in there. */
  active: (board: BoardId) => boolean
}) {
  const kept = database.prepare(
    'SELECT board, device, structs, foreign_structs, marks FROM recovery_handed WHERE recovery = ?',
  )
  const keep = database.prepare(
    `INSERT OR REPLACE INTO recovery_handed (recovery, board, device, structs, foreign_structs, marks) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const floors = database.prepare('SELECT document, seq FROM recovery_floor WHERE recovery = ?')
  const boards = new Map<BoardId, Map<string, Handed>>()

  function add(board: BoardId, device: string, more: Handed): void {
    const devices = boards.get(board) ?? new Map<string, Handed>()
    boards.set(board, devices.set(device, sum(devices.get(device) ?? nothing, more)))
  }

  /** Up to which row each board is counted. */
  const counted = new Map<string, number>()
  function take(board: BoardId, row: JournalRow): void {
    if (row.seq <= (counted.get(row.doc) ?? 0)) return
    counted.set(row.doc, row.seq)
    if (row.kind === 'update' && !isServer(row.device)) add(board, row.device, broughtBy(journal, row))
  }

  const floor = new Map(floors.all(recovery).map((row) => [String(row['document']), Number(row['seq'])] as const))
  for (const row of kept.all(recovery))
    add(row['board'] as BoardId, String(row['device']), {
      structs: Number(row['structs']),
      foreign: Number(row['foreign_structs']),
      marks: Number(row['marks']),
    })
  /** What lands while the rows before it are read; null once they are. */
  let meanwhile: JournalRow[] | null = []
  function follow(row: JournalRow): void {
    const board = boardOf(row.doc)
    if (meanwhile !== null) meanwhile.push(row)
    else if (board !== null && active(board)) take(board, row)
  }
  journal.follow(follow)
  for (const doc of journal.documents(prefixOf('board'))) {
    const board = boardOf(doc)
    if (board !== null && active(board))
      for await (const row of journal.read(doc, journal.head(doc).epoch, floor.get(doc) ?? 0)) take(board, row)
  }
  const landed = meanwhile
  meanwhile = null
  landed.forEach(follow)

  return {
    boards: (): Iterable<BoardId> => boards.keys(),
    of(board: BoardId): Handed & { readonly devices: number } {
      const devices = [...(boards.get(board)?.values() ?? [])]
      return { devices: devices.length, ...devices.reduce(sum, nothing) }
    },
    /** Within the transaction that ends the recovery there. */
    keep(board: BoardId): void {
      for (const [device, { structs, foreign, marks }] of boards.get(board) ?? [])
        keep.run(recovery, board, device, structs, foreign, marks)
    },
  }
}

/** `marks`: words that the server had taken back before the restore, said again by a device. */
function broughtBy(journal: Journal, { doc, epoch, device, data }: JournalRow): Handed {
  let [structs, foreign, marks] = [0, 0, 0]
  for (const struct of structsIn(data)) {
    if (struct instanceof Y.Skip) continue
    structs += struct.length
    const owner = journal.owner(doc, epoch, struct.id.client)
    if (owner === device) continue
    foreign += struct.length
    const parent: unknown = struct instanceof Y.Item ? struct.parent : null
    if ((owner === null || isServer(owner)) && (parent === 'withdrawn' || parent === 'redacted')) marks += 1
  }
  return { structs, foreign, marks }
}

/** A row that cannot be decoded is put aside where its board is loaded; here it must stop no start. */
function structsIn(update: Uint8Array): ReturnType<typeof Y.decodeUpdate>['structs'] {
  try {
    return Y.decodeUpdate(update).structs
  } catch {
    return []
  }
}
