/**
 * A vision canvas as JSON Canvas 1.0, and the table beside it that says what the format has no word for: which kind of
 * element something is, its year, its level, its seat, the entries of the map that it is linked to. What comes back from
 * both is the same canvas, but for what `left` counts.
 */
import { pageBox } from '../board/canvas/place.ts'
import {
  elementKinds,
  elementLevels,
  shapeTypes,
  type Canvas,
  type CanvasBinding,
  type CanvasShape,
  type Color,
  type ElementKind,
  type ShapeId,
} from '../board/canvas/schema.ts'
import { captures } from '../board/schema.ts'
import { isPhoto, photoHash, richTextPlain } from '../board/canvas/values.ts'
import { Leaving, type Left } from '../file.ts'
import { column, type Column } from './csv-columns.ts'
import { csvText, type Cell } from './csv.ts'
import { canvasName } from './json-canvas-read.ts'

export type CanvasFiles = { readonly canvas: string; readonly sidecar: string; readonly left: Left }

type Node = Readonly<Record<string, string | number>>

/** The six presets are red, orange, yellow, green, cyan and purple. */
const presets: Partial<Record<Color, string>> = {
  red: '1',
  'light-red': '1',
  orange: '2',
  yellow: '3',
  green: '4',
  'light-green': '4',
  blue: '5',
  'light-blue': '5',
  violet: '6',
  'light-violet': '6',
}
const kinds: Partial<Record<ElementKind, string>> = {
  fear: '1',
  obstacle: '2',
  condition: '3',
  hope: '4',
  actor: '5',
  milestone: '6',
}
/** The table beside a canvas. */
export const sidecarTable = [
  column('id', 'string', 'A node of the canvas file'),
  column('type', 'string', 'What it is: element, frame, note, text, geo, image or group', shapeTypes),
  column(
    'kind',
    'string',
    'Of a vision element: hope, fear, condition, obstacle, actor, milestone or headline',
    elementKinds,
  ),
  column('horizon', 'integer', 'The year it is about, as the table said'),
  column('level', 'string', 'personal, local or society, as the table said', elementLevels),
  column('lang', 'string', 'Language of the text'),
  column('seat', 'string', 'Seat code; stands for a citizen. Empty when it is the table’s'),
  column('capture', 'string', 'How it reached the canvas, where that was noted', captures),
  column('part', 'string', 'The part of the template that it is; empty for the table’s own'),
  column('links', 'string', 'Entries of the map that it is linked to, divided by spaces'),
] as const satisfies readonly Column[]
/** The text that names a part is written apart from it. */
const names: Readonly<Record<string, string>> = { column: 'year', row: 'level', slot: 'when' }

/** JSON Canvas 1.0 (jsoncanvas.org/spec/1.0); whole pixels, from back to front. */
export function exportJsonCanvas(canvas: Canvas): CanvasFiles {
  const left = new Leaving()
  const inOrder = backToFront(canvas)
  const ids = idsOf(inOrder)
  const nodes: Node[] = []
  const edges: Node[] = []
  const rows: Cell[][] = []
  const written = new Set<ShapeId>()
  const texts = new Map(
    inOrder.flatMap((shape) =>
      shape.type === 'text' && shape.meta.part !== undefined
        ? [[shape.meta.part, richTextPlain(shape.props.richText)] as const]
        : [],
    ),
  )
  for (const shape of inOrder) {
    const node = nodeOf(canvas, shape, texts, left)
    if (node === null) continue
    const id = ids.get(shape.id) ?? shape.id
    const box = pageBox(canvas, shape.id) ?? { x: 0, y: 0, w: 1, h: 1 }
    if (shape.rotation !== 0) left.note('formatting')
    nodes.push({
      id,
      x: Math.round(box.x),
      y: Math.round(box.y),
      width: Math.max(1, Math.round(box.w)),
      height: Math.max(1, Math.round(box.h)),
      ...node,
    })
    written.add(shape.id)
    const element = shape.type === 'element' ? shape.props : null
    rows.push([
      id,
      shape.type,
      element?.kind ?? null,
      element?.horizon ?? null,
      element?.level ?? null,
      element?.lang ?? null,
      element?.seat ?? null,
      element?.capture ?? null,
      shape.meta.part ?? null,
      (canvas.links.get(shape.id) ?? []).join(' '),
    ])
  }
  const ends = new Map<ShapeId, { start?: CanvasBinding; end?: CanvasBinding }>()
  for (const one of canvas.bindings.values())
    ends.set(one.fromId, { ...ends.get(one.fromId), [one.props.terminal]: one })
  for (const shape of inOrder) {
    if (shape.type !== 'arrow') continue
    const { start, end } = ends.get(shape.id) ?? {}
    if (start === undefined || end === undefined || !written.has(start.toId) || !written.has(end.toId)) {
      left.note('free-arrows')
      continue
    }
    const { arrowheadStart, arrowheadEnd, text, color } = shape.props
    edges.push({
      id: ids.get(shape.id) ?? shape.id,
      fromNode: ids.get(start.toId) ?? start.toId,
      ...sideOf('fromSide', start),
      fromEnd: arrowheadStart === 'none' ? 'none' : 'arrow',
      toNode: ids.get(end.toId) ?? end.toId,
      ...sideOf('toSide', end),
      toEnd: arrowheadEnd === 'none' ? 'none' : 'arrow',
      ...colour(presets[color]),
      ...(text === '' ? {} : { label: text }),
    })
  }
  return {
    canvas: `${JSON.stringify({ nodes, edges }, null, 2)}\n`,
    sidecar: csvText(
      sidecarTable.map((one) => one.name),
      rows,
    ),
    left: left.all(),
  }
}

