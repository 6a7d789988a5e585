/**
 * When a snapshot takes itself: as a site leaves a session, as its day ends, and once at the end of the whole day. Read from
 * the programme's clocks alone, so that whoever starts later finds the same ones, each under the same name.
 */
import type { DialogueState } from '../dialogue/state.ts'
import { noticeMs } from '../dialogue/ran.ts'

/** `at`: when it was so. `late`: nobody was there to take it then; it was taken at the next start. */
export type Occasion = (
  | { readonly why: 'left' | 'ended'; readonly site: string; readonly session: number; readonly at: number }
  | { readonly why: 'day'; readonly at: number }
) & { readonly late?: true }

/** The same for the same occasion, whenever it is read. */
export const occasionName = (one: Occasion): string =>
  one.why === 'day' ? `day ${one.at}` : `${one.why} ${one.site} ${one.session} ${one.at}`

/** All that came or are to come, by what was decided so far; earliest first. */
export function occasionsIn({ clocks, plan }: DialogueState): readonly Occasion[] {
  const found: Occasion[] = []
  for (const [site, { ran, course }] of clocks) {
    // Called off within the notice of its beginning: nobody had come.
    for (const [session, { startedAt, leftAt }] of ran)
      if (leftAt > startedAt) found.push({ why: 'left', site, session, at: leftAt + noticeMs })
    const { ended, session, goesAt } = course
    if (ended && goesAt !== null) found.push({ why: 'ended', site, session, at: goesAt })
  }
  const day = endOfDay(clocks, plan)
  if (day !== null) found.push({ why: 'day', at: day })
  return found.sort((a, b) => a.at - b.at)
}

/** When the last site has ended; where one never does, when the dialogue's own time is over. Null: no site has begun. */
function endOfDay(clocks: DialogueState['clocks'], plan: DialogueState['plan']): number | null {
  if (plan === null || ![...clocks.values()].some(({ passed, stretch }) => passed.length > 0 || stretch !== null))
    return null
  const ends = plan.draft.sites.map(({ id }) => {
    const course = clocks.get(id)?.course
    return course?.ended === true ? course.goesAt : null
  })
  const last = ends.reduce<number | null>((max, at) => (max === null || at === null ? null : Math.max(max, at)), 0)
  return last ?? plan.draft.closesAt
}
