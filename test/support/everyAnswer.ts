/**
 * Every answer of every route that is asked with GET, by HTTP alone, so that any version of the server can be asked: what
 * one version answers is compared with what another does, or with what the same one answers after a rebuild.
 * A route that is new is asked without a word here, as long as its parameters have ids; else this says which lacks them.
 */
import { createHash } from 'node:crypto'
import type { WatchList } from '@tablee/shared/wire/watch'
import { readView } from '@tablee/shared/view/read'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { contentOf } from './rawBoard.ts'

/**
 * Who asks, with the secret of a session or as nobody, and of what: ids by a parameter's name, as the routes call it.
 * Without ids: only what has no parameter.
 */
export type Reader = { readonly name: string; readonly session: string | null; readonly ids: AskedWith | null }
/** JSON as it came; of anything else the digest. */
export type Told = { readonly status: number; readonly body: unknown }
export type Answers = Readonly<Record<string, Told>>
export type AskedWith = Readonly<Record<string, readonly string[]>>

/** What is not data: not asked, and why. */
export const notAsked: Readonly<Record<string, string>> = {
  '/openapi.json': 'says what the program is, not what it keeps',
  '/metrics': 'says how the process does, not what it keeps',
  '/api/ready': 'says of the machine and its folder whether a day can begin, not what it keeps',
  '/api/dialogues/{dialogue}/backup': 'says what is being made or put back just now, and which files lie beside',
  '/api/dialogues/{dialogue}/backup/files/{file}': 'a file for somebody to download, of the moment when it was made',
  '/api/dialogues/{dialogue}/uploads': 'what is on its way just now, and how much room the disk has',
  '/api/dialogues/{dialogue}/uploads/{upload}': 'what is on its way just now',
  '/api/dialogues/{dialogue}/media': 'a ticket of this moment, for one session',
  '/api/dialogues/{dialogue}/media/{ticket}/{file}': 'bytes under their hash, by a ticket of some moment',
  '/api/watch/{link}/media/{file}': 'bytes under their hash',
  '/api/dialogues/{dialogue}/changes': 'names versions of what is asked besides',
  '/api/watch/{link}/changes': 'names versions of what is asked besides',
  '/api/dialogues/{dialogue}/sites/{site}/room':
    'says who is there just now, under a version that this process gave it',
  '/api/dialogues/{dialogue}/sites/{site}/seats': 'says in which session each seat is just now',
  '/api/dialogues/{dialogue}/paper/{job}': 'a print lives in memory, for the session that asked for it',
  '/api/dialogues/{dialogue}/paper/{job}/files/{file}': 'a print lives in memory, for the session that asked for it',
}

/** The server's clock goes on by this much before each request, so that nobody who asks so much is told to wait. */
export const askedEvery = 5_000

type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

/** Each of these is made by a worker of its own, a fifth of a second: asked of one id, not of all. */
export const inAWorker = /\/(export\/\w+|map|drawing)$|\{hash\}\/(?!text)\w+$/

/** What every dialogue has, whatever was done in it. */
const always: AskedWith = {
  theme: ['none'],
  code: ['none'],
  round: ['none'],
  upload: ['none'],
  ticket: ['none'],
  file: ['none'],
  number: ['1'],
}

/** Every way to fill in a path's parameters; `board` and `dialogue` in one path belong together. */
function filled(path: string, ids: AskedWith | null, dialogueOf: ReadonlyMap<string, string>): readonly string[] {
  if (ids === null) return path.includes('{') ? [] : [path]
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  let ways: readonly Readonly<Record<string, string>>[] = [{}]
  for (const name of names) {
    const known = ids[name] ?? always[name]
    if (known === undefined)
      throw new Error(`${path}: no id is known for {${name}}; name some where everyAnswer is called, or in notAsked`)
    const some = inAWorker.test(path) ? known.slice(0, 1) : known
    ways = ways.flatMap((way) => some.map((id) => ({ ...way, [name]: id })))
  }
  return ways
    .filter(
      ({ board, dialogue }) => board === undefined || dialogue === undefined || dialogueOf.get(board) === dialogue,
    )
    .map((way) => path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(way[name] ?? '')))
}

