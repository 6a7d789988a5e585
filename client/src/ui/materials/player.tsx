/** A film for whoever sits before it: large controls, and its captions beneath. It goes by itself, nobody else's does. */
import type { Cue } from '@tablee/shared/materials/captions'
import { useCallback, useId, useRef, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { languageName } from '../language-name.ts'
import { faceOf } from '../reading.ts'
import { Caption, useCaption } from './captions.tsx'
import './materials.css'
import { lookMessages } from './look-messages/index.ts'
import { materialMessages } from './messages/index.ts'
import type { Standing } from './standing.ts'

const none: readonly Cue[] = []

/** One of these is of one film (`key`). `captions`: by language, as they were read. `lang`: those that stand first. `onBroken`: this browser cannot show it. */
export function Player({
  src,
  title,
  captions,
  lang,
  onBroken,
}: {
  src: string
  title: string
  captions: Readonly<Record<string, readonly Cue[]>>
  lang: string
  onBroken?: () => void
}) {
  const t = useT(materialMessages)
  const own = useT(lookMessages)
  const video = useRef<HTMLVideoElement>(null)
  const id = useId()
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(0)
  const [plays, setPlays] = useState(false)
  const [broken, setBroken] = useState(false)
  const langs = Object.keys(captions)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = chosen ?? langs.find((one) => one.split('-')[0] === lang.split('-')[0]) ?? langs[0] ?? ''
  const standing = useCallback(
    (): Standing => ({
      state: video.current?.paused === false ? 'plays' : 'held',
      at: video.current?.currentTime ?? 0,
    }),
    [],
  )
  const text = useCaption(captions[shown] ?? none, standing)
  const turn = (): void => {
    const of = video.current
    if (of === null) return
    if (of.paused) void of.play().catch(() => undefined)
    else of.pause()
  }
  const go = (to: number): void => {
    if (video.current !== null) video.current.currentTime = to
    setAt(to)
  }
  const face = (seconds: number): string => faceOf({ seconds: Math.floor(seconds), late: false })
  return (
    <figure className="player" aria-label={`${t('film')}: ${title}`}>
      {broken ? (
        <p role="alert">{t('cannot')}</p>
      ) : (
        // Its captions stand beneath, in any language.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          ref={video}
          src={src}
          aria-label={title}
          playsInline
          preload="metadata"
          onLoadedMetadata={({ currentTarget: { duration } }) => setLength(Number.isFinite(duration) ? duration : 0)}
          onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
          onPlay={() => setPlays(true)}
          onPause={() => setPlays(false)}
          onError={() => {
            setBroken(true)
            onBroken?.()
          }}
        />
      )}
      {langs.length === 0 || shown === '' ? null : <Caption text={text} lang={shown} />}
      <div className="acts">
        <Button look="primary" aria-disabled={broken || undefined} onClick={() => broken || turn()}>
          <Icon name={plays ? 'pause' : 'play'} />
          {own(plays ? 'pause' : 'play')}
        </Button>
        <Button aria-disabled={broken || undefined} onClick={() => broken || go(0)}>
          <Icon name="replay" />
          {t('again')}
        </Button>
        <label className="where">
          <span className="away">{own('position')}</span>
          <input
            type="range"
            min={0}
            max={Math.max(1, Math.floor(length))}
            step={1}
            value={Math.floor(at)}
            aria-valuetext={face(at)}
            disabled={broken || length === 0}
            onChange={({ currentTarget }) => go(Number(currentTarget.value))}
          />
          <span className="num" aria-hidden="true">
            {face(at)} / {face(length)}
          </span>
        </label>
        {langs.length === 0 ? (
          <p className="k2">{t('noCaptions')}</p>
        ) : (
          <label className="tongue" htmlFor={id}>
            <span>{t('captions')}</span>
            <select id={id} value={shown} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
              {langs.map((one) => (
                <option key={one} value={one} lang={one}>
                  {languageName(one, one)}
                </option>
              ))}
              <option value="">{own('without')}</option>
            </select>
          </label>
        )}
      </div>
    </figure>
  )
}
