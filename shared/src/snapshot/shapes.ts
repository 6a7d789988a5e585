/**
 * The canvas of a snapshot: what `view/shapes.ts` says of each shape, whole, with texts as digests, and who brought it.
 * Canonical JSON holds whole numbers only, so every measure is in hundredths: of a canvas unit, of a degree, of a side.
 * What is as in a bare shape is left out.
 */
import { shapeFrom, type RawShape } from '../board/canvas/records.ts'
import {
  pageId,
  templateNames,
  type AssetId,
  type BindingId,
  type Canvas,
  type CanvasAsset,
  type CanvasBinding,
  type ShapeId,
} from '../board/canvas/schema.ts'
import { settle } from '../board/canvas/settle.ts'
import { plainRichText } from '../board/canvas/values.ts'
import type { NodeId } from '../ids.ts'
import { wholeCanvas } from '../view/canvas.ts'
import type { Held } from '../view/policy.ts'
import { bareShape, strokePoints, type ViewShape } from '../view/shapes.ts'
import type { Digest, Freeze } from './structure.ts'

/** `index` orders it among its siblings; numbers are hundredths but for `horizon`, a year. */
export type SnapshotShape = Partial<Omit<ViewShape, 'order' | 'text' | 'type'>> & {
  readonly id: string
  readonly type: string
  readonly index: string
  /** Null where nothing is written. */
  readonly text: Digest | null
  readonly seat?: string
  readonly capture?: string
  /** Made or changed behind the drawn curtain and not released since. */
  readonly curtain: boolean
}
export type SnapshotCanvas = {
  readonly template: string
  readonly today: number
  readonly horizon: number
  readonly shapes: readonly SnapshotShape[]
  /** Hashes of the photos that its shapes show. */
  readonly photos: readonly string[]
}

const fields = (Object.keys(bareShape) as (keyof ViewShape)[]).filter(
  (field) => field !== 'order' && field !== 'text' && field !== 'type',
)
const plain = new Set<string>(['horizon'])
const hundredths = (value: unknown): unknown =>
  typeof value === 'number'
    ? Math.round(value * 100)
    : Array.isArray(value)
      ? value.map((one: unknown) => hundredths(one))
      : value
const whole = (value: unknown): unknown =>
  typeof value === 'number' ? value / 100 : Array.isArray(value) ? value.map((one: unknown) => whole(one)) : value
const same = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length + b.length === 0)

