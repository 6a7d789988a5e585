import { useContext, type KeyboardEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { uiMessages } from './messages/index.ts'
import { chairName, SeatsHereContext } from './seats-here.ts'

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
  const here = useContext(SeatsHereContext)
  // Nobody sits on a chair whose person is at another table.
  const chairs = Array.from({ length: Math.max(seats, here?.length ?? 0) }, (_, index) => index + 1)
  const all = [...chairs.filter((chair) => here === null || here[chair - 1] !== null), null]
  // A guest sits under the code that they brought: longer than a number.
  const isGuest = (seat: number): boolean => String(chairName(here, seat)) !== String(seat)
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
          className={seat === null ? 'seat none' : isGuest(seat) ? 'seat num guest' : 'seat num'}
          aria-checked={seat === value}
          aria-label={seat === null ? t('nobody') : t('seat', { seat: chairName(here, seat) })}
          tabIndex={seat === value ? 0 : -1}
          onClick={() => onChange(seat)}
        >
          {seat === null ? t('nobody') : chairName(here, seat)}
        </button>
      ))}
    </div>
  )
}
