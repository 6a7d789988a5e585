/** Beside the words, a bracket as high as each span with what it is called; on a phone a list beneath them. */
import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react'
import { lineOf } from './words.tsx'
import type { Group, Range } from './spans.ts'

/** Between two names, in pixels. */
const gap = 10

type Place = {
  /** Of the bracket. */
  readonly y: number
  readonly h: number
  /** How far its name stands lower, because another is in its way. */
  readonly down: number
  /** Where bracket and name end. */
  readonly end: number
}

/** Where the lines of a span are, from the top of what holds them. */
function linesOf(text: Element, letter: string): { readonly top: number; readonly bottom: number } | null {
  const from = text.getBoundingClientRect().top
  let [top, bottom] = [Infinity, -Infinity]
  for (const span of text.querySelectorAll(`[data-span="${letter}"]`))
    for (const box of span.getClientRects()) {
      top = Math.min(top, box.top - from)
      bottom = Math.max(bottom, box.bottom - from)
    }
  return top === Infinity ? null : { top, bottom }
}

export function Margin<One extends Range>({
  words,
  groups,
  live,
  onLook,
  label,
  names,
}: {
  words: RefObject<HTMLElement | null>
  groups: readonly Group<One>[]
  live: string | null
  onLook: (group: Group<One>) => void
  label: string
  /** What each is called, in their order. */
  names: readonly ReactNode[]
}) {
  const list = useRef<HTMLOListElement>(null)
  const [places, setPlaces] = useState<readonly Place[]>([])
  useLayoutEffect(() => {
    const [text, own] = [words.current, list.current]
    if (text === null || own === null) return
    const measure = (): void => {
      let free = -Infinity
      /** Where the last bracket of each level ends: on a line that two share the next one begins beneath it. */
      const ends: number[] = []
      const next = groups.map(({ letter, level }, n): Place => {
        const lines = linesOf(text, letter)
        const name = own.children[n]?.querySelector<HTMLElement>('.names')
        const top = lines === null ? 0 : Math.max(lines.top + 6, (ends[level] ?? -Infinity) + gap)
        const [y, h] = [top, lines === null ? 0 : Math.max(24, lines.bottom - 6 - top)]
        ends[level] = y + h
        const at = Math.max(y, free)
        const under = at + (name?.offsetHeight ?? 0)
        free = under + gap
        return { y, h, down: at - y, end: Math.max(under, y + h) }
      })
      setPlaces((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(text)
    watch.observe(own)
    // A font that comes late breaks lines elsewhere, and the text may be as high as before.
    document.fonts.addEventListener('loadingdone', measure)
    return () => {
      watch.disconnect()
      document.fonts.removeEventListener('loadingdone', measure)
    }
  }, [words, groups])
  const levels = Math.max(0, ...groups.map(({ level }) => level))
  return (
    <ol
      ref={list}
      className="margin"
      aria-label={label}
      style={
        {
          '--levels': levels,
          '--all': Math.max(0, ...places.map(({ end }) => end)),
        } as CSSProperties
      }
    >
      {groups.map((group, n) => (
        <li
          key={group.letter}
          style={
            {
              '--y': places[n]?.y ?? 0,
              '--h': places[n]?.h ?? 0,
              '--down': places[n]?.down ?? 0,
              '--level': group.level,
            } as CSSProperties
          }
          data-live={group.letter === live || undefined}
          data-line={lineOf(n)}
        >
          <button type="button" className="names" aria-pressed={group.letter === live} onClick={() => onLook(group)}>
            {names[n]}
          </button>
        </li>
      ))}
    </ol>
  )
}
