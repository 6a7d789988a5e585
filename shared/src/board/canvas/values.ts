/**
 * Plain values of canvas records, checked. What comes off the wire can be anything a CRDT's encoding can carry: NaN,
 * bytes, big integers, prototypes, nesting of twenty thousand. The gate asks these before a value is let in, the reader
 * before it is shown: what one accepts the other shows.
 */
import { isLang, isSeatCode, type Lang, type SeatCode } from '../../ids.ts'
import { captures, type Capture } from '../schema.ts'
import { isMoment } from '../words.ts'
import {
  canvasLimits,
  pageId,
  type AssetId,
  type Crop,
  type ParentId,
  type RichText,
  type ShapeId,
  type StrokeSegment,
  type Vec,
} from './schema.ts'

/** A check that tells the compiler what it found, and what is read where it finds something else. */
export type Field<T> = { readonly is: (value: unknown) => value is T; readonly otherwise: T }

/** One of these words. */
export const oneOf = <const T extends string>(values: readonly T[], otherwise: NoInfer<T>): Field<T> => ({
  is: (value): value is T => typeof value === 'string' && values.some((one) => one === value),
  otherwise,
})
const number = (low: number, high: number, otherwise: number): Field<number> => ({
  is: (value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high,
  otherwise,
})
export const between = number
export const coordinate = number(-canvasLimits.coordinate, canvasLimits.coordinate, 0)
/** A length: above nothing, as tldraw wants it. */
export const length = (otherwise: number): Field<number> => ({
  is: (value): value is number => typeof value === 'number' && value > 0 && value <= canvasLimits.length,
  otherwise,
})
/** Width or height, in the page's units. */
export const side = (otherwise: number): Field<number> =>
  number(canvasLimits.side.least, canvasLimits.side.most, otherwise)
/** True or false, and nothing that would pass as either. */
export const flag = (otherwise: boolean): Field<boolean> => ({
  is: (value): value is boolean => typeof value === 'boolean',
  otherwise,
})
/** The gate leaves room above the screen's limit, as for wordings. */
export const string = (longest: number): Field<string> => ({
  is: (value): value is string => typeof value === 'string' && value.length <= longest,
  otherwise: '',
})
/** Shapes are no links: nothing on a canvas leads out of it but a mark inside a text. */
export const noUrl: Field<string> = { is: (value): value is string => value === '', otherwise: '' }
export const moment: Field<number> = { is: isMoment, otherwise: 0 }
export const year: Field<number | null> = {
  is: (value): value is number | null =>
    value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 1000 && value <= 9999),
  otherwise: null,
}
export const seat: Field<SeatCode | null> = {
  is: (value): value is SeatCode | null => value === null || isSeatCode(value),
  otherwise: null,
}
export const lang: Field<Lang> = { is: isLang, otherwise: 'und' as Lang }
export const capture: Field<Capture | null> = {
  is: (value): value is Capture | null => value === null || captures.some((one) => one === value),
  otherwise: null,
}
const partShape = /^[a-z][a-z0-9:-]{0,63}$/
export const partName: Field<string> = {
  is: (value): value is string => typeof value === 'string' && partShape.test(value),
  otherwise: 'part',
}

const idShape = /^(shape|binding|asset):[A-Za-z0-9_-]{1,64}$/
/** Any record's id: a class, a colon, and letters that may stand in a key. */
export const isRecordId = (value: unknown): value is string => typeof value === 'string' && idShape.test(value)
/** Whether such a shape is there is asked elsewhere. */
export const isShapeId = (value: unknown): value is ShapeId => isRecordId(value) && value.startsWith('shape:')
/** An arrow's hold on a shape. */
export const isBindingId = (value: unknown): value is `binding:${string}` =>
  isRecordId(value) && value.startsWith('binding:')
