/**
 * `verify`: everything that is kept, against what says what it should be: each tree of the file, each row's checksum, the
 * logs that are folded, each snapshot against its name. It looks at a copy, so that a server may go on meanwhile and
 * nothing is changed, and says in words what is damaged.
 */
import { boardOf, logKinds, type LogKind } from '@tablee/shared/documents'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inflateRawSync } from 'node:zlib'
import { isPhotoHash, type BoardId, type DialogueId } from '@tablee/shared/ids'
import { goneIn } from '@tablee/shared/snapshot/erasures'
import { digestsOf, type Snapshot } from '@tablee/shared/snapshot/structure'
import { fitOf } from '../access/folder-key.ts'
import { BadKey, keyFile, readSecret, serverKey, sha256 } from '../access/keys.ts'
import { createVoices } from '../voices/voices.ts'
import { systemClock } from '../clock.ts'
import { createDialogues } from '../dialogue/dialogues.ts'
import { sha256 as digestOfBytes } from '../journal/segment.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Journal } from '../journal/port.ts'
import { hashOf, photoFolder } from '../photo/files.ts'
import { newestBackup } from '../recovery/backups.ts'
import { createDamage, restoreWith } from '../recovery/damage.ts'
import { hashOfFile, materialFolder } from '../materials/bytes.ts'
import { namedIn } from '../materials/named.ts'
import { openMaterials } from '../materials/log.ts'
import { openRoomLog } from '../room/log.ts'
import { openTranslations } from '../translations/log.ts'
import { openErasures } from '../erase/log.ts'
import { openSynthesis } from '../synthesis/log.ts'
import { digestOf, nameOf } from '../snapshot/freeze.ts'
import { openArchive } from '../snapshot/log.ts'
import { makeAgain } from '../snapshot/make.ts'
import { hasTable, isDamage, isSound, openDatabase, type Database } from '../store/database.ts'
import { logIsBroken } from '../store/pages.ts'
import { migrations } from '../hall/migrations.ts'
import { mendDatabase } from '../hall/store.ts'
import { Stop } from './ask.ts'

const name = 'tablee.sqlite'
const scratch = 'verifying-'

type Dialogues = Awaited<ReturnType<typeof createDialogues>>

/**
 * Works beside a running server, in a copy inside the folder that is gone afterwards. Damage is printed and makes the
 * process end with 1; throws `Stop` where there is no database.
 */
