/** Whether somebody is writing on this page: nobody is carried off between two letters. */
import { useEffect, useState } from 'react'

/** Who typed so lately is in the middle of it. */
export const lately = 2_000
/** How long anyone may stay behind their hall, to end what they write. */
export const stayMs = 60_000

export type Typing = {
  /** A letter came within the last two seconds. */
  readonly now: () => boolean
  /** Something is still in hand: the caret stands in a text. */
  readonly inHand: () => boolean
}

const caretInText = (at: Element | null): boolean =>
  ((at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement) && at.value !== '') ||
  (at instanceof HTMLElement && at.isContentEditable)

export function useTyping(): Typing {
  const [typing] = useState(() => {
    let last = -Infinity
    return {
      typed: () => void (last = performance.now()),
      now: () => performance.now() - last <= lately,
      inHand: () => performance.now() - last <= lately || caretInText(document.activeElement),
    }
  })
  useEffect(() => {
    addEventListener('input', typing.typed, true)
    return () => removeEventListener('input', typing.typed, true)
  }, [typing])
  return typing
}
