/**
 * The fields of every record of a canvas, and what each may hold. In the document a record is a map of its fields,
 * flattened one level (`x`, `props.color`, `meta.at`), so that two people who change different fields both keep their
 * change. A field that no list names is written by nobody.
 */
import type { CanvasAsset, CanvasBinding, CanvasShape, PropsOf, ShapeType } from './schema.ts'
import {
  aligns,
  arrowheads,
  arrowKinds,
  canvasLimits,
  colors,
  containerTypes,
  dashes,
  elementKinds,
  elementLevels,
  fills,
  fonts,
  geos,
  pageId,
  plainAligns,
  shapeTypes,
  sizes,
  snaps,
  type ElementLevel,
} from './schema.ts'
import * as is from './values.ts'
import type { Field } from './values.ts'

export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> }

/** Room above the screen's limit, for what honest editors write at once. */
const long = canvasLimits.text * 2

const color = is.oneOf(colors, 'black')
const size = is.oneOf(sizes, 'm')
const font = is.oneOf(fonts, 'sans')
const dash = is.oneOf(dashes, 'solid')
const fill = is.oneOf(fills, 'none')
const align = is.oneOf(aligns, 'middle')
const vertical = is.oneOf(plainAligns, 'middle')
const scale = is.between(1 / canvasLimits.scale, canvasLimits.scale, 1)
const grow = is.between(0, canvasLimits.side.most, 0)
const rich = is.richText(long)
const text = is.string(long)
const level: Field<ElementLevel | null> = {
  is: (value): value is ElementLevel | null => value === null || elementLevels.some((one) => one === value),
  otherwise: null,
}

export const baseFields: Fields<
  Pick<CanvasShape, 'x' | 'y' | 'rotation' | 'index' | 'parentId' | 'isLocked' | 'opacity'>
> = {
  x: is.coordinate,
  y: is.coordinate,
  rotation: is.between(-1_000, 1_000, 0),
  index: is.index,
  parentId: is.parent,
  isLocked: is.flag(false),
  opacity: is.between(0, 1, 1),
}

export const metaFields = { part: is.partName, at: is.moment } as const

/** `text` of an element is not among them: it is a Y.Text, the only Yjs type inside a record. */
export const propFields: { readonly [T in ShapeType]: Fields<Omit<PropsOf[T], T extends 'element' ? 'text' : never>> } =
  {
    element: {
      kind: is.oneOf(elementKinds, 'hope'),
      w: is.length(200),
      h: is.length(120),
      lang: is.lang,
      horizon: is.year,
      level,
      seat: is.seat,
      capture: is.capture,
    },
    frame: { w: is.length(400), h: is.length(300), name: is.string(200), color },
    note: {
      color,
      labelColor: color,
      size,
      font,
      fontSizeAdjustment: grow,
      align,
      verticalAlign: vertical,
      growY: grow,
      url: is.noUrl,
      richText: rich,
      scale,
    },
    text: {
      color,
      size,
      font,
      textAlign: is.oneOf(plainAligns, 'start'),
      w: is.length(100),
      richText: rich,
      scale,
      autoSize: is.flag(true),
    },
    geo: {
      geo: is.oneOf(geos, 'rectangle'),
      dash,
      url: is.noUrl,
      w: is.side(200),
      h: is.side(120),
      growY: grow,
      scale,
      labelColor: color,
      color,
      fill,
      size,
      font,
      align,
      verticalAlign: vertical,
      richText: rich,
    },
    arrow: {
      kind: is.oneOf(arrowKinds, 'arc'),
      labelColor: color,
      color,
      fill,
      dash,
      size,
      arrowheadStart: is.oneOf(arrowheads, 'none'),
      arrowheadEnd: is.oneOf(arrowheads, 'arrow'),
      font,
      start: is.vec({ x: 0, y: 0 }),
      end: is.vec({ x: 100, y: 0 }),
      bend: is.between(-canvasLimits.length, canvasLimits.length, 0),
      text,
      labelPosition: is.between(-10, 10, 0.5),
      scale,
      elbowMidPoint: is.between(-1_000, 1_000, 0.5),
    },
    draw: {
      color,
      fill,
      dash,
      size,
      segments: is.segments,
      isComplete: is.flag(true),
      isClosed: is.flag(false),
      isPen: is.flag(false),
      scale,
    },
    image: {
      w: is.length(200),
      h: is.length(200),
      playing: is.flag(false),
      url: is.noUrl,
      assetId: is.assetRef,
      crop: is.crop,
      flipX: is.flag(false),
      flipY: is.flag(false),
      altText: text,
    },
    group: {},
  }

