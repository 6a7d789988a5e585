/** Where each request leads, of all that the application answers. */
import type { DialogueId } from '@tablee/shared/ids'
import { sha256, serverKey } from '@tablee/server/access/keys'
import { codeHash, pathHash } from '@tablee/server/access/links'
import { routesOf, type Route } from '@tablee/server/http/openapi'
import { byOf, createWhere, type Where } from '@tablee/server/edge/where'
import { addressIn } from '@tablee/shared/wire/address'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let routes: readonly Route[]
let where: Where
beforeAll(async () => {
  server = await startServer({ demo: false })
  routes = routesOf(server.tablee.app)
  where = createWhere(routes, { key, leadsTo })
}, 60_000)
afterAll(() => server.close())

const key = serverKey(new Uint8Array(32))
const square = 'square' as DialogueId
const harbour = 'harbour' as DialogueId
/** What leads to the harbour: nothing else is known. */
const known: ReadonlySet<string> = new Set([
  'board b1',
  'snapshot s1',
  'link l1',
  `watch ${pathHash('w1')}`,
  `session ${sha256('somebodys-secret')}`,
  `code ${codeHash(key, '1A2B3C4D')}`,
])
const asked: string[] = []
const leadsTo = (what: string, id: string): Promise<DialogueId | null> => {
  asked.push(`${what} ${id}`)
  return Promise.resolve(known.has(`${what} ${id}`) ? harbour : null)
}
const unread = (): Promise<Buffer> => Promise.reject(new Error('no body has to be read to know this'))
const ask = (
  method: string,
  url: string,
  { as, body = unread }: { readonly as?: string; readonly body?: () => Promise<Buffer> } = {},
): Promise<DialogueId | null> =>
  where.request({ method, url, headers: as === undefined ? {} : { authorization: `Bearer ${as}` } }, body)
const names: Readonly<Record<string, string>> = {
  board: 'b1',
  hash: 's1',
  a: 'unknown',
  b: 's1',
  link: 'w1',
  dialogue: harbour,
}
const pathOf = ({ path }: Route): string =>
  path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
    name === 'link' && path.startsWith('/api/links/') ? 'l1' : (names[name] ?? 'x'),
  )

describe('where a request leads', () => {
  it('[EDG1] what names no place leads to the dialogue of who asks, and these are all', () => {
    const by = (wanted: string): readonly string[] =>
      routes.flatMap((route) => (byOf(route).by === wanted ? [`${route.method} ${route.path}`] : []))
    expect(by('nothing').toSorted()).toEqual([
      'GET /healthz',
      'GET /metrics',
      'GET /openapi.json',
      'GET /readyz',
      'GET /schemas/snapshot-1.json',
      'GET /schemas/snapshot-text-1.json',
    ])
    expect(by('what is shown')).toEqual(['POST /api/sessions'])
    expect(by('who asks').toSorted()).toEqual([
      'DELETE /api/sessions',
      'GET /api/copies',
      'GET /api/dialogues',
      'GET /api/me',
      'GET /api/ready',
      'GET /api/recovery',
      'GET /api/seat',
      'GET /api/seats',
      'GET /api/server/dialogues',
      'GET /api/server/link',
      'POST /api/codings/import',
      'POST /api/dialogues',
      'POST /api/dialogues/check',
      'POST /api/recovery/confirm',
      'POST /api/seat/again',
      'POST /api/seat/commands',
      'POST /api/seats',
      'POST /api/server/link',
      'POST /api/server/moves',
      'POST /api/tickets',
      'POST /api/voices/import',
    ])
  })

  it('[EDG1] every route is answered where who asks is known, else where its address says, else where its place is', async () => {
    const somebody = { as: 'somebodys-secret' }
    const stranger = { as: 'nobodys-secret' }
    for (const route of routes) {
      const { by } = byOf(route)
      const name = `${route.method} ${route.path}`
      const path = pathOf(route)
      if (by === 'nothing') {
        expect([name, await ask(route.method, path, somebody)]).toEqual([name, null])
        continue
      }
      // Who shows nothing has the dialogue in the address looked up by nobody.
      asked.length = 0
      expect([name, await ask(route.method, addressIn(square, path)), asked]).toEqual([name, square, []])
      expect([name, await ask(route.method, addressIn(square, path), stranger)]).toEqual([name, square])
      if (by === 'what is shown') continue
      // Of another dialogue than the one that is named: they are known in their own alone. Where nobody is asked who they are
      // what is named counts.
      const known = route.declared?.action !== 'anybody' && route.declared?.at !== 'watch'
      expect([name, await ask(route.method, addressIn(square, path), somebody)]).toEqual([
        name,
        known ? harbour : square,
      ])
      const placed = by !== 'who asks'
      expect([name, await ask(route.method, path)]).toEqual([name, placed ? harbour : null])
      if (placed) continue
      expect([name, await ask(route.method, path, somebody)]).toEqual([name, harbour])
      expect([name, await ask(route.method, path, { as: 'l1.0123456789abcdef' })]).toEqual([name, harbour])
    }
  })

  it('[EDG1] while nobody can say whose somebody is, the dialogue in the address leads on', async () => {
    const silent = createWhere(routes, { key, leadsTo: () => Promise.reject(new Error('no answer')) })
    const as = { authorization: 'Bearer somebodys-secret' }
    const led = (url: string) => silent.request({ method: 'GET', url, headers: as }, unread)
    expect(await led(addressIn(square, '/api/me'))).toBe(square)
    await expect(led('/api/me')).rejects.toThrow('no answer')
  })

  it('[EDG1] who enters is led by their link or their code, as they typed it', async () => {
    const enter = (said: string) => ask('POST', '/api/sessions', { body: () => Promise.resolve(Buffer.from(said)) })
    expect(await enter('{"token":"l1.0123456789abcdef","device":"d"}')).toBe(harbour)
    expect(await enter('{"code":"ia2b-3c4d","device":"d"}')).toBe(harbour)
    for (const said of ['{"code":"9999-9999"}', '{"token":7}', '[]', 'null', 'no JSON', ''])
      expect([said, await enter(said)]).toEqual([said, null])
  })

  it('[EDG1] a place that is none is told to whom it may concern, where they are known', async () => {
    expect(await ask('GET', '/api/boards/gone', { as: 'somebodys-secret' })).toBe(harbour)
    expect(await ask('GET', '/api/boards/gone')).toBe(null)
    expect(await ask('HEAD', '/api/snapshots/s1.json')).toBe(harbour)
    expect(await ask('GET', '/api/watch/%77%31')).toBe(harbour)
    expect(await ask('GET', '/api/none/such', { as: 'somebodys-secret' })).toBe(null)
  })

  it('[EDG1] pages are everywhere, but for what an audience is shown: who may frame it is known with it', async () => {
    for (const page of ['/', '/table/b1', addressIn(square, '/room/x'), '/assets/app.js', '/join'])
      expect([page, await ask('GET', page, { as: 'somebodys-secret' })]).toEqual([page, null])
    expect(await ask('GET', '/watch/w1')).toBe(harbour)
    expect(await ask('GET', addressIn(square, '/watch/w1'))).toBe(square)
  })

  it('[EDG1] a socket is led by its address, an observers’ by its link, one of before by its ticket', async () => {
    expect(await where.socket(addressIn(square, '/collab'))).toBe(square)
    expect(await where.socket('/observe/w1/room?page=x')).toBe(harbour)
    expect(await where.socket('/observe/nobodys/room')).toBe(null)
    expect(await where.socket('/collab')).toBe(null)
  })
})
