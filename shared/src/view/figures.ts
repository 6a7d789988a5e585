/**
 * The shapes of a canvas with what belongs to each: its links, what its ends hold on to, its photo, where it stands on
 * the page. This is the one place where a record of the editor becomes a record that anybody else gets to see: every
 * field is named here, so one that is added to a shape stays unseen until somebody adds it on purpose.
 */
import {
  pageId,
  type Canvas,
  type CanvasBinding,
  type CanvasShape,
  type ParentId,
  type RichText,
  type ShapeId,
  type Vec,
} from '../board/canvas/schema.ts'
import { origin, outOf, type Pose } from '../board/canvas/place.ts'
import { isPhoto, photoHash, richTextPlain } from '../board/canvas/values.ts'
import { plainText } from '../board/text.ts'
import type { NodeId, PhotoHash } from '../ids.ts'
import { bareShape, type ViewShape } from './shapes.ts'

export type Figure = {
  readonly shape: CanvasShape
  readonly links: readonly NodeId[]
  readonly start: CanvasBinding | null
  readonly end: CanvasBinding | null
  readonly photo: PhotoHash | null
  /** On the page, whatever it lies in. */
  readonly page: Pose
}
export type Figures = ReadonlyMap<ShapeId, Figure>

const noLinks: readonly NodeId[] = []
const made = new WeakMap<Canvas, Figures>()

/** From back to front, a frame or group before what lies in it. Remembered: a canvas is asked for at every flush. */
export function figuresOf(canvas: Canvas): Figures {
  const known = made.get(canvas)
  if (known !== undefined) return known
  const ends = new Map<ShapeId, { start: CanvasBinding | null; end: CanvasBinding | null }>()
  for (const binding of canvas.bindings.values()) {
    const held = ends.get(binding.fromId) ?? { start: null, end: null }
    held[binding.props.terminal] = binding
    ends.set(binding.fromId, held)
  }
  const figures = new Map<ShapeId, Figure>()
  const lay = (parent: ParentId, at: Pose): void => {
    for (const id of canvas.children.get(parent) ?? []) {
      const shape = canvas.shapes.get(id)
      if (shape === undefined || figures.has(id)) continue
      const page = outOf(at, shape)
      const held = ends.get(id)
      const asset =
        shape.type === 'image' && shape.props.assetId !== null ? canvas.assets.get(shape.props.assetId) : undefined
      const src = asset?.props.src
      figures.set(id, {
        shape,
        links: canvas.links.get(id) ?? noLinks,
        start: held?.start ?? null,
        end: held?.end ?? null,
        photo: isPhoto(src) ? (photoHash(src) as PhotoHash) : null,
        page,
      })
      lay(id, page)
    }
  }
  lay(pageId, origin)
  made.set(canvas, figures)
  return figures
}

/** Does nothing of it differ? Records are shared between two readings of one document, so most ask by identity. */
export function sameFigure(a: Figure, b: Figure): boolean {
  return (
    (a.shape === b.shape || sameJson(a.shape, b.shape)) &&
    a.photo === b.photo &&
    (a.links === b.links || sameJson(a.links, b.links)) &&
    sameEnd(a.start, b.start) &&
    sameEnd(a.end, b.end)
  )
}
const sameEnd = (a: CanvasBinding | null, b: CanvasBinding | null): boolean =>
  a === b || (a !== null && b !== null && a.toId === b.toId && sameJson(a.props, b.props))
const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Two decimals: a hundredth of a pixel is seen by nobody, and what follows from equal drawings is equal. */
export const hundredth = (value: number): number => {
  const kept = Math.round(value * 100) / 100
  return kept === 0 ? 0 : kept
}
const vec = ({ x, y }: Vec): readonly number[] => [hundredth(x), hundredth(y)]
const degrees = (radians: number): number => hundredth((((radians * 180) / Math.PI) % 360) + 0)
const lines = (text: RichText): string => plainText(richTextPlain(text))

export type Naming = {
  /** Null for a shape that is not shown. */
  readonly shape: (id: ShapeId) => string | null
  readonly node: (id: NodeId) => string | null
  readonly photo: (hash: PhotoHash) => boolean
}

