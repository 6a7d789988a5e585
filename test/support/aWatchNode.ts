/**
 * A watch node before a server of a test, as it stands before the owner of a hall: with a log that says who has which hall, and
 * that can freeze, name another owner, or hear nothing.
 */
import type { Clock } from '@tablee/server/clock'
import type { FeedParts } from '@tablee/server/hall/watch-feed'
import { createLogger } from '@tablee/server/ops/logger'
import { createWatchNode } from '@tablee/server/watch/node'
import type { Gone, Log, Owner } from '@tablee/server/watch/ports'
import { pathHash } from '@tablee/server/access/links'
import type { DialogueId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { everyAudience } from '@tablee/shared/view/audiences'
import { readView } from '@tablee/shared/view/read'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { TestServer } from './server.ts'
import { until } from '../view/hall.ts'

const built = fileURLToPath(new URL('../../client/dist/app', import.meta.url))
const signed = 'x-test-node'

/** The owner's side: it holds its halls until `lease.holds` says otherwise. */
export function aFeed() {
  const lease = { epoch: 1, holds: 5_000 }
  const feed: FeedParts = {
    fromNode: ({ headers }) => headers[signed] === 'a node',
    holding: () => ({ epoch: lease.epoch, holds: () => lease.holds }),
  }
  return { lease, feed }
}

/** What the log says, as a test wants it. */
export function aLog(server: Pick<TestServer, 'url' | 'dialogue' | 'tablee'>) {
  const owner = { node: 'owner', address: server.url, epoch: 1 }
  let frozen = false
  let gone: Gone | null = null
  const answers = <T>(value: T): Promise<T> => (frozen ? new Promise(() => undefined) : Promise.resolve(value))
  const log: Log = {
    leadsTo: (what, id) => answers(server.tablee.directory.leadsTo(what, id)),
    owners: (dialogues) => answers(new Map<DialogueId, Owner | Gone>(dialogues.map((id) => [id, gone ?? owner]))),
  }
  return {
    log,
    owner,
    /** Nothing is answered any more. */
    freeze: (): void => void (frozen = true),
    thaw: (): void => void (frozen = false),
    /** It is out of the cluster; null: back in it. */
    moves: (to: Gone | null): void => void (gone = to),
  }
}

export type Watching = Awaited<ReturnType<typeof aWatchNode>>

export async function aWatchNode(
  server: TestServer,
  {
    log = aLog(server).log,
    audiences = everyAudience,
    clock = Date.now,
  }: { log?: Log; audiences?: readonly Audience[]; clock?: Clock } = {},
) {
  /** What it asked of the owner, and for whom. */
  const asked: { readonly path: string; readonly address: string | null }[] = []
  const node = createWatchNode({
    port: 0,
    origins: null,
    tls: null,
    screens: built,
    log,
    signs({ path, address }) {
      asked.push({ path, address })
      return { [signed]: 'a node' }
    },
    audiences,
    clock,
    logger: createLogger({ level: 'fatal' }),
    incarnation: 'test',
    version: 'test',
  })
  const { port } = await node.listen()
  const ws = `ws://localhost:${port}`
  const url = `http://localhost:${port}`
  const closing: (() => void)[] = []

  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${url}${path}`, { headers })
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type') ?? '').includes('/json')
    return { status: answer.status, headers: answer.headers, text, body: isJson ? (JSON.parse(text) as unknown) : text }
  }
  /** As a page asks: once more where it is told to come again, as by a node whose machine was busy for seconds. */
  async function comes(path: string): ReturnType<typeof get> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await get(path)
      if (answer.status !== 503 || attempt > 40) return answer
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** The stock provider, and every byte that it gets; `room` as the list at the node names it. */
  async function follow(path: string, { table = 1, page = null as string | null } = {}) {
    const listed = (await comes(`/api/watch/${path}`)).body as {
      readonly tables: readonly { readonly table: number; readonly room: string }[]
    }
    const room = listed.tables.find((one) => one.table === table)?.room
    if (room === undefined) throw new Error(`nothing to watch of table ${table}: ${JSON.stringify(listed)}`)
    const heard: Buffer[] = []
    const codes: number[] = []
    let close: (code: number) => void = () => undefined
    const closed = new Promise<number>((resolve) => (close = resolve))
    class Listening extends WebSocket {
      constructor(address: string | URL) {
        super(address)
        this.on(
          'message',
          (data: Buffer | ArrayBuffer) =>
            void heard.push(Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data)),
        )
        this.on('close', (code) => {
          codes.push(code)
          close(code)
        })
      }
    }
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`${ws}/observe/${path}`, room, doc, {
      disableBc: true,
      params: page === null ? {} : { page, lang: 'fr' },
      WebSocketPolyfill: Listening as unknown as typeof globalThis.WebSocket,
    })
    closing.push(() => {
      provider.destroy()
      doc.destroy()
    })
    await new Promise<void>((resolve) => (provider.synced ? resolve() : provider.once('sync', () => resolve())))
    return {
      doc,
      room,
      provider,
      codes,
      /** The code of the first close. */
      closed,
      show: () => readView(doc),
      says: () => Object.values(readView(doc).nodes).map(({ wording }) => wording),
      bytes: (): Buffer => Buffer.concat(heard),
      until: (holds: () => boolean): Promise<number> => until(doc, holds),
    }
  }
  /** A raw socket: the code and reason that it ends with. */
  const ending = (path: string): Promise<{ readonly code: number; readonly reason: string }> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${ws}${path}`)
      socket.on('error', () => undefined)
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }))
    })
  return {
    node,
    url,
    ws,
    asked,
    follow,
    ending,
    get,
    comes,
    hash: pathHash,
    async close(): Promise<void> {
      for (const close of closing.splice(0)) close()
      await node.close()
    },
  }
}
