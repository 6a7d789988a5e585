/** A file that comes in parts: whoever was cut off goes on where the last part ended. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'

/** `got`: up to which byte it lies here. */
export type Upload = {
  readonly path: string
  readonly size: number
  got(): number
  /** Passed over where it is not the next one, or more than was said. */
  take(at: number, bytes: Uint8Array): void
  drop(): void
}

/** `path` must not be there. Throws as a full disk does, and the same part can come again. */
export function openUpload(path: string, size: number): Upload {
  const file = openSync(path, 'wx', 0o600)
  let got = 0
  let closed = false
  const close = (): void => {
    if (!closed) closeSync(file)
    closed = true
  }
  return {
    path,
    size,
    got: () => got,
    take(at, bytes) {
      if (closed || at !== got || at + bytes.length > size) return
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done)
      got += bytes.length
      if (got === size) close()
    },
    drop() {
      close()
      rmSync(path, { force: true })
    },
  }
}
