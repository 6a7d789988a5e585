/**
 * Who this tab is. A session is a bearer token kept per tab, because one browser often holds several roles; the last
 * one of each board is kept beside it, so that a table opened again (also offline) finds who it was.
 */
import { isId, newId, type DeviceId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { SessionAnswer, SessionRequest } from '@tablee/shared/wire/access'
import { openApi, type Answer } from './api.ts'
import type { Environment } from './environment.ts'

export type Session = SessionAnswer

const tabKey = 'tablee.session'
const boardKey = (board: string) => `tablee.session.board.${board}`
/** Who came in last, of one dialogue; with a role, who came in last in it before somebody of another role did. */
const dialogueKey = (dialogue: string, role?: Role) =>
  `tablee.session.dialogue.${dialogue}${role === undefined ? '' : `.${role}`}`
/** The dialogues that this device organises, by their ids: the page of one leads to the others. */
const organisedKey = 'tablee.organised'
type Speaks = Pick<Session['me'], 'tableNumber' | 'role'> & { readonly dialogue: string; readonly seat: string | null }
/** As it was before seats changed tables. */
export const earlierSaidKey = (me: Speaks): string =>
  `tablee.said.${me.dialogue}.${me.tableNumber ?? ''}.${me.role}.${me.seat ?? ''}`
/** Where a person's half-typed sentences lie, of all boards of their table; a seat's are no other seat's, and go along with it. */
export const saidKey = (me: Speaks): string =>
  earlierSaidKey(me.role === 'citizen' && me.seat !== null ? { ...me, tableNumber: null } : me)

/** Where lies what a table is about to recommend, of all its boards: whoever has the role at it goes on with it. */
export const recommendingKey = (me: Parameters<typeof saidKey>[0]): string =>
  `tablee.recommending.${me.dialogue}.${me.tableNumber ?? ''}.${me.role}.${me.seat ?? ''}`

/** Where the languages of a table's seats lie, of all its boards. */
export const tonguesKey = (at: { readonly dialogue: string; readonly tableNumber: number | null }): string =>
  `tablee.tongues.${at.dialogue}.${at.tableNumber ?? ''}`

/** Where lies what the room told last to a role at a table: what is read away from the network is of then. */
const toldKey = ({ dialogue, tableNumber, role }: Session['me']): string =>
  `tablee.told.${dialogue}.${tableNumber ?? ''}.${role}`

/** Where lies what stood in a table's head, and which of its entries a person's page had not seen saved: of one board. */
const headKey = (board: string): string => `tablee.head.${board}`
const unsavedKey = (board: string, { role, seat }: Session['me']): string =>
  `tablee.unsaved.${board}.${role}.${seat ?? ''}`

type WebStorage = Environment['local']
type Storages = Pick<Environment, 'local' | 'tab'>
const read = (storage: WebStorage, key: string): unknown => {
  try {
    const text = storage?.getItem(key)
    return text ? JSON.parse(text) : null
  } catch {
    return null
  }
}
const write = (storage: WebStorage, key: string, value: unknown): void => {
  try {
    storage?.setItem(key, JSON.stringify(value))
  } catch {
    // Full or blocked: the session then lives as long as this page.
  }
}
const remove = (storage: WebStorage, key: string): void => {
  try {
    storage?.removeItem(key)
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

/** More than anybody organises on one device; the oldest is forgotten here, and its link goes on. */
const mostOrganised = 50
const organisedIds = ({ local }: Pick<Storages, 'local'>): readonly string[] => {
  const kept = read(local, organisedKey)
  return Array.isArray(kept) ? kept.filter(isId) : []
}
/** Who organises on this device, dialogue by dialogue, whoever came in by other links in between. */
export const organisedHere = (environment: Environment): readonly Session[] =>
  organisedIds(environment).flatMap((dialogue) => knownSession(environment, { dialogue, roles: ['organiser'] }) ?? [])

/** Remembers a session for this tab, its dialogue and its table's board; one of another role is set aside, not replaced. */
export function keepSession(environment: Storages, session: Session): void {
  const { dialogue, role } = session.me
  const last = read(environment.local, dialogueKey(dialogue))
  if (isSession(last) && last.me.role !== role) write(environment.local, dialogueKey(dialogue, last.me.role), last)
  write(environment.tab, tabKey, session)
  write(environment.local, dialogueKey(dialogue), session)
  if (role === 'organiser')
    write(environment.local, organisedKey, [...new Set([...organisedIds(environment), dialogue])].slice(-mostOrganised))
  if (session.me.board) write(environment.local, boardKey(session.me.board), session)
}

/** The table's board of another session than the one it was entered in: opened in a tab of its own, it knows who this is. */
export function keepBoard(environment: Pick<Storages, 'local'>, session: Session, board: string): void {
  if (session.me.table !== null) write(environment.local, boardKey(board), session)
}

/** Whether this device opened a board as the same person: of the same seat, or of a table's role at the same table. */
export function openedBy({ local }: Pick<Environment, 'local'>, { me }: Session, board: string): boolean {
  const kept = read(local, boardKey(board))
  if (!isSession(kept) || kept.me.dialogue !== me.dialogue || kept.me.role !== me.role) return false
  if (me.role === 'citizen') return me.seat !== null && kept.me.seat === me.seat
  return kept.me.tableNumber === me.tableNumber
}

/** A tab that knows somebody by the board alone keeps them: the next session's board is another one. */
export function keepTab(environment: Storages, session: Session, board: string): void {
  if (read(environment.tab, tabKey) === null) write(environment.tab, tabKey, session)
  keepBoard(environment, session, board)
}

/**
 * Exchanges a link's secret or a short code. The answer is kept before it is returned: as this tab's, or at the door
 * where this device has seats of that dialogue. Kept as usual it would take the place of who sits there.
 */
export async function enter(
  environment: Environment,
  by: { readonly token: string } | { readonly code: string },
  seat: SessionRequest['seat'] = null,
): Promise<Answer<Session>> {
  const request: SessionRequest = { ...by, device: deviceId(environment), seat }
  const answer = await openApi(environment, () => null).post<Session>('/api/sessions', request)
  if (!answer.ok) return answer
  const { me } = answer.value
  leaveDoor(environment)
  if (me.role === 'citizen' && seatsHere(environment, me.dialogue).length > 0)
    write(environment.tab, doorKey, answer.value)
  else keepSession(environment, answer.value)
  return answer
}

/**
 * This tab's session, else the last one that opened this board or dialogue on this device. `roles`: whose page asks; who
 * organises opens a table's link in another tab, and is the organiser here all the same.
 */
export function knownSession(
  environment: Environment,
  where: { readonly board?: string; readonly dialogue?: string | null; readonly roles?: readonly Role[] } = {},
): Session | null {
  const { board, dialogue, roles } = where
  const found = [
    read(environment.tab, tabKey),
    board ? read(environment.local, boardKey(board)) : null,
    ...(dialogue
      ? [undefined, ...(roles ?? [])].map((role) => read(environment.local, dialogueKey(dialogue, role)))
      : []),
  ]
  return (
    found
      .filter(isSession)
      .find(({ me }) => roles === undefined || (roles.includes(me.role) && (!dialogue || me.dialogue === dialogue))) ??
    null
  )
}

/** `others`: seats of the people who share this phone with the person who sat down last. */
const seatKey = 'tablee.seat'
const othersKey = 'tablee.seats'
/** Somebody who came in by the card on a device that has a seat: not anybody yet, until they say who they are. */
const doorKey = 'tablee.session.door'
/** A phone that is handed round forgets who sat down first of more than these. */
const mostSeats = 12

const sits = (one: Session): boolean => one.me.role === 'citizen' && one.me.seat !== null
const sameSeat = (one: Session, other: Session): boolean =>
  one.session === other.session ||
  (one.me.dialogue === other.me.dialogue && one.me.seat !== null && one.me.seat === other.me.seat)
const lastSeat = ({ local }: Pick<Storages, 'local'>): Session | null => {
  const kept = read(local, seatKey)
  return isSession(kept) ? kept : null
}
const otherSeats = ({ local }: Pick<Storages, 'local'>): readonly Session[] => {
  const kept = read(local, othersKey)
  return Array.isArray(kept) ? kept.filter(isSession).filter(sits) : []
}
function keepOthers({ local }: Pick<Storages, 'local'>, others: readonly Session[]): void {
  if (others.length === 0) remove(local, othersKey)
  else write(local, othersKey, others.slice(-mostSeats))
}

/** The seats that this device has, of one dialogue or of all, who sat down last first. */
export function seatsHere(environment: Pick<Storages, 'local'>, dialogue?: string): readonly Session[] {
  const last = lastSeat(environment)
  return [...(last !== null && sits(last) ? [last] : []), ...[...otherSeats(environment)].reverse()].filter(
    (one) => dialogue === undefined || one.me.dialogue === dialogue,
  )
}
export function atTheDoor(environment: Storages): Session | null {
  const kept = read(environment.tab, doorKey)
  return isSession(kept) ? kept : null
}
export const leaveDoor = (environment: Storages): void => remove(environment.tab, doorKey)

/**
 * A citizen's phone comes back to its seat after a reload, a closed tab or a night: the one place of `/seat`. Who sat
 * here before is set aside, not forgotten.
 */
export function keepSeat(environment: Storages, session: Session): void {
  const last = lastSeat(environment)
  const others = otherSeats(environment).filter((one) => !sameSeat(one, session))
  keepOthers(environment, last !== null && sits(last) && !sameSeat(last, session) ? [...others, last] : others)
  keepSession(environment, session)
  write(environment.local, seatKey, session)
}
/** The citizen of this tab, else of this phone. */
export const knownSeat = (environment: Storages): Session | null =>
  [read(environment.tab, tabKey), read(environment.local, seatKey)].find(
    (one): one is Session => isSession(one) && one.me.role === 'citizen',
  ) ?? null
export function forgetSeat(environment: Storages, session: Session): void {
  forgetSession(environment, session, null)
  if (lastSeat(environment)?.session === session.session) remove(environment.local, seatKey)
  keepOthers(
    environment,
    otherSeats(environment).filter((one) => one.session !== session.session),
  )
}

/** What is kept under a key of its own while somebody is known; who reads it looks at what it is. */
const keptUnder = ({ local }: Pick<Storages, 'local'>, key: string | null) => ({
  load: (): unknown => (key === null ? null : read(local, key)),
  save(value: unknown): void {
    if (key === null) return
    if (value === null) remove(local, key)
    else write(local, key, value)
  },
})
export type KeptHere = ReturnType<typeof keptUnder>

/** What the room told last to who sits here; null where nobody is known. */
export const roomToldHere = (storages: Pick<Storages, 'local'>, session: Session | null): KeptHere =>
  keptUnder(storages, session === null ? null : toldKey(session.me))
/** What stood in the head of a board's page: a reload while nobody answers says at which table it is. */
export const headHere = (storages: Pick<Storages, 'local'>, session: Session | null, board: string): KeptHere =>
  keptUnder(storages, session === null ? null : headKey(board))
/** Entries that this person changed and that no page of this device has seen saved. */
export const unsavedHere = (storages: Pick<Storages, 'local'>, session: Session | null, board: string): KeptHere =>
  keptUnder(storages, session === null ? null : unsavedKey(board, session.me))

/** What this person left half typed at this table, of all its boards. */
export function forgetSaid(environment: Storages, { me }: Session): void {
  for (const storage of [environment.local, environment.tab])
    for (const key of [saidKey(me), earlierSaidKey(me)]) remove(storage, key)
  remove(environment.local, recommendingKey(me))
}

/** Leaving wipes the session on this device; the offline copy is wiped by `TableLink.leave`. */
export function forgetSession(environment: Storages, session: Session, board: string | null): void {
  const { dialogue, role } = session.me
  remove(environment.tab, tabKey)
  const last = read(environment.local, dialogueKey(dialogue))
  if (!isSession(last) || last.me.role === role) remove(environment.local, dialogueKey(dialogue))
  remove(environment.local, dialogueKey(dialogue, role))
  forgetSaid(environment, session)
  remove(environment.local, tonguesKey(session.me))
  remove(environment.local, toldKey(session.me))
  for (const one of new Set([session.me.board, board]))
    if (one)
      for (const key of [boardKey(one), headKey(one), unsavedKey(one, session.me)]) remove(environment.local, key)
}
