/** JSON that comes from anybody: parsed with the place of the mistake, and read field by field, own fields only. */
import { BadFile } from '../file.ts'
import { jsonFault } from './json-fault.ts'

/** Throws `BadFile` with line and column, and with the parser's own word for it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof RangeError) throw new BadFile('too-deep')
    const said = cause instanceof Error ? cause.message : ''
    const position = /position (\d+)/.exec(said)?.[1]
    const at = position === undefined ? jsonFault(text) : Number(position)
    const detail = (said.split(' in JSON')[0] ?? '').replace(/[,\s]*[“”"']?\.\.\..*$/s, '').slice(0, 120)
    throw new BadFile('json-broken', { detail }, spotOf(text, at))
  }
}

/** The line, from 1, of a place in UTF-16 units. */
export function lineOf(text: string, at: number): number {
  let line = 1
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1
  return line
}

/** Line and column, from 1. */
export const spotOf = (text: string, at: number): { readonly line: number; readonly column: number } => ({
  line: lineOf(text, at),
  column: at - text.lastIndexOf('\n', at - 1),
})

/** As `spotOf`, for many places of one text: its lines are looked for once, not for each place. */
export function spotsIn(text: string): (at: number) => ReturnType<typeof spotOf> {
  const begins = [0]
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) begins.push(next + 1)
  return (at) => {
    // The last line that begins at or before it.
    let [low, high] = [0, begins.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((begins[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (begins[low] ?? 0) + 1 }
  }
}

/** An object of JSON, not a list and not null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own field; what a hostile `__proto__` brings along is none. */
export const field = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** Fields that nobody reads, of those that hold something: told, never dropped in silence. */
export const otherFields = (value: unknown, known: ReadonlySet<string>): number =>
  isRecord(value)
    ? Object.entries(value).filter(([name, one]) => !known.has(name) && one !== null && one !== '').length
    : 0

/** `AIF.nodes[3].text` is the place, `text` the field. */
const last = (place: string): string => place.split('.').at(-1) ?? place

/** Throws `BadFile` with `place` where it is something else, or missing and needed. */
export function listOf(value: unknown, place: string, want: 'needed' | 'or-none'): readonly unknown[] {
  if (Array.isArray(value)) return value
  if ((value === undefined || value === null) && want === 'or-none') return []
  if (value === undefined) throw new BadFile('missing-field', { field: last(place) }, { place })
  throw new BadFile('wrong-type', { field: last(place), want: 'list' }, { place })
}

/** Throws `BadFile` with `place` where it is something else, or missing. */
export function textIn(value: unknown, place: string): string {
  if (typeof value === 'string') return value
  if (value === undefined) throw new BadFile('missing-field', { field: last(place) }, { place })
  throw new BadFile('wrong-type', { field: last(place), want: 'text' }, { place })
}

/** Ids are whole numbers or texts, in one file often both. */
export function idIn(value: unknown, place: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value === 'string' && value !== '' && value.length <= 200) return value
  if (value === undefined) throw new BadFile('missing-field', { field: last(place) }, { place })
  throw new BadFile('wrong-type', { field: last(place), want: 'id' }, { place })
}
