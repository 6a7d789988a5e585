/**
 * The gate: is this update sound, and may this person write what it writes? Pure but for `claim`, asked last.
 *
 * Invariant: what is accepted integrates whole, leaves nothing pending, touches only places that `mayTouch` allows and
 * only with values those places can hold. Three outcomes: *accept*, *not yet* (a gap or a missing dependency: no
 * offence, resync), *refuse*. Judge against a document that holds nothing but committed rows.
 */
import { equalityDeep } from 'lib0/function'
import * as Y from 'yjs'
import type { Actor, BoardState } from '@tablee/shared/roles'
import { mayTouch, type Touch } from '@tablee/shared/board/paths'
import { canvasRoot, notesRoot } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { limits } from '@tablee/shared/board/schema'
import { isId, isSeatCode, type NodeId } from '@tablee/shared/ids'
import type { WriterRange } from '../journal/port.ts'
import { CanvasGate } from './canvas-gate.ts'
import { decodeUpdate, maxWriters, maxWritersHandedIn, type DeleteRange, type Struct } from './decode.ts'
import { entryFields, knownRoots, markValue, placedValue, wordsValue } from './fields.ts'
import { checkNotes, notesOver, type NotesGrowth } from './notes-gate.ts'
import type { Admission } from './newcomers.ts'
import { knownClock, Places, resolve, type Place, type Resolved } from './resolve.ts'

export type Claim = 'claimed' | 'yours' | 'another'
export type JudgeContext = {
  readonly actor: Actor
  readonly state: BoardState
  /** Binds a clientID that this device's ticket lists; 'another' when a different device holds it, or nobody and it is not listed. */
  readonly claim: (client: number) => Claim
  /**
   * Wordings that are being voted on, each as people vote on it (null: while it is being read). They hold still; whatever
   * else happens to the entry goes on, also that it is deleted.
   */
  readonly locked?: ReadonlyMap<NodeId, string | null>
  /** Whether words of this id would be taken for a sheet that somebody wrote alone: only the server lays those. */
  readonly isSheet?: (words: string) => boolean
  /** Set after a restore, until the organiser confirms: devices hand in what the backup lacks, others' structs too. */
  readonly recovery?: HandingIn
  /** May these writers come to the board, which it does not know yet? Left out: they may. Asked before any is bound. */
  readonly admits?: (clients: readonly number[]) => Admission
}
export type HandingIn = {
  /** Not this device's own: brought, but never bound to it. */
  readonly foreign: (client: number) => boolean
  /** No device's: a process of the server before the restore may have written with it. */
  readonly server: (client: number) => boolean
}
/** What of an update was brought by a device that did not write it. */
export type Brought = { readonly structs: number; readonly foreign: number; readonly marks: number }

export type Dependency = { readonly client: number; readonly clock: number }
export type Decision =
  | {
      readonly kind: 'accept'
      /** What to append: the new structs only. Null when the document holds all of it already. */
      readonly update: Uint8Array | null
      readonly writers: readonly WriterRange[]
      readonly deps: readonly Dependency[]
      /** Words first written here: another update with one of these keys must wait until this one is applied. */
      readonly words: readonly string[]
      /** In recovery: clocks brought, how many of them are others', and how many words they take back. */
      readonly brought?: Brought
    }
  | { readonly kind: 'not-yet'; readonly client: number; readonly clock: number }
  /** Too many new writers for now: no fault of the update's. */
  | Extract<Admission, { kind: 'later' }>
  | { readonly kind: 'refuse'; readonly why: string; readonly at: readonly string[] }

/**
 * The screen keeps people at the limits of the schema; the gate leaves room for what honest editors write at the same
 * time without seeing one another, so that nobody's text is refused for a neighbour's keystroke.
 */
const slack = { wording: limits.wording * 2, nodes: limits.nodes + 200, relations: limits.relations + 400 } as const

