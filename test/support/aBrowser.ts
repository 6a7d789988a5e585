/** A browser at a table, with the client's own link: it stays over restarts of the server and over another one's taking over. */
import type { Environment } from '@tablee/client/link/environment'
import type { TableLink } from '@tablee/client/link/link'
import type { Session } from '@tablee/client/link/session'
import { openTable } from '@tablee/client/link/table'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId } from '@tablee/shared/ids'
import { aDevice, boardOf, entered } from './aDevice.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

export class Browser {
  readonly network = { up: true }
  readonly environment: Environment
  link!: TableLink
  session!: Session
  board!: string
  /** `page` as of `aDevice`. */
  constructor(origin: string | (() => string), page = false) {
    this.environment = aDevice(origin, { network: this.network, page })
  }
  static async at(origin: string | (() => string), token: string): Promise<Browser> {
    const browser = new Browser(origin)
    await browser.enter(token)
    return browser
  }
  async enter(token: string): Promise<void> {
    this.session = await entered(this.environment, token)
    this.board = boardOf(this.session)
    this.open()
    await this.until('live', () => this.link.status().state === 'live')
  }
  /** Its page, also after one that was closed: what lies on its disk is there again. */
  open(): void {
    this.link = openTable({ board: this.board, session: this.session, environment: this.environment })
  }
  /** Resolves when it holds, asked after each change; rejects after a while, saying what was awaited. */
  until(what: string, holds: () => boolean, ms = 60_000): Promise<void> {
    const { link } = this
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer)
        clearInterval(again)
        off()
        doc.off('update', look)
        settle()
      }
      const timer = setTimeout(
        () => done(() => reject(new Error(`never: ${what}: ${JSON.stringify([link.status(), link.light()])}`))),
        ms,
      )
      const look = () => holds() && done(resolve)
      const again = setInterval(look, 100)
      const off = link.subscribe(look)
      // The rebuilt document is another one; its first change is told by the link.
      const { doc } = link
      doc.on('update', look)
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
