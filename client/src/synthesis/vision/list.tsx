/** The same as on the axis, as a list: by level and year, then obstacles between two years. For phones, and for whoever hears the page. */
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useT } from '../../i18n/index.tsx'
import { HallRow } from '../../ui/hall/row.tsx'
import { Face } from './card.tsx'
import { messages } from './messages/index.ts'
import { cellsOf, Opened } from './opened.tsx'
import { InSpan, spansOf, useSpanName } from './spans.tsx'
import type { InHand } from './use-in-hand.ts'

export function Rows({
  cards,
  told,
  joining,
  of,
}: {
  cards: HallVisionTold['cards']
  told: HallVisionTold
  joining: InHand
  of: number
}) {
  return (
    <ul className="rows">
      {cards.map((card) => {
        const open = joining.isOpen(card)
        return (
          <li key={card.id} data-open={open || undefined} data-looking={(joining.looking && !open) || undefined}>
            <button
              type="button"
              className={`face ${card.kind}`}
              data-card={card.id}
              aria-expanded={open}
              onClick={() => joining.take(card.id)}
            >
              <Face card={card} of={of} />
            </button>
            {open ? <Opened card={card} told={told} joining={joining} /> : null}
          </li>
        )
      })}
    </ul>
  )
}

export function List({
  told,
  shown,
  joining,
  of,
  span,
  onSpan,
}: {
  told: HallVisionTold
  shown: HallVisionTold['cards']
  joining: InHand
  of: number
  span: number | null
  onSpan: (span: number | null) => void
}) {
  const t = useT(messages)
  const levels = useT(visionMessages)
  const name = useSpanName()
  const spans = spansOf(told).filter(({ tables }) => tables.length > 0)
  return (
    <div className="list">
      {told.lanes.map(({ level, elements }) => {
        const cards = shown.filter((card) => card.level === level)
        return cards.length === 0 ? null : (
          <section key={level ?? 'none'}>
            <h2 className="hh">
              {level === null ? t('noLevel') : levels(level)}{' '}
              <span className="meta">{t('elements', { n: elements })}</span>
            </h2>
            <Rows cards={cards} told={told} joining={joining} of={of} />
          </section>
        )
      })}
      {spans.length === 0 ? null : (
        <section>
          <h2 className="hh">
            {t('obstacles')} <span className="meta">{t('tablesOf', { n: of })}</span>
          </h2>
          <ul className="spans">
            {spans.map((one) => {
              const at = spansOf(told).indexOf(one)
              return (
                <li key={one.from ?? 'none'}>
                  <button type="button" aria-expanded={span === at} onClick={() => onSpan(span === at ? null : at)}>
                    <span className="num">{name(one)}</span> <b>{t('tables', { n: one.tables.length })}</b>
                    <HallRow cells={cellsOf(told.tables, one.tables)} bare />
                  </button>
                  {span === at ? (
                    <InSpan told={told} span={one} onCard={joining.show} onClose={() => onSpan(null)} />
                  ) : null}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </div>
  )
}
