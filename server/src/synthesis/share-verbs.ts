/** Themes given back to the hall: shared, closed and taken off by the team, answered by tables. Each step is a row. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, SiteId } from '@tablee/shared/ids'
import { fail, type Problem, type Result } from '@tablee/shared/problem'
import { hasTheme, type Themes } from '@tablee/shared/synthesis/fold'
import type { ShareRow } from '@tablee/shared/synthesis/rows'
import { takesAnswers, type Shares } from '@tablee/shared/synthesis/shares'
import type { AnswerCommand, ProposalCommand, ShareCommand } from '@tablee/shared/wire/shares'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { SharePlaces } from './shares.ts'

type Still = () => boolean
type Done = Promise<Result<null>>
export type ShareVerbs = Verbs<ShareCommand, [session: Session, dialogue: DialogueId], [still: Still], Done>
export type AnswerVerbs = Verbs<AnswerCommand, [session: Session, board: BoardId], [still: Still], Done>

export type ProposalVerbs = Verbs<ProposalCommand, [session: Session, dialogue: DialogueId], [still: Still], Done>

type Now = { readonly themes: Themes; readonly shares: Shares }
export type ShareLog = {
  append(
    dialogue: DialogueId,
    row: ShareRow,
    hand: ReturnType<typeof handOf>,
    judge: (now: Now) => Problem | null,
  ): Done
}
/** Of a day: boards and questions that a team puts up. Far more than a hall takes, and few for a log. */
const mostOfDay = 200
const changed: Problem = { code: 'changed' }

const trimmed = (text: LocalText): LocalText =>
  Object.fromEntries(Object.entries(text).map(([lang, one]) => [lang, one.trim()]))

/**
 * Each answers after COMMIT. `changed`: somebody was faster, as who took it off, closed it, or merged a theme away; `not-found`:
 * a site or table of no hall of this dialogue. Who may is asked before.
 */
export function createShareVerbs({ log, places }: { readonly log: ShareLog; readonly places: SharePlaces }): {
  readonly sharing: ShareVerbs
  readonly answering: AnswerVerbs
  readonly deciding: ProposalVerbs
} {
  const append = (
    session: Session,
    dialogue: DialogueId,
    row: ShareRow,
    still: Still,
    judge: (now: Now) => Problem | null,
  ): Done =>
    log.append(dialogue, row, handOf(session), (now) => {
      if (!still()) return { code: 'closed' }
      const { shares, proposed } = now.shares
      // A board is named by its command: of another device's by the same one there is none.
      return [...shares, ...proposed].some(({ id }) => id === row.command) ? changed : judge(now)
    })
  const sitesOf = (dialogue: DialogueId, wanted: readonly SiteId[]): readonly SiteId[] => {
    const known = new Set(places.sites(dialogue).map(({ id }) => id))
    return [...new Set(wanted)].filter((site) => known.has(site))
  }
  return {
    sharing: {
      async share(session, dialogue, { id, sites: wanted, themes }, still) {
        const sites = sitesOf(dialogue, wanted)
        if (sites.length < new Set(wanted).size) return fail({ code: 'not-found', what: 'site' })
        if (new Set(themes.map(({ theme }) => theme)).size < themes.length)
          return fail({ code: 'bad-request', where: 'themes', why: 'one of them twice' })
        const named = themes.map(({ theme, name }) => ({ theme, name: trimmed(name) }))
        const row: ShareRow = { kind: 'shared', command: id, sites, themes: named }
        return append(session, dialogue, row, still, (now) =>
          now.shares.shares.length >= mostOfDay
            ? { code: 'refused', why: 'shares' }
            : themes.every(({ theme }) => hasTheme(now.themes, theme))
              ? null
              : changed,
        )
      },
      close: (session, dialogue, { id, share }, still) =>
        append(session, dialogue, { kind: 'closed', command: id, share }, still, ({ shares }) => {
          const found = shares.shares.find((one) => one.id === share)
          return found !== undefined && takesAnswers(found) ? null : changed
        }),
      off: (session, dialogue, { id, share }, still) =>
        append(session, dialogue, { kind: 'off', command: id, share }, still, ({ shares }) =>
          shares.shares.some((one) => one.id === share && one.stands.length > 0) ? null : changed,
        ),
      propose: (session, dialogue, { id, theme, text }, still) =>
        append(session, dialogue, { kind: 'proposed', command: id, theme, text: trimmed(text) }, still, (now) =>
          now.shares.proposed.length >= mostOfDay
            ? { code: 'refused', why: 'proposed' }
            : hasTheme(now.themes, theme)
              ? null
              : changed,
        ),
    },
    deciding: {
      async decide(session, dialogue, { id, proposed, as, said }, still) {
        if (as === 'other' && said.trim() === '') return fail({ code: 'bad-request', where: 'said', why: 'no reason' })
        const row: ShareRow = { kind: 'decided', command: id, proposed, as, said: said.trim() }
        return append(session, dialogue, row, still, ({ shares }) =>
          shares.proposed.some((one) => one.id === proposed && one.ended === null) ? null : changed,
        )
      },
    },
    answering: {
      async answer(session, board, { id, share, theme, says }, still) {
        const place = places.board(board)
        const site = place === null ? null : (places.table(place.table)?.siteId ?? null)
        if (place === null || site === null) return fail({ code: 'not-found', what: 'table' })
        const row: ShareRow = { kind: 'answered', command: id, share, theme, table: place.table, says }
        return append(session, place.dialogue, row, still, ({ shares }) => {
          const found = shares.shares.find((one) => one.id === share)
          if (found === undefined || found.closedAt !== null || !found.stands.includes(site)) return changed
          return found.themes.some((one) => one.theme === theme) ? null : { code: 'not-found', what: 'theme' }
        })
      },
    },
  }
}
