/**
 * What a vision canvas is, as everybody sees it: immutable records, parsed and bounded.
 *
 * A shape is, field for field, a record that tldraw 3.15 takes into its store, but the model is ours: `Canvas` needs no
 * tldraw, no DOM and no Yjs. What tldraw has no place for (links to nodes, the template) lies beside the shapes.
 */
import type { Lang, NodeId, SeatCode } from '../../ids.ts'
import type { Capture } from '../schema.ts'

export type ShapeId = `shape:${string}`
export type BindingId = `binding:${string}`
export type AssetId = `asset:${string}`
/** A canvas has one page. */
export type PageId = 'page:page'
export type ParentId = PageId | ShapeId
export const pageId: PageId = 'page:page'
export const documentId = 'document:document'

export const elementKinds = ['hope', 'fear', 'condition', 'obstacle', 'actor', 'milestone', 'headline'] as const
export type ElementKind = (typeof elementKinds)[number]

export const elementLevels = ['personal', 'local', 'society'] as const
export type ElementLevel = (typeof elementLevels)[number]

/** `group` is made by grouping, not by a tool. */
export const shapeTypes = ['element', 'frame', 'note', 'text', 'geo', 'arrow', 'draw', 'image', 'group'] as const
export type ShapeType = (typeof shapeTypes)[number]

/** Shapes that hold others. Deleting one marks it `gone`, so that what somebody else put into it meanwhile keeps its place. */
export const containerTypes: ReadonlySet<ShapeType> = new Set(['frame', 'group'])

export const colors = [
  'black',
  'grey',
  'light-violet',
  'violet',
  'blue',
  'light-blue',
  'yellow',
  'orange',
  'green',
  'light-green',
  'light-red',
  'red',
  'white',
] as const
export type Color = (typeof colors)[number]
export const dashes = ['draw', 'solid', 'dashed', 'dotted'] as const
export type Dash = (typeof dashes)[number]
export const fills = ['none', 'semi', 'solid', 'pattern', 'fill'] as const
export type Fill = (typeof fills)[number]
export const fonts = ['draw', 'sans', 'serif', 'mono'] as const
export type Font = (typeof fonts)[number]
export const sizes = ['s', 'm', 'l', 'xl'] as const
export type Size = (typeof sizes)[number]
export const aligns = ['start', 'middle', 'end', 'start-legacy', 'end-legacy', 'middle-legacy'] as const
export type Align = (typeof aligns)[number]
export const plainAligns = ['start', 'middle', 'end'] as const
export type PlainAlign = (typeof plainAligns)[number]
export const arrowheads = ['arrow', 'triangle', 'square', 'dot', 'pipe', 'diamond', 'inverted', 'bar', 'none'] as const
export type Arrowhead = (typeof arrowheads)[number]
export const arrowKinds = ['arc', 'elbow'] as const
export type ArrowKind = (typeof arrowKinds)[number]
export const geos = [
  'cloud',
  'rectangle',
  'ellipse',
  'triangle',
  'diamond',
  'pentagon',
  'hexagon',
  'octagon',
  'star',
  'rhombus',
  'rhombus-2',
  'oval',
  'trapezoid',
  'arrow-right',
  'arrow-left',
  'arrow-up',
  'arrow-down',
  'x-box',
  'check-box',
  'heart',
] as const
export type Geo = (typeof geos)[number]
export const snaps = ['center', 'edge-point', 'edge', 'none'] as const
export type Snap = (typeof snaps)[number]

export type Vec = { readonly x: number; readonly y: number; readonly z?: number }
/** A ProseMirror document, bounded (`values.ts`). `richTextPlain` gives its text. */
export type RichText = { readonly type: 'doc'; readonly content: readonly unknown[] }
export type StrokeSegment = { readonly type: 'free' | 'straight'; readonly points: readonly Vec[] }
export type Crop = { readonly topLeft: Vec; readonly bottomRight: Vec; readonly isCircle?: boolean }

export type ElementProps = {
  readonly kind: ElementKind
  readonly w: number
  readonly h: number
  /** In the document a Y.Text: two who write keep both. */
  readonly text: string
  readonly lang: Lang
  /** The year it is about. */
  readonly horizon: number | null
  readonly level: ElementLevel | null
  readonly seat: SeatCode | null
  readonly capture: Capture | null
}
export type FrameProps = { readonly w: number; readonly h: number; readonly name: string; readonly color: Color }
export type NoteProps = {
  readonly color: Color
  readonly labelColor: Color
  readonly size: Size
  readonly font: Font
  readonly fontSizeAdjustment: number
  readonly align: Align
  readonly verticalAlign: PlainAlign
  readonly growY: number
  readonly url: string
  readonly richText: RichText
  readonly scale: number
}
export type TextProps = {
  readonly color: Color
  readonly size: Size
  readonly font: Font
  readonly textAlign: PlainAlign
  readonly w: number
  readonly richText: RichText
  readonly scale: number
  readonly autoSize: boolean
}
export type GeoProps = {
  readonly geo: Geo
  readonly dash: Dash
  readonly url: string
  readonly w: number
  readonly h: number
  readonly growY: number
  readonly scale: number
  readonly labelColor: Color
  readonly color: Color
  readonly fill: Fill
  readonly size: Size
  readonly font: Font
  readonly align: Align
  readonly verticalAlign: PlainAlign
  readonly richText: RichText
}
export type ArrowProps = {
  readonly kind: ArrowKind
  readonly labelColor: Color
  readonly color: Color
  readonly fill: Fill
  readonly dash: Dash
  readonly size: Size
  readonly arrowheadStart: Arrowhead
  readonly arrowheadEnd: Arrowhead
  readonly font: Font
  readonly start: Vec
  readonly end: Vec
  readonly bend: number
  readonly text: string
  readonly labelPosition: number
  readonly scale: number
  readonly elbowMidPoint: number
}
export type DrawProps = {
  readonly color: Color
  readonly fill: Fill
  readonly dash: Dash
  readonly size: Size
  readonly segments: readonly StrokeSegment[]
  readonly isComplete: boolean
  readonly isClosed: boolean
  readonly isPen: boolean
  readonly scale: number
}
export type ImageProps = {
  readonly w: number
  readonly h: number
  readonly playing: boolean
  readonly url: string
  readonly assetId: AssetId | null
  readonly crop: Crop | null
  readonly flipX: boolean
  readonly flipY: boolean
  readonly altText: string
}
export type GroupProps = Readonly<Record<never, never>>

