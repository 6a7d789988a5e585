/** When and where an element is, as two choices: the card goes where they cross. */
import { elementLevels, type Canvas, type ElementLevel, type ElementShape } from '@tablee/shared/board/canvas/schema'
import { useT } from '../../i18n/index.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { canvasMessages } from './messages/index.ts'
import { moveTo, whenAndWhere, type Places } from './places.ts'

type Choice<To> = { readonly label?: string; readonly value: To; readonly onChange: (to: To) => void }

export function YearPick({ label, value, onChange, years }: Choice<number | null> & { years: readonly number[] }) {
  const t = useT(canvasMessages)
  const all = [...new Set([...years, ...(value === null ? [] : [value])])].sort((a, b) => a - b)
  return (
    <select
      className="pick"
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: year } }) => onChange(year === '' ? null : Number(year))}
    >
      <option value="">{t('noYear')}</option>
      {all.map((year) => (
        <option key={year} value={year}>
          {year}
        </option>
      ))}
    </select>
  )
}

export function LevelPick({ label, value, onChange }: Choice<ElementLevel | null>) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  return (
    <select
      className="pick"
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: level } }) => onChange(elementLevels.find((one) => one === level) ?? null)}
    >
      <option value="">{t('noLevel')}</option>
      {elementLevels.map((one) => (
        <option key={one} value={one}>
          {kinds(one)}
        </option>
      ))}
    </select>
  )
}

/** Move in words: the year and the level are two choices, and the card goes where they cross. */
export function WhenAndWhere({
  shape,
  canvas,
  places,
  onMoved,
}: {
  shape: ElementShape
  canvas: Canvas
  places: Places
  onMoved: (where: string) => void
}) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const { link, mayEdit } = useTable()
  const { horizon, level } = whenAndWhere(canvas, places, shape)
  if (!mayEdit)
    return (
      <span className="meta where">
        {[horizon === null ? '' : String(horizon), level === null ? '' : kinds(level)].filter(Boolean).join(' · ')}
      </span>
    )
  const go = (to: { horizon: number | null; level: typeof level }) => {
    moveTo(link, canvas, shape, to, freshId())
    onMoved(
      [to.horizon === null ? t('noYear') : String(to.horizon), to.level === null ? t('noLevel') : kinds(to.level)].join(
        ', ',
      ),
    )
  }
  return (
    <span className="where">
      <YearPick
        label={t('year')}
        value={horizon}
        years={places.years}
        onChange={(year) => go({ horizon: year, level })}
      />
      <LevelPick label={t('level')} value={level} onChange={(one) => go({ horizon, level: one })} />
    </span>
  )
}
