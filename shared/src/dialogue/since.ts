/** What was planned beside what was added since: each change with what stood there before it, and where its step stands by now. */
import { changed, stepAfter, type Changed, type PlanChange } from './changes.ts'
import type { DialogueDraft, LocalText, ProgrammeStep, StepTask } from './programme.ts'
import type { DialogueState } from './state.ts'

type Of<Do extends PlanChange['do']> = Extract<PlanChange, { readonly do: Do }>
export type Since = Pick<Changed, 'why' | 'by' | 'at'> &
  (
    | Of<'site'>
    | (Of<'table'> & { readonly site: string })
    | (Of<'seats'> & { readonly number: number; readonly before: number })
    /** `step`: its number by now. */
    | { readonly do: 'step'; readonly session: number; readonly step: number; readonly of: ProgrammeStep }
    | (Of<'minutes'> & { readonly before: number; readonly title: LocalText })
    | (Of<'skip'> & { readonly before: number; readonly title: LocalText })
    | (Of<'word'> & { readonly session: number; readonly before: LocalText })
  )

/** The oldest first; none before it is founded. */
export function since({ founded, changes }: Pick<DialogueState, 'founded' | 'changes'>): readonly Since[] {
  const told: Since[] = []
  let draft = founded
  for (const [n, { change, why, by, at }] of changes.entries()) {
    if (draft === null) break
    const later = changes.slice(n + 1)
    const byNow = (session: number, step: number): number =>
      later.reduce((place, one) => stepAfter(one.change, session, place), step)
    const one = sinceOf(draft, change, byNow)
    if (one !== null) told.push({ why, by, at, ...one })
    draft = changed(draft, change, why)
  }
  return told
}

type Without<T> = T extends unknown ? Omit<T, 'why' | 'by' | 'at'> : never

function sinceOf(
  draft: DialogueDraft,
  change: PlanChange,
  byNow: (session: number, step: number) => number,
): Without<Since> | null {
  switch (change.do) {
    case 'site':
      return change
    case 'table':
      return { ...change, site: draft.sites.find(({ id }) => id === change.table.site)?.name ?? '' }
    case 'seats': {
      const table = draft.tables.find(({ id }) => id === change.table)
      return table === undefined ? null : { ...change, number: table.number, before: table.seats }
    }
    case 'step':
      return { do: 'step', session: change.session, step: byNow(change.session, change.at), of: change.step }
    case 'minutes':
    case 'skip': {
      const step = draft.sessions.find(({ number }) => number === change.session)?.steps[change.step]
      if (step === undefined) return null
      return { ...change, step: byNow(change.session, change.step), before: step.minutes, title: step.title }
    }
    case 'word': {
      const session = draft.sessions.find(({ steps }) => steps.some(({ id }) => id === change.step))
      const before = itemsOf(session?.steps.find(({ id }) => id === change.step)?.task).find(
        ({ id }) => id === change.item,
      )?.text
      return session === undefined || before === undefined ? null : { ...change, session: session.number, before }
    }
  }
}

const itemsOf = (task: StepTask | undefined) => (task === undefined || task.kind === 'write' ? [] : task.items)
