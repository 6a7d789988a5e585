/**
 * A real Postgres (Debian's package) in a temporary folder, on a free port, for as long as a file of tests takes. Where it
 * is not installed the tests that need it say so.
 */
import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'

const run = promisify(execFile)

function newestPrograms(): string | null {
  const all = '/usr/lib/postgresql'
  const versions = existsSync(all) ? readdirSync(all).filter((one) => existsSync(join(all, one, 'bin', 'initdb'))) : []
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1)
  return newest === undefined ? null : join(all, newest, 'bin')
}
const programs = newestPrograms()

/** initdb refuses root: then everything is run as the package's own user. */
function ownerIds(): { readonly uid: number; readonly gid: number } | null {
  if (userInfo().uid !== 0) return null
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}
const owner = programs === null ? null : ownerIds()

/** Why no Postgres can be started here, for `skipIf`; null where one can. */
export const postgresMissing: string | null =
  programs === null
    ? 'no Postgres on this machine (Debian: apt-get install postgresql)'
    : userInfo().uid === 0 && owner === null
      ? 'Postgres does not run as root, and there is no user postgres'
      : null

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export type Postgres = Awaited<ReturnType<typeof startPostgres>>

/** Synced for real (`fsync`), and reached over TCP on this machine alone. `settings`: lines of postgresql.conf. `stop` it. */
export async function startPostgres(settings: readonly string[] = []) {
  if (programs === null) throw new Error('no Postgres')
  const bin = programs
  const folder = mkdtempSync(join(tmpdir(), 'tablee-postgres-'))
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const as = { ...owner, cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' } }
  const tool = (name: string, args: readonly string[]) => run(join(bin, name), [...args], as)
  await tool('initdb', ['-D', data, '-U', 'tablee', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const port = await freePort()
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    [
      `port = ${port}`,
      `listen_addresses = '127.0.0.1'`,
      `unix_socket_directories = ''`,
      'max_connections = 200',
      'shared_buffers = 64MB',
      ...settings,
      '',
    ].join('\n'),
  )
  const start = () => tool('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', '-t', '60', 'start'])
  await start()
  const urlOf = (name: string): string => `postgres://tablee@127.0.0.1:${port}/${name}`
  let count = 0
  const standbys: string[] = []

  return {
    folder,
    data,
    port,
    /** Who owns the data, where that is not whoever runs the tests. */
    owner,
    program: (name: string): string => join(bin, name),
    /** Postgres' own programs, as the user that owns the data. */
    tool,
    /** A standby that follows asynchronously over `line` (a port), where it lies beside this one and is stopped with it. */
    async standby(line = port) {
      const copy = join(folder, 'standby')
      await tool('pg_basebackup', [
        '-D',
        copy,
        '-R',
        '-X',
        'stream',
        '-c',
        'fast',
        '-d',
        `postgres://tablee@127.0.0.1:${line}`,
      ])
      const own = await freePort()
      standbys.push(copy)
      const asks = ['-D', copy, '-w', '-t', '60']
      await tool('pg_ctl', [...asks, '-l', join(folder, 'standby.log'), '-o', `-c port=${own}`, 'start'])
      return {
        urlOf: (name: string): string => `postgres://tablee@127.0.0.1:${own}/${name}`,
        /** From now on it is a first one. */
        promote: () => tool('pg_ctl', [...asks, 'promote']),
      }
    },
    urlOf,
    /** The address of a new, empty database. */
    async database(): Promise<string> {
      const name = `test_${(count += 1)}`
      const sql = postgres(urlOf('postgres'), { max: 1, onnotice: () => {} })
      try {
        await sql.unsafe(`CREATE DATABASE ${name}`)
      } finally {
        await sql.end()
      }
      return urlOf(name)
    },
    start,
    /** `immediate`: as if it were killed. */
    halt: (how: 'fast' | 'immediate') => tool('pg_ctl', ['-D', data, '-w', '-m', how, 'stop']),
    async stop(): Promise<void> {
      for (const one of [data, ...standbys])
        await tool('pg_ctl', ['-D', one, '-w', '-m', 'immediate', 'stop']).catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
