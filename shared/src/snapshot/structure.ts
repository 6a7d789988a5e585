/**
 * What a snapshot holds: structure in the clear, every free text as a digest of salt and text. Texts and salts lie
 * beside it in the sidecar, so that erasing a text leaves the snapshot and its name as they were.
 */
import { plainBlock } from '../board/notes/schema.ts'
import type { Words } from '../board/schema.ts'
import type { Whole } from '../board/whole.ts'
import type { BoardId, DialogueId, TableId } from '../ids.ts'
import type { Held, ViewPolicy } from '../view/policy.ts'
import { canonical, type Json } from './canonical.ts'
import type { SnapshotChange } from './changes.ts'
import { digestsOfCodes, type SnapshotCodes } from './codes.ts'
import type { Erratum } from './errata.ts'
import type { SnapshotGroup, SnapshotQualified } from './joined.ts'
import { snapshotCanvas, type SnapshotCanvas } from './shapes.ts'
import type { SnapshotMoves } from './moves.ts'
import { digestsOfThemes, type SnapshotThemes } from './themes.ts'
import type { SnapshotTimes } from './times.ts'
import { translationsIn, type MadeOf, type SnapshotTranslation } from './translations.ts'
import { digestsOfTable, digestsOfVoices, type SnapshotTable, type SnapshotVoices } from './voices.ts'

export const snapshotFormat = 'tablee-snapshot/1'

/** Hex of SHA-256(salt bytes, UTF-8 of the text). */
export type Digest = string

export type SnapshotNode = {
  readonly id: string
  readonly kind: string
  readonly lang: string
  readonly order: string
  readonly at: number
  readonly wording: Digest
  /** Written, or its wording changed, behind the drawn curtain and not released since. */
  readonly curtain: boolean
}
export type SnapshotRelation = {
  readonly id: string
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly order: string
  readonly group: string | null
  readonly at: number
  readonly curtain: boolean
  /** What an imported relation is called in its file; left out where it has no such name. */
  readonly label?: Digest
}
export type SnapshotWords = {
  readonly id: string
  readonly node: string | null
  readonly lang: string
  readonly seat: string | null
  readonly capture: string
  readonly at: number
  readonly corrects: string | null
  /** The block of the notes they were taken from; left out for words that came another way. */
  readonly block?: string
  /** Null when the words were withdrawn or redacted: the row stays and counts, the text is nowhere. */
  readonly text: Digest | null
  readonly withdrawn: number | null
  readonly redacted: number | null
  readonly curtain: boolean
}
/** A block of the minutes. `order` is its place among them; `text` has each mention as it was called when it was made. */
export type SnapshotBlock = {
  readonly id: string
  readonly order: number
  readonly kind: string
  readonly level: number
  readonly ordinal: number | null
  readonly text: Digest
  /** Nodes that it names, in order; they may be gone. */
  readonly mentions: readonly string[]
  readonly curtain: boolean
}
export type SnapshotBoard = {
  readonly id: string
  readonly site: string
  /** Of its site (ISO 3166), and the organiser's group of tables; left out by snapshots of before there was a figure by them. */
  readonly country?: string
  readonly group?: string
  readonly table: string
  readonly number: number
  readonly seats: number
  readonly session: number
  readonly lang: string
  readonly question: Digest
  readonly state: string
  readonly policy: {
    readonly observation: string
    readonly consent: boolean
    readonly curtain: string
    readonly delayMinutes: number
    readonly hidden: readonly string[]
    readonly showWords: boolean
    /** Left out while it is as it was before there was more to decide: older snapshots keep their name. */
    readonly showNotes?: true
    readonly showCanvas?: false
    readonly photos?: readonly string[]
  }
  readonly nodes: readonly SnapshotNode[]
  readonly relations: readonly SnapshotRelation[]
  readonly words: readonly SnapshotWords[]
  /** Left out where nothing is written. */
  readonly notes?: readonly SnapshotBlock[]
  /** The vision canvas; left out where nothing lies on it. */
  readonly canvas?: SnapshotCanvas
  /** Seats, private writing and ballots; left out where nobody sits and nothing was opened. */
  readonly voices?: SnapshotTable
  /** What translators made of its texts; left out where there is none. */
  readonly translations?: readonly SnapshotTranslation[]
}
export type Snapshot = {
  readonly format: typeof snapshotFormat
  readonly of: 'board' | 'dialogue'
  readonly dialogue: string
  /** The one cut: of each journal, the last row whose effect is in here. */
  readonly cut: Readonly<Record<string, { readonly epoch: number; readonly seq: number }>>
  readonly boards: readonly SnapshotBoard[]
  /** The day as planned and as it was; of a dialogue alone, and left out by snapshots of before it was kept. */
  readonly times?: SnapshotTimes
  /** What of it was not planned when it was founded; of a dialogue alone, and left out where the day is as it was planned. */
  readonly changes?: readonly SnapshotChange[]
  /** Who sits where in which session; left out where everybody stays. */
  readonly moves?: SnapshotMoves
  /** What a theme team joined across tables; of a dialogue alone, and left out where nothing is. */
  readonly joined?: readonly SnapshotGroup[]
  /** As `joined`: what it says qualifies an entry of another card. */
  readonly qualified?: readonly SnapshotQualified[]
  /** What it read and put in themes; of a dialogue alone, and left out where nobody did and by snapshots of before it was kept. */
  readonly themes?: SnapshotThemes
  /** Its codebook and what it coded; of a dialogue alone, and left out where nobody did and by snapshots of before it was kept. */
  readonly codes?: SnapshotCodes
  /** What people were asked, and questionnaires by pair; left out where nothing was. */
  readonly voices?: SnapshotVoices
}

