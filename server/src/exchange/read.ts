/**
 * One file or one zip, read as whatever it is: the format is found by looking in, and the answer is a plan for a board
 * or the first fault. Runs in a worker (`beside.ts`): nothing bounds what parsers do with hostile input.
 */
import { BadFile, Leaving } from '@tablee/shared/file'
import { looksLikeAif, readAif } from '@tablee/shared/formats/aif'
import { readArgael } from '@tablee/shared/formats/argael'
import { readArggraph } from '@tablee/shared/formats/arggraph'
import { readCsvMap } from '@tablee/shared/formats/csv-map'
import { planOf, type FileMap, type ImportPlan, type PlanOptions } from '@tablee/shared/formats/file-map'
import { field, isRecord, parseJson } from '@tablee/shared/formats/json'
import { looksLikeCanvas, readJsonCanvas, type CanvasPlan } from '@tablee/shared/formats/json-canvas-read'
import { looksLikeKialo, readKialo } from '@tablee/shared/formats/kialo'
import { ok, type Result } from '@tablee/shared/problem'
import type { Encoding, Readable } from '@tablee/shared/wire/exchange'
import { readArgdown } from './argdown-model.ts'
import { argdownPlan } from './argdown-plan.ts'
import { unbundle, type Bundle } from './bundle.ts'
import { badFile } from './faults.ts'
import { refuseForeign } from './foreign.ts'
import { textAs } from './text.ts'
import { readXml } from './xml.ts'

export type ReadOptions = PlanOptions & {
  readonly fileName: string
  /** Of what is not UTF-8. */
  readonly encoding?: Encoding | undefined
  /** What the sender says it is; else it is looked at. */
  readonly format?: Readable | undefined
  readonly onProgress?: (part: number) => void
}
export type ReadFile = ImportPlan & { readonly format: Readable; readonly canvas?: CanvasPlan }

/**
 * `bad-file` for whatever is wrong with the file; any other throw is a bug's. Blocks its thread; `onProgress` hears a
 * part of 1.
 */
export function readFile(bytes: Uint8Array, options: ReadOptions): Result<ReadFile> {
  const { fileName, onProgress = () => undefined } = options
  onProgress(0.05)
  try {
    const { format, plan, canvas } = choose(unbundle(bytes, fileName), options, onProgress)
    onProgress(1)
    return ok({ ...plan, format, ...(canvas === undefined ? {} : { canvas }) })
  } catch (cause) {
    return badFile(cause, fileName)
  }
}

type Chosen = { readonly format: Readable; readonly plan: ImportPlan; readonly canvas?: CanvasPlan }

const components = /^(.*)_arg_comp\.csv$/i
const links = /^(.*)_arg_rel\.csv$/i

function choose(bundle: Bundle, options: ReadOptions, onProgress: (part: number) => void): Chosen {
  const names = [...bundle.keys()]
  const open = (name: string): string => textAs(bundle.get(name) ?? new Uint8Array(), name, options.encoding)
  const planned = (format: Readable, map: FileMap, read: number): Chosen => {
    onProgress(0.6)
    map.left.note('other-files', names.length - read)
    return { format, plan: planOf(map, options) }
  }
  if (names.length === 0) throw new BadFile('nothing-in-it')
  refuseForeign(bundle, options.fileName)
  for (const needed of ['nodes.csv', 'relations.csv']) {
    const all = names.filter((name) => name.split(/[\\/]/).at(-1)?.toLowerCase() === needed)
    if (all.length > 1) throw new BadFile('several-maps', { n: all.length })
  }
  if (names.includes('nodes.csv') || names.includes('relations.csv')) {
    const tables = ['tables.csv', 'nodes.csv', 'relations.csv', 'words.csv'].filter((name) => bundle.has(name))
    const own = ['dictionary.csv', 'datapackage.json', 'project.qdpx'].filter((name) => bundle.has(name)).length
    const map = readCsvMap(new Map(tables.map((name) => [name, open(name)])))
    // A data package holds a canvas too: it comes in from its own two files.
    map.left.note('canvas', names.filter((name) => /\bcanvas\.json$/.test(name)).length)
    return planned('csv', map, tables.length + own)
  }
  const pairs = names.filter((name) => components.test(name) || links.test(name))
  if (pairs.length > 0) {
    const comps = pairs.filter((name) => components.test(name))
    if (comps.length > 1) throw new BadFile('several-maps', { n: comps.length })
    const stem = (components.exec(comps[0] ?? '') ?? links.exec(pairs[0] ?? ''))?.[1] ?? ''
    const [comp, rel] = [`${stem}_arg_comp.csv`, `${stem}_arg_rel.csv`]
    for (const needed of [comp, rel])
      if (!bundle.has(needed))
        throw new BadFile('pair-missing', { file: needed }, {}, names.length === 1 ? names[0] : undefined)
    return planned('argael', readArgael({ name: comp, text: open(comp) }, { name: rel, text: open(rel) }), 2)
  }
  // Several files of which one is a map: the others are told. Of several maps nobody knows which is meant.
  const maps = bundle.has(options.fileName) && names.length === 1 ? names : names.filter((name) => mapName.test(name))
  const [name] = maps
  if (name === undefined) throw new BadFile('unknown-format')
  if (maps.length > 1) throw new BadFile('several-maps', { n: maps.length })
  const text = open(name)
  try {
    const format = options.format ?? sniff(name, text)
    if (format === 'argdown') {
      const read = readArgdown(text, onProgress)
      const plan = argdownPlan(read, options)
      const left = new Leaving()
      left.note('other-files', names.length - 1)
      return { format, plan: { ...plan, left: { ...plan.left, ...left.all() } } }
    }
    if (format === 'canvas') {
      const table = names.find((one) => /\bcanvas\b.*\.csv$/i.test(one))
      const sidecar = table === undefined ? null : { name: table, text: open(table) }
      const canvas = readJsonCanvas(parseJson(text), sidecar, options)
      const left = new Leaving()
      // The drawing and the list of what stayed behind say nothing that is not in the two.
      const drawn = names.filter((one) => /\bcanvas\.svg$|^(left|dictionary)\.csv$/i.test(one)).length
      left.note('other-files', names.length - drawn - (sidecar === null ? 1 : 2))
      return {
        format,
        plan: { nodes: [], relations: [], at: options.at, left: { ...canvas.left, ...left.all() } },
        canvas,
      }
    }
    return planned(format, mapOf(format, name, text), 1)
  } catch (cause) {
    if (cause instanceof BadFile && cause.at.file === undefined)
      throw new BadFile(cause.fault.code, cause.fault.values, { ...cause.at, file: name })
    throw cause
  }
}

