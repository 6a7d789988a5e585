/** `dialogue FILE.json`: checks a dialogue's file, founds what it says on the server, and prints its cards. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { DialogueFile } from '@tablee/shared/dialogue/file'
import { BadFile } from '@tablee/shared/file'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { DialogueList, FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { ask, Stop } from './ask.ts'
import type { Send } from './reach.ts'
import { say, terminalLanguage } from './say.ts'

const at = (part: string): string => encodeURIComponent(part)
const count = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`

const nameOf = (link: LinkEntry): string =>
  `${link.role}${link.site === null ? '' : ` ${link.site}`}${link.tableNumber === null ? '' : ` table ${link.tableNumber}`}${link.seat === null ? '' : ` seat ${link.seat}`}`

/** What `renew` can be asked for: withdrawn links first, they open nothing and stand on no card any more. */
export const linkNames = (links: readonly LinkEntry[]): string =>
  [...links]
    .sort((a, b) => Number(b.revokedAt !== null) - Number(a.revokedAt !== null))
    .map((link) => `  ${link.id}  ${nameOf(link)}${link.revokedAt === null ? '' : '  (withdrawn)'}`)
    .join('\n')

/** One line each on stdout; withdrawn and expired links have no address any more and are left out. */
export function printLinks(links: readonly LinkEntry[]): void {
  for (const link of links) {
    if (link.url === null) continue
    console.log(`${nameOf(link).padEnd(34)} ${link.url}${link.code === null ? '' : `  code ${link.code}`}`)
  }
}

function readWhole(path: string | undefined): { readonly bytes: Uint8Array; readonly file: DialogueFile } {
  if (path === undefined || path === '') throw new Stop('FILE is missing. pnpm tablee help says what belongs there.')
  if (!existsSync(path)) throw new Stop(`There is no file ${path}.`)
  if (statSync(path).isDirectory()) throw new Stop(`${path} is a folder: give the dialogue’s file.`)
  const bytes = readFileSync(path)
  const looked = lookThrough(textOf(bytes, basename(path)))
  if ('file' in looked) return { bytes, file: looked.file }
  const said = looked.faults.map(({ fault: why, at: { line = null, column = null, place = null } }) =>
    sayBadFile(terminalLanguage(), { file: basename(path), line, column, place, why }),
  )
  const [only = ''] = said
  if (said.length === 1) throw new Stop(`Nothing was founded. ${only}.`)
  throw new Stop(`Nothing was founded. ${said.length} mistakes:\n${said.map((one) => `  ${one}.`).join('\n')}`)
}

/** What is no UTF-8 has no places to speak of. */
function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const why = new BadFile('unknown-format').fault
    throw new Stop(
      `Nothing was founded. ${sayBadFile(terminalLanguage(), { file, line: null, column: null, place: null, why })}.`,
    )
  }
}

/** What a file says, in one line each. */
function summary(file: DialogueFile): string {
  const tasks = file.sessions.flatMap(({ steps }) => steps).filter((step) => step.task !== undefined).length
  const boards = file.tables.length * file.sessions.length
  const agreed = file.tables.filter(
    ({ site }) => file.sites.find(({ key }) => key === site)?.observation.start.consent === true,
  ).length
  return [
    `  ${count(file.sites.length, 'site')}, ${count(file.tables.length, 'table')}, ${count(file.sessions.length, 'session')}, ${count(boards, 'board')}; in ${file.languages.join(', ')}`,
    file.consent === null
      ? '  no consent texts: tables only, and no tasks for people'
      : `  consent texts ${file.consent.version}; ${count(tasks, 'step')} with a task for people`,
    agreed === 0
      ? '  nobody watches a table before it says yes'
      : `  ${count(agreed, 'table')} watched from the start; each table may change that`,
  ].join('\n')
}

/** Looks only: needs no server and no data folder. */
export function checkDialogue([path]: readonly string[]): void {
  const { file } = readWhole(path)
  console.log(
    `${basename(path ?? '')} can be founded: ${file.title} (${file.id})\n${summary(file)}\n  whether a server already has a dialogue called ${file.id} is not looked at: that one is never changed by a file`,
  )
}

/**
 * Throws `Stop` with every mistake of the file; nothing of it is founded then. A dialogue of this id that stands is
 * left as it is, and its cards are printed.
 */
export async function foundDialogue(send: Send, [path]: readonly string[]): Promise<void> {
  const { bytes, file } = readWhole(path)
  const answer = await send('POST', `/api/dialogues?file=${at(basename(path ?? ''))}`, {
    bytes,
    type: 'application/json',
  })
  const value: unknown = answer.type.includes('json') ? JSON.parse(answer.bytes.toString('utf8')) : null
  if (answer.status >= 400) throw new Stop(`Nothing was founded. ${say(value, answer.status)}`)
  const founded = value as FoundedAnswer
  if (founded.founded) {
    console.log(`Founded: ${founded.title} (${founded.id})\n${summary(file)}\n`)
    printLinks(founded.links)
    console.log(
      `\nIt stands in session 1, not begun yet. Begin it on the organiser’s page, or with: pnpm tablee session ${founded.id} 1`,
    )
    return
  }
  const standing = (await ask<DialogueList>(send, 'GET', '/api/dialogues')).find(({ id }) => id === founded.id)
  console.log(
    `There is a dialogue ${founded.id} already (${standing?.title ?? founded.title}), and nothing of it was changed.\nTo found another one, give the file another id. The cards of the one that stands:\n`,
  )
  printLinks(await ask<LinkEntry[]>(send, 'GET', `/api/dialogues/${at(founded.id)}/links`))
}
