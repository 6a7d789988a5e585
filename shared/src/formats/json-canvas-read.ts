/**
 * JSON Canvas 1.0 onto a vision canvas: groups become frames, texts boxes of their size, edges arrows that hold on to
 * both ends. Files and links stay what they are: a box with their address, and an id that says so. What the sidecar
 * table tells of an id (kind of element, year, level) makes it one of our elements again.
 */
import { betweenMany } from '../board/order.ts'
import { indexAbove, writeRecords } from '../board/canvas/edit.ts'
import { readCanvas } from '../board/canvas/read.ts'
import { shapeWith } from '../board/canvas/records.ts'
import {
  canvasLimits,
  elementKinds,
  elementLevels,
  pageId,
  type CanvasBinding,
  type CanvasRecord,
  type CanvasShape,
  type Color,
  type ElementKind,
  type ShapeId,
} from '../board/canvas/schema.ts'
import { coordinate, plainRichText } from '../board/canvas/values.ts'
import type { Edit } from '../board/verb.ts'
import { BadFile, Leaving, type Left } from '../file.ts'
import { isLang, isSeatCode, newId, type Lang, type RandomBytes } from '../ids.ts'
import type { Result } from '../problem.ts'
import type * as Y from 'yjs'
import { csvTable, needColumns, type Table } from './csv-read.ts'
import { withoutApostrophe } from './csv.ts'
import { isCapture, visible } from './file-map.ts'
import { field, idIn, isRecord, listOf, otherFields, textIn } from './json.ts'

export type CanvasPlan = { readonly records: readonly CanvasRecord[]; readonly left: Left }

const types = ['text', 'file', 'link', 'group'] as const
type NodeType = (typeof types)[number]
const placed = ['id', 'type', 'x', 'y', 'width', 'height', 'color'] as const
const nodeFields: Readonly<Record<NodeType, ReadonlySet<string>>> = {
  text: new Set([...placed, 'text']),
  file: new Set([...placed, 'file', 'subpath']),
  link: new Set([...placed, 'url']),
  group: new Set([...placed, 'label', 'background', 'backgroundStyle']),
}
const edgeFields = new Set('id fromNode toNode fromSide toSide fromEnd toEnd color label'.split(' '))
const sides: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  top: { x: 0.5, y: 0 },
  right: { x: 1, y: 0.5 },
  bottom: { x: 0.5, y: 1 },
  left: { x: 0, y: 0.5 },
}
/** The six presets are red, orange, yellow, green, cyan and purple; what colour each is, is the reader's choice. */
const presets: Readonly<Record<string, Color>> = {
  1: 'red',
  2: 'orange',
  3: 'yellow',
  4: 'green',
  5: 'light-blue',
  6: 'violet',
}

/** JSON Canvas 1.0, and not AIF, which has `nodes` too. */
export const looksLikeCanvas = (value: unknown): boolean => {
  const nodes = field(value, 'nodes')
  return (
    isRecord(value) &&
    (Array.isArray(nodes)
      ? nodes.every((one: unknown) => field(one, 'nodeID') === undefined && field(one, 'id') !== undefined)
      : Array.isArray(field(value, 'edges')))
  )
}

/** What kind of thing a shape was in the file it came from. */
export type CanvasMark = 'f' | 'file' | 'link'
const marked = /^shape:(f|file|link)-([A-Za-z0-9_-]{1,40})-[0-9a-z]{8}$/
/** The id a file gave to a shape, and whether it stood for a file or an address there. */
export function canvasName(id: string): { readonly name: string; readonly mark: CanvasMark } | null {
  const found = marked.exec(id)
  const mark = found?.[1]
  return found === null || (mark !== 'f' && mark !== 'file' && mark !== 'link') ? null : { name: found[2] ?? '', mark }
}

const base = { typeName: 'shape', rotation: 0, index: 'a1', parentId: pageId, isLocked: false, opacity: 1 } as const

