/**
 * "Put it back": what one person moved or deleted, restored from the journal, without touching what others did since.
 *
 * The board's rows are replayed in order. Of each place (and each size) of a shape the *last* hand counts: what it was
 * before that hand came, and what that hand left. It goes back only if it still is as that hand left it. A shape that
 * somebody deleted comes back as it was, unless it was theirs alone: what a person made and took away stays away. A text
 * comes back where most of it was taken out; what a person wrote is theirs to have written, and stays.
 */
import * as Y from 'yjs'
import { boardReplay } from '../anew.ts'
import { canvasMap, isMap, isText, newBoardDoc } from '../doc.ts'
import { entryAbove } from '../read.ts'
import { difference } from '../text.ts'
import type { Edit } from '../verb.ts'
import { classOf, goneField, textField } from './fields.ts'
import { sameData } from './same.ts'
import { canvasLimits, pageId } from './schema.ts'
import { isBindingId } from './values.ts'
import { holdsRecord, writeText } from './write.ts'

/** Fields that mean one thing together: half of a place is no place. */
const units: readonly (readonly string[])[] = [
  ['x', 'y', 'rotation', 'parentId'],
  ['props.w', 'props.h'],
  ['props.start', 'props.end', 'props.bend'],
  // What a place says of an element: it goes back with the place, and never by itself.
  ['props.horizon', 'props.level'],
]
const poseUnit = 0
const meaningUnit = 3
const textUnit = units.length
const unitOf = new Map(units.flatMap((fields, n) => fields.map((field) => [field, n] as const)))

/** A row of the board's journal, as far as it matters here. `hand` is null for what the server wrote. */
export type TraceRow = {
  readonly hand: string | null
  readonly author: string
  readonly at: number
  readonly epoch: number
  readonly update: Uint8Array
}
export type Mover = {
  readonly hand: string
  /** A role, or a role and a seat: as of the last row. */
  readonly author: string
  readonly moved: number
  /** Shapes, and texts that were emptied. */
  readonly deleted: number
  readonly last: number
}

type Value = { readonly before: unknown; readonly now: unknown }
type Content = { fields: Map<string, unknown>; text: string | null }
type Known = Content & {
  /** Everybody who made or changed it; null is the server. */
  readonly hands: Set<string | null>
  /** Made inside the time that is looked at, by this hand. */
  readonly fresh: string | null | undefined
  readonly moves: Map<number, { readonly hand: string; readonly fields: Map<string, Value> }>
}
type Deleted = { readonly hand: string; readonly content: Content; readonly marked: boolean }

const stands = (canvas: Y.Map<unknown>, parent: unknown): boolean =>
  parent === pageId || (typeof parent === 'string' && holdsRecord(canvas, parent))

const textIn = (entry: Y.Map<unknown>): string | null => {
  const text = entry.get(textField)
  return isText(text) ? text.toString() : null
}

/** Made by this hand while we look, and nobody else had a hand in it. */
const theirsAlone = (one: Known, hand: string): boolean => one.fresh === hand && one.hands.size === 1

export type Trace = ReturnType<typeof createTrace>

