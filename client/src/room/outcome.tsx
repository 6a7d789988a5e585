/** What became of an act, beside where it was done: one that did not arrive waits there to be sent again. */
import type { ClientProblem } from '../link/api.ts'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { useStandingWords } from './head.tsx'
import { messages } from './messages/index.ts'
import { faceAt, standingOf } from './reading.ts'
import type { Acts, Outcome as What, Spot } from './acts.ts'
import { useTitle, type Seen } from './words.tsx'

/** Whether there is anything to say. */
export const tells = (outcome: What | null): boolean =>
  outcome !== null && outcome.state !== 'sending' && outcome.state !== 'sent'

export function Outcome({ acts, spot, seen }: { acts: Acts; spot: Spot; seen: Seen }) {
  const t = useT(messages)
  const list = useList()
  const outcome = acts.of(spot)
  if (outcome === null || !tells(outcome)) return null
  return (
    <div className="outcome" role="alert">
      <p>
        {outcome.state === 'failed' ? t('didNotArrive') : null}
        {outcome.state === 'faster' ? <Faster spot={spot} seen={seen} /> : null}
        {outcome.state === 'partly'
          ? t('notAt', {
              n: outcome.not.length,
              tables: list(
                seen.room.tables.flatMap(({ id, number }) => (outcome.not.includes(id) ? [String(number)] : [])),
              ),
            })
          : null}
        {outcome.state === 'refused' ? <Refused problem={outcome.problem} /> : null}
      </p>
      {outcome.state === 'failed' ? (
        <Button look="primary" onClick={() => acts.again(spot)}>
          {t('tryAgain')}
        </Button>
      ) : null}
      <Button onClick={() => acts.dismiss(spot)}>{t(outcome.state === 'failed' ? 'leaveIt' : 'seenIt')}</Button>
    </div>
  )
}

/** Of a clock: what stands there now. Of anything else it is enough that somebody did it. */
function Faster({ spot, seen: { room, now } }: { spot: Spot; seen: Seen }) {
  const t = useT(messages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  const words = useStandingWords()
  if (spot !== 'hall') return t('somebodyFaster')
  const { step } = standingOf(room.sessions, room.clock, now)
  const what = step === null ? words(room.sessions, room.clock, now) : titled(step.title)
  return t('fasterNow', { what: list([what, faceAt(room.sessions, room.clock, now)]) })
}

function Refused({ problem }: { problem: ClientProblem | null }) {
  const t = useT(problemMessages)
  return problemSentence(t, problem ?? { code: 'unexpected' })
}
