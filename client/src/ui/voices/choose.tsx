/** Choose, leave as it is, or reject: a row for each option, three equal cells, several of each. */
import { useId, useState } from 'react'
import type { Answer } from '@tablee/shared/dialogue/items'
import { useT } from '../../i18n/index.tsx'
import { EntryOf } from '../entry-of.tsx'
import { Icon, type IconName } from '../icon.tsx'
import type { FieldProps } from './field.tsx'
import { ballotMessages } from './messages/index.ts'
import { said } from './texts.ts'
import { Text } from './text.tsx'

type Choice = Extract<Answer, { readonly type: 'choose' }>
type Side = 'chosen' | 'indifferent' | 'rejected'
const sides: readonly (readonly [Side, IconName])[] = [
  ['chosen', 'choose'],
  ['indifferent', 'indifferent'],
  ['rejected', 'reject'],
]
const none: Choice = { type: 'choose', chosen: [], rejected: [], indifferent: [] }

/** Each option stands on one side at most, in the order of the item, so that the same choice is the same answer. */
export function moved(before: Choice | null, option: string, to: Side, order: readonly string[]): Choice {
  const from = before ?? none
  const on = (side: Side): readonly string[] =>
    order.filter((id) => (id === option ? side === to : from[side].includes(id)))
  return { type: 'choose', chosen: on('chosen'), rejected: on('rejected'), indifferent: on('indifferent') }
}

export function ChooseField({ item, answer, lang, onAnswer }: FieldProps<'choose'>) {
  const t = useT(ballotMessages)
  const name = useId()
  const [full, setFull] = useState(false)
  const choice = answer?.type === 'choose' ? answer : null
  const order = item.options.map(({ id }) => id)
  function pick(option: string, side: Side) {
    const next = moved(choice, option, side, order)
    const tooMany = item.most !== undefined && next.chosen.length > item.most
    setFull(tooMany)
    if (!tooMany) onAnswer(next)
  }
  // As many as there are options is no limit: nothing to say.
  const limit = item.most !== undefined && item.most < item.options.length ? item.most : null
  return (
    <div className="choose-field">
      {limit === null ? null : (
        <p className="why" id={`${name}-limit`}>
          {t('upTo', { n: limit })}
        </p>
      )}
      <div className="heads" aria-hidden="true">
        <span />
        {sides.map(([side]) => (
          <span key={side}>{t(`${side}Head`)}</span>
        ))}
      </div>
      <div className="opts">
        {item.options.map((option) => (
          <div
            key={option.id}
            className="opt"
            role="radiogroup"
            aria-labelledby={`${name}-${option.id}`}
            aria-describedby={limit === null ? undefined : `${name}-limit`}
          >
            <b id={`${name}-${option.id}`}>
              <Text said={said(option.text, lang)} />
              <EntryOf entry={option.entry} />
            </b>
            <span className="tri">
              {sides.map(([side, icon]) => (
                <label key={side}>
                  <input
                    type="radio"
                    name={`${name}-${option.id}-side`}
                    checked={choice?.[side].includes(option.id) === true}
                    onChange={() => pick(option.id, side)}
                  />
                  <span className="cell">
                    <Icon name={icon} />
                    <span className="away">{t(side)}</span>
                  </span>
                </label>
              ))}
            </span>
          </div>
        ))}
      </div>
      <p className="why" role="status">
        {full ? t('tooMany', { n: item.most ?? 0 }) : ''}
      </p>
    </div>
  )
}
