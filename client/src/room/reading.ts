/** What a room's figures say at a moment, by the server's clock: where a clock stands, what comes next, how a table is. */
import { settled, type Course } from '@tablee/shared/dialogue/course'
import type { Call, Room, RoomTable, SiteClock } from '@tablee/shared/wire/room'
import { going, type GoingParts } from '../ui/going.ts'
import { courseTurnsIn, faceOf, readCourse, restOfSecond, type Reading } from '../ui/reading.ts'

export type RoomSession = Room['sessions'][number]
export type RoomStep = RoomSession['steps'][number]

const minute = 60_000
/** A table that has written nothing for so long is quiet; less is a breath. */
const quietMinutes = 4
/** Of fewer who are asked no number is told. */
const fewest = 5

export const sessionOf = (sessions: readonly RoomSession[], { session }: Pick<Course, 'session'>): RoomSession | null =>
  sessions.find(({ number }) => number === session) ?? null

export type Standing = {
  readonly session: RoomSession | null
  readonly reading: Reading<RoomStep>
  /** The step it stands in. */
  readonly step: RoomStep | null
  /** Milliseconds until screens go along with the last act; 0: they have. */
  readonly noticeMs: number
}
export function standingOf(
  sessions: readonly RoomSession[],
  { course }: Pick<SiteClock, 'course'>,
  now: number,
): Standing {
  const session = sessionOf(sessions, course)
  const reading = readCourse(course, session?.steps ?? [], now)
  const step = 'step' in reading ? reading.step : null
  return { session, reading, step, noticeMs: Math.max(0, (course.goesAt ?? 0) - now) }
}
/** What a clock of the hall shows, of the site or of a table. */
export const faceAt = (sessions: readonly RoomSession[], clock: Pick<SiteClock, 'course'>, now: number): string =>
  faceOf(standingOf(sessions, clock, now).reading)

/** Until the hall's clock says something else: its face, or the seconds of a notice. */
export function hallTurnsIn(
  sessions: readonly RoomSession[],
  { course }: Pick<SiteClock, 'course'>,
  now: number,
): number {
  const turns = courseTurnsIn(course, sessionOf(sessions, course)?.steps ?? [], now)
  const left = (course.goesAt ?? 0) - now
  return left > 0 ? Math.min(turns, restOfSecond(left)) : turns
}

/** The hall's clock goes on as it was until its tables go along, so that one who looks from it to a wall reads the same. */
export const hallGoing: GoingParts<SiteClock> = { courseOf: ({ course }) => course, hold: (shown) => shown }

/** The same of many clocks, of other sites or of tables, by their ids: what the screens there show. */
export type ClocksGoing = ReadonlyMap<string, ReturnType<typeof going<SiteClock>>>
export const clocksGoing = (
  before: ClocksGoing,
  clocks: readonly { readonly id: string; readonly clock: SiteClock }[],
  at: number,
): ClocksGoing => new Map(clocks.map(({ id, clock }) => [id, going(before.get(id) ?? null, clock, hallGoing, at)]))
/** A table that leaves the hall's clock shows that until it goes. */
export const tablesGoing = (
  before: ClocksGoing,
  { tables, clock: hall }: Pick<Room, 'tables' | 'clock'>,
  at: number,
): ClocksGoing =>
  clocksGoing(
    before,
    tables.map(({ id, clock }) => ({ id, clock: clock ?? hall })),
    at,
  )
/**
 * The tables with what stands on the board that their screens show: the server counts the one of the session to come as
 * soon as that is announced. `before`: what this gave last.
 */
export function countedAsShown(
  before: readonly RoomTable[],
  { tables, clock: hall }: Pick<Room, 'tables' | 'clock'>,
  on: ClocksGoing,
): readonly RoomTable[] {
  const was = new Map(before.map((table) => [table.id, table]))
  return tables.map((table) => {
    const [shown, old] = [on.get(table.id)?.shown, was.get(table.id)]
    if (!shown || !old || shown.course.session === (table.clock ?? hall).course.session) return table
    const { entries, spoken, lastAt } = old
    return { ...table, entries, spoken, lastAt }
  })
}
/** The face of a table's own clock, as its screens show it; nothing where it goes by the hall's. */
export function ownFaceAt(
  { sessions }: Pick<Room, 'sessions'>,
  on: ClocksGoing,
  table: RoomTable,
  now: number,
): string {
  const clock = table.clock && (on.get(table.id)?.shown ?? table.clock)
  return clock === null ? '' : faceAt(sessions, clock, now)
}

