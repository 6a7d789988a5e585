/** Files in and out, as both sides speak of them. */
import type { Left } from '../file.ts'
import type { DialogueId } from '../ids.ts'
import type { LinkEntry } from './access.ts'

/** Bytes that an import takes as they travel (SPEC, FMT4), and bytes of all that a zip holds: packed more fits. */
export const importLimit = 10 * 1024 * 1024
export const unpackedLimit = 32 * 1024 * 1024

/** In what a file may be written; what is not UTF-8 is read only as its bringer says. */
export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]

/** What can be read into a board. The names are those of `?format=`. */
export const readable = ['argdown', 'xaif', 'aif', 'kialo', 'arggraph', 'argael', 'csv', 'canvas'] as const
export type Readable = (typeof readable)[number]

/** What a board's map and canvas can leave as; a snapshot also as `csv` and as a `package`. */
export const mapFormats = ['argdown', 'xaif', 'graphml', 'kialo', 'canvas'] as const
export type MapFormat = (typeof mapFormats)[number]
/** As what votes and answers leave with a snapshot: votes as a Polis set, questionnaires as CSV, Table Schema and DDI. */
export const voicesFormats = ['polis', 'survey'] as const
export type VoicesFormat = (typeof voicesFormats)[number]

/** What an import answers, in its last line. */
export type Imported = {
  /** Null when it was only looked at. */
  readonly seq: number | null
  readonly format: Readable
  readonly nodes: number
  readonly relations: number
  readonly words: number
  /** On the vision canvas: boxes, frames, arrows. */
  readonly shapes: number
  readonly left: Left
}

/** The last line of an answer to `POST /api/voices/import`: a poll or survey of another tool as a dialogue of its own. */
export type ImportedVoices = {
  /** Null when it was only looked at. */
  readonly dialogue: DialogueId | null
  readonly format: 'polis' | 'survey'
  readonly title: string
  readonly people: number
  readonly tables: number
  readonly items: number
  /** Votes that were ever logged; valid answers of a survey. */
  readonly answers: number
  /** Of a survey: the columns that were taken for who, weight and table; null: none. */
  readonly columns: null | { readonly [role in 'id' | 'weight' | 'table']: string | null }
  readonly left: Left
  /** Keys to the new dialogue, for who imported it. */
  readonly links: readonly LinkEntry[]
}
