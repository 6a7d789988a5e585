/**
 * The offline copy of one document for one person on this device: the document's updates, the clientIDs this device wrote
 * with, how much of it the server has not acknowledged, waiting commands, and what was refused and put aside.
 *
 * It does not grow without edits: an update is a row only when it changed the document, and rows are folded into one
 * state. Every page load (and every tab) writes rows under a name of its own, so that two tabs never overwrite each
 * other; the order of updates does not matter to Yjs.
 */
import type { Later } from './environment.ts'
import type { LinkCommand } from './kind.ts'
import { disk, pauseOf } from '../hold/retry.ts'
import type { DeviceStorage, Key } from './storage.ts'
import {
  firstKind,
  folded,
  kindOf,
  readRows,
  type Earlier,
  type EarlierLoad,
  type LoadRow,
  type RefusedChange,
  type StoredCommand,
} from './store-rows.ts'

/** Fold after this many rows or bytes: below it a load applies them in a few milliseconds. */
const foldRows = 100
const foldBytes = 256 * 1024

export type Store<Command extends LinkCommand = LinkCommand> = {
  load(): Promise<Earlier<Command>>
  /** Written at once, or with the next transaction while one runs. `changes`: how many of this person's lie in it. */
  add(update: Uint8Array, changes?: number): void
  /** This page's count of unacknowledged changes and its clientIDs. */
  own(clients: readonly number[], unsaved: number): void
  /** Everything that earlier loads had left unacknowledged is in the server's journal now. */
  earlierSaved(): void
  incarnation(value: string): void
  /** The epoch that updates are of from now on. */
  epoch(name: string): void
  /** The copy of this epoch is handed in, as far as it is in a document of this page: another tab's rows stay. */
  leave(epoch: string): void
  putCommand(stored: StoredCommand<Command>): void
  removeCommand(id: string): void
  putRefused(refused: RefusedChange): void
  removeRefused(id: string): void
  /** Folds all rows into one state, in which nothing stands that was deleted. */
  fold(): void
  /** The document was rebuilt: this state replaces all updates. */
  replace(state: Uint8Array): void
  /** True when everything handed in so far is on the disk. */
  onDisk(): boolean
  /** Whether what is handed in reaches a disk at all: false in memory, and while the disk refuses. */
  keeps(): boolean
  /** This person's changes and commands that are not on the disk yet, and since when; null when all are. */
  unwritten(): Unwritten | null
  /** The page may end at any moment: hands everything over now, behind whatever is being written. */
  hurry(): void
  /** Resolves when everything handed in so far is written, or could not be. */
  settled(): Promise<void>
  wipe(): Promise<void>
  close(): void
}

export type Unwritten = { readonly n: number; readonly since: number }

type Mark = ({ readonly key: Key; readonly value: unknown } | { readonly key: Key; readonly remove: true }) & {
  readonly changes: number
  readonly at: number
}
type Waiting = {
  readonly update: Uint8Array
  readonly changes: number
  readonly at: number
  readonly kind: string
}
/** What goes to the disk in one transaction: what a document made anew replaces and what was put aside of it, too. */
type Batch = {
  readonly updates: readonly Waiting[]
  readonly marks: ReadonlyMap<string, Mark>
  /** Of the document that was made anew: in the place of these rows. */
  readonly whole: {
    readonly kind: string
    readonly state: Uint8Array
    readonly put: Key
    readonly instead: ReadonlySet<Key>
  } | null
  /** Rows of updates, each with its place. */
  readonly rows: readonly { readonly kind: string; readonly put: Key; readonly value: readonly Uint8Array[] }[]
  /** How often the document had been made anew. */
  readonly era: number
}

export type StoreParts = {
  readonly storage: DeviceStorage
  /** Names board and person. */
  readonly scope: string
  /** A name that no other page load has. */
  readonly load: string
  readonly now: () => number
  readonly later: Later
  /** Hears when `onDisk` turns. */
  readonly changed: () => void
  /** The device's store was taken away and begins empty: whatever this page holds is handed over again. */
  readonly taken: () => void
}

