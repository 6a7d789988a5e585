/**
 * What a hall keeps beside its log, on Postgres: what a restore began, what devices brought against a board or of an epoch
 * that had ended, which photos a board has. The hall writes it into a database in memory, as it writes it into the file;
 * what is committed there goes along with the next group of rows, in the same transaction, and so stands with or before the
 * rows that build on it. Caches lie in that database, too, and stay there.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql, TransactionSql } from 'postgres'
import { beginRecoveryOfOne } from '../recovery/begin.ts'
import { toldSince } from '../recovery/incarnation.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { applyPatches, notePatches, wholePatch } from '../store/patches.ts'

/** What no log gives back. A table of the migrations that is in neither list is told by a test. */
export const durableTables = [
  'recovery',
  'recovery_ended',
  'recovery_handed',
  'recovery_floor',
  'recovery_conflict',
  'live_late',
  'photo',
] as const

/** More changes than this, one after the other, become one: whoever opens the hall reads them all. */
const many = 256

type Held = { readonly dialogue: string; readonly node: string; readonly epoch: number }

/**
 * As it was acknowledged, by whoever had the hall before. The lease is held already: nothing comes behind what is read here
 * but what goes through `changes`. Rejects with `LaterVersion`.
 */
export async function openBeside({
  sql,
  held,
  migrations,
  now,
  alarm,
}: {
  readonly sql: Sql
  readonly held: Held
  readonly migrations: readonly Migration[]
  /** ms, of a recovery that begins. */
  readonly now: number
  readonly alarm: (what: string, details: { readonly cause?: unknown }) => void
}) {
  const dialogue = held.dialogue as DialogueId
  const database: Database = openDatabase(':memory:', { migrations })
  let laid = 0
  try {
    await sql<{ changes: Uint8Array }[]>`
      SELECT changes FROM tablee.beside WHERE dialogue = ${dialogue} ORDER BY n
    `.cursor(32, (rows) => {
      laid += rows.length
      applyPatches(
        database,
        rows.map(({ changes }) => changes),
      )
    })
  } catch (cause) {
    database.close()
    throw cause
  }
  const notes = notePatches(database, durableTables)

  /** In one transaction, at whose end this node still has the hall. */
  const whileHeld = (work: (tx: TransactionSql) => Promise<void>): Promise<unknown> =>
    sql.begin(async (tx) => {
      const mine = await tx`
        SELECT 1 FROM tablee.hall
         WHERE dialogue = ${dialogue} AND node = ${held.node} AND epoch = ${held.epoch} FOR SHARE
      `
      if (mine.length === 0) throw new Error('the hall is another node’s')
      await work(tx)
    })

  /**
   * One in place of all: whatever was overwritten or deleted is gone from them. Its number is the newest that stands before
   * it is made, so that what comes meanwhile stays behind it; that some of it is then applied twice changes nothing.
   */
  async function compact(): Promise<void> {
    const [newest] = await sql<{ n: string | null }[]>`
      SELECT max(n) AS n FROM tablee.beside WHERE dialogue = ${dialogue}
    `
    const n = newest?.n ?? null
    if (n === null) return
    const empty = openDatabase(':memory:', { migrations })
    const whole = wholePatch(database, durableTables, empty) ?? new Uint8Array()
    empty.close()
    laid = 1
    await whileHeld(async (tx) => {
      await tx`UPDATE tablee.beside SET changes = ${Buffer.from(whole)} WHERE dialogue = ${dialogue} AND n = ${n}`
      await tx`DELETE FROM tablee.beside WHERE dialogue = ${dialogue} AND n < ${n}`
    })
  }
  /** The log was found behind what was answered (`behind`): a recovery begins, once, before the log is opened. */
  async function recovers(): Promise<void> {
    const heads = await sql<{ name: string; seq: number }[]>`
      SELECT name, seq::float8 FROM tablee.document WHERE dialogue = ${dialogue}
    `
    database.transaction(() =>
      beginRecoveryOfOne(database, dialogue, {
        now,
        made: null,
        aside: null,
        heads: heads.map(({ name, seq }) => [name, seq]),
      }),
    )
    const unit = Buffer.from(notes.take() ?? [])
    await whileHeld(async (tx) => {
      await tx`
        INSERT INTO tablee.beside (dialogue, n, changes)
        SELECT ${dialogue}, coalesce(max(n), 0) + 1, ${unit} FROM tablee.beside WHERE dialogue = ${dialogue}
      `
      await tx`DELETE FROM tablee.behind WHERE dialogue = ${dialogue}`
    })
    alarm('the log is behind what was answered: a recovery has begun', {})
  }
  const [behind] = await sql`SELECT 1 FROM tablee.behind WHERE dialogue = ${dialogue}`
  if (behind !== undefined) await recovers()

  let compacting: Promise<void> = Promise.resolve()
  const inTurn = (): Promise<void> => {
    const done = compacting.then(compact)
    compacting = done.catch(() => undefined)
    return done
  }
  if (laid > many) await inTurn()

  const restored = database.prepare('SELECT max(id) AS id FROM recovery WHERE dialogue = ?')
  // Of one that came from elsewhere its devices know the data by another name than the database's.
  const [brought] = await sql<{ incarnation: string | null; restored: string | null }[]>`
    SELECT incarnation, restored FROM tablee.hall WHERE dialogue = ${dialogue}
  `
  return {
    database,
    /** For the journal: what was committed since the last call, to go along with a group. */
    changes(): Uint8Array | null {
      const taken = notes.take()
      if (taken === null) return null
      laid += 1
      if (laid > many)
        inTurn().catch((cause: unknown) => alarm('what lies beside the log could not be made one', { cause }))
      return taken
    },
    compact: inTurn,
    /** Of all dialogues' `incarnation` this one's own, so that devices hand in what they hold after its restore. */
    incarnation(incarnation: string): string {
      const [last, known] = [restored.get(dialogue)?.['id'] ?? null, brought?.restored ?? null]
      return toldSince(
        brought?.incarnation ?? incarnation,
        known === null ? null : Number(known),
        last === null ? null : Number(last),
      )
    },
    /** Behind the journal. */
    async close(): Promise<void> {
      await compacting
      notes.stop()
      database.close()
    },
  }
}
