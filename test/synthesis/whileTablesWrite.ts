/** A hall that writes as on a dialogue day (W1), and what it costs that somebody has pages of a theme team open meanwhile. */
import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Ticket } from '@tablee/shared/wire/document'
import type * as Y from 'yjs'
import { RawEditor } from '../support/rawEditor.ts'
import type { Hall } from '../voices/hall.ts'

/** Eight editors of a table, each two edits a second. */
const editsOfTable = 16
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** `edit` is called for each edit, with how many there were before it. */
export async function tablesWrite(hall: Hall, tables: number, edit: (doc: Y.Doc, n: number) => void) {
  const editors = await Promise.all(
    Array.from({ length: tables }, async (_, index) => {
      const board = hall.board(index + 1, 1)
      const { session } = await hall.enter('reporter', index + 1)
      const body = { board, path: 'collab', clients: [1000 + index] }
      const { ticket } = (await hall.api('/api/tickets', { as: session, body })).body as Ticket
      const editor = new RawEditor({ url: hall.ws, name: `board:${board}`, ticket, clientID: 1000 + index })
      await editor.ready()
      return editor
    }),
  )
  let writing = true
  let edits = 0
  const typing = editors.map(async ({ doc }, table) => {
    await pause((table * 1000) / editsOfTable / tables)
    for (let next = performance.now(); writing; ) {
      next += 1000 / editsOfTable
      edit(doc, edits)
      edits += 1
      await pause(Math.max(0, next - performance.now()))
    }
  })
  return {
    edits: () => edits,
    async stop(): Promise<void> {
      writing = false
      await Promise.all(typing)
      for (const { ws } of editors) ws.close()
    },
  }
}

/** The answer's bytes, unread: what a page makes of it is its own time. */
const heard = (hall: Hall, path: string, as: string, signal: AbortSignal): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${as}`, 'accept-encoding': 'gzip' }
    get(`${hall.url}${path}`, { headers, signal }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', () => resolve(null))
      answer.on('end', () => resolve(Buffer.concat(parts)))
    }).on('error', () => resolve(null))
  })

/** A page asks for what is another since it was told; with `everyMs` so often for all of it. */
export type OpenPage = { readonly path: string; readonly as: string; readonly everyMs?: number }

/** What a second costs of a core while these are open, and how many answers of how many bytes they got in it. */
export async function costOf(hall: Hall, pages: readonly OpenPage[], seconds: number) {
  const leaves = new AbortController()
  let [answers, bytes] = [0, 0]
  async function follow({ path, as, everyMs }: OpenPage): Promise<void> {
    for (let after = ''; !leaves.signal.aborted; ) {
      const body = await heard(hall, `${path}${after}`, as, leaves.signal)
      if (body === null) return
      answers += 1
      bytes += body.length
      if (everyMs !== undefined) await pause(everyMs)
      else {
        const text = body[0] === 0x1f ? gunzipSync(body) : body
        const [, version = ''] = /"version":"([^"]+)"/.exec(text.subarray(0, 100).toString()) ?? []
        after = `${path.includes('?') ? '&' : '?'}after=${version}`
      }
    }
  }
  const open = pages.map(follow)
  await pause(500)
  ;[answers, bytes] = [0, 0]
  const [before, began] = [process.cpuUsage(), performance.now()]
  await pause(seconds * 1000)
  const { user, system } = process.cpuUsage(before)
  const lasted = performance.now() - began
  leaves.abort()
  await Promise.all(open)
  return { core: (user + system) / 1000 / lasted, answers: (answers * 1000) / lasted, bytes: (bytes * 1000) / lasted }
}

export const middleOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
