/**
 * A damaged database is never a reason not to start: what it holds is brought into a new file, the damaged one is kept
 * beside it untouched, and what is missing is noted, to be said wherever somebody looks.
 */
import { idIn, type DocName } from '@tablee/shared/documents'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { hasAllCommands, markMissing, mendWriters } from '../journal/mend.ts'
import { openJournal } from '../journal/sqlite.ts'
import { commandIndex } from '../journal/tables.ts'
import { isSound, lockFolder, openDatabase, type Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { logIsBroken } from '../store/pages.ts'
import { salvage, type Salvage } from '../store/salvage.ts'
import { dirname, join } from 'node:path'
import { keep } from './backup.ts'
import { sync } from './sync.ts'

/** Nothing of it can be read: no file of ours, or damaged from end to end. */
export class BeyondRepair extends Error {
  override readonly name = 'BeyondRepair'
}

export const damageMigration: Migration = {
  name: 'damage',
  sql: [
    // `what` is damaged of `which`, with so many rows missing; null where nobody can say how many. One row says which pages.
    `CREATE TABLE damage (
       id INTEGER PRIMARY KEY,
       at INTEGER NOT NULL,
       aside TEXT NOT NULL,
       what TEXT NOT NULL,
       which TEXT NOT NULL,
       rows INTEGER
     ) STRICT`,
  ],
}

export type MendOptions = {
  readonly file: string
  readonly migrations: readonly Migration[]
  /** Tables of before that the journal gives back. */
  readonly rebuilt: readonly string[]
  /** Notes what rows of these documents may have shut. */
  readonly shut: (database: Database, documents: readonly string[]) => void
  readonly now: number
}

/** Puts a sound database in the place of a damaged one; true when it had to. */
export async function mend(options: MendOptions): Promise<boolean> {
  const { file } = options
  if (!existsSync(file) || (statSync(file).size === 0 && !existsSync(`${file}-wal`))) return false
  const folder = dirname(file)
  const lock = lockFolder(file)
  const part = join(folder, 'mending.sqlite')
  const clean = (): void => {
    for (const end of ['', '-wal', '-shm', '-journal', '.map']) rmSync(`${part}${end}`, { force: true })
  }
  try {
    if (!logIsBroken(file) && isSound(file)) return false
    clean()
    const into = openDatabase(part, { shared: true, migrations: options.migrations })
    try {
      await fill(into, options)
      into.exec('PRAGMA journal_mode = DELETE')
    } finally {
      into.close()
    }
    sync(part)
    const aside = keep(folder, file, options.now, 'damaged')
    note(part, aside ?? '')
    sync(part)
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    renameSync(part, file)
    sync(folder)
    return true
  } finally {
    clean()
    lock.close()
  }
}

function note(part: string, aside: string): void {
  const database = openDatabase(part, { shared: true })
  try {
    database.prepare(`UPDATE damage SET aside = ? WHERE aside = ''`).run(aside)
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

async function fill(into: Database, { file, rebuilt, shut, now }: MendOptions): Promise<void> {
  into.exec('PRAGMA foreign_keys = OFF')
  const found = salvage(file, into, new Set(['migration']), commandIndex)
  const count = (table: string): number => Number(into.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])
  markMissing(into, found.lost, found.copies ?? [])
  if (count('journal_document') === 0) throw new BeyondRepair(`Nothing in ${file} can be read.`)
  const missing = openJournal({ database: into, clock: () => now, server: 'mend', alarm: () => {} })
  try {
    if (found.logBroken || found.touched.has('journal_writer')) await mendWriters(into, missing)
    const holes: { readonly doc: DocName; readonly rows: number }[] = []
    for (const doc of missing.documents('')) {
      // Reading it all puts aside what is missing, wherever it lies.
      const { epoch, seq } = missing.head(doc)
      let rows = 0
      for await (const _ of missing.read(doc, epoch, 0)) rows += 1
      if (rows < seq) holes.push({ doc, rows: seq - rows })
    }
    // Views are made anew from their boards, at a number of their own.
    const lasting = holes.filter(({ doc }) => idIn('view', doc) === null)
    const whole = !found.logBroken && found.copies !== null && !found.damaged.some(({ of }) => of === commandIndex)
    shut(
      into,
      lasting.map(({ doc }) => doc).filter((doc) => !hasAllCommands(into, doc, found.lost, whole)),
    )
    writeNotes(into, found, lasting, rebuilt, now)
  } finally {
    missing.close()
  }
  into.exec('PRAGMA foreign_keys = ON')
}

/** Tables whose loss is told in their own words; what is missing of the others is only counted. */
function writeNotes(
  into: Database,
  found: Salvage,
  holes: readonly { readonly doc: string; readonly rows: number }[],
  rebuilt: readonly string[],
  now: number,
): void {
  const add = into.prepare(`INSERT INTO damage (at, aside, what, which, rows) VALUES (?, '', ?, ?, ?)`)
  const pages = [...new Set(found.damaged.map(({ page }) => page))]
  into.transaction(() => {
    add.run(
      now,
      'pages',
      `${pages.slice(0, 20).join(', ') || 'none'} of ${found.pages}${found.logBroken ? ', and a part of the log' : ''}`,
      pages.length,
    )
    for (const { doc, rows } of holes) add.run(now, 'document', doc, rows)
    for (const { key } of found.lost.get('snapshot') ?? []) add.run(now, 'snapshot', String(key[0]), 1)
    for (const table of found.touched) {
      if (table.startsWith('journal_') || table === 'snapshot' || table === 'damage' || rebuilt.includes(table))
        continue
      const lost = found.lost.get(table)
      // An index that is whole and knows of nothing more says that nothing is missing.
      if (lost !== undefined || !hasIndex(into, table)) add.run(now, 'table', table, lost?.length ?? null)
    }
  })
}

const hasIndex = (database: Database, table: string): boolean =>
  database
    .prepare(
      `SELECT 1 FROM pragma_table_list AS t JOIN sqlite_master AS i ON i.tbl_name = t.name AND i.type = 'index'
        WHERE t.name = ? AND t.wr = 0`,
    )
    .get(table) !== undefined
