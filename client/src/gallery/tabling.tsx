/** The table's screen in the gallery: the real one, on a local document and a local policy. */
import { useEffect, useMemo } from 'react'
import { TableScreen } from '../table/screen.tsx'
import { localLink, localPolicy } from './local-link.ts'
import { livens, type State } from './states.ts'

export function TableState({ state, live }: { state: State; live: boolean }) {
  const local = useMemo(() => state.local(), [state])
  const link = useMemo(() => localLink(local), [local])
  const policy = useMemo(() => localPolicy(local), [local])
  useEffect(() => (live ? livens(local.doc) : undefined), [local, live])
  return (
    <TableScreen
      link={link}
      policy={policy}
      onMove={() => undefined}
      {...(state.ui ? { first: state.ui(local.doc) } : {})}
      {...(state.secure === undefined ? {} : { secure: state.secure })}
    />
  )
}
