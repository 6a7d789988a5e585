/**
 * What can be seen of the page while an on-screen keyboard is open, and that the screen makes room then. Two ways in the
 * world: the page grows shorter, or (iPhone, newer Chrome) it stays as it is and only a part of it, moved, can be seen.
 * There the table is laid over that part, or half of it would lie beneath the keyboard.
 */
import { useEffect, useState, type RefObject } from 'react'
import { useNarrow } from '../ui/use-narrow.ts'

export type GlassFacts = {
  /** The page's own height. */
  readonly page: number
  /** Of it, what can be seen: its height, where it begins, and how far somebody zoomed in. */
  readonly seen: { readonly height: number; readonly top: number; readonly scale: number }
  /** The greatest height that was seen at this width. */
  readonly full: number
  /** The caret stands in a text. */
  readonly writing: boolean
  /** A finger, or a screen as narrow as a phone's. */
  readonly small: boolean
}
export type Glass = {
  /** A keyboard takes the room, or there is as little of it as if one did. */
  readonly keys: boolean
  /** Where the table lies when the page did not shrink by itself. */
  readonly place: { readonly height: number; readonly top: number } | null
}

/** A keyboard is higher than this; bars of a browser that come and go are not. */
const leastKeyboard = 120
/** As high as a phone above its keyboard; with a mouse a low window is often just a low window. */
const low = { small: 560, large: 480 }

export function glassOf({ page, seen, full, writing, small }: GlassFacts): Glass {
  // Zoomed in, less is seen because it is larger: that is no keyboard, and nothing is to be moved.
  const height = seen.height * seen.scale
  const zoomed = seen.scale > 1.01
  const over = !zoomed && page - height >= leastKeyboard
  const keys =
    writing && (over || (small && full - height >= leastKeyboard) || height < (small ? low.small : low.large))
  return { keys, place: over ? { height, top: seen.top } : null }
}

/** In which half of the screen somebody types above a keyboard; null while there is none. */
export type Keys = 'outline' | 'ground' | null

const isText = (one: Element | null): boolean =>
  one instanceof HTMLTextAreaElement ||
  (one instanceof HTMLInputElement && !/^(button|checkbox|radio|range|submit)$/.test(one.type)) ||
  (one instanceof HTMLElement && one.isContentEditable)

/** Follows window, keyboard and caret; lays `table` over what can be seen. */
export function useKeys(table: RefObject<HTMLElement | null>): Keys {
  const [keys, setKeys] = useState<Keys>(null)
  useEffect(() => {
    const full = new Map<number, number>()
    const visual = window.visualViewport
    const look = () => {
      const active = document.activeElement
      // A dialog stands before the table: what lies behind it stays as it is.
      if (active?.closest('dialog')) return
      const height = (visual?.height ?? innerHeight) * (visual?.scale ?? 1)
      const most = Math.max(full.get(innerWidth) ?? 0, innerHeight, height)
      full.set(innerWidth, most)
      // The composer's choices belong to what is being typed there.
      const inComposer = active?.closest('.say') ?? null
      const glass = glassOf({
        page: innerHeight,
        seen: { height: visual?.height ?? innerHeight, top: visual?.offsetTop ?? 0, scale: visual?.scale ?? 1 },
        full: most,
        writing: (table.current?.contains(active) ?? false) && (isText(active) || inComposer !== null),
        small: innerWidth < 860 || matchMedia('(pointer: coarse)').matches,
      })
      setKeys(!glass.keys ? null : active?.closest('.ground') ? 'ground' : 'outline')
      const style = table.current?.style
      if (glass.place === null) {
        style?.removeProperty('--seen')
        style?.removeProperty('--seen-from')
      } else {
        style?.setProperty('--seen', `${glass.place.height}px`)
        style?.setProperty('--seen-from', `${glass.place.top}px`)
      }
    }
    // The focus may be on its way from one field to the next.
    let frame = 0
    const later = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    look()
    const page = new AbortController()
    const { signal } = page
    for (const what of ['focusin', 'focusout'] as const) document.addEventListener(what, later, { signal })
    addEventListener('resize', later, { signal })
    visual?.addEventListener('resize', later, { signal })
    visual?.addEventListener('scroll', later, { signal })
    return () => {
      page.abort()
      cancelAnimationFrame(frame)
    }
  }, [table])
  return keys
}

/** Whether the screen is as narrow as a phone's: there one half of the table is in sight at a time. */
export const useOneHalf = (): boolean => useNarrow(860)
