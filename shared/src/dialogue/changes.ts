/**
 * What nobody foresaw when the dialogue was founded: a further table, seats, a site that joins late, a step put in, lengthened
 * or skipped, an item put in other words. Each is a row with its reason; what was planned at first stays known, since the row
 * that founded it stays.
 */
import type { TableId } from '../ids.ts'
import type {
  BoardDraft,
  DialogueDraft,
  LocalText,
  ProgrammeStep,
  SiteDraft,
  StepKind,
  TableDraft,
} from './programme.ts'

export type PlanChange =
  /** It has no tables before they are added. Its clock stands where nothing has begun. */
  | { readonly do: 'site'; readonly site: SiteDraft }
  /** With a board for each session. */
  | { readonly do: 'table'; readonly table: TableDraft; readonly boards: readonly BoardDraft[] }
  /** Never fewer: somebody may sit on them. */
  | { readonly do: 'seats'; readonly table: TableId; readonly seats: number }
  /** `at`: where it stands among the steps of its session afterwards, from 0. */
  | { readonly do: 'step'; readonly session: number; readonly at: number; readonly step: ProgrammeStep }
  | { readonly do: 'minutes'; readonly session: number; readonly step: number; readonly minutes: number }
  /** No clock stops at it any more; what was done in it stays. */
  | { readonly do: 'skip'; readonly session: number; readonly step: number }
  /** An item of a step in other words. What was answered to the old ones is never added to what is answered to these. */
  | { readonly do: 'word'; readonly step: string; readonly item: string; readonly text: LocalText }

/** As it stands in the log. `by`: a role, never a name. */
export type PlanRow = {
  readonly kind: 'change'
  readonly command: string
  readonly change: PlanChange
  readonly why: string
  readonly by: string
}
export type Changed = Omit<PlanRow, 'kind'> & { readonly at: number }

/** Most steps of a session, with those that were put in. */
export const mostSteps = 40
/** As much as a founding takes, and no more; a question is as long as a file lets it be. */
export const mostAdded = { sites: 100, tables: 300, seats: 20, minutes: 600, question: 1_000 } as const
/**
 * Steps that can be put in: all that need nothing but words. A vote or questions with items of their own are asked on the day
 * (`voices/asks`), where their figures have a unit and a base and no clock is moved.
 */
export const inserted = [
  'welcome',
  'video',
  'private-writing',
  'map',
  'canvas',
  'read-back',
  'break',
] as const satisfies readonly StepKind[]

/** Where a step stands after a change, that stood at `step` before. */
export const stepAfter = (change: PlanChange, session: number, step: number): number =>
  change.do === 'step' && change.session === session && change.at <= step ? step + 1 : step

/**
 * Why a change does not fit this plan, for somebody who reads a log; null: it does. What it may not do to who sits, answers or
 * is in a step already its verb asks (`server/dialogue`).
 */