/** A photo's record. */
export const isAssetId = (value: unknown): value is AssetId => isRecordId(value) && value.startsWith('asset:')
/** The page, or a shape; whether that may hold others is asked elsewhere. */
export const isParentId = (value: unknown): value is ParentId => value === pageId || isShapeId(value)
export const parent: Field<ParentId> = { is: isParentId, otherwise: pageId }
export const assetRef: Field<AssetId | null> = {
  is: (value): value is AssetId | null => value === null || isAssetId(value),
  otherwise: null,
}
const photoShape = /^photo:[0-9a-f]{64}$/
/** The name of a photo by its content. Nothing else is ever loaded by a canvas. */
export const isPhoto = (value: unknown): value is string => typeof value === 'string' && photoShape.test(value)
/** The hash in a photo's address on the board (`photo:<hash>`). */
export const photoHash = (src: string): string => src.slice('photo:'.length)

/**
 * A fractional index that further ones can be made from: a head that says how many digits its whole part has, digits of
 * base 62, and no idle zero at the end.
 */
export function isIndexKey(value: unknown): value is string {
  if (typeof value !== 'string' || value.length < 2 || value.length > 256 || !/^[A-Za-z][0-9A-Za-z]+$/.test(value))
    return false
  const head = value.charCodeAt(0)
  const whole = head >= 97 ? head - 97 + 2 : 90 - head + 2
  if (value.length < whole) return false
  if (value === `A${'0'.repeat(26)}`) return false
  return value.length === whole || !value.endsWith('0')
}
export const index: Field<string> = { is: isIndexKey, otherwise: 'a1' }

/** An object as JSON has it, none of whose keys is inherited: a decoded `__proto__` becomes the prototype. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
const only = (value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key))

const isVec = (value: unknown): value is Vec =>
  isPlain(value) &&
  only(value, ['x', 'y', 'z']) &&
  coordinate.is(value['x']) &&
  coordinate.is(value['y']) &&
  (value['z'] === undefined ? !('z' in value) : coordinate.is(value['z']))
/** A point of two finite numbers within reach of the page. */
export const vec = (otherwise: Vec): Field<Vec> => ({ is: isVec, otherwise })
export const crop: Field<Crop | null> = {
  is: (value): value is Crop | null =>
    value === null ||
    (isPlain(value) &&
      only(value, ['topLeft', 'bottomRight', 'isCircle']) &&
      isVec(value['topLeft']) &&
      isVec(value['bottomRight']) &&
      (value['isCircle'] === undefined ? !('isCircle' in value) : typeof value['isCircle'] === 'boolean')),
  otherwise: null,
}

/** Bytes of a point as JSON, near enough and never too few: numbers have at most 24 characters. */
const digits = (value: number): number => String(value).length
export const segments: Field<readonly StrokeSegment[]> = {
  is(value): value is readonly StrokeSegment[] {
    // A stroke of no point has no outline, and the drawing tool shows none of the canvas then.
    if (!Array.isArray(value) || value.length === 0 || value.length > 1_000) return false
    let bytes = 2
    for (const segment of value as readonly unknown[]) {
      if (!isPlain(segment) || !only(segment, ['type', 'points'])) return false
      const { type, points } = segment
      if ((type !== 'free' && type !== 'straight') || !Array.isArray(points) || points.length === 0) return false
      bytes += 32
      for (const point of points as readonly unknown[]) {
        if (!isVec(point)) return false
        bytes += 12 + digits(point.x) + digits(point.y) + (point.z === undefined ? 0 : 5 + digits(point.z))
        if (bytes > canvasLimits.stroke) return false
      }
    }
    return true
  },
  otherwise: [{ type: 'free', points: [{ x: 0, y: 0 }] }],
}

/** What the drawing tool's own schema of texts has: one foreign name in one note, and it shows nobody the canvas any more. */
const blocks = new Set(['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem'])
const marks = new Set(['bold', 'italic', 'strike', 'code', 'highlight', 'link'])
const href = /^(https?:\/\/|mailto:)/i
const mostNodes = 1_000
const deepest = 12

