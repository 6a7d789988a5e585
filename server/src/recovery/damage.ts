/** What is missing of a database that was mended, for anyone who looks: the console, the organiser, the table, `verify`. */
import {
  accessDoc,
  archiveDoc,
  boardOf,
  dialogueDoc,
  logKinds,
  nameOf,
  prefixOf,
  voicesDoc,
  type LogKind,
} from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { DamageAnswer } from '@tablee/shared/wire/recovery'
import type { Journal } from '../journal/port.ts'
import type { Database } from '../store/database.ts'
import { newestBackup, type KnownBackup } from './backups.ts'

export type Damage = ReturnType<typeof createDamage>

type Places = {
  list(): readonly DialogueId[]
  board(id: string): {
    readonly dialogue: DialogueId
    readonly site: string
    readonly tableNumber: number
    readonly session: number
  } | null
}

/** Logs with a word of their own in the answer; of any other one it is `other` that lacks something. */
const toldAlone: ReadonlySet<LogKind> = new Set(['dialogue', 'voices', 'access'])

const at = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ')

/** Which backup to put back, in a terminal's words. */
export const restoreWith = (backup: KnownBackup | null): string =>
  backup === null
    ? 'No backup of this folder is known. If you have one: stop the server, then  pnpm tablee restore FILE'
    : `To get it back, stop the server and restore the newest backup, of ${at(backup.at)} UTC:  pnpm tablee restore ${backup.file}\nThe tables' devices then hand in what came after it.`

