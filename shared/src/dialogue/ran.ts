/** Sessions that the tables have been in before: how their clock goes on if the tables are moved there again. */

import type { Course } from './course.ts'

/** Between a move and the tables going along: as long it can be taken back, and then nothing was moved. */
export const noticeMs = 10_000

/** A session that was left: when its clock had begun, when it was left (ms), and where its clock stood then. */
export type Ran = { readonly startedAt: number; readonly leftAt: number; readonly course: Course }

/**
 * Whether its clock goes on as it ran if nobody says so: a move that is taken back was a mistake, and the day's times still
 * hold. So it is where the tables were away for less time than the session had run, and in an earlier session whose time
 * is not over. Else it begins anew: a session that was opened by mistake an hour ago, or one that is done a second time.
 */
export function goesOn(
  { startedAt, leftAt }: Omit<Ran, 'course'>,
  minutes: number,
  earlier: boolean,
  now: number,
): boolean {
  const away = now - leftAt
  return away <= noticeMs || away < leftAt - startedAt || (earlier && now < startedAt + minutes * 60_000)
}
