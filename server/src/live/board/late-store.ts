/**
 * What devices brought of epochs that had ended: the update as it was made, and what it became in the epoch after. Both are
 * written before the row that carries it, and marked once that is in: a part that is sent twice is done once, whenever a
 * server dies.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Database } from '../../store/database.ts'
import type { Migration } from '../../store/migrate.ts'
import { asBytes } from '../../journal/row.ts'

export type Late = { readonly update: Uint8Array; readonly became: Uint8Array }

export type LateStore = {
  /** Of this ended epoch, in the order they were taken. */
  of(board: BoardId, epoch: number): readonly Late[]
  /** All or none of them, each of its epoch, in the order of epochs: of one update, which is named by the answer. */
  add(board: BoardId, late: readonly (Late & { readonly epoch: number })[]): number
  /** What was added so far lies wherever it has to: before an answer behind which there is no row. */
  kept(): Promise<void>
  /** Its row is in the journal. */
  landed(board: BoardId, brought: number): void
  /** Its row will not come. */
  drop(board: BoardId, brought: number): void
  /** Of which nobody has said either: a server died. The last of each, which is what its row holds. */
  open(board: BoardId): readonly { readonly brought: number; readonly epoch: number; readonly became: Uint8Array }[]
  /** Erasure only: all of the board's becomes what `change` makes of it. */
  rewrite(board: BoardId, change: (updates: readonly Uint8Array[]) => readonly Uint8Array[]): void
}

const nothing = new Uint8Array()

export const lateMigration: Migration = {
  name: 'live-late',
  sql: [
    `CREATE TABLE live_late (
       id INTEGER PRIMARY KEY,
       board TEXT NOT NULL,
       epoch INTEGER NOT NULL,
       data BLOB NOT NULL,
       became BLOB NOT NULL
     ) STRICT`,
    `CREATE INDEX live_late_of ON live_late (board, epoch, id)`,
  ],
}

export const lateBroughtMigration: Migration = {
  name: 'live-late-brought',
  // Null: its row is in the journal.
  sql: [`ALTER TABLE live_late ADD COLUMN brought INTEGER`],
}

/** Its tables are made by the two migrations above; throws as the database does. */
export function lateStore(database: Database, kept: () => Promise<void> = () => Promise.resolve()): LateStore {
  const all = database.prepare('SELECT data, became FROM live_late WHERE board = ? AND epoch = ? ORDER BY id')
  const each = database.prepare('SELECT id, data, became FROM live_late WHERE board = ?')
  const set = database.prepare('UPDATE live_late SET data = ?, became = ? WHERE id = ?')
  const add = database.prepare('INSERT INTO live_late (board, epoch, data, became, brought) VALUES (?, ?, ?, ?, ?)')
  const next = database.prepare('SELECT coalesce(max(id), 0) + 1 AS brought FROM live_late')
  const landed = database.prepare('UPDATE live_late SET brought = NULL WHERE board = ? AND brought = ?')
  const drop = database.prepare('DELETE FROM live_late WHERE board = ? AND brought = ?')
  const open = database.prepare(
    'SELECT brought, max(epoch) AS epoch, became FROM live_late WHERE board = ? AND brought IS NOT NULL GROUP BY brought',
  )
  return {
    of: (board, epoch) =>
      all.all(board, epoch).map((row) => ({ update: asBytes(row['data']), became: asBytes(row['became']) })),
    add(board, late) {
      const brought = Number(next.get()?.['brought'])
      database.transaction(() => {
        for (const { epoch, update, became } of late) add.run(board, epoch, update, became, brought)
      })
      return brought
    },
    kept,
    landed: (board, brought) => void landed.run(board, brought),
    drop: (board, brought) => void drop.run(board, brought),
    open: (board) =>
      open.all(board).map((row) => ({
        brought: Number(row['brought']),
        epoch: Number(row['epoch']),
        became: asBytes(row['became']),
      })),
    rewrite(board, change) {
      for (const rows of Map.groupBy(each.all(board), ({ epoch }) => epoch).values()) {
        const data = change(rows.map((row) => asBytes(row['data'])))
        const became = change(rows.map((row) => asBytes(row['became'])))
        rows.forEach(({ id = 0 }, at) => set.run(data[at] ?? nothing, became[at] ?? nothing, id))
      }
    },
  }
}

/** For tests and rehearsals that need no disk. */
export function lateInMemory(): LateStore {
  type Row = Late & { readonly board: BoardId; readonly epoch: number; brought: number | null }
  let rows: Row[] = []
  let last = 0
  return {
    of: (board, epoch) => rows.filter((row) => row.board === board && row.epoch === epoch),
    add(board, late) {
      last += 1
      for (const { epoch, update, became } of late)
        rows.push({ board, epoch, update: update.slice(), became: became.slice(), brought: last })
      return last
    },
    kept: () => Promise.resolve(),
    landed(_board, brought) {
      for (const row of rows) if (row.brought === brought) row.brought = null
    },
    drop: (_board, brought) => void (rows = rows.filter((row) => row.brought !== brought)),
    open: (board) =>
      rows.flatMap((row, index) =>
        row.board === board && row.brought !== null && rows[index + 1]?.brought !== row.brought
          ? [{ brought: row.brought, epoch: row.epoch, became: row.became }]
          : [],
      ),
    rewrite(board, change) {
      const mine = rows.filter((row) => row.board === board)
      for (const of of Map.groupBy(mine, ({ epoch }) => epoch).values()) {
        const updates = change(of.map(({ update }) => update))
        const became = change(of.map((row) => row.became))
        of.forEach((row, at) => {
          rows[rows.indexOf(row)] = { ...row, update: updates[at] ?? nothing, became: became[at] ?? nothing }
        })
      }
    },
  }
}
