/** A device of somebody at a table, as the client's own link finds it: real requests and sockets, and a store of its own. */
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import type { Environment } from '@tablee/client/link/environment'
import { enter, type Session } from '@tablee/client/link/session'
import { openTable } from '@tablee/client/link/table'
import { carriesTerm } from '@tablee/client/hold/term'
import type { BoardId } from '@tablee/shared/ids'
import { WebSocket } from 'ws'
import { when } from './when.ts'

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/**
 * `at`: its server's address, as a function where that may be another one later. `network`: whether it has one at this
 * moment. `page`: false where its requests and sockets say of no page that they are, as when the address that people know is
 * none of the server's.
 */
export function aDevice(at: string | (() => string), { network = { up: true }, page = true } = {}): Environment {
  const origin = typeof at === 'string' ? () => at : at
  const local = storage()
  function ask(url: string, init: RequestInit): Promise<Response> {
    if (!network.up) return Promise.reject(new TypeError('offline'))
    const headers = new Headers(init.headers)
    if (page) headers.set('origin', origin())
    return fetch(url, { ...init, headers })
  }
  return {
    get origin() {
      return origin()
    },
    fetch: carriesTerm(local, ask),
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(network.up ? url : 'ws://127.0.0.1:1', page ? { origin: origin() } : {})
        // A socket that is given up while it opens: a browser's says nothing.
        this.on('error', () => undefined)
      }
    } as unknown as Environment['WebSocket'],
    indexedDB: new FakeIDB() as unknown as IDBFactory,
    IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
    local,
    tab: storage(),
    now: () => Date.now(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onOnline: () => () => undefined,
    onOffline: () => () => undefined,
    onHide: () => () => undefined,
    later(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  }
}

/** Lets somebody in by their card; throws with the server's reason where it does not. */
export async function entered(environment: Environment, token: string): Promise<Session> {
  const answer = await enter(environment, { token })
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
  return answer.value
}

/** Of whoever came in: the board that they sit at. */
export function boardOf({ me }: Session): BoardId {
  if (me.board === null) throw new Error(`no board of a ${me.role}`)
  return me.board
}

export type Link = ReturnType<typeof openTable>
/** At this board, and all of it is there. */
export async function sat(environment: Environment, token: string, board: BoardId): Promise<Link> {
  const link = openTable({ board, session: await entered(environment, token), environment })
  await when(`at ${board}`, link.subscribe, () => link.status().state === 'live' && link.light().kind === 'saved')
  return link
}
