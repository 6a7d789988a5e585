/**
 * What is being said at the table and is not added yet: whose words, in which language, how they were caught, and where
 * they go. It stays on this device until it is added or let go.
 */
import { can } from '@tablee/shared/roles'
import { captures, limits, type Capture } from '@tablee/shared/board/schema'
import { isLang, seatCode, type Lang } from '@tablee/shared/ids'
import {
  type Dispatch,
  type RefObject,
  type SetStateAction,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type SyntheticEvent,
} from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { chairOf, SeatsHereContext, seatOn } from '../../ui/seats-here.ts'
import type { Saying, Ui } from '../actions/ui.ts'
import { composerMessages, messages } from '../messages/index.ts'
import { useTable } from '../context.ts'
import type { Entries, Entry } from '../board/entries.ts'
import { useHalfSaid, type HalfSaid } from './half-said.ts'
import { movesAt, nextBeneath, type Move } from '../board/moves.ts'
import { sayLines, type PastePlace } from '../board/paste.ts'
import { useSeatTongues } from './seat-tongues.ts'
import { patienceLeft, stillChosen, tongueByLetters, tongueOfSeat, type Chosen, type Picked } from './speaker.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { freshId, say, sayAsEntry, writeEntry } from '../board/verbs.ts'

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

function useHabit() {
  const [capture, setCapture] = useState(habit)
  const catchBy = (next: Capture) => {
    setCapture(next)
    try {
      localStorage.setItem(key, JSON.stringify({ capture: next }))
    } catch {
      // For this page, then.
    }
  }
  return [capture, catchBy] as const
}

/** `heard`: the field holds what somebody dictated; so it was caught, whatever is usual at this table. */
function useCaught() {
  const [usual, catchBy] = useHabit()
  const [heard, setHeard] = useState(false)
  const capture: Capture = heard ? 'dictated' : usual
  return {
    capture,
    catchBy(next: Capture): void {
      setHeard(false)
      catchBy(next)
    },
    heard,
    setHeard,
  }
}

/** A statement is words for the entry at hand; a question or an issue it answers, and so it does the table's only issue. */
function usualPlace(selected: Entry | null, entries: Entries): Exclude<Saying, { as: 'usual' }> {
  if (selected && nextBeneath(selected.node.kind) !== 'position') return { as: 'words', node: selected.node.id }
  const issues = entries.list.filter((entry) => entry.node.kind === 'issue')
  return { as: 'entry', beneath: (selected ?? (issues.length === 1 ? issues[0] : null))?.node.id ?? null }
}

/** Where what is said next goes, and what it is there. */
function placed(ui: Pick<Ui, 'selected' | 'saying'>, entries: Entries, as: Move | null) {
  const selected = ui.selected === null ? null : (entries.byId.get(ui.selected) ?? null)
  const saying = ui.saying.as === 'usual' ? usualPlace(selected, entries) : ui.saying
  const target = saying.as === 'words' ? (entries.byId.get(saying.node) ?? null) : null
  const beneath = saying.as === 'entry' && saying.beneath !== null ? (entries.byId.get(saying.beneath) ?? null) : null
  const options = movesAt(beneath ? { kind: beneath.node.kind, hasRelation: beneath.relation !== null } : null)
  const fallback: Move = beneath ? nextBeneath(beneath.node.kind) : entries.list.length === 0 ? 'issue' : 'position'
  const move = as !== null && options.includes(as) ? as : fallback
  return { saying, target, beneath, move, about: target ?? beneath ?? selected }
}

/** What the words at hand are in, and what else this table speaks. */
function useTongue(text: string, seat: string | null, picked: Picked | null) {
  const { language } = useLanguage()
  const { board, status } = useTable()
  const recent = useRecentTongues()
  const tongue = status?.lang ?? language
  const usual = tongueOfSeat(board.words.values(), seat, isLang(tongue) ? tongue : english, picked, useSeatTongues())
  return { recent, lang: picked === null ? tongueByLetters(text, usual, recent) : usual }
}

/** `now`: this device's clock. */
export function useComposer(now: () => number) {
  const t = useT(messages)
  const own = useT(composerMessages)
  const { link, entries, status, ui, act } = useTable()
  const [text, setText] = useState('')
  const caught = useCaught()
  const { capture, setHeard } = caught
  const [picked, setPicked] = useState<Picked | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [as, setAs] = useState<Move | null>(null)
  /** Lines that were pasted, with what stood before and after the caret, until it is said what they are. */
  const [pasted, setPasted] = useState<readonly string[] | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const { role, seat: ownSeat } = link.me
  const onlyOwn = !can(role, 'words.add', status?.state ?? 'open', false)
  const table = (status ?? link.at)?.tableNumber ?? 0
  const here = useContext(SeatsHereContext)

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
      : seatOn(here, table, chosen.seat)
  const seatNumber = seat === null ? null : chairOf(here, seat)
  const { lang, recent } = useTongue(text, seat, picked)
  const spoke = useMemo(() => new Set(seatNumber === null ? [] : [seatNumber]), [seatNumber])

  const { saying, target, beneath, move, about } = placed(ui, entries, as)
  const seatChosen = chosen?.seat ?? null
  // On a chair somebody else may sit in the next session: then whose it was is asked again.
  const lasting = here === null ? seatChosen : null
  const half: HalfSaid | null = text.trim() === '' ? null : { text, seat: lasting, lang, saying, move: as }
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
  useBrought(setText, field)

  /** A device that slept may have missed the moment at which the seat goes. */
  const speaks = () => (onlyOwn || stillChosen(chosen, text, now()) !== null ? seat : null)
  function cleared() {
    setText('')
    setHeard(false)
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
    const place: PastePlace = target
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

  return {
    text,
    /** A letter too many came too late for the seat: anyone who it was has long stopped. */
    type(value: string): void {
      setText(value)
      setChosen((before) => stillChosen(before, value, now()) && before && { ...before, at: now() })
    },
    ...caught,
    /** A sentence that was dictated, behind what stands in the field. */
    hears(sentence: string): void {
      setText((before) => joined(before, sentence).slice(0, limits.words))
      setHeard(true)
      setChosen((before) => before && { ...before, at: now() })
    },
    seat,
    chosen: seatChosen,
    choose: (next: number | null) => setChosen(next === null ? null : { seat: next, at: now() }),
    lang,
    recent,
    speak: (next: Lang) => setPicked({ lang: next, seat }),
    seatNumber,
    spoke,
    onlyOwn,
    target,
    beneath,
    about,
    saying,
    move,
    setAs,
    pasted,
    setPasted,
    paste,
    submit,
    field,
  }
}

/** Behind what stands there. */
const joined = (before: string, more: string): string => (before.trim() === '' ? more : `${before.trim()} ${more}`)

/** A text that somebody brings along from elsewhere stands in the field, behind what they are typing. */
function useBrought(setText: Dispatch<SetStateAction<string>>, field: RefObject<HTMLTextAreaElement | null>): void {
  const { ui, act } = useTable()
  const { brought } = ui
  useEffect(() => {
    if (brought === null) return
    setText((before) => joined(before, brought))
    act.set({ brought: null, saying: { as: 'entry', beneath: null } })
    field.current?.focus()
  }, [brought, act, setText, field])
}

const isSeat = (value: string | null): value is string => value !== null && /^T\d{1,3}-\d{2}$/.test(value)
const seatOf = (code: string) => seatCode(Number(code.slice(1).split('-')[0]), Number(code.split('-')[1]))