/** One shape as the names allow. Never a seat, a time, a capture or who may move it. */
export function viewShape(figure: Figure, order: number, names: Naming): ViewShape {
  const { shape, page } = figure
  const parent = shape.parentId === pageId ? null : names.shape(shape.parentId)
  // What it lay in is not shown: it stands on the page where it stood.
  const { x, y, rotation } = shape.parentId !== pageId && parent === null ? page : shape
  return {
    ...bareShape,
    type: shape.type,
    parent,
    order,
    x: hundredth(x),
    y: hundredth(y),
    rotation: degrees(rotation),
    opacity: hundredth(shape.opacity),
    part: shape.meta.part ?? '',
    links: figure.links.flatMap((node) => names.node(node) ?? []),
    ...ownOf(figure, names),
  }
}

function ownOf({ shape, start, end, photo }: Figure, names: Naming): Partial<ViewShape> {
  switch (shape.type) {
    case 'element': {
      const { kind, w, h, text, lang, horizon, level } = shape.props
      return { kind, w: hundredth(w), h: hundredth(h), text: plainText(text), lang, horizon, level: level ?? '' }
    }
    case 'frame': {
      const { w, h, name, color } = shape.props
      return { w: hundredth(w), h: hundredth(h), text: plainText(name), color }
    }
    case 'note': {
      const { color, size, align, growY, richText, scale } = shape.props
      const side = 200 * scale
      return { w: side, h: hundredth(side + growY * scale), text: lines(richText), color, size, align, scale }
    }
    case 'text': {
      const { color, size, textAlign, w, richText, scale, autoSize } = shape.props
      return { w: autoSize ? 0 : hundredth(w), text: lines(richText), color, size, align: textAlign, scale }
    }
    case 'geo': {
      const { geo, w, h, growY, color, fill, dash, size, align, richText, scale } = shape.props
      const box = { w: hundredth(w), h: hundredth(h + growY) }
      return { ...box, text: lines(richText), geo, color, fill, dash, size, align, scale }
    }
    case 'arrow': {
      const {
        kind,
        color,
        dash,
        size,
        arrowheadStart,
        arrowheadEnd,
        start: from,
        end: to,
        bend,
        text,
        scale,
      } = shape.props
      return {
        elbow: kind === 'elbow',
        ends: [...vec(from), ...vec(to)],
        bend: hundredth(bend),
        heads: `${arrowheadStart} ${arrowheadEnd}`,
        ...endOf(start, 'from', names),
        ...endOf(end, 'to', names),
        middle: [hundredth(shape.props.labelPosition), hundredth(shape.props.elbowMidPoint)],
        text: plainText(text),
        color,
        dash,
        size,
        scale,
      }
    }
    case 'draw': {
      const { color, fill, dash, size, segments, isClosed, scale } = shape.props
      const stroke = segments.map(({ points }) => points.map((point) => vec(point).join(',')).join(' ')).join(';')
      return { color, fill, dash, size, stroke, closed: isClosed, scale }
    }
    case 'image': {
      const { w, h, altText, crop, flipX, flipY } = shape.props
      return {
        w: hundredth(w),
        h: hundredth(h),
        text: plainText(altText),
        photo: photo !== null && names.photo(photo) ? photo : null,
        crop: crop === null ? [] : [...vec(crop.topLeft), ...vec(crop.bottomRight)],
        flip: `${flipX ? 'x' : ''}${flipY ? 'y' : ''}`,
      }
    }
    case 'group':
      return {}
  }
}

/** An end that holds on to what is not shown holds on to nothing: the arrow keeps the place it was drawn at. */
function endOf(binding: CanvasBinding | null, which: 'from' | 'to', names: Naming): Partial<ViewShape> {
  const held = binding === null ? null : names.shape(binding.toId)
  if (binding === null || held === null) return {}
  const at = binding.props.isPrecise ? vec(binding.props.normalizedAnchor) : [0.5, 0.5]
  return which === 'from' ? { from: held, fromAt: at } : { to: held, toAt: at }
}