const digest = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

async function bodyOf(answer: Response, url: string): Promise<unknown> {
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  if (type === 'application/x-ndjson') return played(text)
  if (!type.endsWith('/json')) return digest(bytes)
  // Cards say where this server is reached, and some answers when they were given.
  return JSON.parse(
    text.replaceAll(new RegExp(`https?://[^/"]+:${new URL(url).port}/`, 'g'), 'http://here/'),
    (key, value: unknown) => (key === 'now' ? undefined : value),
  )
}

/** A film's frames by what the board holds after each: where it goes on in another epoch, Yjs draws the bytes anew. */
function played(lines: string): unknown {
  const doc = new Y.Doc()
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const frame = JSON.parse(line) as { readonly update?: string | null }
      if (typeof frame.update !== 'string') return frame
      Y.applyUpdate(doc, Buffer.from(frame.update, 'base64'))
      return {
        ...frame,
        update: digest(JSON.stringify(sorted({ ...contentOf(doc), canvas: doc.getMap('canvas').toJSON() }))),
      }
    })
}

/** Which cards may be the same is looked for while there is time: it is there sooner or later, and the version with it. */
function foundLater(path: string, body: unknown): unknown {
  if (!path.endsWith('/hall-map') || typeof body !== 'object' || body === null) return body
  return { ...body, asked: [], waiting: 0, version: '' }
}

export async function everyAnswer({
  url,
  readers,
  dialogueOf = new Map(),
  only = () => true,
  beforeEach = () => {},
}: {
  readonly url: string
  readonly readers: readonly Reader[]
  readonly dialogueOf?: ReadonlyMap<string, string>
  /** Which routes, as they are described. */
  readonly only?: (route: string) => boolean
  readonly beforeEach?: () => void
}): Promise<Answers> {
  const described = (await (await fetch(`${url}/openapi.json`)).json()) as Described
  const routes = Object.entries(described.paths).flatMap(([path, methods]) =>
    'get' in methods && !(path in notAsked) && only(path) ? [path] : [],
  )
  const told: Record<string, Told> = {}
  for (const { name, session, ids } of readers)
    for (const path of routes.flatMap((route) => filled(route, ids, dialogueOf))) {
      beforeEach()
      const answer = await fetch(`${url}${path}`, {
        headers: session === null ? {} : { authorization: `Bearer ${session}` },
      })
      const body = foundLater(path, await bodyOf(answer, url))
      told[`${name} ${path}`] = { status: answer.status, body }
    }
  return told
}

/** What a stock observer has of every room that a link opens, as text. */
export async function everyRoom(url: string, link: string): Promise<Readonly<Record<string, string>>> {
  const list = async (): Promise<WatchList> => (await (await fetch(`${url}/api/watch/${link}`)).json()) as WatchList
  const rooms = await Promise.all(
    (await list()).tables.map(async (first, n) => {
      // A view that begins anew when somebody comes sends them to its next room.
      for (let { room } = first, tries = 1; tries <= 5; tries += 1) {
        const text = await roomNow(url, link, room)
        if (text !== null) return [room, text] as const
        room = (await list()).tables[n]?.room ?? room
      }
      throw new Error(`${first.room} lets nobody in`)
    }),
  )
  return Object.fromEntries(rooms)
}

/** Null when the socket is closed before it has everything. */
async function roomNow(url: string, link: string, room: string): Promise<string | null> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/observe/${link}`, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  const came = await new Promise<boolean>((resolve) => {
    provider.once('sync', () => resolve(true))
    provider.once('connection-close', () => resolve(false))
  })
  const text = JSON.stringify(sorted(readView(doc)))
  provider.destroy()
  doc.destroy()
  return came ? text : null
}

/** Keys in one order: a map's own is the order in which its entries came. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
