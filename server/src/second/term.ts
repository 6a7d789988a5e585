/**
 * Which laptop is the first: a number that only goes up, each time by a person's word. It stands in the database; whoever
 * shows a higher one, signed by the key that both have, ends the one that hears it.
 */
import { same, type ServerKey } from '../access/keys.ts'
import { hasTable, type Database } from '../store/database.ts'

/** 1 where nothing was ever taken over. */
export function termOf(database: Database): number {
  if (!hasTable(database, 'term')) return 1
  return Number(database.prepare('SELECT coalesce(max(term), 1) AS term FROM term').get()?.['term'])
}

/** What a device carries from one laptop to the other. */
export const signedTerm = (key: ServerKey, term: number): string =>
  `${term}.${key.mac('term', [term], 24).toString('base64url')}`

/** Null for what nobody signed who has the key. */
export function readTerm(key: ServerKey, said: string | null | undefined): number | null {
  const [, number, signature] = /^(\d{1,9})\.([\w-]{32})$/.exec(said ?? '') ?? []
  if (number === undefined || signature === undefined) return null
  const term = Number(number)
  return same(Buffer.from(signature, 'base64url'), key.mac('term', [term], 24)) ? term : null
}

/** A copy of another laptop's database says up to where it has it; a database that is served says nothing of it. */
export type Mark = { readonly run: string; readonly n: number }
/** Null for a database that is no copy. */
export function markOf(database: Database): Mark | null {
  if (!hasTable(database, 'journal_meta')) return null
  const value = database.prepare(`SELECT value FROM journal_meta WHERE key = 'copied'`).get()?.['value']
  const [run = '', n = ''] = typeof value === 'string' ? value.split(' ') : []
  return run === '' ? null : { run, n: Number(n) }
}
/** Within the caller's transaction. */
export function setMark(database: Database, { run, n }: Mark): void {
  database
    .prepare(
      `INSERT INTO journal_meta (key, value) VALUES ('copied', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    )
    .run(`${run} ${n}`)
}
