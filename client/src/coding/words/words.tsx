/**
 * What somebody said, large, with a line beneath each span that has a code. Its words are chosen by pointer, by finger or by
 * key; the words themselves nobody changes here.
 */
import {
  useCallback,
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { isLang } from '@tablee/shared/ids'
import { moved, nothingChosen, pointed, spanned, toEnd, whole, type Choosing } from './choosing.ts'
import { placeUnder, selectedIn } from './pointing.ts'
import { piecesOf, type Group, type Piece, type Range } from './spans.ts'

/** Of lines that a reader tells apart: the first four look unlike each other, their letters tell the rest. */
const lines = ['solid', 'double', 'dashed', 'wavy'] as const
export const lineOf = (n: number): (typeof lines)[number] => lines[n % lines.length] ?? 'solid'

/** A finger that drags the ends of a selection stops now and then. */
const settles = 500

function Spoken<One extends Range>({
  piece,
  lineAt,
  live,
}: {
  piece: Piece<One>
  lineAt: (group: Group<One>) => number
  live: string | null
}) {
  const leaf: ReactNode = (
    <span data-at={piece.start} className={piece.chosen ? 'chosen' : undefined}>
      {piece.text}
    </span>
  )
  return piece.under.reduceRight<ReactNode>(
    (inner, group) => (
      <span
        className="span"
        data-line={lineOf(lineAt(group))}
        data-span={group.letter}
        data-live={group.letter === live || undefined}
        style={{ '--level': group.level } as CSSProperties}
      >
        {inner}
      </span>
    ),
    leaf,
  )
}

export function Words<One extends Range>({
  text,
  lang,
  spoken,
  marks,
  words,
  groups,
  live,
  choosing,
  onChoose,
  innerRef,
  label,
  describedBy,
}: {
  text: string
  lang: string
  /** As it was said: it stands in the serif and in quotation marks. */
  spoken: boolean
  marks: readonly [string, string]
  words: readonly Range[]
  groups: readonly Group<One>[]
  /** The letter of the span that is looked at. */
  live: string | null
  choosing: Choosing
  onChoose: (next: (now: Choosing) => Choosing) => void
  innerRef: Ref<HTMLDivElement>
  label: string
  describedBy: string
}) {
  const own = useRef<HTMLSpanElement>(null)
  const pressed = useRef<{ readonly x: number; readonly y: number; readonly finger: boolean } | null>(null)
  const take = useCallback((): boolean => {
    const range = own.current === null ? null : selectedIn(own.current)
    if (range === null) return false
    getSelection()?.removeAllRanges()
    onChoose(() => spanned(text, range))
    return true
  }, [text, onChoose])

  // A finger that selects as its device has it (a long press, then the ends) gives no sign when it is done.
  useEffect(() => {
    let timer = 0
    const onSelect = (): void => {
      clearTimeout(timer)
      if (pressed.current === null || pressed.current.finger) timer = window.setTimeout(take, settles)
    }
    document.addEventListener('selectionchange', onSelect)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', onSelect)
    }
  }, [take])
  // A pointer may be let go beside the text.
  useEffect(() => {
    const onUp = (event: globalThis.PointerEvent): void => {
      const began = pressed.current
      pressed.current = null
      if (began === null || own.current === null) return
      if (!began.finger && take()) return
      const far = Math.hypot(event.clientX - began.x, event.clientY - began.y) > 8
      if (far || getSelection()?.isCollapsed === false) return
      const place = placeUnder(own.current, event.clientX, event.clientY)
      if (place !== null) onChoose((now) => pointed(now, words, place))
    }
    const onCancel = (): void => void (pressed.current = null)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onCancel)
    return () => {
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onCancel)
    }
  }, [take, words, onChoose])

  function onPointerDown({ clientX: x, clientY: y, pointerType, button }: PointerEvent): void {
    if (button === 0) pressed.current = { x, y, finger: pointerType !== 'mouse' }
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { key, shiftKey: more } = event
    const all = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'a'
    if (!all && (event.ctrlKey || event.metaKey || event.altKey)) return
    const back = own.current !== null && getComputedStyle(own.current).direction === 'rtl' ? 1 : -1
    const next: ((now: Choosing) => Choosing) | null = all
      ? () => whole(text)
      : key === 'ArrowLeft'
        ? (now) => moved(now, words, back, more)
        : key === 'ArrowRight'
          ? (now) => moved(now, words, -back, more)
          : key === 'Home' || key === 'End'
            ? (now) => toEnd(now, words, key === 'Home' ? 'first' : 'last', more)
            : key === 'Escape' && choosing.chosen !== null
              ? () => nothingChosen
              : null
    // Down is the page's: on to the next one, whose words have the keyboard then.
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    onChoose(next)
  }
  const pieces = piecesOf(text, groups, choosing.chosen)
  return (
    <div
      ref={innerRef}
      id="words"
      className={spoken ? 'spoken voice' : 'spoken plainly'}
      style={{ '--deep': Math.max(0, ...groups.map(({ level }) => level)) } as CSSProperties}
      role="application"
      aria-label={label}
      aria-describedby={describedBy}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <p dir="auto" {...(isLang(lang) ? { lang } : {})}>
        {spoken ? <span className="mark">{marks[0]}</span> : null}
        <span ref={own}>
          {pieces.map((piece) => (
            <span key={piece.start}>
              <Spoken piece={piece} lineAt={(group) => groups.indexOf(group)} live={live} />
              {piece.last.map(({ letter }) => (
                <sup key={letter} aria-hidden="true">
                  {letter}
                </sup>
              ))}
            </span>
          ))}
        </span>
        {spoken ? <span className="mark">{marks[1]}</span> : null}
      </p>
    </div>
  )
}
