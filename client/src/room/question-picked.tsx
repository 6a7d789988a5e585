/** The entries that were picked, as they may be shown now, each with its mark and its table; what is written is a translation. */
import { limits } from '@tablee/shared/board/schema'
import { mostOptions } from '@tablee/shared/voices/asks'
import { notShown } from '@tablee/shared/voices/stances'
import type { Pickable } from '@tablee/shared/wire/questions'
import { useRef } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { kindMessages, uiMessages } from '../ui/messages/index.ts'
import { TableMark } from '../ui/table-mark.tsx'
import { said } from '../ui/voices/texts.ts'
import { questionMessages } from './messages/index.ts'
import type { Draft, Known, EntryPick } from './question-draft.ts'

export function PickedEntries({
  draft,
  pickable,
  known,
  lang,
  locked,
  onChange,
  onMore,
}: {
  draft: Draft
  pickable: Pickable | null
  known: Known
  lang: string
  locked: boolean
  onChange: (part: Partial<Draft>) => void
  onMore: () => void
}) {
  const t = useT(questionMessages)
  const ui = useT(uiMessages)
  const kinds = useT(kindMessages)
  const { language } = useLanguage()
  const list = useRef<HTMLOListElement>(null)
  const more = useRef<HTMLButtonElement>(null)
  const { picks } = draft
  function takeOut(pick: EntryPick, n: number): void {
    if (locked) return
    onChange({ picks: picks.filter((one) => one !== pick) })
    // Drawn first.
    requestAnimationFrame(() => {
      const outs = list.current?.querySelectorAll<HTMLButtonElement>('.out') ?? []
      ;(outs[Math.min(n, outs.length - 1)] ?? more.current)?.focus()
    })
  }
  const all = (pickable?.tables ?? []).reduce((sum, { entries }) => sum + entries.length, 0)
  const label = said(notShown.entry, language)
  return (
    <>
      <ol className="picked" ref={list} aria-label={t('chosenEntries')}>
        {picks.map((pick, n) => {
          const entry = known?.get(pick.entry)
          if (entry === undefined)
            return (
              <li key={pick.entry} className={known === null ? undefined : 'gone'}>
                <Icon name="curtain-drawn" />
                {known === null ? <span role="status">{t('loading')}</span> : <b lang={label.lang}>{label.text}</b>}
                <span />
                <Out label={t('takeOutGone')} off={locked} onOut={() => takeOut(pick, n)} />
              </li>
            )
          const own = entry.lang === lang || entry.lang.split('-')[0] === lang
          return (
            <li key={pick.entry}>
              <Icon name={entry.kind} />
              {own ? (
                <b>
                  <span className="away">{kinds(entry.kind)}: </span>
                  <bdi lang={entry.lang} dir={direction(entry.lang)}>
                    {entry.wording}
                  </bdi>
                </b>
              ) : (
                <input
                  type="text"
                  aria-label={t('inLang', { entry: entry.wording, lang: languageName(lang, language) })}
                  lang={lang}
                  dir={direction(lang)}
                  maxLength={limits.title}
                  readOnly={locked}
                  placeholder={entry.wording}
                  value={pick.also[lang] ?? ''}
                  onChange={({ target }) =>
                    onChange({
                      picks: picks.map((one) =>
                        one === pick ? { ...pick, also: { ...pick.also, [lang]: target.value } } : one,
                      ),
                    })
                  }
                />
              )}
              <span className="from">
                <TableMark seats={8} whole width={27} />
                {ui('ofTable', { n: entry.number })}
              </span>
              <Out label={t('takeOutEntry', { entry: entry.wording })} off={locked} onOut={() => takeOut(pick, n)} />
            </li>
          )
        })}
      </ol>
      <p className="add-row">
        {picks.length < mostOptions ? (
          <button
            ref={more}
            type="button"
            className="add"
            aria-disabled={locked || undefined}
            onClick={() => locked || onMore()}
          >
            <Icon name="plus" />
            {t(picks.length === 0 ? 'pickEntries' : 'oneMoreEntry')}
          </button>
        ) : (
          <button
            ref={more}
            type="button"
            className="add"
            aria-disabled={locked || undefined}
            onClick={() => locked || onMore()}
          >
            {t('pickEntries')}
          </button>
        )}
        {pickable === null ? null : (
          <span className="k2">{t('onMaps', { n: pickable.tables.length, entries: t('entriesN', { n: all }) })}</span>
        )}
      </p>
    </>
  )
}

const Out = ({ label, off, onOut }: { label: string; off: boolean; onOut: () => void }) => (
  <button type="button" className="out" aria-label={label} aria-disabled={off || undefined} onClick={onOut}>
    <Icon name="reject" />
  </button>
)
