/**
 * Boards and snapshots as files of the field's formats. Runs in a worker (`beside.ts`): a dialogue of thirty full boards
 * takes longer than a table may wait.
 */
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import type { Left, LeftCode } from '@tablee/shared/file'
import { csvText } from '@tablee/shared/formats/csv'
import { dictionaryText, leftTable } from '@tablee/shared/formats/csv-columns'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { exportGraphml, type About } from '@tablee/shared/formats/graphml'
import { exportJsonCanvas, sidecarTable } from '@tablee/shared/formats/json-canvas'
import { exportKialo } from '@tablee/shared/formats/kialo'
import type { Leaves } from '@tablee/shared/formats/licences'
import { sayLeft } from '@tablee/shared/formats/said/said'
import { exportXaif } from '@tablee/shared/formats/xaif'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { Consents } from '@tablee/shared/view/consents'
import { mapTypes, qdaType, type MapFormat, type VoicesFormat } from '@tablee/shared/wire/exchange'
import { printedCanvas } from '@tablee/shared/view/printed'
import { printedMap } from '@tablee/shared/formats/printed'
import { strToU8 } from 'fflate'
import * as Y from 'yjs'
import { sealedZip } from '../seal/sealed-files.ts'
import type { Sealing } from '../seal/seals.ts'
import { canvasDrawing } from './canvas.ts'
import { boardsOf, graphOf, nothingLeft, printed, sumOf, textsOf, type Placed } from './boards.ts'
import { nameOf, packageFiles } from './data-package.ts'
import { packed, plainZip } from './packed.ts'
import { qdaCodebook, qdaFiles, qdaProject } from './qda-out.ts'
import { voicesColumns, voicesFiles } from './voices.ts'

export type Download = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly name: string
  /** What the format has no place for; a zip says it inside too. */
  readonly left: Left
}
type Written = {
  readonly text: string
  readonly left: Left
  /** A table that belongs to it: then the two leave as a zip. */
  readonly beside?: string
  /** And a picture of it. */
  readonly drawing?: string
}
type Writer = { readonly type: string; readonly ending: string; readonly write: (of: Placed) => Written }

/** With what no writer knows of, because it lies beside the board. */
const beyond = ({ text, left }: Written, beside: Left): Written => ({ text, left: { ...left, ...beside } })

const writers = {
  argdown: {
    type: mapTypes.argdown,
    ending: 'argdown',
    write: (one) => beyond(exportArgdown(one.board), one.translations.map),
  },
  xaif: {
    type: mapTypes.xaif,
    ending: 'xaif.json',
    write({ board, withheld, translations }) {
      return beyond(exportXaif(board), { ...withheld.words, ...translations.map })
    },
  },
  kialo: {
    type: mapTypes.kialo,
    ending: 'kialo.txt',
    write: (one) => beyond(exportKialo(one.board), one.translations.map),
  },
  graphml: {
    type: mapTypes.graphml,
    ending: 'graphml',
    write: (one) => beyond(exportGraphml([graphOf(one)]), one.translations.map),
  },
  canvas: {
    type: 'application/json',
    ending: 'canvas',
    write({ board, canvas, about, withheld, translations }) {
      const { canvas: text, sidecar, left } = exportJsonCanvas(canvas)
      return {
        text,
        beside: sidecar,
        drawing: canvasDrawing(canvas, board.meta.lang, about.question),
        left: { ...left, ...withheld.elements, ...translations.canvas },
      }
    },
  },
} as const satisfies Record<MapFormat, Writer>

/** What a table's picture of its map, or of its canvas, is drawn from. */
export type Picture = 'map' | 'drawing'
export type BoardTask = {
  readonly do: 'write-board'
  readonly format: MapFormat | Picture
  readonly state: Uint8Array
  readonly about: About
  /** What its people consented to; null: nobody is asked. */
  readonly consents: Consents | null
}
export type SnapshotFormat = MapFormat | VoicesFormat | 'package' | 'qdpx' | 'qdc'
export type SnapshotTask = {
  readonly do: 'write-snapshot'
  readonly format: SnapshotFormat
  readonly hash: string
  /** Canonical JSON. */
  readonly snapshot: string
  readonly sidecar: Sidecar
  readonly at: number
  readonly leaves: Leaves
  readonly sealing: Sealing
}

/** As it stands in `state`, without what its people do not want quoted. Blocks its thread. */
export function writeBoard({ format, state, about, consents }: BoardTask): Download {
  const doc = newBoardDoc()
  Y.applyUpdate(doc, state)
  const placed = { board: readBoard(doc), canvas: readCanvas(doc), about, ...nothingLeft }
  const leaves = printed(placed, consents)
  if (format === 'drawing') return drawing(placed, leaves)
  if (format !== 'map') return whole(format, leaves, about.id, null)
  const entries = [...placed.board.nodes].filter(([id, node]) => leaves.board.nodes.get(id) !== node).length
  const { 'withheld-words': words = 0 } = leaves.withheld.words
  const { question, site, table, session } = about
  const map = printedMap(leaves.board, { question, site, table, session }, words + entries)
  return {
    body: bytes(JSON.stringify(map)),
    type: 'application/json',
    name: `${about.id}.map.json`,
    left: leaves.withheld.words,
  }
}

function drawing({ canvas, about }: Placed, leaves: Placed): Download {
  const { lang } = leaves.board.meta
  const printed = printedCanvas(canvas, leaves.canvas, { question: about.question, lang })
  return {
    body: bytes(JSON.stringify(printed)),
    type: 'application/json',
    name: `${about.id}.drawing.json`,
    left: leaves.withheld.elements,
  }
}

