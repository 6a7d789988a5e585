/** A film or slides on the wall (look 19): the picture, how long it still is, what comes next, and beneath it what is said. */
import type { Cue } from '@tablee/shared/materials/captions'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { direction, useT } from '../i18n/index.tsx'
import { useTurning } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { Caption, useCaption } from '../ui/materials/captions.tsx'
import { Film, type Trouble } from '../ui/materials/film.tsx'
import { materialMessages } from '../ui/materials/messages/index.ts'
import { standingOf, turnsIn, type Playing, type Standing } from '../ui/materials/standing.ts'
import '../ui/materials/materials.css'
import { part } from '../ui/part.tsx'
import { clockFace } from '../ui/reading.ts'
import { useAwake } from './awake.ts'
import { Controls, useDim } from './controls.tsx'
import './film.css'
import { messages, quoteMessages } from './messages/index.ts'

const Slide = part(() => import('../ui/materials/slides.tsx'), { alone: true })

type Text = { readonly text: string; readonly lang: string }
type Common = {
  readonly title: Text
  /** The step that comes afterwards; null: nobody knows. */
  readonly next: string | null
  /** The network is gone: what plays goes on. */
  readonly offline: boolean
}
export type FilmShown = Common & {
  readonly playing: Playing
  readonly seconds: number | null
  readonly now: () => number
  readonly src: string | null
  readonly cues: readonly Cue[]
  /** Of the captions. */
  readonly lang: string
  readonly touched: boolean
  readonly trouble: Trouble | null
  readonly onTrouble: (trouble: Trouble | null) => void
}
export type SlidesShown = Common & {
  readonly bytes: Blob | null
  /** Of the file that has it. */
  readonly page: number
  readonly n: number
  readonly of: number
}

/** On a large screen everything is sized by the wall itself. */
function useWallSized(): void {
  useEffect(() => {
    document.documentElement.dataset['screen'] = 'wall'
    return () => void delete document.documentElement.dataset['screen']
  }, [])
}

export function FilmWall({
  title,
  next,
  offline,
  playing,
  seconds,
  now,
  src,
  cues,
  lang,
  touched,
  trouble,
  onTrouble,
}: FilmShown) {
  const t = useT(materialMessages)
  useWallSized()
  useDim()
  const awake = useAwake(false)
  const standing = useCallback(() => standingOf(playing, seconds, now()), [playing, seconds, now])
  const at = useTurning(
    now,
    useMemo(() => (time: number) => turnsIn(standingOf(playing, seconds, time), seconds), [playing, seconds]),
  )
  const is = standingOf(playing, seconds, at)
  const text = useCaption(cues, standing)
  const words = trouble === 'cannot'
  const silent = trouble === 'silent' && !touched
  return (
    <main className={['wall film-wall', awake && 'awake', words && 'words'].filter(Boolean).join(' ')}>
      <h1 className="away" data-heading tabIndex={-1} lang={title.lang}>
        {title.text}
      </h1>
      {words ? (
        <div className="film">
          <Caption text={text} lang={lang} />
        </div>
      ) : (
        <figure className="film">
          <Film
            src={src}
            standing={standing}
            muted={silent}
            label={`${t('film')}: ${title.text}`}
            onTrouble={onTrouble}
          />
          <Bar done={seconds === null ? 0 : is.at / seconds} />
        </figure>
      )}
      <aside>
        <FilmClock is={is} seconds={seconds} />
        <What kind={t('film')} title={title} />
        <Next next={next} />
      </aside>
      {words ? <p className="caption none">{t('cannot')}</p> : <Caption text={text} lang={lang} />}
      <Foot note={silent ? t('silent') : null} offline={offline} />
    </main>
  )
}

export function SlidesWall({ title, next, offline, bytes, page, n, of }: SlidesShown) {
  const t = useT(materialMessages)
  useWallSized()
  const awake = useAwake(false)
  /** The page that could not be shown. */
  const [broken, setBroken] = useState(0)
  return (
    <main className={awake ? 'wall film-wall slides awake' : 'wall film-wall slides'}>
      <h1 className="away" data-heading tabIndex={-1} lang={title.lang}>
        {title.text}
      </h1>
      <figure className="film">
        {broken === n ? (
          <p className="wall-waiting">{t('cannotSlides')}</p>
        ) : (
          <Suspense fallback={<div className="slide" aria-busy="true" />}>
            <Slide
              bytes={bytes}
              page={page}
              label={t('pageOf', { title: title.text, n, of })}
              onBroken={() => setBroken(n)}
              alone
            />
          </Suspense>
        )}
        <Bar done={n / of} />
      </figure>
      <aside>
        <p className="film-clock">
          <b className="num pages">{t('page', { n, of })}</b>
        </p>
        <What kind={t('slides')} title={title} />
        <Next next={next} />
      </aside>
      <Foot note={null} offline={offline} />
    </main>
  )
}

const Bar = ({ done }: { done: number }) => (
  <p className="bar" aria-hidden="true">
    <i style={{ inlineSize: `${Math.min(1, Math.max(0, done)) * 100}%` }} />
  </p>
)

function FilmClock({ is, seconds }: { is: Standing; seconds: number | null }) {
  const t = useT(materialMessages)
  const left = is.state === 'waiting' ? Math.ceil(is.inMs / 1000) : Math.ceil(Math.max(0, (seconds ?? is.at) - is.at))
  const face = clockFace(seconds === null && is.state !== 'waiting' ? Math.floor(is.at) : left)
  return (
    <p className="film-clock" role="timer">
      <b className={face.length > 4 ? 'num longer' : 'num'}>
        {is.state === 'held' ? <Icon name="pause" /> : null}
        {face}
      </b>
      <span>
        {is.state === 'held'
          ? t('heldFilm')
          : is.state === 'waiting'
            ? t('begins')
            : seconds === null
              ? null
              : t('toEnd')}
      </span>
    </p>
  )
}

const What = ({ kind, title: { text, lang } }: { kind: string; title: Text }) => (
  <p className="what">
    <b>{kind}</b>
    <span lang={lang} dir={direction(lang)}>
      {text}
    </span>
  </p>
)

function Next({ next }: { next: string | null }) {
  const t = useT(materialMessages)
  if (next === null) return <p />
  return (
    <p className="next">
      {t('afterwards')}
      <b>{next}</b>
    </p>
  )
}

/** Said small: what plays needs no network, and its words stand above. */
function Foot({ note, offline }: { note: string | null; offline: boolean }) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  return (
    <>
      <p className="film-note" role="status">
        {note ?? (offline ? t('offline') : null)}
      </p>
      <Controls hint={q('wallHint')} />
    </>
  )
}
