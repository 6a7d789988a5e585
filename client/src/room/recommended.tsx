/** What tables agreed on, to be voted on: for each step in which they did, one button, and what became of it. */
import { mostDrawn } from '@tablee/shared/voices/asks'
import type { Questions } from '@tablee/shared/wire/questions'
import type { TableId } from '@tablee/shared/ids'
import type { Left } from '@tablee/shared/wire/left'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { questionMessages } from './messages/index.ts'
import type { RoomPort } from './port.ts'
import { SentWords } from './question-asked.tsx'
import { useActOnce } from './use-question.ts'
import { Said } from './words.tsx'

export function RecommendedList({
  told,
  port,
  of,
  tables,
  here,
  onAsked,
}: {
  told: Questions
  port: Pick<RoomPort, 'ask' | 'newId'>
  of: string
  /** Whose people vote on what whose tables recommend: those that can be asked now. */
  tables: readonly TableId[]
  /** Under what came of this step, and of it alone: its title stands above. */
  here?: string
  onAsked: (step: string, left: readonly Left[]) => void
}) {
  const t = useT(questionMessages)
  const act = useActOnce(port, onAsked)
  const list = told.recommended.filter(({ step }) => here === undefined || step === here)
  if (list.length === 0) return null
  const off = act.sent.state === 'sending' || tables.length === 0 || undefined
  return (
    <section className="asked-list" aria-labelledby="recommended">
      <h2 id="recommended">{t('recommended')}</h2>
      <p className="k2">{t(here === undefined ? 'recommendedHow' : 'recommendedHere', { n: mostDrawn })}</p>
      <SentWords sent={act.sent} onAgain={act.again} onLeave={act.dismiss} />
      <ul>
        {list.map(({ step, title }) => (
          <li key={step}>
            {here === undefined ? (
              <p>
                <Said text={title} of={of} />
              </p>
            ) : null}
            <Button
              {...(here === undefined ? {} : { look: 'primary' as const })}
              aria-disabled={off}
              onClick={() =>
                off
                  ? undefined
                  : act.send({
                      id: port.newId(),
                      kind: 'vote-on-recommendations',
                      tables: [...tables],
                      from: step,
                      most: mostDrawn,
                    })
              }
            >
              {t('letVote')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
