import { useRef, useState } from 'react'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { Sign } from './signs.tsx'

/** Three dots that open a menu of two pages: an entry of the first leads to the second. */
export function MoreMenu({
  label,
  className,
  first,
  second,
}: {
  label: string
  className: string
  first: (lead: () => void) => readonly MenuEntry[]
  second: readonly MenuEntry[]
}) {
  const [at, setAt] = useState<Anchor | null>(null)
  const [page, setPage] = useState<'first' | 'second'>('first')
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setAt(null)
    setPage('first')
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => button.current && setAt(anchorOf(button.current))}
      >
        <Sign name="more" />
      </button>
      {at ? (
        <Menu
          key={page}
          label={label}
          at={at}
          onClose={close}
          entries={page === 'first' ? first(() => setPage('second')) : second}
          {...(page === 'first' ? {} : { onBack: () => setPage('first') })}
        />
      ) : null}
    </>
  )
}
