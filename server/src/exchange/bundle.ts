/** What an import is given: one file, or several in a zip. Sizes are bounded before anything is unpacked. */
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
