/** A card of the hall's vision: its kind's silhouette, icon and word, the year, the sentence that is shown for all, and how many tables. */
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { isLang } from '@tablee/shared/ids'
import { memo, useEffect, useRef, type CSSProperties, type ReactNode } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { Ticks } from '../../ui/hall/ticks.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import type { Card, Place } from './layout.ts'
import { messages } from './messages/index.ts'

/** The sentence in its own language and direction. */
export const Sentence = ({ of }: { of: Card['elements'][number] | undefined }) =>
  of === undefined ? null : (
    <span dir="auto" {...(isLang(of.lang) ? { lang: of.lang } : {})}>
      {of.text}
    </span>
  )

/** What stands on every card, wherever it is shown. */
export function Face({ card, of }: { card: Card; of: number }) {
  const t = useT(messages)
  const kinds = useT(visionMessages)
  const n = card.tables.length
  const [shown] = card.elements
  return (
    <>
      <span className="head">
        <VisionIcon name={card.kind} />
        <b>{kinds(card.kind)}</b>
        <span className="num">{card.year ?? t('noYear')}</span>
      </span>
      <span className="text">
        <Sentence of={shown} />
      </span>
      <span className="foot">
        <Ticks n={n} of={of} />
        <span>{t('tables', { n })}</span>
      </span>
    </>
  )
}

export const CardOnAxis = memo(function CardOnAxis({
  card,
  place,
  of,
  open,
  looking,
  marked,
  first,
  onTake,
  children,
}: {
  card: Card
  place: Place
  /** Tables that could hold it. */
  of: number
  open: boolean
  /** Another is open, and the one that says the same is looked for. */
  looking: boolean
  /** It names an obstacle of the span that is looked at. */
  marked: boolean
  /** Where the tab key comes in. */
  first: boolean
  onTake: (card: string) => void
  children?: ReactNode
}) {
  const { language } = useLanguage()
  const { x, y, w, h, lines } = place
  const own = useRef<HTMLElement>(null)
  useEffect(() => {
    if (open) own.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  const style: CSSProperties & Record<`--${string}`, number> = {
    '--x': x,
    '--y': y,
    '--w': w,
    '--h': h,
    '--lines': lines,
  }
  return (
    <article
      ref={own}
      className={`el ${card.kind}${card.year === null ? ' undated' : ''}`}
      style={style}
      dir={direction(language)}
      data-open={open || undefined}
      data-looking={looking || undefined}
      data-marked={marked || undefined}
    >
      <button
        type="button"
        className="face"
        data-card={card.id}
        aria-expanded={open}
        tabIndex={first ? 0 : -1}
        onClick={() => onTake(card.id)}
      >
        <Face card={card} of={of} />
      </button>
      {children}
    </article>
  )
})