/** Attributes are scalars; a link leads to the web or to somebody's mail, and nowhere else. */
function soundAttrs(attrs: unknown, link: boolean): boolean {
  if (attrs === undefined || attrs === null) return !link
  if (!isPlain(attrs)) return false
  const keys = Object.keys(attrs)
  if (keys.length > 8) return false
  for (const key of keys) {
    const value = attrs[key]
    const scalar =
      value === null ||
      typeof value === 'boolean' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      (typeof value === 'string' && value.length <= 1_000)
    if (!scalar) return false
  }
  if (!link) return !('href' in attrs)
  const to = attrs['href']
  return typeof to === 'string' && href.test(to)
}

const isMark = (mark: unknown): boolean =>
  isPlain(mark) &&
  only(mark, ['type', 'attrs']) &&
  typeof mark['type'] === 'string' &&
  marks.has(mark['type']) &&
  soundAttrs(mark['attrs'], mark['type'] === 'link')

/** The same text without the marks that no canvas holds: a link that was pasted may lead to a telephone. Its words stay. */
export function withSoundMarks(value: RichText): RichText {
  const sound = (node: unknown): unknown => {
    if (!isPlain(node)) return node
    const { marks: on, content } = node
    return {
      ...node,
      ...(Array.isArray(on) ? { marks: on.filter(isMark) } : {}),
      ...(Array.isArray(content) ? { content: content.map(sound) } : {}),
    }
  }
  return { ...value, content: value.content.map(sound) }
}

/** A drawing tool's text (ProseMirror's JSON): known blocks and marks, `longest` in UTF-16 units, depth and nodes bounded. */
export const richText = (longest: number): Field<RichText> => ({
  is(value): value is RichText {
    if (!isPlain(value) || !only(value, ['type', 'content'])) return false
    if (value['type'] !== 'doc' || !Array.isArray(value['content'])) return false
    // A stack, not recursion: the value may be as deep as a frame is long.
    const stack: { node: unknown; depth: number }[] = []
    const push = (content: unknown, depth: number): boolean => {
      if (content === undefined) return true
      if (!Array.isArray(content) || stack.length + content.length > mostNodes || depth > deepest) return false
      for (const node of content as readonly unknown[]) stack.push({ node, depth })
      return true
    }
    if (!push(value['content'], 1)) return false
    let text = 0
    let nodes = 0
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, depth } = next
      nodes += 1
      if (nodes > mostNodes || !isPlain(node)) return false
      const { type } = node
      if (type === 'text') {
        if (!only(node, ['type', 'text', 'marks']) || typeof node['text'] !== 'string' || node['text'] === '')
          return false
        text += node['text'].length
        if (text > longest) return false
        const { marks: on } = node
        if (on === undefined) continue
        if (!Array.isArray(on) || on.length > 8) return false
        if (!(on as readonly unknown[]).every(isMark)) return false
      } else if (type === 'hardBreak') {
        if (!only(node, ['type', 'marks'])) return false
      } else {
        if (typeof type !== 'string' || !blocks.has(type)) return false
        if (!only(node, ['type', 'attrs', 'content']) || !soundAttrs(node['attrs'], false)) return false
        if (!push(node['content'], depth + 1)) return false
      }
    }
    return true
  },
  otherwise: plainRichText(''),
})

/** A text as one paragraph a line. */
export function plainRichText(text: string): RichText {
  return {
    type: 'doc',
    content: text
      .split('\n')
      .map((line) =>
        line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] },
      ),
  }
}

/** The text of a rich text that passed its check, one line a block. */
export function richTextPlain(value: RichText): string {
  const lines: string[] = []
  let line: string | null = null
  const visit = (node: unknown): void => {
    if (!isPlain(node)) return
    if (node['type'] === 'text') line = (line ?? '') + (typeof node['text'] === 'string' ? node['text'] : '')
    else if (node['type'] === 'hardBreak') line = `${line ?? ''}\n`
    else {
      const content = Array.isArray(node['content']) ? (node['content'] as readonly unknown[]) : []
      const holds = node['type'] === 'paragraph' || node['type'] === 'heading'
      if (holds) line = ''
      for (const child of content) visit(child)
      if (holds) {
        lines.push(line ?? '')
        line = null
      }
    }
  }
  for (const node of value.content) visit(node)
  return lines.join('\n')
}
