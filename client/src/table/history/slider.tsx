/** The slider over the session's time, with how much happened drawn above it, and what runs it. */
import { useMemo, type KeyboardEvent } from 'react'
import { useLanguage, useT, direction } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { historyMessages } from './messages/index.ts'
import { speeds, type Run } from './use-reel.ts'

const parts = 120
/** Page keys go a minute. */
const minute = 60_000

export function Slider({ run, entries }: { run: Run; entries: number }) {
  const t = useT(historyMessages)
  const { language } = useLanguage()
  const { reel, read, place, frame, playing } = run
  // `read` stands for the reel's frames.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const marks = useMemo(() => reel.marks(parts), [reel, read])
  const clock = (at: number | undefined) => (at === undefined ? '–' : timeOfDay(at, language))
  const at = reel.frames[Math.max(0, frame)]?.at

  function onKeyDown(event: KeyboardEvent) {
    // In reading direction: on a screen from right to left the left arrow goes on.
    const forwards = direction(language) === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const backwards = direction(language) === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    if (event.key === forwards || event.key === 'ArrowUp') run.step(1)
    else if (event.key === backwards || event.key === 'ArrowDown') run.step(-1)
    else if (event.key === 'PageUp') run.go(place + minute)
    else if (event.key === 'PageDown') run.go(place - minute)
    else if (event.key === 'Home') run.go(0)
    else if (event.key === 'End') run.go(reel.length)
    else return
    event.preventDefault()
  }

  return (
    <div className="reel">
      <div className="run">
        <Button className="play" aria-disabled={run.reading || read === 0} onClick={playing ? run.pause : run.play}>
          <Icon name={playing ? 'pause' : 'play'} turns />
          {t(playing ? 'pause' : 'play')}
        </Button>
        <label className="speed">
          <span className="away">{t('speed')}</span>
          <select
            className="pick"
            value={run.speed}
            onChange={(event) => run.faster(speeds.find((one) => String(one) === event.currentTarget.value) ?? 1)}
          >
            {speeds.map((one) => (
              <option key={one} value={one}>
                {t('times', { n: one })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="time">
        <svg className="marks" viewBox={`0 0 ${parts} 20`} preserveAspectRatio="none" aria-hidden="true">
          {marks.map((mark, index) =>
            mark > 0 ? (
              <rect
                key={index}
                className={(index + 1) / parts <= place / Math.max(1, reel.length) ? 'past' : undefined}
                x={index + 0.15}
                width={0.7}
                y={20 - Math.max(1.5, mark * 20)}
                height={Math.max(1.5, mark * 20)}
              />
            ) : null,
          )}
        </svg>
        <input
          type="range"
          aria-label={t('slider')}
          aria-valuetext={t('value', { time: clock(at), n: entries })}
          min={0}
          max={Math.max(1, Math.round(reel.length))}
          step={1}
          value={reel.length === 0 ? 1 : Math.round(place)}
          disabled={run.reading || read === 0}
          onChange={(event) => run.go(Number(event.currentTarget.value))}
          onPointerDown={run.pause}
          onKeyDown={onKeyDown}
        />
        <p className="ends" aria-hidden="true">
          <span className="num">{clock(reel.frames[0]?.at)}</span>
          <span className="num">{clock(reel.frames.at(-1)?.at)}</span>
        </p>
      </div>
    </div>
  )
}
