/** What a table has said of the themes that the hall is shown: on the screen at once, sent until somebody answers. */
import { newId } from '@tablee/shared/ids'
import type { TableSays } from '@tablee/shared/synthesis/rows'
import type { TableShare } from '@tablee/shared/wire/shares'
import { useEffect, useRef, useState } from 'react'
import { browser } from '../../link/environment.ts'
import { untilAnswered } from '../../link/until-answered.ts'
import type { VoicesPort } from '../voices/port.ts'

export type Answering = {
  readonly says: TableSays
  /** It is kept here and goes out by itself; `refused`: it was answered, and not taken. */
  readonly state: 'going' | 'waits' | 'refused'
}

/** The last answer to a theme counts: one that waits still gives way to it. */
export function useAnswers(
  answer: VoicesPort['answer'],
  told: TableShare,
): { readonly own: ReadonlyMap<string, Answering>; readonly say: (theme: string, says: TableSays) => void } {
  const [own, setOwn] = useState<ReadonlyMap<string, Answering>>(new Map())
  const latest = useRef(new Map<string, string>())
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => void (gone.current = true)
  }, [])
  const put = (theme: string, id: string, to: Answering | null): void => {
    if (gone.current || latest.current.get(theme) !== id) return
    setOwn((before) => {
      const next = new Map(before)
      if (to === null) next.delete(theme)
      else next.set(theme, to)
      return next
    })
  }
  async function send(theme: string, says: TableSays): Promise<void> {
    const id = newId(browser().random)
    latest.current.set(theme, id)
    put(theme, id, { says, state: 'going' })
    const found = await untilAnswered(() => answer({ id, kind: 'answer', share: told.share, theme, says }), {
      gone: () => gone.current || latest.current.get(theme) !== id,
      waits: () => put(theme, id, { says, state: 'waits' }),
    })
    if (found !== null) put(theme, id, found.ok ? null : { says, state: 'refused' })
  }
  return { own, say: (theme, says) => void send(theme, says) }
}