/**
 * Page loads that ever wrote on a board, one clientID each and for ever. Anyone who joins sends the whole vector, some 6 bytes
 * a writer, and more than 64 KiB of it is refused: a board must never grow to where its own people can't come back.
 * Citizens stop at half of it, so that one of them cannot take the pen from the facilitator.
 */
const mostWriters = { citizen: 2_500, others: 5_000 } as const

const refuse = (why: string, at: string | null = null): Decision => ({
  kind: 'refuse',
  why,
  at: at === null ? [] : [at],
})

export function judge(doc: Y.Doc, update: Uint8Array, context: JudgeContext): Decision {
  const { recovery } = context
  // A full state names every page load that ever wrote on the board.
  const most = recovery === undefined ? maxWriters : maxWritersHandedIn
  const decoded = decodeUpdate(update, most)
  if ('bad' in decoded) return refuse(decoded.bad)

  let { blocks } = decoded
  let bytes: Uint8Array | null = update
  if (decoded.trailing > 0 || overlaps(doc, blocks)) {
    if (contradicts(doc, blocks)) return refuse('writer-conflict')
    // Keep the new structs only, re-encoded: foreign structs that are known fall away, so do unread bytes.
    const fresh = withoutKnown(doc, update, blocks.keys())
    const again = fresh === null ? null : decodeUpdate(fresh, most)
    if (fresh === null || again === null || 'bad' in again) return refuse('undecodable')
    blocks = again.blocks
    bytes = fresh
  }
  for (const [client, block] of blocks) {
    const known = knownClock(doc, client)
    const first = block[0]
    if (first !== undefined && first.id.clock > known) return { kind: 'not-yet', client, clock: known }
  }

  const places = new Places(doc, knownRoots)
  const resolution = resolve(doc, blocks, places)
  if (resolution.kind === 'missing') return { kind: 'not-yet', client: resolution.client, clock: resolution.clock }
  if (resolution.kind === 'bad') return refuse(resolution.why)

  const asked = new Map<string, boolean>()
  const allows = (touch: Touch): boolean => {
    const key =
      touch.root === 'words'
        ? `words:${touch.seat}`
        : touch.root === 'canvas'
          ? `canvas:${touch.record}:${touch.change}`
          : `${touch.root}:${touch.change}`
    let answer = asked.get(key)
    if (answer === undefined) {
      answer = mayTouch(context.actor, context.state, touch)
      asked.set(key, answer)
    }
    return answer
  }

  // Handing in what the whole table wrote, a device brings words of other seats than its own.
  const allowsForOthers = (touch: Touch): boolean =>
    touch.root === 'words'
      ? (touch.seat === null || isSeatCode(touch.seat)) && allows({ root: 'nodes', change: 'write' })
      : touch.root === 'canvas'
        ? allows({ root: 'nodes', change: 'write' })
        : allows(touch)
  // Deletions name nobody: what a facilitator's hand took off the canvas comes back with any device that may edit.
  const allowsDelete =
    recovery === undefined ? allows : (touch: Touch) => (touch.root === 'canvas' ? allowsForOthers : allows)(touch)

  const ledger = new Ledger(doc, new CanvasGate(doc, resolution.structs))
  const brought = { structs: 0, foreign: 0, marks: 0 }
  for (const [client, structs] of resolution.structs) {
    const foreign = recovery?.foreign(client) === true
    const server = foreign && recovery?.server(client) === true
    for (const { struct, place } of structs) {
      brought.structs += struct.length
      if (foreign) brought.foreign += struct.length
      if (server && isMark(struct, place)) {
        // Who takes words back is the server's to say, and it said so before the restore. Believed from any device that may
        // edit, because forgetting it would show what somebody took back; counted, so that the organiser sees it.
        if (!allows({ root: 'nodes', change: 'write' })) return refuse('not-allowed', entryOf(place))
        brought.marks += 1
        continue
      }
      const why = checkStruct(doc, struct, place, foreign ? allowsForOthers : allows, ledger)
      if (why !== null) return refuse(why, entryOf(place))
    }
  }
  let deletes = 0
  for (const range of decoded.deletes) {
    const outcome = checkDeletes(doc, range, resolution.structs, places, allowsDelete, ledger)
    if (typeof outcome === 'object') return outcome
    deletes += outcome
  }
  const over = ledger.over()
  if (over !== null) return refuse(over.why, over.at)
  // What a device hands in after a restore was saved once: a vote that is open meanwhile stands on the wording in its row.
  const voted = recovery === undefined ? movedUnderVote(doc, update, ledger.wordings, context.locked) : null
  if (voted !== null) return refuse('voted-on', voted)
  const forged = recovery === undefined ? ledger.words.find((id) => context.isSheet?.(id) === true) : undefined
  if (forged !== undefined) return refuse('words-written', forged)

  const writers = [...resolution.structs].map(([client, structs]) => {
    const from = structs[0]?.struct.id.clock ?? 0
    const last = structs.at(-1)?.struct
    return { client, from, to: last === undefined ? from : last.id.clock + last.length }
  })
  if (writers.length === 0 && deletes === 0) return { kind: 'accept', update: null, writers: [], deps: [], words: [] }
  const first = writers.filter(({ from }) => from === 0).map(({ client }) => client)
  const room = context.actor.role === 'citizen' ? mostWriters.citizen : mostWriters.others
  if (first.length > 0 && doc.store.clients.size + first.length > room) return refuse('board-full-writers')
  // After a restore a device hands in its neighbours' writers, too; they were counted when they first came.
  const admission = context.admits?.(first.filter((client) => recovery?.foreign(client) !== true))
  if (admission?.kind === 'never') return refuse('too-many-writers')
  if (admission?.kind === 'later') return admission
  for (const { client } of writers) {
    if (recovery?.foreign(client) === true) continue
    if (context.claim(client) === 'another') return refuse('foreign-writer')
  }
  return {
    kind: 'accept',
    update: bytes,
    writers,
    deps: dependencies(blocks, decoded.deletes),
    words: ledger.words,
    ...(recovery === undefined ? {} : { brought }),
  }
}

