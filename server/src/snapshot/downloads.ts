/** The CSV set of a snapshot as a zip; the other formats are written in `exchange`. */
import { strToU8, zipSync, type Zippable } from 'fflate'
import { csvSet } from '@tablee/shared/formats/csv-set'
import { errataText } from '@tablee/shared/formats/csv-errata'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'

export type Download = { readonly body: Uint8Array; readonly type: string; readonly name: string }

/** Zip files carry a time; the same snapshot gives the same bytes. 1980 is the earliest a zip can say. */
const mtime = new Date('1980-01-02T00:00:00Z')

const textsOf = (sidecar: Sidecar): ReadonlyMap<string, string> =>
  new Map(sidecar.texts.map((one) => [one.digest, one.text]))
const zip = (files: Zippable) => zipSync(files, { mtime, level: 6 })

export function csvDownload(snapshot: Snapshot, hash: string, sidecar: Sidecar): Download {
  const texts = textsOf(sidecar)
  const files = csvSet(snapshot, hash, texts, new Set(sidecar.withheld))
  const errata = errataText(sidecar)
  const all = [...files, ...(errata === null ? [] : [{ name: 'errata.csv', text: errata }])]
  return {
    body: zip(Object.fromEntries(all.map((file) => [file.name, strToU8(file.text)]))),
    type: 'application/zip',
    name: `tablee-${hash.slice(0, 12)}-csv.zip`,
  }
}
