/**
 * Addresses with their dialogue in them, over real HTTP and sockets: every route of the running application, asked for
 * in its dialogue, in another one and in one that is not there.
 */
import { readFileSync } from 'node:fs'
import { routesOf, type Route } from '@tablee/server/http/openapi'
import type { DialogueId } from '@tablee/shared/ids'
import { defaultLimits } from '@tablee/server/live/limits'
import { addressIn } from '@tablee/shared/wire/address'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Ticket } from '@tablee/shared/wire/document'
import type { SessionAnswer } from '@tablee/shared/wire/access'
import type { WatchList } from '@tablee/shared/wire/watch'
import { encodeHello } from '@tablee/shared/wire/presence'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer, type Reply, type TestServer } from '../support/server.ts'

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const other = 'our-square' as DialogueId
const nowhere = 'no-such-dialogue'

let server: TestServer
/** Of the demo's dialogue and of the other one. */
let mine = ''
let theirs = ''
/** Of the demo's: what a path may name. */
const named: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer()
  mine = (await server.enter('organiser')).session
  const file = (/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '').replace(
    /"window": \{[^}]*\}/,
    '"window": { "days": 1 }',
  )
  await server.api('/api/dialogues?file=square.json', { as: mine, bytes: new TextEncoder().encode(file) })
  const { links: theirLinks } = server.hall(other).access
  const links = theirLinks.list(other)
  const theirLink = links.find(({ role }) => role === 'organiser')
  if (theirLink === undefined) throw new Error('the other dialogue was not founded')
  theirs = (await enter('/api/sessions', theirLinks.derive(theirLink).token)).body.session
  const analyst = (await server.enter('analyst')).session
  const board = server.board(1, 2)
  const taken = await server.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
  const { hash } = taken.body as { hash: string }
  Object.assign(named, {
    board,
    dialogue: server.dialogue,
    hash,
    a: hash,
    b: hash,
    watch: server.link('observer').path,
  })
  named['link'] = server.link('observer').id
}, 60_000)
afterAll(() => server.close())

async function enter(path: string, token: string): Promise<Reply & { readonly body: SessionAnswer }> {
  const reply = await server.api(path, { body: { token, device: 'a-device' } })
  return { ...reply, body: reply.body as SessionAnswer }
}
const pathOf = ({ path, declared }: Route): string =>
  path
    .replace(/\{[^}]*\}/g, '')
    .replace(/:(\w+)/g, (_, name: string) =>
      name === 'link' && declared?.at === 'watch' ? (named['watch'] ?? '') : (named[name] ?? 'x'.repeat(16)),
    )
const routes = (): readonly Route[] =>
  routesOf(server.parts.app).filter(({ declared }) => declared !== null && declared.action !== 'anybody')
const scopeOf = ({ declared }: Route) => declared?.at ?? 'none'
const ask = (route: Route, dialogue: string, as: string | undefined, body?: unknown): Promise<Reply> =>
  server.api(addressIn(dialogue, pathOf(route)), {
    method: route.method,
    as,
    ...(body === undefined ? {} : { body }),
  })

