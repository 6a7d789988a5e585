import { useEffect, useRef } from 'react'

/** A field that has the focus as soon as it is there, and whose row is in sight. */
export function useFocus() {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [])
  return field
}