/** What the one large button does. */
export type Coming =
  | { readonly what: 'begin'; readonly session: RoomSession }
  | { readonly what: 'open'; readonly step: RoomStep & { readonly id: string } }
  | { readonly what: 'step'; readonly step: RoomStep }
  | { readonly what: 'session'; readonly session: RoomSession }
  | { readonly what: 'end' }

/** So many letters stand on the large button in two lines, at a tablet's width and at a phone's. */
const twoLines = 14
export const isLong = (title: string): boolean => [...title].length > twoLines

/** A step that asks people, is the room's to open and is open nowhere yet is opened before anybody goes on. */
export function comingIn(room: Room, now: number): Coming | null {
  const { session, reading, step } = standingOf(room.sessions, room.clock, now)
  const asked = room.rounds.find((round) => round.step === step?.id)
  if (
    reading.state !== 'ended' &&
    step?.id &&
    asked?.may.includes('open') &&
    asked.open + asked.closed + asked.revealed === 0 &&
    asked.of > 0
  )
    return { what: 'open', step: { ...step, id: step.id } }
  return nextIn(room.sessions, room.clock.course, session, reading)
}

/** Where *next* leads; null where the day is over. */
export function nextIn(
  sessions: readonly RoomSession[],
  course: Pick<Course, 'session'>,
  session: RoomSession | null,
  reading: Reading<RoomStep>,
): Exclude<Coming, { readonly what: 'open' }> | null {
  if (reading.state === 'ended') return null
  const later = sessions.find(({ number }) => number === course.session + 1)
  if (!('step' in reading)) {
    const first = session ?? later ?? null
    return first === null ? null : { what: 'begin', session: first }
  }
  const following = session?.steps[reading.index + 1]
  if (following) return { what: 'step', step: following }
  return later ? { what: 'session', session: later } : { what: 'end' }
}

/** The step to which *one step back* leads within its session: it gets its whole time again. */
export function backIn(
  sessions: readonly RoomSession[],
  clock: Pick<SiteClock, 'course'>,
  now: number,
): RoomStep | null {
  const { session, reading } = standingOf(sessions, clock, now)
  if (!('step' in reading)) return null
  // A step that was taken out has no time.
  return session?.steps.slice(0, reading.index).findLast(({ minutes }) => minutes > 0) ?? null
}
/** The minutes that a step gets anew to which a notice leads back; null where it leads on. */
export function againIn(
  sessions: readonly RoomSession[],
  shown: Pick<SiteClock, 'course'>,
  goes: Pick<SiteClock, 'course'>,
  now: number,
): number | null {
  const [was, is] = [standingOf(sessions, shown, now).reading, standingOf(sessions, goes, now).reading]
  if (!('step' in was && 'step' in is)) return null
  const by = goes.course.session - shown.course.session
  return by > 0 || (by === 0 && is.index >= was.index) ? null : Math.round(is.seconds / 60)
}

export type TableState =
  | 'call'
  | 'coming'
  | 'offline'
  | 'held'
  | 'own'
  | 'unsaved'
  | 'drawn'
  | 'quiet'
  | 'work'
  | 'over'
