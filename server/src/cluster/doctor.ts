/**
 * A log on Postgres as an operator wants to know of it before a day: is what is answered really kept, and twice; how long does
 * it take; what is this role lacking. Changes nothing: what is written to measure a commit is a message in Postgres' own log,
 * which nobody reads and no table holds.
 */
import { statfsSync } from 'node:fs'
import type { LogFact, Right } from '@tablee/shared/ready/log-fact'
import postgres, { type Sql } from 'postgres'
import { firstHost } from '../config.ts'
import { Unavailable, within } from '../postgres/answer.ts'

const oldest = 15
/** ms: what people feel, and what they wait for. */
const latencies = { look: { p50: 10, p99: 50 }, bad: { p50: 100, p99: 1_000 } } as const
const commits = 50
/** ms. Nodes go by the database's clock; a machine's own stands in its log and on its certificate. */
const clockMost = 2_000
/** Sessions that a node holds beside one for each hall: its directory, its lists, reading. */
const perNode = 12
const [enough, least] = [5_000_000_000, 1_000_000_000]
const patience = 5

type Of<What extends LogFact['what']> = Extract<LogFact, { readonly what: What }>

const near: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1', ''])

/** Settings without which an answer is a promise that a cut of power breaks. */
export function judgeDurable(settings: Readonly<Record<string, string>>): Of<'durable'> {
  const off = ['fsync', 'full_page_writes'].filter((name) => settings[name] !== 'on').map((name) => `${name} = off`)
  const said = settings['synchronous_commit'] ?? ''
  const commit = said === 'on' || said === 'remote_apply' ? [] : [`synchronous_commit = ${said}`]
  // `local` and `remote_write` wait for this disk: they lose what the standby lacks, and only with this disk.
  const mild = off.length === 0 && (said === 'local' || said === 'remote_write')
  return {
    what: 'durable',
    is: mild ? 'look' : off.length + commit.length > 0 ? 'bad' : 'good',
    off: [...off, ...commit],
  }
}

/** `names`: `synchronous_standby_names`; `sync`: how many of those that follow are waited for, null where nobody may know. */
export function judgeStandby(names: string, follow: number, sync: number | null): Of<'standby'> {
  if (names.trim() === '') return { what: 'standby', is: 'look', why: follow === 0 ? 'none' : 'later', count: follow }
  if (sync === 0 || (sync === null && follow === 0)) return { what: 'standby', is: 'bad', why: 'away', count: follow }
  return { what: 'standby', is: 'good', why: 'named', count: sync ?? follow }
}

/** Milliseconds of several small commits. */
export function judgeLatency(took: readonly number[]): Of<'latency'> {
  const sorted = [...took].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  const [p50, p99] = [at(0.5), at(0.99)]
  const beyond = ({ p50: a, p99: b }: { readonly p50: number; readonly p99: number }) => p50 > a || p99 > b
  return { what: 'latency', is: beyond(latencies.bad) ? 'bad' : beyond(latencies.look) ? 'look' : 'good', p50, p99 }
}

/** `halls` that stand and `nodes` that live, this one with them. */
export function judgeConnections(most: number, used: number, halls: number, nodes: number): Of<'connections'> {
  const needs = halls + nodes * perNode
  return { what: 'connections', is: needs > most ? 'bad' : needs > most * 0.8 ? 'look' : 'good', most, used, needs }
}

const judgeSpace = (size: number, free: number | null): Of<'space'> => ({
  what: 'space',
  is: free === null || free > enough ? 'good' : free > least ? 'look' : 'bad',
  size,
  free,
})

/** Why there is no session; null for what is a bug of ours. */
function unreached(cause: unknown, url: URL): LogFact {
  const at = `${url.hostname}:${url.port || '5432'}`
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const told = (why: Of<'reached'>['why'], said = at): LogFact => ({ what: 'reached', is: 'bad', why, at: said })
  if (cause instanceof Unavailable) return told('silent')
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return told('unknown-name', url.hostname)
  if (code === 'ECONNREFUSED') return told('refused')
  if (code === 'CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH') return told('silent')
  if (code === '28P01' || code === '28000') return told('password')
  if (code === '3D000') return told('no-database', url.pathname.slice(1))
  return told('error', cause instanceof Error ? cause.message : String(cause))
}

async function settingsOf(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const rows = await sql<{ name: string; setting: string }[]>`SELECT name, setting FROM pg_settings`
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
}

