/** What bytes are, or why they are not taken. */
import type { MaterialFault } from '@tablee/shared/materials/faults'
import type { FileType, MaterialFile } from '@tablee/shared/materials/rows'

export type Found = Pick<MaterialFile, 'seconds' | 'pages' | 'codecs' | 'plays'> & { readonly type: FileType }
export type Look = Found | MaterialFault

/** A day: what is longer is a mistake of the file. */
const longest = 24 * 3_600

/** Null where nobody says, or says something that cannot be. */
export const lengthSaid = (seconds: number): number | null =>
  Number.isFinite(seconds) && seconds > 0 && seconds <= longest ? Math.round(seconds * 1_000) / 1_000 : null

/** What browsers of these years play on every laptop; of anything else nobody knows. */
const known: ReadonlySet<string> = new Set([
  'avc1',
  'avc3',
  'av01',
  'vp08',
  'vp09',
  'mp4a',
  'Opus',
  'fLaC',
  '.mp3',
  'V_VP8',
  'V_VP9',
  'V_AV1',
  'A_OPUS',
  'A_VORBIS',
])
/** One that nobody here has heard of is not played everywhere. */
export const playsEverywhere = (codecs: readonly string[]): boolean => codecs.every((codec) => known.has(codec))
