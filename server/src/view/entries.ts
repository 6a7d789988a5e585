/** Roots whose entries stand whole: an entry is set anew when a field of it differs, and deleted when it should not be there. */
import { bareShape, type ViewShape } from '@tablee/shared/view/shapes'
import type { Map as YMap } from 'yjs'

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
/** Lists and what has fields of its own are compared member by member, everything else by identity. */
function same(a: unknown, b: unknown): boolean {
  if (a === b || !isFields(a) || !isFields(b)) return a === b
  const members = Object.keys(a)
  return members.length === Object.keys(b).length && members.every((one) => same(a[one], b[one]))
}

/** As `same`, of an entry. */
export function sameFields(a: Fields, b: Fields): boolean {
  const fields = Object.keys(a)
  return a === b || (fields.length === Object.keys(b).length && fields.every((field) => same(a[field], b[field])))
}

/** `before` is what the root holds: a comparison in memory, because reading 2,000 entries at each tick would cost more. */
export function showEntries<T extends Fields>(
  root: YMap<unknown>,
  before: Readonly<Record<string, T>>,
  wanted: Readonly<Record<string, T>>,
  entryOf: (entry: T) => Fields = (entry) => entry,
): void {
  if (before === wanted) return
  for (const id of Object.keys(before)) if (!Object.hasOwn(wanted, id)) root.delete(id)
  for (const [id, entry] of Object.entries(wanted)) {
    const was = before[id]
    if (was === undefined || !sameFields(was, entry)) root.set(id, entryOf(entry))
  }
}

const bare: Fields = bareShape
/** A shape of a canvas. What is as in a bare one is left out: the reader knows. */
export const shapeEntry = (shape: ViewShape): Fields =>
  Object.fromEntries(Object.entries(shape).filter(([field, value]) => field === 'type' || !same(value, bare[field])))
