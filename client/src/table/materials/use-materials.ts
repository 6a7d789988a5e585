/** What a table has of films, slides and leaflets, read anew whenever its voices say that it is another. */
import type { Materials, MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import { useMemo } from 'react'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'
import type { MaterialsPort } from './port.ts'

export type Showing = {
  readonly port: MaterialsPort
  readonly all: readonly MaterialTold[]
  /** What the console started for this table's hall, and what that is; null while nothing plays. */
  readonly plays: { readonly playing: PlayingTold; readonly material: MaterialTold } | null
}

/** `stamp`: undefined where there is nothing; `live`: somebody answers. */
export function useMaterials(port: MaterialsPort | null, stamp: string | undefined, live: boolean): Showing | null {
  const told: Materials | null = useRead(
    port === null || stamp === undefined || !live ? null : port.read,
    network,
    stamp,
  ).value
  return useMemo(() => {
    if (port === null || stamp === undefined || told === null) return null
    const [playing] = told.playing
    const material = told.materials.find(({ id }) => id === playing?.material)
    return {
      port,
      all: told.materials,
      plays: playing === undefined || material === undefined ? null : { playing, material },
    }
  }, [port, stamp, told])
}
