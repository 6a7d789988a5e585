/** Captions of a film, wherever it is shown: read before they are needed, and asked for until they are here. */
import { readCaptions, type Cue } from '@tablee/shared/materials/captions'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import { useEffect, useReducer, useRef } from 'react'
import { network, pauseOf } from '../../hold/retry.ts'
import type { AddressOf } from './use-shown.ts'

const noCues: readonly Cue[] = []
/** Read before they are needed, and kept: who loses the network in a film reads on. */
const known = new Map<string, readonly Cue[]>()

/** By language. Captions that did not come are asked for again. */
export function useCaptions(
  of: Pick<MaterialTold, 'captions'> | null,
  address: AddressOf,
): Readonly<Record<string, readonly Cue[]>> {
  const hashes = (of?.captions ?? []).map(({ hash }) => hash).join(' ')
  // A page that is drawn anew, or gets another ticket, goes on with what it asked.
  const latest = useRef(address)
  latest.current = address
  const [, came] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    const missing = new Set(hashes.split(' ').filter((hash) => hash !== '' && !known.has(hash)))
    let timer: ReturnType<typeof setTimeout> | null = null
    let stopped = false
    async function ask(failures: number): Promise<void> {
      for (const hash of missing) {
        const text = await textAt(latest.current(hash))
        if (stopped) return
        if (text === null) continue
        const cues = readCaptions(text)
        known.set(hash, Array.isArray(cues) ? cues : noCues)
        missing.delete(hash)
        came()
      }
      if (missing.size > 0) timer = setTimeout(() => void ask(failures + 1), pauseOf(network, failures, Math.random()))
    }
    void ask(0)
    return () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    }
  }, [hashes])
  return Object.fromEntries((of?.captions ?? []).map(({ lang, hash }) => [lang, known.get(hash) ?? noCues]))
}
async function textAt(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address)
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}
