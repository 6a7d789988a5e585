/** `pnpm tablee <command>`: what an organiser does on the machine itself. */
import { randomFillSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { RandomBytes } from '@tablee/shared/ids'
import { reach, type Send } from './cli/reach.ts'
import { say } from './cli/say.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Imported } from './http/exchange-routes.ts'
import { DatabaseInUse } from './store/database.ts'
import type { DialogueAnswer, DialogueList, LinkEntry } from '@tablee/shared/wire/http'

const usage = `pnpm tablee <command>

  owner-link [DIALOGUE]            re-issue the organiser's first-run link; the old one ends
  links DIALOGUE                   print every link that counts
  session DIALOGUE N               move all tables to session N and start its clock
  import FILE --board ID           read an Argdown file into a board, all of it or nothing
  export --board ID [--out FILE]   write a board as Argdown
  snapshot DIALOGUE                freeze every board of a dialogue at one cut
  verify                           check that the tables of the database are what the journal says
  backup FILE                      copy the database into one file, also while the server runs
  restore FILE                     put a backup in place of the database (server stopped); the old one stays beside it
  seed                             put the demo into an empty data folder
  seed --live [TRACE]              let people type on a board, or a keystroke trace into its notes
       [--speed N|max] [--board ID] [--editors N]

A board's ID is the end of its page's address (/table/ID) and the first column of the CSV files.
The data folder is TABLEE_DATA (default ./data). A running server is found there and asked; without one the folder is
opened here.
`

class Stop extends Error {}

async function json<T>(send: Send, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(
    method,
    path,
    body === undefined
      ? undefined
      : { bytes: new TextEncoder().encode(JSON.stringify(body)), type: 'application/json' },
  )
  const value: unknown =
    answer.type.includes('json') && answer.bytes.length > 0 ? JSON.parse(answer.bytes.toString('utf8')) : null
  if (answer.status >= 400) throw new Stop(say(value, answer.status))
  return value as T
}

const needed = (value: string | undefined, what: string): string => {
  if (value === undefined || value === '') throw new Stop(`${what} is missing.\n\n${usage}`)
  return value
}
const at = (part: string): string => encodeURIComponent(part)

function printLinks(links: readonly LinkEntry[]): void {
  for (const link of links) {
    if (link.url === null) continue
    const place = link.tableNumber === null ? '' : ` ${link.site ?? ''} table ${link.tableNumber}`
    console.log(`${`${link.role}${place}`.padEnd(34)} ${link.url}${link.code === null ? '' : `  code ${link.code}`}`)
  }
}

/** A line that redraws itself on a terminal and stays silent in a log. */
function bar(part: number): void {
  if (!process.stderr.isTTY) return
  const full = Math.round(part * 30)
  process.stderr.write(
    `\r[${'#'.repeat(full)}${'.'.repeat(30 - full)}] ${String(Math.round(part * 100)).padStart(3)} %${part >= 1 ? '\n' : ''}`,
  )
}

const commands: Readonly<
  Record<
    string,
    (
      send: Send,
      args: readonly string[],
      options: { board?: string | undefined; out?: string | undefined },
    ) => Promise<void>
  >
> = {
  async 'owner-link'(send, [wanted]) {
    const dialogues = (await json<DialogueList>(send, 'GET', '/api/dialogues')).filter(
      ({ id }) => wanted === undefined || id === wanted,
    )
    if (dialogues.length === 0)
      throw new Stop(wanted === undefined ? 'There is no dialogue yet.' : `There is no dialogue ${wanted}.`)
    for (const { id, title } of dialogues) {
      const links = await json<LinkEntry[]>(send, 'GET', `/api/dialogues/${at(id)}/links`)
      // The first organiser's link is the one of the first run; it is re-issued even when it was revoked.
      const first = links.find((link) => link.role === 'organiser')
      const link =
        first === undefined
          ? await json<LinkEntry>(send, 'POST', `/api/dialogues/${at(id)}/links`, {
              role: 'organiser',
              label: 'First run',
            })
          : await json<LinkEntry>(send, 'POST', `/api/links/${at(first.id)}/renew`)
      console.log(`${title}: ${link.url ?? ''}`)
    }
  },
  async links(send, [dialogue]) {
    printLinks(await json<LinkEntry[]>(send, 'GET', `/api/dialogues/${at(needed(dialogue, 'DIALOGUE'))}/links`))
  },
  async session(send, [dialogue, number]) {
    const session = Number(needed(number, 'N'))
    if (!Number.isInteger(session)) throw new Stop(`"${number}" is no session's number.`)
    const moved = await json<DialogueAnswer>(
      send,
      'POST',
      `/api/dialogues/${at(needed(dialogue, 'DIALOGUE'))}/session`,
      { session },
    )
    console.log(
      `${moved.title}: session ${moved.clock.session} of ${moved.clock.sessions}, ${moved.clock.title}. The clock runs at all ${moved.tables.length} tables.`,
    )
  },
  async import(send, [file], { board }) {
    const path = needed(file, 'FILE')
    if (!existsSync(path)) throw new Stop(`There is no file ${path}.`)
    const bytes = readFileSync(path)
    bar(0)
    let last = ''
    const answer = await send(
      'POST',
      `/api/boards/${at(needed(board, '--board ID'))}/import?file=${at(basename(path))}`,
      { bytes, type: 'text/vnd.argdown' },
      (line) => {
        if (line === '') return
        const said: unknown = JSON.parse(line)
        if (typeof said === 'object' && said !== null && 'progress' in said && typeof said.progress === 'number')
          bar(Math.min(0.99, said.progress))
        else last = line
      },
    )
    const text = answer.type.includes('ndjson') ? last : answer.bytes.toString('utf8')
    const value: unknown = text === '' ? null : JSON.parse(text)
    if (answer.status >= 400 || (typeof value === 'object' && value !== null && 'problem' in value)) {
      if (process.stderr.isTTY) process.stderr.write('\n')
      throw new Stop(`Nothing was imported. ${say(value, answer.status)}`)
    }
    bar(1)
    console.log(imported(value))
  },
  async export(send, _args, { board, out }) {
    const answer = await send('GET', `/api/boards/${at(needed(board, '--board ID'))}/export/argdown`)
    if (answer.status >= 400) throw new Stop(say(JSON.parse(answer.bytes.toString('utf8')), answer.status))
    if (out === undefined) process.stdout.write(answer.bytes)
    else writeFileSync(out, answer.bytes)
  },
  async snapshot(send, [dialogue]) {
    console.log(
      JSON.stringify(await json(send, 'POST', `/api/dialogues/${at(needed(dialogue, 'DIALOGUE'))}/snapshots`)),
    )
  },
}

/** What came in and what Argdown says that a board does not keep. */
function imported(value: unknown): string {
  const { nodes, relations, notKept } = value as Imported
  const left = Object.entries(notKept).map(([what, n]) => `${what} (${n})`)
  return `Imported: ${nodes} entries, ${relations} links.${left.length === 0 ? '' : ` Not kept: ${left.join(', ')}.`}`
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      board: { type: 'string' },
      out: { type: 'string' },
      live: { type: 'boolean' },
      speed: { type: 'string' },
      editors: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [name, ...args] = positionals
  if (values.help === true || name === undefined || name === 'help') return console.log(usage)

  const config = readConfig(process.env)
  if (config.folder === null) throw new Stop('There is no data folder.')
  const random: RandomBytes = (length) => randomFillSync(new Uint8Array(length))
  const folder = { ...config, folder: config.folder }
  if (name === 'seed' && values.live === true) {
    const { speed, board, editors } = values
    return (await import('./cli/live.ts')).live(folder, random, { trace: args[0], speed, board, editors })
  }
  if (name === 'seed' || name === 'verify') return (await import('./cli/folder.ts'))[name](folder, random)
  if (name === 'backup' || name === 'restore')
    return (await import('./cli/backup.ts'))[name](config.folder, needed(args[0], 'FILE'))
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new Stop(`There is no command "${name}".\n\n${usage}`)
  const reached = await reach(folder, random)
  try {
    await command(reached.send, args, values)
  } finally {
    await reached.close()
  }
}

try {
  await main()
} catch (cause) {
  const known =
    cause instanceof Stop ||
    cause instanceof ConfigError ||
    cause instanceof DatabaseInUse ||
    (cause instanceof Error && (cause.name === 'BadBackup' || cause.name === 'LiveStop')) ||
    (cause instanceof Error &&
      'code' in cause &&
      typeof cause.code === 'string' &&
      (cause.code.startsWith('ERR_PARSE_ARGS') || cause.code === 'ENOENT'))
  console.error(known ? (cause as Error).message : cause)
  process.exitCode = 1
}
