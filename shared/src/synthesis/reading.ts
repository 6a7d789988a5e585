/**
 * Whether an entry is read as it stands: what is worded otherwise since is unread again. A row that says it was read keeps
 * no words, but what they give under the dialogue's key: too short to tell a sentence by, long enough to see a change.
 */
import type { EntryName } from './entries.ts'
import type { Reading, Themes } from './fold.ts'

/** What counts as the same wording: letters and figures, whatever stands between them and however they are written. */
export const wordingOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The digest of an entry as it is worded now; null: it is said once and for all. */
export type SaidOf = (entry: EntryName) => string | null

/** A row of before has no digest, and one of which it was erased: then it stays read. */
export const isAsRead = (entry: EntryName, { said }: Reading, saidOf: SaidOf): boolean => {
  if (said === undefined || said === erasedSaid) return true
  const now = saidOf(entry)
  return now === null || now === said
}
/** Whether somebody read it, as it is worded now. */
export const isRead = ({ read }: Pick<Themes, 'read'>, entry: EntryName, saidOf: SaidOf): boolean => {
  const reading = read.get(entry)
  return reading !== undefined && isAsRead(entry, reading, saidOf)
}

/** As long as any, and none: four signs of base64url. */
export const saidPattern = /^[A-Za-z0-9_-]{4}$/
/** In the place of one that was erased. */
export const erasedSaid = '===='
