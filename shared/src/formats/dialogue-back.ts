/** At which earlier sessions a step looks back, in a dialogue's file. */
import type { ProgrammeStep } from '../dialogue/programme.ts'
import { noneTwice } from './dialogue-texts.ts'
import type { Spot } from './json-spot.ts'

/** The earlier sessions that a step looks back at: in the first session there is none. */
export function backIn(spot: Spot | null, session: number): Pick<ProgrammeStep, 'looksBack'> {
  if (spot === null) return {}
  if (session === 1) return spot.bad('unknown-field', { field: 'looksBack' }, {})
  const listed = spot.list(1, session - 1).map((each) => [each.whole(1, session - 1), each] as const)
  noneTwice(listed.map(([one, each]) => [String(one), each]))
  return { looksBack: listed.map(([one]) => one).sort((a, b) => a - b) }
}