/** `GET /api/snapshots/:hash/text`: what the digests stand for. A text that was erased is missing here, and only here. */
export type Sidecar = {
  readonly format: 'tablee-snapshot-text/1'
  readonly snapshot: string
  readonly texts: readonly { readonly digest: Digest; readonly salt: string; readonly text: string }[]
  /** Texts of people who do not want to be quoted, as it stands at the download: kept, and not handed out. */
  readonly withheld?: readonly Digest[]
  /** What was struck out since the snapshot was taken; left out where nothing was. */
  readonly errata?: readonly Erratum[]
}

/** Names a text version: where it stands. The salt is drawn once per place and text. */
export type TextPlace =
  `${'question' | 'wording' | 'words' | 'label' | 'note' | 'element' | 'voted' | 'sheet' | 'answer' | 'asked' | 'import' | 'translation' | 'theme' | 'code' | 'memo'}:${string}`
export type Freeze = (place: TextPlace, text: string) => Digest

export type BoardPlace = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly site: string
  readonly country?: string | undefined
  readonly group?: string | undefined
  readonly table: TableId
  readonly tableNumber: number
  readonly seats: number
  readonly session: number
  readonly lang: string
  readonly question: string
  readonly state: string
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** Everything on the board, in order of ids. `curtain` in the policy is not what hides: a snapshot holds all, and marks it. */
export function structureOf(
  board: Whole,
  place: BoardPlace,
  policy: ViewPolicy,
  held: Held,
  freeze: Freeze,
  made: MadeOf = {},
): SnapshotBoard {
  const text = (words: Words): Digest | null =>
    words.withdrawn !== null || words.redacted !== null ? null : freeze(`words:${words.id}`, words.text)
  const structure = {
    id: place.id,
    site: place.site,
    ...(place.country === undefined ? {} : { country: place.country }),
    ...(place.group === undefined ? {} : { group: place.group }),
    table: place.table,
    number: place.tableNumber,
    seats: place.seats,
    session: place.session,
    lang: place.lang,
    question: freeze(`question:${place.id}`, place.question),
    state: place.state,
    policy: {
      observation: policy.observation,
      consent: policy.consent,
      curtain: policy.curtain,
      delayMinutes: policy.delayMinutes,
      hidden: [...policy.hidden].sort(),
      showWords: policy.showWords,
      ...(policy.showNotes ? { showNotes: true as const } : {}),
      ...(policy.showCanvas ? {} : { showCanvas: false as const }),
      ...(policy.photos.length > 0 ? { photos: [...policy.photos].sort() } : {}),
    },
    nodes: [...board.nodes.values()].sort(byId).map((node) => ({
      id: node.id,
      kind: node.kind,
      lang: node.lang,
      order: node.order,
      at: node.at,
      wording: freeze(`wording:${node.id}`, node.wording),
      curtain: held.ids.has(node.id) || held.wording.has(node.id),
    })),
    relations: [...board.relations.values()].sort(byId).map(({ id, kind, from, to, order, group, at, label }) => ({
      id,
      kind,
      from,
      to,
      order,
      group,
      at,
      curtain: held.ids.has(id),
      ...(label === undefined ? {} : { label: freeze(`label:${id}`, label) }),
    })),
    words: [...board.words.values()].sort(byId).map((words) => ({
      id: words.id,
      node: words.node,
      lang: words.lang,
      seat: words.seat,
      capture: words.capture,
      at: words.at,
      corrects: words.corrects,
      ...(words.block === null ? {} : { block: words.block }),
      text: text(words),
      withdrawn: words.withdrawn,
      redacted: words.redacted,
      curtain: held.ids.has(words.id),
    })),
    ...notesOf(board, held, freeze),
    ...snapshotCanvas(board.canvas, held, freeze),
  }
  return { ...structure, ...translationsIn(made, board, structure, freeze) }
}

