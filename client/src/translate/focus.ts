import { useEffect, useRef } from 'react'

/** An open row in sight, with the focus on its field: what somebody types is text, wherever the row came from. */
export function useFocus() {
  const field = useRef<HTMLTextAreaElement>(null)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [])
  return { field, first }
}

/** A form that opened beneath: with the focus on its field, and in sight as a whole, its buttons too. */
export function useOpened(field: () => HTMLElement | null) {
  const of = useRef(field)
  useEffect(() => {
    const at = of.current()
    at?.focus({ preventScroll: true })
    at?.closest('form')?.scrollIntoView({ block: 'nearest' })
  }, [])
}
