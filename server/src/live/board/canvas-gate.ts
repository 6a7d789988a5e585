/**
 * The gate's rules for the vision canvas: which record a struct belongs to, what that record is, and what its fields may
 * hold. A frame or a part of the template is the facilitator's, judged by the record as it is committed *and* by what
 * the same update makes of it: nobody turns a shape into a frame, or a part into a shape, on the way past.
 *
 * One per judgement. A record whose type is not known yet (an offline spell may be cut between two fields) takes what
 * any type would take; the update that brings the type is then asked of all its fields.
 */
import * as Y from 'yjs'
import { canvasRoot } from '@tablee/shared/board/doc'
import { canvasLimits, documentId, pageId } from '@tablee/shared/board/canvas/schema'
import { partIdPrefix } from '@tablee/shared/board/canvas/parts'
import {
  classOf,
  goneField,
  isServerValue,
  linkPrefix,
  partField,
  rulesOf,
  textField,
  typesOf,
  type RecordClass,
} from '@tablee/shared/board/canvas/fields'
import type { CanvasRecordKind, Touch } from '@tablee/shared/board/paths'
import { isMoment } from '@tablee/shared/board/words'
import { isId } from '@tablee/shared/ids'
import type { Struct } from '../decode.ts'
import type { Structs } from '../resolve.ts'
import type { BoardRegion } from './gate.ts'

export type CanvasContainer =
  /** A record's fields. `type` is null for one that this update brings. */
  | {
      readonly kind: 'record'
      readonly id: string
      readonly record: string
      readonly type: Y.AbstractType<unknown> | null
    }
  /** The text of an element. */
  | {
      readonly kind: 'label'
      readonly id: string
      readonly record: string
      readonly type: Y.AbstractType<unknown> | null
    }

type Allows = (touch: Touch) => boolean
type Above = CanvasContainer | { readonly kind: 'root'; readonly root: string }

/** The container that an item makes which holds a type, or why none may lie there. */
export function canvasContainerIn(
  above: Above,
  key: string | null,
  id: string,
  type: Y.AbstractType<unknown> | null,
): CanvasContainer | string {
  if (above.kind === 'root' && key !== null) return { kind: 'record', id, record: key, type }
  if (above.kind === 'record' && key === textField) return { kind: 'label', id, record: above.record, type }
  return 'depth'
}

/** Room above the screen's limits for what honest editors write at once. */
const slack = {
  shape: canvasLimits.shapes + 200,
  binding: canvasLimits.bindings + 400,
  asset: canvasLimits.assets + 20,
  text: canvasLimits.text * 2,
  links: canvasLimits.links + 10,
  /** Frames and groups that were deleted keep their place; a table that groups and ungroups all day makes some hundreds. */
  gone: 4_000,
} as const

/** The value of a plain field that the document holds. */
function committed(type: Y.AbstractType<unknown> | null | undefined, field: string): unknown {
  const item = type?._map.get(field)
  if (item === undefined || item.deleted || !(item.content instanceof Y.ContentAny)) return undefined
  return item.content.arr.at(-1)
}
/** All but the last are deleted already: a device that can undo keeps, and merges, what a field held before. */
const valuesOf = (struct: Struct): readonly unknown[] =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : []

export class CanvasGate {
  private readonly doc: Y.Doc
  /** Per container: the type that this update gives it. */
  private readonly types = new Map<string, unknown>()
  /** Record ids that this update makes a frame or a part. */
  private readonly frames = new Set<string>()
  private readonly parts = new Set<string>()
  private readonly kinds = new Map<string, CanvasRecordKind | null>()
  private readonly added: Readonly<Record<RecordClass, Set<string>>> = {
    shape: new Set(),
    binding: new Set(),
    asset: new Set(),
  }
  private readonly grown = new Map<string, { by: number; record: string; type: Y.AbstractType<unknown> | null }>()
  private readonly linked = new Map<string, { by: number; record: string; type: Y.AbstractType<unknown> | null }>()

