/**
 * What devices brought of epochs that had ended: the update as it was made, and what it became in the epoch after. Both are
 * written in the transaction of the row that carries it, so that a part that is sent twice is done once.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { asBytes } from '../journal/row.ts'

export type Late = { readonly update: Uint8Array; readonly became: Uint8Array }

export type LateStore = {
  /** Of this ended epoch, in the order they were taken. */
  of(board: BoardId, epoch: number): readonly Late[]
  /** All or none of them, each of its epoch. */
  add(board: BoardId, late: readonly (Late & { readonly epoch: number })[]): void
  /** Erasure only: all of the board's becomes what `change` makes of it. */
  rewrite(board: BoardId, change: (update: Uint8Array) => Uint8Array): void
}

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

export function lateStore(database: Database): LateStore {
  const all = database.prepare('SELECT data, became FROM live_late WHERE board = ? AND epoch = ? ORDER BY id')
  const each = database.prepare('SELECT id, data, became FROM live_late WHERE board = ?')
  const set = database.prepare('UPDATE live_late SET data = ?, became = ? WHERE id = ?')
  const add = database.prepare('INSERT INTO live_late (board, epoch, data, became) VALUES (?, ?, ?, ?)')
  return {
    of: (board, epoch) =>
      all.all(board, epoch).map((row) => ({ update: asBytes(row['data']), became: asBytes(row['became']) })),
    add(board, late) {
      database.transaction(() => {
        for (const { epoch, update, became } of late) add.run(board, epoch, update, became)
      })
    },
    rewrite(board, change) {
      for (const row of each.all(board))
        set.run(change(asBytes(row['data'])), change(asBytes(row['became'])), Number(row['id']))
    },
  }
}

/** For tests and rehearsals that need no disk. */
export function lateInMemory(): LateStore {
  const rows = new Map<string, Late[]>()
  const at = (board: BoardId, epoch: number): Late[] => rows.get(`${board} ${epoch}`) ?? []
  return {
    of: (board, epoch) => [...at(board, epoch)],
    add(board, late) {
      for (const { epoch, update, became } of late)
        rows.set(`${board} ${epoch}`, [...at(board, epoch), { update: update.slice(), became: became.slice() }])
    },
    rewrite(board, change) {
      for (const [key, late] of rows)
        if (key.startsWith(`${board} `))
          rows.set(
            key,
            late.map(({ update, became }) => ({ update: change(update), became: change(became) })),
          )
    },
  }
}
