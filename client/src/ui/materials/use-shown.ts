/** What a screen of the hall needs of what plays: its file in the reader's language, its captions, and that both are here in time. */
import { readCaptions, type Cue } from '@tablee/shared/materials/captions'
import type { Materials, MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import { useEffect, useMemo, useReducer, useState } from 'react'
import { network, pauseOf } from '../../hold/retry.ts'
import { openAhead, type Ahead, type Wanted } from './ahead.ts'
import { allForLanguage, forLanguage } from './choose.ts'

/** Where bytes are read: by their hash. */
export type AddressOf = (hash: string) => string

/** A screen keeps what it will show in its own language; a leaflet is for hands. */
export const filesToShow = (material: MaterialTold, language: string, dialogue: string): MaterialTold['files'] => {
  if (material.kind === 'leaflet') return []
  if (material.kind === 'slides') return allForLanguage(material.files, language, dialogue)
  const one = forLanguage(material.files, language, dialogue)
  return one === null ? [] : [one]
}

/** Loads what may be shown here, what plays first. `scope`: whose they are; null: nothing is loaded. */
export function useAhead(
  scope: string | null,
  told: Materials,
  playing: PlayingTold | null,
  { language, dialogue, address }: { language: string; dialogue: string; address: AddressOf },
): Ahead | null {
  const [ahead, setAhead] = useState<Ahead | null>(null)
  useEffect(() => {
    if (scope === null) return
    const opened = openAhead(scope)
    setAhead(opened)
    return () => opened.close()
  }, [scope])
  const first = playing?.material
  const wanted = useMemo((): readonly Wanted[] => {
    const materials = told.materials.toSorted((a, b) => Number(b.id === first) - Number(a.id === first))
    const all = materials.flatMap((one) => filesToShow(one, language, dialogue))
    return [
      ...new Map(all.map(({ hash, bytes, type }) => [hash, { hash, bytes, type, address: address(hash) }])).values(),
    ]
  }, [told, first, language, dialogue, address])
  const name = wanted.map(({ address: at }) => at).join(' ')
  useEffect(() => {
    ahead?.want(wanted)
    // The same files in the same order are the same wish.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ahead, name])
  const [, again] = useReducer((times: number) => times + 1, 0)
  useEffect(() => ahead?.heard(again), [ahead])
  return ahead
}

const noCues: readonly Cue[] = []
/** Read before they are needed, and kept: who loses the network in a film reads on. */
const known = new Map<string, readonly Cue[]>()

/** By language. Captions that did not come are asked for again. */
export function useCaptions(
  of: Pick<MaterialTold, 'captions'> | null,
  address: AddressOf,
): Readonly<Record<string, readonly Cue[]>> {
  const hashes = (of?.captions ?? []).map(({ hash }) => hash).join(' ')
  const [, came] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    const missing = new Set(hashes.split(' ').filter((hash) => hash !== '' && !known.has(hash)))
    let timer: ReturnType<typeof setTimeout> | null = null
    let stopped = false
    async function ask(failures: number): Promise<void> {
      for (const hash of missing) {
        const text = await textAt(address(hash))
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
  }, [hashes, address])
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
