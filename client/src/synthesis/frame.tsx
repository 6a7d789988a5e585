/**
 * What themes, the hall's map and the hall's vision share: the head with its tabs, whether all is saved, the minutes to
 * plenary; what stands there for who has no link, and while nothing has come.
 */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { useLanguage, useT } from '../i18n/index.tsx'
import { useReading } from '../ui/clock.tsx'
import { HallHead, type HallPage } from '../ui/hall/head.tsx'
import { Light } from '../ui/light.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { messages } from './messages/index.ts'
import type { Sent } from './outbox.ts'
import { zoneOf } from '../ui/hall/zone.ts'
import { untilPlenary } from './plenary.ts'

/** Minutes until all come together, and to which step that is; else until the session is over. */
function Plenary({ about: { clock, sessions, lang } }: { about: DialogueAnswer }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const reading = useReading(clock)
  if (!('step' in reading)) return null
  const titles = sessions.find(({ number }) => number === clock.session)?.steps
  const { minutes, to } = untilPlenary(
    clock.steps,
    reading.index,
    reading.late ? 0 : reading.seconds,
    (at) => shownIn(titles?.[at] ?? {}, language, lang) || (clock.steps[at]?.title ?? ''),
  )
  return (
    <p className="plenary">
      <b className="num">{minutes}</b>{' '}
      {to === null ? t('minLeft', { n: minutes }) : t('minTo', { n: minutes, step: to })}
    </p>
  )
}

/** Where the hall's clock is another than this device's, times go by the hall's, and it is said whose they are. */
function Elsewhere({ about }: { about: DialogueAnswer }) {
  const t = useT(messages)
  const zone = zoneOf(about)
  const site = about.sites?.[0]
  const now = Date.now()
  if (site === undefined || zone === null || timeOfDay(now, 'en', zone) === timeOfDay(now, 'en')) return null
  return <p className="meta">{t('timesOf', { place: site.name })}</p>
}

/** `sent`: how the steps of this page stand; left out before there are any. */
export function Head({ about, here, sent }: { about: DialogueAnswer | null; here: HallPage; sent?: Sent }) {
  const t = useT(messages)
  return (
    <header className="hhead">
      <HallHead about={about} here={here} title={t('title')} heading />
      {sent === undefined ? null : (
        <Light shape={sent.failing ? 'kept' : 'saved'} busy={sent.waiting > 0}>
          {sent.failing ? t('kept', { n: sent.waiting }) : t('saved')}
        </Light>
      )}
      {about === null ? null : <Elsewhere about={about} />}
      {about === null || sent === undefined ? null : <Plenary about={about} />}
    </header>
  )
}

/** For who has no link that opens these pages. */
export function Nobody() {
  const t = useT(messages)
  return <PlainPage title={t('title')} how={t('openWithLink')} onward={t('toTheDoor')} />
}
