/** The empty board: a set table, and how it fills. */
import { useT } from '../../i18n/index.tsx'
import { places } from '../../ui/table-mark.tsx'
import { messages } from '../messages/index.ts'

export function Vacant({ seats }: { seats: number }) {
  const t = useT(messages)
  return (
    <section className="map vacant" aria-label={t('mapEmpty')}>
      <div className="set" aria-hidden="true">
        <svg viewBox="0 0 572 382">
          <rect x="96" y="96" width="380" height="190" rx="10" />
          {places(seats).map(([x, y], index) => (
            // The mark's 32 by 24 on the large table; seats stand off its edge by their own size.
            <g
              key={index}
              transform={`translate(${x < 5 ? 42 : x > 27 ? 530 : 286 + (x - 16) * 21.2} ${y < 5 ? 42 : y > 19 ? 340 : 191})`}
            >
              <circle r="31" />
              <circle r="21" className="in" />
              <text y="6">{index + 1}</text>
            </g>
          ))}
        </svg>
        <p>
          <b>{t('setTable')}</b> <span>{t('nothingYet')}</span>
        </p>
      </div>
      <ol className="how-to">
        {(['1', '2', '3'] as const).map((n) => (
          <li key={n}>
            <b>{t(`how${n}`)}</b> {t(`how${n}more`)}
          </li>
        ))}
      </ol>
    </section>
  )
}
