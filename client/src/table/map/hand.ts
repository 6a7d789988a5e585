/** A card in hand on the map: onto another it is moved beneath it, onto the mark of a relation it doubts that step. */
import type { NodeId } from '@tablee/shared/ids'
import { useCallback, type RefObject } from 'react'

export type Dropped =
  | { readonly on: 'card'; readonly card: NodeId; readonly onto: NodeId; readonly x: number; readonly y: number }
  | { readonly on: 'mark'; readonly card: NodeId; readonly onto: NodeId }

/** A finger need not hit the mark itself: as far from it as the ring around it reaches, and a little. */
const reach = 30

/** What a pointer is over: the nearest mark within reach, else the card beneath it. */
function under(x: number, y: number, marks: readonly HTMLElement[]): HTMLElement | null {
  let [best, least]: [HTMLElement | null, number] = [null, reach]
  for (const mark of marks) {
    const glyph = mark.querySelector('.g')?.getBoundingClientRect()
    if (!glyph) continue
    const away = Math.hypot(glyph.x + glyph.width / 2 - x, glyph.y + glyph.height / 2 - y)
    if (away > least) continue
    best = mark
    least = away
  }
  if (best) return best
  for (const element of document.elementsFromPoint(x, y)) {
    const card = element.closest<HTMLElement>('[data-card]')
    if (card) return card
  }
  return null
}

/** `within`: the card itself and all that hangs on it, which it cannot doubt. */
export function useHand(
  ghost: RefObject<HTMLElement | null>,
  may: boolean,
  within: (card: NodeId) => ReadonlySet<string>,
  onDrop: (dropped: Dropped) => void,
): (card: string, event: PointerEvent) => boolean {
  return useCallback(
    (id, event) => {
      const shown = ghost.current
      const source = document.querySelector<HTMLElement>(`[data-card="${id}"]`)
      const map = source?.closest<HTMLElement>('.map')
      const writes = document.activeElement instanceof HTMLTextAreaElement && source?.contains(document.activeElement)
      if (!may || !shown || !source || !map || writes) return false
      const card = id as NodeId
      const own = within(card)
      const marks = [...map.querySelectorAll<HTMLElement>('.on-edge[data-of]')].filter(
        (mark) => !own.has(mark.dataset['of'] ?? ''),
      )
      for (const mark of marks) mark.classList.add('open-to')
      shown.textContent = source.querySelector('.text')?.textContent ?? ''
      shown.hidden = false
      let onto: HTMLElement | null = null
      const follow = (move: PointerEvent) => {
        shown.style.transform = `translate(${move.clientX + 10}px, ${move.clientY + 10}px)`
        const target = under(move.clientX, move.clientY, marks)
        if (target === onto) return
        onto?.classList.remove('aimed')
        onto = target?.dataset['card'] === id ? null : target
        onto?.classList.add('aimed')
      }
      const finish = (how: Event) => {
        removeEventListener('pointermove', follow)
        removeEventListener('pointerup', finish)
        removeEventListener('pointercancel', finish)
        removeEventListener('keydown', cancel, true)
        shown.hidden = true
        for (const mark of marks) mark.classList.remove('open-to')
        onto?.classList.remove('aimed')
        if (!(how instanceof PointerEvent) || how.type !== 'pointerup') return
        const [target, of] = [onto?.dataset['card'], onto?.dataset['of']]
        if (of !== undefined) onDrop({ on: 'mark', card, onto: of as NodeId })
        else if (target !== undefined)
          onDrop({ on: 'card', card, onto: target as NodeId, x: how.clientX, y: how.clientY })
      }
      const cancel = (key: KeyboardEvent) => {
        if (key.key === 'Escape') finish(key)
      }
      addEventListener('pointermove', follow)
      addEventListener('pointerup', finish)
      addEventListener('pointercancel', finish)
      addEventListener('keydown', cancel, true)
      follow(event)
      return true
    },
    [ghost, may, within, onDrop],
  )
}
