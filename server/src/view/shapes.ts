/** The shapes of a view's canvas in its document: each one entry, set anew when anything of it differs. */
import { bareShape, type ViewShape, type ViewShapes } from '@tablee/shared/view/shapes'
import type { Map as YMap } from 'yjs'

/** `before` is what the root holds: compared in memory, because reading 2,000 shapes at each tick would cost more. */
export function showShapes(root: YMap<unknown>, before: ViewShapes, wanted: ViewShapes): void {
  if (before === wanted) return
  for (const id of Object.keys(before)) if (!Object.hasOwn(wanted, id)) root.delete(id)
  for (const [id, shape] of Object.entries(wanted)) {
    const was = before[id]
    if (was === undefined || !sameShape(was, shape)) root.set(id, entryOf(shape))
  }
}

const fields = Object.keys(bareShape) as (keyof ViewShape)[]
const same = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, n) => value === b[n]))
const sameShape = (a: ViewShape, b: ViewShape): boolean => a === b || fields.every((field) => same(a[field], b[field]))

/** What is as in a bare shape is left out: the reader knows. */
const entryOf = (shape: ViewShape): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fields.flatMap((field) =>
      field !== 'type' && same(shape[field], bareShape[field]) ? [] : [[field, shape[field]] as const],
    ),
  )
