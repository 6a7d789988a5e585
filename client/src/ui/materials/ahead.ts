/**
 * Films and slides that a screen in the hall keeps before they are shown, so that no Wi-Fi and no cable is needed then.
 * IndexedDB, in parts: Cache Storage is for secure origins alone, and a hall has plain http. What is whole is one blob
 * over its parts, which the browser reads from the disk.
 */
import { network, pauseOf } from '../../hold/retry.ts'

export type Wanted = { readonly hash: string; readonly bytes: number; readonly type: string; readonly address: string }
export type Ahead = {
  /** These, in this order, and nothing else of this scope: what is not named any more is forgotten. */
  readonly want: (files: readonly Wanted[]) => void
  /** Bytes of it that are here; as many as it has: it is whole. */
  readonly here: (hash: string) => number
  readonly heard: (ear: () => void) => () => void
  /** Null while it is not whole. */
  readonly blob: (hash: string) => Promise<Blob | null>
  readonly close: () => void
}

/** Small enough to lose one on bad Wi-Fi, large enough that a film is some hundred. */
export const partBytes = 4 * 1024 * 1024
const parts = 'parts'

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('failed'))
  })
function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open('tablee-materials', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(parts)
  return asked(request)
}

type World = {
  readonly factory: IDBFactory
  readonly ranges: typeof IDBKeyRange
  readonly fetch: typeof fetch
  readonly later: (milliseconds: number, run: () => void) => () => void
}
const browser = (): World => ({
  factory: indexedDB,
  ranges: IDBKeyRange,
  fetch: (...of) => fetch(...of),
  later: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
})

/** `scope`: whose films these are; those of another dialogue on the same device stay. */
export function openAhead(scope: string, world: World = browser()): Ahead {
  const ears = new Set<() => void>()
  const have = new Map<string, number>()
  let wanted: readonly Wanted[] = []
  let stopped = false
  let running = false
  let again: (() => void) | null = null
  let failures = 0
  // Where the browser keeps nothing (a private window) films play by ranges, as before they are whole.
  let database: Promise<IDBDatabase | null> | null = null
  const disk = (): Promise<IDBDatabase | null> =>
    (database ??= Promise.resolve()
      .then(() => open(world.factory))
      .catch(() => null))

  const tell = (hash: string, bytes: number): void => {
    if (have.get(hash) === bytes) return
    have.set(hash, bytes)
    for (const ear of ears) ear()
  }
  const under = (...key: readonly string[]): IDBKeyRange => world.ranges.bound([...key], [...key, []], false, true)
  const keysOf = async (db: IDBDatabase, ...key: readonly string[]): Promise<readonly IDBValidKey[]> =>
    asked(
      db
        .transaction(parts)
        .objectStore(parts)
        .getAllKeys(under(...key)),
    )

  async function forget(db: IDBDatabase): Promise<void> {
    const names = new Set(wanted.map(({ hash }) => hash))
    const gone = new Set<string>()
    for (const key of await keysOf(db, scope)) {
      const hash = Array.isArray(key) ? String(key[1]) : ''
      if (!names.has(hash)) gone.add(hash)
    }
    for (const hash of gone) {
      await asked(db.transaction(parts, 'readwrite').objectStore(parts).delete(under(scope, hash)))
      have.delete(hash)
    }
  }

  /** Whether more is to be done at once. */
  async function step(db: IDBDatabase): Promise<boolean> {
    for (const { hash, bytes, address } of wanted) {
      const count = Math.ceil(bytes / partBytes)
      const known = new Set((await keysOf(db, scope, hash)).map((key) => (Array.isArray(key) ? Number(key[2]) : -1)))
      const sizeOf = (n: number): number => Math.min(partBytes, bytes - n * partBytes)
      tell(
        hash,
        [...known].reduce((sum, n) => sum + sizeOf(n), 0),
      )
      const n = Array.from({ length: count }, (_, index) => index).find((index) => !known.has(index))
      if (n === undefined) continue
      const from = n * partBytes
      const answer = await world.fetch(address, {
        headers: { Range: `bytes=${from}-${from + sizeOf(n) - 1}` },
        cache: 'no-store',
      })
      const part = answer.status === 206 || (answer.status === 200 && count === 1) ? await answer.blob() : null
      if (part === null || part.size !== sizeOf(n)) throw new Error('no part')
      await asked(db.transaction(parts, 'readwrite').objectStore(parts).put(part, [scope, hash, n]))
      tell(hash, (have.get(hash) ?? 0) + part.size)
      return true
    }
    return false
  }
  async function load(): Promise<void> {
    const db = await disk()
    if (db === null || stopped) return
    await forget(db)
    for (;;) {
      const more = await step(db)
      failures = 0
      if (stopped || !more) return
    }
  }
  function run(): void {
    if (running || stopped) return
    running = true
    again?.()
    again = null
    const before = wanted
    load().then(
      () => {
        running = false
        // Another list came while the last part of this one did.
        if (before !== wanted) run()
      },
      () => {
        running = false
        if (!stopped) again = world.later(pauseOf(network, failures++, Math.random()), run)
      },
    )
  }
  return {
    want(files) {
      wanted = files
      failures = 0
      run()
    },
    here: (hash) => have.get(hash) ?? 0,
    heard(ear) {
      ears.add(ear)
      return () => ears.delete(ear)
    },
    async blob(hash) {
      const file = wanted.find((one) => one.hash === hash)
      const db = await disk()
      if (file === undefined || db === null || have.get(hash) !== file.bytes) return null
      const found = await asked<unknown[]>(db.transaction(parts).objectStore(parts).getAll(under(scope, hash)))
      const blobs = found.filter((one) => one instanceof Blob)
      const whole = new Blob(blobs, { type: file.type })
      return whole.size === file.bytes ? whole : null
    },
    close() {
      stopped = true
      again?.()
      void database?.then((db) => db?.close())
    },
  }
}
