/**
 * The table's call and the room's messages, as its screen follows them. What is asked is asked at once or not at all: a
 * call that nobody hears is said to be none, and is sent again under the same name by one tap.
 */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { useMemo, useSyncExternalStore } from 'react'
import { useFollowed } from '../../hold/use-followed.ts'
import { fail } from '@tablee/shared/problem'
import type { CallsPort } from './port.ts'
import { lostOf, openSaying, type Saying } from './saying.ts'

export type Calling = {
  /** Null until it was read. */
  readonly told: TableCalls | null
  /** Since when nothing newer is known, by the server's clock; null while the server answers. */
  readonly asOf: number | null
  /** What did not arrive, to be sent again as it is, and what was refused. */
  readonly lost: readonly Saying[]
  /** Under way. */
  readonly saying: readonly CallCommand[]
  say(command: CallCommand): void
  /** Nothing is said of it any more. */
  leave(id: string): void
}

/** A page out of sight gives its connection to the one that is looked at. */
const whileSeen = { rests: true } as const
const nobody: Pick<CallsPort, 'act'> = { act: () => Promise.resolve(fail({ code: 'timeout' })) }

/** `port` null: for whom there is nothing to hear. */
export function useCalls(port: CallsPort | null, live: boolean): Calling | null {
  const { value, problem, failures, over } = useFollowed(live && port ? port.read : null, whileSeen)
  const answers = live && value !== null && (problem === null || failures === 0)
  const last = answers ? null : (port?.last?.() ?? null)
  const told = value ?? last?.told ?? null
  const asOf = told === null ? null : (last?.at ?? null)
  const queue = useMemo(() => openSaying(port ?? nobody), [port])
  const entries = useSyncExternalStore(queue.heard, queue.entries)
  return useMemo(
    () =>
      port === null || over
        ? null
        : {
            told,
            asOf,
            lost: lostOf(entries, told),
            saying: entries.filter(({ state }) => state === 'sending').map(({ command }) => command),
            say: queue.say,
            leave: queue.leave,
          },
    [port, over, told, asOf, entries, queue],
  )
}
