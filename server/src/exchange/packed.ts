/** Texts as the bytes of a zip, and in the index each with its size and hash. */
import { createHash } from 'node:crypto'
import { strToU8 } from 'fflate'

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
