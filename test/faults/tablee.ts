/** The real server as a process on a data folder, and devices that enter it as browsers do: link, session, ticket, socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BoardId } from '@tablee/shared/ids'
import type { SessionAnswer } from '@tablee/shared/wire/access'
import type { Ticket } from '@tablee/shared/wire/document'
import type * as Y from 'yjs'
import { settingsOf } from '../support/postgresPlaces.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { Running } from './process.ts'

const main = new URL(
  process.env['SLOW_LOG'] === undefined ? '../../server/src/main.ts' : './main-child.ts',
  import.meta.url,
)

export class Process {
  readonly running: Running
  readonly port: number
  /** From the start of the process until it listens. */
  readonly readyMs: number

  private constructor(running: Running, port: number, readyMs: number) {
    this.running = running
    this.port = port
    this.readyMs = readyMs
  }

  static async start(
    folder: string,
    disk: 'measure' | 'aside' = 'measure',
    /** Settings beside those of a folder. */
    more: Readonly<Record<string, string>> = {},
  ): Promise<Process> {
    const place = await settingsOf(folder)
    const began = performance.now()
    const running = new Running(main, [], {
      PORT: '0',
      TABLEE_DATA: folder,
      TABLEE_LOG: 'warn',
      TABLEE_DISK: disk,
      ...place,
      ...more,
    })
    const line = await running.line((one) => one.startsWith('Tablée listens on '))
    return new Process(running, Number(/:(\d+)/.exec(line)?.[1]), performance.now() - began)
  }

  /** Tokens of the printed links whose label matches, e.g. those that open a table for editing. */
  async tokens(label: RegExp): Promise<readonly string[]> {
    await this.running.line((line) => line.startsWith('Each link is a key'))
    return this.running.lines.filter((line) => label.test(line)).map((line) => /#(\S+)/.exec(line)?.[1] ?? '')
  }

  async post<T>(path: string, body: unknown, session?: string): Promise<T> {
    const headers = {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
    }
    const answer = await fetch(`http://localhost:${this.port}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

/** Stays entered over the server's restarts: the session is kept, and so is the document. */
export class Device {
  readonly name: string
  readonly board: BoardId
  readonly session: string

  private constructor(name: string, board: BoardId, session: string) {
    this.name = name
    this.board = board
    this.session = session
  }

  static async enter(server: Process, token: string, name: string): Promise<Device> {
    const { session, me } = await server.post<SessionAnswer>('/api/sessions', { token, device: name })
    if (me.board === null || !me.mayEdit) throw new Error(`${name} may not edit: ${JSON.stringify(me)}`)
    return new Device(name, me.board, session)
  }

  /** A socket that is attached and synced. */
  async open(server: Process, doc: Y.Doc): Promise<RawEditor> {
    const { ticket } = await server.post<Ticket>(
      '/api/tickets',
      { board: this.board, path: 'collab', clients: [doc.clientID] },
      this.session,
    )
    const editor = new RawEditor({ url: `ws://localhost:${server.port}`, name: `board:${this.board}`, ticket, doc })
    await editor.ready()
    return editor
  }
}

export const newFolder = (): { readonly folder: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-faults-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
