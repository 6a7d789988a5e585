/** `pnpm tablee <command>`: what an organiser does on the machine itself. */
import { randomFillSync } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { RandomBytes } from '@tablee/shared/ids'
import { BadKey } from './access/keys.ts'
import { firstRun } from './access/links.ts'
import { ask, Stop } from './cli/ask.ts'
import { checkDialogue, foundDialogue, linkNames, printLinks } from './cli/dialogue.ts'
import { exportFile, importFiles, type Options } from './cli/files.ts'
import { reach, type Send } from './cli/reach.ts'
import { importVoices } from './cli/voices.ts'
import { ConfigError, readConfig, readDatabase } from './config.ts'
import { DatabaseInUse } from './store/database.ts'
import type { DialogueAnswer, DialogueList, MoveRequest } from '@tablee/shared/wire/dialogue'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { ServerLinkAnswer } from '@tablee/shared/wire/founding'
import type { Erasures } from '@tablee/shared/wire/erasures'

const usage = `pnpm tablee <command>

  owner-link [DIALOGUE]            re-issue the organiser's first-run link; the old one ends
  server-link [--anew]             print the server's own link, by which a dialogue is founded in a browser; --anew makes
                                   another one, and the old one ends
  links DIALOGUE                   print every link that counts
  session DIALOGUE N [--anew]      move all tables to session N and start its clock; of a session that ran before it goes on
                                   where the tables were away for a short while, and begins anew with --anew
  dialogue FILE.json [--check]     found a dialogue from its file (docs/dialogue-file.md) and print its links; --check only
                                   reads it
  import FILE... --board ID        read a file (Argdown, xAIF, AIF, Kialo, microtext XML, an ArgAEL pair, our CSV set,
                                   or a zip of them) into a board, all of it or nothing
       [--look] [--format F] [--lang L]   only say what is in it; its format; the language of texts that name none
       [--encoding E]                     of what is not UTF-8: windows-1252, utf-16le, utf-16be; it is offered, with a line
                                          as it would read
  import-voices FOLDER|FILE...     a Polis set, or a survey's CSV with its codebook (Table Schema, DDI, labels as CSV), as a
                                   dialogue of its own; gives its organiser's link
       [--look] [--title T] [--lang L]    only say what is in it; what it is called; the language of its texts
       [--encoding E]                     as above
       [--id C] [--weight C] [--table C]  columns that say who, with which weight, who sat together
       [--wave C]                         where each person has a row before and a row after: the column that says which;
                                          none: every row is another person
       [--after PREFIX]                   what stands before the name of a question that was asked again (T2 of T2Q1)
       [--missing VALUES]                 what else means no answer: "77,98,-8"
       [--codebook FILE]                  what the columns mean, where it lies elsewhere
       [--observers]                      a link for observers too: nobody outside sees it without one
  export --board ID [--out FILE]   write a board: --format argdown (default), xaif, graphml, kialo, canvas
  export --snapshot HASH           the same for a snapshot, and --format csv, package, polis, survey, qdpx, qdc
       [--license NAME|URL] [--bom]       under which licence its index says it is (CC-BY-4.0); a byte order mark
                                          before each table, for spreadsheets
  snapshot DIALOGUE                freeze every board of a dialogue at one cut
  erase DIALOGUE                   erase what facilitators struck out, from all that is kept; for good
  doctor                           is everything ready for a day: disk, clock, address on the cards, certificate, port, backup;
                                   also while the server runs. With DATABASE_URL: how the log on Postgres stands
  verify FILE [--key KEY]          check a download of a snapshot (zip, data package, sealed file) without server or network:
                                   says what was changed and where. KEY: the dialogue's public key, or its sixteen signs from
                                   the cards. Ends with 0 whole, 1 changed, 2 cannot be checked, 3 sealed with another key
  verify                           check everything that is kept, also while the server runs: the file, every row, the
                                   tables, snapshots by their names, photos; says what is damaged
  renew DIALOGUE [LINK]            issue a link anew, also one that was withdrawn; the old one stays dead. Without LINK: which
                                   links there are
  backup FILE [--no-key]           copy the database and photos into one file, also while the server runs, and the key that
                                   printed cards need into FILE.key
  restore FILE [--key FILE]        put a backup in place of the database (server stopped); the old one stays beside it. The
                                   key comes from FILE.key where the folder's own does not fit
  key FILE                         put a lost server.key back (server stopped): printed cards open again
  new-key [--yes]                  make a new key (server stopped): EVERY printed card and link is dead
  move DIALOGUE --to URL|FOLDER    carry a dialogue into a cluster (URL: postgres://…, or cluster for that of DATABASE_URL; also
                                   while the server runs), or out of the cluster of DATABASE_URL into a data folder. Nobody
                                   is let in meanwhile; afterwards it is served there alone, and printed cards go on. Ctrl-C
                                   takes it back
       [--at ORIGIN]                      where people find it then: whoever comes to the old address is told
  went-back                        the database of DATABASE_URL was taken back to an earlier moment (nodes stopped): its dialogues
                                   begin in recovery, and devices hand in what came after
  fork                             of a laptop from which another one took over, once it is the second: what only it had, a line
                                   of JSON for each row
  seed                             put the demo into an empty data folder
  seed --live [TRACE]              let people type on a board, or a keystroke trace into its notes
       [--speed N|max] [--board ID] [--editors N]

A board's ID is the end of its page's address (/table/ID) and the first column of the CSV files.
The data folder is TABLEE_DATA (default ./data). A running server is found there and asked; without one the folder is
opened here.
`

