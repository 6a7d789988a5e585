/**
 * What is shown in a hall beside what people say: films, slides and leaflets, as rows of `materials:<dialogue>`. A row names
 * bytes by their SHA-256 and never holds them; they lie beside the database.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { Lang, MaterialHash, MaterialId, SiteId } from '../ids.ts'

export const materialKinds = ['film', 'slides', 'leaflet'] as const
export type MaterialKind = (typeof materialKinds)[number]

/** What a file is by its bytes; it is served as this and nothing else. */
export const fileTypes = [
  'video/mp4',
  'video/webm',
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/vtt',
] as const
export type FileType = (typeof fileTypes)[number]

export type MaterialFile = {
  /** Null: for all languages. */
  readonly lang: Lang | null
  /** Of slides that are pictures: which one it is, from 1. Null for a file that is all of it. */
  readonly page: number | null
  readonly hash: MaterialHash
  readonly type: FileType
  readonly bytes: number
  /** As its owner calls it; no path. */
  readonly name: string
  /** How long a film is; null where its bytes do not say. */
  readonly seconds: number | null
  /** Pages of slides or of a leaflet; null where its bytes do not say. */
  readonly pages: number | null
  /** Of a film, as its bytes name them: `avc1`, `mp4a`, `vp09`. */
  readonly codecs: readonly string[]
  /** Whether every browser of these years plays it, or not every laptop does (HEVC, say). */
  readonly plays: 'everywhere' | 'not-everywhere'
}
/** WebVTT, whatever it was brought as. */
export type Captions = {
  readonly lang: Lang
  readonly hash: MaterialHash
  readonly bytes: number
  readonly name: string
}

/**
 * Where in the day it stands: a session, and a step of it as it was numbered (from 0) when the plan had been changed
 * `changes` times. What the plan became since moves the step along (`placeNow`).
 */
export type PlaceInDay = { readonly session: number; readonly step: number | null; readonly changes: number }

/** `command`: the same one twice takes effect once. A material and what plays have the name of the command that made them. */
export type MaterialRow =
  | {
      readonly kind: 'add'
      readonly command: string
      readonly of: MaterialKind
      readonly title: LocalText
      readonly place: PlaceInDay | null
      readonly order: number
    }
  | {
      readonly kind: 'say'
      readonly command: string
      readonly material: MaterialId
      readonly title?: LocalText
      readonly place?: PlaceInDay | null
      readonly order?: number
    }
  /** In the place of the one that it had for that language and page. */
  | { readonly kind: 'file'; readonly command: string; readonly material: MaterialId; readonly file: MaterialFile }
  | { readonly kind: 'captions'; readonly command: string; readonly material: MaterialId; readonly captions: Captions }
  /** A file or captions. */
  | {
      readonly kind: 'take-file'
      readonly command: string
      readonly material: MaterialId
      readonly hash: MaterialHash
      /** Left out: wherever this material has these bytes. */
      readonly lang?: Lang | null
    }
  | { readonly kind: 'remove'; readonly command: string; readonly material: MaterialId }
  /** At each of these sites, in the place of what played there. Times are the server's (ms), a place in a film is in seconds. */
  | {
      readonly kind: 'start'
      readonly command: string
      readonly material: MaterialId
      readonly sites: readonly SiteId[]
      readonly startsAt: number
      readonly from: number
      readonly page: number
    }
  | { readonly kind: 'hold'; readonly command: string; readonly sites: readonly SiteId[]; readonly now: number }
  | { readonly kind: 'go-on'; readonly command: string; readonly sites: readonly SiteId[]; readonly startsAt: number }
  | {
      readonly kind: 'seek'
      readonly command: string
      readonly sites: readonly SiteId[]
      readonly startsAt: number
      readonly to: number
    }
  | { readonly kind: 'page'; readonly command: string; readonly sites: readonly SiteId[]; readonly page: number }
  | { readonly kind: 'end'; readonly command: string; readonly sites: readonly SiteId[] }
export type MaterialRowKind = MaterialRow['kind']

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const materialRowKinds: Readonly<Record<MaterialRowKind, number>> = {
  add: 1,
  say: 1,
  file: 1,
  captions: 1,
  'take-file': 1,
  remove: 1,
  start: 1,
  hold: 1,
  'go-on': 1,
  seek: 1,
  page: 1,
  end: 1,
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isSites = ({ sites }: Fields): boolean => Array.isArray(sites) && sites.every(isText)

/** What the fold takes for granted of each kind. */
const kinds: Readonly<Record<MaterialRowKind, (row: Fields) => boolean>> = {
  add: ({ of, title, order }) => materialKinds.some((kind) => kind === of) && isFields(title) && isNumber(order),
  say: ({ material }) => isText(material),
  file: ({ material, file }) => isText(material) && isFields(file) && isText(file['hash']) && isText(file['type']),
  captions: ({ material, captions }) => isText(material) && isFields(captions) && isText(captions['hash']),
  'take-file': ({ material, hash }) => isText(material) && isText(hash),
  remove: ({ material }) => isText(material),
  start: (row) => isText(row['material']) && isSites(row) && isNumber(row['startsAt']) && isNumber(row['from']),
  hold: (row) => isSites(row) && isNumber(row['now']),
  'go-on': (row) => isSites(row) && isNumber(row['startsAt']),
  seek: (row) => isSites(row) && isNumber(row['startsAt']) && isNumber(row['to']),
  page: (row) => isSites(row) && isNumber(row['page']),
  end: isSites,
}

/** Reads a row of `materials:<dialogue>`; null for a kind that this version does not know, and for a row that lacks something. */
export function readMaterialRow(text: string): MaterialRow | null {
  const value: unknown = JSON.parse(text)
  if (!isFields(value) || !isText(value['command'])) return null
  const kind = String(value['kind'])
  if (!Object.hasOwn(kinds, kind)) return null
  return kinds[kind as MaterialRowKind](value) ? (value as MaterialRow) : null
}
