/**
 * Placements of all tables as one field, wanted upwards and likely to the right in every language. Each table answered once; a
 * joined card lies in the middle of its tables' answers, which stand around it.
 */
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useT } from '../../i18n/index.tsx'
import { Rows } from './list.tsx'
import { messages } from './messages/index.ts'
import type { InHand } from './use-in-hand.ts'

type Spot = { readonly desirable: number; readonly probable: number }
const at = ({ desirable, probable }: Spot) => ({ left: `${probable * 100}%`, top: `${(1 - desirable) * 100}%` })

/** Placed on some field, the most wanted first. */
export const placedOf = (cards: HallVisionTold['cards']): HallVisionTold['cards'] =>
  cards
    .filter(({ spot }) => spot !== null)
    .sort(
      (a, b) =>
        (b.spot?.desirable ?? 0) - (a.spot?.desirable ?? 0) || (b.spot?.probable ?? 0) - (a.spot?.probable ?? 0),
    )

export function Field({
  told,
  shown,
  joining,
  of,
}: {
  told: HallVisionTold
  shown: HallVisionTold['cards']
  joining: InHand
  of: number
}) {
  const t = useT(messages)
  const placed = placedOf(shown)
  if (placed.length === 0)
    return (
      <div className="nothing">
        <p className="lead">{t('nothingPlaced')}</p>
        <p>{t('nothingPlacedLead')}</p>
      </div>
    )
  return (
    <div className="placed">
      <div className="square" role="group" aria-label={t('fieldOf', { n: placed.length })}>
        <span className="up">{t('wanted')}</span>
        <span className="down">{t('unwanted')}</span>
        <span className="left">{t('unlikely')}</span>
        <span className="right">{t('likely')}</span>
        <div className="ground">
          <i className="across" />
          <i className="upright" />
          {placed.map((card, n) => {
            const { spot } = card
            if (spot === null) return null
            const spots = card.elements.flatMap((one) => one.spot ?? [])
            const [low, high] = [
              (of: keyof Spot) => Math.min(...spots.map((one) => one[of])),
              (of: keyof Spot) => Math.max(...spots.map((one) => one[of])),
            ]
            const spread = {
              left: `${low('probable') * 100}%`,
              top: `${(1 - high('desirable')) * 100}%`,
              width: `${(high('probable') - low('probable')) * 100}%`,
              height: `${(high('desirable') - low('desirable')) * 100}%`,
            }
            return (
              <div key={card.id} className="dot" data-open={joining.isOpen(card) || undefined}>
                {spot.tables > 1 ? <i className="spread" style={spread} /> : null}
                {spots.length > 1 ? spots.map((one, k) => <i key={k} className="one" style={at(one)} />) : null}
                <button
                  type="button"
                  className={card.kind}
                  style={at(spot)}
                  data-looking={(joining.looking && !joining.isOpen(card)) || undefined}
                  aria-expanded={joining.isOpen(card)}
                  aria-label={`${n + 1}. ${card.elements[0]?.text ?? ''}`}
                  onClick={() => joining.take(card.id)}
                >
                  <span className="num">{n + 1}</span>
                </button>
              </div>
            )
          })}
        </div>
        <p className="meta">{t('unit')}</p>
      </div>
      <div className="numbered">
        <Rows cards={placed} told={told} joining={joining} of={of} />
      </div>
    </div>
  )
}
