/** Downloads that carry their seal: a zip with `seal.json` in it, and a snapshot with its texts as one JSON file. */
import { canonical, type Json } from '@tablee/shared/snapshot/canonical'
import { sealFormat, type FilesStatement, type Sealed } from '@tablee/shared/snapshot/seals'
import { snapshotText, type Sidecar, type Snapshot } from '@tablee/shared/snapshot/structure'
import { fingerprintOf, sealed } from './key.ts'
import { packedAs, sealName, sealText } from './seal-file.ts'
import type { Sealing } from './seals.ts'
import { sha256, sumsOf } from './sums.ts'
import { pack, zipOf, type Packed } from './zip.ts'

type File = { readonly name: string; readonly bytes: Uint8Array }

function filesSealed(sealing: Sealing, files: readonly File[]): Sealed<FilesStatement> {
  const { key, dialogue, snapshot, earlier, seals } = sealing
  return sealed(sealing, {
    format: sealFormat,
    what: 'files',
    dialogue,
    key,
    snapshot,
    // When the last of what it says came: the same snapshot gives the same bytes, whenever it is downloaded.
    at: Math.max(...seals.map(({ statement }) => statement.at)),
    earlier,
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  })
}

/** In an index: whose seal it is, and where it lies. */
export const sealTold = ({ key }: Pick<Sealing, 'key'>) => ({ file: sealName, key, fingerprint: fingerprintOf(key) })

/** The same files and seals give the same bytes. */
export function sealedZip(files: Readonly<Record<string, Uint8Array>>, sealing: Sealing): Uint8Array<ArrayBuffer> {
  const all = Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
  const packed = all.map(pack)
  const sums = all.map(({ name, bytes }, n) => ({
    name,
    blocks: sumsOf(bytes),
    packed: packedAs(packed[n] as Packed),
  }))
  const signed = filesSealed(sealing, all)
  const text = sealText({ files: signed, seals: sealing.seals, sums })
  // Stored as it is: who looks into the file sees it, and every byte of it counts.
  return zipOf(
    [...packed, pack({ name: sealName, bytes: Buffer.from(text, 'utf8'), stored: true })],
    signed.statement.at,
  )
}

export const sealedFormat = 'tablee-sealed/1'
/** What comes before the seal, as one file. */
export const documentName = 'document'
export const sealPart = '"seal":'

/** A snapshot, its texts and its seal, as one JSON file. */
export function sealedJson(snapshot: Snapshot, sidecar: Sidecar, sealing: Sealing): string {
  const texts = canonical(sidecar as unknown as Json)
  const before = `{"format":"${sealedFormat}",\n"snapshot":${snapshotText(snapshot)},\n"texts":${texts},\n`
  const bytes = Buffer.from(before, 'utf8')
  const sums = [{ name: documentName, blocks: sumsOf(bytes), packed: '' }]
  const files = filesSealed(sealing, [{ name: documentName, bytes }])
  return `${before}${sealPart}${sealText({ files, seals: sealing.seals, sums }).trimEnd()}}\n`
}
