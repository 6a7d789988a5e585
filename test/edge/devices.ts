/** Devices of people, as their pages are: the client's own link, on a node of their own choice. */
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import type { Environment } from '@tablee/client/link/environment'
import { enter, type Session } from '@tablee/client/link/session'
import { openTable } from '@tablee/client/link/table'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type BoardId, type Lang, type NodeId, type RelationId } from '@tablee/shared/ids'
import { WebSocket } from 'ws'
import type * as Y from 'yjs'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** `page`: of which its sockets say that they are; null: of none, as where a balancer has another name than a node. */
function device(origin: string, page: string | null): Environment {
  return {
    origin,
    fetch: (url, init) => fetch(url, init),
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(url, page === null ? {} : { origin: page })
      }
    } as unknown as Environment['WebSocket'],
    indexedDB: new FakeIDB() as unknown as IDBFactory,
    IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
    local: storage(),
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

export async function entered(
  origin: string,
  token: string,
  page: string | null = origin,
): Promise<{ environment: Environment; session: Session }> {
  const environment = device(origin, page)
  const answer = await enter(environment, { token })
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
  return { environment, session: answer.value }
}

export type Link = ReturnType<typeof openTable>
/** At a board, and all of it is there. */
export async function sat(origin: string, token: string, board: BoardId, page: string | null = origin): Promise<Link> {
  const link = openTable({ board, ...(await entered(origin, token, page)) })
  await when(`at ${board}`, link.subscribe, () => link.status().state === 'live' && link.light().kind === 'saved')
  return link
}

/** Resolves with the time at which it holds; `listen` says when to look again. */
export const when = (
  what: string,
  listen: (look: () => void) => () => void,
  holds: () => boolean,
  patience = 20_000,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`never came: ${what}`)), patience)
    let stop = () => {}
    const look = () => {
      if (!holds()) return
      clearTimeout(tooLate)
      queueMicrotask(() => stop())
      resolve(performance.now())
    }
    stop = listen(look)
    look()
  })

export const ofDoc = (doc: Y.Doc) => (look: () => void) => {
  doc.on('afterTransaction', look)
  return () => doc.off('afterTransaction', look)
}
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A position on the board's first issue. */
export function said({ doc, me }: Link, wording: string): void {
  const issue = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'issue')
  if (issue === undefined) throw new Error('a board without an issue')
  const done = edit.addNode(
    doc,
    { who: me.who, why: 'add' },
    {
      id: newId<NodeId>(random),
      kind: 'position',
      wording,
      lang: 'en' as Lang,
      at: Date.now(),
      place: { relation: newId<RelationId>(random), kind: 'answers', to: issue.id },
    },
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
export const wordings = ({ doc }: Link): readonly string[] =>
  [...readBoard(doc).nodes.values()].map(({ wording }) => wording)
