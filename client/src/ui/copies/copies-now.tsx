/** The copies light as the server has it now; nothing where there never was a second laptop, or nobody can be asked. */
import type { CopiesTold } from '@tablee/shared/wire/second'
import { createContext, useContext, useEffect, useState } from 'react'
import { Copies } from './copies.tsx'

/** Null: no answer. */
export type AskCopies = () => Promise<CopiesTold | null>
/** Whom this page asks. */
export const CopiesContext = createContext<AskCopies | null>(null)

/** ms. Where there is none yet, nobody waits for one. */
const again = { second: 5_000, none: 60_000 }

/** `amber`: said only while there is not all on both, where there is little room. */
export function CopiesNow({ amber = false }: { amber?: boolean }) {
  const ask = useContext(CopiesContext)
  const [told, setTold] = useState<CopiesTold | null>(null)
  useEffect(() => {
    if (ask === null) return
    let left = false
    let timer: ReturnType<typeof setTimeout>
    async function look(from: AskCopies): Promise<void> {
      const found = document.visibilityState === 'hidden' ? null : await from()
      if (left) return
      // Where nobody answers the page says that itself.
      if (found !== null) setTold((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found))
      timer = setTimeout(() => void look(from), found?.state === 'none' ? again.none : again.second)
    }
    void look(ask)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [ask])
  if (told === null || told.state === 'none' || (amber && told.state === 'two')) return null
  return <Copies told={told} />
}
