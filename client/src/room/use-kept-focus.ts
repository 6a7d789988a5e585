import { useEffect, type RefObject } from 'react'

/** So many places are remembered: each may have gone with the one before. */
const most = 12
const reachable = 'button:not([tabindex="-1"]), [href], input, textarea, select, summary, [tabindex="0"]'

/** What stands in a list instead of the one that went: the next one's last button, else the list's heading. */
function beside(list: Element | null, index: number): HTMLElement | null {
  if (list === null || !list.isConnected) return null
  const next = list.children[Math.min(index, list.children.length - 1)]
  const found = next ? [...next.querySelectorAll<HTMLElement>(reachable)].at(-1) : undefined
  return found ?? list.closest('section')?.querySelector<HTMLElement>('h2[tabindex]') ?? null
}

/**
 * Where what has the focus is taken away, a browser puts it nowhere, and who works by keyboard or hears the screen begins
 * at the top of the page. Here it goes to what comes in its place, else to where the person was before. `which`: of the console's
 * pages.
 */
export function useKeptFocus(page: RefObject<HTMLElement | null>, which: string): void {
  useEffect(() => {
    const all = page.current
    if (all === null) return
    let before: readonly HTMLElement[] = []
    let place: { readonly list: Element | null; readonly index: number } = { list: null, index: 0 }
    const came = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return
      before = [target, ...before.filter((one) => one !== target && one.isConnected)].slice(0, most)
      const item = target.closest('li')
      place = {
        list: item?.parentElement ?? null,
        index: item === null ? 0 : [...(item.parentElement?.children ?? [])].indexOf(item),
      }
    }
    // A person who put the focus down, by a tap on nothing, has not lost it.
    const went = new MutationObserver(() => {
      const [last, ...others] = before
      const now = document.activeElement
      if (last === undefined || last.isConnected || (now !== null && now !== document.body)) return
      const to =
        beside(place.list, place.index) ??
        others.find((one) => one.isConnected) ??
        all.querySelector<HTMLElement>('.column h2[tabindex]')
      before = others
      to?.focus({ preventScroll: true })
    })
    all.addEventListener('focusin', came)
    went.observe(all, { childList: true, subtree: true })
    return () => {
      all.removeEventListener('focusin', came)
      went.disconnect()
    }
    // Another page is another element.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [page, which])
}
