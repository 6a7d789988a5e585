/** A file's text to mend: lines with their numbers, and beside it what is wrong, each leading to its line. */
import { linesOf } from '@tablee/shared/formats/json-lines'
import { sayFault, sayPlace } from '@tablee/shared/formats/said/said'
import type { Spoilt } from '@tablee/shared/problem'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { messages } from './messages/index.ts'
import { moved } from './moved.ts'

/** Wider lines scroll no further: what is beyond is read by its end. */
const widest = 400

/** `faults` are of the text as it was looked through. */
export type Wrong = { readonly faults: readonly Spoilt[]; readonly of: string }

export function FileText({
  text,
  wrong,
  onText,
}: {
  text: string
  wrong: Wrong | null
  onText: (text: string) => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const field = useRef<HTMLTextAreaElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useId()
  const rows = useMemo(() => text.split('\n'), [text])
  const first = useMemo(() => {
    if (wrong === null) return []
    const lines = linesOf(
      wrong.of,
      wrong.faults.map(({ place }) => place ?? ''),
    )
    return wrong.faults
      .map(({ line, place, why }, index) => ({ line: line ?? lines[index] ?? 1, place, why }))
      .sort((a, b) => a.line - b.line)
  }, [wrong])
  // A line that is broken above a mistake takes it along: its number leads to where it stands now.
  const [since, setSince] = useState<{ readonly of: typeof first; readonly lines: readonly number[] } | null>(null)
  const lines = useMemo(() => {
    if (since?.of === first) return since.lines
    const to = moved(wrong?.of ?? text, text)
    return first.map(({ line }) => to(line))
  }, [since, first, wrong, text])
  const mistakes = first.map((one, index) => ({ ...one, line: lines[index] ?? one.line }))
  // What was found out is of the text before: it may be mended, and nobody has looked.
  const before = wrong !== null && wrong.of !== text
  function change(next: string) {
    if (first.length > 0) setSince({ of: first, lines: lines.map(moved(text, next)) })
    onText(next)
  }
  // What was found out comes after a wait: whoever reads by ear or by keyboard is led to it.
  useEffect(() => {
    if (wrong !== null) heading.current?.focus()
  }, [wrong])

  function goTo(line: number) {
    const area = field.current
    if (area === null) return
    const before = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0)
    area.focus({ preventScroll: true })
    area.setSelectionRange(before, before + (rows[line - 1]?.length ?? 0))
    const frame = area.parentElement
    const high = area.scrollHeight / Math.max(1, rows.length)
    frame?.scrollTo({ top: Math.max(0, (line - 4) * high), left: 0 })
    frame?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={['file-mend', mistakes.length > 0 && 'wrong', before && 'before'].filter(Boolean).join(' ')}>
      {mistakes.length > 0 ? (
        <section aria-labelledby={`${list}-title`} className="mistakes">
          <h3 id={`${list}-title`} ref={heading} tabIndex={-1}>
            {t(before ? 'mistakesBefore' : 'mistakes', { n: mistakes.length })}
          </h3>
          <p className="meta">{t('mend')}</p>
          <ol id={list}>
            {mistakes.map(({ line, place, why }, index) => (
              <li key={index}>
                <Button look="quiet" aria-describedby={`${list}-${index}`} onClick={() => goTo(line)}>
                  {t('line', { line: String(line) })}
                </Button>
                <p id={`${list}-${index}`}>
                  {sayFault(language, why)}
                  {place === null ? null : (
                    <>
                      {' '}
                      <span className="meta">{sayPlace(language, place)}</span> <code dir="ltr">{place}</code>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {/* A file of this kind reads from left to right in every language. */}
      <div className="file-text" dir="ltr">
        <pre aria-hidden="true" className="numbers">
          {rows.map((_, index) => index + 1).join('\n')}
        </pre>
        {[...new Set(mistakes.map(({ line }) => line))].map((line) => (
          <i
            key={line}
            aria-hidden="true"
            className="spot"
            style={{ insetBlockStart: `calc(${line - 1} * var(--row))` }}
          />
        ))}
        <textarea
          ref={field}
          aria-label={t('text')}
          aria-invalid={mistakes.length > 0 && !before}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={rows.length}
          cols={Math.min(widest, Math.max(40, ...rows.slice(0, 50_000).map(({ length }) => length + 1)))}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    </div>
  )
}
