/** Somebody who writes all that a hall keeps beside its log, at random, and reads it back. */
import { durableTables } from '@tablee/server/cluster/beside'
import { lateStore } from '@tablee/server/live/board/late-store'
import { rewriteConflicts } from '@tablee/server/recovery/tables'
import type { Database } from '@tablee/server/store/database'
import type { BoardId } from '@tablee/shared/ids'
import type { Random } from '../support/random.ts'

const boards = ['one', 'two', 'three'] as BoardId[]

export function besideWriter(database: Database, random: Random) {
  const { below } = random
  const board = (): BoardId => boards[below(boards.length)] ?? ('one' as BoardId)
  const bytes = (): Uint8Array => Uint8Array.from({ length: below(60) + 1 }, () => below(256))
  const late = lateStore(database)
  const last = (): number =>
    Number(database.prepare('SELECT coalesce(max(id), 0) AS id FROM recovery').get()?.['id'] ?? 0)
  const recovery = database.prepare('INSERT INTO recovery (began, view_floor, dialogue) VALUES (?, ?, ?)')
  const floor = database.prepare('INSERT OR IGNORE INTO recovery_floor (recovery, document, seq) VALUES (?, ?, ?)')
  const ended = database.prepare(
    'INSERT OR IGNORE INTO recovery_ended (recovery, dialogue, at, by) VALUES (?, ?, ?, ?)',
  )
  const handed = database.prepare('INSERT OR REPLACE INTO recovery_handed VALUES (?, ?, ?, ?, ?, ?)')
  const conflict = database.prepare('INSERT OR IGNORE INTO recovery_conflict VALUES (?, ?, ?, ?, ?, ?, ?)')
  const photo = database.prepare('INSERT OR IGNORE INTO photo VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const cache = database.prepare('INSERT OR REPLACE INTO snapshot_text (digest, salt, text) VALUES (?, ?, ?)')
  const acts: readonly (() => void)[] = [
    () => void recovery.run(below(1e6), below(1e6), 'it'),
    () => last() > 0 && void floor.run(last(), `board:${board()}`, below(100)),
    () => last() > 0 && void ended.run(last(), 'it', below(1e6), 'organiser'),
    () => last() > 0 && void handed.run(last(), board(), `device-${below(3)}`, below(9), below(9), below(9)),
    () => last() > 0 && void conflict.run(last(), board(), 'device', 'T1', below(9), String(below(1e9)), bytes()),
    () => void photo.run(board(), String(below(20)), 'image/png', 1, 1, below(100), below(1e6), 'T1'),
    () => void cache.run(String(below(20)), 'salt', 'nobody keeps this'),
    () => void late.add(board(), [{ epoch: below(3), update: bytes(), became: bytes() }]),
    () =>
      void late.add(
        board(),
        [1, 2].map((epoch) => ({ epoch, update: bytes(), became: bytes() })),
      ),
    () => late.landed(board(), below(8)),
    () => late.drop(board(), below(8)),
    () => late.rewrite(board(), (updates) => updates.map((one) => one.map(() => 0))),
    () => rewriteConflicts(database, board(), (updates) => updates.map((one) => one.map(() => 0))),
    () => {
      try {
        database.transaction(() => {
          photo.run(board(), 'rolled back', 'image/png', 1, 1, 1, 1, 'T1')
          throw new Error('no')
        })
      } catch {
        // As if nothing had been.
      }
    },
  ]
  return { act: (): unknown => acts[below(acts.length)]?.() }
}

/** All rows of the durable tables, in an order of their own. */
export const besideIn = (database: Database): Record<string, readonly string[]> =>
  Object.fromEntries(
    durableTables.map((table) => [
      table,
      database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) =>
          JSON.stringify(Object.entries(row), (_, value) => (value instanceof Uint8Array ? [...value] : value)),
        )
        .sort(),
    ]),
  )