/** Writers and dependencies of an update that the server made itself: it need not be judged. */
export function describe(update: Uint8Array): { writers: readonly WriterRange[]; deps: readonly Dependency[] } {
  const decoded = decodeUpdate(update)
  if ('bad' in decoded) throw new Error(`the server wrote an update it cannot read: ${decoded.bad}`)
  const writers = [...decoded.blocks].map(([client, block]) => {
    const last = block.at(-1)
    return { client, from: block[0]?.id.clock ?? 0, to: last === undefined ? 0 : last.id.clock + last.length }
  })
  return { writers, deps: dependencies(decoded.blocks, decoded.deletes) }
}

/**
 * The first locked entry whose wording would read otherwise afterwards, or null. Asked only of updates that touch one at
 * all, so the copy that says what comes of it is made once in a while: deleting an entry takes its letters along, and an
 * undo of that brings them back.
 */
function movedUnderVote(
  doc: Y.Doc,
  update: Uint8Array,
  touched: ReadonlySet<string>,
  locked: JudgeContext['locked'],
): string | null {
  if (locked === undefined || locked.size === 0) return null
  const asked = [...locked].filter(([node]) => touched.has(node))
  if (asked.length === 0) return null
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = readBoard(copy)
  Y.applyUpdate(copy, update)
  const after = readBoard(copy, before)
  copy.destroy()
  const moved = asked.find(([node, voted]) => {
    const now = after.nodes.get(node)
    if (now === undefined) return false
    return now.wording !== (before.nodes.get(node)?.wording ?? voted)
  })
  return moved?.[0] ?? null
}

function overlaps(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): boolean {
  for (const [client, block] of blocks) {
    const first = block[0]
    if (first !== undefined && first.id.clock < knownClock(doc, client)) return true
  }
  return false
}

