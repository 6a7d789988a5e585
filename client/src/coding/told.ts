/** What this page is told and says, as the server has it, and what a step is before it has an id. */
import type { CodeCommand, CodeTold } from '@tablee/shared/wire/codebook'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type CodingStep = Without<CodeCommand>

/** What says again what was erased or refused is told by no letter. */
export const nameOf = ({ name }: Pick<CodeTold, 'name'>): string => name ?? '▒▒▒'
