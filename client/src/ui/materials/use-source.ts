/** Where a film comes from: this device, once it is whole here; else the server, by ranges. */
import { useEffect, useState } from 'react'
import type { Ahead } from './ahead.ts'
import type { Trouble } from './film.tsx'

type File = { readonly hash: string; readonly bytes: number }
type Source = { readonly hash: string; readonly src: string; readonly own: boolean }

/** How long a film that does not come is left alone before it is asked for again. */
const again = 3_000

/** `plays`: a film that plays from the server goes on from there, unless nothing comes any more: a change would be seen. */
export function useSource(
  ahead: Ahead | null,
  file: File | null,
  address: string | null,
  plays: boolean,
  trouble: Trouble | null,
): string | null {
  const [source, setSource] = useState<Source | null>(null)
  const hash = file?.hash ?? null
  const whole = file !== null && ahead !== null && ahead.here(file.hash) === file.bytes
  const lost = trouble === 'lost'
  const mine = source !== null && source.hash === hash ? source : null
  const stays = mine !== null && !lost && (mine.own || plays)
  const own = whole && !(lost && mine?.own === true)
  useEffect(() => {
    if (hash === null || address === null || stays) return
    if (!own || ahead === null) {
      let tries = 0
      // The same address with another end is another source: what failed is asked for anew.
      const take = (): void => setSource({ hash, src: tries === 0 ? address : `${address}#${tries}`, own: false })
      if (!lost) return take()
      const timer = setInterval(() => {
        tries++
        take()
      }, again)
      return () => clearInterval(timer)
    }
    let left = false
    ahead.blob(hash).then(
      (blob) => {
        if (!left) setSource({ hash, src: blob === null ? address : URL.createObjectURL(blob), own: blob !== null })
      },
      () => left || setSource({ hash, src: address, own: false }),
    )
    return () => {
      left = true
    }
  }, [ahead, hash, address, own, stays, lost])
  useEffect(() => {
    if (source?.own !== true) return
    return () => URL.revokeObjectURL(source.src)
  }, [source])
  return mine?.src ?? null
}
