/**
 * "Type what somebody just said": the room's ear. It asks who said it, how it was caught and in which language, and
 * remembers the last answers; it becomes words beneath an entry, or an entry of its own.
 */
import { can } from '@tablee/shared/roles'
import { captures, limits, type Capture } from '@tablee/shared/board/schema'
import { isLang, seatCode, type Lang, type NodeId } from '@tablee/shared/ids'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { direction, languageNames, languages, useLanguage, useT } from '../i18n/index.tsx'
import { captureMessages } from '../ui/messages.ts'
import { SeatPicker } from '../ui/seat-picker.tsx'
import type { Saying } from './acts.ts'
import { useTable } from './context.ts'
import { titleOf, type Entries, type Entry } from './entries.ts'
import { messages } from './messages.ts'
import { moves, movesAt, nextBeneath, type Move } from './moves.ts'
import { freshId, say, sayAsEntry } from './verbs.ts'

type Habit = { readonly capture: Capture; readonly lang: Lang; readonly seat: number | null }
const key = 'tablee.said'

function habit(fallback: string): Habit {
  const lang = (isLang(fallback) ? fallback : 'en') as Lang
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof value === 'object' && value !== null && 'capture' in value && 'lang' in value && isLang(value.lang)) {
      const capture = captures.find((one) => one === value.capture) ?? 'dictated'
      return { capture, lang: value.lang, seat: null }
    }
  } catch {
    // Storage is blocked: it remembers for this page only.
  }
  return { capture: 'dictated', lang, seat: null }
}

/** A statement is words for the entry at hand; a question or an issue it answers, and so it does the table's only issue. */
function usualPlace(selected: Entry | null, entries: Entries): Exclude<Saying, { as: 'usual' }> {
  if (selected && nextBeneath(selected.node.kind) !== 'position') return { as: 'words', node: selected.node.id }
  const issues = entries.list.filter((entry) => entry.node.kind === 'issue')
  return { as: 'entry', beneath: (selected ?? (issues.length === 1 ? issues[0] : null))?.node.id ?? null }
}

