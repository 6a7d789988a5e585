/** By which clock what is watched goes: each city has its own, and a table that was held alone has one too. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { placeOf } from '@tablee/shared/view/place'
import type { Clock } from '@tablee/shared/wire/board'
import type { WatchedTable, WatchList } from '@tablee/shared/wire/watch'
import type { GoingParts } from '../ui/going.ts'

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
const siteOf = ({ sites }: Pick<WatchList, 'sites'>, wish: string | null) => {
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

/** The boards that a hall is about to leave are followed until it goes; what else is told of a table counts at once. */
export const listGoing: GoingParts<WatchList> = {
  courseOf: ({ clock }) => clock.course,
  hold: ({ clock, sites, tables }, told) => ({
    ...told,
    clock,
    // Of every city that goes with it: its head and its tables say the same until then.
    ...(told.sites === undefined
      ? {}
      : {
          sites: told.sites.map((site) =>
            site.clock.course.goesAt === told.clock.course?.goesAt
              ? (sites?.find(({ id }) => id === site.id) ?? site)
              : site,
          ),
        }),
    tables: tables.map((before) => told.tables.find(({ room }) => placeOf(room) === placeOf(before.room)) ?? before),
  }),
}
