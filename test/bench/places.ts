/** How the load reaches each server's boards, and the same seed for all of them. */
import { Agent, request } from 'node:http'
import * as Y from 'yjs'
import type { Place } from './client.ts'
import { benchNode, edit } from './client.ts'
import type { Server } from './servers.ts'

/** What `tablee-server.ts` prints when it is ready: its boards, their capability tokens and the watch link. */
export type TableeBoards = {
  readonly boards: readonly { readonly board: string; readonly token: string; readonly room: string }[]
  readonly watch: string
}

const boards = 12

function ticketFrom(agent: Agent, port: number, token: string, body: string, again = true): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    }
    const asked = request(
      { port, host: '127.0.0.1', path: '/api/tickets', method: 'POST', agent, headers },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => {
          if (response.statusCode === undefined || response.statusCode >= 300)
            return reject(new Error(`no ticket: ${response.statusCode} ${text}`))
          resolve((JSON.parse(text) as { ticket: string }).ticket)
        })
      },
    )
    // A kept connection may have gone meanwhile; a browser asks once more, too.
    asked.on('error', (cause) => (again ? resolve(ticketFrom(agent, port, token, body, false)) : reject(cause)))
    asked.end(body)
  })
}

function tablee(server: Server): Place {
  const found = JSON.parse(server.about) as TableeBoards
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const byName = new Map(found.boards.map((one) => [`board:${one.board}`, one]))
  return {
    kind: 'tablee',
    port: server.port,
    board: (n) => `board:${found.boards[n]?.board ?? ''}`,
    watch: (n) => `observe/${found.watch}/${encodeURIComponent(found.boards[n]?.room ?? '')}`,
    ticket: (name, path, clients) => {
      const one = byName.get(name)
      return ticketFrom(agent, server.port, one?.token ?? '', JSON.stringify({ board: one?.board, path, clients }))
    },
  }
}

export function placeOf(server: Server): Place {
  if (server.kind === 'tablee') return tablee(server)
  return {
    kind: server.kind,
    port: server.port,
    board: (n) => `board-${n}`,
    watch: (n) => `board-${n}`,
    ticket: async () => 'open',
  }
}

/**
 * The board that every server starts from: eight entries to type into, and others that are merely there. `loaded` is a
 * board at the end of its day, some 120 KB as 500 entries that were typed and corrected leave it.
 */
export function seedBench(doc: Y.Doc, loaded = false): void {
  let chance = 1
  const below = (n: number): number => {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((chance / 2 ** 32) * n)
  }
  doc.transact(() => {
    const nodes = doc.getMap<Y.Map<unknown>>('nodes')
    const add = (id: string, kind: string, wording: string, order: string) => {
      const node = new Y.Map<unknown>()
      nodes.set(id, node)
      node.set('kind', kind)
      node.set('lang', 'en')
      node.set('order', order)
      node.set('at', 0)
      const text = new Y.Text(wording)
      node.set('wording', text)
      return text
    }
    for (let i = 0; i < 8; i += 1) add(benchNode(i), 'argument', '', `a${i}`)
    for (let i = 0; i < (loaded ? 500 : 60); i += 1) {
      const text = add(
        `kept-${i}`,
        'argument',
        `An entry that was here before, number ${i}, as long as such entries usually are.`,
        `b${String(i).padStart(3, '0')}`,
      )
      for (let corrected = 0; loaded && corrected < 4; corrected += 1) {
        text.insert(below(text.length), 'again ')
        text.delete(below(text.length - 3), 3)
      }
    }
  })
}

/** Seeds the peers through an ordinary editor; Tablée's boards are seeded by its own server before it says `ready`. */
export async function prepare(place: Place, loaded = false): Promise<void> {
  if (place.kind === 'tablee') return
  for (let n = 0; n < boards; n += 1) {
    const editor = edit(place, n, 0, () => undefined)
    await editor.synced
    seedBench(editor.doc, loaded)
    await new Promise((resolve) => setTimeout(resolve, 50))
    editor.close()
  }
}
