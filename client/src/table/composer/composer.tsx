/**
 * "Type what somebody just said": the room's ear. It says large whose words they are and where they go, asks how they were
 * caught and in which language; a language goes with the seat. They become words beneath an entry, or an entry of their
 * own. What is typed and not added yet stays on this device.
 */
import { captures, limits } from '@tablee/shared/board/schema'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { captureMessages } from '../../ui/messages/index.ts'
import { LanguagePicker } from '../../ui/language-picker.tsx'
import { SeatPicker } from '../../ui/seat-picker.tsx'
import { TableMark } from '../../ui/table-mark.tsx'
import { composerMessages, messages } from '../messages/index.ts'
import { PlacePicker } from './place.tsx'
import { useTable } from '../context.ts'
import { useDictating } from '../dictate/use-dictating.tsx'
import { shortened, titleOf } from '../board/entries.ts'
import { useNarrow } from '../../ui/use-narrow.ts'
import { useOneHalf } from '../glass.ts'
import { LinesDialog } from '../entry/lines-dialog.tsx'
import { linesOf } from '../board/paste.ts'
import { TableUndo } from '../undo.tsx'
import { useComposer } from './use-composer.ts'

/** `keys`: an on-screen keyboard leaves it little room. `off`: the link has ended. `now`: this device's clock. */
export function Composer({
  keys = false,
  off = false,
  now = Date.now,
}: {
  keys?: boolean
  off?: boolean
  now?: () => number
}) {
  const t = useT(messages)
  const own = useT(composerMessages)
  const { ui, seats, status } = useTable()
  const composer = useComposer(now)
  const { text, chosen, choose, lang, recent, speak, seatNumber, spoke, onlyOwn } = composer
  const { target, beneath, move, pasted, setPasted, paste, submit, field } = composer
  const narrow = useOneHalf()
  /** A tablet's column: the choices wait until somebody asks for them. */
  const column = useNarrow(1_200)
  const [touched, setTouched] = useState(false)
  /** Whether the choices of place and capture are open; null while nobody said: where there is room. */
  const [how, setHow] = useState<boolean | null>(null)
  const languages = useRef<HTMLButtonElement>(null)
  const id = useId()

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
  const dictating = useDictating({ ...composer, open, onHeard: composer.hears })
  const compact = narrow || keys
  const choices = open && (how ?? !(keys || column))
  const entry = target ?? beneath
  const wordingOnly = !target && seatNumber === null
  const over = status?.clock.course?.ended === true
  const placeholder =
    over && !open ? own('overSay') : t(!open ? 'say' : target ? 'sayWords' : wordingOnly ? `write-${move}` : 'say')
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
      const next = ((chosen ?? 0) + way + seats + 1) % (seats + 1)
      choose(next === 0 ? null : next)
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

  if (off) return <SayOff text={text} lang={lang} />
  return (
    <form
      className={`say${open ? ' open' : ''}${cramped ? ' cramped' : ''}${over ? ' over' : ''}`}
      onSubmit={submit}
      onPointerDown={keepCaret}
      onMouseDown={keepCaret}
      onKeyDown={onKeyDown}
      aria-label={t('say')}
    >
      {over && !keys ? <p className="meta">{own('over')}</p> : null}
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
          {keys ? dictating.button : null}
          <LanguagePicker
            value={lang}
            recent={recent}
            button={languages}
            keys={onMac ? 'Control+L' : 'Alt+L'}
            onChange={(lang) => {
              speak(lang)
              // Not before the dialog is gone: while it stands, nothing else takes the focus.
              requestAnimationFrame(() => field.current?.focus())
            }}
          />
          {keys ? <TableUndo /> : null}
        </div>
      ) : null}
      {open && !keys ? (
        <p className="meta target">
          {becomes}
          {wordingOnly ? <span> {own('nobodyQuoted')}</span> : null}
        </p>
      ) : null}
      {keys ? null : dictating.button}
      <SaidField composer={composer} placeholder={placeholder} onFocus={() => setTouched(true)} />
      {dictating.line}
      {open ? (
        <button type="submit" className="btn primary put" disabled={text.trim() === ''}>
          {dictating.confirm ?? add}
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
      {onlyOwn ? null : <SeatPicker seats={seats} value={chosen} onChange={choose} />}
      <How id={id} composer={composer} wordingOnly={wordingOnly} open={choices} />
    </form>
  )
}

/** Nothing can be written here any more; what was typed and not added stays in sight, to be copied, and on this device. */
function SayOff({ text, lang }: { text: string; lang: string }) {
  const own = useT(composerMessages)
  const t = useT(messages)
  return (
    <section className="reading off" aria-label={t('say')}>
      <p>
        <b>{own('off')}</b> {own('offKept')}
      </p>
      {text.trim() === '' ? null : (
        <>
          <p>{own('offText')}</p>
          <blockquote lang={lang} dir="auto">
            {text}
          </blockquote>
        </>
      )}
    </section>
  )
}

/** What is being typed. */
function SaidField({
  composer,
  placeholder,
  onFocus,
}: {
  composer: ReturnType<typeof useComposer>
  placeholder: string
  onFocus: () => void
}) {
  const { ui, act } = useTable()
  const { text, type, lang, target, setPasted, submit, field } = composer
  const composing = useRef(false)
  return (
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
        onFocus={onFocus}
        onPaste={(event) => {
          const { selectionStart, selectionEnd, value } = event.currentTarget
          const lines = linesOf(event.clipboardData.getData('text/plain'))
          if (lines === null) return
          event.preventDefault()
          const last = lines.length - 1
          setPasted(
            lines.map(
              (line, n) =>
                (n === 0 ? value.slice(0, selectionStart) : '') + line + (n === last ? value.slice(selectionEnd) : ''),
            ),
          )
        }}
        onChange={(event) => type(event.currentTarget.value)}
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
  )
}

/** How it was caught, and where it goes. */
function How({
  id,
  composer,
  wordingOnly,
  open,
}: {
  id: string
  composer: ReturnType<typeof useComposer>
  wordingOnly: boolean
  open: boolean
}) {
  const t = useT(messages)
  const says = useT(captureMessages)
  const { entries, act, mayEdit } = useTable()
  const { capture, catchBy, about, saying, move, setAs } = composer
  return (
    <div className="how" id={`${id}how`} hidden={!open}>
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
  )
}

/** There Alt with a letter writes another letter: `@` in German, `ł` in Polish. */
const onMac = /mac/i.test(navigator.platform)
