/** What an import is given: one file, or several in a zip. Sizes are bounded before anything is unpacked. */
import { isUtf8 } from 'node:buffer'
import { unzipSync } from 'fflate'
import { BadFile } from '@tablee/shared/file'

/** Bytes of all that a zip holds: what may be uploaded plain may not come larger in a zip. */
const unpackedLimit = 32 * 1024 * 1024
const mostFiles = 2_000

export type Bundle = ReadonlyMap<string, Uint8Array>

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

export function unbundle(bytes: Uint8Array, name: string): Bundle {
  if (!isZip(bytes)) return new Map([[name, bytes]])
  let size = 0
  let count = 0
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, {
      filter: (file) => {
        if (file.name.endsWith('/') || file.name.startsWith('__MACOSX/')) return false
        // The size a zip declares is the size of the buffer that is filled: what is more than declared is cut, not grown.
        size += file.originalSize
        count += 1
        if (size > unpackedLimit || count > mostFiles) throw new BadFile('zip-too-large', { limit: unpackedLimit })
        return true
      },
    })
  } catch (cause) {
    if (cause instanceof BadFile) throw cause
    throw new BadFile('zip-broken')
  }
  const bundle = new Map<string, Uint8Array>()
  for (const path of Object.keys(files)) {
    const base = path.split('/').at(-1) ?? path
    const file = files[path]
    if (file !== undefined) bundle.set(bundle.has(base) ? path : base, file)
  }
  return bundle
}

/** UTF-8 or an error that says at which byte and line it ends to be. */
export function textOf(bytes: Uint8Array, file: string): string {
  if (isUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes) // drops a byte order mark
    if (text.trim() === '') throw new BadFile('empty', {}, {}, file)
    return text
  }
  let good = 0
  for (let step = 2 ** Math.ceil(Math.log2(bytes.length + 1)); step >= 1; step /= 2)
    // A cut inside a character is no fault of the file: up to three bytes more decide.
    if (good + step <= bytes.length && [0, 1, 2, 3].some((more) => isUtf8(bytes.subarray(0, good + step - more))))
      good += step
  let line = 1
  for (const byte of bytes.subarray(0, good)) if (byte === 10) line += 1
  throw new BadFile('not-utf8', { at: good }, { line }, file)
}
