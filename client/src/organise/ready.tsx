/** *Ready?*: one sentence says what is missing before the doors open, and beneath it how this laptop stands. */
import type { Fact, Ready as Looked } from '@tablee/shared/ready/fact'
import { sayReady } from '@tablee/shared/ready/say'
import { useState } from 'react'
import type { Answer } from '../hold/answer.ts'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'
import { useGone } from '../ui/gone.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'
import { Refused } from './refused.tsx'
import './ready.css'

const iconOf = ({ is, what }: Fact): IconName => (is === 'good' ? 'saved' : what === 'backup' ? 'kept' : 'refused')
/** ms. More than the way between two devices takes. */
const apart = 2_000

/** `offset`: how far this device's clock is ahead of the laptop's (ms): of two clocks that differ one is wrong. */
export function Ready({
  port,
  offset,
  saved,
  onBackUp,
}: {
  readonly port: { ready(): Promise<Answer<Looked>> }
  readonly offset: number
  /** A backup that was downloaded: it is looked again. */
  readonly saved: string | null
  readonly onBackUp: () => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [looks, setLooks] = useState(0)
  const { value: ready, problem } = useRead(port.ready, network, `${looks} ${saved}`)
  const gone = useGone() !== null
  const { say, standing, heading, span } = sayReady(language)
  const facts = (ready?.facts ?? []).map(
    (fact): Fact =>
      fact.what === 'clock' && fact.is === 'good' && Math.abs(offset) > apart ? { ...fact, is: 'look' } : fact,
  )
  return (
    <section
      className="ruled screen ready"
      aria-labelledby="ready-title"
      aria-busy={ready === null && problem === null}
    >
      <div role="status">
        <h2 id="ready-title">{ready === null ? t('ready') : heading(facts)}</h2>
      </div>
      {problem && !gone ? <Trouble problem={problem} /> : null}
      <ul>
        {facts.map((fact) => {
          const { title, text, help } = say(fact)
          const more =
            fact.what === 'clock' && fact.is === 'look' && help === null
              ? t('clocksApart', { span: span(offset) })
              : fact.what === 'backup' && help !== null
                ? t('backUpHelp')
                : help
          return (
            <li key={fact.what} data-is={fact.is}>
              <Icon name={iconOf(fact)} />
              <b>{title}</b>
              <p>
                <span className="away">{standing(fact)}: </span>
                {text} {more === null ? null : <span className="meta">{more}</span>}
              </p>
              {fact.what === 'backup' && fact.is === 'look' ? (
                <Button onClick={onBackUp}>{t('backUpNow')}</Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      <div className="acts">
        <Button onClick={() => setLooks((times) => times + 1)}>{t('lookAgain')}</Button>
        {ready === null ? null : <span className="meta">{t('lookedAt', { time: timeOfDay(ready.at, language) })}</span>}
      </div>
      {problem && gone ? <Refused problem={problem} /> : null}
    </section>
  )
}
