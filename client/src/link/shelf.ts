/**
 * Where a page keeps things over a reload: rows under keys of text and numbers, changed in one transaction each.
 * IndexedDB where it works, memory where it is absent or blocked; `durable` says which, because the light must.
 */
import type { Environment } from './environment.ts'

export type Key = readonly (string | number)[]
export type Row = { readonly key: Key; readonly value: unknown }
export type Change = { readonly put: Key; readonly value: unknown } | { readonly remove: Key }

export type Shelf = {
  readonly durable: boolean
  /** All rows whose key begins with this prefix, in key order. */
  all(prefix: Key): Promise<readonly Row[]>
  /** All or nothing. Handed over before this returns: a page that ends right after has still given it away. */
  change(changes: readonly Change[], durability?: 'strict' | 'relaxed'): Promise<void>
  /** Replaces all rows under a prefix by one, in one transaction: another tab's row can't fall in between. */
  fold(prefix: Key, into: Key, merge: (values: readonly unknown[]) => unknown): Promise<void>
  clear(prefix: Key): Promise<void>
  close(): void
}

const storeName = 'rows'

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    transaction.onerror = () => reject(transaction.error ?? new Error('failed'))
  })

/** Opening can hang for ever in a browser whose profile is broken; after this we go on in memory. */
const openWithin = 4_000

function openDatabase(environment: Environment, factory: IDBFactory): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const late = environment.later(openWithin, () => resolve(null))
    const settle = (database: IDBDatabase | null) => {
      late()
      resolve(database)
    }
    try {
      const request = factory.open('tablee', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(storeName)
      request.onsuccess = () => settle(request.result)
      request.onerror = () => settle(null)
      request.onblocked = () => settle(null)
    } catch {
      settle(null)
    }
  })
}

/** Every key that begins with `prefix`: in IndexedDB an array sorts after every number and text. */
const under = (ranges: typeof IDBKeyRange, prefix: Key): IDBKeyRange =>
  ranges.bound([...prefix], [...prefix, []], false, true)

function onDisk(database: IDBDatabase, ranges: typeof IDBKeyRange): Shelf {
  const open = (mode: IDBTransactionMode, durability: IDBTransactionDurability = 'strict') => {
    // `strict`: the browser answers after the data reached the disk, which is what the light claims.
    const transaction = database.transaction(storeName, mode, mode === 'readwrite' ? { durability } : {})
    return { transaction, rows: transaction.objectStore(storeName) }
  }
  database.onversionchange = () => database.close()
  return {
    durable: true,
    async all(prefix) {
      const { rows, transaction } = open('readonly')
      const keys = rows.getAllKeys(under(ranges, prefix))
      const values = rows.getAll(under(ranges, prefix))
      await done(transaction)
      return keys.result.map((key, i) => ({ key: key as Key, value: values.result[i] as unknown }))
    },
    async change(changes, durability) {
      const { rows, transaction } = open('readwrite', durability)
      for (const change of changes) {
        if ('put' in change) rows.put(change.value, [...change.put])
        else rows.delete([...change.remove])
      }
      // Without it the browser asks this page once more before it commits, and a page that ends is not there to answer.
      if ('commit' in transaction) transaction.commit()
      await done(transaction)
    },
    async fold(prefix, into, merge) {
      const { rows, transaction } = open('readwrite')
      const values = rows.getAll(under(ranges, prefix))
      values.onsuccess = () => {
        try {
          const merged = merge(values.result)
          rows.delete(under(ranges, prefix))
          rows.put(merged, [...into])
        } catch {
          transaction.abort()
        }
      }
      await done(transaction)
    },
    async clear(prefix) {
      const { rows, transaction } = open('readwrite')
      rows.delete(under(ranges, prefix))
      await done(transaction)
    },
    close: () => database.close(),
  }
}

export function memoryShelf(): Shelf {
  const rows = new Map<string, Row>()
  const named = (key: Key) => JSON.stringify(key)
  const starts = (key: Key, prefix: Key) => prefix.every((part, i) => key[i] === part)
  const below = (prefix: Key) =>
    [...rows.values()].filter((row) => starts(row.key, prefix)).sort((a, b) => (named(a.key) < named(b.key) ? -1 : 1))
  return {
    durable: false,
    all: async (prefix) => below(prefix),
    async change(changes) {
      for (const change of changes) {
        if ('put' in change) rows.set(named(change.put), { key: change.put, value: change.value })
        else rows.delete(named(change.remove))
      }
    },
    async fold(prefix, into, merge) {
      const merged = merge(below(prefix).map((row) => row.value))
      for (const row of below(prefix)) rows.delete(named(row.key))
      rows.set(named(into), { key: into, value: merged })
    },
    async clear(prefix) {
      for (const row of below(prefix)) rows.delete(named(row.key))
    },
    close: () => undefined,
  }
}

export async function openShelf(environment: Environment): Promise<Shelf> {
  if (!environment.indexedDB || !environment.IDBKeyRange) return memoryShelf()
  const database = await openDatabase(environment, environment.indexedDB)
  return database ? onDisk(database, environment.IDBKeyRange) : memoryShelf()
}
