/** Of somebody who changes tables: who goes along with them, and who comes in their place where a table is full. */
import type { SeatCode } from '@tablee/shared/ids'
import { useId, type ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'
import type { Seat } from './seating-draft.ts'

export function Along({
  beside,
  along,
  onAlong,
}: {
  beside: readonly Seat[]
  along: readonly string[]
  onAlong: (along: readonly string[]) => void
}) {
  const t = useT(messages)
  if (beside.length === 0) return null
  return (
    <fieldset className="along">
      <legend>{t('goesAlong')}</legend>
      {beside.map(({ seat }) => (
        <label key={seat}>
          <input
            type="checkbox"
            checked={along.includes(seat)}
            onChange={({ target }) =>
              onAlong(target.checked ? [...along, seat] : along.filter((other) => other !== seat))
            }
          />
          <bdi>{seat}</bdi>
        </label>
      ))}
    </fieldset>
  )
}

/** `seats`: who goes. `lacking`: how many more have to come, since there is no place for all. */
export function Exchange({
  seats,
  there,
  lacking,
  swaps,
  onSwaps,
}: {
  seats: readonly SeatCode[]
  there: readonly Seat[]
  lacking: number
  swaps: Readonly<Record<string, string>>
  onSwaps: (swaps: Readonly<Record<string, string>>) => void
}) {
  const t = useT(messages)
  if (there.length === 0) return null
  const how = t(lacking > 0 ? 'seat-full' : 'inExchangeHow')
  return seats.map((seat, n) => (
    <Field
      key={seat}
      label={seats.length === 1 ? t('inExchange') : t('inExchangeOf', { seat })}
      {...(n === seats.length - 1 ? { hint: how } : {})}
    >
      {(field) => (
        <select
          id={field}
          value={swaps[seat] ?? ''}
          onChange={({ target }) => onSwaps({ ...swaps, [seat]: target.value })}
        >
          <option value="">{t('nobodyElse')}</option>
          {there.map((other) => (
            <option key={other.seat} disabled={seats.some((one) => one !== seat && swaps[one] === other.seat)}>
              {other.seat}
            </option>
          ))}
        </select>
      )}
    </Field>
  ))
}

export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <span className="meta">{hint}</span>}
    </p>
  )
}
