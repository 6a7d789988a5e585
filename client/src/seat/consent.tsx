/** One's own consent, looked at again and changed: what is asked stands as it was read. */
import { useState } from 'react'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { useT } from '../i18n/index.tsx'
import { Text } from '../ui/voices/text.tsx'
import { said } from '../ui/voices/texts.ts'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'
import { EngineText, YesNo, type Wishes } from './entrance.tsx'
import { Frame, Heading, type SeatPlace } from './frame.tsx'
import { messages } from './messages/index.ts'
import { Waits } from './waits.tsx'

export function ConsentScreen({
  answer,
  place,
  lang,
  waiting,
  online,
  onChange,
  onHome,
}: {
  answer: SeatAnswer
  place: SeatPlace
  lang: string
  /** What was chosen here and is on its way. */
  waiting: Wishes | null
  online: boolean
  onChange: (wishes: Wishes) => void
  onHome: () => void
}) {
  const t = useT(messages)
  const stands: Wishes = waiting ?? answer.consent
  const [touched, setTouched] = useState(false)
  const page = answer.consentPage
  function pick(change: Partial<Wishes>) {
    setTouched(true)
    onChange({ quoted: stands.quoted, observed: stands.observed, ...change })
  }
  return (
    <Frame
      place={place}
      actions={
        <>
          {waiting !== null && !online ? (
            <Waits />
          ) : touched ? (
            <p>
              <Light shape={waiting === null ? 'saved' : 'saving'}>
                {t(waiting === null ? 'consentKept' : 'onItsWay')}
              </Light>
            </p>
          ) : null}
          <Button look="primary" onClick={onHome}>
            {t('toHome')}
          </Button>
        </>
      }
    >
      <Heading>{t('myConsent')}</Heading>
      <p className="why">{t('consentEffect')}</p>
      <div className="lead">
        <Text said={said(page.intro, lang)} as="p" />
      </div>
      <YesNo name="quoted" text={page.quoted} lang={lang} value={stands.quoted} onPick={(quoted) => pick({ quoted })} />
      <YesNo
        name="observed"
        text={page.observed}
        lang={lang}
        value={stands.observed}
        onPick={(observed) => pick({ observed })}
      />
      <EngineText page={page} lang={lang} />
      <p className="why after">{t('consentStop')}</p>
    </Frame>
  )
}
