/** The rows of a device's store as they are written, and what a page finds in those of earlier ones. */
import { firstEpoch } from '@tablee/shared/wire/editor'
import * as Y from 'yjs'
import type { LinkCommand } from './kind.ts'
import type { Refused } from './light.ts'
import type { DeviceRow, DeviceStorage, Key } from './storage.ts'

/** A device that reloads often keeps the clientIDs of this many page loads; older ones have long been acknowledged. */
const keptLoads = 64
/** Fold after this many rows or bytes: below it a load applies them in a few milliseconds. */
const foldRows = 100
const foldBytes = 256 * 1024

export type RefusedChange = Refused & { readonly update: Uint8Array; readonly texts: readonly string[] }
export type StoredCommand<Command extends LinkCommand> = {
  readonly command: Command
  readonly at: number
  readonly n: number
}

export type Earlier<Command extends LinkCommand> = {
  /** The epoch of the board that `updates` are of; empty where there is no copy. */
  readonly epoch: string
  readonly updates: readonly Uint8Array[]
  /** Copies of other epochs: what another tab, or a page that was killed, had not handed in. */
  readonly others: readonly { readonly epoch: string; readonly updates: readonly Uint8Array[] }[]
  /** clientIDs of earlier page loads that wrote something, oldest first. */
  readonly clients: readonly number[]
  /** Own changes of earlier page loads that were not acknowledged when they ended. */
  readonly unsaved: number
  readonly incarnation: string | null
  readonly commands: readonly StoredCommand<Command>[]
  readonly refused: readonly RefusedChange[]
}

export type LoadRow = { readonly clients: readonly number[]; readonly unsaved: number; readonly at: number }

const asBytes = (value: unknown): Uint8Array[] =>
  Array.isArray(value) ? value.filter((part) => part instanceof Uint8Array) : []
const asLoad = (value: unknown): LoadRow | null =>
  typeof value === 'object' && value !== null && 'clients' in value && 'unsaved' in value && 'at' in value
    ? (value as LoadRow)
    : null

/** Where a row of updates stands, and of which epoch. */
export type Placed = { readonly kind: string; readonly put: Key }

/** Rows of each epoch stand under a name of their own: two epochs are two documents. */
const firstKind = 'update'
export const kindOf = (epoch: string): string =>
  epoch === '' || epoch === firstEpoch ? firstKind : `${firstKind} ${epoch}`
const epochIn = (kind: unknown): string | null =>
  kind === firstKind
    ? firstEpoch
    : typeof kind === 'string' && kind.startsWith(`${firstKind} `)
      ? kind.slice(firstKind.length + 1)
      : null

/** One state out of many updates. A row that no longer decodes is left out, the others survive it. */
function folded(rows: readonly unknown[]): Uint8Array[] {
  const doc = new Y.Doc()
  for (const update of rows.flatMap(asBytes)) {
    try {
      Y.applyUpdate(doc, update)
    } catch {
      continue
    }
  }
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return [state]
}

export type EarlierLoad = { readonly key: Key; readonly row: LoadRow }

type Found<Command extends LinkCommand> = {
  readonly earlier: Earlier<Command>
  /** Of the epoch that the copy is of: its name, and the rows that stand under it. */
  readonly kind: string
  readonly rows: readonly Key[]
  /** Rows of other epochs. */
  readonly elsewhere: ReadonlyMap<string, readonly Key[]>
  /** Page loads before this one, oldest first; those of `done` say nothing any more. */
  readonly loads: readonly EarlierLoad[]
  readonly done: readonly EarlierLoad[]
}

