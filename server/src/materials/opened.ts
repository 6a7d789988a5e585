/**
 * What has been opened to the hall of a site: its session has begun there, or it was started there. Nothing of the others
 * leaves to citizens or to who watches, not even that they are there.
 */
import { peopleIn, type ClockState } from '@tablee/shared/dialogue/clock'
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { SiteId } from '@tablee/shared/ids'
import { wasStarted, type MaterialsState, type MaterialState } from '@tablee/shared/materials/fold'

/** By this clock people are in the session with its clock begun, or stayed there. While a notice runs nobody has gone yet. */
export function hasBegun(clock: ClockState | undefined, session: number, now: number): boolean {
  if (clock === undefined) return false
  const { course, reached } = clock
  const isIn = course.session === session && peopleIn(clock, now) === session
  return (isIn && course.since !== null && course.since <= now) || reached.get(session)?.stayed === true
}

/** The sites whose people may see it, in the order of the dialogue's file. */
export function openedAt(
  material: Pick<MaterialState, 'id' | 'place'>,
  state: MaterialsState,
  { clocks }: Pick<DialogueState, 'clocks'>,
  now: number,
): readonly SiteId[] {
  const { id, place } = material
  return [...clocks]
    .filter(([site, clock]) => wasStarted(state, id, site) || (place !== null && hasBegun(clock, place.session, now)))
    .map(([site]) => site)
}
