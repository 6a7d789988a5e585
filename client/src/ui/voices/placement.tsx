/** A point on two axes: a tap on the square, or two sliders beneath it that say the same. Both are needed for an answer. */
import { useEffect, useState, type MouseEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { FieldProps } from './field.tsx'
import { ballotMessages } from './messages/index.ts'
import { Slider } from './scale.tsx'
import { said } from './texts.ts'
import { Text } from './text.tsx'

type Point = { readonly x: number | null; readonly y: number | null }
const whole = (share: number): number => Math.round(100 * Math.max(0, Math.min(1, share)))

export function PlacementField({ item, answer, lang, onAnswer }: FieldProps<'placement'>) {
  const t = useT(ballotMessages)
  const given: Point = answer?.type === 'placement' ? answer : { x: null, y: null }
  /** One axis alone is no answer yet. */
  const [half, setHalf] = useState<Point>(given)
  const point = answer?.type === 'placement' ? given : half
  useEffect(() => {
    // What comes from elsewhere (a reload, "I'd rather not say") replaces what was begun here.
    if (answer?.type !== 'placement')
      setHalf((before) => (before.x !== null && before.y !== null ? { x: null, y: null } : before))
  }, [answer])
  function set(next: Point) {
    setHalf(next)
    if (next.x !== null && next.y !== null) onAnswer({ type: 'placement', x: next.x, y: next.y })
  }
  function tapped(event: MouseEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const across = (event.clientX - box.left) / box.width
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    set({ x: whole(rtl ? 1 - across : across), y: whole(1 - (event.clientY - box.top) / box.height) })
  }
  const axes = { x: item.x, y: item.y }
  const slider = (axis: 'x' | 'y') => {
    const [low, high] = [said(axes[axis].low, lang).text, said(axes[axis].high, lang).text]
    return (
      <Slider
        label={t('between', { low, high })}
        min={0}
        max={100}
        value={point[axis]}
        says={(value) => t('of100', { value })}
        empty={t('notSet')}
        onChange={(value) => set({ ...point, [axis]: value })}
      />
    )
  }
  return (
    <div className="placement">
      {/* Pointer only; anyone who does not see it has the sliders. */}
      <div className="field" aria-hidden="true">
        <span className="axis top">
          <Text said={said(item.y.high, lang)} />
        </span>
        <div className="square" onClick={tapped}>
          {point.x === null || point.y === null ? (
            <span className="hint">{t('tapHere')}</span>
          ) : (
            <i style={{ insetInlineStart: `${point.x}%`, insetBlockStart: `${100 - point.y}%` }} />
          )}
        </div>
        <span className="axis bottom">
          <Text said={said(item.y.low, lang)} />
        </span>
        <span className="axis ends-x">
          <Text said={said(item.x.low, lang)} />
          <Text said={said(item.x.high, lang)} />
        </span>
      </div>
      {slider('x')}
      {slider('y')}
    </div>
  )
}
