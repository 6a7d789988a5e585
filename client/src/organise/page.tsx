/** `/cards/:dialogue`, the organiser's page: what it shows, read from the server, and what is done there. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ClientProblem } from '../link/api.ts'
import type { Asking } from './ask.tsx'
import { Erasure } from './erasure.tsx'
import { openOrganiser, type Organised } from './port.ts'
import { OrganiserScreen, type OrganiserProps } from './screen.tsx'

/** How often a running recovery is looked at: devices come back within seconds. */
const look = 5_000

export default function OrganiserPage({ dialogue }: { dialogue: string }) {
  const port = useMemo(() => openOrganiser(dialogue), [dialogue])
  const [state, setState] = useState<Organised | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [done, setDone] = useState<NonNullable<OrganiserProps['done']> | null>(null)
  const load = useCallback(async () => {
    const found = await port.all()
    setProblem(found.ok ? null : found.problem)
    if (found.ok) setState(found.value)
  }, [port])
  useEffect(() => void load(), [load])
  useEffect(() => {
    if (state?.recovery?.running !== true) return
    const timer = setTimeout(() => void load(), look)
    return () => clearTimeout(timer)
  }, [state, load])

  async function confirmed(what: Asking) {
    const answer = await port.confirm(what)
    if (!answer.ok) setProblem(answer.problem)
    setDone(answer.ok && (what.what === 'revoke' || what.what === 'renew') ? what : null)
    await load()
  }

  return (
    <OrganiserScreen
      state={state}
      problem={problem}
      prints={port.prints}
      erasure={<Erasure port={port} />}
      done={done}
      onConfirmed={(what) => void confirmed(what)}
    />
  )
}
