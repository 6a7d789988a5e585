/** A hall's plan, wired: what it asks of people's voices, and what follows from a table or a site that is added. */
import { counts, roundOf } from '@tablee/shared/voices/fold'
import { readItemKey } from '@tablee/shared/dialogue/items'
import type { DialogueId, RandomBytes, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import type { Access } from '../access/access.ts'
import { mayHandOut, sitesOfLink } from '../access/handing-out.ts'
import type { Link } from '../access/links.ts'
import { handOf, sitesOf, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Founding } from '../dialogue/found.ts'
import { planTold, theirs, type PlanTold } from '../dialogue/planned.ts'
import type { People } from './people.ts'

/** Made once for a hall; it listens to nothing and needs no closing. */
export function planIn({
  people: { dialogues, voices },
  access,
  founding,
  clock,
  random,
}: {
  readonly people: People
  readonly access: Pick<Access, 'links'>
  readonly founding: Pick<Founding, 'extend'>
  readonly clock: Clock
  readonly random: RandomBytes
}) {
  const asked: PlanTold = {
    isOpen: (dialogue, board, step) => roundOf(voices.staged(dialogue), board, step).state === 'open',
    isAnswered: ({ plan: { draft } }, step, item) =>
      draft.boards.some(({ id }) =>
        [...roundOf(voices.state(draft.id), id, step).casts].some(
          ([key, casts]) => readItemKey(key).item === item && [...casts.values()].some((cast) => counts(cast) !== null),
        ),
      ),
  }
  const verbs = dialogues.planVerbs(asked, random)
  const gone = fail({ code: 'not-found', what: 'dialogue' })

  /** The tables and sites that a command added: of one that is sent again the same. */
  function addedBy(dialogue: DialogueId, command: string): { tables: TableId[]; sites: SiteId[] } {
    const changes = (dialogues.standing(dialogue)?.changes ?? [])
      .filter((one) => one.command === command)
      .map(({ change }) => change)
    return {
      tables: changes.flatMap((change) => (change.do === 'table' ? [change.table.id] : [])),
      sites: changes.flatMap((change) => (change.do === 'site' ? [change.site.id] : [])),
    }
  }

  return {
    told(session: Session, dialogue: DialogueId): Result<Plan> {
      const state = dialogues.standing(dialogue)
      return state === null ? gone : ok(planTold(state, asked, sitesOf(session), clock()))
    },
    /** That somebody is in another step changes nothing of what is decided. */
    stamp(session: Session, dialogue: DialogueId): unknown {
      const state = dialogues.standing(dialogue)
      return state === null ? null : theirs(state, sitesOf(session)).length
    },
    async change(
      session: Session,
      dialogue: DialogueId,
      command: PlanCommand,
      still: () => boolean,
      present: () => (link: Link) => PlanAnswer['links'][number],
    ): Promise<Result<PlanAnswer>> {
      const by = { ...handOf(session), command: command.id, role: session.role, sites: sitesOf(session) }
      const done = await verbs.changePlan(dialogue, command, by, still)
      if (!done.ok) return done
      const of = addedBy(dialogue, command.id)
      const cards = await founding.extend(dialogue, of)
      if (!cards.ok) return cards
      const isNew = ({ table, sites }: Link): boolean =>
        (table !== null && of.tables.includes(table)) || of.sites.some((site) => sites?.includes(site) === true)
      const links = access.links
        .list(dialogue)
        .filter((link) => isNew(link) && mayHandOut(session, { role: link.role, sites: sitesOfLink(link, dialogues) }))
      return ok({ version: dialogues.standing(dialogue)?.changes.length ?? 0, links: links.map(present()) })
    },
  }
}
