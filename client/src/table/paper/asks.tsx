/**
 * The sheet as it is typed: what is printed on it, in its order, and nothing else. Every mark is one key; Enter goes on,
 * Backspace in an empty field goes back. The same works with a pointer, and a screen reader hears groups of radios.
 */
import { illegibleKey, readable, refusedKey, type Ask, type Typed } from '@tablee/shared/voices/paper-form'
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { NodeId } from '@tablee/shared/ids'
import { direction, useT, type Language } from '../../i18n/index.tsx'
import { said } from '../../ui/voices/texts.ts'
import { paperMessages } from './messages/index.ts'

export function Asks({
  asks,
  typed,
  lang,
  numberOf = () => '',
  onType,
  onDone,
}: {
  asks: readonly Ask[]
  typed: Typed
  /** Of the sheet. */
  lang: Language
  /** An entry's number on the map, as it was said at the table and written down. */
  numberOf?: (node: NodeId) => string
  onType: (id: string, value: string) => void
  /** Enter on the last. */
  onDone: () => void
}) {
  const t = useT(paperMessages)
  const list = useRef<HTMLOListElement>(null)
  const focus = (at: number): void => {
    const asked = list.current?.querySelectorAll<HTMLElement>('[data-ask]').item(at)
    asked?.querySelector<HTMLElement>('input, textarea')?.focus()
  }
  // Each pass begins with the first that is still to type: at once, for who types does not wait for a screen.
  useLayoutEffect(() => {
    focus(
      Math.max(
        0,
        asks.findIndex(({ id }) => typed[id] === undefined),
      ),
    )
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the pass begins
  }, [])
  // Where a skip rule opens, what comes next is known only after the answer is there.
  const going = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (going.current === null) return
    const at = asks.findIndex(({ id }) => id === going.current)
    going.current = null
    if (at + 1 < asks.length) focus(at + 1)
    else onDone()
  })
  function goOn(ask: Ask): void {
    const value = typed[ask.id] ?? ''
    if (!readable(ask, value)) return
    going.current = ask.id
    onType(ask.id, value)
  }

  return (
    <ol className="asks" ref={list}>
      {asks.map((ask, at) => {
        const before = asks[at - 1]
        const opens = before?.key !== ask.key
        const first = before?.item.id !== ask.item.id
        const text = said(ask.item.text, lang)
        return (
          <li key={ask.id} className={opens ? 'opens' : ''}>
            {first ? (
              <p className="of" lang={text.lang} dir={text.dir}>
                {text.text}
              </p>
            ) : null}
            <One
              ask={ask}
              lang={lang}
              number={ask.node === null ? '' : numberOf(ask.node.node)}
              value={typed[ask.id]}
              onType={onType}
              onGoOn={() => goOn(ask)}
              onBack={() => focus(at - 1)}
              t={t}
            />
          </li>
        )
      })}
    </ol>
  )
}

type Translate = (key: keyof typeof paperMessages.en, values?: Readonly<Record<string, string | number>>) => string

