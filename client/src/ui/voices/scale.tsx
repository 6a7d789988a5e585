/** Whole steps between two named ends: cells while they are few, a slider with its number where they are many. */
import { useId } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Choice } from './choice.tsx'
import type { FieldProps } from './field.tsx'
import { ballotMessages } from './messages/index.ts'
import { said } from './texts.ts'
import { Text } from './text.tsx'

const mostCells = 11

export function ScaleField({ item, answer, lang, onAnswer }: FieldProps<'scale'>) {
  const t = useT(ballotMessages)
  const id = useId()
  const value = answer?.type === 'scale' ? answer.value : null
  const [low, high] = [said(item.low, lang), said(item.high, lang)]
  const ends = (
    <p className="ends" id={id}>
      <span>
        <span className="num">{item.min}</span> <Text said={low} />
      </span>
      <span>
        <span className="num">{item.max}</span> <Text said={high} />
      </span>
    </p>
  )
  const count = item.max - item.min + 1
  if (count <= mostCells)
    return (
      <div className="scale-field">
        <Choice
          name={item.id}
          look="cells"
          legend={<span className="away">{said(item.text, lang).text}</span>}
          describedBy={id}
          picks={Array.from({ length: count }, (_, index) => {
            const step = item.min + index
            return { value: String(step), label: <span className="num">{step}</span> }
          })}
          value={value === null ? null : String(value)}
          onPick={(picked) => onAnswer({ type: 'scale', value: Number(picked) })}
        />
        {ends}
      </div>
    )
  return (
    <div className="scale-field">
      <Slider
        label={said(item.text, lang).text}
        hideLabel
        min={item.min}
        max={item.max}
        value={value}
        says={(step) => String(step)}
        empty={t('notSet')}
        describedBy={id}
        onChange={(step) => onAnswer({ type: 'scale', value: step })}
      />
      {ends}
    </div>
  )
}

/** Without an answer it stands in the middle and says that this is none; a tap or a key makes it one. */
export function Slider({
  label,
  hideLabel = false,
  min,
  max,
  value,
  says,
  empty,
  describedBy,
  onChange,
}: {
  label: string
  hideLabel?: boolean
  min: number
  max: number
  value: number | null
  says: (value: number) => string
  empty: string
  describedBy?: string
  onChange: (value: number) => void
}) {
  const middle = Math.round((min + max) / 2)
  return (
    <div className={value === null ? 'slider unset' : 'slider'}>
      <span className="slider-head">
        <span aria-hidden="true">{hideLabel ? '' : label}</span>
        <b>{value === null ? empty : says(value)}</b>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        step={1}
        value={value ?? middle}
        aria-label={label}
        aria-valuetext={value === null ? empty : says(value)}
        aria-describedby={describedBy}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        // A tap on where it stands is an answer too.
        onPointerUp={(event) => onChange(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          onChange(Number(event.currentTarget.value))
        }}
      />
    </div>
  )
}