/** Reads its own notes once, boards anew with each question. Changes nothing but by `snapshotsMended`. */
export function createDamage({
  database,
  journal,
  places,
  folder,
}: {
  database: Database
  journal: Journal
  places: Places
  folder: string | null
}) {
  const read = database.prepare('SELECT at, aside, what, which, rows FROM damage ORDER BY id')
  let notes = read.all()
  const backup = (): KnownBackup | null => (folder === null ? null : newestBackup(folder))

  /** Boards that lack rows: put aside when the file was mended, or found damaged since. */
  async function boards(of: DialogueId): Promise<DamageAnswer['boards']> {
    const missing: DamageAnswer['boards'][number][] = []
    for (const doc of journal.documents(prefixOf('board'))) {
      const board = boardOf(doc)
      const place = board === null ? null : places.board(board)
      if (board === null || place?.dialogue !== of) continue
      const rows = (await journal.quarantined(doc)).filter(({ what }) => what === 'row').length
      if (rows === 0) continue
      const { site, tableNumber: table, session } = place
      // Rows from before a sound checkpoint are missed by the replay alone.
      const readOnly = (await journal.load(doc)).quarantined > 0
      missing.push({ board, site, table, session, rows, readOnly })
    }
    return missing
  }

  const has = (what: string, ...which: readonly string[]): boolean =>
    notes.some((note) => note['what'] === what && (which.length === 0 || which.includes(String(note['which']))))

  const lacks = async (doc: string): Promise<boolean> =>
    has('document', doc) || (await journal.quarantined(doc)).length > 0
  const lacksSnapshots = (): boolean => has('snapshot') || has('table', 'snapshot_text')

  async function also(dialogue: DialogueId): Promise<DamageAnswer['also']> {
    const access = await lacks(accessDoc(dialogue))
    // What was erased stands there, too: by what it is known again, or how far it came, may be gone.
    const archive = await lacks(archiveDoc(dialogue))
    const known: readonly (readonly [DamageAnswer['also'][number], boolean])[] = [
      ['programme', has('document', dialogueDoc(dialogue))],
      // Noted by the version before, whose tables knew what its log had lost.
      ['log', has('log', dialogueDoc(dialogue))],
      ['voices', await lacks(voicesDoc(dialogue))],
      ['links', has('table', 'link') || access],
      ['snapshots', lacksSnapshots() || archive],
      ['photos', has('table', 'photo')],
      ['devices', has('table', 'session') || access],
    ]
    const tables = ['link', 'snapshot', 'snapshot_text', 'photo', 'session']
    const other = notes.some(({ what, which }) => what === 'table' && !tables.includes(String(which)))
    let beside = false
    for (const kind of logKinds) beside ||= !toldAlone.has(kind) && (await lacks(nameOf(kind, dialogue)))
    return [...known, ['other', other || beside] as const].flatMap(([what, is]) => (is ? [what] : []))
  }

  /** Null where nothing of this dialogue was ever found damaged. */
  async function report(dialogue: DialogueId): Promise<DamageAnswer | null> {
    const missing = await boards(dialogue)
    const more = await also(dialogue)
    if (notes.length === 0 && missing.length === 0 && more.length === 0) return null
    const known = backup()
    return {
      at: notes.length === 0 ? null : Number(notes[0]?.['at']),
      boards: missing,
      also: more,
      backup: known === null ? null : { file: known.file, at: known.at },
    }
  }

  /** For a terminal; null where there is nothing to say. `mended` false: a copy was, only to look. */
  async function said(mended = true): Promise<string | null> {
    const reports = (await Promise.all(places.list().map(report))).filter((one) => one !== null)
    if (reports.length === 0 && notes.length === 0) return null
    const lines: string[] = []
    const pages = notes.findLast(({ what }) => what === 'pages')
    if (pages !== undefined && mended)
      lines.push(
        `THE DATABASE WAS DAMAGED (found ${at(Number(pages['at']))} UTC, pages ${String(pages['which'])}). What could be read was brought into a new file; the damaged one lies in ${String(pages['aside'])}: no erasure reaches it, so delete it when nobody needs it any more.`,
      )
    const words: string[] = []
    for (const { boards: missing } of reports)
      for (const { site, table, session, rows, readOnly } of missing)
        words.push(
          `${site}, table ${table}, session ${session}: ${rows} ${rows === 1 ? 'change is' : 'changes are'} missing; ${readOnly ? 'the board opens READ-ONLY' : 'the board is whole, only its replay lacks them'}.`,
        )
    if (places.list().length === 0)
      words.push('Every dialogue: what founded it is gone. Nothing can be opened before a restore.')
    const more = new Set(reports.flatMap((one) => one.also))
    words.push(...[...more].map((one) => inWords[one]))
    for (const { what, which, rows } of notes)
      if (what === 'document' && String(which).startsWith('lost:'))
        words.push(`${Number(rows)} changes belong to a board whose name is lost.`)
    if (words.length === 0) return [...lines, 'Nothing is missing.'].join('\n')
    return [...lines, 'Missing:', ...words.map((one) => `  ${one}`), ...(mended ? [restoreWith(backup())] : [])].join(
      '\n',
    )
  }

  return {
    report,
    said,
    /** Whether the tables of snapshots lack something. */
    lacksSnapshots,
    /** They were made again from the journal. */
    snapshotsMended(): void {
      database.exec(`DELETE FROM damage WHERE what = 'snapshot' OR (what = 'table' AND which = 'snapshot_text')`)
      notes = read.all()
    },
  }
}

const inWords: { readonly [what in DamageAnswer['also'][number]]: string } = {
  programme: 'Something that the organiser or a facilitator set: all boards of the dialogue are paused for observers.',
  log: 'A part of the dialogue’s log. What was set holds all the same; snapshots taken from now on may not know of it.',
  voices:
    'Something that people said for themselves (consents, sheets, votes): all boards of the dialogue are paused for observers. Print and hand on nothing before it is restored.',
  links:
    'Links: some printed cards open nothing, and one that was withdrawn may open again. Look through them on the organiser’s page, or restore.',
  snapshots: 'Snapshots, or texts of them.',
  photos: 'Which photos belong to which board.',
  other:
    'Notes of the server’s own: what an erasure or a recovery had done, what tables called for, what the room said to them, which films, slides and leaflets there are, a step of the theme team, translations. Look whether one of them has to be done again.',
  devices: 'Which devices were in: they come in again by their card.',
}
