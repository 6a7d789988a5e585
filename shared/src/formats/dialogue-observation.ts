/**
 * How a dialogue's tables begin to be watched and how far they may open that, in its file: of the whole dialogue, and of a
 * site, which may narrow it.
 */
import { beneath, closedObservation, type Observation, type Opening } from '../dialogue/rule.ts'
import type { Fields, Spot } from './json-spot.ts'

const names = ['agreed', 'delay', 'words', 'notes', 'canvas'] as const
type Name = (typeof names)[number]

/** What is not said is as it is above: the dialogue for a site, closed for the dialogue. */
export function observationIn(spot: Spot | null, above: Observation = closedObservation): Observation {
  if (spot === null) return above
  const said = spot.fields([...names, 'ceiling'])
  const ceiling = openingIn(said.maybe('ceiling')?.fields(names) ?? null, above.ceiling, above.ceiling)
  return { ceiling, start: openingIn(said, beneath(above.start, ceiling), ceiling) }
}

/** A file that says two things that contradict each other is refused, not settled. */
function openingIn(said: Fields<Name> | null, unsaid: Opening, ceiling: Opening): Opening {
  const flag = (name: Name, field: Exclude<keyof Opening, 'delayMinutes'>): boolean => {
    const spot = said?.maybe(name) ?? null
    const wish = spot?.flag() ?? unsaid[field]
    return wish && !ceiling[field] && spot !== null ? spot.bad('above-ceiling', { field: name }, wish) : wish
  }
  const spot = said?.maybe('delay') ?? null
  const delayMinutes = spot?.whole(0, 15) ?? unsaid.delayMinutes
  if (spot !== null && delayMinutes < ceiling.delayMinutes) spot.bad('above-ceiling', { field: 'delay' }, null)
  return {
    consent: flag('agreed', 'consent'),
    delayMinutes,
    showWords: flag('words', 'showWords'),
    showNotes: flag('notes', 'showNotes'),
    showCanvas: flag('canvas', 'showCanvas'),
  }
}
