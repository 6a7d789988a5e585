import { useMemo, useSyncExternalStore } from 'react'
import { openActs, type Acts } from './acts.ts'
import type { RoomPort } from './port.ts'

/** The acts of this screen, drawn anew when one has come to something. */
export function useActs(port: RoomPort, version: string): Acts {
  const acts = useMemo(() => openActs(port), [port])
  const entries = useSyncExternalStore(acts.heard, acts.entries)
  // What came of them is part of what is drawn.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => acts.at(version), [acts, version, entries])
}
