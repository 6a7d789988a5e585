/** What is asked of the process: entering, which dialogues there are, founding one, and what the machine says for all. */
import type { DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { Ready } from '@tablee/shared/ready/fact'
import { copiesRoutes, type CopiesNow } from '../http/copies-routes.ts'
import type { Backups } from '../backup/backups.ts'
import { backupRoutes } from '../http/backup-routes.ts'
import { projectImportRoutes } from '../http/coding-files-routes.ts'
import { enterRoute, presenter } from '../http/access-routes.ts'
import { listRoute } from '../http/dialogue-routes.ts'
import { foundRoutes } from '../http/found-routes.ts'
import { moveRoutes, type Move } from '../http/move-routes.ts'
import { readyRoutes } from '../http/ready-routes.ts'
import { recoveryRoutes } from '../http/recovery-routes.ts'
import { voicesImportRoutes } from '../http/voices-import-routes.ts'
import type { Damage } from '../recovery/damage.ts'
import type { Front } from './front.ts'
import type { Halls } from './halls.ts'
import { foundImported, foundProject, readersOf } from './projects.ts'
import { cardsOf } from './routes.ts'
import type { Overview } from './overview.ts'
import type { Common } from './shared.ts'

/** In the order in which they are tried. A founding that fails before its first row leaves no hall behind. */
export function houseRoutes(
  {
    halls,
    overview,
    front,
    damage,
    ready,
    copies,
    backups,
    move,
  }: {
    readonly halls: Halls
    readonly overview: Overview
    readonly front: Front
    readonly damage: Pick<Damage, 'report'>
    readonly copies: CopiesNow
    readonly ready: { look(dialogue: DialogueId): Promise<Ready> }
    readonly backups: Backups | null
    /** Left out: what is here is moved from elsewhere. */
    readonly move?: Move
  },
  common: Common,
) {
  const { clock, random } = common
  const linksOf = (id: DialogueId) => {
    const hall = halls.at(id)
    return hall.access.links.list(id).map(presenter(cardsOf(hall, common)))
  }
  return [
    enterRoute(front.enter),
    listRoute(overview.list),
    foundRoutes({
      found: async (draft, by) =>
        (await overview.standsElsewhere(draft.id))
          ? ok({ founded: false })
          : halls.begin(draft.id, ({ founding }) => founding.found(draft, by)),
      linksOf,
      standing: overview.list,
      isOurs: overview.isOurs,
      firstLink(id) {
        const hall = halls.at(id)
        // Once it was renewed it is its organiser's: whoever has the server's link is told of none that came after.
        const first = hall.access.links
          .list(id)
          .find(({ role, generation }) => role === 'organiser' && generation === 1)
        const told = first === undefined ? null : presenter(cardsOf(hall, common))(first)
        return told === null || told.url === null ? null : told
      },
      serverLink: common.serverLink,
      origin: common.origin,
      clock,
      random,
    }),
    voicesImportRoutes({
      into: {
        voices: (id, row, by) => halls.begin(id, ({ voices }) => voices.append(id, row, by)),
        async found(draft, observers, by) {
          const { access, founding } = await halls.enter(draft.id)
          const done = await foundImported(halls, draft, by)
          if (!done.ok) return done
          const issued = await access.links.issueAll(readersOf(draft, observers))
          return issued.ok ? founding.plantBlank(draft.id) : issued
        },
        linksOf,
      },
      clock,
      random,
    }),
    projectImportRoutes({
      into: {
        found: (made, by) => foundProject(halls, made, by, random),
        linksOf,
      },
      clock,
    }),
    readyRoutes(ready.look),
    copiesRoutes(copies),
    backupRoutes(backups),
    moveRoutes(
      move ??
        (() =>
          Promise.resolve({
            moved: false,
            says: 'A cluster’s dialogue is carried into a folder: pnpm tablee move DIALOGUE --to FOLDER, with DATABASE_URL set.',
          })),
    ),
    recoveryRoutes({ of: (id) => halls.at(id).recovery, damage, all: halls.list }),
  ]
}
