/**
 * Everybody comes when the moderator says *now*, from one address, as behind the router of a hall: editors with a ticket and
 * two sockets, phones until their person sits. How many are in at the first try, and when; who is not is told why.
 *   pnpm bench --crowd
 */
import { Agent, request } from 'node:http'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { encodeHello } from '@tablee/shared/wire/presence'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import type { TableeBoards } from './places.ts'
import { start } from './servers.ts'
import { openSocket, type RawSocket } from './socket.ts'
import { quantile } from './stats.ts'

const people = 1_600
const tables = 200
const who = ['editors', 'phones'] as const
type Who = (typeof who)[number]

type Table = TableeBoards['boards'][number]
type Place = { readonly port: number; readonly within: string; readonly agent: Agent }
/** What one person came to. */
type Came = { readonly in: number; readonly presence: number }
/** Not let in: why, in the server's words. */
class SentAway extends Error {}

/** Each question of everybody on a connection of its own, where the one before has not been answered. */
function ask<T>({ port, within, agent }: Place, path: string, as: string | null, body: object | null): Promise<T> {
  const text = body === null ? '' : JSON.stringify(body)
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(as === null ? {} : { authorization: `Bearer ${as}` }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: '127.0.0.1',
        path: `/${within}api/${path}`,
        method: body === null ? 'GET' : 'POST',
        agent,
        headers,
      },
      (response) => {
        let said = ''
        response.setEncoding('utf8').on('data', (part: string) => (said += part))
        response.on('end', () =>
          (response.statusCode ?? 0) < 300
            ? resolve(JSON.parse(said) as T)
            : reject(new SentAway(`${path}: ${response.statusCode} ${said}`)),
        )
      },
    )
    asked.on('error', (cause) => reject(new SentAway(`${path}: ${cause.message}`)))
    asked.end(text)
  })
}

/** A socket that says `first` and resolves with the first frame that is what it came for. */
function opened(
  { port, within }: Place,
  path: string,
  first: readonly Uint8Array[],
  wanted: (frame: Uint8Array) => boolean,
  open: RawSocket[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const on = {
      open: (socket: RawSocket) => first.forEach(socket.send),
      message: (frame: Uint8Array) => void (wanted(frame) && resolve()),
      closed: (why: string) => reject(new SentAway(`${path}: ${why}`)),
    }
    open.push(openSocket(port, `${within}${path}`, on, '127.0.0.1'))
  })
}

/** As the table's page comes in: its ticket, the board, and when that is there who else is. */
async function editor(place: Place, { board, token }: Table, open: RawSocket[]): Promise<Came> {
  const began = performance.now()
  const clients = [new Y.Doc().clientID]
  type Granted = { readonly ticket: string; readonly presence: string }
  const granted = await ask<Granted>(place, 'tickets', token, { board, path: 'collab', clients, presence: true })
  const name = `board:${board}`
  const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
    encoding.encode((encoder) => (encoding.writeVarString(encoder, name), write(encoder)))
  const hello = frame((encoder) => {
    for (const n of [2, 0]) encoding.writeVarUint(encoder, n)
    for (const text of [granted.ticket, '4.8.0']) encoding.writeVarString(encoder, text)
  })
  const step1 = frame((encoder) => {
    for (const n of [0, 0]) encoding.writeVarUint(encoder, n)
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0))
  })
  const at = 1 + name.length
  const isBoard = (frame: Uint8Array): boolean => (frame[at] === 0 || frame[at] === 4) && frame[at + 1] === 1
  await opened(place, 'collab', [hello, step1], isBoard, open)
  const isIn = performance.now() - began
  await opened(place, 'presence', [encodeHello(granted.presence)], () => true, open)
  return { in: isIn, presence: performance.now() - began }
}

/** As a phone comes in: by the table's card, looks which seats are free, and sits down. Then it asks what there is to do. */
async function phone(place: Place, { card }: Table, n: number): Promise<Came> {
  const began = performance.now()
  const { session } = await ask<{ session: string }>(place, 'sessions', null, { token: card, device: `phone-${n}` })
  for (let looks = 0; looks < 2; looks += 1) await ask(place, 'seats', session, null)
  const seat = `T${(n % tables) + 1}-${String(Math.floor(n / tables) + 1).padStart(2, '0')}`
  const consent = { version: 'bench', quoted: true, observed: true, lang: 'en' }
  await ask(place, 'seats', session, { id: `sit-${n}`, seat, consent })
  const isIn = performance.now() - began
  await ask(place, 'seat', session, null)
  return { in: isIn, presence: performance.now() - began }
}

async function once(what: Who, database?: string): Promise<string> {
  const phones = what === 'phones'
  const server = await start('tablee', undefined, { tables, phones, ...(database === undefined ? {} : { database }) })
  const { boards, within = '' } = JSON.parse(server.about) as TableeBoards
  const place: Place = { port: server.port, within, agent: new Agent({ keepAlive: true }) }
  const open: RawSocket[] = []
  const before = server.cost()
  const used = process.cpuUsage()
  const ends = await Promise.allSettled(
    Array.from({ length: people }, (_, n) => {
      const table = boards[n % tables]
      if (table === undefined) throw new Error('a table is missing')
      return phones ? phone(place, table, n) : editor(place, table, open)
    }),
  )
  const { cpuMs, waitedMs } = server.cost()
  const own = process.cpuUsage(used)
  for (const socket of open) socket.close()
  place.agent.destroy()
  await server.dispose()

  const came = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  const away = new Map<string, number>()
  for (const end of ends) {
    if (end.status === 'fulfilled') continue
    const why = end.reason instanceof SentAway ? end.reason.message : String(end.reason)
    away.set(why, (away.get(why) ?? 0) + 1)
  }
  const times = (pick: (one: Came) => number): string =>
    [0.5, 0.99].map((q) => (quantile(came.map(pick), q) / 1_000).toFixed(1)).join(' and ')
  return [
    `${came.length} of ${people} ${what} in at the first try, after ${times((one) => one.in)} s (p50, p99), with all that follows ${times((one) => one.presence)} s; server ${((cpuMs - before.cpuMs) / 1_000).toFixed(1)} s of processor, waited ${((waitedMs - before.waitedMs) / 1_000).toFixed(1)} s for it; load ${((own.user + own.system) / 1e6).toFixed(1)} s`,
    ...[...away].map(([why, n]) => `  ${n} x ${why}`),
  ].join('\n')
}

/** Editors, then phones, with SQLite and at a node. Each of them tries once: what sends somebody away is what is looked for. */
export async function crowdComes(): Promise<void> {
  for (const what of who) console.log(`SQLite: ${await once(what)}`)
  if (postgresMissing !== null) return console.log(`not run: a node (${postgresMissing})`)
  const postgres = await startPostgres()
  try {
    for (const what of who) console.log(`node: ${await once(what, await postgres.database())}`)
  } finally {
    await postgres.stop()
  }
}
