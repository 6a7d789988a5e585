/**
 * What a damaged file still holds, brought into a new one: every table's tree is followed page by page, pages that lost
 * their tree are recognised by their shape, and the indexes, which repeat the keys, say which rows are missing. The damaged
 * file is only read.
 */
import { DatabaseSync } from 'node:sqlite'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Database } from './database.ts'
import { openPages, readNode, type Entry, type Pages, type Value } from './pages.ts'

type Part = {
  readonly type: 'table' | 'index'
  readonly name: string
  readonly table: string
  readonly root: number
  readonly sql: string | null
}

/** A row that an index knows and the table lacks. `key`: what the index says of it. */
export type LostRow = {
  readonly index: string
  readonly rowid: number | bigint
  readonly key: readonly Value[]
}

export type Salvage = {
  readonly pages: number
  /** Pages that are not what they should be. `of`: the table or index that leads there. */
  readonly damaged: readonly { readonly page: number; readonly of: string }[]
  readonly lost: ReadonlyMap<string, readonly LostRow[]>
  /** Every entry of the index that repeats whole rows, as it stands in the damaged file; null where it has no such index. */
  readonly copies: readonly (readonly Value[])[] | null
  /** Tables some of whose pages are damaged: more may be missing of them than the indexes know. */
  readonly touched: ReadonlySet<string>
  /** A part of the log is damaged: any table may lack what was written at that moment, and most say so by their indexes. */
  readonly logBroken: boolean
}

const mapOf = (file: string): string => `${file}.map`

/**
 * Where each table begins, noted beside the database: the file itself says so in one place only. Written at each start,
 * while the file is sound; nothing secret is in it.
 */
export function noteMap(database: Database): void {
  if (database.file === ':memory:') return
  const parts = database
    .prepare(
      `SELECT type, name, tbl_name AS "table", rootpage AS root, sql FROM sqlite_master WHERE type IN ('table', 'index') ORDER BY rowid`,
    )
    .all()
  const text = JSON.stringify(parts)
  const file = mapOf(database.file)
  try {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return
    writeFileSync(`${file}.part`, text, { mode: 0o600 })
    renameSync(`${file}.part`, file)
  } catch {
    // A full disk: the next start writes it.
  }
}

function readMap(file: string): readonly Part[] {
  try {
    const value: unknown = JSON.parse(readFileSync(mapOf(file), 'utf8'))
    return Array.isArray(value) ? value.flatMap((one: unknown) => asPart(one) ?? []) : []
  } catch {
    return []
  }
}

function asPart(value: unknown): Part | null {
  if (typeof value !== 'object' || value === null) return null
  const { type, name, table, root, sql = null } = value as Record<string, unknown>
  if ((type !== 'table' && type !== 'index') || typeof name !== 'string' || typeof table !== 'string') return null
  if (typeof root !== 'number' || (sql !== null && typeof sql !== 'string')) return null
  return { type, name, table, root, sql }
}

/** A row of the file's own table of contents. */
function partOf({ values }: Entry): Part | null {
  if (values === null || values.length !== 5) return null
  const [type, name, table, root, sql] = values
  return asPart({ type, name, table, root, sql })
}

type Shape = {
  readonly columns: readonly string[]
  /** The column that is another name of the rowid; its place in a record is empty. */
  readonly alias: string | null
  readonly rowid: boolean
}

/** How a table's rows lie in their records: in the order of the columns, keys first where there is no rowid. */
function shapeOf(sql: string, name: string): Shape | null {
  const model = new DatabaseSync(':memory:')
  try {
    model.exec(sql)
    const rowid = model.prepare(`SELECT wr FROM pragma_table_list WHERE name = ?`).get(name)?.['wr'] === 0
    const columns = model.prepare(`SELECT name, type, pk FROM pragma_table_info(?)`).all(name)
    const keys = columns.filter((one) => Number(one['pk']) > 0)
    const [key] = keys
    const alias = rowid && keys.length === 1 && key?.['type'] === 'INTEGER' ? String(key['name']) : null
    const ordered = rowid
      ? columns
      : [...keys.sort((a, b) => Number(a['pk']) - Number(b['pk'])), ...columns.filter((one) => Number(one['pk']) === 0)]
    return { columns: ordered.map((one) => String(one['name'])), alias, rowid }
  } catch {
    return null
  } finally {
    model.close()
  }
}

