/**
 * The board's regions: entries and their wordings, words, where they are placed, the canvas and the minutes; what each may
 * hold and who may touch it. The gate (`live/gate`) asks this of every struct and deletion of an update.
 */
import * as Y from 'yjs'
import { canvasRoot, notesRoot } from '@tablee/shared/board/doc'
import { mayTouch, type Touch } from '@tablee/shared/board/paths'
import { isId, isSeatCode, type NodeId } from '@tablee/shared/ids'
import type { BoardState } from '@tablee/shared/roles'
import { createGate, type Examiner, type GateContext } from '../gate.ts'
import type { Inside, Root } from '../resolve.ts'
import { CanvasGate, canvasContainerIn, type CanvasContainer } from './canvas-gate.ts'
import { entryFields, knownRoots, markValue, placedValue, wordsValue } from './fields.ts'
import { Ledger } from './ledger.ts'
import { checkNotes, notesContainerIn, type NotesContainer } from './notes-gate.ts'
import { movedUnderVote } from './votes.ts'

/** `type` is null for a wording that this update brings. */
export type Wording = {
  readonly kind: 'text'
  readonly id: string
  readonly entry: string
  readonly type: Y.AbstractType<unknown> | null
}
type Entry = { readonly kind: 'entry'; readonly id: string; readonly root: string; readonly entry: string }
export type BoardRegion = Entry | Wording | NotesContainer | CanvasContainer
type Spot = Root | BoardRegion

export type BoardAsked = {
  readonly state: BoardState
  /**
   * Wordings that are being voted on, each as people vote on it (null: while it is being read). They hold still; whatever
   * else happens to the entry goes on, also that it is deleted.
   */
  readonly locked?: ReadonlyMap<NodeId, string | null>
  /** Whether words of this id would be taken for a sheet that somebody wrote alone: only the server lays those. */
  readonly isSheet?: (words: string) => boolean
}
type Allows = (touch: Touch) => boolean

const inNotes = (spot: Spot): spot is NotesContainer | (Root & { readonly root: typeof notesRoot }) =>
  spot.kind === 'element' || spot.kind === 'letters' || (spot.kind === 'root' && spot.root === notesRoot)
const onCanvas = (spot: Spot): spot is CanvasContainer | (Root & { readonly root: typeof canvasRoot }) =>
  spot.kind === 'record' || spot.kind === 'label' || (spot.kind === 'root' && spot.root === canvasRoot)

/** Entries lie in roots, wordings in entries, nothing lies deeper. */
const inside: Inside<BoardRegion> = (above, key, { id, type, content }) => {
  if (inNotes(above)) return notesContainerIn(above, key, id, content)
  if (onCanvas(above)) return canvasContainerIn(above, key, id, type)
  if (above.kind === 'root' && key !== null) return { kind: 'entry', id, root: above.root, entry: key }
  if (above.kind === 'entry' && key === 'wording') return { kind: 'text', id, entry: above.entry, type }
  return 'depth'
}

function named(spot: Spot, key: string | null): string | null {
  switch (spot.kind) {
    case 'root':
      return key
    case 'entry':
    case 'text':
      return spot.entry
    case 'record':
    case 'label':
      return spot.record
    default:
      return null
  }
}

export const judge = createGate<BoardRegion, BoardAsked>({
  roots: knownRoots,
  inside,
  named,
  examine(doc, structs, asked) {
    const allows = allowed(asked)
    const ledger = new Ledger(doc, new CanvasGate(doc, structs))
    const edits = (): boolean => allows.own({ root: 'nodes', change: 'write' })
    return {
      edits,
      keys: ledger.words,
      struct(struct, spot, key, from) {
        // Who takes words back is the server's to say, and it said so before the restore. Believed from any device that may
        // edit, because forgetting it would show what somebody took back; counted, so that the organiser sees it.
        if (from === 'server' && isMark(struct, spot, key)) return edits() ? null : 'not-allowed'
        return checkStruct(doc, struct, spot, key, from === 'own' ? allows.own : allows.others, ledger)
      },
      deletion: (spot, key, units) => checkDeletion(spot, key, units, allows.deletions, ledger),
      whole(update) {
        const over = ledger.over()
        if (over !== null) return over
        // What a device hands in after a restore was saved once: a vote that is open meanwhile stands on the wording in its row.
        if (asked.recovery !== undefined) return null
        const voted = movedUnderVote(doc, update, ledger.wordings, asked.locked)
        if (voted !== null) return { why: 'voted-on', at: voted }
        const forged = ledger.words.find((id) => asked.isSheet?.(id) === true)
        return forged === undefined ? null : { why: 'words-written', at: forged }
      },
    } satisfies Examiner<BoardRegion>
  },
})

/** What may be touched: by whoever asks, for others whose work they hand in, and by deleting. Each asked once. */
function allowed({
  actor,
  state,
  recovery,
}: BoardAsked & GateContext): Readonly<Record<'own' | 'others' | 'deletions', Allows>> {
  const asked = new Map<string, boolean>()
  const own: Allows = (touch) => {
    const key =
      touch.root === 'words'
        ? `words:${touch.seat}`
        : touch.root === 'canvas'
          ? `canvas:${touch.record}:${touch.change}`
          : `${touch.root}:${touch.change}`
    let answer = asked.get(key)
    if (answer === undefined) {
      answer = mayTouch(actor, state, touch)
      asked.set(key, answer)
    }
    return answer
  }
  // Handing in what the whole table wrote, a device brings words of other seats than its own.
  const others: Allows = (touch) =>
    touch.root === 'words'
      ? (touch.seat === null || isSeatCode(touch.seat)) && own({ root: 'nodes', change: 'write' })
      : touch.root === 'canvas'
        ? own({ root: 'nodes', change: 'write' })
        : own(touch)
  // Deletions name nobody: what a facilitator's hand took off the canvas comes back with any device that may edit.
  const deletions: Allows = recovery === undefined ? own : (touch) => (touch.root === 'canvas' ? others : own)(touch)
  return { own, others, deletions }
}