export function Composer() {
  const t = useT(messages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const { link, entries, status, ui, act, seats, mayEdit } = useTable()
  const [text, setText] = useState('')
  const [last, setLast] = useState(() => habit(status?.lang ?? language))
  const [as, setAs] = useState<Move | null>(null)
  const [touched, setTouched] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)
  const id = useId()
  const { role, seat: ownSeat } = link.me
  const onlyOwn = !can(role, 'words.add', status?.state ?? 'open', false)
  const table = status?.tableNumber ?? 0

  const change = (next: Partial<Habit>) => {
    const value = { ...last, ...next }
    setLast(value)
    try {
      // Never the seat: it would outlast whoever leaves this device.
      localStorage.setItem(key, JSON.stringify({ capture: value.capture, lang: value.lang }))
    } catch {
      // For this page, then.
    }
  }

  const selected = ui.selected === null ? null : (entries.byId.get(ui.selected) ?? null)
  const saying = ui.saying.as === 'usual' ? usualPlace(selected, entries) : ui.saying
  const target = saying.as === 'words' ? (entries.byId.get(saying.node) ?? null) : null
  const beneath = saying.as === 'entry' && saying.beneath !== null ? (entries.byId.get(saying.beneath) ?? null) : null
  const options = movesAt(beneath ? { kind: beneath.node.kind, hasRelation: beneath.relation !== null } : null)
  const fallback: Move = beneath ? nextBeneath(beneath.node.kind) : entries.list.length === 0 ? 'issue' : 'position'
  const move = as !== null && options.includes(as) ? as : fallback
  const place = target ? `words:${target.node.id}` : beneath ? `beneath:${beneath.node.id}` : 'loose'
  const about = target ?? beneath ?? selected

  function submit(event?: FormEvent) {
    event?.preventDefault()
    const said = {
      text: text.trim(),
      lang: last.lang,
      seat: onlyOwn
        ? isSeat(ownSeat)
          ? seatOf(ownSeat)
          : null
        : last.seat === null
          ? null
          : seatCode(table, last.seat),
      capture: last.capture,
    }
    if (said.text === '') return field.current?.focus()
    if (target) {
      const { id: words, result } = say(link, target.node.id, said)
      if (!act.done(result).ok) return
      act.set({
        done: {
          text: t('saidBeneath', { entry: target.item.number || target.node.wording.slice(0, 24) }),
          undo: () => link.command({ id: freshId(), kind: 'withdraw', words }),
        },
        opened: new Set([...ui.opened, target.node.id]),
      })
    } else {
      const { node, result } = sayAsEntry(link, entries, said, move, beneath?.node.id ?? null)
      if (!act.done(result).ok) return
      // What is said next goes to the same place, not beneath what has just been added.
      act.set({ selected: node, done: null, saying: { as: 'entry', beneath: beneath?.node.id ?? null } })
      requestAnimationFrame(() => requestAnimationFrame(() => act.select(node, 'map')))
    }
    setText('')
    setAs(null)
    field.current?.focus()
  }

  const goto = (value: string) => {
    const [how, node] = value.split(':')
    if (how === 'words') act.set({ saying: { as: 'words', node: node as NodeId } })
    else if (how === 'beneath') act.set({ saying: { as: 'entry', beneath: node as NodeId } })
    else act.set({ saying: { as: 'entry', beneath: null } })
  }
  // Once a row is written it makes room: what the row may be stands right above. Not at blur, which would move what is being clicked.
  const elsewhere = ui.editing !== null
  useEffect(() => {
    if (elsewhere) setTouched(false)
  }, [elsewhere])
  const open = touched || text !== '' || ui.saying.as === 'words'
  const short = (title: string) => (title.length > 34 ? `${title.slice(0, 32)}…` : title)

  return (
    <form className={open ? 'say open' : 'say'} onSubmit={submit} aria-label={t('say')}>
      {target && open ? <p className="meta target">{t('wordsFor', { entry: titleOf(target) })}</p> : null}
      <div className="field" lang={last.lang} dir={text === '' ? undefined : direction(last.lang)}>
        <span className="mirror" aria-hidden="true">
          {text}
          {'\u200b'}
        </span>
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={limits.words}
          placeholder={t(target && open ? 'sayWords' : 'say')}
          aria-label={t(target && open ? 'sayWords' : 'say')}
          onFocus={() => setTouched(true)}
          onChange={(event) => setText(event.currentTarget.value)}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={() => {
            composing.current = false
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || composing.current) return
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault()
              submit()
            } else if (event.key === 'Escape') {
              const back = target?.node.id ?? ui.selected
              act.set({ saying: { as: 'usual' } })
              act.focusRow(back)
            }
          }}
        />
      </div>
      {text.length >= limits.words ? (
        <p className="meta" role="status">
          {t('saidFull', { n: limits.words })}
        </p>
      ) : null}
      {onlyOwn ? null : <SeatPicker seats={seats} value={last.seat} onChange={(seat) => change({ seat })} />}
      {open ? (
        <div className="how">
          <label className="away" htmlFor={`${id}c`}>
            {t('captured')}
          </label>
          <select
            id={`${id}c`}
            className="pick"
            value={last.capture}
            onChange={(event) =>
              change({ capture: captures.find((one) => one === event.currentTarget.value) ?? 'dictated' })
            }
          >
            {captures.map((capture) => (
              <option key={capture} value={capture}>
                {says(capture)}
              </option>
            ))}
          </select>
          <label className="away" htmlFor={`${id}l`}>
            {t('spokenIn')}
          </label>
          <select
            id={`${id}l`}
            className="pick"
            value={last.lang}
            onChange={(event) => isLang(event.currentTarget.value) && change({ lang: event.currentTarget.value })}
          >
            {[...new Set<string>([last.lang, ...languages])].map((lang) => (
              <option key={lang} value={lang}>
                {languages.some((known) => known === lang) ? languageNames[lang as keyof typeof languageNames] : lang}
              </option>
            ))}
          </select>
          {mayEdit ? (
            <>
              <label className="away" htmlFor={`${id}p`}>
                {t('place')}
              </label>
              <select
                id={`${id}p`}
                className="pick wide"
                value={place}
                onChange={(event) => goto(event.currentTarget.value)}
              >
                <option value="loose">{t('placeLoose')}</option>
                {about ? (
                  <option value={`beneath:${about.node.id}`}>
                    {t('placeBeneath', { entry: short(titleOf(about)) })}
                  </option>
                ) : null}
                {about ? (
                  <option value={`words:${about.node.id}`}>{t('placeWords', { entry: short(titleOf(about)) })}</option>
                ) : null}
              </select>
              {target ? null : (
                <>
                  <label className="away" htmlFor={`${id}m`}>
                    {t('whatItIs')}
                  </label>
                  <select
                    id={`${id}m`}
                    className="pick"
                    value={move}
                    onChange={(event) => setAs(moves.find((one) => one === event.currentTarget.value) ?? null)}
                  >
                    {options.map((option) => (
                      <option key={option} value={option}>
                        {t(`move-${option}`)}
                      </option>
                    ))}
                  </select>
                </>
              )}
            </>
          ) : null}
          <button type="submit" className="btn primary" disabled={text.trim() === ''}>
            {t('add')}
          </button>
        </div>
      ) : null}
    </form>
  )
}

const isSeat = (value: string | null): value is string => value !== null && /^T\d{1,3}-\d{2}$/.test(value)
const seatOf = (code: string) => seatCode(Number(code.slice(1).split('-')[0]), Number(code.split('-')[1]))
