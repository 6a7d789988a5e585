/** What the two laptops say to each other, inside the sealed line: a word as JSON, and bytes behind it. */
import type { MaterialHash, PhotoHash } from '@tablee/shared/ids'
import { madeBefore, type Made } from './made.ts'

/** Of the first, to the second. */
export type FromFirst =
  | {
      readonly type: 'welcome'
      /** By which they know each other from now on. */
      readonly pair: string
      readonly secret: string
      readonly key: string
      readonly term: number
      /** How pages reach the first one, and with what it proves that it is this name. */
      readonly origins: readonly string[] | null
      readonly port: number
      readonly tls: { readonly cert: string; readonly key: string } | null
      /** What is held here, for a person: a dialogue's title. */
      readonly title: string
    }
  /** The whole file follows in pieces: as it stood at `n`, some of it up to `until`. */
  | {
      readonly type: 'file'
      readonly run: string
      readonly n: number
      readonly until: number
      readonly size: number
      readonly sha256: string
    }
  | { readonly type: 'piece' }
  /** Numbered from `first`, each as long as it says. */
  | { readonly type: 'changes'; readonly first: number; readonly sizes: readonly number[]; readonly at: number }
  | { readonly type: 'photo'; readonly hash: PhotoHash; readonly missing?: boolean }
  /** Some bytes of a film, slides or leaflet from `at` on; `missing`: the first one has it no more. */
  | { readonly type: 'material'; readonly hash: MaterialHash; readonly at: number; readonly missing?: boolean }
  /** What was overwritten is to be gone from the file, too. */
  | { readonly type: 'scrub' }
  | { readonly type: 'beat'; readonly id: number; readonly at: number; readonly two: boolean }

/** Of the second, to the first. */
export type FromSecond =
  /** Where it stands; an empty `run` has nothing. */
  | { readonly type: 'at'; readonly run: string; readonly n: number; readonly term: number; readonly port: number }
  | { readonly type: 'kept'; readonly n: number }
  | { readonly type: 'want'; readonly hash: PhotoHash }
  | { readonly type: 'want-material'; readonly hash: MaterialHash; readonly at: number }
  | { readonly type: 'photo-kept'; readonly hash: PhotoHash }
  | { readonly type: 'beat'; readonly id: number }

/** Length of the word in four bytes, the word, the bytes. */
export function packed(word: FromFirst | FromSecond, bytes: Uint8Array = new Uint8Array()): Buffer {
  const text = Buffer.from(JSON.stringify(word))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, bytes])
}

/** Sealed by one who knows the secret: its shape is trusted. Null for what is no frame all the same. */
export function unpacked<Word extends FromFirst | FromSecond>(frame: Buffer): { word: Word; bytes: Buffer } | null {
  const length = frame.length < 4 ? frame.length : frame.readUInt32BE(0)
  if (4 + length > frame.length) return null
  try {
    return { word: JSON.parse(frame.toString('utf8', 4, 4 + length)) as Word, bytes: frame.subarray(4 + length) }
  } catch {
    return null
  }
}

/** Bytes of one frame: a photo is the largest, a piece or some changes are smaller. */
export const largestFrame = 24 * 1024 * 1024
export const pieceBytes = 256 * 1024
/** Of a film: one such part is under way at a time, and nobody's letter waits longer for it than for another letter. */
export const filmBytes = 64 * 1024

// Before the line is made: hello of the second, answer of the first, proof of the second, proof of the first.
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
/** Anybody may have sent it: it goes into a terminal and a page. */
export const printable = (text: string): string => text.replace(/[^\w.+-]/g, '').slice(0, 20) || '?'
const short = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 200
type Hello = { public: Buffer; nonce: Buffer; pair: string | null; made: Made }
/** Null for what is none: from whoever stands at the door. */
export function readHello(bytes: Uint8Array): Hello | null {
  const value = parsed(bytes)
  const [version, form] = [field(value, 'version'), field(value, 'form')]
  const made = short(version) && short(form) ? { version: printable(version), form } : madeBefore
  const [publicPart, nonce, pair] = [field(value, 'public'), field(value, 'nonce'), field(value, 'pair')]
  if (!short(publicPart) || !short(nonce) || !(pair === null || short(pair))) return null
  const read = { public: Buffer.from(publicPart, 'base64'), nonce: Buffer.from(nonce, 'base64'), pair, made }
  return read.nonce.length === 32 ? read : null
}
/** Null for what is none. */
export function readProof(bytes: Uint8Array): Buffer | null {
  const proof = field(parsed(bytes), 'proof')
  return short(proof) ? Buffer.from(proof, 'base64') : null
}
