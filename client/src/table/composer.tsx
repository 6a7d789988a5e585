/**
 * "Type what somebody just said": the room's ear. It says large whose words they are and where they go, asks how they were
 * caught and in which language; a language goes with the seat. They become words beneath an entry, or an entry of their
 * own. What is typed and not added yet stays on this device.
 */
import { can } from '@tablee/shared/roles'
import { captures, limits, type Capture } from '@tablee/shared/board/schema'
import { isLang, seatCode, type Lang } from '@tablee/shared/ids'
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type SyntheticEvent,
} from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { captureMessages } from '../ui/messages.ts'
import { LanguagePicker } from '../ui/language-picker.tsx'
import { SeatPicker } from '../ui/seat-picker.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import type { Saying } from './ui.ts'
import { composerMessages } from './composer-messages.ts'
import { PlacePicker } from './composer-place.tsx'
import { useTable } from './context.ts'
import { shortened, titleOf, type Entries, type Entry } from './entries.ts'
import { useNarrow } from './glass.ts'
import { useHalfSaid, type HalfSaid } from './half-said.ts'
import { messages } from './messages.ts'
import { movesAt, nextBeneath, type Move } from './moves.ts'
import { LinesDialog } from './lines-dialog.tsx'
import { linesOf, sayLines, type Place } from './paste.ts'
import { useRecentTongues } from './recent-tongues.ts'
import { useSeatTongues } from './seat-tongues.ts'
import { patienceLeft, stillChosen, tongueOfSeat, type Chosen, type Picked } from './speaker.ts'
import { TableUndo } from './undo.tsx'
import { freshId, say, sayAsEntry, writeEntry } from './verbs.ts'

const key = 'tablee.said'
const english = 'en' as Lang

/** How words are caught at this table: the last answer. */
function habit(): Capture {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof value === 'object' && value !== null && 'capture' in value)
      return captures.find((one) => one === value.capture) ?? 'dictated'
  } catch {
    // Storage is blocked: it remembers for this page only.
  }
  return 'dictated'
}

/** A statement is words for the entry at hand; a question or an issue it answers, and so it does the table's only issue. */
function usualPlace(selected: Entry | null, entries: Entries): Exclude<Saying, { as: 'usual' }> {
  if (selected && nextBeneath(selected.node.kind) !== 'position') return { as: 'words', node: selected.node.id }
  const issues = entries.list.filter((entry) => entry.node.kind === 'issue')
  return { as: 'entry', beneath: (selected ?? (issues.length === 1 ? issues[0] : null))?.node.id ?? null }
}

