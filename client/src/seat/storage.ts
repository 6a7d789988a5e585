/** What this phone keeps of its seat, under keys of its own; gone when somebody else holds the seat or nobody takes part. */
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { Environment } from '../link/environment.ts'
import { readDrafts, unsentTexts, type Drafts } from './drafts.ts'
import { saveGiven } from './given.ts'

type WebStorage = Environment['local']
export type Owner = { readonly dialogue: string; readonly seat: string }
/** What is left when the seat is on another device: texts to copy. */
export type Left = {
  readonly why: 'moved' | 'ended'
  readonly seat: string | null
  readonly texts: readonly { readonly text: string; readonly lang: string }[]
}

const draftsKey = ({ dialogue, seat }: Owner): string => `tablee.seat.desk.${dialogue}.${seat}`
const lastKey = ({ dialogue, seat }: Owner): string => `tablee.seat.last.${dialogue}.${seat}`
const leftKey = 'tablee.seat.left'

const read = (storage: WebStorage, key: string): string | null => {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}
/** Whether it is kept now: storage may be full, or blocked. */
const write = (storage: WebStorage, key: string, text: string | null): boolean => {
  try {
    if (text === null) storage?.removeItem(key)
    else storage?.setItem(key, text)
    return storage !== null
  } catch {
    return false
  }
}
function parsed(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Small things that this phone remembers on its way in: languages, a command that was not answered, that it is shared. */
export type NoteKey = LangKey | 'tablee.seat.sitting' | 'tablee.seat.shared'
export const readNote = (storage: WebStorage, key: NoteKey): string | null => read(storage, key)
export const writeNote = (storage: WebStorage, key: NoteKey, text: string | null): boolean => write(storage, key, text)

export const isDraftsKey = (key: string | null, owner: Owner): boolean => key === draftsKey(owner)
export const loadDrafts = (storage: WebStorage, owner: Owner): Drafts => readDrafts(read(storage, draftsKey(owner)))
/** Where there is no room, the server's last answer makes some: it can be asked for again, a draft cannot. */
export function saveDrafts(storage: WebStorage, owner: Owner, drafts: Drafts): boolean {
  const text = JSON.stringify(drafts)
  if (write(storage, draftsKey(owner), text)) return true
  write(storage, lastKey(owner), null)
  return write(storage, draftsKey(owner), text)
}

/** The server's last answer, so that a phone without a network shows where it was. */
export function loadLast(storage: WebStorage, owner: Owner): SeatAnswer | null {
  const found = parsed(read(storage, lastKey(owner)))
  return found !== null && found['seat'] === owner.seat && Array.isArray(found['rounds'])
    ? (found as unknown as SeatAnswer)
    : null
}
export const saveLast = (storage: WebStorage, owner: Owner, answer: SeatAnswer): boolean =>
  write(storage, lastKey(owner), JSON.stringify(answer))

export function wipeSeat(storage: WebStorage, owner: Owner): void {
  write(storage, draftsKey(owner), null)
  write(storage, lastKey(owner), null)
}
/** The last that was left lies on top; what another seat of a shared phone left before goes under the seat's name. */
const leftAt = (seat: string | null): string => `${leftKey}.${seat ?? ''}`
const readLeft = (storage: WebStorage, key: string): Left | null => {
  const found = parsed(read(storage, key))
  return found !== null && Array.isArray(found['texts']) ? (found as unknown as Left) : null
}
/** Returns all that is left of the seat: one that is freed twice keeps what was left the first time. */
export function keepLeft(storage: WebStorage, left: Left): Left {
  const before = readLeft(storage, leftKey)
  if (before !== null && before.seat !== left.seat && before.texts.length > 0)
    write(storage, leftAt(before.seat), JSON.stringify(before))
  const earlier = (before?.seat === left.seat ? before : readLeft(storage, leftAt(left.seat)))?.texts ?? []
  const later = left.texts.filter(({ text }) => !earlier.some((one) => one.text === text))
  const all: Left = { ...left, texts: [...earlier, ...later] }
  write(storage, leftKey, JSON.stringify(all))
  return all
}
export const loadLeft = (storage: WebStorage): Left | null => readLeft(storage, leftKey)
/** What was left of this seat, and of no other: who sits here now may be somebody else on the same phone. */
export function leftBy(storage: WebStorage, seat: string): Left | null {
  const last = loadLeft(storage)
  return last?.seat === seat ? last : readLeft(storage, leftAt(seat))
}
export function wipeLeft(storage: WebStorage, left: Left): void {
  write(storage, leftAt(left.seat), null)
  if (loadLeft(storage)?.seat === left.seat) write(storage, leftKey, null)
}
/** A seat that was lost while no page of it was open: what was not sent stays to copy, the rest is wiped. */
export function leaveSeat(storage: WebStorage, owner: Owner, why: Left['why']): Left {
  const left: Left = { why, seat: owner.seat, texts: unsentTexts(loadDrafts(storage, owner)) }
  wipeSeat(storage, owner)
  if (why === 'moved') saveGiven({ local: storage }, owner, [])
  return keepLeft(storage, left)
}

/**
 * The languages that a session chose: its person's own, the page's (one of five), and the one that they write in. Several
 * where several people share the phone.
 */
export const langKeys = ['tablee.seat.lang', 'tablee.seat.frame', 'tablee.seat.writes'] as const
type LangKey = (typeof langKeys)[number]
const mostLangs = 12
const langs = (storage: WebStorage, key: LangKey): readonly (readonly [tag: string, mark: string])[] =>
  (readNote(storage, key) ?? '').split(',').flatMap((one) => {
    const [tag, mark] = one.split(' ')
    return tag === undefined || mark === undefined ? [] : [[tag, mark] as const]
  })
const markOf = (session: string): string => session.slice(0, 8)
export const langOf = (storage: WebStorage, session: string, key: LangKey = 'tablee.seat.lang'): string | null =>
  langs(storage, key).find(([, mark]) => mark === markOf(session))?.[0] ?? null
export function keepLang(
  storage: WebStorage,
  session: string,
  tag: string | null,
  key: LangKey = 'tablee.seat.lang',
): void {
  const others = langs(storage, key).filter(([, mark]) => mark !== markOf(session))
  const all = tag === null ? others : [...others, [tag, markOf(session)] as const]
  writeNote(
    storage,
    key,
    all.length === 0
      ? null
      : all
          .slice(-mostLangs)
          .map((one) => one.join(' '))
          .join(','),
  )
}

/** Nothing of Tablée stays on this phone, not even its random name: who takes no part leaves no trace. */
export function wipeAll(storages: readonly (Storage | WebStorage)[]): void {
  for (const storage of storages)
    try {
      if (storage === null || !('length' in storage)) continue
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
      for (const key of keys) if (key?.startsWith('tablee.') === true) storage.removeItem(key)
    } catch {
      continue
    }
}
