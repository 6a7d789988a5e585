/**
 * What was begun at a table that this seat has left, and what no table asks any more. Where the same step is open at the table at
 * which the seat sits now, it lies there, not handed in: its person looks at it once more. The rest stays in sight to be copied.
 */
import { personalKeys } from '@tablee/shared/voices/answer'
import type { SeatAnswer, SeatRound } from '@tablee/shared/wire/seat'
import { nameOf, noDrafts, tellable, unsentTexts, type Draft, type Drafts } from './drafts.ts'

const waits = ({ outbox }: Drafts, draft: Draft): boolean =>
  outbox.some(
    ({ command }) => command.kind !== 'consent' && command.board === draft.board && command.step === draft.step,
  )

/** Drafts whose round the server names no more. Asked only of an answer that is of now. */
const apart = (drafts: Drafts, { rounds }: Pick<SeatAnswer, 'rounds'>): readonly Draft[] => {
  const named = new Set(rounds.map(nameOf))
  return Object.values(drafts.drafts).filter(
    (draft) => !named.has(nameOf(draft)) && tellable(draft) !== null && !waits(drafts, draft),
  )
}

/** What of it is asked here, too: entries that were voted on there are none of this board's. */
function fits(round: SeatRound, draft: Draft, id: () => string): Draft | null {
  const { board, step, task } = round
  const here = { ...draft, board, step, told: null, toldAt: 0 }
  if (task.kind === 'write') return draft.sheet === null ? null : { ...here, sheet: { ...draft.sheet, id: id() } }
  const keys = personalKeys(task.items, task.nodes)
  const answers = Object.fromEntries(
    Object.entries(draft.answers).filter(([key, answer]) => answer !== null && keys.has(key)),
  )
  return Object.keys(answers).length === 0 ? null : { ...here, answers }
}
const untouched = (drafts: Drafts, round: SeatRound): boolean =>
  drafts.drafts[nameOf(round)] === undefined &&
  !drafts.outbox.some(({ command }) => command.kind !== 'consent' && nameOf(command) === nameOf(round)) &&
  (round.task.kind === 'write' ? round.task.sheets.length === 0 : Object.keys(round.task.answers).length === 0)

/** `id`: names what is written anew. The same where nothing is to be done. */
export function carried(drafts: Drafts, answer: Pick<SeatAnswer, 'rounds'>, id: () => string): Drafts {
  return apart(drafts, answer).reduce((all, draft) => {
    const to = answer.rounds.find(
      (round) => round.step === draft.step && round.board !== draft.board && round.state === 'open',
    )
    const here = to === undefined || !untouched(all, to) ? null : fits(to, draft, id)
    if (here === null) return all
    const { [nameOf(draft)]: _there, ...rest } = all.drafts
    const turned = all.turned?.round === nameOf(draft) ? null : all.turned
    return { ...all, drafts: { ...rest, [nameOf(here)]: here }, turned, came: nameOf(here) }
  }, drafts)
}

/** What is asked nowhere any more, to be copied. `marks`: something that was marked and not written is among it. */
export function leftOver(drafts: Drafts, answer: Pick<SeatAnswer, 'rounds'>) {
  const all = apart(drafts, answer)
  return {
    texts: unsentTexts({ ...noDrafts, drafts: Object.fromEntries(all.map((draft) => [nameOf(draft), draft])) }),
    marks: all.some(({ answers }) => Object.values(answers).some((one) => one !== null && one.type !== 'text')),
    /** Lets it go. */
    drop: (from: Drafts): Drafts => ({
      ...from,
      turned: null,
      drafts: Object.fromEntries(
        Object.entries(from.drafts).filter(([name]) => !all.some((draft) => nameOf(draft) === name)),
      ),
    }),
  }
}
export type LeftOver = ReturnType<typeof leftOver>
