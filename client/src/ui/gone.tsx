/** Where this page's dialogue is by now, asked of one place by whichever of its screens says it. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react'
import { whereabouts, type Gone } from '../hold/whereabouts.ts'

export const GoneContext = createContext<Gone | null>(null)

/** Null while the page's own server has it, or nobody has said otherwise. */
export const useGone = (): Gone | null => useContext(GoneContext)

/** Around a page; `dialogue` null: its address does not say which. */
export function Whereabouts({ dialogue, children }: { dialogue: string | null; children: ReactNode }) {
  const gone = useSyncExternalStore(whereabouts.subscribe, () => whereabouts.of(dialogue))
  // `.Provider`: the observers' build draws with Preact.
  return <GoneContext.Provider value={gone}>{children}</GoneContext.Provider>
}
