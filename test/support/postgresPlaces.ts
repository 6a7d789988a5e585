/** `POSTGRES_LOG=1`: which database of which Postgres a data folder of a test stands for, and what a process is told of it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startPostgres, type Postgres } from './postgres.ts'

export const asksPostgres = process.env['POSTGRES_LOG'] !== undefined

/** True where a run is on Postgres and this has nothing to find there; says why. For `skipIf`. */
export function nothingOnPostgres(what: string, why: string): boolean {
  if (asksPostgres) console.log(`not run: ${what} on Postgres (${why})`)
  return asksPostgres
}

let started: Promise<Postgres> | null = null
/** The Postgres of this process, which all its places are on. */
export function runsOn(): Promise<Postgres> {
  started ??= startPostgres(['fsync = off']).then((postgres) => {
    // The files of a run share it; it ends with their process.
    process.once('exit', () => {
      const owner = postgres.owner
      const as = owner === null ? {} : owner
      execFileSync(postgres.program('pg_ctl'), ['-D', postgres.data, '-m', 'immediate', 'stop'], {
        stdio: 'ignore',
        ...as,
      })
      execFileSync('rm', ['-rf', postgres.folder])
    })
    return postgres
  })
  return started
}

type Place = { readonly url: string; readonly key: string }
/** By data folder. */
const known = new Map<string, Place>()
export const placeAt = (url: string): Place => ({
  url,
  key: join(mkdtempSync(join(tmpdir(), 'tablee-key-')), 'server.key'),
})
export async function placeOf(folder: string | null): Promise<Place> {
  const before = folder === null ? undefined : known.get(folder)
  if (before !== undefined) return before
  const place = placeAt(await (await runsOn()).database())
  if (folder !== null) known.set(folder, place)
  return place
}

/** What a process is told beside its folder; nothing where that is the database. */
export async function settingsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  if (!asksPostgres) return {}
  const { url, key } = await placeOf(folder)
  return { DATABASE_URL: url, TABLEE_KEY: key }
}

/** The newest row of a document as another process finds it on the disk, at once. */
export async function onDisk(folder: string, doc: string) {
  const place = known.get(folder)
  if (place === undefined) {
    const disk = new DatabaseSync(join(folder, 'tablee.sqlite'), { readOnly: true })
    const newest = disk.prepare(
      'SELECT max(seq) AS seq, author FROM journal_row JOIN journal_document ON id = document WHERE name = ?',
    )
    return {
      newest: () => ({ seq: Number(newest.get(doc)?.['seq']), author: String(newest.get(doc)?.['author']) }),
      close: () => disk.close(),
    }
  }
  const psql = (await runsOn()).program('psql')
  const asked = `SELECT r.seq, author FROM tablee.journal_row r JOIN tablee.document d ON d.id = r.document WHERE name = '${doc}' ORDER BY r.seq DESC LIMIT 1`
  return {
    newest() {
      const [seq = '', author = ''] = execFileSync(psql, [place.url, '-At', '-F', ' ', '-c', asked], {
        encoding: 'utf8',
      })
        .trim()
        .split(' ')
      return { seq: Number(seq), author }
    },
    close: () => undefined,
  }
}
