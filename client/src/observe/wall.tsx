/** The wall: the question, the clock, one voice at a time, and the hall as a plan of its tables. */
import type { WatchList } from '@tablee/shared/view/policy'
import { useEffect, useRef, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { clockFace, useReading } from '../ui/clock.tsx'
import { clockMessages } from '../ui/messages.ts'
import { quotationMarks } from '../ui/quote.tsx'
import { Controls } from './controls.tsx'
import { Hall } from './hall.tsx'
import { messages } from './messages.ts'
import { Offline } from './offline.tsx'
import { nextVoice, voicesOf, type Voice } from './voices.ts'
import type { Table } from './watch.ts'

/** A voice stays 20 s at least: it takes that long to be read aloud to a neighbour. */
const stay = 20_000

export function Wall({ list, tables, since }: { list: WatchList; tables: readonly Table[]; since: number | null }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const voice = useVoice(tables)
  const question = questionOf(tables, [language, list.lang])

  // On a large screen everything is sized by the wall itself (nothing under 44 px at 1920: read from the back of a hall).
  useEffect(() => {
    document.documentElement.dataset['screen'] = 'wall'
    return () => void delete document.documentElement.dataset['screen']
  }, [])

  return (
    <main className="wall">
      <header>
        <div>
          <p className="eyebrow">
            {list.dialogue}
            {list.clock.session > 0 ? <> · {t('session', { n: list.clock.session, of: list.clock.sessions })}</> : null}
          </p>
          <h1 data-heading tabIndex={-1} lang={question?.lang} dir={question ? direction(question.lang) : undefined}>
            {question?.text ?? list.clock.title}
          </h1>
        </div>
        <WallClock list={list} />
      </header>
      {since === null ? null : <Offline since={since} />}
      <Crossing voice={voice} waiting={tables.length === 0 ? t('noTables') : t('noVoice')} />
      <Hall tables={tables} speaks={voice?.table ?? null} />
      <Controls />
    </main>
  )
}

function WallClock({ list }: { list: WatchList }) {
  const says = useT(clockMessages)
  const reading = useReading(list.clock)
  if (reading.state === 'not-started')
    return (
      <p className="wall-clock">
        <b className="num" aria-hidden="true">
          –:––
        </b>
        <span>{says('notStarted')}</span>
      </p>
    )
  const over = reading.state === 'over'
  return (
    <p className="wall-clock" role="timer">
      <b className="num">
        {over ? '+' : ''}
        {clockFace(reading.seconds)}
      </b>
      <span>{over ? says('over') : says(`left-${reading.step.kind}`)}</span>
    </p>
  )
}

/** The tables' question, in the reader's language if a table works in it. */
function questionOf(tables: readonly Table[], wished: readonly string[]): { text: string; lang: string } | null {
  const asked = tables.flatMap(({ seen: { view } }) =>
    view && view.question !== '' ? [{ text: view.question, lang: view.lang }] : [],
  )
  for (const lang of wished) {
    const found = asked.find((one) => one.lang.split('-')[0] === lang.split('-')[0])
    if (found) return found
  }
  return asked[0] ?? null
}

/** One voice, changed every 20 s; sooner only when it was taken back. */
function useVoice(tables: readonly Table[]): Voice | null {
  const [voice, setVoice] = useState<Voice | null>(null)
  const now = useRef<readonly Voice[]>([])
  const shown = useRef<string[]>([])
  now.current = voicesOf(tables)
  const still = voice === null ? null : (now.current.find(({ id }) => id === voice.id) ?? null)
  useEffect(() => {
    const turn = (): void =>
      setVoice((last) => {
        const next = nextVoice(now.current, shown.current, last)
        if (next) shown.current = [...shown.current, next.id].slice(-2_000)
        return next
      })
    if (!still) turn()
    const timer = setInterval(turn, stay)
    return () => clearInterval(timer)
    // A voice that came or went starts the count anew; other changes of the tables don't.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [still?.id, still === null && now.current.length > 0])
  return still
}

function Crossing({ voice, waiting }: { voice: Voice | null; waiting: string }) {
  const t = useT(messages)
  const { language } = useLanguage()
  if (!voice) return <p className="wall-waiting">{waiting}</p>
  const [open, close] = quotationMarks(voice.lang)
  const size = voice.text.length <= 80 ? 'short' : voice.text.length <= 150 ? 'middle' : 'long'
  return (
    <figure className="wall-voice" key={voice.id} dir={direction(voice.lang)}>
      <blockquote className={`voice ${size}`} lang={voice.lang}>
        {open}
        {voice.text}
        {close}
      </blockquote>
      <figcaption>
        <b className="wall-number num" aria-hidden="true">
          {voice.table}
        </b>
        <span lang={language} dir={direction(language)}>
          {t('table', { n: voice.table })}
        </span>
      </figcaption>
    </figure>
  )
}
