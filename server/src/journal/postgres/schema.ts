/** The tables of the log on Postgres, all in a schema of their own: the database may hold other things. */
import { createHash } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import { silentFor } from '../../postgres/answer.ts'
import type { Migration } from '../../store/migrate.ts'
import { appendFunction, checkpointFunction, standsFunction } from './append.ts'

/** What was applied is never edited; a later one only adds, so that the version before goes on beside this one. */
const migrations: readonly Migration[] = [
  {
    name: 'log',
    sql: [
      // Of the whole database: incarnation, check value of the key, mark of the server's link.
      `CREATE TABLE tablee.meta (key text PRIMARY KEY, value text NOT NULL)`,
      `CREATE TABLE tablee.node (
         id text PRIMARY KEY,
         address text NOT NULL,
         kind text NOT NULL CHECK (kind IN ('hall', 'watch')),
         version text NOT NULL,
         seen timestamptz NOT NULL
       )`,
      // Who may append to a dialogue, and until when; what lists of dialogues say of it.
      `CREATE TABLE tablee.hall (
         dialogue text PRIMARY KEY,
         node text,
         address text,
         epoch bigint NOT NULL DEFAULT 0,
         until timestamptz NOT NULL DEFAULT '-infinity',
         needs integer NOT NULL DEFAULT 0,
         next text,
         moved text,
         title text,
         lang text,
         opens_at bigint,
         closes_at bigint
       )`,
      `CREATE TABLE tablee.document (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         dialogue text NOT NULL,
         name text NOT NULL,
         epoch integer NOT NULL,
         seq bigint NOT NULL,
         at bigint NOT NULL,
         -- Of the current epoch, since its newest checkpoint.
         tail_rows bigint NOT NULL,
         tail_bytes bigint NOT NULL,
         UNIQUE (dialogue, name)
       ) WITH (fillfactor = 70)`,
      // Each epoch after the first: the seq before its first row, and its name.
      `CREATE TABLE tablee.document_epoch (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         base bigint NOT NULL,
         name text NOT NULL,
         PRIMARY KEY (document, epoch)
       )`,
      // The hot rows: everything since the last checkpoint. `crc` covers the other columns and the document's name.
      `CREATE TABLE tablee.journal_row (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         seq bigint NOT NULL,
         at bigint NOT NULL,
         server text NOT NULL,
         author text NOT NULL,
         device text NOT NULL,
         kind text NOT NULL CHECK (kind IN ('update', 'command')),
         data bytea NOT NULL,
         crc bigint NOT NULL,
         PRIMARY KEY (document, epoch, seq)
       )`,
      `CREATE INDEX journal_command ON tablee.journal_row (document, epoch, seq) WHERE kind = 'command'`,
      // The cold rows: compressed runs that a checkpoint covers. `commands`: how many are in it.
      `CREATE TABLE tablee.segment (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         first bigint NOT NULL,
         last bigint NOT NULL,
         last_at bigint NOT NULL,
         commands integer NOT NULL,
         data bytea NOT NULL,
         sha256 text NOT NULL,
         PRIMARY KEY (document, epoch, last)
       )`,
      // Compressed already.
      `ALTER TABLE tablee.segment ALTER COLUMN data SET STORAGE EXTERNAL`,
      `CREATE TABLE tablee.checkpoint (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         seq bigint NOT NULL,
         state bytea NOT NULL,
         sha256 text NOT NULL,
         PRIMARY KEY (document, epoch, seq)
       )`,
      // One for each clientID: the next clock it may write, and the device that owns it (null until claimed).
      `CREATE TABLE tablee.writer (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         client bigint NOT NULL,
         clock bigint NOT NULL,
         device text,
         author text,
         PRIMARY KEY (document, epoch, client)
       )`,
      `CREATE TABLE tablee.quarantine (
         document bigint NOT NULL REFERENCES tablee.document,
         epoch integer NOT NULL,
         seq bigint NOT NULL,
         what text NOT NULL CHECK (what IN ('row', 'checkpoint')),
         why text NOT NULL,
         at bigint NOT NULL,
         data bytea,
         PRIMARY KEY (document, epoch, what, seq)
       )`,
      // What a hall keeps beside its log, as changes one after the other: 1, 2, 3 … as its owner counts them.
      `CREATE TABLE tablee.beside (
         dialogue text NOT NULL,
         n bigint NOT NULL,
         changes bytea NOT NULL,
         PRIMARY KEY (dialogue, n)
       )`,
      `CREATE TABLE tablee.blob (
         dialogue text NOT NULL,
         hash text NOT NULL,
         part integer NOT NULL,
         bytes bytea NOT NULL,
         PRIMARY KEY (dialogue, hash, part)
       )`,
      `CREATE TABLE tablee.blob_done (
         dialogue text NOT NULL,
         hash text NOT NULL,
         parts integer NOT NULL,
         size bigint NOT NULL,
         PRIMARY KEY (dialogue, hash)
       )`,
      // Which dialogue something leads to: ids as they are, what would open something as its hash.
      `CREATE TABLE tablee.lead (what text NOT NULL, id text NOT NULL, dialogue text NOT NULL, PRIMARY KEY (what, id))`,
      appendFunction,
      standsFunction,
      checkpointFunction,
    ],
  },
  {
    name: 'blobs',
    sql: [
      // A part is checked when it is read, also where only some of a film is asked for.
      `ALTER TABLE tablee.blob ADD COLUMN sha256 bytea NOT NULL`,
      // Films and photos are as small as they get: Postgres need not try.
      `ALTER TABLE tablee.blob ALTER COLUMN bytes SET STORAGE EXTERNAL`,
      // Who has the hall numbers them.
      `ALTER TABLE tablee.beside ALTER COLUMN n DROP IDENTITY IF EXISTS`,
    ],
  },
  {
    name: 'behind',
    sql: [
      // Of which more was answered than stands here: whoever has the hall next begins a recovery.
      `CREATE TABLE tablee.behind (dialogue text PRIMARY KEY, node text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
    ],
  },
  {
    name: 'moves',
    sql: [
      // Whether a dialogue that moves in or out has moved: said once (move/claim).
      `CREATE TABLE tablee.move (id text PRIMARY KEY, dialogue text NOT NULL, done boolean NOT NULL DEFAULT false)`,
      // Of a hall that came from elsewhere: by which its devices know the data. Null: as the database's.
      `ALTER TABLE tablee.hall ADD COLUMN incarnation text`,
      `ALTER TABLE tablee.hall ADD COLUMN restored bigint`,
    ],
  },
  {
    name: 'leads',
    // Whoever opens a dialogue reads what leads to it.
    sql: [`CREATE INDEX lead_dialogue ON tablee.lead (dialogue)`],
  },
]

const digestOf = ({ sql }: Migration): string => createHash('sha256').update(sql.join(';\n')).digest('hex')
/** Two nodes that start at once: one waits for the other. Any number will do that nobody else takes. */
const lock = 7_461_626_565

/** ms: until it is said that something is waited for, and how long anybody else may be at it. */
const patience = { told: 3_000, waits: 60_000 }
/** ms: who is cut off in the middle of it keeps everybody else waiting, whatever the connection allows for pages. */
const silence = 5_000
export type Patience = Partial<typeof patience>

/** Somebody holds the lock, or a table, for longer than changing tables takes. Nothing was changed. */
export class Preparing extends Error {
  override readonly name = 'Preparing'
}

/**
 * All that are due in one transaction. Rejects, and has changed nothing, for one that was applied with other words, and with
 * `Preparing` where somebody is at it for too long; one that the database has and this program has not is left alone. `told`:
 * it takes longer than it does where nobody else is at it.
 */
export async function migratePostgres(
  sql: Sql,
  told: () => void = () => undefined,
  given: Patience = {},
): Promise<void> {
  const { told: after, waits } = { ...patience, ...given }
  await sql.begin(async (tx) => {
    const late = setTimeout(told, after)
    try {
      await silentFor(tx, silence)
      await tx`SELECT set_config('lock_timeout', ${String(waits)}, true)`
      await tx`SELECT pg_advisory_xact_lock(${lock})`
      await migrate(tx)
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === '55P03')) throw cause
      throw new Preparing(`another program has been at its tables for ${Math.ceil(waits / 1_000)} s`, { cause })
    } finally {
      clearTimeout(late)
    }
  })
}

async function migrate(tx: TransactionSql): Promise<void> {
  await tx`CREATE SCHEMA IF NOT EXISTS tablee`
  await tx`CREATE TABLE IF NOT EXISTS tablee.migration (name text PRIMARY KEY, digest text NOT NULL)`
  const known = new Map(
    (await tx<{ name: string; digest: string }[]>`SELECT name, digest FROM tablee.migration`).map(
      ({ name, digest }) => [name, digest],
    ),
  )
  for (const migration of migrations) {
    const [before, digest] = [known.get(migration.name), digestOf(migration)]
    if (before !== undefined && before !== digest)
      throw new Error(`The database was made by another version: its migration "${migration.name}" differs.`)
    if (before !== undefined) continue
    for (const statement of migration.sql) await tx.unsafe(statement)
    await tx`INSERT INTO tablee.migration (name, digest) VALUES (${migration.name}, ${digest})`
  }
}
