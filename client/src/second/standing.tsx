import type { CopiesTold, SecondTold } from '@tablee/shared/wire/second'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Copies } from '../ui/copies/copies.tsx'
import { secondOfDay, timeOfDay } from '../ui/time-of-day.ts'
import { useEffect, useRef, useState } from 'react'
import { Held, HeldByTable } from './holds.tsx'
import { Laptops } from './laptops.tsx'
import { Legend } from './legend.tsx'
import { Move } from './move.tsx'
import { messages } from './messages/index.ts'

/** As this side sees it: what the first one says of itself, or nothing says. */
function copiesOf({ stage, two, heard, now }: SecondTold): CopiesTold {
  if (stage === 'following' && two) return { state: 'two', since: null, behind: 0 }
  if (stage === 'following') return { state: 'behind', since: null, behind: 1_000 }
  return { state: heard === null ? 'none' : 'one', since: heard, behind: Math.max(0, now - (heard ?? now)) }
}

type Says = { readonly head: string; readonly lead: string }
/** The one sentence, and what follows of it. */
function useSays({ stage, heard, now, two, arrived, first, versions }: SecondTold): Says {
  const t = useT(messages)
  const away = heard === null ? null : Math.max(1, Math.round((now - heard) / 1_000))
  switch (stage) {
    case 'silent': {
      const head =
        away === null
          ? t('noAnswer')
          : away < 100
            ? t('silent', { n: away })
            : t('silentMinutes', { n: Math.round(away / 60) })
      return { head, lead: t('silentLead') }
    }
    case 'following':
      return { head: t('there'), lead: t(two ? 'thereLead' : 'behindLead') }
    case 'copying':
      return { head: t('copying'), lead: t('copyingLead', { percent: Math.floor((arrived ?? 0) * 100) }) }
    case 'old':
      return { head: t('old'), lead: t('oldLead') }
    case 'other':
      return {
        head: t('other'),
        lead: t('otherLead', { theirs: versions?.theirs ?? '?', ours: versions?.ours ?? '?' }),
      }
    default:
      return { head: t('seeking'), lead: t('seekingLead', { first }) }
  }
}

/** What to look at, at the first one, before anybody takes over. It goes away by itself when that one answers. */
function LookFirst() {
  const t = useT(messages)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="look-first">
      <h2 ref={heading} tabIndex={-1}>
        {t('look')}
      </h2>
      <ol>
        <li>{t('lookOn')}</li>
        <li>{t('lookCable')}</li>
        <li>{t('lookTerminal')}</li>
      </ol>
      <p className="meta">{t('lookThen')}</p>
    </section>
  )
}

/** How the copy stands; the one button is there where there is something to take over. */
export function Standing({
  told,
  refused,
  onTakeOver,
}: {
  told: SecondTold
  refused: boolean
  onTakeOver: () => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const { stage, until, heard, now, photosMissing, mayTakeOver, holds, aside } = told
  const [looks, setLooks] = useState(false)
  const at = (time: number): string => secondOfDay(time, language)
  const { head, lead } = useSays(told)
  const silent = stage === 'silent' && mayTakeOver
  return (
    <>
      <p className="second-head">
        <b>{t('title')}</b>
        <bdi>{told.title}</bdi>
        <Copies told={copiesOf(told)} />
      </p>
      <section className="big" aria-live="off">
        <div>
          <h1>{head}</h1>
          <p className="lead">
            {until === null || !mayTakeOver ? null : <b>{t('until', { time: at(until) })} </b>}
            {holds === null ? null : (
              <>
                <Held {...holds} />{' '}
              </>
            )}
            {lead}
          </p>
          {refused ? (
            <p role="alert" className="trouble">
              {t('refused')}
            </p>
          ) : null}
          {mayTakeOver && stage !== 'copying' ? (
            <p className="acts">
              <Button {...(silent ? { look: 'primary' } : {})} onClick={onTakeOver}>
                {t('takeOver')}
              </Button>
              {silent ? (
                <Button aria-expanded={looks} onClick={() => setLooks(!looks)}>
                  {t('wait')}
                </Button>
              ) : null}
            </p>
          ) : null}
        </div>
        <Laptops
          first={stage === 'following' || stage === 'copying' ? 'there' : 'gone'}
          firstSays={
            stage === 'following' || stage === 'copying'
              ? t('firstThere')
              : heard === null
                ? t('firstSought')
                : t('firstSilent', { time: timeOfDay(heard, language) })
          }
          copy={mayTakeOver}
          copySays={!mayTakeOver ? t('noCopy') : until === null ? t('copyHere') : t('copyUntil', { time: at(until) })}
        />
      </section>
      {silent && looks ? <LookFirst /> : null}
      {mayTakeOver ? (
        <dl className="says">
          {aside.length === 0 ? null : (
            <>
              <dt>{t('aside')}</dt>
              <dd>{t('asideSays', { folder: aside[aside.length - 1] ?? '' })}</dd>
            </>
          )}
          <dt>{t('ifTake')}</dt>
          <dd>{t('ifTakeSays')}</dd>
          <Move told={told} before />
          <dt>{t('ifWait')}</dt>
          <dd>{t('ifWaitSays')}</dd>
          {until !== null && stage === 'silent' ? (
            <>
              <dt>{t('notHere')}</dt>
              <dd>
                {t('notHereSays', { time: at(until) })} {photosMissing > 0 ? t('photos', { n: photosMissing }) : null}
              </dd>
            </>
          ) : null}
          <dt>{t('ifBack')}</dt>
          <dd>{t('ifBackSays')}</dd>
        </dl>
      ) : null}
      {holds === null ? null : <HeldByTable {...holds} />}
      <Legend at={heard ?? now} />
    </>
  )
}
