/** The CSV set of a snapshot as a zip; the other formats are written in `exchange`. */
import {
  csvSet,
  changesResource,
  figuresResource,
  packageHead,
  tableResources,
  teamResources,
  translationsResource,
} from '@tablee/shared/formats/csv-set'
import { errataText } from '@tablee/shared/formats/csv-errata'
import type { Leaves } from '@tablee/shared/formats/licences'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import { textsOf } from './boards.ts'
import { sealedZip, sealTold } from '../seal/sealed-files.ts'
import type { Sealing } from '../seal/seals.ts'
import { measured, packed } from './packed.ts'

export type Download = { readonly body: Uint8Array; readonly type: string; readonly name: string }

/** The same bytes for the same snapshot, texts and seals. Says in its name the first twelve of `hash`. */
export function csvDownload(
  snapshot: Snapshot,
  hash: string,
  sidecar: Sidecar,
  { licence, bom }: Leaves,
  sealing: Sealing,
): Download {
  const files = csvSet(snapshot, textsOf(sidecar), new Set(sidecar.withheld))
  const errata = errataText(sidecar)
  const all = errata === null ? files : [...files, { name: 'errata.csv', text: errata }]
  const bytes = new Map(all.map(({ name, text }) => [name, packed(name, text, bom)]))
  const resources = [
    ...tableResources(),
    ...(bytes.has('changes.csv') ? [changesResource()] : []),
    ...(bytes.has('figures.csv') ? [figuresResource()] : []),
    ...(bytes.has('translations.csv') ? [translationsResource()] : []),
    ...teamResources((name) => bytes.has(name)),
  ]
  const index = {
    ...packageHead(hash),
    seal: sealTold(sealing),
    licenses: [licence],
    resources: measured(resources, (path) => bytes.get(path)),
  }
  const indexed = packed('datapackage.json', `${JSON.stringify(index, null, 2)}\n`, bom)
  return {
    body: sealedZip({ ...Object.fromEntries(bytes), 'datapackage.json': indexed }, sealing),
    type: 'application/zip',
    name: `tablee-${hash.slice(0, 12)}-csv.zip`,
  }
}
