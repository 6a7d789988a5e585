/** What a site's console plays in its hall. Each verb answers after COMMIT; who may is asked before. */
import type { SiteId } from '@tablee/shared/ids'
import type { MaterialsState } from '@tablee/shared/materials/fold'
import { startsAhead, stillPlaying } from '@tablee/shared/materials/playing'
import type { MaterialRow } from '@tablee/shared/materials/rows'
import { fail, type Problem } from '@tablee/shared/problem'
import type { PlayCommand } from '@tablee/shared/wire/materials'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, sitesOf, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { MaterialLog } from './log.ts'
import { closedMeanwhile, type Done, type Standing, type Still } from './ports.ts'

export type PlayingVerbs = Verbs<PlayCommand, [session: Session, site: SiteId], [still: Still], Done>

/** How far ahead something goes on or jumps (ms): less than a start, since every wall has the film by then. */
const goesOnAhead = 1_000
const changed: Problem = { code: 'changed' }

/** An act on what plays no more is `changed`, so that nobody ends what somebody else has just begun. */
export function createPlaying({
  log,
  standing,
  clock,
}: {
  readonly log: MaterialLog
  readonly standing: Standing
  readonly clock: Clock
}): PlayingVerbs {
  /** All that this session may reach, or the one of the path. */
  function reached(session: Session, site: SiteId, all: 'all' | undefined): readonly SiteId[] {
    if (all === undefined) return [site]
    const own = sitesOf(session)
    const sites = [...(standing(session.dialogue)?.plan?.site.keys() ?? [])] as SiteId[]
    return sites.filter((one) => own?.includes(one) ?? true)
  }
  function playsAt(now: MaterialsState, site: SiteId, id: string): boolean {
    const one = now.playing.get(site)
    const files = one === undefined ? undefined : now.materials.get(one.material)?.files
    return one?.id === id && files !== undefined && stillPlaying(one, files, clock())
  }
  /** Where it plays, of the sites that are meant; a row about none is none. */
  function act(
    session: Session,
    site: SiteId,
    { sites, playing }: { readonly sites?: 'all' | undefined; readonly playing: string },
    row: (sites: readonly SiteId[]) => MaterialRow,
    still: Still,
  ): Done {
    const { dialogue } = session
    const staged = log.staged(dialogue)
    const meant = reached(session, site, sites).filter((one) => playsAt(staged, one, playing))
    return log.append(dialogue, row(meant), handOf(session), () =>
      !still() ? closedMeanwhile : meant.length === 0 ? changed : null,
    )
  }

  return {
    start(session, site, { id, material, sites, from = 0, page = 1 }, still) {
      const found = log.staged(session.dialogue).materials.get(material)
      if (found === undefined) return Promise.resolve(fail({ code: 'not-found', what: 'material' }))
      const row: MaterialRow = {
        kind: 'start',
        command: id,
        material,
        sites: reached(session, site, sites),
        startsAt: clock() + startsAhead,
        from,
        page,
      }
      return log.append(session.dialogue, row, handOf(session), (now) => {
        if (!still()) return closedMeanwhile
        const one = now.materials.get(material)
        if (one === undefined) return { code: 'not-found', what: 'material' }
        return one.files.length === 0 ? { code: 'not-found', what: 'file' } : null
      })
    },
    hold: (session, site, command, still) =>
      act(session, site, command, (sites) => ({ kind: 'hold', command: command.id, sites, now: clock() }), still),
    'go-on': (session, site, command, still) =>
      act(
        session,
        site,
        command,
        (sites) => ({ kind: 'go-on', command: command.id, sites, startsAt: clock() + goesOnAhead }),
        still,
      ),
    seek: (session, site, command, still) =>
      act(
        session,
        site,
        command,
        (sites) => ({ kind: 'seek', command: command.id, sites, startsAt: clock() + goesOnAhead, to: command.to }),
        still,
      ),
    page: (session, site, command, still) =>
      act(session, site, command, (sites) => ({ kind: 'page', command: command.id, sites, page: command.page }), still),
    end: (session, site, command, still) =>
      act(session, site, command, (sites) => ({ kind: 'end', command: command.id, sites }), still),
  }
}