async function lookAtRights(sql: Sql): Promise<Of<'rights'>> {
  const [found] = await sql<{ role: string; schema: boolean; create: boolean }[]>`
    SELECT current_user AS role, to_regnamespace('tablee') IS NOT NULL AS schema,
           has_database_privilege(current_database(), 'CREATE') AS create`
  const { role = '', schema = false, create = false } = found ?? {}
  const lacks: Right[] = []
  if (!schema && !create) lacks.push('create-schema')
  if (schema) {
    const [may] = await sql<{ use: boolean; make: boolean; write: boolean | null }[]>`
      SELECT has_schema_privilege('tablee', 'USAGE') AS use, has_schema_privilege('tablee', 'CREATE') AS make,
             (SELECT bool_and(has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                              AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
                FROM pg_class c WHERE c.relnamespace = to_regnamespace('tablee') AND c.relkind = 'r') AS write`
    if (may?.use !== true) lacks.push('use-schema')
    if (may?.make !== true) lacks.push('create-tables')
    if (may?.write === false) lacks.push('write-tables')
  }
  return { what: 'rights', is: lacks.length === 0 ? 'good' : 'bad', lacks, role }
}

async function lookAtStandbys(sql: Sql, settings: Readonly<Record<string, string>>): Promise<Of<'standby'>> {
  // Somebody who may not see others' sessions is shown that there are some, and not which.
  const rows = await sql<{ state: string | null; how: string | null }[]>`
    SELECT state, sync_state AS how FROM pg_stat_replication`
  const hidden = rows.some(({ how }) => how === null)
  const sync = hidden ? null : rows.filter(({ how }) => how === 'sync' || how === 'quorum').length
  return judgeStandby(settings['synchronous_standby_names'] ?? '', rows.length, sync)
}

/** The quickest of several rounds says best where the other clock stands. */
async function lookAtClocks(sql: Sql, now: () => number): Promise<Of<'clocks'>> {
  let best = { by: 0, within: Number.POSITIVE_INFINITY }
  for (let round = 0; round < 5; round += 1) {
    const before = now()
    const [row] = await sql<{ at: number }[]>`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`
    const took = now() - before
    if (took < best.within) best = { by: before + took / 2 - (row?.at ?? 0), within: took }
  }
  const [by, within] = [Math.round(best.by) + 0, Math.ceil(best.within)]
  return { what: 'clocks', is: Math.abs(by) > clockMost ? 'look' : 'good', by, within }
}

async function lookAtLatency(sql: Sql, stopwatch: () => number): Promise<Of<'latency'>> {
  const took: number[] = []
  for (let one = 0; one < commits; one += 1) {
    const began = stopwatch()
    await sql`SELECT pg_logical_emit_message(true, 'tablee', ${'x'.repeat(300)})`
    took.push(stopwatch() - began)
  }
  return judgeLatency(took)
}

/** What is free is seen only where the database lies on this machine, by somebody who may know in which folder. */
async function lookAtSpace(sql: Sql, url: URL, settings: Readonly<Record<string, string>>): Promise<Of<'space'>> {
  const [row] = await sql<{ size: number }[]>`SELECT pg_database_size(current_database())::float8 AS size`
  const folder = settings['data_directory']
  const disk = (): number | null => {
    if (folder === undefined || !near.has(url.hostname)) return null
    try {
      const { bavail, bsize } = statfsSync(folder)
      return bavail * bsize
    } catch {
      return null
    }
  }
  return judgeSpace(row?.size ?? 0, disk())
}

async function lookAtArchive(sql: Sql, settings: Readonly<Record<string, string>>): Promise<Of<'archive'>> {
  const told = (why: Of<'archive'>['why']): Of<'archive'> => ({
    what: 'archive',
    is: why === 'on' ? 'good' : why === 'failing' ? 'bad' : 'look',
    why,
  })
  if (settings['archive_mode'] === undefined) return told('unseen')
  if (settings['archive_mode'] === 'off') return told('off')
  const [row] = await sql<{ failing: boolean }[]>`
    SELECT coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS failing
      FROM pg_stat_archiver`
  return told(row?.failing === true ? 'failing' : 'on')
}

