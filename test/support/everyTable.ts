/** Everything that a database file says, as text: two files that say the same are one to whoever opens them. */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'

export type EveryTable = Readonly<Record<string, readonly string[]>>

const printed = (value: SQLOutputValue): string =>
  value instanceof Uint8Array ? `x${Buffer.from(value).toString('hex')}` : JSON.stringify(value)

/** Each table's rows, sorted, and under `sqlite_schema` what the file is made of. `leave` names tables that are not read. */
export function everyTable(file: string, leave: ReadonlySet<string> = new Set()): EveryTable {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const schema = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    const tables = schema.flatMap(({ type, name }) =>
      type === 'table' && typeof name === 'string' && !name.startsWith('sqlite_') && !leave.has(name) ? [name] : [],
    )
    return {
      sqlite_schema: schema.map(({ name, sql }) => `${String(name)}: ${String(sql)}`),
      ...Object.fromEntries(
        tables.map((table) => [
          table,
          database
            .prepare(`SELECT * FROM "${table}"`)
            .all()
            .map((row) =>
              Object.entries(row)
                .map(([column, value]) => `${column}=${printed(value)}`)
                .join(' '),
            )
            .sort(),
        ]),
      ),
    }
  } finally {
    database.close()
  }
}

/** Tables that differ, with the first row that is in one only. */
export const differences = (one: EveryTable, other: EveryTable): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((table) => {
    const [a, b] = [one[table] ?? [], other[table] ?? []]
    const [inA, inB] = [new Set(a), new Set(b)]
    const gone = a.filter((row) => !inB.has(row))
    const came = b.filter((row) => !inA.has(row))
    if (gone.length === 0 && came.length === 0 && a.length === b.length) return []
    const short = (row = ''): string => row.slice(0, 200)
    return [`${table}: ${gone.length} gone (${short(gone[0])}), ${came.length} came (${short(came[0])})`]
  })