export async function verify(folder: string): Promise<void> {
  const file = join(folder, name)
  if (!existsSync(file)) throw new Stop(`${folder} holds no database.`)
  // What an interrupted one left behind.
  for (const left of readdirSync(folder)) if (left.startsWith(scratch)) rmSync(join(folder, left), { recursive: true })
  const place = mkdtempSync(join(folder, scratch))
  const copy = join(place, name)
  const faults: string[] = []
  try {
    const trees = [
      ...treesOf(file),
      ...(logIsBroken(file) ? ['a part of its log is damaged: what was written after it would be forgotten'] : []),
    ]
    if (trees.length === 0) {
      snapshotOf(file, copy)
      console.log('file: every page is in its place')
    } else {
      faults.push(...trees.map((line) => `file: ${line}`))
      for (const end of ['', '-wal']) if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`)
      if (existsSync(`${file}.map`)) copyFileSync(`${file}.map`, `${copy}.map`)
      try {
        await mendDatabase(copy, { clock: systemClock })
      } catch (cause) {
        faults.push(`file: nothing of it can be read (${cause instanceof Error ? cause.message : String(cause)})`)
        return
      }
    }
    if (!isSound(copy)) throw new Error(`${copy} is not what was copied`)
    const database = openDatabase(copy, { shared: true, migrations })
    try {
      await look(database, folder, faults)
    } finally {
      database.close()
    }
    // Only here: who broke off before has not seen everything.
    if (faults.length === 0) console.log('Nothing is damaged.')
  } finally {
    rmSync(place, { recursive: true, force: true })
    for (const fault of faults) console.log(`DAMAGED  ${fault}`)
    if (faults.length > 0) {
      console.log(
        `${restoreWith(newestBackup(folder))}\nNothing was changed by this. A server that is started on this folder brings over what can be read and says what is missing.`,
      )
      process.exitCode = 1
    }
  }
}

/** What the library says of the file's own order; the read leaves the file as it is, and a running server too. */
function treesOf(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    const lines = database
      .prepare('PRAGMA integrity_check(20)')
      .all()
      .map((row) => String(row['integrity_check']))
    return lines.length === 1 && lines[0] === 'ok' ? [] : lines
  } catch (cause) {
    if (isDamage(cause)) return [cause instanceof Error ? cause.message : String(cause)]
    throw cause
  } finally {
    database.close()
  }
}

/** As it is at one moment, no matter who writes meanwhile. */
function snapshotOf(file: string, copy: string): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    database.prepare('VACUUM INTO ?').run(copy)
  } finally {
    database.close()
  }
}

async function look(database: Database, folder: string, faults: string[]): Promise<void> {
  const journal = openJournal({ database, clock: systemClock, server: 'verify', alarm: () => {} })
  try {
    const dialogues = await createDialogues({ journal, clock: systemClock })
    await rows(database, journal, dialogues, faults)
    await logs(journal, faults)
    await snapshots(database, journal, faults)
    photos(database, folder, faults)
    await materials(database, folder, faults)
    key(database, folder, faults)
    const said = await createDamage({ database, journal, places: dialogues, folder }).said(false)
    if (said !== null) console.log(said)
  } finally {
    journal.close()
  }
}

const logNames: Readonly<Record<LogKind, string>> = {
  dialogue: 'programme of',
  voices: 'what people said for themselves in',
  access: 'links and who came in by them, of',
  archive: 'snapshots and erasures of',
  room: 'calls and messages of',
  materials: 'films, slides and leaflets of',
  synthesis: 'themes, codes and partners’ surveys of',
  translations: 'translations of',
}

/** A document as people know it. */
function placeOf(doc: string, dialogues: Dialogues): string {
  const [kind = '', id = ''] = [doc.slice(0, doc.indexOf(':')), doc.slice(doc.indexOf(':') + 1)]
  const board = dialogues.board(kind === 'view' ? id.slice(0, id.indexOf(':')) : id)
  const at = board === null ? id : `${board.site}, table ${board.tableNumber}, session ${board.session} (${board.id})`
  if (kind === 'board') return `board of ${at}`
  if (kind === 'view') return `observers' view of ${at}`
  const log = logKinds.find((one) => one === kind) ?? 'dialogue'
  return `${logNames[log]} ${dialogues.dialogue(id as DialogueId)?.title ?? id}`
}

async function rows(database: Database, journal: Journal, dialogues: Dialogues, faults: string[]): Promise<void> {
  let read = 0
  const names = journal.documents('')
  for (const doc of names) {
    const { epoch, seq } = journal.head(doc)
    let sound = 0
    for await (const _ of journal.read(doc, epoch, 0)) sound += 1
    read += sound
    if (sound === seq) continue
    const board = boardOf(doc) !== null
    const shut = board && (await journal.load(doc)).quarantined > 0
    faults.push(
      `${placeOf(doc, dialogues)}: ${seq - sound} of ${seq} rows cannot be read${board ? (shut ? '; it opens read-only' : '; its replay lacks them, the board is whole') : ''}`,
    )
  }
  const docs = new Map(
    database
      .prepare('SELECT id, name FROM journal_document')
      .all()
      .map((row) => [Number(row['id']), String(row['name'])]),
  )
  for (const [table, column, what] of [
    ['journal_checkpoint', 'state', 'a checkpoint'],
    ['journal_segment', 'data', 'a run of older rows'],
  ] as const)
    for (const row of database.prepare(`SELECT document, ${column} AS bytes, sha256 FROM ${table}`).iterate())
      if (!(row['bytes'] instanceof Uint8Array) || digestOfBytes(row['bytes']) !== row['sha256'])
        faults.push(`${placeOf(docs.get(Number(row['document'])) ?? '', dialogues)}: ${what} is not what was written`)
  console.log(`journal: ${read} rows of ${names.length} documents read`)
}

/** What people said is the fold over their log: one that cannot be folded would let nobody in. */
async function logs(journal: Journal, faults: string[]): Promise<void> {
  try {
    await createVoices({ journal, clock: systemClock })
    await openRoomLog({ journal, clock: systemClock })
    await openMaterials({ journal, clock: systemClock })
    await openSynthesis({ journal, clock: systemClock })
    await openTranslations({ journal, clock: systemClock })
    console.log('dialogues and voices: their logs are read to the end')
  } catch (cause) {
    faults.push(`a log cannot be read (${cause instanceof Error ? cause.message : String(cause)})`)
  }
}

/** A snapshot is named by its bytes, and each text in it by a digest of its own. */
async function snapshots(database: Database, journal: Journal, faults: string[]): Promise<void> {
  const textOf = database.prepare('SELECT salt, text FROM snapshot_text WHERE digest = ?')
  const log = await openErasures({ journal, clock: systemClock })
  // A folder that this version has not been started on yet says it in a table.
  const before = hasTable(database, 'erased_text') ? database.prepare('SELECT digest FROM erased_text').all() : []
  const erased = new Set([
    ...log.list().flatMap((id) => [...goneIn(log.state(id))]),
    ...before.map(({ digest }) => String(digest)),
  ])
  const archive = await openArchive({ journal, clock: systemClock })
  const taken = new Map(
    archive.list().flatMap((id) => [...archive.state(id).taken].map(([hash, { row }]) => [hash, [id, row] as const])),
  )
  /** What is not at hand is made again by whoever asks, unless the log cannot. */
  async function isInLog(hash: string): Promise<boolean> {
    const found = taken.get(hash)
    const made = found === undefined ? null : await makeAgain(journal, found[1], archive.state(found[0]))
    return made !== null && nameOf(made.snapshot) === hash
  }
  let count = 0
  const atHand = new Set<string>()
  for (const row of database.prepare('SELECT hash, of, board, at, body FROM snapshot ORDER BY at').iterate()) {
    count += 1
    const hash = String(row['hash'])
    atHand.add(hash)
    const which = `snapshot ${hash.slice(0, 12)}… of ${row['of'] === 'board' ? `the board ${String(row['board'])}` : 'the whole dialogue'}, taken ${new Date(Number(row['at'])).toISOString()}`
    const body = bodyOf(row['body'])
    if (body === null || sha256(body) !== hash) {
      faults.push(`${which}: it is not what its name says`)
      continue
    }
    let [wrong, missing] = [0, 0]
    for (const digest of digestsOf(JSON.parse(body) as Snapshot)) {
      const text = textOf.get(digest)
      if (text === undefined) missing += erased.has(digest) ? 0 : 1
      else if (digestOf(String(text['salt']), String(text['text'])) !== digest) wrong += 1
    }
    if (wrong > 0) faults.push(`${which}: ${wrong} of its texts are not what was frozen`)
    if (missing > 0 && !(await isInLog(hash))) faults.push(`${which}: ${missing} of its texts are missing`)
  }
  for (const hash of taken.keys()) {
    if (atHand.has(hash)) continue
    count += 1
    if (!(await isInLog(hash))) faults.push(`snapshot ${hash.slice(0, 12)}…: the log does not give it any more`)
  }
  console.log(`snapshots: ${count} compared with their names`)
}

function bodyOf(bytes: unknown): string | null {
  try {
    return bytes instanceof Uint8Array ? inflateRawSync(bytes).toString('utf8') : null
  } catch {
    return null
  }
}

function photos(database: Database, folder: string, faults: string[]): void {
  const boards = new Map<string, BoardId[]>()
  for (const row of database.prepare('SELECT hash, board FROM photo').all())
    boards.set(String(row['hash']), [...(boards.get(String(row['hash'])) ?? []), row['board'] as BoardId])
  for (const [hash, of] of boards) {
    const file = join(photoFolder(folder), hash)
    if (!isPhotoHash(hash) || !existsSync(file) || hashOf(new Uint8Array(readFileSync(file))) !== hash)
      faults.push(`photo ${hash.slice(0, 12)}… of ${of.join(', ')}: ${existsSync(file) ? 'damaged' : 'missing'}`)
  }
  console.log(`photos: ${boards.size} looked at`)
}

/** Each is read whole, a part at a time. */
async function materials(database: Database, folder: string, faults: string[]): Promise<void> {
  const named = namedIn(database)
  for (const hash of named.keys()) {
    const file = join(materialFolder(folder), hash)
    const there = existsSync(file)
    if (!there || (await hashOfFile(file)) !== hash)
      faults.push(`film, slides or leaflet ${hash.slice(0, 12)}…: ${there ? 'damaged' : 'missing'}`)
  }
  console.log(`films, slides and leaflets: ${named.size} looked at`)
}

function key(database: Database, folder: string, faults: string[]): void {
  const secret = secretOf(folder, faults)
  if (secret === 'unusable') return
  if (secret === null) faults.push(`the key: there is no ${keyFile(folder)}, and no printed card opens without it`)
  else if (fitOf(database, serverKey(secret)) === 'foreign')
    faults.push(`the key: ${keyFile(folder)} is another server's, and no printed card opens with it`)
}

/** `unusable`: what lies there is no key, and that is said. */
function secretOf(folder: string, faults: string[]): Uint8Array | null | 'unusable' {
  try {
    return readSecret(keyFile(folder))
  } catch (cause) {
    if (!(cause instanceof BadKey)) throw cause
    faults.push(`the key: ${cause.message} No printed card opens with it`)
    return 'unusable'
  }
}
