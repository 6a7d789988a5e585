/** By which clock what is watched goes: each city has its own, and a table that was held alone has one too. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { placeOf } from '@tablee/shared/view/place'
import type { Clock } from '@tablee/shared/wire/board'
import type { WatchedTable, WatchList } from '@tablee/shared/wire/watch'
import { waits, type GoingParts } from '../ui/going.ts'

type Course = NonNullable<Clock['course']>

/** Where the steps of its session are not told, it has none: those of another session are not its own. */
function clockWith(list: WatchList, course: Course, reader: string): Clock {
  if (course.session === list.clock.session) return { ...list.clock, course }
  const session = list.asked?.find((one) => one.session === course.session)
  return {
    session: course.session,
    sessions: list.clock.sessions,
    title: session === undefined ? '' : shownIn(session.title, reader, list.lang),
    startedAt: course.since,
    now: list.clock.now,
    steps: (session?.steps ?? []).map((step) => ({ ...step, title: shownIn(step.title, reader, list.lang) })),
    course,
  }
}

export function clockAt(
  list: WatchList,
  { clock: own, siteId }: Pick<WatchedTable, 'clock' | 'siteId'>,
  reader: string,
): Clock {
  const course = (own ?? list.sites?.find(({ id }) => id === siteId)?.clock)?.course
  if (course === undefined) return list.clock
  const clock = clockWith(list, course, reader)
  return own === undefined ? clock : { ...clock, alone: true }
}

/** `?site=Lyon`: the screen of a hall goes by its own city's clock; else by the first's. */
export const siteHere = (): string | null => new URLSearchParams(location.search).get('site')
/** Which site of the list that is, by its id or name. */
export const siteOf = ({ sites }: Pick<WatchList, 'sites'>, wish: string | null) => {
  const wished = wish?.toLocaleLowerCase()
  return sites?.find(({ id, name }) => id === wish || name.toLocaleLowerCase() === wished)
}
export function inHall(list: WatchList, site: string | null, reader: string): WatchList {
  const found = siteOf(list, site)
  return found === undefined ? list : { ...list, clock: clockAt(list, { siteId: found.id }, reader) }
}

/** Of the board that is shown of a table; a server of before says it of the clock alone. */
export const sessionOf = (list: WatchList, table: Pick<WatchedTable, 'session' | 'clock' | 'siteId'>): number =>
  table.session ?? clockAt(list, table, list.lang).session

export type Standing = { readonly site: string; readonly session: number; readonly ended: boolean }
/**
 * Where each city is, the page's own first, if they are in different sessions or at one of them the day is over: then no
 * head may say one session of all. Else null.
 */
export function apart(list: Pick<WatchList, 'sites'>, here: string | null): readonly Standing[] | null {
  const own = siteOf(list, here)
  const all = (list.sites ?? []).map(({ id, name, clock: { course } }) => ({
    own: id === own?.id,
    site: name,
    session: course.session,
    ended: course.ended,
  }))
  // Where it is over everywhere it does not matter in which session that was.
  if (all.every(({ ended }) => ended)) return null
  if (all.every(({ session, ended }) => session === all[0]?.session && ended === all[0].ended)) return null
  return all.toSorted((a, b) => Number(b.own) - Number(a.own)).map(({ own: _own, ...standing }) => standing)
}

/** Whose clock the page's is, where cities go by different ones; null where it is everybody's. */
export function clockIs({ sites = [] }: Pick<WatchList, 'sites'>, here: string | null): string | null {
  const first = JSON.stringify(sites[0]?.clock.course)
  if (sites.every(({ clock }) => JSON.stringify(clock.course) === first)) return null
  return (siteOf({ sites }, here) ?? sites[0])?.name ?? null
}

/** The page's own clock; each city and each table goes by its own (`goAlong`). */
export const listGoing: GoingParts<WatchList> = {
  courseOf: ({ clock }) => clock.course,
  hold: ({ clock }, told) => ({ ...told, clock }),
}

const courseOf = (list: WatchList, { clock, siteId }: WatchedTable): Course | undefined =>
  (clock ?? list.sites?.find(({ id }) => id === siteId)?.clock ?? list.clock).course

export type GoneAlong = {
  readonly told: WatchList
  readonly released: number
  readonly list: WatchList
  /** When those go that are not where they are told to be yet, by the server's clock. */
  readonly goes: readonly number[]
}
/**
 * The boards that a table is about to leave are followed until it goes, and its city's head says the same until then; what
 * else is told counts at once. `released`: notices until then are over, because a room was closed meanwhile. The same object
 * until something changes.
 */
export function goAlong(before: GoneAlong | null, told: WatchList, at: number, released: number): GoneAlong {
  if (before === null) return { told, released, list: told, goes: [] }
  if (before.told === told && before.released === released && before.goes.every((one) => one > at)) return before
  const goes: number[] = []
  const sites = told.sites?.map((site) => {
    const was = before.list.sites?.find(({ id }) => id === site.id)
    return was !== undefined && waits(was.clock.course, site.clock.course, at) ? was : site
  })
  const tables = told.tables.map((table) => {
    const was = before.list.tables.find((one) => one.table === table.table)
    const goesTo = courseOf(told, table)
    if (was === undefined || !waits(courseOf(before.list, was), goesTo, at)) return table
    goes.push(goesTo.goesAt)
    const { clock: _clock, ...rest } =
      placeOf(was.room) === placeOf(table.room) || goesTo.goesAt <= released ? table : was
    return was.clock === undefined ? rest : { ...rest, clock: was.clock }
  })
  for (const site of told.sites ?? []) {
    const { goesAt } = site.clock.course
    if (goesAt !== null && goesAt > at && sites?.includes(site) === false) goes.push(goesAt)
  }
  const list = goes.length === 0 ? told : { ...told, ...(sites === undefined ? {} : { sites }), tables }
  return { told, released, list, goes }
}