/** JSON Canvas 1.0 (jsoncanvas.org/spec/1.0). Throws `BadFile` with the path in the file at the first fault. */
export function readJsonCanvas(
  value: unknown,
  sidecar: { readonly name: string; readonly text: string } | null,
  { random, at, lang }: { readonly random: RandomBytes; readonly at: number; readonly lang: Lang },
): CanvasPlan {
  const left = new Leaving()
  if (!isRecord(value)) throw new BadFile('wrong-type', { field: 'canvas', want: 'object' })
  const nodes = listOf(value['nodes'], 'nodes', 'or-none')
  const edges = listOf(value['edges'], 'edges', 'or-none')
  if (nodes.length === 0) throw new BadFile('nothing-in-it')
  if (nodes.length + edges.length > canvasLimits.shapes)
    throw new BadFile('too-many-entries', { n: nodes.length + edges.length, limit: canvasLimits.shapes })
  for (const key of Object.keys(value)) if (key !== 'nodes' && key !== 'edges') left.note('other-columns')
  const told = sidecarRows(sidecar, left)
  const fresh = (mark: CanvasMark, name: string): ShapeId => {
    const tail = newId<string>(random)
    const known = canvasName(`shape:${name}`)?.name ?? name
    return /^[A-Za-z0-9_-]{1,40}$/.test(known) ? `shape:${mark}-${known}-${tail.slice(0, 8)}` : `shape:${tail}`
  }

  const shapes = new Map<string, CanvasShape>()
  const groups: CanvasShape[] = []
  const others: CanvasShape[] = []
  nodes.forEach((one, index) => {
    const place = `nodes[${index}]`
    const id = idIn(field(one, 'id'), `${place}.id`)
    if (shapes.has(id)) throw new BadFile('id-twice', { id }, { place: `${place}.id` })
    const type = typeIn(one, place)
    left.note('other-columns', otherFields(one, nodeFields[type]))
    const number = (name: string): number => {
      const found = field(one, name)
      if (found === undefined) throw new BadFile('missing-field', { field: name }, { place: `${place}.${name}` })
      if (!coordinate.is(found))
        throw new BadFile('wrong-type', { field: name, want: 'number' }, { place: `${place}.${name}` })
      return found
    }
    const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')]
    if (width <= 0 || height <= 0)
      throw new BadFile('wrong-type', { field: 'width, height', want: 'positive' }, { place })
    const most = type === 'group' ? canvasLimits.length : canvasLimits.side.most
    if (width > most || height > most)
      throw new BadFile('wrong-type', { field: 'width, height', want: `<= ${most}` }, { place })
    // A box has at least the width of a line.
    const [w, h] = [Math.max(width, canvasLimits.side.least), Math.max(height, canvasLimits.side.least)]
    const color = colorIn(field(one, 'color'), left)
    const row = told.get(id)
    let shape: CanvasShape
    if (type === 'group') {
      for (const name of ['background', 'backgroundStyle']) if (field(one, name) !== undefined) left.note('formatting')
      const label = field(one, 'label')
      const name = label === undefined ? '' : visible(textIn(label, `${place}.label`), left)
      if (name.length > longestName)
        throw new BadFile('text-too-long', { size: name.length, limit: longestName }, { place: `${place}.label` })
      shape = shapeWith(fresh('f', id), 'frame', { x, y }, { w, h, name, color }, { at })
      groups.push(shape)
    } else {
      const text = visible(textOfNode(type, one, place), left)
      if (text.length > canvasLimits.text)
        throw new BadFile('text-too-long', { size: text.length, limit: canvasLimits.text }, { place: `${place}.text` })
      const mark = type === 'text' ? 'f' : type
      const made = fresh(mark, id)
      const box = { x, y, w, h }
      shape =
        row === undefined
          ? boxOf(made, text, color, box, at)
          : 'plain' in row
            ? looseOf(row.plain, made, text, color, box, at)
            : {
                ...base,
                id: made,
                type: 'element',
                x,
                y,
                props: { ...row, lang: row.lang ?? lang, w, h, text },
                meta: { at },
              }
      others.push(shape)
    }
    shapes.set(id, shape)
  })

  const arrows: CanvasShape[] = []
  const bindings: CanvasBinding[] = []
  const known = new Set<string>()
  edges.forEach((one, index) => {
    const place = `edges[${index}]`
    const id = idIn(field(one, 'id'), `${place}.id`)
    if (known.has(id)) throw new BadFile('id-twice', { id }, { place: `${place}.id` })
    known.add(id)
    left.note('other-columns', otherFields(one, edgeFields))
    const end = (name: 'fromNode' | 'toNode'): CanvasShape => {
      const to = idIn(field(one, name), `${place}.${name}`)
      const found = shapes.get(to)
      if (found === undefined) throw new BadFile('no-such-id', { id: to }, { place: `${place}.${name}` })
      return found
    }
    const [from, to] = [end('fromNode'), end('toNode')]
    const label = field(one, 'label')
    const text = label === undefined ? '' : visible(textIn(label, `${place}.label`), left)
    if (text.length > canvasLimits.text)
      throw new BadFile('text-too-long', { size: text.length, limit: canvasLimits.text }, { place: `${place}.label` })
    const head = (name: 'fromEnd' | 'toEnd', otherwise: 'none' | 'arrow'): 'none' | 'arrow' => {
      const said = field(one, name)
      if (said === undefined) return otherwise
      if (said === 'none' || said === 'arrow') return said
      throw unknown(name, said, place)
    }
    const arrow = shapeWith(
      fresh('f', id),
      'arrow',
      { x: 0, y: 0 },
      {
        text,
        color: colorIn(field(one, 'color'), left),
        size: 's',
        arrowheadStart: head('fromEnd', 'none'),
        arrowheadEnd: head('toEnd', 'arrow'),
      },
      { at },
    )
    const hold = (terminal: 'start' | 'end', shape: CanvasShape, name: 'fromSide' | 'toSide'): CanvasBinding => {
      const said = field(one, name)
      const side = typeof said === 'string' && Object.hasOwn(sides, said) ? sides[said] : undefined
      if (said !== undefined && side === undefined) throw unknown(name, said, place)
      return {
        id: `binding:${newId<string>(random)}`,
        typeName: 'binding',
        type: 'arrow',
        fromId: arrow.id,
        toId: shape.id,
        props: {
          terminal,
          normalizedAnchor: side ?? { x: 0.5, y: 0.5 },
          isExact: false,
          isPrecise: side !== undefined,
          snap: 'none',
        },
        meta: { at },
      }
    }
    arrows.push(arrow)
    bindings.push(hold('start', from, 'fromSide'), hold('end', to, 'toSide'))
  })
  // Groups lie beneath what they hold, arrows above all.
  return { records: [...groups, ...others, ...arrows, ...bindings], left: left.all() }
}

