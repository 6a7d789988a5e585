/** How the load reaches each server's boards, and the same seed for all of them. */
import * as Y from 'yjs'
import type { Place } from './client.ts'
import { benchNode, edit } from './client.ts'
import type { Server } from './servers.ts'

/** What `tablee-server.ts` prints when it is ready: its boards, their capability tokens and the watch link. */
export type TableeBoards = { readonly boards: readonly { readonly board: string; readonly token: string; readonly room: string }[]; readonly watch: string }

const boards = 12

function tablee(server: Server): Place {
  const base = `http://127.0.0.1:${server.port}`
  const found = JSON.parse(server.about) as TableeBoards
  const byName = new Map(found.boards.map((one) => [`board:${one.board}`, one]))
  return {
    kind: 'tablee',
    port: server.port,
    board: (n) => `board:${found.boards[n]?.board ?? ''}`,
    watch: (n) => `observe/${found.watch}/${encodeURIComponent(found.boards[n]?.room ?? '')}`,
    ticket: async (name, path, clients) => {
      const one = byName.get(name)
      const response = await fetch(`${base}/api/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${one?.token ?? ''}` },
        body: JSON.stringify({ board: one?.board, path, clients }),
      })
      if (!response.ok) throw new Error(`no ticket: ${response.status} ${await response.text()}`)
      return ((await response.json()) as { ticket: string }).ticket
    },
  }
}

export function placeOf(server: Server): Place {
  if (server.kind === 'tablee') return tablee(server)
  return { kind: server.kind, port: server.port, board: (n) => `board-${n}`, watch: (n) => `board-${n}`, ticket: async () => 'open' }
}

/** The board that every server starts from: one issue, eight entries to type into, and 60 that are merely there. */
export function seedBench(doc: Y.Doc): void {
  doc.transact(() => {
    const nodes = doc.getMap<Y.Map<unknown>>('nodes')
    const add = (id: string, kind: string, wording: string, order: string) => {
      const node = new Y.Map<unknown>()
      nodes.set(id, node)
      node.set('kind', kind)
      node.set('lang', 'en')
      node.set('order', order)
      node.set('at', 0)
      node.set('wording', new Y.Text(wording))
    }
    for (let i = 0; i < 8; i += 1) add(benchNode(i), 'argument', '', `a${i}`)
    for (let i = 0; i < 60; i += 1) add(`kept-${i}`, 'argument', `An entry that was here before, number ${i}, as long as such entries usually are.`, `b${String(i).padStart(2, '0')}`)
  })
}

/** Seeds the peers through an ordinary editor; Tablée's boards are seeded by its own server before it says `ready`. */
export async function prepare(place: Place): Promise<void> {
  if (place.kind === 'tablee') return
  for (let n = 0; n < boards; n += 1) {
    const editor = edit(place, n, 0, () => undefined)
    await editor.synced
    seedBench(editor.doc)
    await new Promise((resolve) => setTimeout(resolve, 50))
    editor.close()
  }
}
