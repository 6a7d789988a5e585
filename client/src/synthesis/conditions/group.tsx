/** One condition, or several that are the same: its mark, its words, how many people, about how many recommendations. */
import { inLang, shownIn, tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import type { ConditionTold } from '@tablee/shared/wire/conditions'
import { useState } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { conditionsMessages } from './messages/index.ts'

/** Letters of a condition in a list to choose from. */
const shortest = 80
const short = (text: string): string => (text.length > shortest ? `${text.slice(0, shortest - 1)}…` : text)

function In({ text }: { text: LocalText }) {
  const { language } = useLanguage()
  return (
    <span lang={tagFor(text, language)} dir="auto">
      {shownIn(text, language)}
    </span>
  )
}

/** Chosen first and put together by a button: a closed list takes each arrow key as a choice. */
function SameAs({
  group,
  close,
  far,
  onJoin,
}: {
  group: ConditionTold
  close: readonly ConditionTold[]
  far: readonly ConditionTold[]
  onJoin: (other: string) => void
}) {
  const t = useT(conditionsMessages)
  const { language } = useLanguage()
  const [wanted, setWanted] = useState('')
  const chosen = [...close, ...far].find(({ name }) => name === wanted)
  const [nearest] = close
  const option = (one: ConditionTold) => (
    <option key={one.name} value={one.name}>
      {short(inLang(one.text, language))}
    </option>
  )
  if (close.length + far.length === 0) return null
  return (
    <>
      <select
        className="pick"
        aria-label={t('sameAs', { text: short(inLang(group.text, language)) })}
        value={chosen?.name ?? ''}
        onChange={({ target }) => setWanted(target.value)}
      >
        <option value="">{t('same')}</option>
        {close.length > 0 ? <optgroup label={t('near')}>{close.map(option)}</optgroup> : null}
        {far.length > 0 ? <optgroup label={t('others')}>{far.map(option)}</optgroup> : null}
      </select>
      {chosen !== undefined ? (
        <Button
          look="primary"
          onClick={() => {
            setWanted('')
            onJoin(chosen.name)
          }}
        >
          {t('together')}
        </Button>
      ) : nearest === undefined ? null : (
        <p className="meta alike">
          <span>
            {t('perhaps')} <In text={nearest.text} />
          </span>
          <Button onClick={() => onJoin(nearest.name)}>{t('together')}</Button>
        </p>
      )}
    </>
  )
}

export function Group({
  group,
  every,
  most,
  onJoin,
  onApart,
}: {
  group: ConditionTold
  every: readonly ConditionTold[]
  /** People of the largest: how long its bar is. */
  most: number
  onJoin: (a: string, b: string) => void
  onApart: (entry: string) => void
}) {
  const t = useT(conditionsMessages)
  const list = useList()
  const { name, text, people, least, tables, members, near } = group
  const told = members.some((one) => one.people !== null)
  const others = every.filter((one) => one.name !== name)
  const close = near.flatMap((one) => others.find((other) => other.name === one) ?? [])
  const far = others.filter((one) => !close.includes(one))
  return (
    <li className="group">
      <div className="what">
        <b className="tag">{t('if')}</b>
        <p>
          <In text={text} />
        </p>
      </div>
      <p className="howmany">
        <b className={told && !least ? 'num' : undefined}>
          {told ? (least ? t('atLeast', { n: people }) : people) : t('untold')}
        </b>{' '}
        <span className="meta">
          {told ? `${t('people', { n: people })} · ` : ''}
          {t('tables', { n: tables.length, tables: list(tables.map(String)) })}
        </span>
      </p>
      {told ? (
        <div className="bar" aria-hidden="true">
          <i style={{ inlineSize: `${(100 * people) / most}%` }} />
        </div>
      ) : null}
      <div className="acts">
        <SameAs group={group} close={close} far={far} onJoin={(other) => onJoin(name, other)} />
      </div>
      <details>
        <summary>{t('members', { n: members.length })}</summary>
        <ul>
          {members.map((one) => (
            <li key={one.name}>
              <span>
                <In text={one.text} />
                <span className="meta">
                  {one.people === null ? t('untold') : `${one.people} ${t('people', { n: one.people })}`} ·{' '}
                  {t(one.picked ? 'picked' : 'typed')} · {t('to', { n: one.table })} <In text={one.recommendation} />
                </span>
              </span>
              {members.length > 1 ? (
                <Button look="quiet" onClick={() => onApart(one.name)}>
                  {t('apart')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
