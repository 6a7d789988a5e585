/** What is asked of the process: entering, which dialogues there are, founding one, and what the machine says for all. */
import type { DialogueId } from '@tablee/shared/ids'
import { dialogueDoc } from '@tablee/shared/documents'
import type { Ready } from '@tablee/shared/ready/fact'
import { byServerLink } from '../access/server-link.ts'
import { copiesRoutes, type CopiesNow } from '../http/copies-routes.ts'
import type { Backups } from '../backup/backups.ts'
import { backupRoutes } from '../http/backup-routes.ts'
import { projectImportRoutes } from '../http/coding-files-routes.ts'
import { enterRoute, presenter } from '../http/access-routes.ts'
import { listRoute } from '../http/dialogue-routes.ts'
import { foundRoutes } from '../http/found-routes.ts'
import { readyRoutes } from '../http/ready-routes.ts'
import { recoveryRoutes } from '../http/recovery-routes.ts'
import { voicesImportRoutes } from '../http/voices-import-routes.ts'
import type { Damage } from '../recovery/damage.ts'
import type { Front } from './front.ts'
import type { Halls } from './halls.ts'
import { foundImported, foundProject, readersOf } from './projects.ts'
import { cardsOf } from './routes.ts'
import type { Shared } from './shared.ts'

/** In the order in which they are tried. A founding that fails before its first row leaves no hall behind. */
export function houseRoutes(
  {
    halls,
    front,
    damage,
    ready,
    copies,
    backups,
  }: {
    readonly halls: Halls
    readonly front: Front
    readonly damage: Damage
    readonly copies: CopiesNow
    readonly ready: { look(dialogue: DialogueId): Promise<Ready> }
    readonly backups: Backups | null
  },
  shared: Shared,
) {
  const { clock, random } = shared
  const titleOf = (id: DialogueId): string => halls.of(id)?.dialogues.dialogue(id)?.title ?? ''
  /** Whose hand the first row is of; that never changes. */
  const founders = new Map<DialogueId, boolean>()
  async function isOurs(id: DialogueId): Promise<boolean> {
    const known = founders.get(id)
    if (known !== undefined) return known
    for await (const { device } of halls.at(id).journal.commands(dialogueDoc(id))) {
      founders.set(id, device === byServerLink)
      return device === byServerLink
    }
    return false
  }
  const linksOf = (id: DialogueId) => {
    const hall = halls.at(id)
    return hall.access.links.list(id).map(presenter(cardsOf(hall, shared)))
  }
  return [
    enterRoute(front.enter),
    listRoute(() => halls.list().map((id) => ({ id, title: titleOf(id) }))),
    foundRoutes({
      found: (draft, by) => halls.begin(draft.id, ({ founding }) => founding.found(draft, by)),
      linksOf,
      standing: () =>
        halls.list().flatMap((id) => {
          const one = halls.of(id)?.dialogues.dialogue(id) ?? null
          if (one === null) return []
          const { title, lang, opensAt, closesAt } = one
          return [{ id, title, lang, opensAt, closesAt }]
        }),
      isOurs,
      firstLink(id) {
        const hall = halls.at(id)
        // Once it was renewed it is its organiser's: whoever has the server's link is told of none that came after.
        const first = hall.access.links
          .list(id)
          .find(({ role, generation }) => role === 'organiser' && generation === 1)
        const told = first === undefined ? null : presenter(cardsOf(hall, shared))(first)
        return told === null || told.url === null ? null : told
      },
      serverLink: shared.serverLink,
      origin: shared.origin,
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
    recoveryRoutes({ of: (id) => halls.at(id).recovery, damage, all: halls.list }),
  ]
}
