/** Bytes that are looked at without being held: a film has two gigabytes, and what it is stands in a few thousand of them. */
import { open } from 'node:fs/promises'

export type Reader = {
  readonly size: number
  /** As many as there are: fewer at the end, none beyond it. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>
}

/** As it would come from a file. */
export const readerOf = (bytes: Uint8Array): Reader => ({
  size: bytes.length,
  read: (at, length) => Promise.resolve(new Uint8Array(bytes.subarray(at, at + length))),
})

/** `look` at a file of this disk; it is closed whatever comes of that. */
export async function reading<T>(file: string, look: (reader: Reader) => Promise<T>): Promise<T> {
  const opened = await open(file, 'r')
  try {
    const { size } = await opened.stat()
    return await look({
      size,
      async read(at, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)))
        let filled = 0
        while (filled < bytes.length) {
          const { bytesRead } = await opened.read(bytes, filled, bytes.length - filled, at + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return bytes.subarray(0, filled)
      },
    })
  } finally {
    await opened.close()
  }
}

/** On the same bytes: nothing is copied. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** Four letters, or whatever stands there. */
export const letters = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))
