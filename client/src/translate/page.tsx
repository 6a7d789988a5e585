/** `/translate`: what waits for a translator, one text at a time. */
import '../ui/base.css'
import '../ui/components.css'
import './translate.css'
import { isLang, type Lang } from '@tablee/shared/ids'
import { useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { problemSentence } from '../ui/problem-sentence.ts'
import { problemMessages } from '../ui/messages/index.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages/index.ts'
import { openTranslating, translatorSession, type TranslatePort } from './port.ts'
import { Screen } from './screen.tsx'

const settings = { law: network, rests: true }

export default function Translate() {
  const [session] = useState(translatorSession)
  const port = useMemo(() => (session === null ? null : openTranslating(session)), [session])
  return port === null ? <Nobody /> : <Desk port={port} />
}

function Nobody() {
  const t = useT(messages)
  return <PlainPage title={t('title')} how={t('openWithCard')} onward={t('toTheDoor')} />
}

/** Into the language in which the page was opened first, until another one is chosen on this device. */
export function Desk({ port }: { port: TranslatePort }) {
  const { language } = useLanguage()
  const [into, setInto] = useState((): Lang => {
    const kept = port.into.read()
    return isLang(kept) ? kept : (language as Lang)
  })
  /** Chosen here, by arrows too: the focus stays where they are pressed. */
  const [chosen, setChosen] = useState<Lang | null>(null)
  // Another language of the page is no other work, and a reload neither.
  useEffect(() => port.into.write(into), [port, into])
  function choose(next: Lang): void {
    setInto(next)
    setChosen(next)
  }
  return <Into key={into} port={port} into={into} chosen={into === chosen} onInto={choose} />
}

function Into({
  port,
  into,
  chosen,
  onInto,
}: {
  port: TranslatePort
  into: Lang
  chosen: boolean
  onInto: (into: Lang) => void
}) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const ask = useMemo(() => port.texts(into), [port, into])
  const { value, problem, failures, over } = useFollowed(ask, settings)
  if (over) return <Nobody />
  if (value === null)
    return (
      <main className="plain-page">
        <Wordmark />
        <h1>{t('title')}</h1>
        <p role="status">{problem === null ? t('loading') : problemSentence(says, problem)}</p>
      </main>
    )
  return (
    <Screen
      port={port}
      into={into}
      chosen={chosen}
      onInto={onInto}
      told={value}
      problem={failures > 0 ? problem : null}
    />
  )
}