  constructor(doc: Y.Doc, structs: Structs<BoardRegion>) {
    this.doc = doc
    for (const resolved of structs.values())
      for (const { struct, place } of resolved) {
        const { container, key } = place
        if (container.kind !== 'inside' || container.region.kind !== 'record') continue
        const { id, record } = container.region
        if (key === 'type') {
          for (const type of valuesOf(struct)) {
            this.types.set(id, type)
            if (type === 'frame') this.frames.add(record)
          }
        } else if (key === partField) this.parts.add(record)
      }
  }

  private live(record: string): Y.AbstractType<unknown> | null {
    const item = this.doc.share.get(canvasRoot)?._map.get(record)
    return item !== undefined && !item.deleted && item.content instanceof Y.ContentType ? item.content.type : null
  }

  /** What this record is to `mayTouch`; null where no record can be. */
  private kindOf(record: string, type: Y.AbstractType<unknown> | null): CanvasRecordKind | null {
    const known = this.kinds.get(record)
    const at = known === undefined ? this.derive(record) : known
    this.kinds.set(record, at)
    if (at !== 'shape' || type === null) return at
    // A record that was overwritten meanwhile: what it was counts as well.
    return isPart(type) ? 'part' : committed(type, 'type') === 'frame' ? 'frame' : at
  }

  private derive(record: string): CanvasRecordKind | null {
    if (record === pageId || record === documentId) return 'server'
    const of = classOf(record)
    if (of !== 'shape') return of
    const live = this.live(record)
    if (record.startsWith(partIdPrefix) || this.parts.has(record) || isPart(live)) return 'part'
    return this.frames.has(record) || committed(live, 'type') === 'frame' ? 'frame' : 'shape'
  }

  private asked(
    record: string,
    type: Y.AbstractType<unknown> | null,
    change: 'write' | 'delete',
    allows: Allows,
  ): string | null {
    const kind = this.kindOf(record, type)
    if (kind === null) return 'key'
    if (allows({ root: 'canvas', record: kind, change })) return null
    return kind === 'server' ? 'server-only' : kind === 'part' || kind === 'frame' ? 'locked' : 'not-allowed'
  }

  /** Why this struct may not stand at its place on the canvas, or null. */
  check(struct: Y.Item, container: Above, key: string | null, allows: Allows): string | null {
    const { content } = struct
    const removed = content instanceof Y.ContentDeleted
    if (container.kind === 'label') {
      const why = this.asked(container.record, null, 'write', allows)
      if (why !== null) return why
      if (key !== null) return 'content'
      if (removed) return null
      if (!(content instanceof Y.ContentString)) return 'content'
      this.grow(this.grown, container, content.getLength())
      return null
    }
    if (key === null) return 'list'
    if (container.kind === 'root') {
      const why = this.asked(key, null, 'write', allows)
      if (why !== null) return why
      if (removed) return null
      if (!(content instanceof Y.ContentType) || content.type.constructor !== Y.Map) return 'content'
      const of = classOf(key)
      if (of !== null) this.added[of].add(key)
      return null
    }
    const why = this.asked(container.record, container.type, 'write', allows)
    if (why !== null) return why
    const of = classOf(container.record)
    // Only in recovery does a device bring what the server wrote.
    if (of === null) return removed || every(struct, (value) => isServerValue(key, value)) ? null : 'value'
    return this.checkField(struct, container, of, key)
  }