/** An empty line is part of how minutes look, and of no snapshot. */
function notesOf({ notes }: Whole, held: Held, freeze: Freeze): Pick<SnapshotBoard, 'notes'> {
  const written = (notes?.blocks ?? []).filter(({ text }) => text.trim() !== '')
  if (written.length === 0) return {}
  const blocks = written.map(
    (block, order): SnapshotBlock => ({
      id: block.id,
      order,
      kind: block.kind,
      level: block.level,
      ordinal: block.ordinal,
      text: freeze(
        `note:${block.id}`,
        plainBlock(block, ({ label }) => label),
      ),
      mentions: block.mentions.map(({ node }) => node),
      curtain: held.blocks.has(block.id),
    }),
  )
  return { notes: blocks.sort(byId) }
}

/** The bytes that are hashed, stored and served. */
export const snapshotText = (snapshot: Snapshot): string => canonical(snapshot satisfies Json as Json)

/** Every digest a snapshot names. */
export function digestsOf(snapshot: Snapshot): ReadonlySet<Digest> {
  const all = new Set<Digest>()
  for (const board of snapshot.boards) {
    all.add(board.question)
    for (const node of board.nodes) all.add(node.wording)
    for (const one of board.relations) if (one.label !== undefined) all.add(one.label)
    for (const words of board.words) if (words.text !== null) all.add(words.text)
    for (const block of board.notes ?? []) all.add(block.text)
    for (const { text } of board.canvas?.shapes ?? []) if (text !== null) all.add(text)
    for (const { text } of board.translations ?? []) all.add(text)
    if (board.voices !== undefined) for (const digest of digestsOfTable(board.voices)) all.add(digest)
  }
  if (snapshot.themes !== undefined) for (const digest of digestsOfThemes(snapshot.themes)) all.add(digest)
  if (snapshot.codes !== undefined) for (const digest of digestsOfCodes(snapshot.codes)) all.add(digest)
  if (snapshot.voices !== undefined) for (const digest of digestsOfVoices(snapshot.voices)) all.add(digest)
  return all
}
