/**
 * Photos of paper. A picture is drawn anew before it goes anywhere, so that nothing of the camera (place, time, model)
 * leaves this device, and so that it is small. It is named by its content: the canvas can show it before the server has
 * it, and what could not be sent waits here.
 */
import { digest } from 'lib0/hash/sha256'
import { toHexString } from 'lib0/buffer'

/** The longer side after re-encoding: handwriting on a flip chart stays readable. */
const longest = 2_048
/** What the server takes at most. */
const most = 2 * 1024 * 1024
/** Tried in this order until it is small enough. */
const tries = [
  { side: longest, quality: 0.85 },
  { side: longest, quality: 0.7 },
  { side: 1_536, quality: 0.7 },
  { side: 1_024, quality: 0.6 },
] as const

export type Photo = {
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: 'image/webp' | 'image/jpeg'
  readonly w: number
  readonly h: number
}
export type PhotoProblem = 'photoUnreadable' | 'photoLarge'

const drawn = (canvas: HTMLCanvasElement, type: Photo['type'], quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality))

export async function reencode(file: Blob): Promise<Photo | PhotoProblem> {
  let picture: ImageBitmap
  try {
    // Turned as the camera says, before that word is thrown away.
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return 'photoUnreadable'
  }
  for (const { side, quality } of tries) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    const pen = canvas.getContext('2d')
    if (!pen) return 'photoUnreadable'
    pen.imageSmoothingQuality = 'high'
    pen.fillStyle = '#fff' // paper beneath what was transparent
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const type of ['image/webp', 'image/jpeg'] as const) {
      const blob = await drawn(canvas, type, quality)
      // A browser that cannot write a kind writes PNG instead, and says so.
      if (!blob || blob.type !== type) continue
      if (blob.size > most) break
      const bytes = new Uint8Array(await blob.arrayBuffer())
      picture.close()
      return { hash: toHexString(digest(bytes)), bytes, type, w: canvas.width, h: canvas.height }
    }
  }
  return 'photoLarge'
}

const database = 'tablee-photos'
const storeName = 'waiting'

export type WaitingPhoto = {
  readonly board: string
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}
export type PhotoStorage = {
  keep(photo: WaitingPhoto): Promise<boolean>
  all(board: string): Promise<readonly WaitingPhoto[]>
  gone(hash: string): Promise<void>
}

/** Photos on their way, in this browser's own storage; false where it takes none (they then live as long as the page). */
export function photoStorage(
  factory: IDBFactory | null = typeof indexedDB === 'undefined' ? null : indexedDB,
): PhotoStorage {
  const inPage = new Map<string, WaitingPhoto>()
  let opened: Promise<IDBDatabase | null> | null = null
  const open = (): Promise<IDBDatabase | null> =>
    (opened ??= new Promise((resolve) => {
      if (!factory) return resolve(null)
      try {
        const request = factory.open(database, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'hash' })
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => resolve(null)
        request.onblocked = () => resolve(null)
      } catch {
        resolve(null)
      }
    }))
  async function within<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
    const db = await open()
    if (!db) return null
    return new Promise((resolve) => {
      try {
        const transaction = db.transaction(storeName, mode)
        const request = run(transaction.objectStore(storeName))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = transaction.onerror = () => resolve(null)
      } catch {
        resolve(null)
      }
    })
  }
  return {
    async keep(photo) {
      inPage.set(photo.hash, photo)
      return (await within('readwrite', (store) => store.put(photo))) !== null
    },
    async all(board) {
      const stored = (await within<unknown[]>('readonly', (store) => store.getAll())) ?? []
      const found = new Map(inPage)
      for (const one of stored) if (isWaiting(one)) found.set(one.hash, one)
      return [...found.values()].filter((one) => one.board === board)
    },
    async gone(hash) {
      inPage.delete(hash)
      await within('readwrite', (store) => store.delete(hash))
    },
  }
}

const isWaiting = (value: unknown): value is WaitingPhoto =>
  typeof value === 'object' &&
  value !== null &&
  'hash' in value &&
  typeof value.hash === 'string' &&
  'board' in value &&
  typeof value.board === 'string' &&
  'bytes' in value &&
  value.bytes instanceof Uint8Array &&
  'type' in value &&
  typeof value.type === 'string'
