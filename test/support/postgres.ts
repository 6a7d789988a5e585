/**
 * A real Postgres (Debian's package) in a temporary folder, on a free port, for as long as a file of tests takes. Where it
 * is not installed the tests that need it say so.
 */
import { execFile, execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { freePort } from './freePort.ts'

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

export type Postgres = Awaited<ReturnType<typeof startPostgres>>
/** A Postgres that follows another one. */
export type Standby = Awaited<ReturnType<Postgres['standby']>>

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
  const settle = (port: number): void =>
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
  const control = (of: string, ...asked: readonly string[]) =>
    tool('pg_ctl', ['-D', of, '-l', join(folder, 'log'), '-w', '-t', '60', ...asked])
  const start = (of = data) => control(of, 'start')
  // Free when it was asked, and taken before it is used: seldom, and then by another one once more.
  let port = 0
  for (let tries = 3; port === 0; tries -= 1) {
    const free = await freePort()
    settle(free)
    await start().then(
      () => (port = free),
      (cause: unknown) => {
        if (tries === 1) throw cause
      },
    )
  }
  const urlAt = (at: number, name: string): string => `postgres://tablee@127.0.0.1:${at}/${name}`
  const urlOf = (name: string): string => urlAt(port, name)
  const postmaster = (of = data): number => Number(readFileSync(join(of, 'postmaster.pid'), 'utf8').split('\n')[0])
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
    /** Another one that follows this one over `line` (a port), lies beside it and is stopped with it. */
    async standby(line = port) {
      const copy = join(folder, `standby-${standbys.length + 1}`)
      const how = ['-R', '-X', 'stream', '-c', 'fast', '--no-sync']
      await tool('pg_basebackup', ['-D', copy, ...how, '-d', urlAt(line, 'postgres')])
      const own = await freePort()
      appendFileSync(join(copy, 'postgresql.auto.conf'), `\nport = ${own}\nsynchronous_standby_names = ''\n`)
      standbys.push(copy)
      await start(copy)
      return {
        data: copy,
        port: own,
        urlOf: (name: string): string => urlAt(own, name),
        /** From now on it is a first one. */
        promote: () => control(copy, 'promote'),
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
    halt: (how: 'fast' | 'immediate') => control(data, '-m', how, 'stop'),
    /** Every process of it stands still as a disk that hangs would hold it; the answer lets them go on. */
    freeze(): () => void {
      const master = postmaster()
      // The first one stands still first: then there are no more to come.
      process.kill(master, 'SIGSTOP')
      const sessions = readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ').map(Number)
      for (const pid of sessions) process.kill(pid, 'SIGSTOP')
      return () => {
        for (const pid of [...sessions, master]) process.kill(pid, 'SIGCONT')
      }
    },
    /** Its first process, which starts the others. `of`: a standby's folder. */
    postmaster,
    /**
     * kill -9 of the postmaster, and after `away` ms another one in its place: the processes that it leaves behind notice and
     * end, and only then one can start.
     */
    async kill(away = 0, of = data): Promise<void> {
      process.kill(postmaster(of), 'SIGKILL')
      await pause(away)
      for (let tries = 0; ; tries += 1) {
        await pause(30)
        try {
          await start(of)
          return
        } catch (cause) {
          if (tries > 100) throw cause
        }
      }
    },
    async stop(): Promise<void> {
      for (const one of [data, ...standbys]) await control(one, '-m', 'immediate', 'stop').catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
