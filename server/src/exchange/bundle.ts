/** What an import is given: one file, or several in a zip. Sizes are bounded before anything is unpacked. */
import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { BadFile } from '@tablee/shared/file'
import { unpackedLimit } from '@tablee/shared/wire/exchange'
import { sealName } from '../seal/seal-file.ts'

const mostFiles = 2_000

export type Bundle = ReadonlyMap<string, Uint8Array>

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** Zips of Windows programs divide folders by backslashes; a name is only ever a name: nothing is written under it. */
const baseOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
/** Our own tables are known in any spelling. */
const ownTables = /^(tables|nodes|relations|words)\.csv$/i

/**
 * What is no zip is one file of this name. Files are named without their folders, unless two would be called the same.
 * Throws `BadFile`: `zip-too-large`, `zip-broken`.
 */
export function unbundle(bytes: Uint8Array, name: string): Bundle {
  if (!isZip(bytes)) return new Map([[name, bytes]])
  let size = 0
  let count = 0
  let files: Record<string, Uint8Array>
  const sums = sumsOf(bytes)
  const told = new Map<string, number | undefined>()
  let entry = 0
  try {
    files = unzipSync(bytes, {
      filter: (file) => {
        const sum = sums[entry]
        entry += 1
        // What stands in a seal is about the files, and none of them.
        if (file.name.endsWith('/') || file.name.startsWith('__MACOSX/') || file.name === sealName) return false
        // The size a zip declares is the size of the buffer that is filled: what is more than declared is cut, not grown.
        size += file.originalSize
        count += 1
        if (size > unpackedLimit || count > mostFiles)
          throw new BadFile('zip-too-large', { limit: unpackedLimit / 1024 / 1024, files: mostFiles })
        told.set(file.name, sum)
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
    // A wrong size cuts a file: half of the people would be read as all of them.
    if (file !== undefined && crc32(file) !== told.get(path)) throw new BadFile('zip-broken', {}, {}, name)
    if (file !== undefined) bundle.set(bundle.has(base) ? path : base, file)
  }
  return bundle
}

/** The checksum of each file, in the order of the zip's directory: unpacking does not compare them by itself. */
function sumsOf(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u32 = (at: number): number => (at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : 0)
  const u16 = (at: number): number => (at >= 0 && at + 2 <= bytes.length ? view.getUint16(at, true) : 0)
  let end = bytes.length - 22
  while (end >= 0 && u32(end) !== 0x0605_4b50) end -= 1
  let at = u32(end + 16)
  // What was written as a large zip says its directory's place elsewhere.
  if (at === 0xffff_ffff && u32(end - 20) === 0x0706_4b50) at = u32(u32(end - 12) + 48)
  const sums: number[] = []
  while (u32(at) === 0x0201_4b50) {
    sums.push(u32(at + 16))
    at += 46 + u16(at + 28) + u16(at + 30) + u16(at + 32)
  }
  return sums
}
