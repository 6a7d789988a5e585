/** What a screen of the hall needs of what may be shown: its files in the reader's language, and that they are here in time. */
import type { Materials, MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import { useEffect, useMemo, useReducer, useState } from 'react'
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
