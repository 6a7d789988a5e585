/**
 * Commands on their way to the server (of a board: withdraw, correct, redact, curtain, release). Sent one after the other in the
 * order they were given, each until the server answered it; idempotent by id, so that sending one again after a lost
 * answer does nothing twice. Kept in the store, so that they survive a reload, and shown as pending until then.
 */
import { passing, type Api, type ClientProblem } from './api.ts'
import type { LinkCommand } from './kind.ts'
import type { PendingCommand } from './link.ts'
import { network, pauseOf } from '../hold/retry.ts'
import type { StoredCommand } from './store-rows.ts'
import type { Store } from './store.ts'
import type { Later } from './environment.ts'

/** The session is gone: keep the command, a new session on this device sends it. */
const unsigned: ReadonlySet<ClientProblem['code']> = new Set(['not-signed-in', 'link-unknown', 'seat-moved'])

export type Outbox<Command extends LinkCommand> = {
  restore(stored: readonly StoredCommand<Command>[]): void
  add(command: Command): void
  pending(): readonly PendingCommand<Command>[]
  /** The offline copy was lost: what waits is handed to the store once more. */
  again(): void
  /** The network is there (the link went live): do not wait for the end of the pause. */
  wake(): void
  close(): void
}

export type OutboxParts<Command extends LinkCommand> = {
  readonly api: Api
  /** Where commands go. */
  readonly at: string
  readonly store: Pick<Store<Command>, 'putCommand' | 'removeCommand'>
  readonly now: () => number
  readonly later: Later
  /** In [0, 1). */
  readonly chance: () => number
  readonly changed: () => void
  /** True while own changes are on their way: the words that a command names may be among them. */
  readonly early: () => boolean
  /** The server said no for good. */
  readonly refused: (command: Command, problem: ClientProblem) => void
}

export function openOutbox<Command extends LinkCommand>(parts: OutboxParts<Command>): Outbox<Command> {
  let waiting: StoredCommand<Command>[] = []
  let sending = false
  let attempts = 0
  let closed = false
  let callOff: (() => void) | null = null

  async function send(): Promise<void> {
    if (sending || closed) return
    sending = true
    callOff?.()
    callOff = null
    for (let first = waiting[0]; first && !closed; first = waiting[0]) {
      const early = parts.early()
      const answer = await parts.api.post<unknown>(parts.at, first.command)
      if (closed) break
      if (!answer.ok && (passing.has(answer.problem.code) || (early && answer.problem.code === 'not-found'))) {
        callOff = parts.later(pauseOf(network, attempts++, parts.chance(), answer.problem), () => void send())
        break
      }
      if (!answer.ok && unsigned.has(answer.problem.code)) break
      attempts = 0
      // By its id: an offline copy that was late may have put others before it.
      waiting = waiting.filter(({ command }) => command.id !== first.command.id)
      parts.store.removeCommand(first.command.id)
      if (!answer.ok) parts.refused(first.command, answer.problem)
      parts.changed()
    }
    sending = false
  }

  return {
    restore(stored) {
      waiting = [...stored, ...waiting]
      if (stored.length > 0) void send()
    },
    add(command) {
      if (waiting.some((item) => item.command.id === command.id)) return
      const stored = { command, at: parts.now(), n: Math.max(parts.now(), (waiting.at(-1)?.n ?? 0) + 1) }
      waiting = [...waiting, stored]
      parts.store.putCommand(stored)
      parts.changed()
      void send()
    },
    pending: () => waiting,
    again() {
      for (const stored of waiting) parts.store.putCommand(stored)
    },
    wake() {
      attempts = 0
      void send()
    },
    close() {
      closed = true
      callOff?.()
    },
  }
}