/** `load`: this page's own rows are no earlier one's. */
export function readRows<Command extends LinkCommand>(all: readonly DeviceRow[], load: string): Found<Command> {
  const of = (kind: string) => all.filter((row) => row.key[1] === kind)
  const copies = new Map<string, Uint8Array[]>()
  for (const { key, value } of all) {
    const epoch = epochIn(key[1])
    if (epoch !== null && asBytes(value).length > 0)
      copies.set(epoch, [...(copies.get(epoch) ?? []), ...asBytes(value)])
  }
  const marked = of('epoch')[0]?.value
  const epoch = typeof marked === 'string' ? marked : copies.has(firstEpoch) ? firstEpoch : ''
  const kind = kindOf(epoch)
  const elsewhere = new Map<string, readonly Key[]>()
  for (const { key } of all)
    if (epochIn(key[1]) !== null && key[1] !== kind)
      elsewhere.set(String(key[1]), [...(elsewhere.get(String(key[1])) ?? []), key])
  const loads = of('load').flatMap(({ key, value }) => {
    const row = asLoad(value)
    return row && key[2] !== load ? [{ key, row }] : []
  })
  loads.sort((a, b) => a.row.at - b.row.at)
  const server = of('server')[0]?.value
  return {
    kind,
    rows: of(kind).map(({ key }) => key),
    elsewhere,
    loads,
    done: loads.slice(0, -keptLoads).filter(({ row }) => row.unsaved === 0),
    earlier: {
      epoch,
      updates: copies.get(epoch) ?? [],
      others: [...copies].flatMap(([each, updates]) => (each === epoch ? [] : [{ epoch: each, updates }])),
      clients: [...new Set(loads.slice(-keptLoads).flatMap(({ row }) => row.clients))],
      unsaved: loads.reduce((sum, { row }) => sum + row.unsaved, 0),
      incarnation: typeof server === 'string' ? server : null,
      commands: of('command')
        .map((row) => row.value as StoredCommand<Command>)
        .sort((a, b) => a.n - b.n),
      refused: of('aside').map((row) => row.value as RefusedChange),
    },
  }
}

/** Rows of updates that this page has read or written. What another tab writes meanwhile is its own. */
export function pageRows(storage: DeviceStorage, at: (kind: string, n: number) => Key) {
  let kind = firstKind
  let rows: readonly Key[] = []
  /** Rows into which others are being folded at this moment. */
  let folding: readonly Key[] = []
  let bytes = 0
  let counter = 0
  /** Rows of other epochs, as they were found. */
  const elsewhere = new Map<string, readonly Key[]>()
  const place = (kind: string) => at(kind, counter++)
  const ofThis = (placed: readonly Placed[]) => placed.flatMap((row) => (row.kind === kind ? [row.put] : []))
  async function fold(): Promise<void> {
    const taken = rows
    const into = place(kind)
    folding = [...folding, into]
    await storage.fold(taken, into, folded).finally(() => (folding = folding.filter((row) => row !== into)))
    rows = [into, ...rows.filter((row) => !taken.includes(row))]
    // Counts from zero again: a large board would otherwise be folded at every change.
    bytes = 0
  }
  return {
    kind: () => kind,
    place,
    fold,
    full: () => rows.length > foldRows || bytes > foldBytes,
    found(found: Pick<Found<LinkCommand>, 'kind' | 'rows' | 'elsewhere'>) {
      kind = found.kind
      rows = found.rows
      for (const [each, keys] of found.elsewhere) elsewhere.set(each, keys)
      // Behind the answer: a disk that is full or slow can still be read.
      if (rows.length > foldRows / 4) void fold().catch(() => undefined)
    },
    /** Those in whose place a whole state of this epoch stands, with what is on its way. */
    instead: (of: string, flying: readonly Placed[]): ReadonlySet<Key> =>
      new Set(of === kind ? [...rows, ...folding, ...ofThis(flying)] : elsewhere.get(of)),
    written(
      placed: readonly Placed[],
      updates: readonly { readonly update: Uint8Array }[],
      whole: { readonly state: Uint8Array; readonly instead: ReadonlySet<Key> } | null,
    ) {
      // A row of an epoch that was left meanwhile is handed in once more by the next page, which does no harm.
      rows = [...rows.filter((row) => !whole?.instead.has(row)), ...ofThis(placed)]
      if (whole) bytes = whole.state.length
      for (const { update } of updates) bytes += update.length
    },
    /** Updates are of this epoch from now on: rows of two are never folded into one. */
    turn(next: string) {
      if (next !== kind && rows.length > 0) elsewhere.set(kind, rows)
      if (next !== kind) rows = []
      kind = next
    },
    /** Which rows of it this page had. */
    leave(left: string): readonly Key[] {
      const keys = elsewhere.get(left) ?? (left === kind ? rows : [])
      if (keys === rows) rows = []
      elsewhere.delete(left)
      return keys
    },
  }
}
