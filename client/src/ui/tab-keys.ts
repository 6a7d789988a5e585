/** The keys of a list of tabs: arrows go round it in the direction it is read, Home and End to its ends. */
type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>

/** The tab that the key leads to; null where the key is none of theirs, as Alt and an arrow, which is the browser's way back. */
export function tabBy<T>(pressed: Pressed, tabs: readonly T[], now: T, dir: 'ltr' | 'rtl'): T | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || tabs.length === 0) return null
  const at = tabs.indexOf(now)
  const [forwards, backwards] = dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  switch (pressed.key) {
    case forwards:
      return tabs[(at + 1) % tabs.length] ?? null
    case backwards:
      return tabs.at(at - 1) ?? null
    case 'Home':
      return tabs[0] ?? null
    case 'End':
      return tabs.at(-1) ?? null
    default:
      return null
  }
}
