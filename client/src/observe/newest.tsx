/** The newest voices of all tables, each to be copied with its source. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { useEffect, useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { otherLanguage } from '../ui/language-name.ts'
import { TableMark } from '../ui/table-mark.tsx'
import { Translation } from '../ui/translation.tsx'
import type { Origin } from './asked.ts'
import { quoted, timeOf } from './cite.ts'
import { CopiedSheet, CopyButton, useCopying } from './copied.tsx'
import { messages, quoteMessages } from './messages/index.ts'
import { isBegun, voicesOf } from './voices.ts'
import type { Table } from './watch.ts'

/** Older ones stand at their tables. */
const most = 60

export function Newest({
  tables,
  originOf,
  session,
}: {
  tables: readonly Table[]
  originOf: (table: Table) => Origin
  session: (session: number) => string
}) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const { language } = useLanguage()
  const { copied } = useCopying()
  const voices = useMemo(
    () =>
      voicesOf(tables, Number.POSITIVE_INFINITY)
        .toSorted((a, b) => b.minute - a.minute || a.table - b.table || (a.id < b.id ? -1 : 1))
        .slice(0, most),
    [tables],
  )
  // What is new settles on top, unless somebody reads further down, copies, or is in it with the keyboard: nothing moves
  // under the eye or the finger, and the Tab key passes nothing by.
  const list = useRef<HTMLDivElement>(null)
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null)
  const reading = copied !== null
  useEffect(() => {
    const inIt = list.current?.contains(document.activeElement) === true
    const held = reading || inIt || (list.current?.scrollTop ?? 0) > 0 || selecting(list.current)
    setKnown((before) => (held && before !== null ? before : new Set(voices.map(({ id }) => id))))
  }, [voices, reading])
  const shown = known === null ? voices : voices.filter(({ id }) => known.has(id))
  const isCopied = (id: string): boolean => copied?.from === 'voices' && copied.of.id === id
  const waiting = voices.length - shown.length

  return (
    <section className="news" aria-label={q('newest')}>
      <h2>{q('newest')}</h2>
      <div className="news-list" ref={list} tabIndex={0} role="group" aria-label={q('newest')}>
        {waiting > 0 ? (
          <button
            type="button"
            className="btn"
            onClick={() => {
              setKnown(new Set(voices.map(({ id }) => id)))
              if (list.current) list.current.scrollTop = 0
            }}
          >
            {q('more', { n: waiting })}
          </button>
        ) : null}
        {shown.length === 0 ? <p className="meta">{t(isBegun(tables) ? 'noVoiceNow' : 'noVoice')}</p> : null}
        <ol>
          {shown.map((voice) => {
            const [open, close] = quotationMarks(voice.lang)
            const table = tables.find((one) => one.table === voice.table)
            const origin = table === undefined ? null : originOf(table)
            const question = origin?.question ?? null
            return (
              <li key={voice.id} className="v" aria-current={isCopied(voice.id) ? 'true' : undefined}>
                <blockquote className="voice" lang={voice.lang} dir="auto">
                  {open}
                  {voice.text}
                  {close}
                </blockquote>
                <Translation of={voice} />
                <div className="said">
                  <TableMark seats={6} whole width={27} />
                  <a href={`#table-${voice.table}`}>{q('at', { site: voice.site, n: voice.table })}</a>
                  {table && origin ? (
                    <CopyButton
                      from="voices"
                      one={{
                        id: voice.id,
                        table,
                        text: voice.text,
                        lang: voice.lang,
                        capture: voice.capture,
                        minute: voice.minute,
                        origin,
                      }}
                    />
                  ) : null}
                  <span className="when">
                    {[
                      origin === null ? '' : session(origin.session),
                      timeOf(voice.minute, language),
                      otherLanguage(voice.lang, language),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  {question ? (
                    <span className="on" lang={question.lang} dir={direction(question.lang)} title={question.text}>
                      {quoted(question.text, question.lang)}
                    </span>
                  ) : null}
                </div>
                {isCopied(voice.id) ? <CopiedSheet /> : null}
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}

/** Somebody marks a part of a text in it just now. */
function selecting(inside: Node | null): boolean {
  const selection = getSelection()
  return selection !== null && !selection.isCollapsed && inside?.contains(selection.anchorNode) === true
}
