/** Films and slides of who watches: what was opened to a hall, and what plays in it. */
import type { Materials } from '@tablee/shared/wire/materials'
import { useCallback, useMemo } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { read, watchRoute } from './address.ts'

export type Shows = {
  readonly told: Materials
  /** Where bytes are read, by their hash. */
  readonly address: (hash: string) => string
  /** Whether this device loads them before they are shown. */
  readonly keeps: boolean
}

/**
 * The last that was told, without a network too; null before, for whose link has ended, and where nothing may be shown.
 * `stamp`: another one when something is another. `on`: this page shows them.
 */
export function useMaterials(link: string, on: boolean, stamp: string | undefined): Shows | null {
  const asks = on && stamp !== undefined
  const ask = useMemo(() => (asks ? () => read<Materials>(link, '/materials') : null), [link, asks])
  const { value, over } = useRead<Materials>(ask, network, stamp)
  const none = !on || over || value === null || value.materials.length === 0
  // The same one for as long as the link is: whoever reads from it goes on reading.
  const address = useCallback((hash: string) => watchRoute(link, `/media/${hash}`), [link])
  return useMemo(() => (none ? null : { told: value, address, keeps: true }), [none, value, address])
}
