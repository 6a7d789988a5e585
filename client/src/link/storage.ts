/**
 * Where a page keeps things over a reload: rows under keys of text and numbers, changed in one transaction each.
 * IndexedDB where there is one, however late it answers; memory where it is absent or blocked, so that nothing can ever
 * have been kept. `durable` says which, because the light must.
 */
import type { Environment } from './environment.ts'

export type Key = readonly (string | number)[]
export type DeviceRow = { readonly key: Key; readonly value: unknown }
export type Change = { readonly put: Key; readonly value: unknown } | { readonly remove: Key }

export type DeviceStorage = {
  readonly durable: boolean
  /** All rows whose key begins with this prefix, in key order. */
  all(prefix: Key): Promise<readonly DeviceRow[]>
  /** The first parts of all keys, each once. */
  scopes(): Promise<readonly string[]>
  /** All or nothing. Handed over before this returns: a page that ends right after has still given it away. */
  change(changes: readonly Change[], durability?: 'strict' | 'relaxed'): Promise<void>
  /** Replaces these rows, as far as they are there, by one, in one transaction. */
  fold(keys: readonly Key[], into: Key, merge: (values: readonly unknown[]) => unknown): Promise<void>
  clear(prefix: Key): Promise<void>
  /** Calls back when the browser takes the rows away (site data cleared, another version of this page, a broken disk). */
  onTaken(run: () => void): void
  close(): void
}

const scopesOf = (keys: readonly Key[]): readonly string[] => [...new Set(keys.map(([scope]) => String(scope)))]

const storeName = 'rows'

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    transaction.onerror = () => reject(transaction.error ?? new Error('failed'))
  })

/** How a browser that keeps nothing says so: in private windows, and where site data is blocked. */
const blocked: ReadonlySet<string> = new Set(['SecurityError', 'InvalidStateError', 'NotSupportedError'])
class Blocked extends Error {}

/**
 * Answers when the browser does: after an hour, or never. Anyone who waits goes on meanwhile and says so; giving it up
 * would leave what it holds unread and unsent. `Blocked` where it keeps nothing at all; any other refusal may pass.
 */
function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let request: IDBOpenDBRequest
    try {
      request = factory.open('tablee', 1)
    } catch {
      return reject(new Blocked())
    }
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    // Being blocked by another tab is no end: this request is answered once that tab lets go.
    request.onerror = () =>
      reject(blocked.has(request.error?.name ?? '') ? new Blocked() : (request.error ?? new Error('failed')))
  })
}

/** Every key that begins with `prefix`: in IndexedDB an array sorts after every number and text. */
const under = (ranges: typeof IDBKeyRange, prefix: Key): IDBKeyRange =>
  ranges.bound([...prefix], [...prefix, []], false, true)

function onDisk(first: IDBDatabase, open: () => Promise<IDBDatabase>, ranges: typeof IDBKeyRange): DeviceStorage {
  let database: IDBDatabase | null = null
  let left = false
  let taken = (): void => undefined
  const hold = (opened: IDBDatabase): IDBDatabase => {
    const gone = () => {
      if (database !== opened) return
      database = null
      if (!left) taken()
    }
    opened.onversionchange = () => {
      opened.close()
      gone()
    }
    opened.onclose = gone
    database = opened
    return opened
  }
  hold(first)
  /** At once where the database is open, so that a page that ends right after has given its change away. */
  async function within<T>(
    mode: IDBTransactionMode,
    durability: IDBTransactionDurability,
    work: (rows: IDBObjectStore, transaction: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    const begin = (at: IDBDatabase) =>
      // `strict`: the browser answers after the data reached the disk, which is what the light claims.
      at.transaction(storeName, mode, mode === 'readwrite' ? { durability } : {})
    let transaction: IDBTransaction | null = null
    try {
      if (database) transaction = begin(database)
    } catch {
      // A connection can be dead without a word (a phone that slept): the rows are there, and another one finds them.
      database = null
    }
    if (left && !transaction) throw new Error('the page has left its store')
    transaction ??= begin(hold(await open()))
    return work(transaction.objectStore(storeName), transaction)
  }
  return {
    durable: true,
    all: (prefix) =>
      within('readonly', 'strict', async (rows, transaction) => {
        const keys = rows.getAllKeys(under(ranges, prefix))
        const values = rows.getAll(under(ranges, prefix))
        await done(transaction)
        return keys.result.map((key, i) => ({ key: key as Key, value: values.result[i] as unknown }))
      }),
    scopes: () =>
      within('readonly', 'strict', async (rows, transaction) => {
        const keys = rows.getAllKeys()
        await done(transaction)
        return scopesOf(keys.result as readonly Key[])
      }),
    change: (changes, durability = 'strict') =>
      within('readwrite', durability, async (rows, transaction) => {
        for (const change of changes) {
          if ('put' in change) rows.put(change.value, [...change.put])
          else rows.delete([...change.remove])
        }
        // Without it the browser asks this page once more before it commits, and a page that ends is not there to answer.
        if ('commit' in transaction) transaction.commit()
        await done(transaction)
      }),
    fold: (keys, into, merge) =>
      within('readwrite', 'strict', async (rows, transaction) => {
        const values: unknown[] = []
        for (const key of keys) {
          const found: IDBRequest<unknown> = rows.get([...key])
          found.onsuccess = () => values.push(found.result)
          rows.delete([...key])
        }
        // Asked last, so answered last: all values are there.
        rows.count().onsuccess = () => {
          try {
            rows.put(merge(values.filter((value) => value !== undefined)), [...into])
          } catch {
            transaction.abort()
          }
        }
        await done(transaction)
      }),
    clear: (prefix) =>
      within('readwrite', 'strict', async (rows, transaction) => {
        rows.delete(under(ranges, prefix))
        await done(transaction)
      }),
    onTaken: (run) => void (taken = run),
    close() {
      left = true
      database?.close()
    },
  }
}

export function memoryStorage(): DeviceStorage {
  const rows = new Map<string, DeviceRow>()
  const named = (key: Key) => JSON.stringify(key)
  const starts = (key: Key, prefix: Key) => prefix.every((part, i) => key[i] === part)
  const below = (prefix: Key) =>
    [...rows.values()].filter((row) => starts(row.key, prefix)).sort((a, b) => (named(a.key) < named(b.key) ? -1 : 1))
  return {
    durable: false,
    all: async (prefix) => below(prefix),
    scopes: async () => scopesOf([...rows.values()].map(({ key }) => key)),
    async change(changes) {
      for (const change of changes) {
        if ('put' in change) rows.set(named(change.put), { key: change.put, value: change.value })
        else rows.delete(named(change.remove))
      }
    },
    async fold(keys, into, merge) {
      const found = keys.map((key) => rows.get(named(key))?.value)
      const merged = merge(found.filter((value) => value !== undefined))
      for (const key of keys) rows.delete(named(key))
      rows.set(named(into), { key: into, value: merged })
    },
    async clear(prefix) {
      for (const row of below(prefix)) rows.delete(named(row.key))
    },
    onTaken: () => undefined,
    close: () => undefined,
  }
}

/** Rejects where the device's store refused for now; resolves late, or never, where it is late. */
export async function openStorage(environment: Environment): Promise<DeviceStorage> {
  const { indexedDB: factory, IDBKeyRange: ranges } = environment
  if (!factory || !ranges) return memoryStorage()
  const open = () => openDatabase(factory)
  try {
    return onDisk(await open(), open, ranges)
  } catch (problem) {
    if (problem instanceof Blocked) return memoryStorage()
    throw problem
  }
}