describe('another dialogue’s address', () => {
  it('[HTTP61] holds nothing of this one: each route answers as if the dialogue were not there, and as if the place were not', async () => {
    let asked = 0
    for (const route of routes()) {
      const name = `${route.method} ${route.path}`
      asked += 1
      if (scopeOf(route) === 'watch') {
        const found = await Promise.all([other, nowhere].map((dialogue) => ask(route, dialogue, undefined)))
        for (const { status, body } of found)
          expect([name, status, body]).toEqual([name, 401, { problem: { code: 'link-unknown' } }])
        continue
      }
      // Who is of this dialogue and asks in another one, or in none.
      for (const dialogue of [other, nowhere]) {
        const { status, body } = await ask(route, dialogue, mine)
        expect([name, dialogue, status, body]).toEqual([
          name,
          dialogue,
          404,
          { problem: { code: 'not-found', what: 'route' } },
        ])
        // What is told of the process is in no dialogue's address, for nobody.
        const stranger = route.path === '/metrics' ? 404 : 401
        expect([name, (await ask(route, dialogue, undefined)).status]).toEqual([name, stranger])
      }
      // Who is of the other one, and asks there for what is this one's.
      if (scopeOf(route) === 'none') continue
      const { status, body } = await ask(route, other, theirs)
      expect([name, status, body]).toEqual([name, 404, { problem: { code: 'not-found', what: scopeOf(route) } }])
    }
    expect(asked).toBeGreaterThan(45)
  })

  it('[HTTP61] opens with no card and no code of this one, and says what it says to any other', async () => {
    const { token } = server.link('facilitator', 1)
    const { code } = server.link('citizen', 1)
    expect((await enter('/api/sessions', token)).status).toBe(201)
    const inside = await enter(addressIn(server.dialogue, '/api/sessions'), token)
    expect([inside.status, inside.body.me.dialogue]).toEqual([201, server.dialogue])
    const spoken = { code, device: 'another-device' }
    expect((await server.api(addressIn(server.dialogue, '/api/sessions'), { body: spoken })).status).toBe(201)
    for (const dialogue of [other, nowhere]) {
      const path = addressIn(dialogue, '/api/sessions')
      expect(await enter(path, token)).toMatchObject({ status: 401, body: { problem: { code: 'link-unknown' } } })
      const coded = await server.api(path, { body: { code, device: `device-of-${dialogue}` } })
      expect([coded.status, coded.body]).toMatchObject([401, { problem: { code: 'code-unknown' } }])
    }
  })

  it('[HTTP61] opens no socket with a ticket or an observers’ link of this one', async () => {
    const { session } = await server.enter('facilitator', 1)
    const board = server.board(1, 2)
    const ticket = async (path: 'collab' | 'presence'): Promise<string> => {
      const body = { board, path, clients: [7] }
      const reply = await server.api(addressIn(server.dialogue, '/api/tickets'), { as: session, body })
      return (reply.body as Ticket).ticket
    }
    const editor = (dialogue: string, of: string) =>
      new RawEditor({ url: server.ws + addressIn(dialogue, ''), name: `board:${board}`, ticket: of })
    const inside = editor(server.dialogue, await ticket('collab'))
    await inside.ready()
    inside.ws.close()
    const unknown = editor(server.dialogue, 'no-such-ticket')
    await unknown.ended()
    for (const dialogue of [other, nowhere]) {
      const outside = editor(dialogue, await ticket('collab'))
      await outside.ended()
      expect([dialogue, outside.synced, outside.closed]).toEqual([dialogue, false, unknown.closed])
    }

    const presence = async (dialogue: string, of: string): Promise<number | 'here'> => {
      const socket = new WebSocket(server.ws + addressIn(dialogue, '/presence'))
      const told = new Promise<number | 'here'>((resolve) => {
        socket.on('message', () => resolve('here'))
        socket.on('close', resolve)
      })
      socket.on('open', () => socket.send(encodeHello(of)))
      const first = await told
      socket.terminate()
      return first
    }
    expect(await presence(server.dialogue, await ticket('presence'))).toBe('here')
    for (const dialogue of [other, nowhere])
      expect(await presence(dialogue, await ticket('presence'))).toBe(closeCodes.unauthorised)

    const path = named['watch'] ?? ''
    const list = await server.api(addressIn(server.dialogue, `/api/watch/${path}`))
    const room = (list.body as WatchList).tables[0]?.room ?? ''
    const watch = (dialogue: string): Promise<number | 'open'> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${server.ws}${addressIn(dialogue, `/observe/${path}/${room}`)}`)
        socket.on('close', resolve)
        socket.on('error', () => resolve(0))
        // Whom it refuses it tells at once; everybody else answers a question about nothing.
        socket.on('open', () => socket.send(new Uint8Array([0, 0, 1, 0])))
        socket.on('message', () => {
          resolve('open')
          socket.terminate()
        })
      })
    expect(await watch(server.dialogue)).toBe('open')
    for (const dialogue of [other, nowhere]) expect(await watch(dialogue)).toBe(closeCodes.unauthorised)
  })

  it('[LIVE41] [HTTP60] a server that stood still reads a ticket at an address without its dialogue before it calls that late', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const { body } = await server.api('/api/tickets', {
      as: (await server.enter('facilitator', 1)).session,
      body: { board: server.board(1, 2), path: 'presence', clients: [7] },
    })
    const socket = new WebSocket(`${server.ws}/presence`)
    await new Promise((resolve) => socket.once('open', resolve))
    const [late] = timers.mock.calls.findLast(([, ms]) => ms === defaultLimits.authMs) ?? []
    timers.mockRestore()
    const came = new Promise((resolve) => {
      socket.once('message', () => resolve('here'))
      socket.once('close', resolve)
    })
    // Its time is over in the turn in which its ticket lies there unread.
    setTimeout(() => {
      socket.send(encodeHello((body as Ticket).ticket))
      late?.()
    }, 0)
    expect(await came).toBe('here')
    socket.close()
  })

  it('[HTTP62] pages are the same in every dialogue’s address, and what is said of the server stands in none', async () => {
    const pages = ['/', '/join', '/seat', '/snapshots', `/table/${server.board(1, 2)}`, `/watch/${named['watch']}`]
    for (const path of pages) {
      const [before, ...within] = await Promise.all(
        [null, server.dialogue, nowhere].map((dialogue) => server.api(addressIn(dialogue, path))),
      )
      // Where nobody has built them yet, the same word stands in all of them.
      expect([200, 503]).toContain(before?.status)
      for (const answer of within)
        expect([path, answer.status, answer.body]).toEqual([path, before?.status, before?.body])
    }
    for (const path of ['/healthz', '/openapi.json', '/api/no-such-route']) {
      const answer = await server.api(addressIn(server.dialogue, path))
      expect([path, answer.status, answer.body]).toEqual([path, 404, { problem: { code: 'not-found', what: 'route' } }])
    }
  })

  it('[HTTP113] an api address whose dialogue is none finds nothing, and is no page', async () => {
    for (const dialogue of ['My%20square', 'SQUARE', '!', 'x'.repeat(65), ''])
      for (const path of ['/api', '/api/me', '/api/boards/nowhere'])
        for (const method of ['GET', 'POST']) {
          const asked = `/d/${dialogue}${path}`
          const { status, body } = await server.api(asked, { method, as: mine })
          expect([method, asked, status, body]).toEqual([
            method,
            asked,
            404,
            { problem: { code: 'not-found', what: 'route' } },
          ])
        }
  })

  it('[HTTP1] [HTTP2] keeps the ceilings and the origins of an address without one', async () => {
    const { session } = await server.enter('facilitator', 1)
    const foreign = await server.api(addressIn(server.dialogue, '/api/me'), { as: mine, origin: 'http://evil.example' })
    expect([foreign.status, foreign.body]).toEqual([403, { problem: { code: 'origin' } }])
    const part = { as: session, bytes: new Uint8Array(256 * 1024 + 1) }
    const path = `/api/boards/${server.board(1, 2)}/catch-up`
    for (const dialogue of [null, server.dialogue])
      expect((await server.api(addressIn(dialogue, path), part)).status).toBe(413)
  })
})
