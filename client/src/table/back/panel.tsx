/**
 * The table's earlier boards, side by side: for a step that looks back. Each column comes by itself and says so, and nothing
 * in it writes; what is said meanwhile goes where it always goes, through the composer beside it.
 */
import './back.css'
import { forReader } from '@tablee/shared/wire/editor'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import type { TableLink } from '../../link/link.ts'
import { tabBy } from '../../ui/tab-keys.ts'
import { useOneHalf } from '../glass.ts'
import { useTable } from '../context.ts'
import { Column } from './column.tsx'
import { Large } from './large.tsx'
import type { Before } from './looking.ts'
import { backMessages } from './messages/index.ts'
import type { BackPort } from './port.ts'

/** One link for each board, while this is in sight. */
function useLinks(port: BackPort | null, boards: readonly Before[]): ReadonlyMap<string, TableLink> {
  const [links, setLinks] = useState<ReadonlyMap<string, TableLink>>(() => new Map())
  const wanted = boards.flatMap(({ board }) => board ?? []).join(' ')
  useEffect(() => {
    const opened = new Map<string, TableLink>()
    for (const board of wanted === '' ? [] : wanted.split(' ')) {
      const link = port?.open(board) ?? null
      if (link !== null) opened.set(board, link)
    }
    setLinks(opened)
    return () => {
      for (const link of opened.values()) link.close()
    }
  }, [port, wanted])
  return links
}

export default function BackPanel() {
  const t = useT(backMessages)
  const { looking, back, status } = useTable()
  const { language } = useLanguage()
  const boards = useMemo(() => looking?.boards ?? [], [looking])
  const links = useLinks(back, boards)
  const narrow = useOneHalf()
  const [large, setLarge] = useState<number | null>(null)
  const [shown, setShown] = useState<number | null>(null)
  const panel = useRef<HTMLElement>(null)
  // Coming back from a board, the focus is where it was opened.
  const came = useRef<number | null>(null)
  useEffect(() => {
    if (large !== null) came.current = large
    else if (came.current !== null) {
      panel.current?.querySelector<HTMLElement>(`[data-large="${came.current}"]`)?.focus()
      came.current = null
    }
  }, [large])
  const told = status === null ? null : forReader(status, language)
  const nameOf = ({ session }: Before): string => {
    const title = told?.sessions?.find(({ number }) => number === session)?.title ?? ''
    return title === '' ? t('session', { session }) : t('named', { session, title: `\u2068${title}\u2069` })
  }
  const now = boards.find(({ session }) => session === shown) ?? boards[0]
  const opened = boards.find(({ session }) => session === large)
  const link = opened?.board == null ? undefined : links.get(opened.board)
  if (opened !== undefined && link !== undefined)
    return (
      <section ref={panel} className="back-panel" aria-label={nameOf(opened)}>
        <Large key={opened.session} link={link} name={nameOf(opened)} onClose={() => setLarge(null)} />
      </section>
    )
  const column = (before: Before) => (
    <Column
      key={before.session}
      before={before}
      name={nameOf(before)}
      link={before.board === null ? null : (links.get(before.board) ?? null)}
      voices={before.board === null || back === null ? null : back.voices}
      onLarge={() => setLarge(before.session)}
    />
  )
  return (
    <section ref={panel} className="back-panel" aria-label={t('columns')}>
      <p className="meta how">{t('catchHow')}</p>
      {narrow && now !== undefined && boards.length > 1 ? (
        <>
          <Sessions boards={boards} now={now} nameOf={nameOf} onShow={setShown} />
          <div id="back-shown" className="columns one" role="tabpanel" aria-labelledby={`back-${now.session}`}>
            {column(now)}
          </div>
        </>
      ) : (
        <div className="columns">{boards.map(column)}</div>
      )}
    </section>
  )
}

/** On a phone one after the other. */
function Sessions({
  boards,
  now,
  nameOf,
  onShow,
}: {
  boards: readonly Before[]
  now: Before
  nameOf: (before: Before) => string
  onShow: (session: number) => void
}) {
  const t = useT(backMessages)
  const { language } = useLanguage()
  const list = useRef<HTMLDivElement>(null)
  function onKeyDown(event: KeyboardEvent) {
    const next = tabBy(event, boards, now, direction(language))
    if (next === null) return
    event.preventDefault()
    onShow(next.session)
    list.current?.querySelector<HTMLElement>(`#back-${next.session}`)?.focus()
  }
  return (
    <div ref={list} className="which" role="tablist" aria-label={t('which')} onKeyDown={onKeyDown}>
      {boards.map((one) => (
        <button
          key={one.session}
          id={`back-${one.session}`}
          type="button"
          role="tab"
          aria-selected={one === now}
          aria-controls="back-shown"
          aria-label={nameOf(one)}
          tabIndex={one === now ? 0 : -1}
          onClick={() => onShow(one.session)}
        >
          {t('session', { session: one.session })}
        </button>
      ))}
    </div>
  )
}