/**
 * One board as a file, several as a zip or as one graph; texts that are `withheld` in the sidecar do not leave. Blocks
 * its thread; `onProgress` hears a part of 1.
 */
export function writeSnapshot(
  { format, hash, snapshot: body, sidecar, at, leaves, sealing }: SnapshotTask,
  onProgress: (part: number) => void,
): Download {
  const snapshot = JSON.parse(body) as Snapshot
  const short = hash.slice(0, 12)
  if (format === 'package') {
    const files = packageFiles(snapshot, hash, sidecar, { at, leaves, sealing }, onProgress)
    return { body: sealedZip(files, sealing), type: 'application/zip', name: `tablee-${short}-package.zip`, left: {} }
  }
  if (format === 'qdpx') {
    const { project, left } = qdaProject(snapshot, hash, sidecar, nameOf)
    return { body: sealedZip(qdaFiles(project), sealing), type: qdaType, name: `tablee-${short}.qdpx`, left }
  }
  if (format === 'qdc')
    return {
      body: bytes(qdaCodebook(snapshot, sidecar)),
      type: 'application/xml; charset=utf-8',
      name: `tablee-${short}.qdc`,
      left: {},
    }
  if (format === 'polis' || format === 'survey') return voices(format, snapshot, hash, sidecar, leaves, sealing)
  const boards = boardsOf(snapshot, textsOf(sidecar), new Set(sidecar.withheld))
  const [first] = boards
  if (snapshot.of === 'board' && first !== undefined)
    return whole(format, first, `${nameOf(first.row)}-${short}`, sealing)
  const { type, ending, write } = writers[format]
  if (format === 'graphml') {
    // Boards of one dialogue are one graph.
    const { text, left } = exportGraphml(boards.map(graphOf))
    return {
      body: bytes(text),
      type: `${type}; charset=utf-8`,
      name: `tablee-${short}.${ending}`,
      left: sumOf([left, ...boards.map((one) => one.translations.map)]),
    }
  }
  const written = boards.map((one, index) => {
    onProgress(index / boards.length)
    return { name: `${nameOf(one.row)}.${ending}`, ...(write(one) satisfies Written as Written) }
  })
  const left = sumOf(written.map((one) => one.left))
  const rows = written.flatMap((one) => leftRows(one.name, one.left))
  const files = Object.fromEntries([
    ...written.map((one) => [one.name, strToU8(one.text)] as const),
    ...written.flatMap(({ name, beside }) => (beside === undefined ? [] : [[`${name}.csv`, strToU8(beside)] as const])),
    ...written.flatMap(({ name, drawing }) =>
      drawing === undefined ? [] : [[`${name}.svg`, strToU8(drawing)] as const],
    ),
    ...aboutIt(format, rows),
  ])
  return { body: sealedZip(files, sealing), type: 'application/zip', name: `tablee-${short}-${format}.zip`, left }
}

function voices(
  format: VoicesFormat,
  snapshot: Snapshot,
  hash: string,
  sidecar: Sidecar,
  { bom }: Leaves,
  sealing: Sealing,
): Download {
  const { files: written, left } = voicesFiles(snapshot, hash, sidecar, format)
  const files = Object.fromEntries([
    ...written.map((one) => [one.path, packed(one.path, one.text, bom)] as const),
    [
      'left.csv',
      packed(
        'left.csv',
        csvText(
          leftTable.map((one) => one.name),
          [...leftRows(format, left), ...written.flatMap((one) => leftRows(one.path, one.left))],
        ),
        bom,
      ),
    ] as const,
    [
      'dictionary.csv',
      packed('dictionary.csv', dictionaryText({ ...voicesColumns(format), 'left.csv': leftTable }), bom),
    ] as const,
  ])
  return {
    body: sealedZip(files, sealing),
    type: 'application/zip',
    name: `tablee-${hash.slice(0, 12)}-${format}.zip`,
    left: sumOf([left, ...written.map((one) => one.left)]),
  }
}

/** What each file lacks, and what the columns of the tables in the zip mean. */
const aboutIt = (format: MapFormat, rows: readonly (string | number)[][]): [string, Uint8Array][] => [
  [
    'left.csv',
    strToU8(
      csvText(
        leftTable.map((one) => one.name),
        rows,
      ),
    ),
  ],
  [
    'dictionary.csv',
    strToU8(
      dictionaryText({ 'left.csv': leftTable, ...(format === 'canvas' ? { '*.canvas.csv': sidecarTable } : {}) }),
    ),
  ],
]
const leftRows = (name: string, left: Left): (string | number)[][] =>
  Object.entries(left).map(([code, n]) => [name, code, n, sayLeft('en', code as LeftCode)])

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(strToU8(text))

/** One board: a file, or a zip of two that belong together; of a living board nothing is sealed. */
function whole(format: MapFormat, of: Placed, name: string, sealing: Sealing | null): Download {
  const { type, ending, write } = writers[format]
  const { text, left, beside, drawing } = write(of) satisfies Written as Written
  if (beside === undefined)
    return { body: bytes(text), type: `${type}; charset=utf-8`, name: `${name}.${ending}`, left }
  const files = {
    [`${name}.${ending}`]: strToU8(text),
    [`${name}.${ending}.csv`]: strToU8(beside),
    ...(drawing === undefined ? {} : { [`${name}.${ending}.svg`]: strToU8(drawing) }),
    ...Object.fromEntries(aboutIt(format, leftRows(`${name}.${ending}`, left))),
  }
  const body = sealing === null ? plainZip(files) : sealedZip(files, sealing)
  return { body, type: 'application/zip', name: `${name}.${ending}.zip`, left }
}
