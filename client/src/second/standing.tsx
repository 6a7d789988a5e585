import type { CopiesTold, SecondTold } from '@tablee/shared/wire/second'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Copies } from '../ui/copies/copies.tsx'
import { secondOfDay, timeOfDay } from '../ui/time-of-day.ts'
import { Laptops } from './laptops.tsx'
import { messages } from './messages/index.ts'

/** As this side sees it: what the first one says of itself, or nothing says. */
function copiesOf({ stage, two, heard, now }: SecondTold): CopiesTold {
  if (stage === 'following' && two) return { state: 'two', since: null, behind: 0 }
  if (stage === 'following') return { state: 'behind', since: null, behind: 1_000 }
  return { state: heard === null ? 'none' : 'one', since: heard, behind: Math.max(0, now - (heard ?? now)) }
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
  const { stage, until, heard, now, arrived, photosMissing, mayTakeOver, first } = told
  const at = (time: number): string => secondOfDay(time, language)
  const away = heard === null ? null : Math.max(1, Math.round((now - heard) / 1_000))
  const head =
    stage === 'silent'
      ? away === null
        ? t('noAnswer')
        : away < 100
          ? t('silent', { n: away })
          : t('silentMinutes', { n: Math.round(away / 60) })
      : t(stage === 'following' ? 'there' : stage === 'copying' ? 'copying' : stage === 'old' ? 'old' : 'seeking')
  const lead =
    stage === 'silent'
      ? t('silentLead')
      : stage === 'following'
        ? t(told.two ? 'thereLead' : 'behindLead')
        : stage === 'copying'
          ? t('copyingLead', { percent: Math.floor((arrived ?? 0) * 100) })
          : stage === 'old'
            ? t('oldLead')
            : t('seekingLead', { first })
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
      {mayTakeOver ? (
        <dl className="says">
          <dt>{t('ifTake')}</dt>
          <dd>{t('ifTakeSays')}</dd>
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
    </>
  )
}
