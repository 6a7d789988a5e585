/**
 * What an audience sees of a canvas: the shapes that are shown, each as `viewShape` names it. Order and parents are made
 * anew from what is shown, so that what is held back leaves no gap, and a shape that was moved behind the curtain lies
 * where it lay, in front of what it lay in front of.
 */
import { pageId, type Canvas, type ShapeId } from '../board/canvas/schema.ts'
import type { NodeId, PhotoHash } from '../ids.ts'
import { withWords } from '../board/canvas/words.ts'
import { coverOf, type Refusal } from './refusals.ts'
import { figuresOf, sameFigure, viewShape, type Figure, type Figures, type Naming } from './figures.ts'
import type { ViewShape, ViewShapes } from './shapes.ts'
import { translatedAs, type TranslationsOf } from './translated.ts'

/** Shapes kept back: as they stood when the curtain was drawn, or null for one that was first made behind it. */
export type HeldShapes = ReadonlyMap<ShapeId, Figure | null>
const noFigures: Figures = new Map()
const read = (canvas: Canvas | undefined): Figures => (canvas === undefined ? noFigures : figuresOf(canvas))

/** What would be held of the canvas if the curtain were opened now. What was held before keeps its older looks. */
export function shapesHeld(held: HeldShapes, before: Canvas | undefined, now: Canvas | undefined): HeldShapes {
  if (before === now) return held
  const then = read(before)
  const more = new Map(held)
  for (const [id, figure] of read(now)) {
    if (held.has(id)) continue
    const old = then.get(id)
    if (old === undefined) more.set(id, null)
    else if (!sameFigure(old, figure)) more.set(id, old)
  }
  return more
}

/** Shapes that the table took away since `then`: a delay must not play them back. */
export function shapesGone(then: Canvas | undefined, now: Canvas | undefined): readonly ShapeId[] {
  if (then === undefined || then === now) return []
  return [...then.shapes.keys()].filter((id) => now?.shapes.has(id) !== true)
}

/** How many of the shapes on the canvas are held; the facilitator's template counts for nothing. */
export function countHeld(held: HeldShapes, canvas: Canvas | undefined): number {
  let count = 0
  if (held.size > 0)
    for (const [id, { meta }] of canvas?.shapes ?? []) if (held.has(id) && meta.part === undefined) count += 1
  return count
}

export type Seen = {
  readonly held: HeldShapes
  /** What people refused, and what they said it by; left out where nobody is asked. */
  readonly refused?: { readonly observed: Refusal; readonly quoted: Refusal; readonly by: object }
  /** The canvas as it is by now, where what is shown is older. */
  readonly later?: Canvas | undefined
  readonly photos: readonly PhotoHash[]
  readonly publicId: (id: string) => string
  /** Null for a node that is not shown. */
  readonly node: (id: NodeId) => string | null
  readonly translations?: TranslationsOf | undefined
  readonly translatedUntil?: number | undefined
}
const made = new WeakMap<Canvas, { readonly seen: Seen; readonly links: string; readonly shapes: ViewShapes }>()

/** By public ids, without seat, capture, time or lock. The same canvas for the same eyes is the same object. */
export function viewCanvas(canvas: Canvas | undefined, seen: Seen): ViewShapes {
  if (canvas === undefined || canvas.shapes.size === 0) return {}
  // Most flushes change nothing here: the same canvas for the same eyes is the same object, and costs no comparison.
  const links = [...canvas.links.values()].flatMap((nodes) => nodes.map((node) => seen.node(node) ?? '-')).join(' ')
  const known = made.get(canvas)
  if (
    known !== undefined &&
    known.links === links &&
    known.seen.held.size + seen.held.size === 0 &&
    known.seen.photos === seen.photos &&
    known.seen.refused?.by === seen.refused?.by &&
    known.seen.refused?.observed.repeats === seen.refused?.observed.repeats &&
    known.seen.refused?.quoted.repeats === seen.refused?.quoted.repeats &&
    known.seen.later === seen.later &&
    known.seen.translations === seen.translations &&
    known.seen.translatedUntil === seen.translatedUntil &&
    known.seen.publicId === seen.publicId
  )
    return known.shapes
  const shapes = viewFigures(shownFigures(canvas, seen.held, seen), {
    shape: seen.publicId,
    node: seen.node,
    photo: (hash) => seen.photos.includes(hash),
    translated: (id, text) => translatedAs(seen.translations, id, text, seen.translatedUntil),
  })
  made.set(canvas, { seen, links, shapes })
  return shapes
}