  private checkField(
    struct: Y.Item,
    container: Extract<CanvasContainer, { kind: 'record' }>,
    of: RecordClass,
    field: string,
  ): string | null {
    const { content } = struct
    const held = committed(container.type, 'type')
    const given = this.types.get(container.id)
    if (held !== undefined && given !== undefined && held !== given) return 'record-type'
    const type = held ?? given
    if (type !== undefined && rulesOf(of, type) === null) return 'record-type'
    const types = type === undefined ? typesOf(of) : [type]
    const element = of === 'shape' && types.includes('element')
    // An arrow has a field of this name too: its label, which is plain.
    if (field === textField && element) {
      if (content instanceof Y.ContentType) return content.type.constructor === Y.Text ? null : 'content'
      if (type !== undefined) return content instanceof Y.ContentDeleted ? null : 'content'
    }
    if (field.startsWith(linkPrefix)) {
      if (!element) return 'field'
      if (!isId(field.slice(linkPrefix.length))) return 'key'
      if (content instanceof Y.ContentDeleted) return null
      if (!every(struct, isMoment)) return 'value'
      this.grow(this.linked, container, 1)
      return null
    }
    const rules = types.flatMap((one) => rulesOf(of, one)?.get(field) ?? [])
    if (rules.length === 0) return 'field'
    if (content instanceof Y.ContentDeleted) return null
    if (!every(struct, (value) => rules.some((rule) => rule(value)))) return 'value'
    const value = valuesOf(struct).at(-1)
    if (field === 'parentId' && value !== pageId && this.kindOf(container.record, container.type) === 'part')
      return 'value'
    // The type of a record that stood without one: what it holds already must fit as well.
    if (field === 'type' && held === undefined && container.type !== null)
      return this.checkHeld(container.type, of, value)
    return null
  }

  private checkHeld(type: Y.AbstractType<unknown>, of: RecordClass, as: unknown): string | null {
    const rules = rulesOf(of, as)
    for (const [field, item] of type._map) {
      if (item.deleted) continue
      if (field === textField && item.content instanceof Y.ContentType) {
        if (as !== 'element') return 'field'
      } else if (field.startsWith(linkPrefix)) {
        if (as !== 'element') return 'field'
      } else if (rules?.get(field)?.(committed(type, field)) !== true) return 'value'
    }
    return null
  }

  /** Why the content of this place may not be deleted, or null. `by` units of text go. */
  checkDelete(container: Above, key: string | null, by: number, allows: Allows): string | null {
    if (container.kind === 'root') return key === null ? 'list' : this.asked(key, null, 'delete', allows)
    const type = container.kind === 'record' ? container.type : null
    const why = this.asked(container.record, type, 'delete', allows)
    if (why !== null) return why
    if (container.kind === 'label') this.grow(this.grown, container, -by)
    else if (key?.startsWith(linkPrefix) === true) this.grow(this.linked, container, -1)
    return null
  }

  private grow(
    sums: Map<string, { by: number; record: string; type: Y.AbstractType<unknown> | null }>,
    { id, record, type }: CanvasContainer,
    by: number,
  ): void {
    const found = sums.get(id)
    if (found === undefined) sums.set(id, { by, record, type })
    else found.by += by
  }

  over(): { why: string; at: string } | null {
    for (const { by, record, type } of this.grown.values())
      if (by > 0 && (type?._length ?? 0) + by > slack.text) return { why: 'text-too-long', at: record }
    for (const { by, record, type } of this.linked.values()) {
      if (by <= 0) continue
      let live = 0
      for (const [field, item] of type?._map ?? []) if (!item.deleted && field.startsWith(linkPrefix)) live += 1
      if (live + by > slack.links) return { why: 'too-many-links', at: record }
    }
    for (const what of ['shape', 'binding', 'asset'] as const) {
      const added = this.added[what]
      const [first] = added
      if (first === undefined) continue
      let live = 0
      let gone = 0
      for (const [key, item] of this.doc.share.get(canvasRoot)?._map ?? []) {
        if (item.deleted || added.has(key) || !key.startsWith(`${what}:`)) continue
        if (isGone(item)) gone += 1
        else live += 1
      }
      if (live + added.size > slack[what] || gone > slack.gone) return { why: `board-full-${what}s`, at: first }
    }
    return null
  }
}

const isGone = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentType && content.type._map.get(goneField)?.deleted === false

const isPart = (type: Y.AbstractType<unknown> | null): boolean => {
  const item = type?._map.get(partField)
  return item !== undefined && !item.deleted
}

const every = (struct: Struct, good: (value: unknown) => boolean): boolean => {
  const values = valuesOf(struct)
  return values.length > 0 && values.every(good)
}