async function lookAtConnections(sql: Sql, settings: Readonly<Record<string, string>>): Promise<Of<'connections'>> {
  const [used] = await sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'`
  const [there] = await sql<{ any: boolean }[]>`
    SELECT coalesce(has_table_privilege(to_regclass('tablee.hall'), 'SELECT')
                    AND has_table_privilege(to_regclass('tablee.node'), 'SELECT'), false) AS any`
  const [count] =
    there?.any === true
      ? await sql<{ halls: number; nodes: number }[]>`
          SELECT (SELECT count(*)::int FROM tablee.hall) AS halls,
                 (SELECT count(*)::int FROM tablee.node WHERE seen > now() - interval '1 minute') AS nodes`
      : []
  const most = Number(settings['max_connections'] ?? 100) - Number(settings['superuser_reserved_connections'] ?? 3)
  return judgeConnections(most, used?.n ?? 0, count?.halls ?? 0, Math.max(1, count?.nodes ?? 0))
}

async function lookAtLine(sql: Sql, url: URL): Promise<Of<'line'>> {
  const [row] = await sql<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`
  if (row?.ssl === true) return { what: 'line', is: 'good', why: 'tls' }
  return near.has(url.hostname) ? { what: 'line', is: 'good', why: 'here' } : { what: 'line', is: 'look', why: 'open' }
}

/** `mine`: the check value of this machine's key; null where it has none. */
async function lookAtKey(sql: Sql, mine: string | null): Promise<Of<'key'>> {
  const [there] = await sql<{ any: boolean }[]>`
    SELECT coalesce(has_table_privilege(to_regclass('tablee.meta'), 'SELECT'), false) AS any`
  const [row] =
    there?.any === true ? await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = 'key-check'` : []
  if (row === undefined) return { what: 'key', is: 'good', why: 'new' }
  if (mine === null) return { what: 'key', is: 'bad', why: 'missing' }
  return row.value === mine ? { what: 'key', is: 'good', why: 'fits' } : { what: 'key', is: 'bad', why: 'other' }
}

/** What can be looked at once a session stands; a standby takes no writes, so nothing is measured there. */
async function looked(sql: Sql, url: URL, asked: Asked): Promise<readonly LogFact[]> {
  // Of several hosts the driver tries one after the other, for as long as none of them takes writes.
  const [found] = await within(3_000 * patience, sql<{ standby: boolean }[]>`SELECT pg_is_in_recovery() AS standby`)
  const settings = await settingsOf(sql)
  const number = Number(settings['server_version_num'] ?? 0)
  const version = settings['server_version'] ?? ''
  const why = found?.standby === true ? 'standby' : number < oldest * 10_000 ? 'old' : 'good'
  const first: LogFact = { what: 'version', is: why === 'good' ? 'good' : 'bad', why, version }
  if (why === 'standby') return [first]
  const standby = await lookAtStandbys(sql, settings)
  return [
    first,
    judgeDurable(settings),
    standby,
    await lookAtRights(sql),
    await lookAtKey(sql, asked.key),
    // Waiting for a standby that is not there says nothing of the disk.
    ...(standby.why === 'away' ? [] : [await lookAtLatency(sql, asked.stopwatch)]),
    await lookAtClocks(sql, asked.now),
    await lookAtSpace(sql, url, settings),
    await lookAtArchive(sql, settings),
    await lookAtConnections(sql, settings),
    await lookAtLine(sql, url),
  ]
}

type Asked = {
  readonly now: () => number
  readonly stopwatch: () => number
  /** The check value of this machine's key; null where it has none. */
  readonly key: string | null
}

/** Never rejects: a database that is not reached is the first fact, and the only one. `address`: with its password, which nothing tells. */
export async function lookAtLog(address: string, asked: Asked): Promise<readonly LogFact[]> {
  const url = firstHost(address) ?? new URL('postgres://')
  const sql = postgres(address, {
    max: 1,
    connect_timeout: patience,
    fetch_types: false,
    connection: { application_name: 'tablee doctor', statement_timeout: patience * 1_000 },
    onnotice: () => undefined,
  })
  try {
    const facts = await looked(sql, url, asked)
    const at = /@?([^@/]+)(?:\/[^/]*)?$/.exec(address.split('?')[0] ?? '')?.[1] ?? url.host
    return [{ what: 'reached', is: 'good', why: 'answers', at: at.replaceAll(',', ', ') }, ...facts]
  } catch (cause) {
    return [unreached(cause, url)]
  } finally {
    await sql.end({ timeout: 1 }).catch(() => undefined)
  }
}
