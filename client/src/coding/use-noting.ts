/** The memo that is being written about the entry that is open; one that is half written waits at its own entry. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { drafted, type DraftsKept } from './drafts.ts'

export type Noting = ReturnType<typeof useNoting>

/** `entry`: the one that is open. `first`: the field stands open when the page opens. */
export function useNoting(kept: DraftsKept, entry: string | null, first: boolean) {
  const [drafts, setDrafts] = useState(kept.take)
  const [about, setAbout] = useState<string | null>(null)
  const opens = useRef(first)
  useEffect(() => kept.keep(drafts), [kept, drafts])
  useEffect(() => {
    if (opens.current && entry !== null) {
      opens.current = false
      setAbout(entry)
    } else setAbout((now) => (now === entry ? now : null))
  }, [entry])
  const write = useCallback(
    (text: string): void => {
      if (entry !== null) setDrafts((now) => drafted(now, entry, text))
    },
    [entry],
  )
  const begin = useCallback((): void => setAbout(entry), [entry])
  /** It was asked for just now: it has the keyboard. */
  const asked = entry !== null && about === entry
  const waiting = entry === null ? undefined : drafts.get(entry)
  return {
    asked,
    on: asked || waiting !== undefined,
    draft: waiting ?? '',
    write,
    begin,
    /** Saved, or thrown away. */
    end: (): void => {
      write('')
      setAbout(null)
    },
  }
}
