/**
 * The table's call and the room's messages, as its screen follows them. What is asked is asked at once or not at all: a
 * call that nobody hears is said to be none, and is sent again under the same name by one tap.
 */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { useCallback, useMemo, useState } from 'react'
import { useFollowed } from '../../hold/use-followed.ts'
import type { ClientProblem } from '../../link/api.ts'
import type { CallsPort } from './port.ts'

export type Calling = {
  /** Null until it was read. */
  readonly told: TableCalls | null
  /** What did not arrive, to be sent again as it is. */
  readonly lost: CallCommand | null
  /** Under way. */
  readonly saying: CallCommand | null
  say(command: CallCommand): void
}

/** After these it stands as it should, or as the next answer says: somebody else of the table was faster. */
const settled: ReadonlySet<ClientProblem['code']> = new Set(['changed', 'not-found', 'not-allowed'])
/** A page out of sight gives its connection to the one that is looked at. */
const whileSeen = { rests: true } as const

/** `port` null: for whom there is nothing to hear. */
export function useCalls(port: CallsPort | null, live: boolean): Calling | null {
  const { value: told, over } = useFollowed(live && port ? port.read : null, whileSeen)
  const [lost, setLost] = useState<CallCommand | null>(null)
  const [saying, setSaying] = useState<CallCommand | null>(null)
  const say = useCallback(
    (command: CallCommand) => {
      if (port === null) return
      setLost(null)
      setSaying(command)
      void port.act(command).then((answer) => {
        setSaying((now) => (now?.id === command.id ? null : now))
        if (!answer.ok && !settled.has(answer.problem.code)) setLost(command)
      })
    },
    [port],
  )
  return useMemo(
    () => (port === null || over ? null : { told, lost, saying, say }),
    [port, over, told, lost, saying, say],
  )
}
