/** By which clock each site and table goes, as it may be told: `committed` and `homeOf` are the reading's. */
import type { SiteClock } from '@tablee/shared/dialogue/clock'
import { clockOf, reachedBy, siteTold, tableTold } from '@tablee/shared/dialogue/fold'
import type { BoardId, DialogueId, Lang, SiteId, TableId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Founded } from './reading.ts'

/** A place of the dialogue, with its clock. */
type Site = {
  readonly id: SiteId
  readonly name: string
  readonly lang: Lang
  readonly zone: string | null
  readonly clock: SiteClock
}
type Place = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly table: TableId
  readonly session: number
}

/** Of what nobody knows: no site, no clock, session 0. */
export function createClocks(
  committed: (id: string | null | undefined) => Founded | null,
  homeOf: (table: TableId) => DialogueId | undefined,
  /** Whether anybody wrote on a board since then. */
  touchedSince: (board: BoardId, at: number) => boolean,
  now: Clock,
) {
  return {
    /** In the order of its file. */
    sites(id: string): readonly Site[] {
      const state = committed(id)
      if (state === null) return []
      return state.plan.draft.sites.map(({ id: site, name, lang, zone }) => ({
        id: site,
        name,
        lang,
        zone: zone ?? null,
        clock: siteTold(state, site),
      }))
    },
    /** A table's: its site's, or one of its own (`alone`). */
    clockAt(of: TableId): (SiteClock & { readonly alone: boolean }) | null {
      const state = committed(homeOf(of))
      return state === null ? null : { ...tableTold(state, of), alone: state.own.has(of) }
    },
    /** Of the session in which a table is. */
    sessionAt(of: TableId): number {
      const state = committed(homeOf(of))
      return state === null ? 0 : clockOf(state, of).course.session
    },
    /** Whether a table's day has ended; not while that can be taken back. */
    dayOver(of: TableId): boolean {
      const state = committed(homeOf(of))
      if (state === null) return false
      const { ended, goesAt } = clockOf(state, of).course
      return ended && (goesAt ?? 0) <= now()
    },
    /** Where a table has been: of a session beyond its own, if it stayed there or something was written. */
    isReached({ id, dialogue: of, table: at, session }: Place): boolean {
      const state = committed(of)
      if (state === null) return session <= 0
      if (session <= clockOf(state, at).course.session) return true
      const before = reachedBy(state, at, session)
      return before !== null && (before.stayed || touchedSince(id, before.at))
    },
  }
}