/**
 * One writer's clock holds one content. An update that claims another one for what the document holds would be ignored
 * by Yjs in silence, and its sender, told "saved", would see another board for ever. Deleted content can't be compared.
 */
function contradicts(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): boolean {
  for (const [client, block] of blocks) {
    const known = knownClock(doc, client)
    const first = block[0]
    if (first === undefined || first.id.clock >= known) continue
    const held = doc.store.clients.get(client) ?? []
    let index = Y.findIndexSS(held, first.id.clock)
    for (const struct of block) {
      const start = struct.id.clock
      const end = Math.min(start + struct.length, known)
      if (start >= known) break
      for (; index < held.length; index += 1) {
        const mine = held[index] as Y.Item | Y.GC
        const from = Math.max(start, mine.id.clock)
        const to = Math.min(end, mine.id.clock + mine.length)
        if (from < to && differs(mine, struct, from, to)) return true
        if (mine.id.clock + mine.length > end) break
      }
    }
  }
  return false
}

function differs(mine: Y.Item | Y.GC, theirs: Struct, from: number, to: number): boolean {
  if (!(mine instanceof Y.Item) || !(theirs instanceof Y.Item)) return false
  // The same letters at another place are another content. Keys travel only where no neighbour says them.
  if (theirs.parentSub !== null && mine.parentSub !== theirs.parentSub) return true
  if (mine.id.clock === theirs.id.clock && !Y.compareIDs(mine.origin, theirs.origin)) return true
  if (mine.deleted) return false
  const a = mine.content
  const b = theirs.content
  if (a instanceof Y.ContentDeleted || b instanceof Y.ContentDeleted) return false
  if (a.constructor !== b.constructor) return true
  const cut = <T extends { slice(from: number, to: number): T }>(whole: T, item: Y.Item): T =>
    whole.slice(from - item.id.clock, to - item.id.clock)
  if (a instanceof Y.ContentString && b instanceof Y.ContentString) return cut(a.str, mine) !== cut(b.str, theirs)
  if (a instanceof Y.ContentAny && b instanceof Y.ContentAny) return !equalityDeep(cut(a.arr, mine), cut(b.arr, theirs))
  return false
}

function withoutKnown(doc: Y.Doc, update: Uint8Array, clients: Iterable<number>): Uint8Array | null {
  const known = new Map<number, number>()
  for (const client of clients) {
    const clock = knownClock(doc, client)
    if (clock > 0) known.set(client, clock)
  }
  try {
    return Y.diffUpdate(update, Y.encodeStateVector(known))
  } catch {
    return null
  }
}

/** A first, sound mark on words: withdrawn or redacted. */
function isMark(struct: Struct, { container, key }: Place): boolean {
  if (container.kind !== 'root' || (container.root !== 'withdrawn' && container.root !== 'redacted')) return false
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny) || struct.content.arr.length !== 1)
    return false
  return isId(key) && markValue(struct.content.arr[0])
}

const entryOf = ({ container, key }: Place): string | null =>
  container.kind === 'root'
    ? key
    : container.kind === 'entry' || container.kind === 'text'
      ? container.entry
      : container.kind === 'record' || container.kind === 'label'
        ? container.record
        : null

/** Adds up what the update makes, so that sizes are judged by the result. */
class Ledger {
  readonly words: string[] = []
  /** Entries whose wording this update may change. */
  readonly wordings = new Set<string>()
  readonly notes: NotesGrowth = { characters: 0, elements: 0, runs: 0 }
  private readonly grown = new Map<string, { by: number; entry: string; type: Y.AbstractType<unknown> | null }>()
  private readonly entries = { nodes: new Set<string>(), relations: new Set<string>() }
  readonly canvas: CanvasGate
  private readonly doc: Y.Doc

  constructor(doc: Y.Doc, canvas: CanvasGate) {
    this.doc = doc
    this.canvas = canvas
  }

