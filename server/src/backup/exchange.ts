/**
 * A dialogue's rows, exchanged for a backup's: brought beside first, in slices between which everybody else is served, and
 * then put in place by one transaction that only gives documents their names. What it replaces goes in slices, too.
 */
import { aside, isAside } from '../journal/documents.ts'
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { beginRecoveryOfOne } from '../recovery/begin.ts'
import type { Database } from '../store/database.ts'
import { boardTables, boardsOf, columnsOf, documentsOf, journalTables, needsIn } from './rows.ts'

/** How long one slice keeps everybody waiting, without the disk. ms */
const slice = 4
/** ms. As long again for everybody else. */
const breath = 4
const brought = `${aside}brought `
const gone = `${aside}gone `

/** Between two slices: others are served, and a second laptop has kept the last one. */
export type Pause = () => Promise<void>
export const pausing =
  (copied: (() => Promise<void>) | undefined, signal?: AbortSignal): Pause =>
  async () => {
    await copied?.()
    await new Promise((next) => setTimeout(next, breath))
    signal?.throwIfAborted()
  }

async function inSlices(database: Database, steps: Iterator<unknown>, pause: Pause, now: () => number): Promise<void> {
  for (;;) {
    const done = database.transaction(() => {
      const until = now() + slice
      do {
        if (steps.next().done === true) return true
      } while (now() < until)
      return false
    })
    if (done) return
    await pause()
  }
}

function* bringing(
  from: Database,
  into: Database,
  names: readonly DocName[],
  onPart: (part: number) => void,
): Generator<void> {
  const find = from.prepare('SELECT id, epoch FROM journal_document WHERE name = ?')
  const add = into.prepare('INSERT INTO journal_document (name, epoch) VALUES (?, ?) RETURNING id')
  const tables = journalTables.map((table) => {
    const columns = columnsOf(into, table).filter((column) => column !== 'document')
    return {
      read: from.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE document = ?`),
      write: into.prepare(
        `INSERT INTO ${table} (document, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
      ),
      columns,
    }
  })
  for (const [index, name] of names.entries()) {
    const found = find.get(name)
    if (found === undefined) continue
    const id = Number(add.get(`${brought}${name}`, Number(found['epoch']))?.['id'])
    yield
    for (const { read, write, columns } of tables)
      for (const row of read.iterate(Number(found['id']))) {
        write.run(id, ...columns.map((column) => row[column] ?? null))
        yield
      }
    onPart((index + 1) / names.length)
  }
}

/** Brings these documents of a backup's database beside. Until they are put in place they are nobody's. */
export const bring = (
  from: Database,
  into: Database,
  names: readonly DocName[],
  onPart: (part: number) => void,
  pause: Pause,
  now: () => number,
): Promise<void> => inSlices(into, bringing(from, into, names, onPart), pause, now)

function* sweeping(database: Database): Generator<void> {
  const ids = database
    .prepare('SELECT id, name FROM journal_document')
    .all()
    .flatMap(({ id, name }) => (isAside(String(name)) ? [Number(id)] : []))
  const some = journalTables.map((table) =>
    database.prepare(
      table === 'journal_writer'
        ? 'DELETE FROM journal_writer WHERE document = ?'
        : `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE document = ? LIMIT 16)`,
    ),
  )
  const drop = database.prepare('DELETE FROM journal_document WHERE id = ?')
  for (const id of ids) {
    for (const each of some)
      while (Number(each.run(id).changes) > 0) {
        yield
      }
    drop.run(id)
    yield
  }
}
/** What was brought and never put in place, and what was replaced. Never while another restore brings something. */
export const sweep = (database: Database, pause: Pause, now: () => number): Promise<void> =>
  inSlices(database, sweeping(database), pause, now)

/**
 * Within one transaction, while nobody is in this dialogue: all that was brought is in place, all that was there is not, and
 * its recovery has begun. The documents that are others by now. `from`: the backup's database.
 */
export function putInPlace(
  from: Database,
  into: Database,
  {
    dialogue,
    others,
    now,
    made,
    aside: kept,
  }: {
    readonly dialogue: DialogueId
    readonly others: readonly DocName[]
    readonly now: number
    readonly made: number
    readonly aside: string | null
  },
): void {
  const name = into.prepare('UPDATE journal_document SET name = ? WHERE id = ?')
  const boards = boardsOf(into, dialogue)
  for (const { id, name: before } of documentsOf(into, dialogue, boards, others)) name.run(`${gone}${id} ${before}`, id)
  const arrived = into
    .prepare('SELECT id, name, epoch FROM journal_document WHERE name >= ? AND name < ?')
    .all(brought, `${brought}\u{10ffff}`)
    .map((row) => ({
      id: Number(row['id']),
      name: String(row['name']).slice(brought.length),
      epoch: Number(row['epoch']),
    }))
  for (const one of arrived) name.run(one.name, one.id)
  const both = new Set([...boards, ...boardsOf(from, dialogue)])
  // A photo that came since lies there still: devices may bring back the shape that shows it.
  const drop = into.prepare('DELETE FROM live_late WHERE board = ?')
  for (const board of both) drop.run(board)
  for (const table of boardTables) {
    const columns = columnsOf(into, table).filter((column) => column !== 'id')
    const add = into.prepare(
      `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    for (const row of from.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).iterate())
      add.run(...columns.map((column) => row[column] ?? null))
  }
  const needs = into.prepare(
    'INSERT INTO hall (dialogue, needs) VALUES (?, ?) ON CONFLICT (dialogue) DO UPDATE SET needs = max(needs, excluded.needs)',
  )
  needs.run(dialogue, needsIn(from, dialogue))
  const head = into.prepare(
    `SELECT max(coalesce((SELECT max(seq) FROM journal_row WHERE document = ?1 AND epoch = ?2), 0),
       coalesce((SELECT max(last) FROM journal_segment WHERE document = ?1 AND epoch = ?2), 0)) AS seq`,
  )
  const heads = arrived.map(({ id, name: doc, epoch }) => [doc, Number(head.get(id, epoch)?.['seq'] ?? 0)] as const)
  beginRecoveryOfOne(into, dialogue, { now, made, aside: kept, heads })
}

/** As if it had not been put in place, before anything of it was swept; within one transaction. */
export function takeBack(into: Database, dialogue: DialogueId, others: readonly DocName[]): void {
  const name = into.prepare('UPDATE journal_document SET name = ? WHERE id = ?')
  for (const { id, name: now } of documentsOf(into, dialogue, boardsOf(into, dialogue), others))
    name.run(`${brought}${now}`, id)
  const before = into
    .prepare('SELECT id, name FROM journal_document WHERE name >= ? AND name < ?')
    .all(gone, `${gone}\u{10ffff}`)
  for (const { id, name: put } of before) name.run(String(put).slice(`${gone}${Number(id)} `.length), Number(id))
  const last = into.prepare('SELECT max(id) AS id FROM recovery WHERE dialogue = ?').get(dialogue)?.['id'] ?? null
  into.prepare('DELETE FROM recovery_floor WHERE recovery = ?').run(last)
  into.prepare('DELETE FROM recovery WHERE id = ?').run(last)
}
