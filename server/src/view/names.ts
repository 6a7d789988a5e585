/**
 * The names of a view. Its document is `view:<board>:<audience>:<epoch>` in the journal; who follows it knows it by a room that
 * names neither board nor table, so that nothing they hold can be turned into an editor's address.
 */
import { createHash, createHmac } from 'node:crypto'
import { viewsOf } from '@tablee/shared/documents'
import { isLang, type BoardId, type DialogueId, type Lang } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import type { DocName } from '../journal/port.ts'

/** First `length` bytes of HMAC-SHA256(the dialogue's key, purpose, parts): the shape of `access/keys.ts`. */
export type ViewKey = { mac(purpose: string, parts: readonly (string | number)[], length: number): Uint8Array }

/** Ends with a colon: that of no other audience begins with it. */
export const viewPrefix = (board: BoardId, { name }: Audience): string => `${viewsOf(board)}${name}:`
/** Epochs count from 1. */
export const viewName = (board: BoardId, audience: Audience, epoch: number): DocName =>
  `${viewPrefix(board, audience)}${epoch}`

/** Of a view's document: what all its epochs' names begin with, and which this is. */
export function epochOfView(name: DocName): { readonly prefix: string; readonly epoch: number } | null {
  const at = name.lastIndexOf(':') + 1
  const epoch = Number(name.slice(at))
  return Number.isSafeInteger(epoch) && epoch > 0 ? { prefix: name.slice(0, at), epoch } : null
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/**
 * Public ids of a board: 128 bits of HMAC-SHA256 under a key of its own, so that two boards cannot be joined and no id says
 * when or beside what it was made. They stay while epochs pass, or a link to somebody's words would not last; what is
 * withheld has none in any epoch. Remembered, because each projection asks for all of them.
 */
export function publicIds(key: ViewKey, board: BoardId, { name }: Audience): (id: string) => string {
  const own = key.mac('view-ids', [board, name], 32)
  const known = new Map<string, string>()
  return (id) => {
    let open = known.get(id)
    if (open === undefined) {
      open = base64url(createHmac('sha256', own).update(id).digest().subarray(0, 16))
      known.set(id, open)
    }
    return open
  }
}

/** The same of answers, which are of no board: named among those of their dialogue. */
export function publicAnswerIds(key: ViewKey, dialogue: DialogueId, { name }: Audience): (id: string) => string {
  const own = key.mac('answer-ids', [dialogue, name], 32)
  return (id) => base64url(createHmac('sha256', own).update(id).digest().subarray(0, 16))
}

/** `<96 bits>.<epoch>`. */
export const roomName = (key: ViewKey, board: BoardId, { name }: Audience, epoch: number): string =>
  `${base64url(key.mac('view-room', [board, name], 12))}.${epoch}`

/** Null for what no room can be called; whether there is one nobody has looked. */
export function readRoom(room: string): { readonly place: string; readonly epoch: number } | null {
  const match = /^([A-Za-z0-9_-]{16})\.([1-9][0-9]{0,8})$/.exec(room)
  return match ? { place: match[1] ?? '', epoch: Number(match[2]) } : null
}

/**
 * What a page calls itself in the address of its sockets (`?page=…`), so that one that follows many boards is counted once:
 * made anew by each page and kept nowhere. Null for a page of before, or what is no such name.
 */
export function pageIn(url: string | undefined): string | null {
  const page = new URLSearchParams((url ?? '').split('?')[1] ?? '').get('page')
  return page !== null && /^[A-Za-z0-9_-]{8,22}$/.test(page) ? page : null
}

/** The one clientID that writes a view document: the same after every restart, never 0. */
export const viewWriter = (name: DocName): number =>
  createHash('sha256').update(`writer:${name}`).digest().readUInt32BE(0) || 1

/** In which language a page reads (`?lang=…`), as it says itself; null for one that does not. Only to count, as `pageIn`. */
export function langIn(url: string | undefined): Lang | null {
  const lang = new URLSearchParams((url ?? '').split('?')[1] ?? '').get('lang')
  return isLang(lang) ? lang : null
}
