/** The same map as a list: for who listens, for phones, and for who reads from top to bottom. A branch opens where it is asked for. */
import { isLang } from '@tablee/shared/ids'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { longestLine } from '../../ui/hall/lines.ts'
import { HallRow } from '../../ui/hall/row.tsx'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages } from '../../ui/messages/index.ts'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { Translation } from '../../ui/translation.tsx'
import { Counted } from './card.tsx'
import { above, cellsOf, type Cards } from './cards.ts'
import { messages } from './messages/index.ts'
import { translatable } from './sentence.tsx'
import type { HallCard } from './told.ts'

export type OutlineProps = {
  readonly cards: Cards
  readonly opened: ReadonlySet<string>
  readonly selected: string | null
  /** Whether every branch is open, as long as none is closed by hand. */
  readonly all: boolean
  readonly inside: (card: string) => ReactNode
  readonly onToggle: (card: string) => void
  readonly onPoint: (card: string) => void
  /** The first of two, while the second is being chosen: a tap on an entry chooses it. */
  readonly choosing: string | null
}

export function Outline(props: OutlineProps) {
  const t = useT(messages)
  const roots = props.cards.children.get(null) ?? []
  return (
    <section className="hlist" aria-label={t('list')}>
      <ul>
        {roots.map((card) => (
          <Entry key={card.id} card={card} depth={0} {...props} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ card, depth, ...props }: OutlineProps & { card: HallCard; depth: number }) {
  const t = useT(messages)
  const kinds = useT(kindMessages)
  const id = useId()
  const { cards, opened, selected, all, inside, onToggle, onPoint, choosing } = props
  const children = cards.children.get(card.id) ?? []
  const holdsChosen = selected !== null && above(cards, selected).includes(card.id)
  const [unfolded, setUnfolded] = useState(depth < 1 || all)
  const open = opened.has(card.id)
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => setUnfolded(depth < 1 || all), [depth, all])
  useEffect(() => {
    if (holdsChosen) setUnfolded(true)
  }, [holdsChosen])
  useEffect(() => {
    if (selected === card.id) element.current?.scrollIntoView({ block: 'nearest' })
  }, [selected, card.id])
  const issue = card.kind === 'issue'
  return (
    <li ref={element} className={card.kind} aria-current={selected === card.id || undefined}>
      <article aria-labelledby={`${id}t`}>
        <p className="head">
          {card.relation === null || card.relation.kind === 'answers' ? (
            <Icon name={card.kind} />
          ) : (
            <RelationMark kind={card.relation.kind} of={card.kind} bare />
          )}
          <span className="kind">{kinds(card.kind)}</span>
          <span className="num">{card.number}</span>
        </p>
        <p className="text" id={`${id}t`} dir="auto" {...(isLang(card.lang) ? { lang: card.lang } : {})}>
          {card.text}
        </p>
        <Translation of={translatable(card)} />
        {issue ? null : (
          <>
            {card.also.length === 0 ? null : (
              <ul className="further" aria-label={t('further')}>
                {card.also.map(({ kind, to }) => (
                  <li key={`${kind} ${to}`}>
                    <RelationMark kind={kind} /> <span className="num">{cards.byId.get(to)?.number ?? ''}</span>
                  </li>
                ))}
              </ul>
            )}
            <HallRow cells={cellsOf(card, cards.tables)} line={longestLine} />
            {choosing !== null && choosing !== card.id ? (
              <button type="button" className="btn" aria-describedby={`${id}t`} onClick={() => onPoint(card.id)}>
                <Icon name="same-as" />
                {t('chooseThis')}
              </button>
            ) : null}
            <Counted card={card} open={open} onToggle={() => onToggle(card.id)} controls={`${id}in`} />
            <div className="beneath open" id={`${id}in`} hidden={!open}>
              {open ? inside(card.id) : null}
            </div>
          </>
        )}
      </article>
      {children.length > 0 ? (
        <>
          {depth < 1 ? null : (
            <button
              type="button"
              className="fold"
              aria-expanded={unfolded}
              aria-describedby={`${id}t`}
              onClick={() => setUnfolded((now) => !now)}
            >
              <Icon name={unfolded ? 'minus' : 'plus'} />
              {unfolded ? t('foldBranch') : t('branch', { n: cards.beneath.get(card.id) ?? 0 })}
            </button>
          )}
          {unfolded ? (
            <ul className="branches">
              {children.map((child) => (
                <Entry key={child.id} card={child} depth={depth + 1} {...props} />
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </li>
  )
}
