/** Which tables, languages or themes a number of the coverage counts: each a way to its entries. */
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useEffect, useRef } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useGaps, type Shown } from './cover.tsx'
import { messages } from './messages/index.ts'
import { outside } from './port.ts'

export function Listed({
  told,
  list,
  onShow,
  onClose,
}: {
  told: ThemesTold
  list: 'tables' | 'langs' | 'single'
  onShow: (shown: Shown) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const gaps = useGaps(told)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const title = { tables: t('nTablesNone'), langs: t('nLangsNone'), single: t('nSingleNone') }[list]
  const lines: readonly { readonly key: string; readonly text: string; readonly n: number; readonly of: Shown }[] =
    list === 'tables'
      ? gaps.tables.map(({ id, number, entries }) => ({
          key: id,
          text: t('tableN', { n: number }),
          n: entries,
          of: { theme: outside, table: id },
        }))
      : list === 'langs'
        ? gaps.langs.map(({ lang, name, entries, untranslated }) => ({
            key: lang,
            text: untranslated > 0 ? t('langOf', { lang: name, untranslated, all: entries }) : name,
            n: entries,
            of: { theme: outside, lang },
          }))
        : gaps.single.map(({ id, name, entries }) => ({ key: id, text: name, n: entries, of: { theme: id } }))
  return (
    <section className="cut" aria-labelledby="listed-title">
      <h2 id="listed-title" className="hh" ref={heading} tabIndex={-1}>
        <span>{title}</span>
      </h2>
      <div className="acts">
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
      <ul className="half">
        {lines.map(({ key, text, n, of }) => (
          <li key={key}>
            <button type="button" onClick={() => onShow(of)}>
              <span dir="auto">{text}</span>
            </button>
            <span className="meta">{t('entries', { n })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
