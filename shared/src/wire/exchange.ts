/** Files in and out, as both sides speak of them. */
import type { Left } from '../file.ts'

/** What can be read into a board. The names are those of `?format=`. */
export const readable = ['argdown', 'xaif', 'aif', 'kialo', 'arggraph', 'argael', 'csv', 'canvas'] as const
export type Readable = (typeof readable)[number]

/** What a board's map and canvas can leave as; a snapshot also as `csv` and as a `package`. */
export const mapFormats = ['argdown', 'xaif', 'graphml', 'kialo', 'canvas'] as const
export type MapFormat = (typeof mapFormats)[number]

/** The last line of an import's answer. */
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
