/** A browser at a table, with the client's own link: it stays over restarts of the server and over another one's taking over. */
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import { WebSocket } from 'ws'
import type { Environment } from '@tablee/client/link/environment'
import type { TableLink } from '@tablee/client/link/link'
import { enter, type Session } from '@tablee/client/link/session'
import { carriesTerm } from '@tablee/client/hold/term'
import { openTable } from '@tablee/client/link/table'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId } from '@tablee/shared/ids'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const storage = () => {
  const map = new Map<string, string>()
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  }
}

export class Browser {
  readonly network = { up: true }
  readonly environment: Environment
  link!: TableLink
  session!: Session
  board!: string
  private constructor(origin: () => string) {
    const { network } = this
    const local = storage()
    this.environment = {
      // Asked each time: a machine may get another address.
      get origin() {
        return origin()
      },
      fetch: carriesTerm(local, (url, init) =>
        network.up ? fetch(url, init) : Promise.reject(new TypeError('offline')),
      ),
      WebSocket: class extends WebSocket {
        constructor(url: string) {
          super(network.up ? url : 'ws://127.0.0.1:1')
          // A socket that is given up while it opens: a browser's says nothing.
          this.on('error', () => undefined)
        }
      } as unknown as Environment['WebSocket'],
      indexedDB: new FakeIDB() as unknown as IDBFactory,
      IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
      local,
      tab: storage(),
      now: () => Date.now(),
      random,
      onOnline: () => () => undefined,
      onOffline: () => () => undefined,
      onHide: () => () => undefined,
      later: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    }
  }
  static async at(origin: string | (() => string), token: string): Promise<Browser> {
    const browser = new Browser(typeof origin === 'string' ? () => origin : origin)
    const entered = await enter(browser.environment, { token })
    if (!entered.ok || entered.value.me.board === null) throw new Error(JSON.stringify(entered))
    browser.session = entered.value
    browser.board = entered.value.me.board
    browser.link = openTable({ board: browser.board, session: browser.session, environment: browser.environment })
    await browser.until('live', () => browser.link.status().state === 'live')
    return browser
  }
  /** Resolves when it holds, asked after each change; rejects after a while, saying what was awaited. */
  until(what: string, holds: () => boolean, ms = 60_000): Promise<void> {
    const { link } = this
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer)
        clearInterval(again)
        off()
        settle()
      }
      const timer = setTimeout(
        () => done(() => reject(new Error(`never: ${what}: ${JSON.stringify([link.status(), link.light()])}`))),
        ms,
      )
      const look = () => holds() && done(resolve)
      const again = setInterval(look, 100)
      const off = link.subscribe(look)
      queueMicrotask(look)
    })
  }
  add(wording: string): NodeId {
    const id = newId<NodeId>(random)
    const done = edit.addNode(
      this.link.doc,
      { who: this.link.me.who, why: 'add' },
      { id, kind: 'issue', wording, lang: 'en' as Lang, at: Date.now() },
    )
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return id
  }
  wordings = (): readonly string[] => [...readBoard(this.link.doc).nodes.values()].map(({ wording }) => wording)
  isSaved = (): boolean => this.link.light().kind === 'saved'
  saved = (): Promise<void> => this.until('saved', this.isSaved)
  back(): void {
    this.network.up = true
    this.link.retry()
  }
}
