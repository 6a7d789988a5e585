/** Entries that may be picked now, looked at again and again while somebody picks: what is withheld meanwhile goes. */
import type { Pickable } from '@tablee/shared/wire/questions'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import type { RoomPort } from './port.ts'
import { asItStands, knownIn, type Draft } from './question-draft.ts'

/** All maps of a hall are read for it. */
const settings = { law: network, rests: true, calm: () => 15_000 }

/** `on`: somebody asks about entries. `look` looks at once. */
function usePickable(port: Pick<RoomPort, 'pickable'>, on: boolean) {
  const [looked, setLooked] = useState(0)
  const ask = useMemo(() => ({ looked, ask: () => port.pickable() }).ask, [looked, port])
  const { heard, problem } = useFollowed<Pickable & { readonly version?: string }>(on ? ask : null, settings)
  const look = useCallback(() => setLooked((before) => before + 1), [])
  return { pickable: heard, problem, look }
}

/** `makes`: a question is being made, and may be changed. `refused`: one of the entries may not be shown any more, it seems. */
export function usePicking(
  port: Pick<RoomPort, 'pickable'>,
  typed: Draft,
  makes: boolean,
  refused: boolean,
  starts: boolean,
) {
  const [picking, setPicking] = useState(starts)
  const maps = typed.from === 'maps'
  const { pickable, problem: unread, look } = usePickable(port, maps)
  const known = useMemo(() => knownIn(pickable), [pickable])
  const draft = useMemo(() => asItStands(typed, known), [typed, known])
  useEffect(() => {
    if (refused && maps) look()
  }, [refused, maps, look])
  return {
    /** They are being picked just now. */
    picks: picking && maps && makes,
    pickable,
    unread,
    known,
    draft,
    look,
    begin: (): void => setPicking(true),
    end(): void {
      setPicking(false)
      // Drawn first.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.questioner .add')?.focus())
    },
  }
}
