/** Obstacles between two years, as high as many tables name one; a click says which they are. */
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { HallRow } from '../../ui/hall/row.tsx'
import { Sentence } from './card.tsx'
import type { Scale } from './layout.ts'
import { messages } from './messages/index.ts'
import { cellsOf } from './opened.tsx'

export type Span =
  | HallVisionTold['obstacles'][number]
  | (HallVisionTold['undated'] & { readonly from: null; readonly to: null })
/** Those of no year last, where there are any. */
export const spansOf = (told: HallVisionTold): readonly Span[] => [
  ...told.obstacles,
  ...(told.undated.tables.length === 0 ? [] : [{ ...told.undated, from: null, to: null }]),
]

export function useSpanName(): (span: Span) => string {
  const t = useT(messages)
  return ({ from, to }) => (from === null ? t('ofNoYear') : t('between', { from: String(from), to: String(to) }))
}

/** What stands in a span: its tables, and its cards to go on to. */
export function InSpan({
  told,
  span,
  onCard,
  onClose,
}: {
  told: HallVisionTold
  span: Span
  onCard: (card: string) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const name = useSpanName()
  return (
    <div className="inspan">
      <div className="hh">
        <h3>{t('obstaclesIn', { span: name(span) })}</h3>
        <Button look="quiet" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <HallRow cells={cellsOf(told.tables, span.tables)} />
      <ul>
        {span.cards.map((id) => {
          const card = told.cards.find((one) => one.id === id)
          return card === undefined ? null : (
            <li key={id}>
              <button type="button" onClick={() => onCard(id)}>
                <Sentence of={card.elements[0]} />{' '}
                <span className="meta">{t('tables', { n: card.tables.length })}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

const tallest = 56

export function SpanBars({
  told,
  scale,
  open,
  of,
  onOpen,
}: {
  told: HallVisionTold
  scale: Scale
  open: number | null
  of: number
  onOpen: (span: number | null) => void
}) {
  const t = useT(messages)
  const name = useSpanName()
  const most = Math.max(1, ...told.obstacles.map(({ tables }) => tables.length))
  return (
    <div className="bars">
      {spansOf(told).map((span, at) => {
        const n = span.tables.length
        const start = span.from === null ? (scale.undated ?? 0) : scale.of(span.from)
        const end = span.to === null ? start + 200 : scale.of(span.to)
        const first = told.cards.find(({ id }) => id === span.cards[0])
        return (
          <button
            key={span.from ?? 'none'}
            type="button"
            className={span.from === null ? 'bar undated' : 'bar'}
            style={{
              left: start,
              width: end - start - 3,
              ['--n' as string]: Math.round((n / Math.max(most, of / 2)) * tallest),
            }}
            aria-expanded={open === at}
            disabled={n === 0}
            onClick={() => onOpen(open === at ? null : at)}
          >
            <i aria-hidden="true" />
            <span className="away">{name(span)}: </span>
            <span className="says">
              <b className="num">{n}</b> {t('tablesWord', { n })}
              {first === undefined ? null : (
                <span aria-hidden="true">
                  {' · '}
                  <Sentence of={first.elements[0]} />
                </span>
              )}
            </span>
          </button>
        )
      })}
    </div>
  )
}
