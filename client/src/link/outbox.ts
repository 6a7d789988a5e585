/**
 * Commands on their way to the server: withdraw, correct, redact, curtain, release. Sent one after the other in the
 * order they were given, each until the server answered it; idempotent by id, so that sending one again after a lost
 * answer does nothing twice. Kept in the store, so that they survive a reload, and shown as pending until then.
 */
import type { BoardCommand } from '@tablee/shared/wire/board'
import { passing, type Api, type ClientProblem } from './api.ts'
import type { PendingCommand } from './link.ts'
import { network, pauseOf } from './retry.ts'
import type { Store, StoredCommand } from './store.ts'
import type { Later } from './environment.ts'

/** The session is gone: keep the command, a new session on this device sends it. */
const unsigned: ReadonlySet<ClientProblem['code']> = new Set(['not-signed-in', 'link-unknown', 'seat-moved'])

export type Outbox = {
  restore(stored: readonly StoredCommand[]): void
  add(command: BoardCommand): void
  pending(): readonly PendingCommand[]
  /** The offline copy was lost: what waits is handed to the store once more. */
  again(): void
  /** The network is there (the link went live): do not wait for the end of the pause. */
  wake(): void
  close(): void
}

export type OutboxParts = {
  readonly api: Api
  readonly board: string
  readonly store: Pick<Store, 'putCommand' | 'removeCommand'>
  readonly now: () => number
  readonly later: Later
  /** In [0, 1). */
  readonly chance: () => number
  readonly changed: () => void
  /** True while own changes are on their way: the words that a command names may be among them. */
  readonly early: () => boolean
  /** The server said no for good. */
  readonly refused: (command: BoardCommand, problem: ClientProblem) => void
}

export function openOutbox(parts: OutboxParts): Outbox {
  let waiting: StoredCommand[] = []
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
      const answer = await parts.api.post<unknown>(`/api/boards/${parts.board}/commands`, first.command)
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
