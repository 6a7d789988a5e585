/**
 * A hall with observers: the real views over a journal and real sockets, followed by the stock WebsocketProvider. The
 * tables write straight into the journal (what the live server does after its gate).
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '@tablee/server/clock'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Journal } from '@tablee/server/journal/port'
import { pageIn } from '@tablee/server/view/names'
import { systemTimers, type Dialogues, type Timers } from '@tablee/server/view/ports'
import { createViews, type Views } from '@tablee/server/view/views'
import { serverKey } from '@tablee/server/access/keys'
import { seedBoard } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { BoardId, DialogueId, Lang, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import { everyAudience, observers } from '@tablee/shared/view/audiences'
import { defaultPolicy, type ViewPolicy } from '@tablee/shared/view/policy'
import type { project } from '@tablee/shared/view/project'
import { readView } from '@tablee/shared/view/read'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { askedLog } from '../support/slowLog.ts'

export const board = 'b1' as BoardId
export const link = 'watch-this'
const dialogue = 'd1' as DialogueId
const table = 't1' as TableId

export type Hall = Awaited<ReturnType<typeof aHall>>
export type Made = { journal?: Journal; clock?: Clock; timers?: Timers; project?: typeof project; question?: string }

export async function aHall({ clock = Date.now, timers = systemTimers, ...made }: Made = {}) {
  const journal = made.journal ?? memoryJournal({ clock, through: askedLog })
  let policy: ViewPolicy = defaultPolicy
  let revoked = false
  const alarms: string[] = []
  const programme = { session: 2, sessions: 5, title: 'Trust', startedAt: null, steps: [], now: 0 }
  const dialogues: Dialogues = {
    dialogue: () => ({ title: 'Driverless mobility', lang: 'en' }),
    tables: () => [{ id: table, number: 7, site: 'Lyon', siteId: 's1' as SiteId }],
    currentBoard: () => ({ id: board, session: 1 }),
    boardsOf: () => [{ id: board, session: 2 }],
    reached: () => true,
    asked: () => [],
    policy: () => policy,
    clock: () => programme,
    sitesTold: () => [],
    ownClock: () => ({}),
  }
  const start = (): Views =>
    createViews({
      audiences: everyAudience,
      journal,
      dialogues,
      clock,
      timers,
      links: {
        byPath: (path) => (path === link && !revoked ? { id: 'l1' as LinkId, dialogue, audience: observers } : null),
      },
      keyOf: () => serverKey(new Uint8Array(32).fill(7)),
      logger: { error: (_, message) => void alarms.push(message), warn: () => undefined },
      pausedBefore: new Set(policy.observation === 'paused' ? [board] : []),
      ...(made.project ? { project: made.project } : {}),
    })
  let views = start()

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 })
  const http = createServer()
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const [, , path = '', room = ''] = (request.url ?? '').split('?')[0]?.split('/').map(decodeURIComponent) ?? []
      views.accept(ws, path, room, { page: pageIn(request.url) })
    })
  })
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready))
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/observe/${link}`

  const doc = newBoardDoc()
  const followers: { provider: WebsocketProvider; doc: Y.Doc; heard: Buffer[] }[] = []

  async function append(kind: 'update' | 'command', data: Uint8Array, before: number): Promise<void> {
    const after = Y.getState(doc.store, doc.clientID)
    const name = `board:${board}`
    const result = await journal.append({
      doc: name,
      epoch: journal.head(name).epoch,
      kind,
      author: 'reporter',
      device: 'd',
      data,
      deps: [],
      writers: after > before ? [{ client: doc.clientID, from: before, to: after }] : [],
    })
    if (!result.ok) throw new Error(result.problem.code)
  }

  const roomNow = (): string => {
    const room = views.list(link)?.tables[0]?.room
    if (!room) throw new Error('the link lists no room')
    return room
  }

  const hall = {
    journal,
    doc,
    url,
    alarms,
    get views() {
      return views
    },
    get policy() {
      return policy
    },
    /** One change of the board, committed. */
    async edit(change: (doc: Y.Doc) => unknown): Promise<void> {
      const updates: Uint8Array[] = []
      const take = (update: Uint8Array): void => void updates.push(update)
      const before = Y.getState(doc.store, doc.clientID)
      doc.on('update', take)
      change(doc)
      doc.off('update', take)
      if (updates.length > 0) await append('update', Y.mergeUpdates(updates), before)
    },
    async command(data: { kind: 'curtain'; to: 'open' | 'drawn' } | { kind: 'release' }): Promise<void> {
      if (data.kind === 'curtain') policy = { ...policy, curtain: data.to }
      const at = Y.getState(doc.store, doc.clientID)
      await append('command', new TextEncoder().encode(JSON.stringify({ ...data, by: 'reporter', command: 'c' })), at)
    },
    setPolicy(change: Partial<ViewPolicy>): Promise<void> {
      policy = { ...policy, ...change }
      return views.policyChanged(board)
    },
    revoke(): void {
      revoked = true
      views.disconnect('l1' as LinkId)
    },
    room: roomNow,
    /** The stock provider, unchanged; `heard` collects every raw byte it gets. */
    follow(
      copy = new Y.Doc(),
      page: string | null = null,
    ): { provider: WebsocketProvider; doc: Y.Doc; heard: Buffer[] } {
      const room = roomNow()
      const heard: Buffer[] = []
      class Listening extends WebSocket {
        constructor(address: string | URL) {
          super(address)
          this.on(
            'message',
            (data: Buffer | ArrayBuffer) =>
              void heard.push(Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data)),
          )
        }
      }
      const provider = new WebsocketProvider(url, room, copy, {
        disableBc: true,
        params: page === null ? {} : { page },
        WebSocketPolyfill: Listening as unknown as typeof globalThis.WebSocket,
      })
      const follower = { provider, doc: copy, heard }
      followers.push(follower)
      return follower
    },
    /** The same journal, a new process; sockets end as at a shutdown. */
    async restart(): Promise<void> {
      await views.close()
      views = start()
    },
    /** The process is gone without a word: nothing is closed in an orderly way. */
    crash(): void {
      const old = views
      views = start()
      for (const socket of sockets.clients) socket.terminate()
      void old.close()
    },
    async close(): Promise<void> {
      for (const { provider, doc: copy } of followers) {
        provider.destroy()
        copy.destroy()
      }
      await views.close()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await new Promise((done) => http.close(done))
    },
  }
  await hall.edit((fresh) =>
    seedBoard(fresh, { board, question: made.question ?? 'Who answers?', lang: 'en' as Lang, seats: 6, table: 7 }),
  )
  return hall
}

/** Resolves when `holds` does, asked after each change of the document; an event, not a wait. */
export function until(doc: Y.Doc, holds: () => boolean): Promise<number> {
  const began = performance.now()
  if (holds()) return Promise.resolve(0)
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return
      doc.off('update', look)
      resolve(performance.now() - began)
    }
    doc.on('update', look)
  })
}

export const synced = (provider: WebsocketProvider): Promise<void> =>
  new Promise((resolve) => {
    if (provider.synced) return resolve()
    provider.once('sync', () => resolve())
  })

export const wordings = (doc: Y.Doc): string[] =>
  Object.values(readView(doc).nodes)
    .map(({ wording }) => wording)
    .sort()
export const stateOf = (doc: Y.Doc): unknown => doc.getMap('view').get('state')
export const said = (doc: Y.Doc): string[] =>
  [...doc.getMap<{ text: string }>('words').values()].map(({ text }) => text).sort()

/** Everything a view document shows. */
export const shownBy = (doc: Y.Doc): object => readView(doc)
