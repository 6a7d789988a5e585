/**
 * The gate: is this update sound, and may this person write what it writes? Whatever kind of document it is for: the kind
 * says what lies where and who may touch it (`Regions`). Pure but for `claim`, asked last.
 *
 * Invariant: what is accepted integrates whole, leaves nothing pending, touches only places that the kind allows and
 * only with values those places can hold. Three outcomes: *accept*, *not yet* (a gap or a missing dependency: no
 * offence, resync), *refuse*. Judge against a document that holds nothing but committed rows.
 */
import * as Y from 'yjs'
import type { Actor } from '@tablee/shared/roles'
import type { WriterRange } from '../journal/port.ts'
import { decodeUpdate, maxWriters, maxWritersHandedIn, type DeleteRange, type Struct } from './decode.ts'
import { contradicts, overlaps, withoutKnown } from './known.ts'
import type { Admission } from './newcomers.ts'
import {
  knownClock,
  Places,
  resolve,
  type Layout,
  type StructPlace,
  type Region,
  type Root,
  type Structs,
} from './resolve.ts'
import { dependencies, type Dependency } from './writers.ts'

export type Claim = 'claimed' | 'yours' | 'another'
export type GateContext = {
  readonly actor: Actor
  /** Binds a clientID that this device's ticket lists; 'another' when a different device holds it, or nobody and it is not listed. */
  readonly claim: (client: number) => Claim
  /** Set after a restore, until the organiser confirms: devices hand in what the backup lacks, others' structs too. */
  readonly recovery?: HandingIn
  /** May these writers come to the document, which it does not know yet? Left out: they may. Asked before any is bound. */
  readonly admits?: (clients: readonly number[]) => Admission
}
export type HandingIn = {
  /** Not this device's own: brought, but never bound to it. */
  readonly foreign: (client: number) => boolean
  /** No device's: a process of the server before the restore may have written with it. */
  readonly server: (client: number) => boolean
}

export type Objection = { readonly why: string; readonly at: string | null }
export type Decision =
  | {
      readonly kind: 'accept'
      /** What to append: the new structs only. Null when the document holds all of it already. */
      readonly update: Uint8Array | null
      readonly writers: readonly WriterRange[]
      readonly deps: readonly Dependency[]
      /** Written once and for ever: another update with one of these keys must wait until this one is applied. */
      readonly keys: readonly string[]
    }
  | { readonly kind: 'not-yet'; readonly client: number; readonly clock: number }
  /** Too many new writers for now: no fault of the update's. */
  | Extract<Admission, { kind: 'later' }>
  | { readonly kind: 'refuse'; readonly why: string; readonly at: readonly string[] }

/** Whose hand a struct is of: the device's own, brought by it for another (recovery), or the server's before a restore. */
export type From = 'own' | 'another' | 'server'

/** What a kind of document says of one update. Each answer is null where nothing is to be said against it. */
export type Examiner<Inner extends Region> = {
  /** Whether whoever asks may write here at all: garbage carries no value, but it takes a clock. */
  readonly edits: () => boolean
  /** Why this item may not stand at its place. */
  struct(struct: Y.Item, at: Root | Inner, key: string | null, from: From): string | null
  /** Why this many units of what lies there may not be deleted. */
  deletion(at: Root | Inner, key: string | null, units: number): string | null
  /** Asked at the end, of the whole: sizes, and what else only all of it can say. */
  whole?(update: Uint8Array): Objection | null
  /** See `Decision`. */
  readonly keys?: readonly string[]
}
export type Regions<Inner extends Region, Asked> = Layout<Inner> & {
  /** One for each update. Reads `doc.share`: `doc.getText` and its like put another object where the root's was. */
  examine(doc: Y.Doc, structs: Structs<Inner>, asked: Asked & GateContext): Examiner<Inner>
  /** What a screen would call this place. */
  named?(at: Root | Inner, key: string | null): string | null
}

/**
 * Page loads that ever wrote in a document, one clientID each and for ever. Anyone who joins sends the whole vector, some 6
 * bytes a writer, and more than 64 KiB of it is refused: a document must never grow to where its own people can't come back.
 * Citizens stop at half of it, so that one of them cannot take the pen from the facilitator.
 */
const mostWriters = { citizen: 2_500, others: 5_000 } as const

const refuse = (why: string, at: string | null = null): Extract<Decision, { kind: 'refuse' }> => ({
  kind: 'refuse',
  why,
  at: at === null ? [] : [at],
})

export type Judge<Asked> = (doc: Y.Doc, update: Uint8Array, asked: Asked & GateContext) => Decision

/**
 * Never throws at what a sender can bring. An update's clientIDs are bound (`claim`) only when nothing else is said
 * against it.
 */