export const bindingFields: Fields<CanvasBinding['props']> = {
  terminal: is.oneOf(['start', 'end'], 'end'),
  normalizedAnchor: is.vec({ x: 0.5, y: 0.5 }),
  isExact: is.flag(false),
  isPrecise: is.flag(false),
  snap: is.oneOf(snaps, 'none'),
}

const pictures = ['image/webp', 'image/jpeg', 'image/png'] as const
export const assetFields: Fields<CanvasAsset['props']> = {
  w: is.between(0, 16_384, 1),
  h: is.between(0, 16_384, 1),
  name: is.string(200),
  isAnimated: is.flag(false),
  mimeType: {
    is: (value): value is string | null => value === null || pictures.some((one) => one === value),
    otherwise: null,
  },
  src: { is: (value): value is string | null => value === null || is.isPhoto(value), otherwise: null },
  fileSize: is.between(1, 4 * 1024 * 1024, 1),
}

/** A type of shape that the canvas knows. */
export const isShapeType = (value: unknown): value is ShapeType => shapeTypes.some((type) => type === value)

/** The text of an element in the document. */
export const textField = 'props.text'
export const goneField = 'gone'
export const linkPrefix = 'link.'
export const partField = 'meta.part'

export type FieldRule = (value: unknown) => boolean
type Rules = ReadonlyMap<string, FieldRule>

function rules(typeName: string, type: string, base: object, props: object, meta: object): Map<string, FieldRule> {
  const all = new Map<string, FieldRule>([
    ['typeName', (value) => value === typeName],
    ['type', (value) => value === type],
  ])
  const add = (prefix: string, fields: object): void => {
    for (const [key, field] of Object.entries(fields) as [string, Field<unknown>][])
      all.set(`${prefix}${key}`, (value) => field.is(value))
  }
  add('', base)
  add('props.', props)
  add('meta.', meta)
  return all
}

const shapeRules = new Map<ShapeType, Rules>(
  shapeTypes.map((type) => {
    const all = rules('shape', type, baseFields, propFields[type], metaFields)
    // Anyone who moves what a frame lies in would move the frame.
    if (type === 'frame') all.set('parentId', (value) => value === pageId)
    if (containerTypes.has(type)) all.set(goneField, (value) => is.moment.is(value) && value > 0)
    return [type, all]
  }),
)
const bindingRules: Rules = rules(
  'binding',
  'arrow',
  { fromId: { is: is.isShapeId }, toId: { is: is.isShapeId } },
  bindingFields,
  { at: metaFields.at },
)
const assetRules: Rules = rules('asset', 'image', {}, assetFields, { at: metaFields.at })

export type RecordClass = 'shape' | 'binding' | 'asset'
/** By its prefix alone; null for the page, the document and what is none of ours. */
export const classOf = (id: string): RecordClass | null =>
  is.isShapeId(id) ? 'shape' : is.isBindingId(id) ? 'binding' : is.isAssetId(id) ? 'asset' : null

/** The fields of a record of this class and type; null for a type there is none of. */
export function rulesOf(of: RecordClass, type: unknown): Rules | null {
  if (of === 'shape') return isShapeType(type) ? (shapeRules.get(type) ?? null) : null
  if (of === 'binding') return type === 'arrow' ? bindingRules : null
  return type === 'image' ? assetRules : null
}

/** The types that a class of records has. */
export const typesOf = (of: RecordClass): readonly unknown[] =>
  of === 'shape' ? shapeTypes : of === 'binding' ? ['arrow'] : ['image']

/**
 * The document's and the page's own records, which the server alone writes: `meta.template` (which one lies beneath),
 * `meta.schema` (the drawing tool's, as text) and `meta.commands` (which were done, so that each is done once).
 */
export const serverFields = {
  document: { typeName: 'document', gridSize: 10, name: '' },
  page: { typeName: 'page', name: '', index: 'a1' },
} as const
export const templateField = 'meta.template'
export const schemaField = 'meta.schema'
export const commandsField = 'meta.commands'
const plainServerFields = new Set(['typeName', 'gridSize', 'name', 'index'])

/** Could the server have written this? Asked only after a restore, of what a device hands in. */
export function isServerValue(field: string, value: unknown): boolean {
  if (plainServerFields.has(field))
    return (typeof value === 'string' && value.length <= 64) || (typeof value === 'number' && Number.isFinite(value))
  if (field === schemaField) return typeof value === 'string' && value.length <= 16 * 1024
  if (field === commandsField)
    return (
      Array.isArray(value) && value.length <= 256 && value.every((one) => typeof one === 'string' && one.length <= 64)
    )
  if (field !== templateField || typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(
    (one) => (typeof one === 'string' && one.length <= 64) || (typeof one === 'number' && Number.isFinite(one)),
  )
}
