/**
 * `POSTGRES_LOG=1`: each server of a run is a node on a Postgres of its own database, as `SLOW_LOG` puts a slow log under it.
 * A data folder that is opened again is the same database again.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Config } from '@tablee/server/config'
import { createNode } from '@tablee/server/cluster/node'
import type { Hall } from '@tablee/server/hall/hall'
import type { Means } from '@tablee/server/hall/store'
import type { Tablee } from '@tablee/server/tablee'
import { startPostgres, type Postgres } from './postgres.ts'

export const asksPostgres = process.env['POSTGRES_LOG'] !== undefined

let started: Promise<Postgres> | null = null
function running(): Promise<Postgres> {
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

/** By data folder. */
const known = new Map<string, { readonly url: string; readonly key: string }>()
async function placeOf(folder: string | null) {
  const before = folder === null ? undefined : known.get(folder)
  if (before !== undefined) return before
  const place = {
    url: await (await running()).database(),
    key: join(mkdtempSync(join(tmpdir(), 'tablee-key-')), 'server.key'),
  }
  if (folder !== null) known.set(folder, place)
  return place
}

const none = (what: string) => (): never => {
  throw new Error(`a node has no ${what}`)
}

/** A node in the shape in which tests know a process. */
export async function onPostgres(config: Config, means: Means): Promise<Tablee> {
  const { url, key } = await placeOf(config.folder)
  const node = await createNode({ ...config, folder: null, database: { url, keyFile: key, node: null } }, means)
  const one = (): Hall => {
    const [first] = node.halls.list()
    return first === undefined ? node.halls.nobodys : node.halls.at(first)
  }
  return {
    ...node,
    get database() {
      return node.halls.sharedOf(one()).database
    },
    get journal() {
      return { ...one().journal, exchange: none('file') }
    },
    damage: { ...node.damage, lacksSnapshots: () => false, snapshotsMended: () => undefined },
    first: null,
    move: none('file'),
    config,
    async listen() {
      const listening = await node.listen()
      // Those that nobody has are taken in a moment; tests look at once.
      for (const row of await node.cluster.sql<{ dialogue: Hall['dialogue'] }[]>`SELECT dialogue FROM tablee.hall`)
        await node.cluster.whereIs(row.dialogue)
      return listening
    },
  }
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
  const psql = (await running()).program('psql')
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
