import { useEffect, useId, useRef, type ReactNode } from 'react'

/**
 * The browser's own modal: it holds the focus, Escape closes it, and the focus returns to where it was, without scrolling:
 * a caret far down in a long text stays in sight.
 */
export function Dialog({
  title,
  headed = false,
  className,
  onClose,
  children,
}: {
  title: string
  /** Opens with the focus on its heading: no answer is nearer than another. */
  headed?: boolean
  className?: string
  onClose: () => void
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    // Not before Safari 15.4: there it stands in the page, and all of it can be reached.
    if (ref.current !== null && 'showModal' in ref.current) ref.current.showModal()
    if (headed) heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [headed])
  return (
    <dialog
      ref={ref}
      className={className === undefined ? 'dialog' : `dialog ${className}`}
      role={headed ? 'alertdialog' : undefined}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <h2 id={id} ref={heading} tabIndex={headed ? -1 : undefined}>
        {title}
      </h2>
      {children}
    </dialog>
  )
}