/** `quiet`: minutes, where that is told; `over`: its day is over. */
export type TableAt = { readonly quiet: number | null; readonly over: boolean }
/** The one thing that is said of a table first: whoever walks by reads it, and everything else stands in the panel. */
export function stateOf(table: RoomTable, call: Call | undefined, { quiet, over }: TableAt): TableState {
  if (call) return call.coming === null ? 'call' : 'coming'
  // Who went home is not away, and works at nothing; what is not saved still is not.
  if (over) return table.unsaved ? 'unsaved' : 'over'
  if (!table.online && table.offlineSince !== null) return 'offline'
  if (table.clock !== null && table.clock.course.heldAt !== null) return 'held'
  if (table.unsaved) return 'unsaved'
  if (table.curtain !== 'open') return 'drawn'
  if (table.clock !== null) return 'own'
  if (isLost(table)) return 'offline'
  return quiet === null ? 'work' : 'quiet'
}
/** No screen of it was here since the server began, and yet it has written: it is away, and nobody knows since when. */
export const isLost = ({
  online,
  offlineSince,
  lastAt,
}: Pick<RoomTable, 'online' | 'offlineSince' | 'lastAt'>): boolean =>
  !online && offlineSince === null && lastAt !== null
/** Minutes since something was written; null where that is not long, or nothing was written yet. */
export function quietFor({ lastAt }: Pick<RoomTable, 'lastAt'>, now: number): number | null {
  const minutes = lastAt === null ? 0 : Math.floor((now - lastAt) / minute)
  return minutes < quietMinutes ? null : minutes
}

/** In these a table works on its board; who writes alone, votes, watches or rests is not quiet. */
const boardSteps: ReadonlySet<string> = new Set(['map', 'canvas', 'read-back'])
/** How a table stands by the clock that its screens show. Where a step began, its silence begins. */
export function tableAt(
  { room: { sessions }, shown, tablesOn, now }: RoomAt,
  { id, lastAt }: Pick<RoomTable, 'id' | 'lastAt'>,
): TableAt {
  const { course } = tablesOn.get(id)?.shown ?? shown
  const steps = sessionOf(sessions, course)?.steps ?? []
  const { since, step } = settled(course, { steps }, now).course
  const kind = steps[step]?.kind
  const tells = since !== null && !course.ended && (steps.length === 0 || (kind !== undefined && boardSteps.has(kind)))
  const from = lastAt === null ? null : Math.max(lastAt, since ?? 0)
  return { quiet: tells ? quietFor({ lastAt: from }, now) : null, over: course.ended }
}
export type RoomAt = {
  readonly room: Pick<Room, 'sessions'>
  readonly shown: SiteClock
  readonly tablesOn: ClocksGoing
  readonly now: number
}

/** At how many tables something is open: after the end of the day nobody hands in there any more. */
export const openAt = (tables: readonly Pick<RoomTable, 'turnout'>[]): number =>
  tables.filter(({ turnout }) => turnout.some(({ state }) => state === 'open')).length

/** How a round is called: nobody hands in after the end of the day, and what was not closed is not open either. */
export const roundWord = (state: Round, over: boolean): `round-${Round}` | 'round-left-open' | 'round-never' =>
  over && state === 'open' ? 'round-left-open' : over && state === 'waiting' ? 'round-never' : `round-${state}`
type Round = RoomTable['turnout'][number]['state']

type Asked = Room['rounds'][number]
/** The rounds that say something now: that of the step that runs, whatever is open, and the two that were opened last. */
export function shownRounds(rounds: readonly Asked[], running: string | null = null): readonly Asked[] {
  const opened = rounds.filter(({ open, closed, revealed }) => open + closed + revealed > 0)
  const last = (opened.length > 0 ? opened : rounds).slice(-2)
  return rounds.filter((one) => one.step === running || one.open > 0 || last.includes(one))
}

/** Handed in over all tables that may be counted; `small`: tables of so few that a number would name somebody. */
export type Sent = {
  readonly handedIn: number
  readonly of: number
  readonly small: number
  /** At each of the small ones fewer than five people are asked: no other reason is needed. */
  readonly few: boolean
}
export function sentIn(tables: readonly RoomTable[], step: string): Sent {
  let [handedIn, of, small] = [0, 0, 0]
  let few = true
  for (const { turnout } of tables)
    for (const one of turnout) {
      if (one.step !== step) continue
      if (one.handedIn === null) {
        small += 1
        few &&= one.of < fewest
      } else {
        handedIn += one.handedIn
        of += one.of
      }
    }
  return { handedIn, of, small, few }
}

