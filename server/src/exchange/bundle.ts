/** What an import is given: one file, or several in a zip. Sizes are bounded before anything is unpacked. */
import { isUtf8 } from 'node:buffer'
import { unzipSync } from 'fflate'
import { BadFile } from '@tablee/shared/file'
import { unpackedLimit } from '@tablee/shared/wire/exchange'

const mostFiles = 2_000

export type Bundle = ReadonlyMap<string, Uint8Array>

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** Zips of Windows programs divide folders by backslashes; a name is only ever a name: nothing is written under it. */
const baseOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
/** Our own tables are known in any spelling. */
const ownTables = /^(tables|nodes|relations|words)\.csv$/i

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
        if (size > unpackedLimit || count > mostFiles)
          throw new BadFile('zip-too-large', { limit: unpackedLimit / 1024 / 1024, files: mostFiles })
        return true
      },
    })
  } catch (cause) {
    if (cause instanceof BadFile) throw cause
    throw new BadFile('zip-broken')
  }
  const bundle = new Map<string, Uint8Array>()
  for (const path of Object.keys(files)) {
    const name = baseOf(path)
    const base = ownTables.test(name) ? name.toLowerCase() : name
    const file = files[path]
    if (file !== undefined) bundle.set(bundle.has(base) ? path : base, file)
  }
  return bundle
}

/** UTF-8 or an error that says at which byte, line and column it ends to be. */
export function textOf(bytes: Uint8Array, file: string): string {
  if (isUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes) // drops a byte order mark
    if (text.trim() === '') throw new BadFile('empty', {}, {}, file)
    return text
  }
  // Nor any other text: a picture, a database. UTF-16 is half zeros too, but says so.
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!utf16 && bytes.subarray(0, 8_000).includes(0)) throw new BadFile('unknown-format', {}, {}, file)
  let good = 0
  for (let step = 2 ** Math.ceil(Math.log2(bytes.length + 1)); step >= 1; step /= 2)
    // A cut inside a character is no fault of the file: up to three bytes more decide.
    if (good + step <= bytes.length && [0, 1, 2, 3].some((more) => isUtf8(bytes.subarray(0, good + step - more))))
      good += step
  while (!isUtf8(bytes.subarray(0, good))) good -= 1 // at most the three bytes of above
  let line = 1
  let began = 0
  bytes.subarray(0, good).forEach((byte, at) => {
    if (byte !== 10) return
    line += 1
    began = at + 1
  })
  const column = new TextDecoder().decode(bytes.subarray(began, good)).length + 1
  throw new BadFile('not-utf8', { at: good + 1 }, { line, column }, file)
}
