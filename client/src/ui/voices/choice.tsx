/** One of several, as native radio buttons: arrows, a screen reader and a thumb find them without a line of ours. */
import { useId, type ReactNode } from 'react'
import { Icon, type IconName } from '../icon.tsx'

export type Pick = {
  readonly value: string
  readonly label: ReactNode
  readonly icon?: IconName
  readonly off?: boolean
}

export function Choice({
  name,
  legend,
  picks,
  value,
  look = 'rows',
  describedBy,
  onPick,
}: {
  name: string
  legend: ReactNode
  picks: readonly Pick[]
  value: string | null
  /** `rows`: one above the other. `two`: side by side. `cells`: a row of numbers, on a phone two even rows where one has no room. */
  look?: 'rows' | 'two' | 'cells'
  describedBy?: string
  onPick: (value: string) => void
}) {
  const id = useId()
  return (
    // Not a fieldset: browsers of 2020 lay none out as a grid.
    <div
      className={`choice as-${look}`}
      role="radiogroup"
      aria-labelledby={`${id}-legend`}
      aria-describedby={describedBy}
      data-cells={look === 'cells' ? picks.length : undefined}
    >
      <div className="legend" id={`${id}-legend`}>
        {legend}
      </div>
      {picks.map((pick) => (
        <label key={pick.value} className={pick.off === true ? 'pick-one off' : 'pick-one'}>
          <input
            type="radio"
            name={`${name}-${id}`}
            checked={value === pick.value}
            disabled={pick.off}
            onChange={() => onPick(pick.value)}
          />
          <span className="face">
            {pick.icon === undefined ? null : <Icon name={pick.icon} />}
            <span>{pick.label}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
