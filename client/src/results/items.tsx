/** All items at the side, one stop of Tab; on a narrow screen a list to choose from. */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import { useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { useRoving } from '../ui/roving.ts'
import { resultsMessages } from './messages/index.ts'
import { typeWords, type Says } from './model.ts'
import type { Listed } from '@tablee/shared/results/listed'

/** From here on one searches. */
const many = 15

/** What sort of answer it asks for; of one that was asked again, at which of its times; of one of the same words, where. */
function kindOf(item: Listed, items: readonly Listed[], t: Says, language: Language): string {
  const [first, last] = [item.options[0], item.options.at(-1)]
  const kind =
    item.type === 'scale' && (first === undefined || last === undefined)
      ? t('typeNumber')
      : t(typeWords[item.type], { min: first?.key ?? '', max: last?.key ?? '' })
  const own = item.waves.find((wave) => wave.item === item.item)?.wave
  const again = items.some((one) => one !== item && shownIn(one.text, language) === shownIn(item.text, language))
  return [
    kind,
    item.twice && own !== undefined ? waveIn(own, t) : again ? shownIn(item.source, language) : '',
    item.entry === undefined ? '' : t('table', { n: item.entry.table }),
    item.worded === undefined ? '' : t('wording', item.worded),
    item.tables.closed < item.tables.of ? t('closedOf', { n: item.tables.of, closed: item.tables.closed }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
/** A file calls its times as it likes. */
export const waveIn = (wave: string, t: Says): string =>
  wave === 'before' || wave === 'after' ? t(wave) : wave === 'session' ? t('session') : wave

export function ItemsList({
  items,
  here,
  onItem,
}: {
  items: readonly Listed[]
  here: string | null
  onItem: (item: Listed) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const [sought, setSought] = useState('')
  const words = sought.trim().toLowerCase()
  const found = items.filter((one) =>
    [one.item, ...Object.values(one.text)].some((text) => text.toLowerCase().includes(words)),
  )
  const { stop, list: roving } = useRoving(found.map(() => true))
  return (
    <nav className="items" aria-label={t('items')}>
      <h2>
        {t('items')} <span className="meta">{items.length}</span>
      </h2>
      {items.length < many ? null : (
        <input
          className="pick"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol {...roving}>
        {found.map((one, n) => (
          <li key={one.item}>
            <button
              type="button"
              tabIndex={stop(n)}
              aria-current={one.item === here ? 'true' : undefined}
              onClick={() => onItem(one)}
            >
              <span lang={tagFor(one.text, language)} dir="auto">
                {shownIn(one.text, language)}
              </span>
              <span className="meta">{kindOf(one, items, t, language)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function ItemsPick({
  items,
  here,
  onItem,
}: {
  items: readonly Listed[]
  here: string | null
  onItem: (item: Listed) => void
}) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  return (
    <label className="items-pick">
      <span className="meta">{t('item')}</span>
      <select
        className="pick"
        value={here ?? ''}
        onChange={({ target }) => {
          const found = items.find(({ item }) => item === target.value)
          if (found !== undefined) onItem(found)
        }}
      >
        {items.map(({ item, text, twice, waves }) => (
          <option key={item} value={item}>
            {shownIn(text, language)}
            {twice ? ` · ${waveIn(waves.find((wave) => wave.item === item)?.wave ?? '', t)}` : ''}
          </option>
        ))}
      </select>
    </label>
  )
}