const mapName = /\.(argdown|ad|json|xml|txt|kialo|canvas)$/i

function mapOf(format: Exclude<Readable, 'argdown' | 'canvas'>, name: string, text: string): FileMap {
  switch (format) {
    case 'arggraph':
      return readArggraph(readXml(text))
    case 'xaif':
    case 'aif':
      return readAif(parseJson(text))
    case 'kialo':
      return readKialo(text)
    case 'csv':
      return readCsvMap(new Map([[name, text]]))
    case 'argael':
      throw new BadFile('pair-missing', { file: '*_arg_rel.csv' })
  }
}

/** What gives a text away as Argdown: a title, a numbered premise, a relation that stands beneath something. */
const argdownSign = /^\s*(?:@?[[<][^\]>\n]+[\]>]|\(\d+\)\s|(?:[-+_]>?|<[-+_]|><)\s)|^={3,}\s*$/m
const kialoSign = /^\d+(?:\.\d+)+\. ?(?:pro|con):/im
const unprintable = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** By what stands at the beginning; the name decides only where that says nothing. */
function sniff(name: string, text: string): Readable {
  const start = text.slice(0, 2_000).trimStart()
  if (/^<(\?xml|!doctype|arggraph|html|graphml|svg)\b/i.test(start) || /\.xml$/i.test(name)) return 'arggraph'
  if (start.startsWith('{') || /\.(json|canvas)$/i.test(name)) {
    const value = parseJson(text)
    if (/\.canvas$/i.test(name) && isRecord(value)) return 'canvas'
    if (looksLikeCanvas(value)) return 'canvas'
    if (looksLikeAif(value)) return field(value, 'AIF') === undefined ? 'aif' : 'xaif'
    throw new BadFile('unknown-format')
  }
  if (looksLikeKialo(text)) return 'kialo'
  if (/\.(csv|tsv)$/i.test(name)) {
    const header = (start.split(/\r?\n/, 1)[0] ?? '').toLowerCase()
    if (/\bac_id\b|\bar_id\b/.test(header))
      throw new BadFile('pair-missing', { file: /\bar_id\b/.test(header) ? '*_arg_comp.csv' : '*_arg_rel.csv' })
    if (/\bwording\b/.test(header)) throw new BadFile('pair-missing', { file: 'relations.csv' })
    if (/\bfrom\b/.test(header)) throw new BadFile('pair-missing', { file: 'nodes.csv' })
    throw new BadFile('unknown-format')
  }
  if (kialoSign.test(text)) return 'kialo' // its reader says which line is missing
  // Any letter could be read as a list of untitled statements; only who calls it Argdown means that.
  if (
    /\.(argdown|ad)$/i.test(name) ||
    (argdownSign.test(text) && !unprintable.test(start) && !start.startsWith('%PDF'))
  )
    return 'argdown'
  throw new BadFile('unknown-format')
}