/** Of a data folder's own database, which a node has not: there it would be another server's, with a key of its own. */
const ofAFolder: ReadonlySet<string> = new Set(['seed', 'verify', 'backup', 'restore', 'fork', 'key', 'new-key'])

const needed = (value: string | undefined, what: string): string => {
  if (value === undefined || value === '') throw new Stop(`${what} is missing.\n\n${usage}`)
  return value
}
const at = (part: string): string => encodeURIComponent(part)

/** Each city may be in another session. */
function standsIn({ session }: DialogueAnswer['clock'], sites: DialogueAnswer['sites'] = []): string {
  const all = new Set(sites.map(({ clock }) => clock.course.session))
  return all.size < 2 ? `${session}` : sites.map(({ name, clock }) => `${clock.course.session} (${name})`).join(', ')
}

/** The dialogue's name for an address; a slip of the pen is answered with the names that there are. */
async function standing(send: Send, wanted: string | undefined): Promise<string> {
  const id = needed(wanted, 'DIALOGUE')
  const all = await ask<DialogueList>(send, 'GET', '/api/dialogues')
  if (all.some((one) => one.id === id)) return at(id)
  throw new Stop(
    `There is no dialogue ${id}. ${all.length === 0 ? 'There is none yet.' : `There is: ${all.map((one) => `${one.id} (${one.title})`).join(', ')}.`}`,
  )
}