export type PropsOf = {
  readonly element: ElementProps
  readonly frame: FrameProps
  readonly note: NoteProps
  readonly text: TextProps
  readonly geo: GeoProps
  readonly arrow: ArrowProps
  readonly draw: DrawProps
  readonly image: ImageProps
  readonly group: GroupProps
}

export type Meta = {
  /** Names a part of the template (`column:2040`, `row:local`, `field`). Facilitator's only. */
  readonly part?: string
  /** When it was made: client's clock, for display. */
  readonly at?: number
}

export type ShapeOf<T extends ShapeType> = {
  readonly id: ShapeId
  readonly typeName: 'shape'
  readonly type: T
  /** In its parent's space. */
  readonly x: number
  readonly y: number
  readonly rotation: number
  /** Fractional index among its siblings; equal ones stand in the order of their ids. */
  readonly index: string
  readonly parentId: ParentId
  readonly isLocked: boolean
  readonly opacity: number
  readonly props: PropsOf[T]
  readonly meta: Meta
}
export type ElementShape = ShapeOf<'element'>
export type TextShape = ShapeOf<'text'>
export type GeoShape = ShapeOf<'geo'>
export type ArrowShape = ShapeOf<'arrow'>
export type CanvasShape = { readonly [T in ShapeType]: ShapeOf<T> }[ShapeType]

/** One end of an arrow, held by a shape. */
export type CanvasBinding = {
  readonly id: BindingId
  readonly typeName: 'binding'
  readonly type: 'arrow'
  /** The arrow. */
  readonly fromId: ShapeId
  /** What it holds on to. */
  readonly toId: ShapeId
  readonly props: {
    readonly terminal: 'start' | 'end'
    readonly normalizedAnchor: Vec
    readonly isExact: boolean
    readonly isPrecise: boolean
    readonly snap: Snap
  }
  readonly meta: Meta
}

/** A photo. `src` is `photo:<sha256>`: tldraw knows no such scheme, so the screen maps it on the way in and out. */
export type CanvasAsset = {
  readonly id: AssetId
  readonly typeName: 'asset'
  readonly type: 'image'
  readonly props: {
    readonly w: number
    readonly h: number
    readonly name: string
    readonly isAnimated: boolean
    readonly mimeType: string | null
    readonly src: string | null
    readonly fileSize?: number
  }
  readonly meta: Meta
}

export type CanvasRecord = CanvasShape | CanvasBinding | CanvasAsset
export type RecordId = CanvasRecord['id']

export const templateNames = ['backcasting', 'placement', 'day', 'front-page', 'free'] as const
export type TemplateName = (typeof templateNames)[number]
/** Which template lies beneath, and its years. A canvas without one is `free`. */
export type CanvasTemplate = { readonly name: TemplateName; readonly today: number; readonly horizon: number }

/** Immutable and structurally shared: what did not change is the same object as before. Map order means nothing. */
export type Canvas = {
  readonly template: CanvasTemplate
  /** Every shape's parent is the page or a frame or group among these: there are no orphans here. */
  readonly shapes: ReadonlyMap<ShapeId, CanvasShape>
  /** Both ends exist; one per end of an arrow. */
  readonly bindings: ReadonlyMap<BindingId, CanvasBinding>
  readonly assets: ReadonlyMap<AssetId, CanvasAsset>
  /** Nodes of the map that an element is linked to, oldest link first. Ids as written: the node may be gone. */
  readonly links: ReadonlyMap<ShapeId, readonly NodeId[]>
  /** Children of the page and of each frame and group, from back to front. */
  readonly children: ReadonlyMap<ParentId, readonly ShapeId[]>
}

export const canvasLimits = {
  shapes: 2_000,
  bindings: 4_000,
  assets: 200,
  /** Characters in one element, note or label. */
  text: 2_000,
  /** Links of one element. */
  links: 50,
  /** Bytes (as JSON) of one stroke; tldraw begins a new one every 500 points (about 20 KiB). */
  stroke: 64 * 1024,
  /** Bytes (as JSON) of a rich text. */
  richText: 16 * 1024,
  /** Coordinates: two hundred screens in each direction. An arc between two ends is drawn in steps of its length. */
  coordinate: 250_000,
  /** Lengths, and how far an arrow bends. */
  length: 100_000,
  /** Sides of a geometric shape: a cloud is drawn bump by bump, and a thin one has one for each width of it. Drawing begins at 1. */
  side: { least: 1, most: 10_000 },
  /** How much larger or smaller than usual something is drawn; the screen zooms from 0.05 to 8. */
  scale: 32,
  /** Frames and groups in one another. */
  depth: 32,
} as const
