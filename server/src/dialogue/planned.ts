/** The day as it is by now, as its organiser and its rooms are told it. Committed state only. */
import type { Since } from '@tablee/shared/dialogue/since'
import { since } from '@tablee/shared/dialogue/since'
import type { ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { SiteId } from '@tablee/shared/ids'
import type { Plan, PlanChangeTold } from '@tablee/shared/wire/plan'
import { opensIn, runsIn, type PlanVoices } from './plan.ts'
import type { Founded } from './reading.ts'

/** What a plan tells of people's voices: whether there are any, never which. */
export type PlanTold = PlanVoices & { isAnswered(state: Founded, step: string, item: string): boolean }

/** `sites`: those that the reader is narrowed to; of others' tables and names nothing is said. */
export function planTold(state: Founded, voices: PlanTold, sites: readonly SiteId[] | null, at: number): Plan {
  const { draft } = state.plan
  const stepTold = (step: ProgrammeStep, session: number, n: number) => ({
    kind: step.kind,
    title: step.title,
    minutes: step.minutes,
    id: step.id ?? null,
    skipped: step.skipped === true,
    runs: runsIn(state, session, n, at),
    open: step.id !== undefined && opensIn(state, voices, step.id),
    items: itemsOf(step).map(({ id, text }) => ({
      id,
      text,
      answered: step.id !== undefined && voices.isAnswered(state, step.id, id),
    })),
  })
  return {
    version: state.changes.length,
    lang: draft.lang,
    langs: [...(draft.langs ?? new Set([draft.lang, ...draft.tables.map(({ lang }) => lang)]))],
    sessions: draft.sessions
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, title, begins, steps }) => ({
        number,
        title,
        ...(begins === undefined ? {} : { begins }),
        steps: steps.map((step, n) => stepTold(step, number, n)),
      })),
    changes: theirs(state, sites).map(changeTold),
  }
}

/** What was changed, as far as a reader of these sites is told it. */
export const theirs = (state: Founded, sites: readonly SiteId[] | null): readonly Since[] =>
  since(state).filter((one) => isTheirs(state, one, sites))

const itemsOf = ({ task }: ProgrammeStep) => (task === undefined || task.kind === 'write' ? [] : task.items)

function isTheirs({ plan }: Founded, one: Since, sites: readonly SiteId[] | null): boolean {
  if (sites === null) return true
  if (one.do === 'site') return sites.includes(one.site.id)
  const table = one.do === 'table' ? one.table.id : one.do === 'seats' ? one.table : null
  const site = table === null ? undefined : plan.table.get(table)?.site
  return table === null || (site !== undefined && sites.includes(site))
}

function changeTold(one: Since): PlanChangeTold {
  const { why, by, at } = one
  const common = { do: one.do, why, by, at }
  switch (one.do) {
    case 'site':
      return { ...common, site: one.site.name }
    case 'table':
      return { ...common, site: one.site, table: one.table.number, seats: one.table.seats }
    case 'seats':
      return { ...common, table: one.number, seats: one.seats, before: one.before }
    case 'step':
      return { ...common, session: one.session, title: one.of.title, minutes: one.of.minutes }
    case 'minutes':
      return { ...common, session: one.session, title: one.title, minutes: one.minutes, before: one.before }
    case 'skip':
      return { ...common, session: one.session, title: one.title, before: one.before }
    case 'word':
      return { ...common, session: one.session, title: one.before, text: one.text }
  }
}
