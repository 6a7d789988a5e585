/** The wall: the question, the clock, one voice at a time, and the hall as a plan of its tables. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { SharedBoard } from '@tablee/shared/wire/shares'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import type { Clock as SessionClock } from '@tablee/shared/wire/board'
import { useAdded, useReading } from '../ui/clock.tsx'
import { useGone } from '../ui/gone.tsx'
import { Icon } from '../ui/icon.tsx'
import { faceOf } from '../ui/reading.ts'
import { clockMessages } from '../ui/messages/index.ts'
import { Translation } from '../ui/translation.tsx'
import { otherLanguage } from '../ui/language-name.ts'
import { NotHere } from './alone.tsx'
import { Announced } from './announced.tsx'
import { originOf, questionOf } from './asked.ts'
import { useAwake } from './awake.ts'
import { clockIs, siteHere, siteOf } from './clocks.ts'
import { Controls } from './controls.tsx'
import { Hall } from './hall.tsx'
import { givenMessages, messages, quoteMessages } from './messages/index.ts'
import { Offline } from './offline.tsx'
import { slidesOf, type Slide } from './slides.ts'
import { isBegun, nextVoice, voicesOf, type Voice } from './voices.ts'
import type { Table } from './watch.ts'
import { boardAt } from './use-shared.ts'
import { useWhere } from './where.ts'
import { part } from '../ui/part.tsx'

/** A voice stays 20 s at least: it takes that long to be read aloud to a neighbour. */
const stay = 20_000
/** Two voices, then a result: people's words are what the wall is for. */
const voicesBetween = 2

const Given = part(() => import('./given.tsx'), { alone: true })
const Recommended = part(() => import('./recommended.tsx'), { alone: true })
const OnWall = part(async () => ({ default: (await import('./results.tsx')).OnWall }), { alone: true })