export function createGate<Inner extends Region, Asked>(regions: Regions<Inner, Asked>): Judge<Asked> {
  const roots = new Set(regions.roots)
  const named = ({ container, key }: StructPlace<Inner>): string | null =>
    container.kind === 'root' || container.kind === 'inside'
      ? (regions.named?.(container.kind === 'root' ? container : container.region, key) ?? null)
      : null

  /** Why this struct may not stand at its place, or null. */
  function checkStruct(struct: Struct, { container, key }: StructPlace<Inner>, from: From, examiner: Examiner<Inner>) {
    if (container.kind === 'nowhere') return container.why
    if (container.kind === 'root' && !roots.has(container.root)) return 'root'
    if (container.kind === 'gone' || !(struct instanceof Y.Item)) return examiner.edits() ? null : 'not-allowed'
    return examiner.struct(struct, container.kind === 'root' ? container : container.region, key, from)
  }

  /** How many of the range's units are newly deleted, or why not. */
  function checkDeletes(
    doc: Y.Doc,
    { client, clock, len }: DeleteRange,
    fresh: Structs<Inner>,
    places: Places<Inner>,
    examiner: Examiner<Inner>,
  ): number | Decision {
    const end = clock + len
    const known = knownClock(doc, client)
    const news = fresh.get(client) ?? []
    const last = news.at(-1)?.struct
    if (end > (last === undefined ? known : last.id.clock + last.length))
      return { kind: 'not-yet', client, clock: known }
    let count = 0

    const strike = (place: StructPlace<Inner>, from: number, to: number): Decision | null => {
      const { container, key } = place
      const units = Math.max(0, Math.min(to, end) - Math.max(from, clock))
      count += units
      if (container.kind === 'gone') return null
      if (container.kind === 'nowhere') return refuse(container.why)
      const why = examiner.deletion(container.kind === 'root' ? container : container.region, key, units)
      return why === null ? null : refuse(why, named(place))
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

  return function judge(doc, update, asked) {
    const { recovery } = asked
    // A full state names every page load that ever wrote here.
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

    const places = new Places(doc, regions)
    const resolution = resolve(doc, blocks, places)
    if (resolution.kind === 'missing') return { kind: 'not-yet', client: resolution.client, clock: resolution.clock }
    if (resolution.kind === 'bad') return refuse(resolution.why)

    const examiner = regions.examine(doc, resolution.structs, asked)
    for (const [client, structs] of resolution.structs) {
      const from = recovery?.foreign(client) !== true ? 'own' : recovery.server(client) ? 'server' : 'another'
      for (const { struct, place } of structs) {
        const why = checkStruct(struct, place, from, examiner)
        if (why !== null) return refuse(why, named(place))
      }
    }
    let deletes = 0
    for (const range of decoded.deletes) {
      const outcome = checkDeletes(doc, range, resolution.structs, places, examiner)
      if (typeof outcome === 'object') return outcome
      deletes += outcome
    }
    const over = examiner.whole?.(update) ?? null
    if (over !== null) return refuse(over.why, over.at)

    const writers = rangesOf(resolution.structs)
    if (writers.length === 0 && deletes === 0) return { kind: 'accept', update: null, writers: [], deps: [], keys: [] }
    const objection = admitted(doc, writers, asked)
    return (
      objection ?? {
        kind: 'accept',
        update: bytes,
        writers,
        deps: dependencies(blocks, decoded.deletes),
        keys: examiner.keys ?? [],
      }
    )
  }
}

const rangesOf = (structs: Structs): readonly WriterRange[] =>
  [...structs].map(([client, resolved]) => {
    const from = resolved[0]?.struct.id.clock ?? 0
    const last = resolved.at(-1)?.struct
    return { client, from, to: last === undefined ? from : last.id.clock + last.length }
  })

/** May these writers write here, as who they say they are? Binds those that nobody held. */
function admitted(
  doc: Y.Doc,
  writers: readonly WriterRange[],
  { actor, admits, claim, recovery }: GateContext,
): Decision | null {
  const first = writers.filter(({ from }) => from === 0).map(({ client }) => client)
  const room = actor.role === 'citizen' ? mostWriters.citizen : mostWriters.others
  if (first.length > 0 && doc.store.clients.size + first.length > room) return refuse('board-full-writers')
  // After a restore a device hands in its neighbours' writers, too; they were counted when they first came.
  const admission = admits?.(first.filter((client) => recovery?.foreign(client) !== true))
  if (admission?.kind === 'never') return refuse('too-many-writers')
  if (admission?.kind === 'later') return admission
  for (const { client } of writers) {
    if (recovery?.foreign(client) === true) continue
    if (claim(client) === 'another') return refuse('foreign-writer')
  }
  return null
}
