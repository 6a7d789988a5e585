/** First to last, by buttons: a list to put in order beneath one to take from. An unfinished order counts as far as it goes. */
import { useEffect, useRef, useState } from 'react'
import type { Option } from '@tablee/shared/dialogue/items'
import { useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Icon } from '../icon.tsx'
import type { FieldProps } from './field.tsx'
import { ballotMessages } from './messages/index.ts'
import { said } from './texts.ts'
import { Text } from './text.tsx'

/** The order with one option a place further on (`by` 1) or back (-1). */
export function shifted(order: readonly string[], option: string, by: 1 | -1): readonly string[] {
  const from = order.indexOf(option)
  const to = from + by
  const other = order[to]
  if (from < 0 || other === undefined) return order
  return order.map((id, index) => (index === from ? other : index === to ? option : id))
}

export function RankingField({ item, answer, lang, onAnswer }: FieldProps<'ranking'>) {
  const t = useT(ballotMessages)
  const list = useRef<HTMLDivElement>(null)
  const [said1, setSaid] = useState('')
  /** The button that had the focus moves with its row, or its row is gone: then the nearest of the same kind. */
  const [focus, setFocus] = useState<string | null>(null)
  const order = answer?.type === 'ranking' ? answer.order : []
  const byId = new Map(item.options.map((option) => [option.id, option]))
  const left = item.options.filter(({ id }) => !order.includes(id))
  useEffect(() => {
    if (focus === null) return
    const wanted = list.current?.querySelector<HTMLButtonElement>(`[data-do="${focus}"]:not([aria-disabled])`)
    const option = focus.split(' ')[1] ?? ''
    const near =
      wanted ?? list.current?.querySelector<HTMLButtonElement>(`[data-do$=" ${option}"]:not([aria-disabled])`)
    near?.focus({ preventScroll: true })
    setFocus(null)
  }, [focus])
  function put(next: readonly string[], option: Option, action: string) {
    onAnswer(next.length === 0 ? null : { type: 'ranking', order: next })
    const at = next.indexOf(option.id)
    const text = said(option.text, lang).text
    setSaid(at < 0 ? t('unranked', { option: text }) : t('rankedAs', { option: text, place: at + 1 }))
    setFocus(`${action} ${option.id}`)
  }
  return (
    <div className="ranking" ref={list}>
      <h2>{t('yourOrder')}</h2>
      {order.length === 0 ? <p className="why">{t('orderEmpty')}</p> : null}
      <ol>
        {order.map((id, index) => {
          const option = byId.get(id)
          if (option === undefined) return null
          const name = said(option.text, lang).text
          const step = (by: 1 | -1, action: 'up' | 'down') => {
            const end = by < 0 ? index === 0 : index === order.length - 1
            return (
              <button
                type="button"
                className="step"
                data-do={`${action} ${id}`}
                aria-disabled={end || undefined}
                aria-label={t(action, { option: name })}
                onClick={() => (end ? undefined : put(shifted(order, id, by), option, action))}
              >
                <Icon name={action === 'up' ? 'up' : 'open'} />
              </button>
            )
          }
          return (
            <li key={id}>
              <span className="num place-number">{index + 1}</span>
              <span className="name">
                <Text said={said(option.text, lang)} as="b" />
                <EntryOf entry={option.entry} />
              </span>
              <span className="steps">
                {step(-1, 'up')}
                {step(1, 'down')}
                <button
                  type="button"
                  className="step"
                  data-do={`out ${id}`}
                  aria-label={t('out', { option: name })}
                  onClick={() =>
                    put(
                      order.filter((one) => one !== id),
                      option,
                      'in',
                    )
                  }
                >
                  <Icon name="reject" />
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      {left.length === 0 ? null : (
        <>
          <h2>{t('notPlaced')}</h2>
          <ul>
            {left.map((option) => (
              <li key={option.id}>
                <button
                  type="button"
                  className="row in"
                  data-do={`in ${option.id}`}
                  onClick={() => put([...order, option.id], option, 'up')}
                >
                  <Icon name="plus" />
                  <span className="name">
                    <Text said={said(option.text, lang)} as="b" />
                    <EntryOf entry={option.entry} />
                  </span>
                  <span className="meta">{t('noRank')}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="away" role="status">
        {said1}
      </p>
    </div>
  )
}