export function Wall({
  list,
  tables,
  since,
  results = null,
  shared = [],
}: {
  list: WatchList
  tables: readonly Table[]
  since: number | null
  results?: ResultsAnswer | null
  /** Themes that were given back to the hall. */
  shared?: readonly SharedBoard[]
}) {
  const t = useT(messages)
  const g = useT(givenMessages)
  const q = useT(quoteMessages)
  const says = useT(clockMessages)
  const { language } = useLanguage()
  const slides = useMemo(() => slidesOf(results, language), [results, language])
  const spoken = useMemo(() => voicesOf(tables).length > 0, [tables])
  const slide = useSlide(results === null ? null : slides, spoken)
  // What was taken back, or is behind a curtain by now, was there.
  const begun = useRef(false)
  begun.current ||= spoken || slides.length > 0 || isBegun(tables)
  const voice = useVoice(tables, slide !== null)
  const question = questionOf(tables, list, language)
  const awake = useAwake()
  const gone = useGone() !== null
  const { sessionName, standing } = useWhere(list)
  const here = siteHere()
  // The wall of no hall speaks for all of them, and where they are apart no question is everybody's.
  const asked = standing === null || here !== null ? question : null
  const over = list.clock.course?.ended === true && (standing === null || here !== null)
  const at = tables.find(({ table }) => table === voice?.table)

  // On a large screen everything is sized by the wall itself (nothing under 44 px at 1920: read from the back of a hall).
  useEffect(() => {
    document.documentElement.dataset['screen'] = 'wall'
    return () => void delete document.documentElement.dataset['screen']
  }, [])

  // Voices and clock are of before, and are read from afar as if they were of now.
  if (gone && since !== null) return <NotHere />
  const site = siteOf(list, here)?.id ?? null
  const given = boardAt(shared, site)
  if (given !== null && !over)
    return (
      <main className={awake ? 'wall given-wall awake' : 'wall given-wall'}>
        <header>
          <h1 data-heading tabIndex={-1}>
            <span>{g('heard')}</span> <span>{g('isIt')}</span>
          </h1>
          <WallClock clock={list.clock} of={null} />
        </header>
        {since === null ? <Announced /> : <Offline since={since} />}
        <Suspense fallback={<div className="given" aria-busy="true" />}>
          <Given board={given} site={site} list={list} />
        </Suspense>
        <Controls hint={q('wallHint')} />
      </main>
    )
  if (slide !== null && 'page' in slide && !over)
    return (
      <main className={awake ? 'wall whole awake' : 'wall whole'}>
        {since === null ? <Announced /> : <Offline since={since} />}
        <div className="recommended">
          <header>
            <h1 data-heading tabIndex={-1}>
              {shownIn(slide.title, language)}
            </h1>
          </header>
          <Suspense fallback={<div aria-busy="true" />}>
            <Recommended key={slide.id} page={slide.page} draw={slide.draw} />
          </Suspense>
        </div>
        <Controls hint={q('wallHint')} />
      </main>
    )
  return (
    <main className={awake ? 'wall awake' : 'wall'}>
      <header>
        <div>
          <p className="eyebrow">
            {[
              asked === null && standing !== null ? '' : list.dialogue,
              ...(standing ?? [sessionName(list.clock.session)]),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <h1 data-heading tabIndex={-1} lang={asked?.lang} dir={asked ? direction(asked.lang) : undefined}>
            {asked?.text ?? (standing === null ? list.clock.title : list.dialogue)}
          </h1>
        </div>
        <WallClock clock={list.clock} of={clockIs(list, here)} />
      </header>
      {since === null ? <Announced /> : <Offline since={since} />}
      {over ? (
        <p className="wall-waiting" role="status">
          {says('ended')}
        </p>
      ) : slide === null || 'page' in slide ? (
        <Crossing
          voice={voice}
          from={
            voice === null || at === undefined || standing === null
              ? null
              : [q('at', { site: voice.site, n: voice.table }), sessionName(originOf(list, at, null, language).session)]
          }
          waiting={t(tables.length === 0 ? 'noTables' : begun.current ? 'noVoiceNow' : 'noVoice')}
        />
      ) : (
        <Suspense fallback={<div className="wall-result" aria-busy="true" />}>
          <OnWall key={slide.id} slide={slide} asked={list.asked} />
        </Suspense>
      )}
      <Hall tables={tables} speaks={slide === null ? (voice?.table ?? null) : null} results={slides.length} />
      <Controls hint={q('wallHint')} />
    </main>
  )
}

function WallClock({ clock, of }: { clock: SessionClock; of: string | null }) {
  const says = useT(clockMessages)
  const reading = useReading(clock)
  const added = useAdded(clock)
  // The wall says it where a voice stood.
  if (reading.state === 'ended') return null
  if (!('seconds' in reading))
    return (
      <p className="wall-clock">
        <b className="num" aria-hidden="true">
          –:––
        </b>
        <span>{[of ?? '', says('notStarted')].filter(Boolean).join(' · ')}</span>
      </p>
    )
  const { state, late, step } = reading
  const news = state === 'held' ? says('held') : added === null ? null : says('added', { n: added })
  return (
    <p className="wall-clock" role="timer">
      <b className="num">
        {state === 'held' ? <Icon name="pause" /> : null}
        {faceOf(reading)}
      </b>
      <span>{[of ?? '', news ?? (late ? says('over') : says(`left-${step.kind}`))].filter(Boolean).join(' · ')}</span>
    </p>
  )
}

/** The result that stands on the wall now; null while a voice does. What has just come comes next, then they go round. */
function useSlide(read: readonly Slide[] | null, spoken: boolean): Slide | null {
  const slides = read ?? []
  const [turn, setTurn] = useState(0)
  const every = spoken ? voicesBetween + 1 : 1
  const ids = slides.map(({ id }) => id).join()
  /** Null: a wall that is opened shows a voice first, whatever stands already. */
  const known = useRef<string | null>(null)
  const reads = read !== null
  useEffect(() => {
    if (!reads) return
    if (known.current !== null && known.current !== ids) setTurn(every - 1)
    known.current = ids
    if (ids === '') return
    const timer = setInterval(() => setTurn((before) => before + 1), stay)
    return () => clearInterval(timer)
  }, [ids, every, reads])
  return turn % every === every - 1 ? (slides[Math.floor(turn / every) % slides.length] ?? null) : null
}

/** One voice, changed every 20 s; sooner only when it was taken back. `rests`: something else stands in its place. */
function useVoice(tables: readonly Table[], rests: boolean): Voice | null {
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
    if (rests) return
    if (!still) turn()
    const timer = setInterval(turn, stay)
    return () => clearInterval(timer)
    // A voice that came or went starts the count anew; other changes of the tables don't.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [still?.id, still === null && now.current.length > 0, rests])
  return still
}

/** `from`: where the voice is, if that is not said of all at once. */
function Crossing({ voice, from, waiting }: { voice: Voice | null; from: readonly string[] | null; waiting: string }) {
  const t = useT(messages)
  const { language } = useLanguage()
  if (!voice) return <p className="wall-waiting">{waiting}</p>
  const [open, close] = quotationMarks(voice.lang)
  const size = voice.text.length <= 80 ? 'short' : voice.text.length <= 150 ? 'middle' : 'long'
  return (
    <figure className="wall-voice" key={voice.id} dir="auto">
      <blockquote className={`voice ${size}`} lang={voice.lang}>
        {open}
        {voice.text}
        {close}
      </blockquote>
      <Translation of={voice} />
      <figcaption>
        <b className="wall-number num" aria-hidden="true">
          {voice.table}
        </b>
        <span lang={language} dir={direction(language)}>
          {[...(from ?? [t('table', { n: voice.table })]), otherLanguage(voice.lang, language)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </figcaption>
    </figure>
  )
}
