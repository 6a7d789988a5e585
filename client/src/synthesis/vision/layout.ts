/**
 * Where cards lie on the axis: a card's start edge is its year, and in its lane it lies as high as there is room. What lay
 * there before stays where it lies; what is new comes into free space.
 */
import { runsLeft } from '@tablee/shared/script'
import type { Axis } from '@tablee/shared/synthesis/years'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'

export type Card = HallVisionTold['cards'][number]
type Lane = HallVisionTold['lanes'][number]['level']
export type Place = {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly lines: number
}
export type LanePlaced = {
  readonly level: Lane
  readonly top: number
  readonly height: number
  /** Cards that there is no room for before somebody asks for all. */
  readonly more: number
}
export type Placed = {
  readonly places: ReadonlyMap<string, Place>
  readonly lanes: readonly LanePlaced[]
  readonly height: number
}
export type Scale = {
  readonly axis: Axis
  /** From the axis's beginning, in pixels. */
  readonly of: (year: number) => number
  readonly end: number
  /** Where what has no year stands; null while everything has one. */
  readonly undated: number | null
  readonly width: number
}

const wide = { headline: 232, other: 200 } as const
const gap = 10
/** Of a lane's head, and beneath its last card. */
const above = 14
const below = 20
/** What begins in the last year has room for most of its card. */
const tail = 130
/** Fewer than these are not kept back. */
const few = 6
/** Between the axis's end and what has no year. */
const aside = 72
/** Cards on one another before a lane says how many more there are. */
const most = 6 * 104

/** `width` in pixels; years before and beyond stand at its ends. */
export function scaleOf(axis: Axis, width: number, hasUndated: boolean): Scale {
  const end = Math.max(320, width - (hasUndated ? wide.headline + aside : tail))
  return {
    axis,
    end,
    width,
    undated: hasUndated ? end + aside : null,
    of: (year) =>
      Math.round(((Math.min(axis.to, Math.max(axis.from, year)) - axis.from) / (axis.to - axis.from)) * end),
  }
}

/** A sentence's lines as they will about be; a script with high marks has higher ones. */
function sizeOf({ kind, elements }: Card): { readonly w: number; readonly h: number; readonly lines: number } {
  const large = kind === 'headline'
  const w = large ? wide.headline : wide.other
  const letters = Math.floor((w - (kind === 'milestone' || kind === 'actor' ? 42 : 26)) / (large ? 10.4 : 7.5))
  const { text, lang } = elements[0] ?? { text: '', lang: '' }
  const lines = Math.min(large ? 3 : 4, Math.max(1, Math.ceil(text.length / letters + 0.15)))
  const line = (large ? 23 : 19) * (runsLeft(lang) ? 1.4 : 1)
  return { w, h: Math.ceil(58 + lines * line + (kind === 'fear' || large ? 8 : 0)), lines }
}

const meets = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap

/** Of equally many tables a headline lies highest: it is what a canvas begins with. */
const first = ({ kind }: Card): number => (kind === 'headline' ? 0 : 1)

/** The highest free place at this x. */
function fit(taken: readonly Place[], place: Place): Place {
  const beside = taken.filter((one) => one.x < place.x + place.w + gap && place.x < one.x + one.w + gap)
  const heights = [0, ...beside.map(({ y, h }) => y + h + gap)].sort((a, b) => a - b)
  for (const y of heights) {
    const here = { ...place, y }
    if (!beside.some((one) => meets(one, here))) return here
  }
  return place
}

/**
 * `before`: where cards lay, within their lanes. `whole`: lanes of which all is shown. Those that most tables hold come first
 * and lie highest.
 */
function layOut(
  cards: readonly Card[],
  lanes: readonly Lane[],
  scale: Scale,
  whole: ReadonlySet<Lane>,
  before: ReadonlyMap<string, Place> = new Map(),
): Placed & { readonly within: ReadonlyMap<string, Place> } {
  const places = new Map<string, Place>()
  const within = new Map<string, Place>()
  const placed: LanePlaced[] = []
  let top = 0
  for (const level of lanes) {
    const own = cards
      .filter((card) => card.level === level)
      .map((card) => {
        const x = card.year === null ? (scale.undated ?? 0) : scale.of(card.year)
        return { card, place: { x, y: 0, ...sizeOf(card) } }
      })
    const taken: Place[] = []
    const rest = own.filter(({ card, place }) => {
      const known = before.get(card.id)
      if (known === undefined || known.x !== place.x || known.h !== place.h) return true
      if (taken.some((one) => meets(one, known))) return true
      taken.push(known)
      within.set(card.id, known)
      return false
    })
    rest.sort((a, b) => b.card.tables.length - a.card.tables.length || first(a.card) - first(b.card))
    for (const { card, place } of rest) {
      const at = fit(taken, place)
      taken.push(at)
      within.set(card.id, at)
    }
    const high = own.filter(({ card }) => {
      const at = within.get(card.id)
      return at !== undefined && at.y + at.h <= most
    })
    const shown = whole.has(level) || own.length - high.length <= few ? own : high
    let height = 0
    for (const { card } of shown) {
      const at = within.get(card.id)
      if (at === undefined) continue
      places.set(card.id, { ...at, y: top + above + at.y })
      height = Math.max(height, at.y + at.h)
    }
    const lane = above + Math.max(height, 72) + below
    placed.push({ level, top, height: lane, more: own.length - shown.length })
    top += lane
  }
  return { places, within, lanes: placed, height: top }
}

/** Remembers where cards lay, for as long as the axis and what is asked for are the same. */
export function createLaying() {
  let last: { readonly key: string; readonly within: ReadonlyMap<string, Place> } | null = null
  return (cards: readonly Card[], lanes: readonly Lane[], scale: Scale, whole: ReadonlySet<Lane>): Placed => {
    const kinds = [...new Set(cards.map(({ kind }) => kind))].sort()
    const key = JSON.stringify([scale.axis, scale.width, scale.undated, kinds])
    const { within, ...laid } = layOut(cards, lanes, scale, whole, last?.key === key ? last.within : undefined)
    last = { key, within }
    return laid
  }
}

/** The nearest card in this direction, for arrow keys: what lies straight ahead before what lies aside. */
export function nextTo(places: ReadonlyMap<string, Place>, from: string, key: string): string | null {
  const here = places.get(from)
  if (here === undefined) return null
  const along = key === 'ArrowLeft' || key === 'ArrowRight'
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  let [best, cost]: [string | null, number] = [null, Infinity]
  for (const [id, place] of places) {
    const [dx, dy] = [place.x - here.x, place.y - here.y]
    const ahead = (along ? dx : dy) * sign
    if (id === from || ahead <= 0) continue
    const aside = Math.abs(along ? dy : dx)
    const now = ahead + aside * 3
    if (now < cost) [best, cost] = [id, now]
  }
  return best
}
