/** Files in and out, as both sides speak of them. */

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
/** As what each leaves. A canvas has a table and a picture that belong to it. */
export const mapTypes: Readonly<Record<MapFormat, string>> = {
  argdown: 'text/vnd.argdown',
  xaif: 'application/json',
  graphml: 'application/graphml+xml',
  kialo: 'text/plain',
  canvas: 'application/zip',
}
/** As what votes and answers leave with a snapshot: votes as a Polis set, questionnaires as CSV, Table Schema and DDI. */
export const voicesFormats = ['polis', 'survey'] as const
export type VoicesFormat = (typeof voicesFormats)[number]
/** A project for coding texts (REFI-QDA) is a zip; no type of its own is registered. */
export const qdaType = 'application/zip'
