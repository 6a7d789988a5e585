/** The second laptop, where there is one: whether it has everything. */
import type { Fact } from '@tablee/shared/ready/fact'

type Second = Extract<Fact, { readonly what: 'second' }>
export type Copies = { readonly state: Second['why']; readonly since: number | null }

/** That there is none is no fault: many halls have one laptop. One that was there and is away is. */
export const judgeSecond = ({ state, since }: Copies): Fact => ({
  what: 'second',
  is: state === 'behind' || state === 'one' ? 'look' : 'good',
  why: state,
  since,
})
