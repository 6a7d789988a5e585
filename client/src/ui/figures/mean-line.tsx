/** The mean of a scale as a point between its ends, where its steps may not be told. The sentence beside it says the same. */
import './change.css'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Figure } from '@tablee/shared/voices/figure'
import { useLanguage } from '../../i18n/index.tsx'
import type { Range } from './range.ts'

export function MeanLine({ figure, range: { min, max } }: { figure: Figure; range: Range }) {
  const { language } = useLanguage()
  const { mean, ends } = figure
  if (mean === null || max <= min) return null
  const at = (value: number): string => `${((value - min) / (max - min)) * 100}%`
  const name = (end: 'low' | 'high'): string => (ends ? shownIn(ends[end], language) : '')
  return (
    <div className="dumbbell mean-line">
      <span className="num">{min}</span>
      <svg aria-hidden="true" width="100%" height="100%">
        <line x1="0" y1="50%" x2="100%" y2="50%" className="axis" />
        {Array.from({ length: max - min + 1 }, (_, step) => (
          <line key={step} x1={at(min + step)} x2={at(min + step)} y1="35%" y2="65%" className="axis" />
        ))}
        <circle cx={at(mean)} cy="50%" r=".42em" className="is" />
      </svg>
      <span className="num">{max}</span>
      <p>
        <span>{name('low')}</span>
        <span>{name('high')}</span>
      </p>
    </div>
  )
}
