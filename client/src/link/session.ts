/**
 * Who this tab is. A session is a bearer token kept per tab, because one browser often holds several roles; the last
 * one of each board is kept beside it, so that a table opened again (also offline) finds who it was.
 */
import { isId, newId, type DeviceId } from '@tablee/shared/ids'
import type { SessionAnswer, SessionRequest } from '@tablee/shared/wire/http'
import { openApi, type Answer } from './api.ts'
import type { Environment } from './environment.ts'

export type Session = SessionAnswer

const tabKey = 'tablee.session'
const boardKey = (board: string) => `tablee.session.board.${board}`
const dialogueKey = (dialogue: string) => `tablee.session.dialogue.${dialogue}`

type Shelf = Environment['local']
type Shelves = Pick<Environment, 'local' | 'tab'>
const read = (shelf: Shelf, key: string): unknown => {
  try {
    const text = shelf?.getItem(key)
    return text ? JSON.parse(text) : null
  } catch {
    return null
  }
}
const write = (shelf: Shelf, key: string, value: unknown): void => {
  try {
    shelf?.setItem(key, JSON.stringify(value))
  } catch {
    // Full or blocked: the session then lives as long as this page.
  }
}
const remove = (shelf: Shelf, key: string): void => {
  try {
    shelf?.removeItem(key)
  } catch {
    return
  }
}

const isSession = (value: unknown): value is Session =>
  typeof value === 'object' &&
  value !== null &&
  'session' in value &&
  typeof value.session === 'string' &&
  'me' in value &&
  typeof value.me === 'object' &&
  value.me !== null

/** This device's random name; the server binds the clientIDs that write here to it. It says nothing about a person. */
export function deviceId(environment: Environment): DeviceId {
  const known = read(environment.local, 'tablee.device')
  if (isId(known)) return known as DeviceId
  const made = newId<DeviceId>(environment.random)
  write(environment.local, 'tablee.device', made)
  return made
}

/** Remembers a session for this tab, its dialogue and its table's board. */
export function keepSession(environment: Shelves, session: Session): void {
  write(environment.tab, tabKey, session)
  write(environment.local, dialogueKey(session.me.dialogue), session)
  if (session.me.board) write(environment.local, boardKey(session.me.board), session)
}

/** The table's board of another session than the one it was entered in: opened in a tab of its own, it knows who this is. */
export function keepBoard(environment: Pick<Shelves, 'local'>, session: Session, board: string): void {
  if (session.me.table !== null) write(environment.local, boardKey(board), session)
}

/** A tab that knows somebody by the board alone keeps them: the next session's board is another one. */
export function keepTab(environment: Shelves, session: Session, board: string): void {
  if (read(environment.tab, tabKey) === null) write(environment.tab, tabKey, session)
  keepBoard(environment, session, board)
}

/** Exchanges a link's secret or a short code. The answer is kept before it is returned. */
export async function enter(
  environment: Environment,
  by: { readonly token: string } | { readonly code: string },
  seat: string | null = null,
): Promise<Answer<Session>> {
  const request: SessionRequest = { ...by, device: deviceId(environment), seat }
  const answer = await openApi(environment, () => null).post<Session>('/api/sessions', request)
  if (answer.ok) keepSession(environment, answer.value)
  return answer
}

/** This tab's session, else the last one that opened this board or dialogue on this device. */
export function knownSession(
  environment: Environment,
  where: { readonly board?: string; readonly dialogue?: string } = {},
): Session | null {
  const found = [
    read(environment.tab, tabKey),
    where.board ? read(environment.local, boardKey(where.board)) : null,
    where.dialogue ? read(environment.local, dialogueKey(where.dialogue)) : null,
  ]
  return found.find(isSession) ?? null
}

const seatKey = 'tablee.seat'

/** A citizen's phone comes back to its seat after a reload, a closed tab or a night: the one place of `/seat`. */
export function keepSeat(environment: Shelves, session: Session): void {
  keepSession(environment, session)
  write(environment.local, seatKey, session)
}
/** The citizen of this tab, else of this phone. */
export const knownSeat = (environment: Shelves): Session | null =>
  [read(environment.tab, tabKey), read(environment.local, seatKey)].find(
    (one): one is Session => isSession(one) && one.me.role === 'citizen',
  ) ?? null
export function forgetSeat(environment: Shelves, session: Session): void {
  forgetSession(environment, session, null)
  const kept = read(environment.local, seatKey)
  if (isSession(kept) && kept.session === session.session) remove(environment.local, seatKey)
}

/** Leaving wipes the session on this device; the offline copy is wiped by `TableLink.leave`. */
export function forgetSession(environment: Shelves, session: Session, board: string | null): void {
  remove(environment.tab, tabKey)
  remove(environment.local, dialogueKey(session.me.dialogue))
  if (session.me.board) remove(environment.local, boardKey(session.me.board))
  if (board) remove(environment.local, boardKey(board))
}