/** Rows are given to it in order, from the board's first; `since` (ms since 1970) is from when on a hand counts. */
export function createTrace(since: number) {
  const doc = newBoardDoc()
  const rows = boardReplay(doc)
  const canvas = canvasMap(doc)
  const known = new Map<string, Known>()
  const deleted = new Map<string, Deleted>()
  const hands = new Map<string, { author: string; last: number }>()
  let row: TraceRow | null = null

  canvas.observeDeep((events) => {
    if (row === null) return
    for (const event of events) {
      if (event.target === canvas) {
        for (const id of event.changes.keys.keys()) if (classOf(id) !== null) madeOrGone(id, row)
      } else {
        const id = entryAbove(event.target, canvas)
        const one = id === null ? undefined : known.get(id)
        const entry = id === null ? undefined : canvas.get(id)
        if (id === null || one === undefined || !isMap(entry)) continue
        one.hands.add(row.hand)
        if (event.target === entry) {
          const fields = event.changes.keys
          // A device that puts an orphan right moves nothing: it writes down where the shape is seen.
          const rightly = fields.has('parentId') && !stands(canvas, one.fields.get('parentId'))
          for (const field of fields.keys()) changed(id, one, entry, field, row, rightly)
        } else {
          const before = one.text
          one.text = textIn(entry)
          follow(one, textUnit, textField, before, one.text, row)
        }
      }
    }
  })

  function madeOrGone(id: string, { hand, at }: TraceRow): void {
    const one = known.get(id)
    const entry = canvas.get(id)
    if (!isMap(entry)) {
      known.delete(id)
      deleted.delete(id)
      if (one !== undefined && hand !== null && at >= since && !theirsAlone(one, hand))
        deleted.set(id, { hand, content: one, marked: false })
      return
    }
    deleted.delete(id)
    const fields = new Map<string, unknown>()
    for (const [field, value] of entry.entries()) if (!isText(value)) fields.set(field, value)
    known.set(id, {
      fields,
      text: textIn(entry),
      hands: new Set([...(one?.hands ?? []), hand]),
      fresh: at >= since && one === undefined ? hand : undefined,
      moves: new Map(),
    })
  }

  function changed(id: string, one: Known, entry: Y.Map<unknown>, field: string, by: TraceRow, rightly: boolean): void {
    const { hand, at } = by
    const value = entry.get(field)
    const before = one.fields.get(field)
    if (isText(value)) one.text = value.toString()
    else if (value === undefined) one.fields.delete(field)
    else one.fields.set(field, value)
    // Two who deleted it, or laid it in the same place: the second changed nothing.
    if (field === goneField ? (value === undefined) === (before === undefined) : sameData(before, value)) return
    if (field === goneField) {
      deleted.delete(id)
      if (value !== undefined && hand !== null && at >= since && !theirsAlone(one, hand))
        deleted.set(id, { hand, content: one, marked: true })
      return
    }
    const unit = unitOf.get(field)
    if (unit !== undefined && !(rightly && unit === poseUnit)) follow(one, unit, field, before, value, by)
  }

  /** Whose hand a unit was in last, and what it was before that. */
  function follow(
    one: Known,
    unit: number,
    field: string,
    before: unknown,
    value: unknown,
    { hand, at }: TraceRow,
  ): void {
    const last = one.moves.get(unit)
    if (hand === null || at < since || theirsAlone(one, hand)) {
      one.moves.delete(unit)
    } else if (last?.hand === hand) {
      last.fields.set(field, { before: (last.fields.get(field) ?? { before }).before, now: value })
    } else one.moves.set(unit, { hand, fields: new Map([[field, { before, now: value }]]) })
  }

  return {
    take(next: TraceRow): void {
      row = next
      if (next.hand !== null && next.at >= since) hands.set(next.hand, { author: next.author, last: next.at })
      try {
        rows.take({ epoch: next.epoch, data: next.update })
      } catch {
        // The board has put this row aside, so it is not on the canvas either.
      } finally {
        row = null
      }
    },

    /** Who moved or deleted something that can go back, the latest first. */
    hands(): readonly Mover[] {
      const found: Mover[] = []
      for (const [hand, { author, last }] of hands) {
        let moved = 0
        let gone = 0
        for (const [id, { moves }] of known) {
          const theirs = [...moves].filter(([, move]) => move.hand === hand && isLeft(canvas.get(id), move.fields))
          if (theirs.some(([unit]) => unit !== textUnit && unit !== meaningUnit)) moved += 1
          if (theirs.some(([unit]) => unit === textUnit)) gone += 1
        }
        for (const [id, one] of deleted) if (one.hand === hand && classOf(id) === 'shape') gone += 1
        if (moved + gone > 0) found.push({ hand, author, moved, deleted: gone, last })
      }
      return found.sort((a, b) => b.last - a.last || (a.hand < b.hand ? -1 : 1))
    },

    /** Writes it; how many records were restored. What has changed since the trace was taken stays as it is. */
    apply(board: Y.Doc, origin: Edit, hand: string): number {
      const map = canvasMap(board)
      let restored = 0
      let shapes = 0
      for (const id of map.keys()) if (classOf(id) === 'shape' && holdsRecord(map, id)) shapes += 1
      board.transact(() => {
        const theirs = [...deleted].filter(([, one]) => one.hand === hand)
        // What holds on to others comes after them: an end of an arrow has to find both.
        for (const [id, one] of theirs.sort(([a], [b]) => Number(isBindingId(a)) - Number(isBindingId(b)))) {
          const entry = map.get(id)
          if (one.marked ? !isMap(entry) || !entry.has(goneField) : entry !== undefined) continue
          if (classOf(id) === 'shape' && shapes >= canvasLimits.shapes) continue
          if (isBindingId(id) && !endsOf(one.content).every((end) => holdsRecord(map, end))) continue
          if (one.marked && isMap(entry)) entry.delete(goneField)
          else map.set(id, entryOf(one.content))
          if (classOf(id) === 'shape') shapes += 1
          restored += 1
        }
        for (const [id, { moves }] of known) {
          const entry = map.get(id)
          let moved = false
          const theirs = [...moves].filter(([, move]) => move.hand === hand && isLeft(entry, move.fields))
          const placed = theirs.some(([unit]) => unit === poseUnit)
          for (const [unit, move] of theirs) {
            if (!isMap(entry) || (unit === meaningUnit && !placed)) continue
            for (const [field, { before }] of move.fields) {
              if (field === textField) writeText(entry, typeof before === 'string' ? before : '')
              else if (before !== undefined || unit === meaningUnit) entry.set(field, before ?? null)
            }
            moved = true
          }
          if (moved) restored += 1
        }
      }, origin)
      return restored
    },
  }
}

/** Moved away and back is not moved; of a text, only most of it taken out counts. */
const isMove = (fields: ReadonlyMap<string, Value>): boolean =>
  [...fields].some(([field, { before, now }]) => (field === textField ? isErased(before, now) : !sameData(before, now)))

/** Was it moved, and is it still as that hand left it? */
const isLeft = (entry: unknown, fields: ReadonlyMap<string, Value>): boolean =>
  isMap(entry) &&
  !entry.has(goneField) &&
  isMove(fields) &&
  [...fields].every(([field, { now }]) => sameData(valueIn(entry, field), now))

function isErased(before: unknown, now: unknown): boolean {
  if (typeof before !== 'string') return false
  const { remove, insert } = difference(before, typeof now === 'string' ? now : '')
  return remove * 2 > before.length && remove > insert.length
}

function valueIn(entry: Y.Map<unknown>, field: string): unknown {
  const value = entry.get(field)
  return isText(value) ? value.toString() : value
}

const endsOf = ({ fields }: Content): readonly string[] => ['fromId', 'toId'].map((field) => String(fields.get(field)))

function entryOf({ fields, text }: Content): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  for (const field of ['typeName', 'type']) if (fields.has(field)) entry.set(field, fields.get(field))
  for (const [field, value] of fields) if (field !== goneField) entry.set(field, value)
  if (text !== null) entry.set(textField, new Y.Text(text))
  return entry
}
