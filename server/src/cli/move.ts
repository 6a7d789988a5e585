/**
 * `move`: a dialogue out of this data folder into a cluster, or out of a cluster into a data folder. One line tells how far
 * it is; Ctrl-C takes it back as long as it is not decided.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { newId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { checkOf, openFolderKey } from '../access/folder-key.ts'
import { keyFile, readSecret, serverKey, writeSecret } from '../access/keys.ts'
import { systemClock } from '../clock.ts'
import { withFiles, type Config } from '../config.ts'
import { migrations } from '../hall/migrations.ts'
import { migratePostgres } from '../journal/postgres/schema.ts'
import { NotMoved, Undecided } from '../move/claim.ts'
import { connect, unanswered } from '../move/connect.ts'
import { moveIn } from '../move/in.ts'
import { readMark, toldOf } from '../move/mark.ts'
import { settleMoves } from '../move/settle.ts'
import { mayServe as mayServeFolder } from '../second/may-serve.ts'
import { openDatabase } from '../store/database.ts'
import { Stop } from './ask.ts'
import { reach } from './reach.ts'
import { say } from './say.ts'

export type MoveOptions = { readonly to: string | undefined; readonly at: string | undefined }

const isCluster = (to: string): boolean => /^postgres(ql)?:\/\//.test(to)
/** An address that was mistyped would be a folder's name, with a password in it. */
const isAddress = (to: string): boolean => /^[a-z][\w+.-]*:\/\//i.test(to)

/** Ctrl-C, once: a second one does not wait. `decided`: it is too late to take it back. */
function interrupt() {
  const stop = new AbortController()
  let decided = false
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(130)
    if (decided) return console.error('\nIt is decided by now, and ends by itself in a moment.')
    stop.abort()
  })
  return { signal: stop.signal, decide: () => void (decided = true) }
}

/** A line that goes on where somebody looks, and one for every tenth where a file keeps them. */
function bar(): (part: number) => void {
  let tenth = -1
  return (part) => {
    const percent = Math.floor(part * 100)
    if (process.stderr.isTTY) process.stderr.write(`\r${percent} % copied and compared `)
    else if (Math.floor(percent / 10) > tenth) {
      tenth = Math.floor(percent / 10)
      console.error(`${percent} % copied and compared`)
    }
  }
}
const endLine = (): void => void (process.stderr.isTTY && process.stderr.write('\n'))

async function toCluster(
  config: Config & { readonly folder: string },
  random: RandomBytes,
  dialogue: string,
  to: string,
  at: string | undefined,
): Promise<void> {
  const { signal, decide } = interrupt()
  const tell = bar()
  const reached = await reach(config, random)
  let said: unknown = null
  try {
    const body = { bytes: new TextEncoder().encode(JSON.stringify({ dialogue, to, at })), type: 'application/json' }
    const answer = await reached.send(
      'POST',
      '/api/server/moves',
      body,
      (line) => {
        const value: unknown = JSON.parse(line)
        if (typeof value !== 'object' || value === null) return
        if ('writing' in value) decide()
        if ('progress' in value) tell(Number(value.progress))
        else said = value
      },
      signal,
    )
    endLine()
    if (answer.status >= 400) throw new Stop(say(JSON.parse(answer.bytes.toString('utf8')), answer.status))
  } catch (cause) {
    endLine()
    if (!signal.aborted) throw cause
    throw new Stop('Cancelled. The dialogue is here as before. What was copied is taken away again.', 130)
  } finally {
    await reached.close()
  }
  const says = typeof said === 'object' && said !== null && 'says' in said ? String(said.says) : say(said, 200)
  if (typeof said === 'object' && said !== null && 'moved' in said && said.moved === true) console.log(says)
  else throw new Stop(says)
}

/** The cluster's key into a new folder: its cards go on opening what they opened. */
async function keyFor(folder: string, from: readonly string[], check: string | null, random: RandomBytes) {
  const secret = [keyFile(folder), ...from].flatMap((file) => readSecret(file) ?? [])[0] ?? null
  if (secret === null || (check !== null && checkOf(serverKey(secret)) !== check))
    throw new Stop(
      secret === null
        ? 'The server.key of the cluster’s nodes is needed: TABLEE_KEY=/path/server.key. Without it no printed card would open anything here.'
        : `${folder} has another server.key than the cluster: no printed card would open anything there. Move into a new folder, with TABLEE_KEY=/path/server.key of the cluster’s nodes.`,
    )
  if (!existsSync(keyFile(folder))) writeSecret(keyFile(folder), secret)
  return (database: ReturnType<typeof openDatabase>) => openFolderKey(folder, database, random)
}

