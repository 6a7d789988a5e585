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
    const fit = () => {
      delete element.dataset['tight']
      for (let step = 1; step <= tightest && element.scrollWidth > element.clientWidth + 1; step += 1)
        element.dataset['tight'] = String(step)
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