  text(id: string, entry: string, type: Y.AbstractType<unknown> | null, by: number): void {
    const found = this.grown.get(id)
    if (found === undefined) this.grown.set(id, { by, entry, type })
    else found.by += by
  }

  entry(root: 'nodes' | 'relations', key: string): void {
    this.entries[root].add(key)
  }

  over(): { why: string; at: string | null } | null {
    for (const { by, entry, type } of this.grown.values()) {
      if (by > 0 && (type?._length ?? 0) + by > slack.wording) return { why: 'wording-too-long', at: entry }
    }
    const canvas = this.canvas.over()
    if (canvas !== null) return canvas
    const notes = notesOver(this.doc, this.notes)
    if (notes !== null) return { why: notes, at: null }
    for (const root of ['nodes', 'relations'] as const) {
      const added = this.entries[root]
      if (added.size === 0) continue
      const map = this.doc.share.get(root)?._map
      let live = 0
      for (const [key, item] of map ?? []) if (!item.deleted && !added.has(key)) live += 1
      if (live + added.size > slack[root]) return { why: `board-full-${root}`, at: null }
    }
    return null
  }
}

/** Why this struct may not stand at its place, or null. */
function checkStruct(
  doc: Y.Doc,
  struct: Struct,
  place: Place,
  allows: (touch: Touch) => boolean,
  ledger: Ledger,
): string | null {
  const { container, key } = place
  if (container.kind === 'nowhere') return container.why
  // Garbage carries no value, but it does take a clock: anyone who may not edit has none to send.
  if (container.kind === 'gone' || !(struct instanceof Y.Item)) {
    return allows({ root: 'nodes', change: 'write' }) ? null : 'not-allowed'
  }
  const { content } = struct
  if (container.kind === 'text') {
    if (!allows({ root: 'nodes', change: 'write' })) return 'not-allowed'
    if (key !== null) return 'content'
    if (content instanceof Y.ContentDeleted) return null
    if (!(content instanceof Y.ContentString)) return 'content'
    ledger.wordings.add(container.entry)
    ledger.text(container.id, container.entry, container.type, content.getLength())
    return null
  }
  if (
    container.kind === 'element' ||
    container.kind === 'letters' ||
    (container.kind === 'root' && container.root === notesRoot)
  )
    return checkNotes(struct, container, key, allows, ledger.notes)
  if (
    container.kind === 'record' ||
    container.kind === 'label' ||
    (container.kind === 'root' && container.root === canvasRoot)
  )
    return ledger.canvas.check(struct, container, key, allows)
  if (key === null) return 'list'
  // A device that can undo keeps what a field held before, and Yjs sends such values on as one: each must be sound.
  const values: readonly unknown[] = content instanceof Y.ContentAny ? content.arr : []
  const every = (good: (value: unknown) => boolean): boolean => values.length > 0 && values.every(good)
  const removed = content instanceof Y.ContentDeleted
  if (container.kind === 'entry') {
    const root = container.root
    if (root !== 'nodes' && root !== 'relations') return 'depth'
    if (!allows({ root, change: 'write' })) return 'not-allowed'
    const field = Object.hasOwn(entryFields[root], key) ? entryFields[root][key] : undefined
    if (field === undefined) return 'field'
    if (field === 'text') ledger.wordings.add(container.entry)
    if (removed) return null
    if (field === 'text')
      return content instanceof Y.ContentType && content.type.constructor === Y.Text ? null : 'content'
    return every(field) ? null : 'value'
  }
  switch (container.root) {
    case 'nodes':
    case 'relations':
      if (!allows({ root: container.root, change: 'write' })) return 'not-allowed'
      if (!isId(key)) return 'key'
      if (removed) return null
      if (!(content instanceof Y.ContentType) || content.type.constructor !== Y.Map) return 'content'
      ledger.entry(container.root, key)
      if (container.root === 'nodes') ledger.wordings.add(key)
      return null
    case 'placed':
      if (!allows({ root: 'placed', change: 'write' })) return 'not-allowed'
      if (!isId(key)) return 'key'
      return removed || every(placedValue) ? null : 'value'
    case 'words': {
      if (!isId(key)) return 'key'
      const parsed = values.length === 1 ? wordsValue(values[0]) : null
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
      return allows({ root: container.root, change: 'write' }) ? null : 'server-only'
    default:
      return 'root'
  }
}

/** How many of the range's units are newly deleted, or why not. */
function checkDeletes(
  doc: Y.Doc,
  range: DeleteRange,
  fresh: ReadonlyMap<number, readonly Resolved[]>,
  places: Places,
  allows: (touch: Touch) => boolean,
  ledger: Ledger,
): number | Decision {
  const { client, clock } = range
  const end = clock + range.len
  const known = knownClock(doc, client)
  const news = fresh.get(client) ?? []
  const last = news.at(-1)?.struct
  if (end > (last === undefined ? known : last.id.clock + last.length)) return { kind: 'not-yet', client, clock: known }
  let count = 0

  const strike = (place: Place, from: number, to: number): Decision | null => {
    const { container, key } = place
    count += Math.max(0, Math.min(to, end) - Math.max(from, clock))
    if (container.kind === 'gone') return null
    if (container.kind === 'nowhere') return refuse(container.why)
    if (
      container.kind === 'record' ||
      container.kind === 'label' ||
      (container.kind === 'root' && container.root === canvasRoot)
    ) {
      const why = ledger.canvas.checkDelete(container, key, Math.min(to, end) - Math.max(from, clock), allows)
      return why === null ? null : refuse(why, entryOf(place))
    }
    const root =
      container.kind === 'text'
        ? 'nodes'
        : container.kind === 'element' || container.kind === 'letters'
          ? notesRoot
          : container.root
    if (root === 'words') return refuse('words-written', key)
    if (root !== 'nodes' && root !== 'relations' && root !== 'placed' && root !== notesRoot)
      return refuse('server-only')
    if (!allows({ root, change: 'delete' })) return refuse('not-allowed', entryOf(place))
    if (container.kind === 'text' || (container.kind === 'entry' && key === 'wording'))
      ledger.wordings.add(container.entry)
    if (container.kind === 'letters') ledger.notes.characters += Math.max(from, clock) - Math.min(to, end)
    if (container.kind === 'text') {
      ledger.text(container.id, container.entry, container.type, Math.max(from, clock) - Math.min(to, end))
    }
    return null
  }

  if (clock < known) {
    const structs = doc.store.clients.get(client) ?? []
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
      const struct = structs[index] as Y.Item | Y.GC
      if (struct.id.clock >= end) break
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const refused = strike(places.ofItem(struct), struct.id.clock, struct.id.clock + struct.length)
      if (refused !== null) return refused
    }
  }
  for (const { struct, place } of news) {
    const to = struct.id.clock + struct.length
    if (to <= clock || struct.id.clock >= end) continue
    const live = struct instanceof Y.Item && !(struct.content instanceof Y.ContentDeleted)
    const refused = live ? strike(place, struct.id.clock, to) : null
    if (refused !== null) return refused
  }
  return count
}

/** Highest clock (exclusive) of each other writer that the update builds on; the journal checks it in its transaction. */
function dependencies(
  blocks: ReadonlyMap<number, readonly Struct[]>,
  deletes: readonly DeleteRange[],
): readonly Dependency[] {
  const highest = new Map<number, number>()
  const need = (client: number, clock: number): void => {
    if (!blocks.has(client) && clock > (highest.get(client) ?? 0)) highest.set(client, clock)
  }
  for (const block of blocks.values()) {
    for (const struct of block) {
      if (!(struct instanceof Y.Item)) continue
      const parent: unknown = struct.parent
      for (const id of [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null]) {
        if (id !== null) need(id.client, id.clock + 1)
      }
    }
  }
  for (const { client, clock, len } of deletes) need(client, clock + len)
  return [...highest].map(([client, clock]) => ({ client, clock }))
}
