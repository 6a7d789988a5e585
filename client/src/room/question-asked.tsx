/** What was asked: open, closed with its figure as the wall shows it, or called back. Never a count of answers before it is closed. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { voteTitle } from '@tablee/shared/voices/stances'
import type { AskedOnce } from '@tablee/shared/wire/questions'
import { useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Told } from '../ui/figures/told.tsx'
import { useUndone } from '../ui/gone-strip.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { timeOfDay } from '../ui/time-of-day.ts'
import { unanswered } from '../link/queue.ts'
import { messages, questionMessages } from './messages/index.ts'
import type { RoomPort } from './port.ts'
import { sentIn } from './reading.ts'
import { Sign } from './signs.tsx'
import { useActOnce, type Sent } from './use-question.ts'
import { Said, type Seen } from './words.tsx'

export function stateOfAsked({ calledBack, closed, of }: AskedOnce): 'open' | 'closed' | 'back' {
  if (calledBack) return 'back'
  return closed < of ? 'open' : 'closed'
}

/** Of a vote on many sentences what it is called, of any other the question. */
const titleOf = ({ item }: AskedOnce): LocalText => (item.type === 'support' ? voteTitle : item.text)

export function AskedView({ one, seen, port }: { one: AskedOnce; seen: Seen; port: Pick<RoomPort, 'ask' | 'newId'> }) {
  const t = useT(questionMessages)
  const { language } = useLanguage()
  const { room } = seen
  const act = useActOnce(port)
  const [sure, setSure] = useState<'close' | 'call-back' | null>(null)
  const state = stateOfAsked(one)
  const off = act.sent.state === 'sending' || undefined
  const { handedIn, of } = sentIn(room.tables, one.step)
  return (
    <section className="asked" aria-labelledby={`asked-${one.step}`}>
      <h2 id={`asked-${one.step}`} tabIndex={-1}>
        <Said text={titleOf(one)} of={room.site.lang} />
      </h2>
      <p className="k2">
        {t('askedAt', { time: timeOfDay(one.at, language, room.site.zone) })} ·{' '}
        {t(one.item.unit === 'tables' ? 'tables' : 'people')}
      </p>
      {state === 'open' ? (
        <>
          <p role="status">
            <b>{t('openAt', { n: one.of - one.closed, of: one.of })}</b>
          </p>
          <div className="in">
            {of === 0 ? null : (
              <span className="meter" aria-hidden="true">
                <i style={{ inlineSize: `${(handedIn / of) * 100}%` }} />
              </span>
            )}
            {one.item.unit === 'people' ? (
              <span>{of === 0 ? t('noTurnout') : t('turnout', { n: handedIn, of })}</span>
            ) : of === 0 ? null : (
              <span>{t('tablesTurnout', { n: handedIn, of })}</span>
            )}
          </div>
          <p className="k2 sealed">
            <Sign name="sealed" /> {t('sealedStill')}
          </p>
        </>
      ) : state === 'back' ? (
        <p role="status">
          <b>{t('calledBack')}</b> {t('calledBackWhy')}
        </p>
      ) : (
        <>
          <p role="status">
            <b>{t('closed')}</b>
          </p>
          {one.figures.length === 0 ? <p className="k2">{t('notOnWall')}</p> : null}
          {one.figures.map((figure) => (
            <Told key={figure.item} figure={figure} level={3} />
          ))}
        </>
      )}
      <SentWords sent={act.sent} onAgain={act.again} onLeave={act.dismiss} />
      {one.own && state !== 'back' ? (
        <p className="acts">
          {state === 'open' ? (
            <Button look="primary" aria-disabled={off} onClick={() => off || setSure('close')}>
              {t('close', { n: one.of - one.closed })}
            </Button>
          ) : null}
          <Button aria-disabled={off} onClick={() => off || setSure('call-back')}>
            {t('callBack')}
          </Button>
        </p>
      ) : null}
      {!one.own && state === 'open' ? <p className="k2">{t('notYours')}</p> : null}
      {sure === null ? null : (
        <Dialog title={t(sure === 'close' ? 'closeTitle' : 'callBack')} onClose={() => setSure(null)}>
          <p>{t(sure === 'close' ? 'closeSure' : 'callBackSure')}</p>
          <div className="acts">
            <Button onClick={() => setSure(null)}>{t('notYet')}</Button>
            <Button
              look="primary"
              onClick={() => {
                act.run(sure, one.step)
                setSure(null)
              }}
            >
              {t(sure === 'close' ? 'closeTitle' : 'callBack')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}

/** What became of something that was sent; one that did not arrive waits here, and sent again it is done once. */
export function SentWords({
  sent,
  refused,
  onAgain,
  onLeave,
}: {
  sent: Sent
  /** Why it was refused, where that can be said better than for anything that is. */
  refused?: string
  onAgain: () => void
  onLeave: () => void
}) {
  const t = useT(messages)
  const problems = useT(problemMessages)
  const undone = useUndone()
  if (sent.state === 'none' || sent.state === 'sending') return null
  const waits = sent.state === 'waits'
  const unsure = sent.problem === null || unanswered({ problem: sent.problem })
  return (
    <div className="outcome" role="alert">
      <p>
        {sent.state === 'refused'
          ? (refused ?? problemSentence(problems, sent.problem))
          : (undone?.(unsure) ?? t(unsure ? 'noAnswer' : 'didNotArrive'))}
      </p>
      {waits && undone === null ? (
        <Button look="primary" onClick={onAgain}>
          {t('tryAgain')}
        </Button>
      ) : null}
      <Button onClick={onLeave}>{t(waits ? 'leaveIt' : 'seenIt')}</Button>
    </div>
  )
}

/** What was asked before, the newest first: each the way to what came of it. */
export function AskedList({
  asked,
  of,
  onOpen,
}: {
  asked: readonly AskedOnce[]
  of: string
  onOpen: (step: string) => void
}) {
  const t = useT(questionMessages)
  if (asked.length === 0) return null
  return (
    <section className="asked-list" aria-labelledby="asked-before">
      <h2 id="asked-before">{t('askedToday')}</h2>
      <ul>
        {asked.map((one) => (
          <li key={one.step}>
            <button type="button" onClick={() => onOpen(one.step)}>
              <Said text={titleOf(one)} of={of} />
              <span className="k2">{t(`is-${stateOfAsked(one)}`)}</span>
              <Sign name="next" turns />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
