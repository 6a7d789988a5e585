/**
 * What nobody foresaw when a dialogue was founded, as rows of its log: judged by what is staged, in the turn in which the row
 * is staged. Numbers, ids and questions of what is added are the server's to pick.
 */
import { misfit, mostAdded, type PlanChange } from '@tablee/shared/dialogue/changes'
import { upTo, type ClockState } from '@tablee/shared/dialogue/clock'
import { boardIdOf } from '@tablee/shared/dialogue/file'
import {
  inLang,
  type BoardDraft,
  type DialogueDraft,
  type LocalText,
  type TableDraft,
  type ProgrammeStep,
} from '@tablee/shared/dialogue/programme'
import { beneath, closedObservation, type Observation } from '@tablee/shared/dialogue/rule'
import type { DialogueState } from '@tablee/shared/dialogue/state'
import { newId, type BoardId, type DialogueId, type RandomBytes, type SiteId, type TableId } from '@tablee/shared/ids'
import { fail, type Problem, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { PlanCommand } from '@tablee/shared/wire/plan'
import type { Clock } from '../clock.ts'
import type { DialogueRecord, Founded, Reading } from './reading.ts'
import type { By } from './verbs.ts'

/** Who changes a plan: their role stands beside the reason, never a name. `sites`: those they are narrowed to. */
export type PlanHand = By & { readonly role: Role; readonly sites: readonly SiteId[] | null }
/** What a plan has to know of people's voices, as they are staged. */
export type PlanVoices = { isOpen(dialogue: DialogueId, board: BoardId, step: string): boolean }

const notFound = (what: string): Result<never> => fail({ code: 'not-found', what })
const refused = (why: string): Problem => ({ code: 'refused', why })

/** Every clock by which somebody goes, or to which a table may be taken back. */
const clocksOf = (state: DialogueState): readonly ClockState[] => [
  ...state.clocks.values(),
  ...state.own.values(),
  ...[...state.joined.values()].map(({ had }) => had.clock),
]

/** Whether somebody is in this step just now. */
export function runsIn(state: DialogueState, session: number, step: number, at: number): boolean {
  const programme = state.plan?.draft.sessions ?? []
  return clocksOf(state).some((clock) => {
    const { course } = upTo(clock, programme, at)
    return course.since !== null && !course.ended && course.session === session && course.step === step
  })
}

/** Whether people write, vote or answer in this step just now, at some table. */
export const opensIn = (state: Founded, voices: PlanVoices, step: string): boolean =>
  state.plan.draft.boards.some(({ id }) => voices.isOpen(state.plan.draft.id, id, step))

/** Of several, in each thing the strictest: a table that is added opens nothing that another one may not. */
function observedAs(tables: readonly TableDraft[]): Observation {
  const [first = closedObservation, ...others] = tables.map(({ observation }) => observation ?? closedObservation)
  return others.reduce(
    (all, one) => ({ start: beneath(all.start, one.start), ceiling: beneath(all.ceiling, one.ceiling) }),
    first,
  )
}

/** The tables that say how one that is added begins: its site's; of a site that has none yet, all. */
function neighbours({ tables }: DialogueDraft, site: SiteId): readonly TableDraft[] {
  const here = tables.filter((table) => table.site === site)
  return here.length === 0 ? tables : here
}

/** As its site's tables of its language are asked; where there is none, as the dialogue asks. */
function questionOf(draft: DialogueDraft, table: Pick<TableDraft, 'site' | 'lang'>, session: number): string {
  const beside = draft.tables.filter(({ site, lang }) => site === table.site && lang === table.lang)
  const asked = draft.boards.find((board) => board.session === session && beside.some(({ id }) => id === board.table))
  if (asked !== undefined) return asked.question
  const question = draft.sessions.find(({ number }) => number === session)?.question ?? {}
  return inLang(question, table.lang, draft.lang)
}

const languagesOf = ({ langs, tables, lang }: DialogueDraft): ReadonlySet<string> =>
  new Set<string>([lang, ...(langs ?? tables.map((table) => table.lang))])
/** In each of the dialogue's languages and no other: nobody who chose one of them is answered in another. */
function inAll(draft: DialogueDraft, text: LocalText): Problem | null {
  const wanted = languagesOf(draft)
  const missing = [...wanted].filter((lang) => !Object.hasOwn(text, lang))
  if (missing.length > 0) return { code: 'bad-request', where: 'text', why: `missing in ${missing.join(', ')}` }
  const foreign = Object.keys(text).find((lang) => !wanted.has(lang))
  return foreign === undefined ? null : { code: 'bad-request', where: 'text', why: 'not a language of this dialogue' }
}

/** Private writing has what it is about, in all languages, and people who were asked for consent; no other step has it. */
function writes(draft: DialogueDraft, { kind, task }: ProgrammeStep): Problem | null {
  const writing = kind === 'private-writing'
  if (writing !== (task !== undefined))
    return { code: 'bad-request', where: 'prompt', why: writing ? 'missing' : 'nothing is written in this step' }
  if (task?.kind !== 'write') return null
  return draft.consent === undefined ? refused('nobody is asked for consent') : inAll(draft, task.prompt)
}

/** A name of the IANA's, or none. */
function isZone(name: string | undefined): boolean {
  if (name === undefined) return true
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * Answers after COMMIT, once for each command; `changed` where the steps of that session are others than `seen` or there is no such version, `refused`
 * where it does not fit, or would take from people what they are in. Who may at all is asked before.
 */
export function createPlanVerbs({
  record,
  reading,
  voices,
  clock,
  random,
}: {
  readonly record: DialogueRecord
  readonly reading: Pick<Reading, 'staged' | 'homeOf'>
  readonly voices: PlanVoices
  readonly clock: Clock
  readonly random: RandomBytes
}) {
  function boardsOf(draft: DialogueDraft, table: TableDraft): readonly BoardDraft[] {
    return draft.sessions.map(({ number: session }) => {
      const named = boardIdOf(draft.id, table.number, session)
      return {
        id: reading.homeOf(named) === null ? named : newId<BoardId>(random),
        table: table.id,
        session,
        question: questionOf(draft, table, session),
        lang: table.lang,
      }
    })
  }

  /** What is asked for, as it stands in the log. */
  function changeOf({ plan: { draft } }: Founded, command: PlanCommand): PlanChange {
    switch (command.kind) {
      case 'add-site': {
        const { name, country, lang, zone } = command
        const site = { id: newId<SiteId>(random), name, country, lang, ...(zone === undefined ? {} : { zone }) }
        return { do: 'site', site }
      }
      case 'add-table': {
        const { site, seats, lang, citizensEdit } = command
        const beside = neighbours(draft, site)
        const table: TableDraft = {
          id: newId<TableId>(random),
          site,
          number: Math.max(0, ...draft.tables.map(({ number }) => number)) + 1,
          seats,
          lang,
          citizensEdit: citizensEdit ?? beside[0]?.citizensEdit ?? false,
          observation: observedAs(beside),
        }
        return { do: 'table', table, boards: boardsOf(draft, table) }
      }
      case 'add-seats':
        return { do: 'seats', table: command.table, seats: command.seats }
      case 'add-step': {
        const { session, at, step: kind, title, minutes, prompt, signature = 'seat-code' } = command
        const task =
          prompt === undefined ? {} : { id: newId(random), task: { kind: 'write', prompt, signature } as const }
        return { do: 'step', session, at, step: { kind, title, minutes, ...task } }
      }
      case 'set-minutes':
        return { do: 'minutes', session: command.session, step: command.step, minutes: command.minutes }
      case 'skip-step':
        return { do: 'skip', session: command.session, step: command.step }
      case 'reword':
        return { do: 'word', step: command.step, item: command.item, text: command.text }
    }
  }

  /** Why it may not be done to who sits, answers or is in a step now; what does not fit the plan says `misfit`. */
  function objection(now: Founded, command: PlanCommand, change: PlanChange): Problem | null {
    const { draft } = now.plan
    if ('seen' in command) {
      // A version that there is not, or not any more: what was on that screen is not this plan.
      if (command.seen > now.changes.length) return { code: 'changed' }
      const since = now.changes.slice(command.seen)
      if (since.some(({ change: one }) => 'session' in one && one.session === command.session))
        return { code: 'changed' }
    }
    const why = misfit(draft, change)
    if (why !== null) return refused(why)
    switch (change.do) {
      case 'site':
        if (draft.sites.length >= mostAdded.sites) return refused('too many sites')
        if (!languagesOf(draft).has(change.site.lang))
          return { code: 'bad-request', where: 'lang', why: 'not of this dialogue' }
        return isZone(change.site.zone) ? null : { code: 'bad-request', where: 'zone', why: 'no time zone' }
      case 'table':
        if (!languagesOf(draft).has(change.table.lang))
          return { code: 'bad-request', where: 'lang', why: 'not of this dialogue' }
        // How many boards a founding makes is bound by the time of one request; here it is one table's.
        return draft.tables.length >= mostAdded.tables || change.table.number > 999 ? refused('too many tables') : null
      case 'seats':
        return null
      case 'step':
        return inAll(draft, change.step.title) ?? writes(draft, change.step)
      case 'minutes':
      case 'skip': {
        const step = draft.sessions.find(({ number }) => number === change.session)?.steps[change.step]
        const shorter = change.do === 'skip' || change.minutes < (step?.minutes ?? 0)
        // Who leads a clock on says "next": a step that ends while people are in it ends without a notice.
        if (shorter && runsIn(now, change.session, change.step, clock())) return refused('it runs')
        return change.do === 'skip' && step?.id !== undefined && opensIn(now, voices, step.id)
          ? refused('it is open')
          : null
      }
      case 'word':
        // Of one ballot nobody could say which words somebody answered to.
        return opensIn(now, voices, change.step) ? refused('it is open') : inAll(draft, change.text)
    }
  }

  return {
    /** The plan with it. A table of another site than theirs is `not-found`. */
    async changePlan(id: DialogueId, command: PlanCommand, by: PlanHand, still: () => boolean): Promise<Result<null>> {
      const sent = record.sent(id, by.command, by)
      if (sent !== null) return sent
      const state = reading.staged(id)
      if (state === null) return notFound('dialogue')
      const theirs = (site: SiteId | undefined): boolean =>
        site !== undefined && state.plan.site.has(site) && (by.sites?.includes(site) ?? true)
      if (command.kind === 'add-table' && !theirs(command.site)) return notFound('site')
      if (command.kind === 'add-seats' && !theirs(state.plan.table.get(command.table)?.site)) return notFound('table')
      const change = changeOf(state, command)
      return record.append(
        id,
        { kind: 'change', command: by.command, change, why: command.why, by: by.role },
        by,
        (now) => {
          if (!still()) return { code: 'not-signed-in' }
          return now.plan === null
            ? { code: 'not-found', what: 'dialogue' }
            : objection({ ...now, plan: now.plan }, command, change)
        },
      )
    },
  }
}
