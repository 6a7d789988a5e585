/**
 * Searching the table's map: `/` or Ctrl+F, a field above the outline, and beneath it what was found, with the number by
 * which one says it. A combobox by the ARIA pattern: the focus stays in the field, arrows choose, the map follows.
 */
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { kindMessages } from '../ui/messages/index.ts'
import { RelationMark } from '../ui/relation-mark.tsx'
import { useTable } from './context.ts'
import type { Entries } from './board/entries.ts'
import { search, type Found, type Sought } from './board/search.ts'
import { FoldingIcon } from './entry/folding-icon.tsx'
import { foldingMessages } from './messages/index.ts'

/** More than these nobody reads; the number says that there are more. */
const most = 60

const nothing: Sought = { found: [], all: 0, ids: null }

export function useSearch(entries: Entries, query: string | null): Sought {
  const { language } = useLanguage()
  const asked = useDeferredValue(query)
  return useMemo(() => {
    if (asked === null || asked.trim() === '') return nothing
    const found = search(entries.list, asked, language)
    return { found: found.slice(0, most), all: found.length, ids: new Set(found.map(({ entry }) => entry.node.id)) }
  }, [entries, asked, language])
}

export function SearchButton() {
  const t = useT(foldingMessages)
  const { act } = useTable()
  return (
    <button
      type="button"
      className="btn quiet seek-open"
      title={t('search')}
      aria-keyshortcuts="/ Control+F"
      onClick={() => act.seek('')}
    >
      <FoldingIcon name="search" />
      <span>{t('search')}</span>
    </button>
  )
}

export function SearchPanel() {
  const t = useT(foldingMessages)
  const kinds = useT(kindMessages)
  const { entries, sought, ui, act } = useTable()
  const [at, setAt] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const back = useRef<Element | null>(null)
  const id = useId()
  const { found, all } = sought
  const query = ui.query ?? ''
  const asked = query.trim() !== ''

  useEffect(() => {
    back.current = document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [])

  const close = (to: Found | null) => {
    act.seek(null)
    if (to) {
      act.select(to.entry.node.id, 'map')
      return act.focusRow(to.entry.node.id)
    }
    const before = back.current
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
    else act.focusRow(ui.selected ?? entries.list[0]?.node.id ?? null)
  }
  const go = (n: number) => {
    const next = found[(n + found.length) % found.length]
    if (!next) return
    const place = found.indexOf(next)
    setAt(place)
    act.select(next.entry.node.id, 'map')
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at < 0 ? -1 : at - 1)
    else if (event.key === 'Enter') close(found[at] ?? found[0] ?? null)
    else if (event.key === 'Escape') close(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="seek" role="search">
      <div className="seek-field">
        <FoldingIcon name="search" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={t('searchIn')}
          placeholder={t('searchIn')}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-found`}
          aria-autocomplete="list"
          {...(at >= 0 ? { 'aria-activedescendant': `${id}-${at}` } : {})}
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={query}
          onChange={(event) => {
            setAt(-1)
            act.seek(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="more" aria-label={t('close')} title={t('close')} onClick={() => close(null)}>
          <Icon name="reject" />
        </button>
      </div>
      <p className="meta" role="status">
        {!asked
          ? ''
          : all === 0
            ? t('foundNone')
            : all > found.length
              ? t('foundMost', { n: all, most: found.length })
              : t('found', { n: all })}
      </p>
      <div ref={list} id={`${id}-found`} role="listbox" aria-label={t('search')} className="seek-found">
        {found.map(({ entry, said, lang, parts }, n) => (
          <div
            key={entry.node.id}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at}
            className={n === at ? 'at' : ''}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => close(found[n] ?? null)}
          >
            <span className="mark">
              {entry.relation && entry.relation.kind !== 'answers' ? (
                <RelationMark kind={entry.relation.kind} of={entry.node.kind} bare />
              ) : (
                <span title={kinds(entry.node.kind)}>
                  <Icon name={entry.node.kind} />
                </span>
              )}
            </span>
            <span className={said ? 'hit said' : 'hit'}>
              <span lang={lang} dir="auto">
                {parts.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))}
              </span>
              {said ? <span className="meta">{t('said')}</span> : null}
            </span>
            <span className="no num">{entry.item.number}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