const commands: Readonly<Record<string, (send: Send, args: readonly string[], options: Options) => Promise<void>>> = {
  async 'owner-link'(send, [wanted]) {
    const dialogues = (await ask<DialogueList>(send, 'GET', '/api/dialogues')).filter(
      ({ id }) => wanted === undefined || id === wanted,
    )
    if (dialogues.length === 0)
      throw new Stop(wanted === undefined ? 'There is no dialogue yet.' : `There is no dialogue ${wanted}.`)
    for (const { id, title } of dialogues) {
      const links = await ask<LinkEntry[]>(send, 'GET', `/api/dialogues/${at(id)}/links`)
      // The first organiser's link is the one of the first run; it is re-issued even when it was revoked.
      const first = links.find((link) => link.role === 'organiser')
      const link =
        first === undefined
          ? await ask<LinkEntry>(send, 'POST', `/api/dialogues/${at(id)}/links`, {
              role: 'organiser',
              label: firstRun,
            })
          : await ask<LinkEntry>(send, 'POST', `/api/links/${at(first.id)}/renew`)
      console.log(`${title}: ${link.url ?? ''}`)
    }
  },
  async 'server-link'(send, _args, { anew }) {
    const method = anew === true ? 'POST' : 'GET'
    console.log((await ask<ServerLinkAnswer>(send, method, '/api/server/link')).url)
  },
  async links(send, [dialogue]) {
    printLinks(await ask<LinkEntry[]>(send, 'GET', `/api/dialogues/${await standing(send, dialogue)}/links`))
  },
  async renew(send, [dialogue, wanted]) {
    const links = await ask<LinkEntry[]>(send, 'GET', `/api/dialogues/${await standing(send, dialogue)}/links`)
    const link = links.find(({ id }) => id === wanted)
    if (wanted === undefined || link === undefined)
      throw new Stop(
        `${wanted === undefined ? 'Which link?' : `There is no link ${wanted}.`} Withdrawn ones first:\n${linkNames(links)}`,
      )
    printLinks([await ask<LinkEntry>(send, 'POST', `/api/links/${at(link.id)}/renew`)])
    console.log(
      'What was printed of it before is dead, and anyone who came in by it is out. Print its card from the organiser’s page.',
    )
  },
  async erase(send, [dialogue]) {
    const { erased } = await ask<Erasures>(
      send,
      'POST',
      `/api/dialogues/${await standing(send, dialogue)}/erasures`,
      {},
    )
    console.log(
      `Of ${erased} sentences that were struck out no word is kept here any more. Backups that were made before still hold them.`,
    )
  },
  async session(send, [dialogue, number], { anew }) {
    const session = Number(needed(number, 'N'))
    if (!Number.isInteger(session)) throw new Stop(`"${number}" is no session's number.`)
    const path = `/api/dialogues/${await standing(send, dialogue)}`
    const { clock, sites } = await ask<DialogueAnswer>(send, 'GET', path)
    if (session < 1 || session > clock.sessions)
      throw new Stop(
        `There is no session ${session}: ${dialogue} has ${clock.sessions}, and stands in session ${standsIn(clock, sites)}.`,
      )
    const body: MoveRequest = anew === true ? { session, clock: 'anew' } : { session }
    const moved = await ask<DialogueAnswer>(send, 'POST', `${path}/session`, body)
    const { startedAt, now } = moved.clock
    const ran = startedAt === null ? 0 : Math.round((now - startedAt) / 60_000)
    console.log(
      `${moved.title}: session ${moved.clock.session} of ${moved.clock.sessions}, ${moved.clock.title}. ${
        ran > 0 ? `Its clock goes on as it ran, for ${ran} min now,` : 'The clock runs'
      } at all ${moved.tables.length} tables.`,
    )
  },
  dialogue: (send, args) => foundDialogue(send, args),
  import: importFiles,
  'import-voices': importVoices,
  export: (send, _args, options) => exportFile(send, options),
  async snapshot(send, [dialogue]) {
    console.log(JSON.stringify(await ask(send, 'POST', `/api/dialogues/${await standing(send, dialogue)}/snapshots`)))
  },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      board: { type: 'string' },
      out: { type: 'string' },
      snapshot: { type: 'string' },
      format: { type: 'string' },
      lang: { type: 'string' },
      encoding: { type: 'string' },
      look: { type: 'boolean' },
      bom: { type: 'boolean' },
      observers: { type: 'boolean' },
      license: { type: 'string' },
      title: { type: 'string' },
      id: { type: 'string' },
      weight: { type: 'string' },
      table: { type: 'string' },
      wave: { type: 'string' },
      after: { type: 'string' },
      missing: { type: 'string' },
      codebook: { type: 'string' },
      check: { type: 'boolean' },
      anew: { type: 'boolean' },
      key: { type: 'string' },
      to: { type: 'string' },
      at: { type: 'string' },
      'no-key': { type: 'boolean' },
      yes: { type: 'boolean' },
      live: { type: 'boolean' },
      speed: { type: 'string' },
      editors: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [name, ...args] = positionals
  if (values.help === true || name === undefined || name === 'help') return console.log(usage)

  if (name === 'dialogue' && values.check === true) return checkDialogue(args)
  if (name === 'verify' && args[0] !== undefined)
    return (await import('./cli/check-download.ts')).checkDownload(args[0], values)
  const config = readConfig(process.env)
  if (config.folder === null) throw new Stop('There is no data folder.')
  const random: RandomBytes = (length) => randomFillSync(new Uint8Array(length))
  const folder = { ...config, folder: config.folder }
  if (name === 'seed' && values.live === true) {
    const { speed, board, editors } = values
    return (await import('./cli/live.ts')).live(folder, random, { trace: args[0], speed, board, editors })
  }
  if (ofAFolder.has(name) && readDatabase(process.env) !== null)
    throw new Stop(
      `"${name}" works on a data folder, and DATABASE_URL is set: what is kept lies in Postgres, and docs/operations.md says how that is copied and taken back. Nothing was made. (For a folder: without DATABASE_URL. One dialogue into a folder: pnpm tablee move DIALOGUE --to FOLDER.)`,
    )
  if (name === 'seed') return (await import('./cli/folder.ts')).seed(folder, random)
  if (name === 'went-back') return (await import('./cli/went-back.ts')).wentBack()
  if (name === 'doctor') return (await import('./cli/doctor.ts')).doctor(folder)
  if (name === 'verify') return (await import('./cli/verify.ts')).verify(config.folder)
  if (name === 'backup' || name === 'restore')
    return (await import('./cli/backup.ts'))[name](config.folder, needed(args[0], 'FILE'), values)
  if (name === 'move')
    return (await import('./cli/move.ts')).move(
      folder,
      random,
      needed(args[0], 'DIALOGUE'),
      { to: values.to, at: values.at },
      process.env,
    )
  if (name === 'fork') return (await import('./cli/fork.ts')).fork(config.folder)
  if (name === 'key') return (await import('./cli/key.ts')).putKey(config.folder, needed(args[0], 'FILE'))
  if (name === 'new-key') return (await import('./cli/key.ts')).newKey(config.folder, random, values.yes === true)
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
    cause instanceof BadKey ||
    (cause instanceof Error && cause.name === 'BadBackup') ||
    (cause instanceof Error &&
      'code' in cause &&
      typeof cause.code === 'string' &&
      (cause.code.startsWith('ERR_PARSE_ARGS') || cause.code === 'ENOENT'))
  console.error(known ? (cause as Error).message : cause)
  process.exitCode = cause instanceof Stop ? cause.code : 1
}