/** How many sit at a table: of its own, and from others. */
export const peopleAt = ({ taken, guests = [] }: Pick<RoomTable, 'taken' | 'guests'>): number =>
  taken.length + guests.length
/** Which of its chairs are taken, as a picture shows them: a guest sits where somebody is away, else where nobody sits. */
export function chairsOf({
  seats,
  taken,
  guests = [],
  away = [],
}: Pick<RoomTable, 'seats' | 'taken' | 'guests' | 'away'>): readonly number[] {
  const others = Array.from({ length: seats }, (_, n) => n + 1).filter(
    (one) => !taken.includes(one) && !away.includes(one),
  )
  return [...taken, ...[...away, ...others].slice(0, guests.length)]
}

/** What the tables have taken: seats, and how many there are. */
export const seatsIn = (tables: readonly RoomTable[]): { readonly taken: number; readonly of: number } => ({
  taken: tables.reduce((sum, table) => sum + peopleAt(table), 0),
  of: tables.reduce((sum, { seats }) => sum + seats, 0),
})

/** What an act on these tables has seen: of several clocks the highest. A table without one of its own goes by the hall's. */
export const seenOf = (tables: readonly RoomTable[], hall: SiteClock): number =>
  Math.max(...tables.map((table) => table.seen ?? (table.clock ?? hall).version))

/** The next table after this one, by number, of which this is true; round to the first again. */
export function nextTable(
  tables: readonly RoomTable[],
  after: string | null,
  is: (table: RoomTable) => boolean,
): RoomTable | null {
  const at = tables.findIndex(({ id }) => id === after)
  const order = [...tables.slice(at + 1), ...tables.slice(0, at + 1)]
  return order.find(is) ?? null
}

/** What of a round only each table does itself, where that is what comes next: who runs the hall is told who can. */
export function tablesMove(
  sessions: readonly RoomSession[],
  { step, of, open, closed, revealed, may }: Room['rounds'][number],
): 'open' | 'revealed' | null {
  const kind = sessions.flatMap(({ steps }) => steps).find(({ id }) => id === step)?.kind
  // Only writing is revealed.
  if (closed > 0 && kind === 'private-writing' && !may.includes('revealed')) return 'revealed'
  return open + closed + revealed < of && !may.includes('open') ? 'open' : null
}

/** The numbers of the tables at which a message was read, and of those it is for at which it was not; none where that was not told. */
export function readWhere(
  { tables: to, readAt }: Pick<Room['messages'][number], 'tables' | 'readAt'>,
  tables: readonly RoomTable[],
): { readonly read: readonly number[]; readonly unread: readonly number[] } {
  if (readAt === undefined) return { read: [], unread: [] }
  const of = tables.filter(({ id }) => to === null || to.includes(id)).map(({ number }) => number)
  const has = new Set(readAt)
  return { read: of.filter((number) => has.has(number)), unread: of.filter((number) => !has.has(number)) }
}

/** The step that runs was asked everywhere and is over: nobody who stepped back to it asks it again. */
export function isAskedOnce(
  { sessions }: Pick<Room, 'sessions'>,
  shown: Pick<SiteClock, 'course'>,
  { step, of, open, closed, revealed }: Room['rounds'][number],
  now: number,
): boolean {
  const running = standingOf(sessions, shown, now).step
  if (running?.id !== step || of === 0 || open > 0) return false
  return revealed + (running.kind === 'private-writing' ? 0 : closed) === of
}

/** What stands on its map is the table's, or was laid there for it before anybody of it wrote. */
export const isGiven = ({ entries, lastAt }: Pick<RoomTable, 'entries' | 'lastAt'>): boolean =>
  lastAt === null && entries > 0
/** Words with seats that were laid there are words: beside them nobody is said to have written nothing. */
export const isUnwritten = ({ lastAt, spoken }: Pick<RoomTable, 'lastAt' | 'spoken'>): boolean =>
  lastAt === null && spoken === 0