/** What is left to show when projecting fails and a photo must go all the same. */
export const withoutPhotos = (shapes: ViewShapes, released: readonly PhotoHash[]): ViewShapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([id, shape]) => [
      id,
      shape.photo === null || released.some((hash) => hash === shape.photo) ? shape : { ...shape, photo: null },
    ]),
  )

/** The whole canvas, for those who may see it: exports, snapshots, the table itself. Ids are the board's. */
export const wholeCanvas = (canvas: Canvas): ViewShapes =>
  viewFigures(figuresOf(canvas), { shape: (id) => id, node: (id) => id, photo: () => true })

function shownFigures(canvas: Canvas, held: HeldShapes, { refused, later }: Pick<Seen, 'refused' | 'later'>): Figures {
  if (held.size === 0 && refused === undefined) return figuresOf(canvas)
  const shown = new Map<ShapeId, Figure>()
  for (const [id, figure] of figuresOf(canvas)) {
    const kept = held.get(id)
    if (kept === null) continue
    const one = kept ?? figure
    // Whose it was and whose it is: somebody may have noted the seat behind the curtain, or after this was shown.
    const now = later?.shapes.get(id)
    const forms = [one.shape, figure.shape, ...(now === undefined ? [] : [now])]
    const cover = refused === undefined ? null : coverOf(refused, one.shape, forms)
    if (cover !== 'going') shown.set(id, cover === 'silent' ? { ...one, shape: withWords(one.shape, '') } : one)
  }
  return shown
}

function viewFigures(
  figures: Figures,
  names: Pick<Naming, 'node' | 'photo'> & {
    readonly shape: (id: ShapeId) => string
    readonly translated?: (id: ShapeId, text: string) => Pick<ViewShape, 'translations'>
  },
): ViewShapes {
  const children = new Map<ShapeId | null, ShapeId[]>()
  const parents = new Map<ShapeId, ShapeId | null>()
  for (const [id, { shape }] of figures) {
    const parent = shape.parentId !== pageId && figures.has(shape.parentId) ? shape.parentId : null
    parents.set(id, parent)
  }
  for (const id of [...figures.keys()].sort()) {
    // Two shapes that were held at different times may each say that they lie in the other: then one lies on the page.
    const passed = new Set<ShapeId>([id])
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
      if (passed.has(at)) {
        parents.set(id, null)
        break
      }
      passed.add(at)
    }
  }
  for (const [id, parent] of parents) {
    const list = children.get(parent)
    if (list) list.push(id)
    else children.set(parent, [id])
  }
  const indexOf = (id: ShapeId): string => figures.get(id)?.shape.index ?? ''
  const shapes: Record<string, ViewShape> = {}
  const walk = (parent: ShapeId | null): void => {
    const list = children.get(parent) ?? []
    list.sort((a, b) => {
      const [one, two] = [indexOf(a), indexOf(b)]
      return one < two ? -1 : one > two ? 1 : a < b ? -1 : 1
    })
    for (const [order, id] of list.entries()) {
      const figure = figures.get(id)
      if (figure === undefined) continue
      const view = viewShape(figure, order, {
        ...names,
        // An arrow holds on to what is shown; a shape lies in what it was found to lie in.
        shape: (other) =>
          other === figure.shape.parentId && parents.get(id) === null
            ? null
            : figures.has(other)
              ? names.shape(other)
              : null,
      })
      shapes[names.shape(id)] = { ...view, ...(view.text === '' ? {} : names.translated?.(id, view.text)) }
      walk(id)
    }
  }
  walk(null)
  return shapes
}
