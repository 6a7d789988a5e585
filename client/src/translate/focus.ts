import { useEffect, useRef } from 'react'

/** An open row in sight, with the focus on its field; `judged`: on its first button. */
export function useFocus(judged: boolean) {
  const field = useRef<HTMLTextAreaElement>(null)
  const first = useRef<HTMLButtonElement>(null)
  const on = useRef(judged)
  useEffect(() => {
    const at = on.current ? first.current : field.current
    at?.focus({ preventScroll: true })
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