export function misfit(draft: DialogueDraft, change: PlanChange): string | null {
  const session = 'session' in change ? draft.sessions.find(({ number }) => number === change.session) : undefined
  switch (change.do) {
    case 'site':
      return draft.sites.some(({ id }) => id === change.site.id) ? 'a site of this id stands already' : null
    case 'table': {
      const { table, boards } = change
      if (draft.tables.some(({ id, number }) => id === table.id || number === table.number))
        return 'a table of this number stands already'
      if (draft.sites.every(({ id }) => id !== table.site)) return 'no such site'
      if (table.seats < 1) return 'no seats'
      const wanted = draft.sessions.map(({ number }) => number).sort((a, b) => a - b)
      const given = boards.map((board) => board.session).sort((a, b) => a - b)
      if (boards.some((board) => board.table !== table.id) || JSON.stringify(wanted) !== JSON.stringify(given))
        return 'a board for each session'
      return boards.some(({ id }) => draft.boards.some((board) => board.id === id)) ? 'a board of this id stands' : null
    }
    case 'seats': {
      const table = draft.tables.find(({ id }) => id === change.table)
      if (table === undefined) return 'no such table'
      return change.seats > table.seats && change.seats <= 99 ? null : 'not more seats'
    }
    case 'step': {
      if (session === undefined) return 'no such session'
      if (session.steps.length >= mostSteps) return 'too many steps'
      if (change.at < 0 || change.at > session.steps.length) return 'no such place'
      const { id } = change.step
      if (change.step.task !== undefined && id === undefined) return 'a step with a task has an id'
      return id !== undefined && draft.sessions.some(({ steps }) => steps.some((step) => step.id === id))
        ? 'a step of this id stands already'
        : null
    }
    case 'minutes':
    case 'skip': {
      const step = session?.steps[change.step]
      if (step === undefined) return 'no such step'
      if (step.skipped === true) return 'it is skipped already'
      if (change.do === 'minutes')
        return change.minutes === step.minutes || change.minutes < 1 ? 'not other minutes' : null
      const left = session?.steps.filter(({ skipped }) => skipped !== true).length ?? 0
      return left < 2 ? 'the only step that is left' : null
    }
    case 'word': {
      const step = draft.sessions.flatMap(({ steps }) => steps).find(({ id }) => id === change.step)
      const task = step?.task
      if (task === undefined || task.kind === 'write') return 'no such step'
      const item = task.items.find(({ id }) => id === change.item)
      if (item === undefined) return 'no such item'
      return JSON.stringify(item.text) === JSON.stringify(change.text) ? 'the same words' : null
    }
  }
}

/** The plan with it, and why, where that is told of an item; one that does not fit leaves it as it was. */
export function changed(draft: DialogueDraft, change: PlanChange, why = ''): DialogueDraft {
  if (misfit(draft, change) !== null) return draft
  switch (change.do) {
    case 'site':
      return { ...draft, sites: [...draft.sites, change.site] }
    case 'table':
      return { ...draft, tables: [...draft.tables, change.table], boards: [...draft.boards, ...change.boards] }
    case 'seats':
      return {
        ...draft,
        tables: draft.tables.map((table) => (table.id === change.table ? { ...table, seats: change.seats } : table)),
      }
    case 'step':
      return inSession(draft, change.session, (steps) => steps.toSpliced(change.at, 0, change.step))
    case 'minutes':
      return inSession(draft, change.session, (steps) =>
        steps.with(change.step, { ...at(steps, change.step), minutes: change.minutes }),
      )
    case 'skip':
      return inSession(draft, change.session, (steps) =>
        steps.with(change.step, { ...at(steps, change.step), minutes: 0, skipped: true }),
      )
    case 'word':
      return {
        ...draft,
        sessions: draft.sessions.map((session) => ({
          ...session,
          steps: session.steps.map((step) => (step.id === change.step ? reworded(step, change, why) : step)),
        })),
      }
  }
}

function at(steps: readonly ProgrammeStep[], step: number): ProgrammeStep {
  const found = steps[step]
  if (found === undefined) throw new Error(`no step ${step}`)
  return found
}

const inSession = (
  draft: DialogueDraft,
  number: number,
  change: (steps: readonly ProgrammeStep[]) => readonly ProgrammeStep[],
): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) =>
    session.number === number ? { ...session, steps: change(session.steps) } : session,
  ),
})

/** One item of a step was put in other words. */
export type Rewording = { readonly step: string; readonly item: string }
/** All of a dialogue in the order in which it was done. */
export const rewordingsIn = (changes: readonly Changed[]): readonly Rewording[] =>
  changes.flatMap(({ change }) => (change.do === 'word' ? [{ step: change.step, item: change.item }] : []))

/** What it was asked in before stays with it: figures are told apart by it. */
function reworded(
  step: ProgrammeStep,
  { item, text }: { readonly item: string; readonly text: LocalText },
  why: string,
): ProgrammeStep {
  const { task } = step
  if (task === undefined || task.kind === 'write') return step
  const items = task.items.map((one) =>
    one.id === item ? { ...one, text, earlier: [...(one.earlier ?? []), { text: one.text, why }] } : one,
  )
  return { ...step, task: { ...task, items } }
}