function One({
  ask,
  lang,
  number: ofEntry,
  value,
  onType,
  onGoOn,
  onBack,
  t,
}: {
  ask: Ask
  lang: Language
  number: string
  value: string | undefined
  onType: (id: string, value: string) => void
  onGoOn: () => void
  onBack: () => void
  t: Translate
}) {
  const { how, node, row, item } = ask
  const text = said(item.text, lang)
  const wrong = value !== undefined && !readable(ask, value)
  const of =
    node !== null
      ? { text: node.wording, lang: node.lang, dir: direction(node.lang) }
      : row !== null && item.type !== 'placement'
        ? said(row.text, lang)
        : null
  const axis =
    row !== null && item.type === 'placement'
      ? t(row.id === 'x' ? 'across' : 'up', { text: said(row.text, lang).text })
      : null
  const name = of?.text ?? text.text
  const number =
    axis ??
    (item.type === 'ranking'
      ? t('place')
      : how.is === 'number' && Math.abs(how.max) < 1e12
        ? t('number', { min: how.min, max: how.max })
        : t('anyNumber'))

  function keys(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (how.is !== 'text' || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onGoOn()
      return
    }
    if (event.key === 'Backspace' && (value ?? '') === '') {
      event.preventDefault()
      onBack()
      return
    }
    if (how.is !== 'boxes' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Backspace' || event.key === 'Delete') return onType(ask.id, '')
    const key = pressed(event)
    if (key === null) return
    if (key === refusedKey || key === illegibleKey || how.boxes.some((box) => box.key === key)) {
      event.preventDefault()
      onType(ask.id, key)
    }
  }

  const marks = [
    { key: refusedKey, label: t('refused') },
    { key: illegibleKey, label: t('illegible') },
  ]
  if (how.is === 'boxes') {
    const label = (box: (typeof how.boxes)[number]): string =>
      box.text === null ? t(box.value as 'agree') : said(box.text, lang).text
    return (
      <fieldset data-ask={ask.id} className={how.boxes.length > 3 ? 'ask many' : 'ask'} onKeyDown={keys}>
        <legend className={of === null ? 'told' : undefined} lang={of?.lang ?? text.lang} dir={of?.dir ?? text.dir}>
          {ofEntry === '' ? null : (
            <b className="num" dir="ltr">
              {ofEntry}{' '}
            </b>
          )}
          {name}
        </legend>
        <div className="boxes">
          {[...how.boxes.map((box) => ({ key: box.key, label: label(box) })), ...marks].map(
            ({ key, label: words }, at) => (
              <label key={key} className={key === refusedKey ? 'apart' : undefined}>
                <input
                  type="radio"
                  name={ask.id}
                  checked={value === key}
                  // With nothing chosen the first takes the focus, as in any group of radios.
                  tabIndex={value === key || ((value ?? '') === '' && at === 0) ? 0 : -1}
                  onChange={() => onType(ask.id, key)}
                />
                <kbd dir="ltr">{key}</kbd>
                <span>{words}</span>
              </label>
            ),
          )}
        </div>
        {value === '' ? <p className="meta">{t('empty')}</p> : null}
      </fieldset>
    )
  }
  return (
    <div data-ask={ask.id} className="ask" onKeyDown={keys}>
      <label>
        <span className={of === null ? 'told' : undefined} lang={of?.lang ?? text.lang} dir={of?.dir ?? text.dir}>
          {name}
        </span>
        <span className="meta">{how.is === 'text' ? t('text') : number}</span>
        {how.is === 'text' ? (
          <textarea
            className="voice"
            lang={lang}
            dir="auto"
            rows={3}
            maxLength={2_000}
            value={value ?? ''}
            onChange={(event) => onType(ask.id, event.currentTarget.value)}
          />
        ) : (
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            aria-invalid={wrong}
            value={value ?? ''}
            onChange={(event) => onType(ask.id, event.currentTarget.value)}
          />
        )}
      </label>
      <div className="marks">
        {marks.map(({ key, label }) => (
          <button
            key={key}
            type="button"
            className="btn quiet"
            aria-pressed={value?.trim() === key}
            onClick={() => onType(ask.id, value?.trim() === key ? '' : key)}
          >
            <kbd dir="ltr">{key}</kbd> {label}
          </button>
        ))}
      </div>
      {wrong ? (
        <p className="wrong" role="alert">
          {t('wrongKey')}
        </p>
      ) : null}
    </div>
  )
}

/** The key as it is printed on paper, on any keyboard: digits by their place where the row above has other signs. */
function pressed({ key, code }: KeyboardEvent): string | null {
  if (key === '*' || key === illegibleKey) return illegibleKey
  if (key === refusedKey || key === '\u2212') return refusedKey
  if (/^[a-z0-9]$/i.test(key)) return key.toLowerCase()
  if (/^[\u0660-\u0669]$/.test(key)) return String(key.charCodeAt(0) - 0x660)
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)
  return digit?.[1] ?? null
}
