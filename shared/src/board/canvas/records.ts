/**
 * Each record of the canvas parsed by itself. Total: a field that cannot be read has its default, and only a record
 * whose type is not known is left out. Whether parents and ends exist is decided later, against all records.
 */
import type * as Y from 'yjs'
import { isId, type NodeId } from '../../ids.ts'
import { isMap, isText } from '../doc.ts'
import { shortened, plainText } from '../text.ts'
import {
  assetFields,
  baseFields,
  bindingFields,
  classOf,
  goneField,
  isShapeType,
  linkPrefix,
  metaFields,
  propFields,
  textField,
  type Fields,
} from './fields.ts'
import {
  canvasLimits,
  containerTypes,
  type AssetId,
  type BindingId,
  type CanvasAsset,
  type CanvasBinding,
  type CanvasShape,
  type Meta,
  type PropsOf,
  type ShapeId,
  type ShapeOf,
  type ShapeType,
} from './schema.ts'
import { isShapeId, moment } from './values.ts'

/** A shape as it stands in the document, before its place among the others is settled. */
export type RawShape = {
  readonly shape: CanvasShape
  /** A frame or group that was deleted: no shape any more, but its place is still known. */
  readonly gone: boolean
  readonly links: readonly NodeId[]
}

type Get = (field: string) => unknown

function read<T extends object>(fields: Fields<T>, prefix: string, get: Get, optional: readonly string[] = []): T {
  const entries: [string, unknown][] = []
  for (const key of Object.keys(fields)) {
    const field = fields[key as keyof T]
    const value = get(`${prefix}${key}`)
    if (field.is(value)) entries.push([key, value])
    else if (!optional.includes(key)) entries.push([key, field.otherwise])
  }
  return Object.fromEntries(entries) as T
}

const noMeta: Meta = {}
function readMeta(get: Get): Meta {
  const part = get('meta.part')
  const at = get('meta.at')
  if (part === undefined && at === undefined) return noMeta
  return {
    // A part counts by being marked: one whose name cannot be read is locked all the same.
    ...(part === undefined ? {} : { part: metaFields.part.is(part) ? part : metaFields.part.otherwise }),
    ...(metaFields.at.is(at) ? { at } : {}),
  }
}

const longestText = canvasLimits.text * 2

/** Null where it is no shape of a known type. */
export function readShape(id: string, value: unknown): RawShape | null {
  if (!isShapeId(id) || !isMap(value)) return null
  const type = value.get('type')
  if (value.get('typeName') !== 'shape' || !isShapeType(type)) return null
  const get: Get = (field) => value.get(field)
  const text = get(textField)
  return {
    shape: shapeFrom(id, type, get, isText(text) ? text.toString() : ''),
    gone: containerTypes.has(type) && moment.is(value.get(goneField)),
    links: type === 'element' ? readLinks(value) : none,
  }
}

/** Made of its fields, wherever they come from; `text` is an element's, which is no field like the others. */
export function shapeFrom(id: ShapeId, type: ShapeType, get: Get, text: string): CanvasShape {
  const base = read(baseFields, '', get)
  const meta = readMeta(get)
  const made = <T extends ShapeType>(of: T, props: ShapeOf<T>['props']): ShapeOf<T> => ({
    id,
    typeName: 'shape',
    type: of,
    ...base,
    props,
    meta,
  })
  switch (type) {
    case 'element':
      return made(type, { ...read(propFields.element, 'props.', get), text: plainText(shortened(text, longestText)) })
    case 'frame':
      return made(type, read(propFields.frame, 'props.', get))
    case 'note':
      return made(type, read(propFields.note, 'props.', get))
    case 'text':
      return made(type, read(propFields.text, 'props.', get))
    case 'geo':
      return made(type, read(propFields.geo, 'props.', get))
    case 'arrow':
      return made(type, read(propFields.arrow, 'props.', get))
    case 'draw':
      return made(type, read(propFields.draw, 'props.', get))
    case 'image':
      return made(type, read(propFields.image, 'props.', get))
    case 'group':
      return made(type, {})
  }
}

type PlainType = Exclude<ShapeType, 'element'>
const plainFields: { readonly [T in PlainType]: Fields<PropsOf[T]> } = propFields
type Place = Partial<Pick<CanvasShape, 'x' | 'y' | 'rotation' | 'index' | 'parentId' | 'isLocked' | 'opacity'>>
/** A shape with everything as it is by itself, but for what is said: what verbs, templates and imports begin with. */
export function shapeWith<T extends PlainType>(
  id: ShapeId,
  type: T,
  place: Place,
  props: Partial<PropsOf[T]> = {},
  meta: Meta = noMeta,
): ShapeOf<T> {
  const nothing: Get = () => undefined
  return {
    id,
    typeName: 'shape',
    type,
    ...read(baseFields, '', nothing),
    ...place,
    props: { ...read(plainFields[type], 'props.', nothing), ...props },
    meta,
  }
}

const none: readonly NodeId[] = []
function readLinks(entry: Y.Map<unknown>): readonly NodeId[] {
  const links: { node: NodeId; at: number }[] = []
  for (const [key, at] of entry.entries()) {
    if (!key.startsWith(linkPrefix) || !moment.is(at)) continue
    const node = key.slice(linkPrefix.length)
    if (isId(node)) links.push({ node: node as NodeId, at })
  }
  if (links.length === 0) return none
  links.sort((a, b) => a.at - b.at || (a.node < b.node ? -1 : 1))
  return links.slice(0, canvasLimits.links).map(({ node }) => node)
}

/** An arrow's hold on a shape; null where it is none. */
export function readBinding(id: string, value: unknown): CanvasBinding | null {
  if (classOf(id) !== 'binding' || !isMap(value)) return null
  if (value.get('typeName') !== 'binding' || value.get('type') !== 'arrow') return null
  const fromId = value.get('fromId')
  const toId = value.get('toId')
  if (!isShapeId(fromId) || !isShapeId(toId)) return null
  const get: Get = (field) => value.get(field)
  return {
    id: id as BindingId,
    typeName: 'binding',
    type: 'arrow',
    fromId,
    toId,
    props: read(bindingFields, 'props.', get),
    meta: readMeta(get),
  }
}

/** A photo's record, never its bytes; null where it is none. */
export function readAsset(id: string, value: unknown): CanvasAsset | null {
  if (classOf(id) !== 'asset' || !isMap(value)) return null
  if (value.get('typeName') !== 'asset' || value.get('type') !== 'image') return null
  const get: Get = (field) => value.get(field)
  return {
    id: id as AssetId,
    typeName: 'asset',
    type: 'image',
    props: read<CanvasAsset['props']>(assetFields, 'props.', get, ['fileSize']),
    meta: readMeta(get),
  }
}
