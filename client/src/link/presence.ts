/**
 * Who else is at the board, on which node, and where their carets stand. On a socket of its own, so that it can be lost
 * without an edit noticing: it comes and goes by itself, holds no state that matters, and never touches the light.
 */
import type { NodeId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Ticket } from '@tablee/shared/wire/document'
import { decodeToPresence, encodeHello, encodeShow, type Presence as Entry } from '@tablee/shared/wire/presence'
import { socketFor, type Api, type Asker, type ClientProblem } from './api.ts'
import type { Environment } from './environment.ts'
import type { Presence, PresenceState } from './link.ts'
import { network, pauseOf } from '../hold/retry.ts'

/** The server takes five a second and keeps the newest of the rest; sending more would only be thrown away. */
const betweenShows = 200
/** A ticket is good for 30 s; a slow line and a clock that drifts have ten of them. */
const goodFor = 20_000
/** An unchanged state is told again this often: the server calls a silent socket dead after 45 s. */
const refresh = 15_000

export type PresenceClient = Presence & {
  /** One that came with the board's, good for half a minute; without it presence asks for its own. */
  ticket(ticket: string | null): void
  /** The link is live: presence may come up. */
  start(): void
  stop(): void
  close(): void
}

export function openPresence({
  environment,
  api,
  asker,
  request,
  chance,
}: {
  environment: Pick<Environment, 'now' | 'later' | 'origin' | 'WebSocket'>
  api: Pick<Api, 'post'>
  asker: Asker
  /** Body of the request for a ticket of its own. */
  request: unknown
  chance: () => number
}): PresenceClient {
  const listeners = new Set<() => void>()
  const entries = new Map<number, Entry>()
  let others: readonly Entry[] = []
  let mine: PresenceState = { node: null, writing: false }
  let self: number | null = null
  let socket: WebSocket | null = null
  let wanted = false
  let asking = false
  let attempts = 0
  let nextShowAt = 0
  let callOff: (() => void) | null = null
  let retry: (() => void) | null = null
  let given: { readonly ticket: string; readonly at: number } | null = null

  const changed = () => {
    const list = [...entries.values()].filter(({ conn }) => conn !== self).sort((a, b) => a.conn - b.conn)
    if (list.length === others.length && list.every((entry, i) => entry === others[i])) return
    others = list
    for (const listener of listeners) listener()
  }

  function send(): void {
    callOff?.()
    callOff = null
    if (socket?.readyState !== 1 || self === null) return
    const wait = nextShowAt - environment.now()
    // A clock that was set back must not silence us for a day.
    if (wait > 0 && wait <= betweenShows) {
      callOff = environment.later(wait, send)
      return
    }
    nextShowAt = environment.now() + betweenShows
    socket.send(
      new Uint8Array(
        encodeShow({
          node: mine.node as NodeId | null,
          writing: mine.writing,
          anchor: mine.anchor ?? null,
          head: mine.head ?? null,
        }),
      ),
    )
    callOff = environment.later(refresh, send)
  }

  function lost(code: number, problem: ClientProblem | null = null): void {
    socket = null
    self = null
    entries.clear()
    changed()
    callOff?.()
    callOff = null
    // Revoked: the link learns it from its own ticket and tells the person.
    if (!wanted || code === closeCodes.forbidden) return
    retry = environment.later(pauseOf(network, attempts++, chance(), problem), () => void connect())
  }

  async function connect(): Promise<void> {
    retry?.()
    retry = null
    if (!wanted || socket || asking) return
    const brought = given !== null && environment.now() - given.at < goodFor ? given.ticket : null
    given = null
    if (brought !== null) return open(brought)
    asking = true
    const answer = await api.post<Ticket>('/api/tickets', request)
    asking = false
    if (!wanted) return
    if (!answer.ok) return lost(answer.problem.code === 'not-allowed' ? closeCodes.forbidden : 1006, answer.problem)
    open(answer.value.ticket)
  }

  function open(ticket: string): void {
    const opened = new environment.WebSocket(socketFor(environment.origin, asker, '/presence'))
    opened.binaryType = 'arraybuffer'
    socket = opened
    opened.addEventListener('open', () => opened.send(new Uint8Array(encodeHello(ticket))))
    opened.addEventListener('message', (event: MessageEvent) => {
      if (socket !== opened) return
      const message = decodeToPresence(new Uint8Array(event.data))
      if (message?.kind === 'here') {
        attempts = 0
        self = message.self
        entries.clear()
        for (const entry of message.all) entries.set(entry.conn, entry)
        send()
      } else if (message?.kind === 'changes') {
        for (const conn of message.gone) entries.delete(conn)
        for (const entry of message.changed) entries.set(entry.conn, entry)
      }
      changed()
    })
    opened.addEventListener('close', (event: CloseEvent) => {
      if (socket === opened) lost(event.code)
    })
    // A close follows every error, also that of a socket that is ended before it opened; off the browser, one that
    // nobody listens to would end the process.
    opened.addEventListener('error', () => undefined)
  }

  const stop = () => {
    wanted = false
    retry?.()
    retry = null
    const open = socket
    if (open) {
      lost(1000)
      open.close()
    }
  }
  return {
    others: () => others,
    show(state) {
      mine = state
      send()
    },
    subscribe(run) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    ticket(ticket) {
      given = ticket === null ? null : { ticket, at: environment.now() }
    },
    start() {
      if (wanted) return
      wanted = true
      attempts = 0
      void connect()
    },
    stop,
    close: stop,
  }
}
