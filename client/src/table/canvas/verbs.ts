/**
 * What a person does to the canvas, in the terms of the screen: each is one transaction of `board/canvas` with this
 * person's origin, whether it comes from the list, the rail, a dialog or the drawing surface.
 */
import { isLockedPart } from '@tablee/shared/board/canvas/parts'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import {
  pageId,
  type Canvas,
  type CanvasShape,
  type ElementKind,
  type ElementShape,
  type ShapeId,
} from '@tablee/shared/board/canvas/schema'
import { withWords } from '@tablee/shared/board/canvas/words'
import {
  addElement,
  addRecord,
  connect,
  elementRecord,
  elementSize,
  indexAbove,
  linkElement,
  removeShapes,
  resizeShape,
  setElement,
  setText,
  unlinkElement,
  writeRecords,
  type ElementChange,
} from '@tablee/shared/board/canvas/edit'
import { elementHeight } from '@tablee/shared/canvas-svg/element'
import type { Edit } from '@tablee/shared/board/edit'
import { isId, type Lang, type NodeId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { TableLink } from '../../link/link.ts'
import { freshId } from '../board/verbs.ts'
import type { Spot } from './handle.ts'
import { readerOf } from './use-canvas.ts'

const edit = (link: TableLink, why: string): Edit => ({ who: link.me.who, why })
export const bareId = (id: ShapeId): string => id.slice('shape:'.length)
/**
 * How presence names a shape: the others' wire knows ids of our own making. What tldraw named has capitals and dashes, and
 * goes letter by letter as numbers.
 */
export function presenceId(id: ShapeId | null): string | null {
  if (id === null) return null
  const bare = bareId(id)
  const spelled = `t-${[...bare].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('')}`
  return isId(bare) ? bare : isId(spelled) ? spelled : null
}
export const newShape = (): ShapeId => `shape:${freshId()}`

/** An element that has its place and no word yet: on this screen only, until its first word makes it one of the board's. */
export const newElement = (
  canvas: Canvas,
  kind: ElementKind,
  at: Spot,
  more: {
    readonly lang: Lang
    readonly horizon?: number | null
    readonly level?: ElementShape['props']['level']
  },
): ElementShape => elementRecord({ id: newShape(), kind, ...at, ...more, at: Date.now() }, indexAbove(canvas))

export const sizeOf = (kind: ElementKind): { readonly w: number; readonly h: number } => elementSize[kind]

/**
 * Typing in one element is one verb; its pauses are the steps of undo. The card grows with what is written. A draft comes
 * onto the board with its first letter, in the same step.
 */
export function writeElement(link: TableLink, id: ShapeId, text: string, draft?: ElementShape): Result<unknown> {
  const origin = edit(link, `write ${id}`)
  let done: Result<unknown> = { ok: true, value: null }
  link.doc.transact(() => {
    done = draft
      ? addElement(link.doc, origin, { ...draft, ...draft.props, text, at: Date.now() }, readerOf(link.doc).current())
      : setText(link.doc, origin, id, text)
    const shape = readerOf(link.doc).current().shapes.get(id)
    if (!done.ok || shape?.type !== 'element') return
    const tall = tallEnough({ ...shape.props, text })
    if (tall > shape.props.h) done = resizeShape(link.doc, origin, id, { w: shape.props.w, h: tall })
  }, origin)
  return done
}

/** How tall a card has to be for its text; what stands beneath is always given its line. */
export const tallEnough = (
  props: Pick<ElementShape['props'], 'kind' | 'text' | 'w' | 'h'> & { readonly lang: string },
): number => elementHeight({ ...props, word: '', beneath: ' ', links: 0 })

export const change = (link: TableLink, id: ShapeId, to: ElementChange): Result<unknown> =>
  setElement(link.doc, edit(link, `change ${freshId()}`), id, to)

export const linkTo = (link: TableLink, id: ShapeId, node: NodeId): Result<unknown> =>
  linkElement(link.doc, edit(link, `link ${freshId()}`), id, node, Date.now())
export const unlinkFrom = (link: TableLink, id: ShapeId, node: NodeId): Result<unknown> =>
  unlinkElement(link.doc, edit(link, `unlink ${freshId()}`), id, node)

export const remove = (link: TableLink, ids: readonly ShapeId[]): Result<unknown> =>
  removeShapes(link.doc, edit(link, `remove ${freshId()}`), ids, Date.now())

export const arrowTo = (link: TableLink, from: ShapeId, to: ShapeId, label: string): Result<ShapeId> =>
  connect(link.doc, edit(link, `connect ${freshId()}`), {
    id: newShape(),
    start: `binding:${freshId()}`,
    end: `binding:${freshId()}`,
    from,
    to,
    label,
    at: Date.now(),
  })

/** A note where nobody draws, as the drawing surface would make it: on this screen only, until it has words. */
export const newNote = (canvas: Canvas, at: Spot): CanvasShape =>
  shapeWith(
    newShape(),
    'note',
    { ...at, index: indexAbove(canvas) },
    { color: 'yellow', size: 's' },
    { at: Date.now() },
  )

export const addShape = (link: TableLink, shape: CanvasShape): Result<unknown> =>
  addRecord(link.doc, edit(link, `add ${freshId()}`), shape)

/** What somebody else removed is there again, as it was, with the entries that it was linked to. */
export function putBack(link: TableLink, shape: CanvasShape, links: readonly NodeId[]): Result<unknown> {
  const origin = edit(link, `keep ${freshId()}`)
  const { shapes } = readerOf(link.doc).current()
  const home = shape.parentId === pageId || shapes.has(shape.parentId) ? shape : { ...shape, parentId: pageId }
  let done: Result<unknown> = { ok: true, value: null }
  link.doc.transact(() => {
    done = addRecord(link.doc, origin, home)
    if (done.ok) for (const node of links) linkElement(link.doc, origin, shape.id, node, Date.now())
  }, origin)
  return done
}

export type PhotoFile = {
  readonly hash: string
  readonly type: string
  readonly bytes: number
  readonly w: number
  readonly h: number
  readonly name: string
}

/** Widest on the canvas; a photo of paper is read by zooming in. */
const photoWidth = 480

export function putPhoto(link: TableLink, canvas: Canvas, photo: PhotoFile, at: Spot): Result<unknown> {
  const scale = Math.min(1, photoWidth / Math.max(photo.w, photo.h))
  const [w, h] = [Math.max(1, Math.round(photo.w * scale)), Math.max(1, Math.round(photo.h * scale))]
  const asset = `asset:${freshId()}` as const
  return writeRecords(link.doc, edit(link, `photo ${freshId()}`), {
    put: [
      {
        record: {
          id: asset,
          typeName: 'asset',
          type: 'image',
          props: {
            w: photo.w,
            h: photo.h,
            name: photo.name,
            isAnimated: false,
            mimeType: photo.type,
            src: `photo:${photo.hash}`,
            fileSize: photo.bytes,
          },
          meta: { at: Date.now() },
        },
        before: null,
      },
      {
        record: shapeWith(
          newShape(),
          'image',
          { x: Math.round(at.x - w / 2), y: Math.round(at.y - h / 2), index: indexAbove(canvas) },
          { w, h, assetId: asset },
          { at: Date.now() },
        ),
        before: null,
      },
    ],
    drop: [],
    at: Date.now(),
  })
}

/** Linked to the map, or the end of an arrow: somebody has made use of it. */
export function isHeld(canvas: Canvas, id: ShapeId): boolean {
  if ((canvas.links.get(id) ?? []).length > 0) return true
  for (const { toId } of canvas.bindings.values()) if (toId === id) return true
  return false
}

/** Other words for a shape that is not an element: written whole, as its kind holds them. */
export function reword(link: TableLink, shape: CanvasShape, text: string): Result<unknown> {
  if (shape.type === 'element') return writeElement(link, shape.id, text)
  // A note or a text is nothing but its words. Without a line somebody else's may stand in it by now.
  const bare = (shape.type === 'note' || shape.type === 'text') && link.status().state === 'live'
  if (bare && text.trim() === '' && !isHeld(readerOf(link.doc).current(), shape.id)) return remove(link, [shape.id])
  const record = withWords(shape, text)
  if (record === shape) return { ok: true, value: null }
  return writeRecords(link.doc, edit(link, `reword ${shape.id}`), {
    put: [{ record, before: shape }],
    drop: [],
    at: Date.now(),
  })
}

/** The parts of the template let go or held fast: what a facilitator does before and after arranging them. */
export function lockParts(link: TableLink, canvas: Canvas, locked: boolean): Result<unknown> {
  const parts = [...canvas.shapes.values()].filter((shape) => isLockedPart(shape) && shape.isLocked !== locked)
  return writeRecords(link.doc, edit(link, `lock ${freshId()}`), {
    put: parts.map((before) => ({ record: { ...before, isLocked: locked }, before })),
    drop: [],
    at: Date.now(),
  })
}