/** `keys`: an on-screen keyboard leaves it little room. `now`: this device's clock. */
export function Composer({ keys = false, now = Date.now }: { keys?: boolean; now?: () => number }) {
  const t = useT(messages)
  const own = useT(composerMessages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const { link, board, entries, status, ui, act, seats, mayEdit } = useTable()
  const recent = useRecentTongues()
  const [text, setText] = useState('')
  const [capture, setCapture] = useState(habit)
  const [picked, setPicked] = useState<Picked | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const narrow = useNarrow()
  /** A tablet's column: the choices wait until somebody asks for them. */
  const column = useNarrow(1_200)
  const [as, setAs] = useState<Move | null>(null)
  const [touched, setTouched] = useState(false)
  /** Lines that were pasted, with what stood before and after the caret, until it is said what they are. */
  const [pasted, setPasted] = useState<readonly string[] | null>(null)
  /** Whether the choices of place and capture are open; null while nobody said: where there is room. */
  const [how, setHow] = useState<boolean | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const languages = useRef<HTMLButtonElement>(null)
  const composing = useRef(false)
  const id = useId()
  const { role, seat: ownSeat } = link.me
  const onlyOwn = !can(role, 'words.add', status?.state ?? 'open', false)
  const table = status?.tableNumber ?? 0

  const catchBy = (next: Capture) => {
    setCapture(next)
    try {
      localStorage.setItem(key, JSON.stringify({ capture: next }))
    } catch {
      // For this page, then.
    }
  }

  const { set } = act
  const letGo = useCallback(() => {
    setChosen(null)
    setPicked(null)
    set({ told: own('seatLetGo', { seat: chosen?.seat ?? 0 }) })
  }, [chosen, own, set])
  useEffect(() => {
    const left = patienceLeft(chosen, text, now())
    if (left === null) return
    const timer = setTimeout(letGo, left)
    return () => clearTimeout(timer)
  }, [chosen, text, now, letGo])
  const seat = onlyOwn
    ? isSeat(ownSeat)
      ? seatOf(ownSeat)
      : null
    : chosen === null
      ? null
      : seatCode(table, chosen.seat)
  const seatNumber = seat === null ? null : Number(seat.split('-')[1])
  const tongue = status?.lang ?? language
  const lang = tongueOfSeat(board.words.values(), seat, isLang(tongue) ? tongue : english, picked, useSeatTongues())
  const spoke = useMemo(() => new Set(seatNumber === null ? [] : [seatNumber]), [seatNumber])

  const selected = ui.selected === null ? null : (entries.byId.get(ui.selected) ?? null)
  const saying = ui.saying.as === 'usual' ? usualPlace(selected, entries) : ui.saying
  const target = saying.as === 'words' ? (entries.byId.get(saying.node) ?? null) : null
  const beneath = saying.as === 'entry' && saying.beneath !== null ? (entries.byId.get(saying.beneath) ?? null) : null
  const options = movesAt(beneath ? { kind: beneath.node.kind, hasRelation: beneath.relation !== null } : null)
  const fallback: Move = beneath ? nextBeneath(beneath.node.kind) : entries.list.length === 0 ? 'issue' : 'position'
  const move = as !== null && options.includes(as) ? as : fallback
  const about = target ?? beneath ?? selected
  const seatChosen = chosen?.seat ?? null
  const half: HalfSaid | null = text.trim() === '' ? null : { text, seat: seatChosen, lang, saying, move: as }
  const back = useCallback(
    (kept: HalfSaid | null) => {
      if (kept === null) return setText('')
      setText(kept.text)
      setChosen(kept.seat === null ? null : { seat: kept.seat, at: now() })
      setPicked({ lang: kept.lang, seat: onlyOwn ? ownSeat : kept.seat === null ? null : seatCode(table, kept.seat) })
      setAs(kept.move)
      set({ saying: kept.saying })
    },
    [now, onlyOwn, ownSeat, table, set],
  )
  useHalfSaid(half, back)

  /** A device that slept may have missed the moment at which the seat goes. */
  const speaks = () => (onlyOwn || stillChosen(chosen, text, now()) !== null ? seat : null)
  function cleared() {
    setText('')
    setAs(null)
    setChosen(null)
    setPicked(null)
    field.current?.focus()
  }
  /** What was pasted, as if it had been typed: as one it waits for *Add*, unless it is longer than a text can be. */
  function paste(lines: readonly string[], as: 'one' | 'many') {
    const one = lines.join(' ')
    if (as === 'one' && one.length <= limits.words) {
      setPasted(null)
      setText(one)
      requestAnimationFrame(() => field.current?.focus())
      return
    }
    const place: Place = target
      ? { as: 'words', node: target.node.id }
      : { as: 'entry', move, beneath: beneath?.node.id ?? null }
    link.undo.stopCapturing()
    const said = { lang, seat: speaks(), capture }
    const result = act.done(sayLines(link, said, as === 'one' ? [one] : lines, place))
    link.undo.stopCapturing()
    // What could not be put stays in the dialog.
    if (!result.ok) return
    setPasted(null)
    const kept = target ? {} : { saying: { as: 'entry', beneath: beneath?.node.id ?? null } as const }
    act.set({ ...kept, done: null, selected: result.value, opened: new Set([...ui.opened, result.value]) })
    cleared()
  }

  function submit(event?: SyntheticEvent) {
    event?.preventDefault()
    const said = { text: text.trim(), lang, seat: speaks(), capture }
    if (said.text === '') return field.current?.focus()
    if (target) {
      const { id: words, result } = say(link, target.node.id, said)
      if (!act.done(result).ok) return
      act.set({
        done: {
          text: t('saidBeneath', { entry: target.item.number || target.node.wording.slice(0, 24) }),
          undo: () => link.command({ id: freshId(), kind: 'withdraw', words }),
          after: link.undo.undoStack.length,
          passes: true,
        },
        opened: new Set([...ui.opened, target.node.id]),
      })
    } else {
      // What no seat said is the table's wording, and counts as nobody's words.
      const enter = said.seat === null ? writeEntry : sayAsEntry
      const { node, result } = enter(link, entries, said, move, beneath?.node.id ?? null)
      if (!act.done(result).ok) return
      // What is said next goes to the same place, not beneath what has just been added.
      act.set({ selected: node, done: null, saying: { as: 'entry', beneath: beneath?.node.id ?? null } })
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          act.select(node, 'map')
          document.querySelector(`[data-row="${node}"]`)?.scrollIntoView({ block: 'nearest' })
        }),
      )
    }
    cleared()
  }

  // Once a row is written it makes room: what the row may be stands right above. Not at blur, which would move what is being clicked.
  const elsewhere = ui.editing !== null
  useEffect(() => {
    if (elsewhere) setTouched(false)
  }, [elsewhere])
  const cramped = keys && elsewhere
  const open = !cramped && (touched || text !== '' || chosen !== null || ui.saying.as === 'words')
  // Grown, it covers more of the list: what is written under stays in sight.
  useEffect(() => {
    if (open) document.querySelector('.tree .row.sel')?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const compact = narrow || keys
  const choices = open && (how ?? !(keys || column))
  const entry = target ?? beneath
  const wordingOnly = !target && seatNumber === null
  const placeholder = t(!open ? 'say' : target ? 'sayWords' : wordingOnly ? `write-${move}` : 'say')
  const what = t(`move-${move}`)
  /** What *Add* will make of it. */
  const becomes = target
    ? t('wordsFor', { entry: titleOf(target) })
    : seatNumber === null
      ? own('asTable', { what })
      : own('asSeat', { what, seat: seatNumber })
  const under = entry
    ? entry.node.kind === 'issue' && entry.item.number === ''
      ? own('underIssue')
      : own('under', { entry: entry.item.number || shortened(entry.node.wording, compact ? 16 : 24) })
    : own('asNew')
  // Above a keyboard there is no room for the sentence that says what it becomes.
  const where = keys && !target ? `${what} · ${under}` : under
  const add = compact && entry?.item.number ? own('addTo', { entry: entry.item.number }) : t('add')
  /** By keyboard alone: Alt with an arrow goes from seat to seat, Alt+L opens the languages, Enter adds, from a list too. */
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    const way = event.altKey ? (event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0) : 0
    if (way !== 0 && !onlyOwn) {
      event.preventDefault()
      const next = ((chosen?.seat ?? 0) + way + seats + 1) % (seats + 1)
      setChosen(next === 0 ? null : { seat: next, at: now() })
    } else if (event[onMac ? 'ctrlKey' : 'altKey'] && event.key.toLowerCase() === 'l') {
      event.preventDefault()
      languages.current?.click()
    } else if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) submit(event)
  }
  /** A tap on a seat or on *Add* leaves the caret where it is: else the keyboard would go, and all would move beneath the finger. */
  const keepCaret = (event: SyntheticEvent) => {
    if (document.activeElement === field.current && event.target instanceof Element && event.target.closest('button'))
      event.preventDefault()
  }

  return (
    <form
      className={`say${open ? ' open' : ''}${cramped ? ' cramped' : ''}`}
      onSubmit={submit}
      onPointerDown={keepCaret}
      onMouseDown={keepCaret}
      onKeyDown={onKeyDown}
      aria-label={t('say')}
    >
      {open ? (
        <div className="speaker">
          <TableMark seats={seats} spoke={spoke} whole={seatNumber === null} width={compact || column ? 40 : 52} />
          <b aria-live="polite">
            {seatNumber !== null
              ? own('seatSays', { seat: seatNumber })
              : own(wordingOnly ? 'tableWrites' : 'somebodySays')}
          </b>
          <button
            type="button"
            className="to"
            aria-label={own('how', { where })}
            aria-expanded={choices}
            aria-controls={`${id}how`}
            onClick={() => setHow(!choices)}
          >
            {where}
            <Icon name={choices ? 'up' : 'open'} />
          </button>
          <LanguagePicker
            value={lang}
            recent={recent}
            button={languages}
            keys={onMac ? 'Control+L' : 'Alt+L'}
            onChange={(lang) => {
              setPicked({ lang, seat })
              // Not before the dialog is gone: while it stands, nothing else takes the focus.
              requestAnimationFrame(() => field.current?.focus())
            }}
          />
          {keys ? <TableUndo /> : null}
        </div>
      ) : null}
      {open && !keys ? <p className="meta target">{becomes}</p> : null}
      <div className="field" lang={lang} dir={text === '' ? undefined : 'auto'}>
        <span className="mirror" aria-hidden="true">
          {text === '' ? placeholder : text}
          {'\u200b'}
        </span>
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={limits.words}
          placeholder={placeholder}
          aria-label={placeholder}
          onFocus={() => setTouched(true)}
          onPaste={(event) => {
            const { selectionStart, selectionEnd, value } = event.currentTarget
            const lines = linesOf(event.clipboardData.getData('text/plain'))
            if (lines === null) return
            event.preventDefault()
            const last = lines.length - 1
            setPasted(
              lines.map(
                (line, n) =>
                  (n === 0 ? value.slice(0, selectionStart) : '') +
                  line +
                  (n === last ? value.slice(selectionEnd) : ''),
              ),
            )
          }}
          onChange={(event) => {
            setText(event.currentTarget.value)
            // A letter too many came too late for the seat: anyone who it was has long stopped.
            setChosen((before) => stillChosen(before, text, now()) && before && { ...before, at: now() })
          }}
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
      {open ? (
        <button type="submit" className="btn primary put" disabled={text.trim() === ''}>
          {add}
        </button>
      ) : null}
      {pasted === null ? null : (
        <LinesDialog
          lines={pasted}
          words={target !== null}
          onAs={(as) => paste(pasted, as)}
          onClose={() => {
            setPasted(null)
            requestAnimationFrame(() => field.current?.focus())
          }}
        />
      )}
      {text.length >= limits.words ? (
        <p className="meta full" role="status">
          {t('saidFull', { n: limits.words })}
        </p>
      ) : null}
      {onlyOwn ? null : (
        <SeatPicker
          seats={seats}
          value={chosen?.seat ?? null}
          onChange={(next) => setChosen(next === null ? null : { seat: next, at: now() })}
        />
      )}
      <div className="how" id={`${id}how`} hidden={!choices}>
        {wordingOnly ? null : (
          <>
            <label className="away" htmlFor={`${id}c`}>
              {t('captured')}
            </label>
            <select
              id={`${id}c`}
              className="pick"
              value={capture}
              onChange={(event) => catchBy(captures.find((one) => one === event.currentTarget.value) ?? 'dictated')}
            >
              {captures.map((capture) => (
                <option key={capture} value={capture}>
                  {says(capture)}
                </option>
              ))}
            </select>
          </>
        )}
        {mayEdit ? (
          <PlacePicker
            id={`${id}p`}
            entries={entries}
            about={about}
            saying={saying}
            move={move}
            onChoose={(place, kind) => {
              act.set({ saying: place })
              setAs(kind)
            }}
          />
        ) : null}
      </div>
    </form>
  )
}

/** There Alt with a letter writes another letter: `@` in German, `ł` in Polish. */
const onMac = /mac/i.test(navigator.platform)
const isSeat = (value: string | null): value is string => value !== null && /^T\d{1,3}-\d{2}$/.test(value)
const seatOf = (code: string) => seatCode(Number(code.slice(1).split('-')[0]), Number(code.split('-')[1]))
