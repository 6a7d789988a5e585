/**
 * Addresses. Whatever belongs to a dialogue is asked for under `/d/<dialogue>`: routes, sockets and pages alike, so that
 * whoever holds the address knows whose it is before anything is read. The same without it goes on: links on paper,
 * pages that were open or offline, programs of others.
 */
import { isId, type DialogueId } from '../ids.ts'

export type Address = {
  /** Null in an address of before. */
  readonly dialogue: DialogueId | null
  /** What the address is within its dialogue, or was before: `/api/boards/…`, `/table/…`. */
  readonly path: string
}

const within = /^\/d\/([^/?#]+)(\/.*)?$/

/** The path without the dialogue, as routes are matched; `dialogue` null where the address names none. */
export function readAddress(path: string): Address {
  const [, dialogue, rest] = within.exec(path) ?? []
  return isId(dialogue) ? { dialogue: dialogue as DialogueId, path: rest ?? '/' } : { dialogue: null, path }
}

/** `path` as it is asked for in its dialogue; as before where that is not known. */
export const addressIn = (dialogue: string | null, path: string): string =>
  dialogue === null ? path : `/d/${encodeURIComponent(dialogue)}${path}`
