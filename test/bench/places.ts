/** How the load reaches each server's boards, and the same seed for all of them. */
import { Agent, request } from 'node:http'
import * as Y from 'yjs'
import { agedUpdate, seedUpdate } from './board.ts'
import { edit, type Place, type Tickets } from './client.ts'
import type { Server } from './servers.ts'
import type { Tldraw } from './tldraw-client.ts'

/** What `tablee-server.ts` prints when it is ready: its boards, their tables' tokens (`card`: the citizens') and the watch link. */
export type TableeBoards = {
  readonly boards: readonly {
    readonly board: string
    readonly token: string
    readonly card: string
    readonly room: string
  }[]
  readonly watch: string
  /** What an address begins with; not said by a server of before, whose pages named no dialogue. */
  readonly within?: string
}

function ticketFrom(
  agent: Agent,
  port: number,
  within: string,
  token: string,
  body: string,
  again = true,
): Promise<Tickets> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    }
    const asked = request(
      { port, host: '127.0.0.1', path: `/${within}api/tickets`, method: 'POST', agent, headers },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => {
          if (response.statusCode === undefined || response.statusCode >= 300)
            return reject(new Error(`no ticket: ${response.statusCode} ${text}`))
          resolve(JSON.parse(text) as Tickets)
        })
      },
    )
    // A kept connection may have gone meanwhile; a browser asks once more, too.
    asked.on('error', (cause) => (again ? resolve(ticketFrom(agent, port, within, token, body, false)) : reject(cause)))
    asked.end(body)
  })
}

function tablee(server: Server, watched: readonly Server[]): Place {
  const found = JSON.parse(server.about) as TableeBoards
  const { within = '' } = found
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let turn = 0
  const byName = new Map(found.boards.map((one) => [`board:${one.board}`, one]))
  return {
    kind: 'tablee',
    tldraw: null,
    port: server.port,
    watchPort: () => watched[(turn += 1) % watched.length]?.port ?? server.port,
    within,
    board: (n) => `board:${found.boards[n]?.board ?? ''}`,
    watch: (n) => `${within}observe/${found.watch}/${encodeURIComponent(found.boards[n]?.room ?? '')}`,
    ticket: (name, clients) => {
      const one = byName.get(name)
      return ticketFrom(
        agent,
        server.port,
        within,
        one?.token ?? '',
        JSON.stringify({ board: one?.board, path: 'collab', clients, presence: true }),
      )
    },
  }
}

/** `watched`: the watch nodes of a node on Postgres, by turns; without one its own views are watched. */
export function placeOf(server: Server, watched: readonly Server[] = []): Place {
  if (server.kind === 'tablee') return tablee(server, watched)
  return {
    kind: server.kind === 'hocuspocus-durable' ? 'hocuspocus' : server.kind,
    port: server.port,
    watchPort: () => server.port,
    within: '',
    board: (n) => `board-${n}`,
    watch: (n) => `board-${n}`,
    ticket: async () => ({ ticket: 'open' }),
    tldraw: server.kind === 'tldraw' ? (JSON.parse(server.about) as Tldraw) : null,
  }
}

/** Seeds the Yjs peers through an ordinary editor; the others seed their boards before they say `ready`. */
export async function prepare(
  place: Place,
  {
    boards = 12,
    loaded = false,
    aged = null,
  }: { boards?: number; loaded?: boolean; aged?: readonly [number, number] | null } = {},
): Promise<void> {
  if (place.kind !== 'hocuspocus' && place.kind !== 'y-websocket') return
  const update = aged === null ? seedUpdate(loaded) : agedUpdate(...aged)
  for (let n = 0; n < boards; n += 1) {
    const editor = edit(place, n, 0, () => undefined)
    await editor.synced
    Y.applyUpdate(editor.doc, update)
    await new Promise((resolve) => setTimeout(resolve, 20))
    editor.close()
  }
}
