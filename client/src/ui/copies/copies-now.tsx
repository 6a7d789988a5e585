/** The copies light as the server has it now; nothing where there never was a second laptop, or nobody can be asked. */
import type { CopiesTold } from '@tablee/shared/wire/second'
import { createContext, useContext, useEffect, useState } from 'react'
import { network } from '../../hold/retry.ts'
import { followed, type AskAfter } from '../../hold/use-followed.ts'
import { Copies } from './copies.tsx'

export type AskCopies = AskAfter<CopiesTold & { readonly version?: string }>
/** Whom this page asks. */
export const CopiesContext = createContext<AskCopies | null>(null)

/** ms. Where there is none yet nobody waits for one; how far the second is behind no held request tells. */
const calm = { none: 60_000, behind: 1_000 }

/** `amber`: said only while there is not all on both, where there is little room. */
export function CopiesNow({ amber = false }: { amber?: boolean }) {
  const ask = useContext(CopiesContext)
  const [told, setTold] = useState<CopiesTold | null>(null)
  useEffect(() => {
    if (ask === null) return
    let last: CopiesTold | null = null
    return followed<CopiesTold & { readonly version?: string }>(
      (after, signal) => ask(last === null || last.state in calm ? null : after, signal),
      // Where nobody answers the page says that itself.
      (news) => {
        if (!('value' in news)) return
        const { state, since, behind } = news.value
        last = { state, since, behind }
        const next = last
        setTold((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
      },
      {
        law: network,
        rests: true,
        calm: () => (last?.state === 'none' ? calm.none : last?.state === 'behind' ? calm.behind : 0),
      },
    )
  }, [ask])
  if (told === null || told.state === 'none' || (amber && told.state === 'two')) return null
  return <Copies told={told} />
}
