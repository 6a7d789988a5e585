/**
 * A canvas as an audience sees it: one flat record per shape, every field written out. Also what a drawing is made of
 * (`canvas-svg`) and, with texts as digests, what a snapshot holds, so that all three are the same picture.
 *
 * Lengths are canvas units in the parent's space, rotation is in degrees, all rounded to two decimals.
 */
import type { ShapeType } from '../board/canvas/schema.ts'
import type { ViewTranslations } from './translated.ts'

export type ViewShape = {
  readonly type: ShapeType
  /** The frame or group it lies in; null on the page. */
  readonly parent: string | null
  /** 0, 1, 2 … among its siblings, from back to front. */
  readonly order: number
  readonly x: number
  readonly y: number
  readonly rotation: number
  /** 0 for what has no box of its own: arrows, strokes, groups, texts as wide as their words. */
  readonly w: number
  readonly h: number
  readonly opacity: number
  readonly scale: number
  /** What stands in it; of a frame its name, of a photo what it shows. Lines are divided by `\n`. */
  readonly text: string
  /** Empty where nobody said. */
  readonly lang: string
  /** The part of the template that it is, or empty. */
  readonly part: string

  /** Vision elements. */
  readonly kind: string
  readonly horizon: number | null
  readonly level: string
  /** Nodes of the map that are shown too. */
  readonly links: readonly string[]

  /** Looks, by the editor's names. */
  readonly color: string
  readonly size: string
  readonly dash: string
  readonly fill: string
  readonly geo: string
  readonly align: string

  /** Arrows: `ends` is x, y of start and end; `from` and `to` are shapes they hold on to, at a share of their box. */
  readonly elbow: boolean
  readonly ends: readonly number[]
  readonly bend: number
  readonly heads: string
  readonly from: string | null
  readonly fromAt: readonly number[]
  readonly to: string | null
  readonly toAt: readonly number[]
  /** Where along the way the label stands, and an elbow turns. */
  readonly middle: readonly number[]

  /** Strokes: `x,y x,y` per segment, divided by `;`. */
  readonly stroke: string
  readonly closed: boolean

  /** Photos: the released one's hash, else null. `crop`: left, top, right, bottom as shares; empty for the whole. */
  readonly photo: string | null
  readonly crop: readonly number[]
  readonly flip: string

  /** Of its text; left out where nobody made any. */
  readonly translations?: ViewTranslations
}

/** A shape of nothing: what a record leaves out is read as this. */
export const bareShape: ViewShape = {
  type: 'geo',
  parent: null,
  order: 0,
  x: 0,
  y: 0,
  rotation: 0,
  w: 0,
  h: 0,
  opacity: 1,
  scale: 1,
  text: '',
  lang: '',
  part: '',
  kind: '',
  horizon: null,
  level: '',
  links: [],
  color: '',
  size: '',
  dash: '',
  fill: '',
  geo: '',
  align: '',
  elbow: false,
  ends: [],
  bend: 0,
  heads: '',
  from: null,
  fromAt: [],
  to: null,
  toAt: [],
  middle: [],
  stroke: '',
  closed: false,
  photo: null,
  crop: [],
  flip: '',
}

export type ViewShapes = Readonly<Record<string, ViewShape>>

type Spot = readonly [number, number]
/** The points of a stroke, segment by segment; what cannot be read is left out. */
export const strokePoints = (stroke: string): readonly (readonly Spot[])[] =>
  stroke.split(';').flatMap((segment) => {
    const points = segment.split(' ').flatMap((pair): Spot[] => {
      const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number)
      return Math.abs(x) <= 1e7 && Math.abs(y) <= 1e7 ? [[x, y]] : []
    })
    return points.length === 0 ? [] : [points]
  })
