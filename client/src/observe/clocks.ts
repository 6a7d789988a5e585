/** By which clock what is watched goes: each city has its own, and a table that was held alone has one too. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { placeOf } from '@tablee/shared/view/place'
import type { Clock } from '@tablee/shared/wire/board'
import type { WatchedTable, WatchList } from '@tablee/shared/wire/watch'
import type { GoingParts } from '../ui/going.ts'

/** Null where its steps are not told: nobody was in that session. */
function clockWith(list: WatchList, course: NonNullable<Clock['course']>, reader: string): Clock | null {
  if (course.session === list.clock.session) return { ...list.clock, course }
  const session = list.asked?.find((one) => one.session === course.session)
  if (session?.steps === undefined) return null
  return {
    session: course.session,
    sessions: list.clock.sessions,
    title: shownIn(session.title, reader, list.lang),
    startedAt: course.since,
    now: list.clock.now,
    steps: session.steps.map((step) => ({ ...step, title: shownIn(step.title, reader, list.lang) })),
    course,
  }
}

export function clockAt(
  list: WatchList,
  { clock: own, siteId }: Pick<WatchedTable, 'clock' | 'siteId'>,
  reader: string,
): Clock {
  const course = (own ?? list.sites?.find(({ id }) => id === siteId)?.clock)?.course
  const clock = course === undefined ? null : clockWith(list, course, reader)
  if (clock === null) return list.clock
  return own === undefined ? clock : { ...clock, alone: true }
}

/** `?site=Lyon`: the screen of a hall goes by its own city's clock; else by the first's. */
export const siteHere = (): string | null => new URLSearchParams(location.search).get('site')
export function inHall(list: WatchList, site: string | null, reader: string): WatchList {
  const wished = site?.toLocaleLowerCase()
  const found = list.sites?.find(({ id, name }) => id === site || name.toLocaleLowerCase() === wished)
  return found === undefined ? list : { ...list, clock: clockAt(list, { siteId: found.id }, reader) }
}

/** The boards that a hall is about to leave are followed until it goes; what else is told of a table counts at once. */
export const listGoing: GoingParts<WatchList> = {
  courseOf: ({ clock }) => clock.course,
  hold: ({ clock, tables }, told) => ({
    ...told,
    clock,
    tables: tables.map((before) => told.tables.find(({ room }) => placeOf(room) === placeOf(before.room)) ?? before),
  }),
}
