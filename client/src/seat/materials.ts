/** Films, slides and leaflets on a phone: what its hall was shown, what plays there now, and where their bytes are read. */
import type { Materials } from '@tablee/shared/wire/materials'
import type { MediaTicket } from '@tablee/shared/wire/uploads'
import { useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { addressFor, type Api, type Asker } from '../link/api.ts'

/** A ticket is for two hours; a phone that was read on for longer gets another in time. */
const anew = 60 * 60_000

export type SeatMaterials = {
  readonly told: Materials
  /** Where a file is read, by its hash; null while nobody may. */
  readonly address: ((hash: string) => string) | null
  /** Somebody wants to know anew where they are. */
  readonly again: () => void
}

/** `stamp`: as the seat's own answer says it, another one when what may be seen is another; none: nothing may. */
export function useSeatMaterials(
  { get }: Pick<Api, 'get'>,
  asker: Asker,
  stamp: string | undefined,
): SeatMaterials | null {
  const none = stamp === undefined
  const at = `/api/dialogues/${asker.me.dialogue}`
  const { value: told } = useRead<Materials>(
    useMemo(() => (none ? null : () => get<Materials>(`${at}/materials`)), [get, at, none]),
    network,
    stamp,
  )
  const [hours, setHours] = useState(0)
  useEffect(() => {
    if (none) return
    const timer = setInterval(() => setHours((before) => before + 1), anew)
    return () => clearInterval(timer)
  }, [none])
  const { value: media } = useRead<MediaTicket>(
    useMemo(() => (none ? null : () => get<MediaTicket>(`${at}/media`)), [get, at, none]),
    network,
    String(hours),
  )
  const ticket = media?.ticket ?? null
  return useMemo(
    () =>
      none || told === null
        ? null
        : {
            told,
            address: ticket === null ? null : (hash) => addressFor(asker, `${at}/media/${ticket}/${hash}`),
            again: () => setHours((before) => before + 1),
          },
    [none, told, ticket, asker, at],
  )
}