/** A first, sound mark on words: withdrawn or redacted. */
function isMark({ content }: Y.Item, spot: Spot, key: string | null): boolean {
  if (spot.kind !== 'root' || (spot.root !== 'withdrawn' && spot.root !== 'redacted')) return false
  return content instanceof Y.ContentAny && content.arr.length === 1 && isId(key) && markValue(content.arr[0])
}

/** Why this item may not stand at its place, or null. */
function checkStruct(
  doc: Y.Doc,
  struct: Y.Item,
  spot: Spot,
  key: string | null,
  allows: Allows,
  ledger: Ledger,
): string | null {
  const { content } = struct
  if (spot.kind === 'text') {
    if (!allows({ root: 'nodes', change: 'write' })) return 'not-allowed'
    if (key !== null) return 'content'
    if (content instanceof Y.ContentDeleted) return null
    if (!(content instanceof Y.ContentString)) return 'content'
    ledger.wording(spot, content.getLength())
    return null
  }
  if (inNotes(spot)) return checkNotes(struct, spot, key, allows, ledger.notes)
  if (onCanvas(spot)) return ledger.canvas.check(struct, spot, key, allows)
  if (key === null) return 'list'
  return spot.kind === 'entry'
    ? checkField(struct, spot, key, allows, ledger)
    : checkKey(doc, struct, spot.root, key, allows, ledger)
}

/** A device that can undo keeps what a field held before, and Yjs sends such values on as one: each must be sound. */
function every({ content }: Y.Item, good: (value: unknown) => boolean): boolean {
  return content instanceof Y.ContentAny && content.arr.length > 0 && content.arr.every(good)
}

/** A field of an entry. */
function checkField(
  struct: Y.Item,
  { root, entry }: Entry,
  key: string,
  allows: Allows,
  ledger: Ledger,
): string | null {
  if (root !== 'nodes' && root !== 'relations') return 'depth'
  if (!allows({ root, change: 'write' })) return 'not-allowed'
  const field = Object.hasOwn(entryFields[root], key) ? entryFields[root][key] : undefined
  if (field === undefined) return 'field'
  if (field === 'text') ledger.wordings.add(entry)
  const { content } = struct
  if (content instanceof Y.ContentDeleted) return null
  if (field === 'text')
    return content instanceof Y.ContentType && content.type.constructor === Y.Text ? null : 'content'
  return every(struct, field) ? null : 'value'
}

/** A key of one of the board's roots. */
function checkKey(
  doc: Y.Doc,
  struct: Y.Item,
  root: string,
  key: string,
  allows: Allows,
  ledger: Ledger,
): string | null {
  const { content } = struct
  const removed = content instanceof Y.ContentDeleted
  switch (root) {
    case 'nodes':
    case 'relations':
      if (!allows({ root, change: 'write' })) return 'not-allowed'
      if (!isId(key)) return 'key'
      if (removed) return null
      if (!(content instanceof Y.ContentType) || content.type.constructor !== Y.Map) return 'content'
      ledger.entry(root, key)
      return null
    case 'placed':
      if (!allows({ root: 'placed', change: 'write' })) return 'not-allowed'
      if (!isId(key)) return 'key'
      return removed || every(struct, placedValue) ? null : 'value'
    case 'words': {
      if (!isId(key)) return 'key'
      const parsed = content instanceof Y.ContentAny && content.arr.length === 1 ? wordsValue(content.arr[0]) : null
      if (parsed === null) return 'value'
      if (!allows({ root: 'words', change: 'write', seat: parsed.seat })) return 'not-allowed'
      // Write-once: whatever stood or stands on this key, nobody writes it again.
      if (doc.share.get('words')?._map.has(key) === true || ledger.words.includes(key)) return 'words-written'
      ledger.words.push(key)
      return null
    }
    case 'meta':
    case 'withdrawn':
    case 'redacted':
      return allows({ root, change: 'write' }) ? null : 'server-only'
    default:
      return 'root'
  }
}

/** Why this many units of what lies there may not go, or null. */
function checkDeletion(spot: Spot, key: string | null, units: number, allows: Allows, ledger: Ledger): string | null {
  if (onCanvas(spot)) return ledger.canvas.checkDelete(spot, key, units, allows)
  const root =
    spot.kind === 'text' ? 'nodes' : spot.kind === 'element' || spot.kind === 'letters' ? notesRoot : spot.root
  if (root === 'words') return 'words-written'
  if (root !== 'nodes' && root !== 'relations' && root !== 'placed' && root !== notesRoot) return 'server-only'
  if (!allows({ root, change: 'delete' })) return 'not-allowed'
  if (spot.kind === 'text') ledger.wording(spot, -units)
  else if (spot.kind === 'entry' && key === 'wording') ledger.wordings.add(spot.entry)
  else if (spot.kind === 'letters') ledger.notes.characters -= units
  return null
}
