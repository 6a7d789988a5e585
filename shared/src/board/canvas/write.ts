/**
 * A record written into the document, field by field: what a drawing tool hands over becomes the smallest change. All
 * other writers of the canvas (verbs, templates, repair) go through here.
 *
 * Invariant: `typeName` and `type` are written first. An offline spell may be cut anywhere between two fields, and the
 * gate must know what a record is before it can say what its fields may hold.
 */
import * as Y from 'yjs'
import { isMap, isText } from '../doc.ts'
import { difference, plainText } from '../text.ts'
import { goneField, textField } from './fields.ts'
import { sameData } from './same.ts'
import { containerTypes, type CanvasRecord, type RecordId } from './schema.ts'

/** The plain fields of a record as they lie in the document; the text of an element is apart. */
export function flatten(record: CanvasRecord): ReadonlyMap<string, unknown> {
  const { id: _, props, meta, ...base } = record
  const flat = new Map<string, unknown>([
    ['typeName', record.typeName],
    ['type', record.type],
  ])
  const add = (prefix: string, fields: object): void => {
    for (const [key, value] of Object.entries(fields) as [string, unknown][])
      if (value !== undefined) flat.set(`${prefix}${key}`, value)
  }
  add('', base)
  add('props.', props)
  add('meta.', meta)
  if (record.type === 'element') flat.delete(textField)
  return flat
}

/** Null for what has no text of its own in the document. */
export const textOf = (record: CanvasRecord): string | null =>
  record.type === 'element' ? plainText(record.props.text) : null

function newEntry(record: CanvasRecord): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  for (const [field, value] of flatten(record)) entry.set(field, value)
  const text = textOf(record)
  if (text !== null) entry.set(textField, new Y.Text(text))
  return entry
}

/** Sets the text, changing only the stretch that differs, so that others who write in it keep theirs. */
export function writeText(entry: Y.Map<unknown>, next: string): void {
  const text = entry.get(textField)
  if (!isText(text)) {
    entry.set(textField, new Y.Text(next))
    return
  }
  const now = text.toString()
  if (now === next) return
  const change = text.length === now.length ? difference(now, next) : { at: 0, remove: text.length, insert: next }
  if (change.remove > 0) text.delete(change.at, change.remove)
  if (change.insert !== '') text.insert(change.at, change.insert)
}

/**
 * Inside a transaction. With the record as it was `before`, only what changed since is written, so that what somebody
 * else wrote into the other fields stays.
 */
export function writeRecord(canvas: Y.Map<unknown>, record: CanvasRecord, before: CanvasRecord | null = null): void {
  const entry = canvas.get(record.id)
  if (!isMap(entry) || entry.get('type') !== record.type) {
    canvas.set(record.id, newEntry(record))
    return
  }
  if (entry.has(goneField)) entry.delete(goneField)
  const next = flatten(record)
  const last = before === null || before.type !== record.type ? null : flatten(before)
  for (const [field, value] of next) {
    if (last !== null && last.has(field) && sameData(last.get(field), value)) continue
    if (!sameData(entry.get(field), value)) entry.set(field, value)
  }
  // Its parent is gone, and reading has settled it elsewhere: anyone who writes on it writes where it is seen.
  if (record.typeName === 'shape' && entry.get('parentId') !== record.parentId)
    for (const field of ['parentId', 'x', 'y', 'rotation'] as const)
      if (entry.get(field) !== record[field]) entry.set(field, record[field])
  for (const field of last?.keys() ?? []) if (!next.has(field) && entry.has(field)) entry.delete(field)
  const text = textOf(record)
  if (text !== null && (before === null || textOf(before) !== text)) writeText(entry, text)
}

/**
 * Inside a transaction. A frame or group is marked and not deleted: what somebody else moves into it at the same time
 * would otherwise not know where it is.
 */
export function dropRecord(canvas: Y.Map<unknown>, id: RecordId, at: number): void {
  const entry = canvas.get(id)
  if (entry === undefined) return
  const type = isMap(entry) ? entry.get('type') : null
  const holds = [...containerTypes].some((one) => one === type)
  if (isMap(entry) && holds) {
    if (!entry.has(goneField)) entry.set(goneField, Math.max(1, Math.floor(at)))
  } else canvas.delete(id)
}

/** Does the document hold this shape, and not only the place of one that was deleted? */
export function holdsRecord(canvas: Y.Map<unknown>, id: string): boolean {
  const entry = canvas.get(id)
  return isMap(entry) && !entry.has(goneField)
}
