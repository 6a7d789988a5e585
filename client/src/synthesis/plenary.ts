/**
 * How long it is until all come together: to the next step that the programme calls a plenary, else the next in which tables
 * read back. Where it says neither, until the session that runs is over.
 */
import type { StepKind } from '@tablee/shared/dialogue/programme'

type Step = { readonly kind: StepKind; readonly title: string; readonly minutes: number }

/** As programmes call it in the languages of the screens. */
const plenary = /\bpl[eé]n(?:ar|i[eè]r|um|o\b)|الجلسة العامة/iu

/** `now`: the step that runs, and the seconds that it has left. `called`: as its reader reads it. `to` null: until the end. */
export function untilPlenary(
  steps: readonly Step[],
  now: number,
  seconds: number,
  called: (at: number) => string = (at) => steps[at]?.title ?? '',
): { readonly minutes: number; readonly to: string | null } {
  const rest = steps.slice(now + 1)
  const to = rest.find(({ title }) => plenary.test(title)) ?? rest.find(({ kind }) => kind === 'read-back')
  const between = to === undefined ? rest : rest.slice(0, rest.indexOf(to))
  const left = Math.ceil(Math.max(0, seconds) / 60)
  return {
    minutes: between.reduce((sum, step) => sum + step.minutes, left),
    to: to === undefined ? null : called(steps.indexOf(to)),
  }
}
