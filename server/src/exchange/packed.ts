/** Texts as the bytes of a zip, and in the index each with its size and hash. */
import { createHash } from 'node:crypto'
import { strToU8, zipSync, type Zippable } from 'fflate'

const mark = '\uFEFF'
/** `bom`: a byte order mark before each table, by which a spreadsheet knows UTF-8. */
export const packed = (path: string, text: string, bom: boolean): Uint8Array =>
  strToU8(bom && path.endsWith('.csv') && !text.startsWith(mark) ? mark + text : text)

/** Resources of an index, of the bytes that lie beside it. */
export const measured = (
  resources: readonly { readonly path: string }[],
  bytesOf: (path: string) => Uint8Array | undefined,
): readonly object[] =>
  resources.map((one) => {
    const bytes = bytesOf(one.path)
    return bytes === undefined
      ? one
      : { ...one, bytes: bytes.length, hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}` }
  })

/** A zip that is not sealed by itself. The same files give the same bytes: 1980 is the earliest a zip can say. */
export const plainZip = (files: Zippable): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(files, { mtime: Date.UTC(1980, 0, 2), level: 6 }))