/** A primary key, a UNIQUE and a rowid that is there already. */
const taken: ReadonlySet<number> = new Set([1555, 2067, 2579])

/** Puts rows into the new file; the order and the shape are the damaged file's, the names decide what goes where. */
function createWriter(into: Database, table: string, shape: Shape) {
  const known = new Set(
    into
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((one) => String(one['name'])),
  )
  const statements = new Map<number, ReturnType<Database['prepare']>>()
  const usable = shape.columns.map((column) => known.has(column))

  function statement(length: number): ReturnType<Database['prepare']> {
    const found = statements.get(length)
    if (found !== undefined) return found
    const columns = shape.columns.filter((_, n) => n < length && usable[n] === true).map((one) => `"${one}"`)
    if (shape.rowid && shape.alias === null) columns.unshift('rowid')
    const made = into.prepare(
      `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    statements.set(length, made)
    return made
  }

  return {
    /** False when it is no row of this table: the table's own rules judge. */
    put({ rowid, values }: Entry): boolean {
      if (values === null || values.length === 0 || values.length > shape.columns.length) return false
      const row: Value[] = shape.rowid && shape.alias === null ? [rowid] : []
      values.forEach((value, n) => {
        if (usable[n] === true) row.push(shape.columns[n] === shape.alias ? rowid : value)
      })
      try {
        statement(values.length).run(...row)
        return true
      } catch (cause) {
        // Whatever else is wrong with it, a row whose place is taken is there already.
        return cause instanceof Error && 'errcode' in cause && taken.has(Number(cause.errcode))
      }
    },
  }
}

/** `into` has this program's tables, empty. Tables of the damaged file that the program does not know stay behind. */
export function salvage(file: string, into: Database, skip: ReadonlySet<string>, copiesIn: string): Salvage {
  const pages = openPages(file)
  try {
    return bringOver(pages, file, into, skip, copiesIn)
  } finally {
    pages.close()
  }
}

function bringOver(pages: Pages, file: string, into: Database, skip: ReadonlySet<string>, copiesIn: string): Salvage {
  const claimed = new Set<number>()
  const damaged: { readonly page: number; readonly of: string }[] = []

  /** Every entry that a tree leads to. */
  function walk(root: number, of: string, kind: 'table' | 'index', take: (entry: Entry) => void): void {
    const waiting = [root]
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      if (claimed.has(page)) {
        damaged.push({ page, of })
        continue
      }
      claimed.add(page)
      const node = readNode(pages, page)
      if (node === null || node.of !== kind) {
        damaged.push({ page, of })
        continue
      }
      if (!node.whole) damaged.push({ page, of })
      for (const more of node.more) claimed.add(more)
      for (const entry of node.entries) {
        if (entry.values === null) damaged.push({ page, of })
        take(entry)
      }
      waiting.push(...[...node.children].reverse())
    }
  }

  const parts = contents(pages, file, walk, () => damaged.length > 0, claimed)
  const model = new Map(
    into
      .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .all()
      .map((row) => [String(row['name']), String(row['sql'])]),
  )
  const rowids = new Map<string, Set<number | bigint>>()
  const touched = new Set<string>()
  const shapes = new Map<string, Shape>()
  into.exec('BEGIN')
  for (const [name, sql] of model) {
    if (skip.has(name)) continue
    const part = parts.find((one) => one.type === 'table' && one.name === name)
    const shape = shapeOf(part?.sql ?? sql, name)
    if (shape === null) continue
    shapes.set(name, shape)
    const known = new Set<number | bigint>()
    rowids.set(name, known)
    if (part === undefined) {
      touched.add(name)
      continue
    }
    const writer = createWriter(into, name, shape)
    const before = damaged.length
    walk(part.root, name, shape.rowid ? 'table' : 'index', (entry) => {
      if (writer.put(entry)) known.add(entry.rowid)
    })
    if (damaged.length > before) touched.add(name)
  }
  // Tables that stay behind, so that none of their pages seems to be without a tree.
  for (const part of parts) {
    const shape = part.type !== 'table' || shapes.has(part.name) ? null : shapeOf(part.sql ?? '', part.name)
    if (shape !== null) walk(part.root, part.name, shape.rowid ? 'table' : 'index', () => {})
  }
  const lost = new Map<string, LostRow[]>()
  const copies: (readonly Value[])[] | null = parts.some(({ name }) => name === copiesIn) ? [] : null
  /** The keys of each table's rows, as its indexes repeat them. */
  const indexed: { readonly table: string; readonly index: string; readonly entries: readonly (readonly Value[])[] }[] =
    []
  for (const part of parts) {
    if (part.type !== 'index' || shapes.get(part.table)?.rowid !== true) continue
    const entries: (readonly Value[])[] = []
    walk(part.root, part.name, 'index', ({ values }) => {
      if (values !== null && part.name === copiesIn) copies?.push(values.slice(0, -1))
      // A page that is older than it should be looks sound, and lacks rows: then every table is compared.
      if (values !== null && (pages.broken || touched.has(part.table))) entries.push(values)
    })
    indexed.push({ table: part.table, index: part.name, entries })
  }
  // What lies on free pages was deleted, and stays so.
  for (const page of pages.free()) claimed.add(page)
  adopt(pages, claimed, into, touched, shapes, rowids)
  // The longest key says most of a row.
  indexed.sort((a, b) => (b.entries[0]?.length ?? 0) - (a.entries[0]?.length ?? 0))
  for (const { table, index, entries } of indexed) {
    const known = rowids.get(table)
    for (const values of entries) {
      const rowid = values.at(-1)
      if (known === undefined || (typeof rowid !== 'number' && typeof rowid !== 'bigint') || known.has(rowid)) continue
      known.add(rowid)
      const rows = lost.get(table) ?? []
      if (rows.length === 0) lost.set(table, rows)
      rows.push({ index, rowid, key: values.slice(0, -1) })
    }
  }
  into.exec('COMMIT')
  for (const table of lost.keys()) touched.add(table)
  return { pages: pages.count, damaged, lost, copies, touched, logBroken: pages.broken }
}

/** The file's table of contents; where a page of it is gone, what lies about of it, and what was noted beside the file. */
function contents(
  pages: Pages,
  file: string,
  walk: (root: number, of: string, kind: 'table' | 'index', take: (entry: Entry) => void) => void,
  damaged: () => boolean,
  claimed: Set<number>,
): readonly Part[] {
  const parts = new Map<string, Part>()
  const take = (entry: Entry): void => {
    const part = partOf(entry)
    if (part !== null && !parts.has(part.name)) parts.set(part.name, part)
  }
  walk(1, 'the table of contents', 'table', take)
  if (!damaged()) return [...parts.values()]
  for (let page = 2; page <= pages.count; page += 1) {
    const bytes = pages.page(page)
    if (claimed.has(page) || bytes[0] !== 13 || bytes.indexOf('CREATE ') < 0) continue
    const node = readNode(pages, page)
    // A page of contents has nothing else in it; a page of words that speak of CREATE has.
    if (node === null || node.entries.length === 0 || !node.entries.every((entry) => looksLikePart(entry))) continue
    claimed.add(page)
    for (const entry of node.entries) take(entry)
  }
  for (const part of readMap(file)) if (!parts.has(part.name)) parts.set(part.name, part)
  return [...parts.values()]
}

function looksLikePart({ values }: Entry): boolean {
  const [type, name] = values ?? []
  return (
    values?.length === 5 &&
    typeof name === 'string' &&
    (type === 'table' || type === 'index' || type === 'trigger' || type === 'view')
  )
}

/** Pages that no tree leads to any more go to the table whose rules all of their rows keep. */
function adopt(
  pages: Pages,
  claimed: Set<number>,
  into: Database,
  touched: ReadonlySet<string>,
  shapes: ReadonlyMap<string, Shape>,
  rowids: ReadonlyMap<string, Set<number | bigint>>,
): void {
  if (touched.size === 0) return
  for (let page = 2; page <= pages.count; page += 1) {
    if (claimed.has(page)) continue
    const node = readNode(pages, page)
    if (node === null || node.entries.length === 0) continue
    for (const name of touched) {
      const shape = shapes.get(name)
      if (shape === undefined || shape.rowid !== (node.of === 'table')) continue
      const writer = createWriter(into, name, shape)
      into.exec('SAVEPOINT adopt')
      const sound = node.entries.filter(({ values }) => values !== null)
      if (sound.length > 0 && sound.every((entry) => writer.put(entry))) {
        into.exec('RELEASE adopt')
        for (const { rowid } of sound) rowids.get(name)?.add(rowid)
        claimed.add(page)
        for (const more of node.more) claimed.add(more)
        break
      }
      into.exec('ROLLBACK TO adopt; RELEASE adopt')
    }
  }
}
