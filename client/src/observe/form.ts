/** Reading view or wall: chosen once on a device, by a button or with `?wall` in the address, and then it stays. */
import { useCallback, useEffect, useState } from 'react'

const forms = ['desk', 'wall'] as const
export type Form = (typeof forms)[number]
const key = 'tablee.watch'

const inAddress = (): Form | null => {
  const query = new URLSearchParams(location.search)
  return forms.find((form) => query.has(form)) ?? null
}
const remembered = (): Form => {
  try {
    return localStorage.getItem(key) === 'wall' ? 'wall' : 'desk'
  } catch {
    return 'desk'
  }
}

export function useForm(): readonly [Form, (form: Form) => void] {
  const [form, setForm] = useState<Form>(() => inAddress() ?? remembered())
  useEffect(() => {
    try {
      localStorage.setItem(key, form)
    } catch {
      // it holds for this page
    }
  }, [form])
  const choose = useCallback((next: Form) => {
    if (inAddress() !== null) history.replaceState(null, '', location.pathname + location.hash)
    setForm(next)
  }, [])
  return [form, choose]
}

/** Room for tables, one table and voices side by side. */
const wide = '(min-width: 1000px)'
export function useWide(): boolean {
  const [is, setIs] = useState(() => matchMedia(wide).matches)
  useEffect(() => {
    const query = matchMedia(wide)
    const changed = () => setIs(query.matches)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return is
}
