/** Rounds that look back: which earlier sessions' boards of a table stand beside each other while a step runs. */
import type { ProgrammeStep } from './programme.ts'

/**
 * The sessions that a step of this session looks back at, in their order; empty for a step that does not. A step that says
 * none looks back at all earlier ones if it reads back, and at none if it is of any other kind. Never at its own or a later
 * one: a programme of other hands must not show a board before its time.
 */
export function looksBackAt({ kind, looksBack }: Pick<ProgrammeStep, 'kind' | 'looksBack'>, session: number): number[] {
  const named = looksBack ?? (kind === 'read-back' ? Array.from({ length: session }, (_, index) => index) : [])
  return [...new Set(named)].filter((one) => Number.isInteger(one) && one >= 1 && one < session).sort((a, b) => a - b)
}

/** As it is told to screens: left out where the step does not look back. */
export function backOf(
  step: Pick<ProgrammeStep, 'kind' | 'looksBack' | 'skipped'>,
  session: number,
): { readonly looksBack?: number[] } {
  const looksBack = step.skipped === true ? [] : looksBackAt(step, session)
  return looksBack.length === 0 ? {} : { looksBack }
}
