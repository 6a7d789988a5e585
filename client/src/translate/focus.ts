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