const unknown = (name: string, said: unknown, place: string): BadFile =>
  new BadFile('unknown-value', { field: name, value: String(said).slice(0, 80) }, { place: `${place}.${name}` })

const longestName = 200

function typeIn(one: unknown, place: string): NodeType {
  const said = textIn(field(one, 'type'), `${place}.type`)
  const type = types.find((known) => known === said)
  if (type === undefined)
    throw new BadFile('unknown-value', { field: 'type', value: said.slice(0, 80) }, { place: `${place}.type` })
  return type
}

function textOfNode(type: Exclude<NodeType, 'group'>, one: unknown, place: string): string {
  if (type === 'text') return textIn(field(one, 'text'), `${place}.text`)
  if (type === 'link') return textIn(field(one, 'url'), `${place}.url`)
  const subpath = field(one, 'subpath')
  return `${textIn(field(one, 'file'), `${place}.file`)}${subpath === undefined ? '' : textIn(subpath, `${place}.subpath`)}`
}

function colorIn(value: unknown, left: Leaving): Color {
  if (value === undefined) return 'black'
  const preset = typeof value === 'string' && Object.hasOwn(presets, value) ? presets[value] : undefined
  if (preset === undefined) left.note('formatting')
  return preset ?? 'black'
}

type Told = {
  readonly kind: ElementKind
  readonly lang: Lang | null
  readonly horizon: number | null
  readonly level: (typeof elementLevels)[number] | null
  readonly seat: ReturnType<typeof seatIn>
  readonly capture: ReturnType<typeof captureIn>
}
/** A note or a loose text of ours, whatever box it has in the file. */
type Plain = { readonly plain: 'note' | 'text' }
const seatIn = (text: string) => (isSeatCode(text) ? text : null)
const captureIn = (text: string) => (isCapture(text) ? text : null)

function sidecarRows(
  sidecar: { readonly name: string; readonly text: string } | null,
  left: Leaving,
): ReadonlyMap<string, Told | Plain> {
  const rows = new Map<string, Told | Plain>()
  if (sidecar === null) return rows
  const table: Table = csvTable(sidecar.text, sidecar.name)
  needColumns(table, ['id', 'kind'])
  for (const row of table.rows) {
    const get = (name: string): string => withoutApostrophe(row.get(name)).trim()
    if (get('links') !== '') left.note('canvas-links')
    const kind = elementKinds.find((one) => one === get('kind'))
    const type = get('type')
    if (type === 'note' || type === 'text') rows.set(get('id'), { plain: type })
    if (kind === undefined) continue // boxes and photos have rows too
    const horizon = Number(get('horizon'))
    const lang = get('lang')
    rows.set(get('id'), {
      kind,
      lang: isLang(lang) ? lang : null,
      horizon: Number.isInteger(horizon) && horizon >= 1000 && horizon <= 9999 ? horizon : null,
      level: elementLevels.find((one) => one === get('level')) ?? null,
      seat: seatIn(get('seat')),
      capture: captureIn(get('capture')),
    })
  }
  return rows
}

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

const boxOf = (id: ShapeId, text: string, color: Color, { x, y, w, h }: Box, at: number): CanvasShape =>
  shapeWith(
    id,
    'geo',
    { x, y },
    { w, h, color, size: 's', align: 'start', verticalAlign: 'start', richText: plainRichText(text) },
    { at },
  )

/** A note is a square that grows downwards only. */
const noteSize = 200
function looseOf(
  type: 'note' | 'text',
  id: ShapeId,
  text: string,
  color: Color,
  { x, y, w, h }: Box,
  at: number,
): CanvasShape {
  const said = { color, richText: plainRichText(text) }
  return type === 'text'
    ? shapeWith(id, type, { x, y }, { ...said, w, autoSize: false }, { at })
    : shapeWith(id, type, { x, y }, { ...said, growY: Math.max(0, h - noteSize) }, { at })
}

/** In front of what is there, one transaction, all of it or nothing. */
export function putOnCanvas(doc: Y.Doc, origin: Edit, { records }: CanvasPlan, at: number): Result<null> {
  const canvas = readCanvas(doc)
  const shapes = records.filter((one) => one.typeName === 'shape')
  // The first free place in front decides where the others follow.
  const indices = betweenMany(indexAbove(canvas), null, shapes.length)
  const index = new Map(shapes.map((one, n) => [one.id as string, indices[n] ?? 'a1']))
  return writeRecords(doc, origin, {
    put: records.map((one) => ({
      record: one.typeName === 'shape' ? { ...one, index: index.get(one.id) ?? one.index } : one,
      before: null,
    })),
    drop: [],
    at,
  })
}
