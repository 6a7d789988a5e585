/**
 * The observation of a board as its screen follows it. A change shows at once and is taken back when the server did not
 * take it; changes go one after the other, each made from what the server has now, so that two people who hide entries
 * at the same time do not undo one another.
 */
import type { TablePolicy, ViewPolicy } from '@tablee/shared/view/policy'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ClientProblem } from '../../link/api.ts'
import type { PolicyChange, PolicyPort } from './policy.ts'

export type Taken =
  | { readonly kind: 'still' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly problem: ClientProblem }

export type Observation = {
  /** Null until it was read. */
  readonly policy: TablePolicy | null
  readonly mayWrite: boolean
  /** False without a connection: what observers see cannot be promised from a distance. */
  readonly live: boolean
  readonly taken: Taken
  change(make: (now: ViewPolicy) => PolicyChange): Promise<boolean>
}

const still: Taken = { kind: 'still' }

/** `news`: whatever changes when somebody else may have changed the policy (the board's status). */
export function usePolicy(
  port: PolicyPort | null,
  mayWrite: boolean,
  live: boolean,
  news: unknown,
): Observation | null {
  const [policy, setPolicy] = useState<TablePolicy | null>(null)
  const [wished, setWished] = useState<PolicyChange>({})
  const [taken, setTaken] = useState(still)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const waiting = useRef(0)
  const changes = useRef(0)
  const missed = useRef<ClientProblem | null>(null)

  useEffect(() => {
    if (!port || !live) return
    let stopped = false
    const before = changes.current
    void port.read().then((answer) => {
      if (!stopped && answer.ok && before === changes.current) setPolicy(answer.value)
    })
    return () => {
      stopped = true
    }
    // Read again with every news: it may be somebody else's change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [port, live, news])

  const shown = policy && { ...policy, ...wished }
  const now = useRef(shown)
  now.current = shown
  const change = useCallback(
    (make: (now: ViewPolicy) => PolicyChange): Promise<boolean> => {
      if (!port) return Promise.resolve(false)
      if (waiting.current === 0) missed.current = null
      waiting.current += 1
      changes.current += 1
      setTaken({ kind: 'saving' })
      if (now.current) {
        const next = { ...now.current, ...make(now.current) }
        now.current = next
        setWished(next)
      }
      const run = queue.current.then(async () => {
        const read = await port.read()
        const answer = read.ok ? await port.write(make(read.value)) : read
        if (answer.ok) setPolicy(answer.value)
        else missed.current = answer.problem
        waiting.current -= 1
        if (waiting.current === 0) {
          setWished({})
          setTaken(missed.current ? { kind: 'failed', problem: missed.current } : { kind: 'saved' })
        }
        return answer.ok
      })
      queue.current = run
      return run
    },
    [port],
  )
  return port && { policy: shown, mayWrite, live, taken, change }
}

export const hiding =
  (id: ViewPolicy['hidden'][number], hide: boolean) =>
  (now: ViewPolicy): PolicyChange => ({
    hidden: hide ? [...now.hidden.filter((one) => one !== id), id] : now.hidden.filter((one) => one !== id),
  })