/** Nothing for a canvas on which nothing lies: snapshots of boards without one keep their names. */
export function snapshotCanvas(
  canvas: Canvas | undefined,
  held: Held,
  freeze: Freeze,
): { readonly canvas?: SnapshotCanvas } {
  if (canvas === undefined || canvas.shapes.size === 0) return {}
  const seen = wholeCanvas(canvas)
  const shapes = [...canvas.shapes.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((shape): SnapshotShape[] => {
      const view = seen[shape.id]
      if (view === undefined) return []
      const kept = fields.flatMap((field) =>
        same(view[field], bareShape[field])
          ? []
          : [[field, plain.has(field) ? view[field] : hundredths(view[field])] as const],
      )
      const { seat = null, capture = null } = shape.type === 'element' ? shape.props : {}
      return [
        {
          ...Object.fromEntries(kept),
          id: shape.id,
          type: shape.type,
          index: shape.index,
          text: view.text === '' ? null : freeze(`element:${shape.id}`, view.text),
          ...(seat === null ? {} : { seat }),
          ...(capture === null ? {} : { capture }),
          curtain: held.shapes.has(shape.id),
        },
      ]
    })
  const photos = new Set(shapes.flatMap(({ photo }) => (typeof photo === 'string' ? [photo] : [])))
  const { name, today, horizon } = canvas.template
  return { canvas: { template: name, today, horizon, shapes, photos: [...photos].sort() } }
}

/** Read back as a canvas, to a hundredth: for drawings, exports and what a template makes of it. */
export function canvasOf(from: SnapshotCanvas, texts: ReadonlyMap<Digest, string>): Canvas {
  const shapes = new Map<ShapeId, RawShape>()
  const bindings = new Map<BindingId, CanvasBinding>()
  const assets = new Map<AssetId, CanvasAsset>()
  for (const one of from.shapes) {
    const id = one.id as ShapeId
    const view = viewOf(one, texts)
    const asset = view.photo === null ? null : (`asset:${view.photo}` as const)
    shapes.set(id, {
      shape: shapeFrom(id, view.type, (field) => fieldOf(field, view, one, asset), view.text),
      gone: false,
      links: view.links as readonly NodeId[],
    })
    if (asset !== null) assets.set(asset, assetOf(asset, view))
    for (const [terminal, to, at] of [
      ['start', view.from, view.fromAt],
      ['end', view.to, view.toAt],
    ] as const) {
      if (to === null) continue
      const [x = 0.5, y = 0.5] = at
      const name = `binding:${id.slice('shape:'.length)}-${terminal}` as const
      bindings.set(name, {
        id: name,
        typeName: 'binding',
        type: 'arrow',
        fromId: id,
        toId: to as ShapeId,
        props: {
          terminal,
          normalizedAnchor: { x, y },
          isExact: false,
          isPrecise: x !== 0.5 || y !== 0.5,
          snap: 'none',
        },
        meta: {},
      })
    }
  }
  const name = templateNames.find((one) => one === from.template) ?? 'free'
  return settle({ template: { name, today: from.today, horizon: from.horizon }, shapes, bindings, assets }, null)
}

function viewOf(one: SnapshotShape, texts: ReadonlyMap<Digest, string>): ViewShape {
  const kept = fields.flatMap((field) => {
    const value = one[field]
    return value === undefined ? [] : [[field, plain.has(field) ? value : whole(value)] as const]
  })
  const text = one.text === null ? '' : (texts.get(one.text) ?? '')
  return { ...bareShape, ...Object.fromEntries(kept), type: one.type as ViewShape['type'], text }
}

/** A field of a record, by its name in the document; one that a shape of this type has not is asked by nobody. */
function fieldOf(
  field: string,
  view: ViewShape,
  { seat, capture, index }: SnapshotShape,
  asset: AssetId | null,
): unknown {
  switch (field) {
    case 'x':
    case 'y':
    case 'opacity':
      return view[field]
    case 'rotation':
      return (view.rotation * Math.PI) / 180
    case 'index':
      return index
    case 'parentId':
      return view.parent ?? pageId
    case 'meta.part':
      return view.part === '' ? undefined : view.part
    case 'props.kind':
      return view.type === 'arrow' ? (view.elbow ? 'elbow' : 'arc') : view.kind
    case 'props.w':
      return view.w === 0 ? undefined : view.w
    case 'props.autoSize':
      return view.w === 0
    case 'props.growY':
      return view.type === 'note' ? Math.max(0, view.h / view.scale - 200) : 0
    case 'props.level':
      return view.level === '' ? null : view.level
    case 'props.seat':
      return seat ?? null
    case 'props.capture':
      return capture ?? null
    case 'props.name':
    case 'props.text':
    case 'props.altText':
      return view.text
    case 'props.richText':
      return plainRichText(view.text)
    case 'props.textAlign':
      return view.align
    case 'props.start':
      return { x: view.ends[0] ?? 0, y: view.ends[1] ?? 0 }
    case 'props.end':
      return { x: view.ends[2] ?? 0, y: view.ends[3] ?? 0 }
    case 'props.arrowheadStart':
      return view.heads.split(' ')[0]
    case 'props.arrowheadEnd':
      return view.heads.split(' ')[1]
    case 'props.labelPosition':
      return view.middle[0]
    case 'props.elbowMidPoint':
      return view.middle[1]
    case 'props.segments':
      return strokePoints(view.stroke).map((points) => ({
        type: points.length === 2 ? 'straight' : 'free',
        points: points.map(([x, y]) => ({ x, y })),
      }))
    case 'props.isClosed':
      return view.closed
    case 'props.assetId':
      return asset
    case 'props.crop': {
      const [left, top, right, bottom] = view.crop
      if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null
      return { topLeft: { x: left, y: top }, bottomRight: { x: right, y: bottom } }
    }
    case 'props.flipX':
    case 'props.flipY':
      return view.flip.includes(field === 'props.flipX' ? 'x' : 'y')
    default: {
      const name = field.slice('props.'.length)
      return Object.hasOwn(view, name) ? view[name as keyof ViewShape] : undefined
    }
  }
}

const assetOf = (id: AssetId, { w, h, photo }: ViewShape): CanvasAsset => ({
  id,
  typeName: 'asset',
  type: 'image',
  props: { w, h, name: '', isAnimated: false, mimeType: null, src: `photo:${photo ?? ''}` },
  meta: {},
})
