/** A card of the hall's map: the shared card with its hall row, its words and wordings counted; opened, each table's own. */
import { memo, type ReactNode } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { longestLine } from '../../ui/hall/lines.ts'
import { HallRow, useHallLabel, type HallCell } from '../../ui/hall/row.tsx'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages, uiMessages } from '../../ui/messages/index.ts'
import { NodeCard } from '../../ui/node-card.tsx'
import { Translation } from '../../ui/translation.tsx'
import { messages } from './messages/index.ts'
import { translatable } from './sentence.tsx'
import type { HallCard } from './told.ts'

/** What a card is called where only words can say it: kind, number and wording. */
export function useTitle(): (card: HallCard) => string {
  const kinds = useT(kindMessages)
  return ({ kind, number, text }) => `${kinds(kind)} ${number} ${text}`.replace('  ', ' ')
}

export function Counted({
  card,
  open,
  onToggle,
  controls,
}: {
  card: HallCard
  open: boolean
  onToggle: () => void
  controls?: string
}) {
  const t = useT(messages)
  const shared = useT(uiMessages)
  return (
    <button
      type="button"
      className="words"
      aria-expanded={open}
      {...(controls === undefined ? {} : { 'aria-controls': controls })}
      onClick={onToggle}
    >
      <Icon name="experience" />
      <span>{card.people > 0 ? shared('peopleWords', { n: card.people }) : t('noWords')}</span>
      {card.wordings > 1 ? (
        <span className="joined">
          <Icon name="same-as" />
          {t('wordings', { n: card.wordings })}
        </span>
      ) : null}
    </button>
  )
}

export type Marked = 'selected' | 'asked' | 'hand' | null

export const MapCard = memo(function MapCard({
  card,
  cells,
  numbers,
  far,
  focusable,
  marked,
  arrived,
  open,
  branch,
  unfolded,
  inside,
  onFocus,
  onPoint,
  onToggle,
  onBranch,
  onCell,
}: {
  card: HallCard
  cells: readonly HallCell[]
  /** Of what further relations lead to, in their order. */
  numbers: string
  far: boolean
  /** The card that Tab reaches. */
  focusable: boolean
  marked: Marked
  arrived: boolean
  open: boolean
  /** How many lie in its branch, and whether they are on the map; 0 where nothing is to be opened. */
  branch: number
  unfolded: boolean
  /** What is beneath it when it is open. */
  inside: (card: string) => ReactNode
  onFocus: (card: string) => void
  onPoint: (card: string) => void
  onToggle: (card: string) => void
  onBranch: (card: string) => void
  onCell: (card: string, place: number) => void
}) {
  const t = useT(messages)
  const list = useList()
  const title = useTitle()(card)
  const label = useHallLabel()(cells)
  const { id, kind, text, lang, number, relation, also } = card
  const issue = kind === 'issue'
  const further = numbers === '' ? [] : numbers.split(' ')
  return (
    <div
      role="group"
      aria-label={list(issue ? [title] : [title, label])}
      tabIndex={focusable ? 0 : -1}
      className={marked === null || marked === 'selected' ? 'card' : `card ${marked}`}
      onFocus={(event) => {
        if (event.target === event.currentTarget) onFocus(id)
      }}
      onClick={(event) => {
        const { target } = event
        if (!(target instanceof Element) || target.closest('button')) return
        const cell = target.closest('.wording .trow > i')
        const at = cell === null ? -1 : [...(cell.parentElement?.children ?? [])].indexOf(cell)
        const stance = cells[at]?.stance
        // A table's cell opens what that table says; one that says nothing is only a place.
        if (stance === undefined || stance === 'silent' || stance === 'curtain') onPoint(id)
        else onCell(id, at)
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || issue || (event.key !== 'Enter' && event.key !== ' ')) return
        event.preventDefault()
        onToggle(id)
      }}
    >
      {far ? null : (
        <NodeCard
          face={{
            kind,
            wording: text,
            lang,
            number,
            relation: relation?.kind ?? null,
            also: also.map((one, at) => ({ kind: one.kind, number: further[at] ?? '' })),
          }}
          selected={marked === 'selected'}
          arrived={arrived}
          who={marked === 'asked' ? [t('sameAsk')] : []}
          more={issue ? t('tables', { n: cells.length }) : null}
          translation={
            <>
              <Translation of={translatable(card)} />
              {issue ? null : <HallRow cells={cells} line={longestLine} bare />}
            </>
          }
          counts={
            issue ? null : (
              <div className={open ? 'beneath open' : 'beneath'}>
                <Counted card={card} open={open} onToggle={() => onToggle(id)} />
                {open ? inside(id) : null}
                {branch === 0 ? null : (
                  <button type="button" className="branch" aria-expanded={unfolded} onClick={() => onBranch(id)}>
                    <Icon name={unfolded ? 'minus' : 'plus'} />
                    {unfolded ? t('foldBranch') : t('branch', { n: branch })}
                  </button>
                )}
              </div>
            )
          }
        />
      )}
    </div>
  )
})