function backToFront(canvas: Canvas): readonly CanvasShape[] {
  const all: CanvasShape[] = []
  const walk = (parent: ShapeId | 'page:page'): void => {
    for (const id of canvas.children.get(parent) ?? []) {
      const shape = canvas.shapes.get(id)
      if (shape === undefined) continue
      all.push(shape)
      walk(id)
    }
  }
  walk('page:page')
  return all
}

/** The name a shape had in the file it came from, if nobody else bears it; else its own. */
function idsOf(shapes: readonly CanvasShape[]): ReadonlyMap<ShapeId, string> {
  const ids = new Map<ShapeId, string>()
  const taken = new Set<string>()
  for (const { id } of shapes) {
    const bare = id.slice('shape:'.length)
    const wished = canvasName(id)?.name ?? bare
    const name = taken.has(wished) ? bare : wished
    taken.add(name)
    ids.set(id, name)
  }
  return ids
}

const colour = (preset: string | undefined) => (preset === undefined ? {} : { color: preset })
const textNode = (text: string, preset?: string): Node => ({ type: 'text', text, ...colour(preset) })
const groupNode = (label: string): Node => ({ type: 'group', ...(label === '' ? {} : { label }) })

/** Null for what is no node: arrows, strokes, and texts that only name a part. */
function nodeOf(canvas: Canvas, shape: CanvasShape, texts: ReadonlyMap<string, string>, left: Leaving): Node | null {
  const [part = '', of = ''] = shape.meta.part?.split(/:(.*)/) ?? []
  switch (shape.type) {
    case 'element':
      return textNode(shape.props.text, kinds[shape.props.kind])
    case 'frame':
      return { ...groupNode(shape.props.name), ...colour(presets[shape.props.color]) }
    case 'group':
      return groupNode('')
    case 'note':
      return textNode(richTextPlain(shape.props.richText), presets[shape.props.color])
    case 'text':
      if (Object.values(names).includes(part)) return null
      return textNode(richTextPlain(shape.props.richText), presets[shape.props.color])
    case 'geo': {
      const text = richTextPlain(shape.props.richText)
      if (part !== '') return groupNode(text !== '' ? text : (texts.get(`${names[part] ?? ''}:${of}`) ?? ''))
      const mark = canvasName(shape.id)?.mark
      if (mark === 'link') return { type: 'link', url: text, ...colour(presets[shape.props.color]) }
      if (mark === 'file') {
        const at = text.indexOf('#')
        const [file, subpath] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
        return { type: 'file', file, ...(subpath === '' ? {} : { subpath }), ...colour(presets[shape.props.color]) }
      }
      if (shape.props.geo !== 'rectangle') left.note('formatting')
      return textNode(text, presets[shape.props.color])
    }
    case 'image': {
      const src = shape.props.assetId === null ? null : (canvas.assets.get(shape.props.assetId)?.props.src ?? null)
      if (!isPhoto(src)) return null
      // The picture itself is not in the file: anyone who may see it asks the table for it.
      left.note('photos')
      return { type: 'file', file: `photos/${photoHash(src)}` }
    }
    case 'draw':
      left.note('strokes')
      return null
    case 'arrow':
      return null
  }
}

/** Only an end that was put on the middle of a side says which. */
function sideOf(name: 'fromSide' | 'toSide', { props }: CanvasBinding): Node {
  if (!props.isPrecise) return {}
  const { x, y } = props.normalizedAnchor
  const side =
    y === 0.5
      ? x === 0
        ? 'left'
        : x === 1
          ? 'right'
          : ''
      : x === 0.5
        ? y === 0
          ? 'top'
          : y === 1
            ? 'bottom'
            : ''
        : ''
  return side === '' ? {} : { [name]: side }
}
