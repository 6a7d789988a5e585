/** Records put on a canvas and taken off it, as a drawing tool or an import brings them: checked whole before any is written. */
import * as Y from 'yjs'
import { fail, ok, type Result } from '../../problem.ts'
import { canvasMap, isMap } from '../doc.ts'
import { between } from '../order.ts'
import { done, wrong, type Done, type Edit } from '../verb.ts'
import { classOf, partField, rulesOf, type RecordClass } from './fields.ts'
import { isLockedPart } from './parts.ts'
import { canvasLimits, pageId, type Canvas, type CanvasRecord, type ParentId, type RecordId } from './schema.ts'
import { isRecordId } from './values.ts'
import { dropRecord, flatten, holdsRecord, writeRecord } from './write.ts'

/** A text that no shape may hold, as a Problem; null where it may. */
export const tooLong = (text: string): Result<never> | null =>
  text.length > canvasLimits.text ? fail({ code: 'too-large', limit: canvasLimits.text, size: text.length }) : null

/** In front of everything on the page, or in this parent. */
export function indexAbove(canvas: Canvas, parent: ParentId = pageId): string {
  const last = canvas.children.get(parent)?.at(-1)
  return between(last === undefined ? null : (canvas.shapes.get(last)?.index ?? null), null)
}

/** Why a record may not be written as it is: a field that has no place or holds what it cannot. */
export function badField(record: CanvasRecord): string | null {
  const of = classOf(record.id)
  const rules = of === null ? null : rulesOf(of, record.type)
  if (rules === null) return 'id'
  for (const [field, value] of flatten(record)) if (field !== 'id' && rules.get(field)?.(value) !== true) return field
  return null
}

/** Why a record may not be added, as a Problem; null where it may. */
export function cannotAdd(doc: Y.Doc, record: CanvasRecord): Result<never> | null {
  const map = canvasMap(doc)
  if (!isRecordId(record.id) || map.has(record.id)) return wrong('id', 'not a new id')
  const field = badField(record)
  if (field !== null) return wrong(field, 'cannot hold this')
  const of = classOf(record.id)
  return of !== null && countOf(map, of) >= mostOf[of]
    ? fail({ code: 'board-full', what: 'shapes', limit: mostOf[of] })
    : null
}

export type RecordChanges = {
  /** Each with the record as it was, if there was one: only what changed is written. */
  readonly put: readonly { readonly record: CanvasRecord; readonly before: CanvasRecord | null }[]
  readonly drop: readonly RecordId[]
  readonly at: number
  /** False for anyone who may not touch frames and parts: a change that does is refused here, before the gate has to. */
  readonly arranges?: boolean
}

/** What a drawing tool did in one go, one transaction. All of it or, with a Problem, nothing. */
export function writeRecords(doc: Y.Doc, origin: Edit, { put, drop, at, arranges = true }: RecordChanges): Done {
  const map = canvasMap(doc)
  if (!arranges) {
    const held = (id: string): boolean => {
      const entry = map.get(id)
      return isMap(entry) && (entry.get('type') === 'frame' || entry.has(partField))
    }
    const touches =
      drop.some(held) ||
      put.some(({ record }) => held(record.id) || (record.typeName === 'shape' && isLockedPart(record)))
    if (touches) return fail({ code: 'refused', why: 'locked' })
  }
  const added = { shape: 0, binding: 0, asset: 0 }
  for (const { record } of put) {
    const of = classOf(record.id)
    const field = badField(record)
    if (of === null || field !== null) return wrong(field ?? 'id', 'cannot hold this')
    const long = record.type === 'element' ? tooLong(record.props.text) : null
    if (long !== null) return long
    if (!holdsRecord(map, record.id)) added[of] += 1
  }
  for (const what of ['shape', 'binding', 'asset'] as const)
    if (added[what] > 0 && countOf(map, what) + added[what] > mostOf[what])
      return fail({ code: 'board-full', what: 'shapes', limit: mostOf[what] })
  doc.transact(() => {
    for (const { record, before } of put) writeRecord(map, record, before)
    for (const id of drop) dropRecord(map, id, at)
  }, origin)
  return done
}

const mostOf = { shape: canvasLimits.shapes, binding: canvasLimits.bindings, asset: canvasLimits.assets } as const

function countOf(map: Y.Map<unknown>, of: RecordClass): number {
  let count = 0
  for (const id of map.keys()) if (classOf(id) === of && holdsRecord(map, id)) count += 1
  return count
}

/** Has it the make of a canvas's record? Whether its fields may hold what they hold is `badField`'s to say. */
export function isRecord(value: unknown): value is CanvasRecord {
  if (typeof value !== 'object' || value === null) return false
  if (!('id' in value && 'typeName' in value && 'type' in value && 'props' in value && 'meta' in value)) return false
  const { id, typeName, type, props, meta } = value
  const of = typeof id === 'string' ? classOf(id) : null
  if (of === null || of !== typeName || rulesOf(of, type) === null) return false
  return typeof props === 'object' && props !== null && typeof meta === 'object' && meta !== null
}

/** Any record, as a drawing tool or an import brings it. */
export function addRecord(doc: Y.Doc, origin: Edit, record: CanvasRecord): Result<string> {
  const problem = cannotAdd(doc, record)
  if (problem !== null) return problem
  if (record.type === 'element') {
    const long = tooLong(record.props.text)
    if (long !== null) return long
  }
  doc.transact(() => writeRecord(canvasMap(doc), record), origin)
  return ok(record.id)
}
