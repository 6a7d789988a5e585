/** What this page is told and says, as the server has it, and what a step is before it has an id. */
import type { CodeCommand, CodeTold, RoundTold } from '@tablee/shared/wire/codebook'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type CodingStep = Without<CodeCommand>

/** What says again what was erased or refused is told by no letter. */
export const nameOf = ({ name }: Pick<CodeTold, 'name'>): string => name ?? '▒▒▒'

/** What is said of a code by hand. */
export type CodeFields = {
  readonly name: string
  readonly definition: string
  readonly includes: string
  readonly excludes: string
}
/** As it stands in fields; what is told by no letter is empty there. */
export const fieldsOf = ({ name, definition, includes, excludes }: Pick<CodeTold, keyof CodeFields>): CodeFields => ({
  name: name ?? '',
  definition: definition ?? '',
  includes: includes ?? '',
  excludes: excludes ?? '',
})
/** What somebody else says otherwise meanwhile, and what is not told now, stands as long as nobody here says it anew. */
export function fieldsChanged(before: CodeFields, now: CodeFields): Partial<CodeFields> {
  const changed = (['name', 'definition', 'includes', 'excludes'] as const).filter((one) => now[one] !== before[one])
  return Object.fromEntries(changed.map((one) => [one, now[one]]))
}

type RoundOf = Pick<RoundTold, 'state' | 'entries' | 'coders' | 'mine'> & { readonly joined: readonly unknown[] }
/** Entries that one has still to code in rounds: in one's own that one has not closed, and in those where somebody is missing. */
export const leftToCode = (rounds: readonly RoundOf[]): number =>
  rounds.reduce((left, { state, entries, coders, joined, mine }) => {
    if (state !== 'open') return left
    if (mine === null) return left + (joined.length < coders ? entries : 0)
    return left + (mine.closed ? 0 : entries - mine.done)
  }, 0)
