/** The database of a cluster, asked once at the start: is it there, is it one that we can use, and is it ours? */
import postgres from 'postgres'
import { migratePostgres, Preparing, type Patience } from '../journal/postgres/schema.ts'
import { Unavailable, within } from '../postgres/answer.ts'
import { noticing } from '../postgres/pool.ts'

const oldest = 15

/** A sentence for whoever stands at the terminal, without the password that stands in the address. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase'
}

/** Where a database is, without the password that stands in its address. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL'
  const { host, pathname } = new URL(url)
  return `the database ${pathname.replace(/^\//, '') || '(no name)'} at ${host}`
}
const codeOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
const saidBy = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** What Postgres, or the way to it, said: in words that say what to do. */
export function sentence(answer: unknown, url: string): string {
  const at = shownUrl(url)
  // A pool says of whatever broke that nobody answered; what broke it says more.
  const cause = answer instanceof Unavailable && answer.cause instanceof Error ? answer.cause : answer
  const code = codeOf(cause)
  if (cause instanceof Preparing)
    return `${at}: ${cause.message}, and this one waited for it. If it hangs, end its session (pg_stat_activity shows it), then start this one again. Nothing was changed.`
  if (cause instanceof Unavailable)
    return `Postgres takes connections and gives no answer: ${at}. Is the network whole?`
  if (code === 'ECONNREFUSED' || code === 'CONNECT_TIMEOUT' || code === 'EHOSTUNREACH' || code === 'ETIMEDOUT')
    return `Postgres does not answer: ${at}. Is it running, and does DATABASE_URL name its host and port?`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `Nobody knows the host of ${at}. Look at the host in DATABASE_URL.`
  if (code === '28P01' || code === '28000') return `Postgres refuses the user or the password in DATABASE_URL: ${at}.`
  if (code === '3D000') return `There is no such database: ${at}. Make it first: createdb, or CREATE DATABASE.`
  if (code === '42501')
    return `The user in DATABASE_URL may not do what is needed: ${at}. It has to own the schema tablee, or may make it: GRANT CREATE ON DATABASE. Postgres says: ${saidBy(cause)}.`
  if (code === '42P07')
    return `${at} has a schema tablee that is not Tablée’s. Give it a database of its own. Nothing was changed.`
  if (code === '25006') return `${at} is read-only: a standby. DATABASE_URL should name the primary.`
  if (code === '57P03') return `Postgres is starting or stopping: ${at}. Try again in a moment.`
  return `Postgres can't be used: ${at}. It says: ${saidBy(cause)}.`
}

/** ms: for a first answer, and for tables that are changed, which takes what it takes. */
const [first, changing] = [10_000, 600_000]

/**
 * Throws `NoDatabase` where it can't be used; afterwards it has its tables. `waits`: told where another program is at them.
 */
export async function prepareDatabase(
  url: string,
  name: string,
  waits: () => void = () => undefined,
  patience: Patience = {},
): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    backoff: () => 0.2,
    // A start that is cut off in the middle would keep all others waiting.
    connection: { application_name: name, ...noticing, idle_in_transaction_session_timeout: 10_000 },
    onnotice: () => undefined,
  })
  try {
    const [about] = await within(
      first,
      sql<{ version: number; commits: string }[]>`
        SELECT current_setting('server_version_num')::int AS version, current_setting('synchronous_commit') AS commits`,
    )
    const version = about?.version ?? 0
    if (version < oldest * 10_000)
      throw new NoDatabase(
        `Postgres ${Math.floor(version / 10_000)} is too old: Tablée needs ${oldest} or newer (${shownUrl(url)}).`,
      )
    // What is answered as saved would be lost by a crash of Postgres.
    if (about?.commits === 'off')
      throw new NoDatabase(
        `synchronous_commit is off for ${shownUrl(url)}: what people are told is saved would be lost when Postgres crashes. Turn it on: ALTER DATABASE … SET synchronous_commit = on.`,
      )
    await within(changing, migratePostgres(sql, waits, patience))
  } catch (cause) {
    throw cause instanceof NoDatabase ? cause : new NoDatabase(sentence(cause, url), { cause })
  } finally {
    await sql.end({ timeout: 1 }).catch(() => undefined)
  }
}
