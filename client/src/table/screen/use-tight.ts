/**
 * A bar whose labels fall to their icons one after the other until it fits in one row: in every language, whatever stands
 * in it. Measured, not reckoned: a word is as long as it is drawn.
 */
import { useLayoutEffect, type RefObject } from 'react'

const tightest = 5

export function useTight(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = bar.current
    if (!element) return
    // Not `scrollWidth`: what reaches into the padding touches the screen's edge and is not counted there.
    const over = (): boolean => {
      if (element.clientWidth === 0) return false
      const box = element.getBoundingClientRect()
      const { paddingLeft, paddingRight } = getComputedStyle(element)
      const left = box.left + Number.parseFloat(paddingLeft) - 1
      const right = box.right - Number.parseFloat(paddingRight) + 1
      return [...element.querySelectorAll(':scope > :not(.extras), :scope > .extras > :not(dialog)')].some((one) => {
        const at = one.getBoundingClientRect()
        return at.width > 0 && (at.left < left || at.right > right)
      })
    }
    const fit = () => {
      delete element.dataset['tight']
      for (let step = 1; step <= tightest && over(); step += 1) element.dataset['tight'] = String(step)
    }
    const sizes = new ResizeObserver(fit)
    sizes.observe(element)
    // What it holds grows too: a light that has more to say, a font that came late.
    const contents = new MutationObserver(fit)
    contents.observe(element, { childList: true, characterData: true, subtree: true })
    void document.fonts.ready.then(fit)
    return () => {
      sizes.disconnect()
      contents.disconnect()
    }
  }, [bar])
}
