import type { KeyboardEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { uiMessages } from './messages/index.ts'

/** Who said it: a seat or nobody. One tap, or the arrows; `null` is nobody. */
export function SeatPicker({
  seats,
  value,
  onChange,
}: {
  seats: number
  value: number | null
  onChange: (seat: number | null) => void
}) {
  const t = useT(uiMessages)
  const all = [...Array.from({ length: seats }, (_, index) => index + 1), null]
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const step =
      event.key === 'ArrowDown' || event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')
        ? 1
        : event.key === 'ArrowUp' || event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')
          ? -1
          : 0
    if (step === 0) return
    event.preventDefault()
    const next = (all.indexOf(value) + step + all.length) % all.length
    onChange(all[next] ?? null)
    event.currentTarget.querySelectorAll<HTMLElement>('.seat')[next]?.focus()
  }
  return (
    <div className="seats" role="radiogroup" aria-label={t('saidBy')} onKeyDown={onKeyDown}>
      <span className="meta" aria-hidden="true">
        {t('saidBy')}
      </span>
      {all.map((seat) => (
        <button
          key={seat ?? 'nobody'}
          type="button"
          role="radio"
          className={seat === null ? 'seat none' : 'seat num'}
          aria-checked={seat === value}
          aria-label={seat === null ? t('nobody') : t('seat', { seat })}
          tabIndex={seat === value ? 0 : -1}
          onClick={() => onChange(seat)}
        >
          {seat ?? t('nobody')}
        </button>
      ))}
    </div>
  )
}