async function toFolder(
  config: { readonly folder: string },
  random: RandomBytes,
  dialogue: DialogueId,
  to: string,
  at: string | undefined,
  from: { readonly url: string; readonly key: string | undefined },
): Promise<void> {
  const folder = resolve(to)
  const where = at ?? folder
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  mayServeFolder(folder)
  const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
  const sql = connect(from.url)
  const { signal, decide } = interrupt()
  try {
    await migratePostgres(sql)
    const [kept] = await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = 'key-check'`
    const keys = [...(from.key === undefined ? [] : [resolve(from.key)]), keyFile(config.folder)]
    const adoptKey = await keyFor(folder, keys, kept?.value ?? null, random)
    await settleMoves(database, folder, 5_000, from.url)
    const [hall] = await sql<{ moved: string | null }[]>`SELECT moved FROM tablee.hall WHERE dialogue = ${dialogue}`
    const gone = readMark(hall?.moved ?? null)
    if (gone?.is === 'moved') {
      const stands = database.prepare('SELECT moved FROM hall WHERE dialogue = ?').get(dialogue)
      // An address is no folder's name: that the dialogue is in this one and has no mark says it.
      const here = stands?.['moved'] === null && (gone.where === folder || toldOf(gone.where) !== null)
      if (!here) throw new Stop(`The dialogue ${dialogue} has been moved to ${gone.where}.`)
      return console.log(`The dialogue ${dialogue} has been moved to ${folder}.`)
    }
    const into = { dialogue, database, migrations, folder, where }
    const { documents, bytes } = await moveIn(
      into,
      { sql, url: from.url, where: '' },
      newId(random),
      { signal, onPart: bar() },
      decide,
    )
    adoptKey(database)
    endLine()
    const lost = bytes.missing === 0 ? '' : ` ${bytes.missing} photos or films were missing there, too.`
    console.log(
      `Moved to ${folder}: ${documents} documents, each the same on both sides, and ${bytes.brought} photos and films.${lost}\nServe it: TABLEE_DATA=${folder} npx -y pnpm@12 start`,
    )
  } catch (cause) {
    endLine()
    if (cause instanceof NotMoved || cause instanceof Undecided) throw new Stop(cause.message)
    if (signal.aborted)
      throw new Stop('Cancelled. The dialogue is on the cluster as before, and nothing of it stayed here.', 130)
    const why = unanswered(cause)
    throw why === null ? cause : new Stop(`The dialogue was not moved: ${why}`)
  } finally {
    await sql.end({ timeout: 1 })
    database.close()
  }
}

/** Ends with 130 where somebody took it back. Throws `Stop` with a sentence where it is not done. */
export async function move(
  config: Config & { readonly folder: string },
  random: RandomBytes,
  dialogue: string,
  { to, at }: MoveOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (to === undefined || to === '')
    throw new Stop(
      'Where to? --to postgres://… (a cluster), or --to FOLDER (a data folder, out of the cluster of DATABASE_URL).',
    )
  const began = systemClock()
  const cluster = withFiles(env)['DATABASE_URL']
  // Not what was typed: a command line is everybody's to read on a machine.
  const named = to === 'cluster' ? (cluster ?? '') : to
  if (to === 'cluster' && !isCluster(named))
    throw new Stop('--to cluster is the one of DATABASE_URL=postgres://…, which is not set.')
  // Without it everybody who comes to the old address would be told nothing that leads anywhere.
  if (at !== undefined && !/^https?:$/.test(URL.canParse(at) ? new URL(at).protocol : ''))
    throw new Stop('--at is an address that begins with https:// or http://, as people open it.')
  if (isCluster(named)) await toCluster(config, random, dialogue, named, at)
  else {
    if (isAddress(to)) throw new Stop('--to is a folder, cluster, or an address that begins with postgres://.')
    const url = cluster
    if (url === undefined || !isCluster(url))
      throw new Stop(
        'Out of which cluster? Set DATABASE_URL=postgres://… of its nodes. (Another folder is reached with backup and restore.)',
      )
    await toFolder(config, random, dialogue as DialogueId, to, at, { url, key: env['TABLEE_KEY'] })
  }
  console.error(`It took ${((systemClock() - began) / 1000).toFixed(1)} s.`)
}
