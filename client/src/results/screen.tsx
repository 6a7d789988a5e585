/** Results (look/23, 23b): items at the side; one figure that plots and prints itself; beneath it what moved, and under which conditions. */
import './results.css'
import { addressIn } from '@tablee/shared/wire/address'
import { useRef } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { HallHead } from '../ui/hall/head.tsx'
import { useAbout } from '../ui/hall/use-about.ts'
import { zoneOf } from '../ui/hall/zone.ts'
import { Icon } from '../ui/icon.tsx'
import { Light } from '../ui/light.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import { useReadOn } from '../ui/use-read-on.ts'
import { BeforeAfter, ConditionsCounted } from './below.tsx'
import { FigureSaid } from './figure.tsx'
import { ItemsList, ItemsPick } from './items.tsx'
import { resultsMessages } from './messages/index.ts'
import { Beside } from './partner/beside.tsx'
import type { PartnerPort } from './partner/port.ts'
import type { Place } from './place.ts'
import type { Listed } from '@tablee/shared/results/listed'
import type { ResultsPort } from './port.ts'
import { asQuestion, useResults } from './use-results.ts'

/** For who has no link that opens this page. */
export function Nobody() {
  const t = useT(resultsMessages)
  return <PlainPage title={t('title')} how={t('openWithLink')} onward={t('toTheDoor')} />
}

export function Results({
  port,
  partners = null,
  place,
  onPlace,
}: {
  port: ResultsPort
  /** What stands beside a figure; null: nothing does. */
  partners?: PartnerPort | null
  place: Place
  onPlace: (next: Place) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const about = useAbout(port.about)
  const { items, told, question, cut, setCut, news, answer, twice, paired, pairs, conditions } = useResults(port, place)
  const heading = useRef<HTMLHeadingElement>(null)
  const acted = useReadOn(() => heading.current)
  const narrow = useNarrow(1240)

  if (items.over) return <Nobody />
  const zone = about === null ? null : zoneOf(about)
  const hour = (at: number): string => timeOfDay(at, language, zone)
  const cutAt = answer.value?.at ?? told?.at
  const item = told?.items.find((one) => one.item === question?.of) ?? null
  const go = (next: Partial<Place>): void => {
    acted()
    onPlace({ ...place, question, ...next })
  }
  const onItem = (one: Listed): void => {
    if (told === null) return
    onPlace({ ...place, row: null, pairs: null, question: asQuestion(one, question, told) })
  }
  const lost = items.problem ?? answer.problem
  /** Of everybody: a cross, or a part of the people, has no other survey beside it. */
  const figure =
    answer.value !== null &&
    'told' in answer.value &&
    typeof answer.value.told.question.by === 'string' &&
    (answer.value.told.question.where ?? []).length === 0
      ? answer.value.told
      : null
  return (
    <div className="res">
      <header className="hhead">
        <HallHead
          about={about}
          here="/results"
          title={t('title')}
          heading={question === null}
          {...(cutAt === undefined ? {} : { at: t('cutAt', { at: hour(cutAt) }) })}
        />
        <Light shape={lost === null ? 'saved' : 'kept'} busy={answer.busy}>
          {t(lost === null ? 'current' : 'behind')}
        </Light>
      </header>
      {told === null || narrow ? null : <ItemsList items={told.items} here={question?.of ?? null} onItem={onItem} />}
      <main className="fig-page">
        {told !== null && narrow && told.items.length > 0 ? (
          <ItemsPick items={told.items} here={question?.of ?? null} onItem={onItem} />
        ) : null}
        {news === null || cutAt === undefined ? null : (
          <p className="news" role="status">
            <Icon name="replay" />
            <span>{t('newer', { at: hour(news.at), before: hour(cutAt) })}</span>
            <Button
              onClick={() => {
                setCut(news.cut)
                go({ cut: place.cut === null ? null : news.cut })
              }}
            >
              {t('showNewer')}
            </Button>
          </p>
        )}
        {told === null ? (
          <p className="waits" role="status">
            {items.problem === null ? t('loading') : `${t('unanswered')} ${t('unansweredHelp')}`}
          </p>
        ) : question === null ? (
          <p className="waits">{t('none')}</p>
        ) : (
          <FigureSaid
            port={port}
            question={question}
            cut={cut}
            place={place}
            answer={answer}
            items={told}
            item={item}
            heading={heading}
            at={cutAt === undefined ? '' : hour(cutAt)}
            name={about === null ? '' : about.title}
            onPlace={go}
            controls={{
              question,
              place,
              item,
              told,
              canRow: answer.value === null || !('told' in answer.value) || answer.value.told.weight === undefined,
              onQuestion: (next) => go({ question: next }),
              onWay: (next) => go({ way: next }),
              onShare: (share) => go({ share }),
            }}
          >
            <div className="two">
              {paired === undefined ? null : (
                <BeforeAfter
                  answer={pairs}
                  items={twice}
                  here={paired.item}
                  onItem={(one) => onPlace({ ...place, question, pairs: one })}
                />
              )}
              {conditions.value === null ||
              conditions.value.groups.length + conditions.value.rest.length === 0 ? null : (
                <ConditionsCounted
                  told={conditions.value}
                  href={about === null ? '/conditions' : addressIn(about.id, '/conditions')}
                />
              )}
            </div>
            {partners === null || figure === null ? null : (
              <Beside key={figure.question.of} port={partners} told={figure} />
            )}
          </FigureSaid>
        )}
      </main>
    </div>
  )
}
