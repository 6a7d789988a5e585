/**
 * What a watch node and the owner of a dialogue say to each other: words as JSON in text frames, and, in binary ones, what
 * an observer of a room gets. No document's name stands in it, no board's id, and no path of a link.
 */
import { isLang, type LinkId } from '@tablee/shared/ids'

/** A link that opens something to who watches. One that is not told any more has ended. */
export type LinkTold = { readonly hash: string; readonly id: LinkId; readonly audience: string }

export type FromOwner =
  /** `epoch`: of its lease. */
  | { readonly is: 'hello'; readonly epoch: number }
  /** All that live now. */
  | { readonly is: 'links'; readonly links: readonly LinkTold[] }
  /** The room is there: `writer` is the one clientID that writes it. Its state is asked for. */
  | { readonly is: 'following'; readonly channel: number; readonly writer: number }
  /** Nobody follows it any more, or may: `code` is what its followers are closed with. */
  | { readonly is: 'closed'; readonly channel: number; readonly code: number; readonly reason: string }
  /** All that was let out before the ping has been sent. `holds`: how long the lease is the owner's for certain (ms). */
  | { readonly is: 'pong'; readonly n: number; readonly holds: number }

/** A page by its number at this node, and the language that it reads. */
export type ViewerTold = readonly [n: number, lang: string | null]

export type FromWatch =
  | { readonly is: 'ping'; readonly n: number }
  | { readonly is: 'follow'; readonly channel: number; readonly link: string; readonly room: string }
  /** `since`: how much of the one writer is here. */
  | { readonly is: 'ask'; readonly channel: number; readonly since: number }
  | { readonly is: 'leave'; readonly channel: number }
  | {
      readonly is: 'viewers'
      readonly channel: number
      readonly came: readonly ViewerTold[]
      readonly left: readonly number[]
    }

export const limits = {
  /** What a node says at once: 5,000 pages that come back together. */
  fromWatch: 1024 * 1024,
  /** The state of one board's view, whole. */
  fromOwner: 64 * 1024 * 1024,
  /** Rooms that one node follows of a dialogue: two hundred tables, six sessions of each, three audiences. */
  channels: 4_000,
} as const

type Fields = Readonly<Record<string, unknown>>
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 200

function fieldsIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

function linkIn(value: unknown): LinkTold | null {
  if (typeof value !== 'object' || value === null) return null
  const { hash, id, audience } = value as Fields
  return isShort(hash) && isShort(id) && isShort(audience) ? { hash, id: id as LinkId, audience } : null
}

/** Null for what is no word of an owner, or of a newer one that says more than is understood here. */
export function readFromOwner(text: string): FromOwner | null {
  const said = fieldsIn(text)
  if (said === null) return null
  const { is, epoch, links, channel, writer, code, reason, n, holds } = said
  switch (is) {
    case 'hello':
      return isCount(epoch) ? { is, epoch } : null
    case 'links': {
      const read = Array.isArray(links) ? links.map(linkIn) : [null]
      const known = read.filter((link) => link !== null)
      return known.length === read.length ? { is, links: known } : null
    }
    case 'following':
      return isCount(channel) && isCount(writer) ? { is, channel, writer } : null
    case 'closed':
      return isCount(channel) && isCount(code) && isShort(reason) ? { is, channel, code, reason } : null
    case 'pong':
      return isCount(n) && isCount(holds) ? { is, n, holds } : null
    default:
      return null
  }
}

function viewerIn(value: unknown): ViewerTold | null {
  if (!Array.isArray(value)) return null
  const [n, lang]: readonly unknown[] = value
  return isCount(n) ? [n, isLang(lang) ? lang : null] : null
}

/** Null for what is no word of a watch node. */
export function readFromWatch(text: string): FromWatch | null {
  const said = fieldsIn(text)
  if (said === null) return null
  const { is, n, channel, link, room, since, came, left } = said
  switch (is) {
    case 'ping':
      return isCount(n) ? { is, n } : null
    case 'follow':
      return isCount(channel) && isShort(link) && isShort(room) ? { is, channel, link, room } : null
    case 'ask':
      return isCount(channel) && isCount(since) ? { is, channel, since } : null
    case 'leave':
      return isCount(channel) ? { is, channel } : null
    case 'viewers': {
      if (!isCount(channel) || !Array.isArray(came) || !Array.isArray(left)) return null
      const told = came.map(viewerIn)
      const known = told.filter((one) => one !== null)
      return known.length === told.length && left.every(isCount) ? { is, channel, came: known, left } : null
    }
    default:
      return null
  }
}

/** Its first four bytes are the channel, the rest is what an observer gets. */
export function packed(channel: number, frame: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + frame.length)
  new DataView(bytes.buffer).setUint32(0, channel)
  bytes.set(frame, 4)
  return bytes
}

/** A view into the same bytes; null for what is too short. */
export function unpacked(bytes: Uint8Array): { readonly channel: number; readonly frame: Uint8Array } | null {
  if (bytes.length < 5) return null
  const channel = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  return { channel, frame: bytes.subarray(4) }
}
