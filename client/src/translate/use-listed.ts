/** The list that is worked down: nothing vanishes from under the eye of who works on it. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useEffect, useMemo, useState } from 'react'
import { keyOf, listed, type Wanted } from './queue.ts'

type Stood = Pick<Wanted, 'tab' | 'need'> & { readonly keys: ReadonlySet<string> }

/** `stays`: done or put off here; `open`: what is open stands on it, whatever it is. */
export function useListed(
  texts: readonly TextToTranslate[],
  wanted: Wanted,
  stays: ReadonlySet<string>,
  open: string | null,
): readonly TextToTranslate[] {
  /** What stood on this list: it stays on it, whoever translates it meanwhile and whoever comes to read it. */
  const [stood, setStood] = useState<Stood>({ tab: wanted.tab, need: wanted.need, keys: new Set() })
  const list = useMemo(() => {
    const here = stood.tab === wanted.tab && stood.need === wanted.need ? stood.keys : []
    return listed(texts, wanted, new Set([...stays, ...here, ...(open === null ? [] : [open])]))
  }, [texts, wanted, stays, stood, open])
  useEffect(() => {
    const { tab, need } = wanted
    setStood((before) => {
      const same = before.tab === tab && before.need === need
      const keys = list.map(keyOf).filter((key) => !same || !before.keys.has(key))
      if (same && keys.length === 0) return before
      return { tab, need, keys: new Set([...(same ? before.keys : []), ...keys]) }
    })
  }, [list, wanted])
  return list
}