export function openStore<Command extends LinkCommand>({
  storage,
  scope,
  load,
  now,
  later,
  changed,
  taken,
}: StoreParts): Store<Command> {
  let waiting: Batch['updates'] = []
  let states = new Map<string, Mark>()
  /** The document that was made anew, of the epoch it is of. */
  let replacement: { readonly kind: string; readonly state: Uint8Array } | null = null
  /** Handed to the disk and not answered. One at a time; a second one only when the page may end. */
  const flying = new Map<Batch, Promise<void>>()
  /** Flying, and all of it goes once more with a later one: were it refused and tried again, it would take that one's place. */
  const carried = new WeakSet<Batch>()
  let failed = false
  /** A disk that refused is asked again, also where nothing more is typed. */
  let failures = 0
  let again: (() => void) | null = null
  let counter = 0
  let era = 0
  /** The last word of each mark: a batch that fails behind a later one must not bring an older word back. */
  const newest = new Map<string, Mark>()
  /** Rows of updates that this page has read or written. What another tab writes meanwhile is its own. */
  let rows: readonly Key[] = []
  /** Rows into which others are being folded at this moment. */
  let folding: readonly Key[] = []
  let bytes = 0
  let wiped = false
  let scheduled = false
  let earlierLoads: readonly EarlierLoad[] = []
  let kind = firstKind
  /** Rows of other epochs, as they were found. */
  const elsewhere = new Map<string, readonly Key[]>()
  /** Epochs that were left: a write of theirs that the disk refuses is not tried again. */
  const handedIn = new Set<string>()
  const at = (...rest: Key): Key => [scope, ...rest]
  const rowsOf = (batch: Batch): readonly Key[] =>
    [batch.whole, ...batch.rows].flatMap((row) => (row?.kind === kind ? [row.put] : []))
  const idle = () => waiting.length === 0 && states.size === 0 && replacement === null

  const schedule = () => {
    if (scheduled || flying.size > 0 || wiped) return
    scheduled = true
    // What one edit brings (its update, its count) goes together.
    void Promise.resolve().then(() => {
      scheduled = false
      if (flying.size === 0) send('strict')
    })
  }
  const send = (durability: 'strict' | 'relaxed') => {
    if (wiped || idle()) return
    again?.()
    again = null
    const kinds = [...new Set(waiting.map((one) => one.kind))]
    const batch: Batch = {
      updates: waiting,
      marks: states,
      // Rows that are on their way stand before this one by the time it is written.
      whole: replacement && {
        ...replacement,
        put: at(replacement.kind, load, counter++),
        instead: new Set(
          replacement.kind === kind
            ? [...rows, ...folding, ...[...flying.keys()].flatMap(rowsOf)]
            : elsewhere.get(replacement.kind),
        ),
      },
      rows: kinds.map((each) => ({
        kind: each,
        put: at(each, load, counter++),
        value: waiting.filter((one) => one.kind === each).map(({ update }) => update),
      })),
      era,
    }
    waiting = []
    states = new Map()
    replacement = null
    const written = write(batch, durability).finally(() => {
      flying.delete(batch)
      changed()
      // What arrived meanwhile goes at once.
      if (!failed && flying.size === 0) send('strict')
    })
    flying.set(batch, written)
  }

  async function write(batch: Batch, durability: 'strict' | 'relaxed'): Promise<void> {
    const { updates, marks, whole } = batch
    try {
      await storage.change(
        [
          ...[...(whole?.instead ?? [])].map((key) => ({ remove: key })),
          ...(whole ? [{ put: whole.put, value: [whole.state] }] : []),
          ...batch.rows.map(({ put, value }) => ({ put, value })),
          ...[...marks.values()].map((mark) =>
            'remove' in mark ? { remove: mark.key } : { put: mark.key, value: mark.value },
          ),
        ],
        durability,
      )
      failed = false
      failures = 0
      // A row of an epoch that was left meanwhile is handed in once more by the next page, which does no harm.
      rows = [...rows.filter((row) => !whole?.instead.has(row)), ...rowsOf(batch)]
      if (whole) bytes = whole.state.length
      for (const { update } of updates) bytes += update.length
    } catch {
      // The disk is full or the browser took the database away: keep it all, and try again with the next change or later.
      failed = true
      retry()
      if (batch.era === era && !carried.has(batch)) {
        waiting = [...updates.filter((one) => !handedIn.has(one.kind)), ...waiting]
        if (whole && !handedIn.has(whole.kind)) replacement ??= whole
      }
      for (const [name, mark] of marks) if (newest.get(name) === mark) states.set(name, mark)
      return
    }
    // Written already, whatever becomes of this: it is tried again with the next row.
    if (rows.length > foldRows || bytes > foldBytes) await foldInto(folded).catch(() => undefined)
  }

  function retry(): void {
    again?.()
    again = later(pauseOf(disk, failures++), () => {
      again = null
      if (flying.size === 0) send('strict')
    })
  }
  storage.onTaken(() => {
    if (wiped) return
    failed = true
    taken()
    changed()
  })

  async function foldInto(merge: (values: readonly unknown[]) => unknown): Promise<void> {
    const taken = rows
    const into = at(kind, load, counter++)
    folding = [...folding, into]
    await storage.fold(taken, into, merge).finally(() => (folding = folding.filter((row) => row !== into)))
    rows = [into, ...rows.filter((row) => !taken.includes(row))]
    // Counts from zero again: a large board would otherwise be folded at every change.
    bytes = 0
  }

  async function settled(): Promise<void> {
    while (flying.size > 0 || scheduled) await (flying.size > 0 ? Promise.all(flying.values()) : Promise.resolve())
  }

  const mark = (name: string, value: { key: Key; value: unknown } | { key: Key; remove: true }, changes = 0) => {
    const word: Mark = { ...value, changes, at: now() }
    newest.set(name, word)
    states.set(name, word)
    schedule()
  }

  return {
    async load() {
      const found = readRows<Command>(await storage.all(at()), load)
      kind = found.kind
      rows = found.rows
      for (const [each, keys] of found.elsewhere) elsewhere.set(each, keys)
      earlierLoads = found.loads
      // Behind the answer: a disk that is full or slow can still be read.
      if (rows.length > foldRows / 4) void foldInto(folded).catch(() => undefined)
      for (const { key } of found.done) mark(`load ${key[2]}`, { key, remove: true })
      return found.earlier
    },
    add(update, changes = 0) {
      waiting = [...waiting, { update, changes, at: now(), kind }]
      schedule()
    },
    own: (clients, unsaved) =>
      mark('own', { key: at('load', load), value: { clients: [...clients], unsaved, at: now() } satisfies LoadRow }),
    earlierSaved() {
      for (const { key, row } of earlierLoads)
        if (row.unsaved > 0) mark(`load ${key[2]}`, { key, value: { ...row, unsaved: 0 } })
      earlierLoads = earlierLoads.map(({ key, row }) => ({ key, row: { ...row, unsaved: 0 } }))
    },
    incarnation: (value) => mark('server', { key: at('server'), value }),
    epoch(name) {
      const next = kindOf(name)
      // Rows of two epochs are never folded into one.
      if (next !== kind && rows.length > 0) elsewhere.set(kind, rows)
      if (next !== kind) rows = []
      kind = next
      mark('epoch', { key: at('epoch'), value: name })
    },
    leave(epoch) {
      const left = kindOf(epoch)
      handedIn.add(left)
      waiting = waiting.filter((one) => one.kind !== left)
      if (replacement?.kind === left) replacement = null
      const keys = elsewhere.get(left) ?? (left === kind ? rows : [])
      if (keys === rows) rows = []
      elsewhere.delete(left)
      for (const key of keys) mark(JSON.stringify(key), { key, remove: true })
    },
    putCommand: (stored) =>
      mark(`command ${stored.command.id}`, { key: at('command', stored.command.id), value: stored }, 1),
    removeCommand: (id) => mark(`command ${id}`, { key: at('command', id), remove: true }),
    putRefused: (refused) => mark(`aside ${refused.id}`, { key: at('aside', refused.id), value: refused }),
    removeRefused: (id) => mark(`aside ${id}`, { key: at('aside', id), remove: true }),
    replace(state) {
      waiting = []
      era++
      replacement = { kind, state }
      schedule()
    },
    fold: () =>
      void settled()
        .then(() => (wiped ? undefined : foldInto(folded)))
        .catch(() => undefined),
    onDisk: () => storage.durable && !failed && flying.size === 0 && idle(),
    keeps: () => storage.durable && !failed,
    unwritten() {
      const all = [{ updates: waiting, marks: states }, ...flying.keys()]
      // What goes twice is one change.
      const parts = [...new Set(all.flatMap(({ updates, marks }) => [...updates, ...marks.values()]))].filter(
        ({ changes }) => changes > 0,
      )
      return parts.length === 0
        ? null
        : { n: parts.reduce((sum, { changes }) => sum + changes, 0), since: Math.min(...parts.map((part) => part.at)) }
    },
    hurry() {
      if (idle()) return
      // What is being written goes once more: were it refused and this not, this would stand on nothing.
      const flown = [...flying.keys()].filter((batch) => batch.era === era)
      const before = flown.flatMap((batch) => batch.updates)
      for (const { whole } of flown) replacement ??= whole
      for (const batch of flown) carried.add(batch)
      waiting = [...new Set([...before, ...waiting])]
      send('relaxed')
    },
    settled,
    async wipe() {
      wiped = true
      await Promise.all(flying.values())
      await storage.clear(at())
    },
    close() {
      again?.()
      storage.close()
    },
  }
}
