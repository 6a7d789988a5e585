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
import type { Change, DeviceStorage, Key } from './storage.ts'
import {
  kindOf,
  pageRows,
  readRows,
  type Earlier,
  type EarlierLoad,
  type LoadRow,
  type Placed,
  type RefusedChange,
  type StoredCommand,
} from './store-rows.ts'

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
  readonly whole: (Placed & { readonly state: Uint8Array; readonly instead: ReadonlySet<Key> }) | null
  /** Rows of updates, each with its place. */
  readonly rows: readonly (Placed & { readonly value: readonly Uint8Array[] })[]
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

const placedBy = ({ whole, rows }: Batch): readonly Placed[] => (whole ? [whole, ...rows] : rows)
const changesOf = ({ whole, rows, marks }: Batch): Change[] => [
  ...[...(whole?.instead ?? [])].map((key) => ({ remove: key })),
  ...(whole ? [{ put: whole.put, value: [whole.state] }] : []),
  ...rows.map(({ put, value }) => ({ put, value })),
  ...[...marks.values()].map((mark) =>
    'remove' in mark ? { remove: mark.key } : { put: mark.key, value: mark.value },
  ),
]
function unwrittenOf(all: readonly Pick<Batch, 'updates' | 'marks'>[]): Unwritten | null {
  // What goes twice is one change.
  const parts = [...new Set(all.flatMap(({ updates, marks }) => [...updates, ...marks.values()]))].filter(
    ({ changes }) => changes > 0,
  )
  return parts.length === 0
    ? null
    : { n: parts.reduce((sum, { changes }) => sum + changes, 0), since: Math.min(...parts.map((part) => part.at)) }
}

/** What waits for the disk and what is on its way there: one transaction at a time, and again what was refused. */
function openQueue(
  { storage, now, later, changed, taken }: StoreParts,
  rows: ReturnType<typeof pageRows>,
  at: (...rest: Key) => Key,
) {
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
  let era = 0
  /** The last word of each mark: a batch that fails behind a later one must not bring an older word back. */
  const newest = new Map<string, Mark>()
  let wiped = false
  let scheduled = false
  /** Epochs that were left: a write of theirs that the disk refuses is not tried again. */
  const handedIn = new Set<string>()
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
        put: rows.place(replacement.kind),
        instead: rows.instead(replacement.kind, [...flying.keys()].flatMap(placedBy)),
      },
      rows: kinds.map((each) => ({
        kind: each,
        put: rows.place(each),
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
      await storage.change(changesOf(batch), durability)
      failed = false
      failures = 0
      rows.written(placedBy(batch), updates, whole)
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
    if (rows.full()) await rows.fold().catch(() => undefined)
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
    mark,
    add(update: Uint8Array, changes = 0) {
      waiting = [...waiting, { update, changes, at: now(), kind: rows.kind() }]
      schedule()
    },
    leave(left: string) {
      handedIn.add(left)
      waiting = waiting.filter((one) => one.kind !== left)
      if (replacement?.kind === left) replacement = null
    },
    replace(state: Uint8Array) {
      waiting = []
      era++
      replacement = { kind: rows.kind(), state }
      schedule()
    },
    fold: () =>
      void settled()
        .then(() => (wiped ? undefined : rows.fold()))
        .catch(() => undefined),
    onDisk: () => storage.durable && !failed && flying.size === 0 && idle(),
    keeps: () => storage.durable && !failed,
    unwritten: () => unwrittenOf([{ updates: waiting, marks: states }, ...flying.keys()]),
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

export function openStore<Command extends LinkCommand>(parts: StoreParts): Store<Command> {
  const { storage, scope, load, now } = parts
  const at = (...rest: Key): Key => [scope, ...rest]
  const rows = pageRows(storage, (kind, n) => at(kind, load, n))
  const { mark, ...queue } = openQueue(parts, rows, at)
  let earlierLoads: readonly EarlierLoad[] = []
  return {
    ...queue,
    async load() {
      const found = readRows<Command>(await storage.all(at()), load)
      earlierLoads = found.loads
      rows.found(found)
      for (const { key } of found.done) mark(`load ${key[2]}`, { key, remove: true })
      return found.earlier
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
      rows.turn(kindOf(name))
      mark('epoch', { key: at('epoch'), value: name })
    },
    leave(epoch) {
      queue.leave(kindOf(epoch))
      for (const key of rows.leave(kindOf(epoch))) mark(JSON.stringify(key), { key, remove: true })
    },
    putCommand: (stored) =>
      mark(`command ${stored.command.id}`, { key: at('command', stored.command.id), value: stored }, 1),
    removeCommand: (id) => mark(`command ${id}`, { key: at('command', id), remove: true }),
    putRefused: (refused) => mark(`aside ${refused.id}`, { key: at('aside', refused.id), value: refused }),
    removeRefused: (id) => mark(`aside ${id}`, { key: at('aside', id), remove: true }),
  }
}
