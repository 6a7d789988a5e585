/** What the organiser changes of materials: one command at a time, with why one was not done until that was read. */
import type { MaterialCommand } from '@tablee/shared/wire/materials'
import { useState } from 'react'
import type { ClientProblem } from '../../link/api.ts'
import type { MaterialsPort } from './port.ts'

type Bare<C> = C extends MaterialCommand ? Omit<C, 'id'> & { readonly id?: string } : never

export function useChanges({ change: send, newId }: MaterialsPort) {
  const [done, setDone] = useState(0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  return {
    /** Another one after each change. */
    stamp: String(done),
    busy,
    problem,
    again: () => setProblem(null),
    /** Whether it was done. */
    async change(command: Bare<MaterialCommand>): Promise<boolean> {
      setBusy(true)
      const answer = await send({ ...command, id: command.id ?? newId() })
      setBusy(false)
      setProblem(answer.ok ? null : answer.problem)
      setDone((times) => times + 1)
      return answer.ok
    },
  }
}
