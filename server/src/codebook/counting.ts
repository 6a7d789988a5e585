/** How often which code is where, of what may be told: counted for the codebook, and for matrices. */
import { beneathOf, inOrder, type Code, type Coding } from '@tablee/shared/codebook/fold'
import type { CodeId } from '@tablee/shared/codebook/rows'
import type { TableId } from '@tablee/shared/ids'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { AllCodable, Codable } from './entries.ts'

type Counts = { readonly codings: number; readonly entries: number; readonly beneath: number }
export type CodeCounts = Counts & { readonly tables: readonly TableId[] }

/** A passage that several coded alike is one. */
const passageKey = ({ entry, start, end }: Coding): string => `${start} ${end} ${entry}`

type Found = { readonly passages: Set<string>; readonly entries: Set<EntryName> }

/** Codings of entries that may be told, by their code. */
export function byCode(codings: Iterable<Coding>, { byName }: AllCodable): ReadonlyMap<CodeId, readonly Coding[]> {
  const found = new Map<CodeId, Coding[]>()
  for (const one of codings) {
    if (!byName.has(one.entry)) continue
    const of = found.get(one.code) ?? []
    of.push(one)
    found.set(one.code, of)
  }
  return found
}

/** For each code and column: its own passages and entries, and the entries with it or with a code beneath it. */
function countedIn(
  codes: readonly Code[],
  of: ReadonlyMap<CodeId, readonly Coding[]>,
  { byName }: AllCodable,
  columnOf: (one: Codable) => string | null,
): ReadonlyMap<CodeId, ReadonlyMap<string, Counts>> {
  const own = new Map<CodeId, Map<string, Found>>()
  for (const { id } of codes) {
    const columns = new Map<string, Found>()
    for (const one of of.get(id) ?? []) {
      const entry = byName.get(one.entry)
      const key = entry === undefined ? null : columnOf(entry)
      if (key === null) continue
      const found = columns.get(key) ?? { passages: new Set(), entries: new Set() }
      found.passages.add(passageKey(one))
      found.entries.add(one.entry)
      columns.set(key, found)
    }
    own.set(id, columns)
  }
  return new Map(
    codes.map(({ id }) => {
      const all = [id, ...beneathOf(codes, id)]
      const keys = new Set(all.flatMap((code) => [...(own.get(code)?.keys() ?? [])]))
      return [
        id,
        new Map(
          [...keys].map((key) => {
            const found = own.get(id)?.get(key)
            const beneath = new Set<EntryName>()
            for (const code of all) for (const entry of own.get(code)?.get(key)?.entries ?? []) beneath.add(entry)
            return [
              key,
              { codings: found?.passages.size ?? 0, entries: found?.entries.size ?? 0, beneath: beneath.size },
            ]
          }),
        ),
      ]
    }),
  )
}

const none: Counts = { codings: 0, entries: 0, beneath: 0 }

/** Of every code, all that may be told. */
export function countsOf(
  codes: readonly Code[],
  codings: Iterable<Coding>,
  readable: AllCodable,
): ReadonlyMap<CodeId, CodeCounts> {
  const of = byCode(codings, readable)
  const counted = countedIn(codes, of, readable, () => 'all')
  return new Map(
    codes.map(({ id }) => {
      const tables = new Set((of.get(id) ?? []).flatMap(({ entry }) => readable.byName.get(entry)?.table ?? []))
      return [id, { ...(counted.get(id)?.get('all') ?? none), tables: [...tables] }]
    }),
  )
}

/** A row of cells for each code, in the order of the codebook, a cell for each of these columns. */
export function matrixOf(
  codes: readonly Code[],
  codings: Iterable<Coding>,
  readable: AllCodable,
  columns: readonly string[],
  columnOf: (one: Codable) => string | null,
): readonly { readonly code: CodeId; readonly cells: readonly Counts[] }[] {
  const counted = countedIn(codes, byCode(codings, readable), readable, columnOf)
  return inOrder(codes).map(({ id }) => ({
    code: id,
    cells: columns.map((key) => counted.get(id)?.get(key) ?? none),
  }))
}
