/**
 * A question as it stands behind the `?` of an address: the page's own, that of a table as CSV, and what analysts' tools ask.
 * Read here and nowhere else, so that whoever is sent an address asks the same.
 */
import { bases, units } from '../dialogue/items.ts'
import { places, type By, type Cut, type ItemName, type Margin, type Question, type Where } from './question.ts'

/** What may stand in it, by name; `cut` is of the answer, not of the question. */
export const addressNames = ['of', 'with', 'unit', 'base', 'by', 'weight', 'margins', 'where', 'cut'] as const
export type AddressName = (typeof addressNames)[number]
export type Asked = { readonly question: Question; readonly cut: Cut | null }
/** What in it is none: `where` it stands and `why`. */
export type Misread = { readonly where: AddressName; readonly why: string }

/** Margins and conditions that anybody could mean: more are refused before they are read. */
const most = 20

const name = /^[A-Za-z0-9._-]{1,130}\/[A-Za-z0-9._~-]{1,160}$/
/** Whether it can be the name of an item (`<step>/<item>`); which there are, only the answers say. */
export const isItemName = (text: string): text is ItemName => name.test(text)

const pair = (what: string, is: string): string => `${encodeURIComponent(what)}=${encodeURIComponent(is)}`

/**
 * What stands behind the `?`, in one order, so that the same question has one address. `cut` null: of whatever is newest
 * whenever it is asked.
 */
export function addressOf(
  { of, with: more = [], unit, base, by, weight, where = [] }: Question,
  cut: Cut | null = null,
): string {
  const said: [AddressName, string][] = [['of', of]]
  if (more.length > 0) said.push(['with', more.join(',')])
  said.push(['unit', unit], ['base', base], ['by', typeof by === 'string' ? by : by.item])
  if (typeof weight !== 'string') said.push(['weight', 'raked'], ['margins', weight.margins.map(marginText).join(';')])
  else if (weight !== 'none') said.push(['weight', weight])
  if (where.length > 0)
    said.push(['where', where.map((one) => pair('place' in one ? one.place : one.item, one.is)).join(';')])
  if (cut !== null) said.push(['cut', String(cut)])
  return said.map(([what, is]) => `${what}=${stays(is)}`).join('&')
}
/** Slashes and tildes stand in every name, and keep their meaning where they stand. */
const stays = (text: string): string => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%2C', ',')
const marginText = ({ item, shares }: Margin): string =>
  `${item}:${Object.entries(shares)
    .map(([key, share]) => pair(key, String(share)))
    .join(',')}`

/** Left out is what most questions mean: people, valid answers, all together, nobody weighted, the newest cut. */
export function readAddress(query: Readonly<Partial<Record<AddressName, string | undefined>>>): Asked | Misread {
  const { of = '', unit = 'people', base = 'valid', by = 'all' } = query
  if (!isItemName(of)) return { where: 'of', why: 'no item: <step>/<item>, as /results/items names them' }
  const more = (query.with ?? '').split(',').filter((one) => one !== '')
  if (more.length > most || !more.every(isItemName)) return { where: 'with', why: 'no items, with commas between them' }
  const counted = units.find((one) => one === unit)
  if (counted === undefined) return { where: 'unit', why: `one of ${units.join(', ')}` }
  const shared = bases.find((one) => one === base)
  if (shared === undefined) return { where: 'base', why: `one of ${bases.join(', ')}` }
  const parts = byIn(by)
  if (parts === null) return { where: 'by', why: `all, ${places.join(', ')} or an item (<step>/<item>)` }
  const weight = weightIn(query.weight ?? 'none', query.margins)
  if (weight !== null && typeof weight === 'object' && 'where' in weight) return weight
  const where = whereIn(query.where ?? '')
  if (where === null) return { where: 'where', why: '<place or item>=<which>, with semicolons between them' }
  const cut = cutIn(query.cut)
  if (cut === undefined) return { where: 'cut', why: 'no cut: a number that an answer told' }
  return {
    question: {
      of,
      ...(more.length === 0 ? {} : { with: more }),
      unit: counted,
      base: shared,
      by: parts,
      weight,
      ...(where.length === 0 ? {} : { where }),
    },
    cut,
  }
}

/** A cut as it stands in an address; null: the newest; undefined: it is none. */
export function cutIn(text: string | undefined): Cut | null | undefined {
  if (text === undefined || text === '') return null
  return /^[0-9]{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
}

function byIn(text: string): By | null {
  if (text === 'all') return text
  const place = places.find((one) => one === text)
  return place ?? (isItemName(text) ? { item: text } : null)
}

function weightIn(weight: string, margins: string | undefined): Question['weight'] | Misread {
  if (weight === 'none' || weight === 'given') return weight
  if (weight !== 'raked') return { where: 'weight', why: 'one of none, given, raked' }
  const wrong: Misread = { where: 'margins', why: '<step>/<item>:<answer>=<share>,…;… with shares that sum to 1' }
  const read = (margins ?? '').split(';')
  if (read.length > most) return wrong
  const all: Margin[] = []
  for (const one of read) {
    const colon = one.indexOf(':')
    const item = one.slice(0, colon)
    const shares = pairsIn(one.slice(colon + 1), ',')
    if (colon < 0 || !isItemName(item) || shares === null) return wrong
    const numbers = shares.map(([key, text]) => [key, /^[0-9.]{1,20}$/.test(text) ? Number(text) : Number.NaN] as const)
    const sum = numbers.reduce((so, [, share]) => so + share, 0)
    // Shares that were published are rounded: they are a hundredth apart from 1, and still meant as all.
    if (numbers.some(([, share]) => !(share >= 0 && share <= 1)) || Math.abs(sum - 1) > 0.011) return wrong
    if (new Set(numbers.map(([key]) => key)).size < numbers.length) return wrong
    all.push({ item, shares: Object.fromEntries(numbers) })
  }
  return { margins: all }
}

function whereIn(text: string): readonly Where[] | null {
  if (text === '') return []
  const pairs = pairsIn(text, ';')
  if (pairs === null || pairs.length > most) return null
  const all: Where[] = []
  for (const [what, is] of pairs) {
    const place = places.find((one) => one === what)
    if (place !== undefined) all.push({ place, is })
    else if (isItemName(what)) all.push({ item: what, is })
    else return null
  }
  return all
}

/** `a=b` several times; null where one is none. */
function pairsIn(text: string, between: string): readonly (readonly [string, string])[] | null {
  const pairs: (readonly [string, string])[] = []
  for (const one of text.split(between)) {
    const [what = '', is, ...more] = one.split('=')
    if (is === undefined || more.length > 0) return null
    try {
      pairs.push([decodeURIComponent(what), decodeURIComponent(is)])
    } catch {
      return null
    }
  }
  return pairs
}
