/** The HTTP edge and the upgrades of the running application. */
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLogger } from '@tablee/server/ops/logger'
import { allowedOrigins } from '@tablee/server/access/origin'
import { readConfig } from '@tablee/server/config'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { readMetrics } from '../support/metrics.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { withinPromise } from '../support/promised.ts'

let server: TestServer
let screens: string
/** The server's clock, while it stands still. */
let stopped: number | null = null
beforeAll(async () => {
  screens = mkdtempSync(join(tmpdir(), 'tablee-screens-'))
  mkdirSync(join(screens, 'assets'))
  writeFileSync(join(screens, 'index.html'), '<title>tables</title>')
  writeFileSync(join(screens, 'watch.html'), '<title>observers</title>')
  writeFileSync(join(screens, 'assets/app-1a2b.js'), `/* ${'x'.repeat(4_000)} */`)
  writeFileSync(join(screens, '.sources'), 'secret')
  server = await startServer({ screens, clock: () => stopped ?? Date.now() })
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(screens, { recursive: true, force: true })
})

/** Until the test ends: what earns somebody one more of what is rationed is time, and a busy machine takes some. */
function timeStops(): void {
  stopped = Date.now()
  onTestFinished(() => void (stopped = null))
}

type Ended = { readonly opened: boolean; readonly code: number }
/** How an upgrade or a socket ends: the HTTP status before it opened, the close code after. */
function ending(url: string, options: { origin?: string; send?: Buffer } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, options.origin === undefined ? {} : { origin: options.origin })
    let opened = false
    socket.on('open', () => {
      opened = true
      if (options.send !== undefined) socket.send(options.send)
      else socket.close(1000)
    })
    socket.on('unexpected-response', (_request, response) => resolve({ opened, code: response.statusCode ?? 0 }))
    socket.on('error', () => undefined)
    socket.on('close', (code) => resolve({ opened, code }))
  })
}

const socketsAt = async (kind: string): Promise<number> => {
  const told = readMetrics(await (await fetch(`${server.url}/metrics`)).text())
  return told.get('tablee_sockets')?.values.get(`kind="${kind}"`) ?? Number.NaN
}

describe('the edge', () => {
  it('[HTTP1] a page of another origin gets neither an answer nor a socket', async () => {
    const link = server.link('organiser').token
    for (const origin of [
      'http://evil.example',
      `http://localhost:${server.port + 1}`,
      `https://localhost:${server.port}`,
      'null',
    ]) {
      const reply = await server.api(`/api/dialogues/${server.dialogue}`, { as: link, origin })
      expect([origin, reply.status, reply.body]).toEqual([origin, 403, { problem: { code: 'origin' } }])
      for (const path of ['/collab', '/presence', `/observe/${server.link('observer').path}/x`]) {
        expect(await ending(`${server.ws}${path}`, { origin })).toEqual({ opened: false, code: 403 })
      }
    }
    const own = await server.api(`/api/dialogues/${server.dialogue}`, { as: link, origin: server.url })
    expect(own.status).toBe(200)
    expect((await ending(`${server.ws}/collab`, { origin: server.url })).opened).toBe(true)
    expect(await ending(`${server.ws}/elsewhere`, { origin: server.url })).toEqual({ opened: false, code: 404 })
  })

  it('[TRAP 7] frames are capped before they are read, and nothing is deflated', async () => {
    expect(await ending(`${server.ws}/collab`, { send: Buffer.alloc(256 * 1024 + 1) })).toEqual({
      opened: true,
      code: 1009,
    })
    expect(await ending(`${server.ws}/presence`, { send: Buffer.alloc(8 * 1024) })).toEqual({
      opened: true,
      code: 1009,
    })
    const { room } = (await server.parts.views.list(server.link('observer').path ?? ''))?.tables[0] ?? { room: '' }
    expect(
      await ending(`${server.ws}/observe/${server.link('observer').path}/${room}`, {
        send: Buffer.alloc(16 * 1024 + 1),
      }),
    ).toEqual({ opened: true, code: 1009 })
    const socket = new WebSocket(`${server.ws}/collab`, { perMessageDeflate: true })
    await new Promise((resolve) => socket.once('open', resolve))
    expect(socket.extensions).toBe('')
    socket.terminate()
  })

  it('[HTTP2] bodies above their limit are refused, whatever their header claims', async () => {
    const { session } = await server.enter('facilitator', 1)
    const big = await server.api('/api/sessions', { body: { token: 'x'.repeat(70_000), device: 'd' } })
    expect([big.status, big.body]).toMatchObject([413, { problem: { code: 'too-large', limit: 65_536 } }])
    const part = await server.api(`/api/boards/${server.board(1, 2)}/catch-up`, {
      as: session,
      bytes: new Uint8Array(256 * 1024 + 1),
    })
    expect(part.status).toBe(413)
    const streamed = await new Promise((resolve, reject) => {
      const out = request(
        `${server.url}/api/sessions`,
        { method: 'POST', headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' } },
        (response) => {
          response.resume()
          resolve([response.statusCode, response.headers.connection])
        },
      )
      out.on('error', reject)
      for (let each = 0; each < 20; each += 1) out.write('x'.repeat(8 * 1024))
      out.end()
    })
    expect(streamed).toEqual([413, 'close'])
  })

  it('[HTTP3] a bad body says where it is wrong, and no answer shows a trace', async () => {
    const bad = await server.api('/api/sessions', { body: { token: 'abcdefghij', device: 'NOT AN ID' } })
    expect(bad.status).toBe(400)
    const { session } = await server.enter('organiser')
    const cases = [
      await server.api(`/api/dialogues/${server.dialogue}/session`, { as: session, body: { session: 'two' } }),
      await server.api(`/api/boards/${server.board(1, 2)}/policy`, {
        as: session,
        method: 'PUT',
        body: { curtain: 'open' },
      }),
      await server.api('/api/nowhere', { as: session }),
      await server.api(`/api/boards/${'x'.repeat(500)}`, { as: session }),
    ]
    expect(cases.map((reply) => reply.status)).toEqual([400, 400, 404, 404])
    for (const reply of [bad, ...cases])
      expect(JSON.stringify(reply.body)).not.toMatch(/\bat .*\.ts|node:internal|Error:/)
  })

  it('[HTTP4] a broken database is a 503 that says so, not a trace', async () => {
    const broken = await startServer({ screens })
    broken.parts.database.exec('ALTER TABLE journal_row RENAME TO gone')
    const reply = await broken.api('/api/sessions', { body: { token: broken.link('organiser').token, device: 'd1' } })
    expect([reply.status, reply.body]).toEqual([503, { problem: { code: 'journal-unavailable' } }])
    await broken.close()
  })

  it('[HTTP5] every answer carries the security headers; scripts come from here only', async () => {
    for (const path of ['/', '/table/x', '/watch/abc', '/openapi.json', '/api/nowhere', '/assets/app-1a2b.js']) {
      const { headers } = await server.api(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toContain('unsafe-inline')
      expect(policy).toContain(`connect-src 'self' ws://localhost:${server.port} wss://localhost:${server.port}`)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('[HTTP6] screens: pages are never kept, hashed assets for ever, and observers get their own page', async () => {
    const page = await server.api('/table/demo-1-2')
    expect([page.status, page.body, page.headers.get('cache-control')]).toEqual([
      200,
      '<title>tables</title>',
      'no-store',
    ])
    expect((await server.api('/watch/abcdef')).body).toBe('<title>observers</title>')
    const asset = await server.api('/assets/app-1a2b.js')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('content-encoding')).toBe('gzip')
    const tag = asset.headers.get('etag') ?? ''
    expect((await fetch(`${server.url}/assets/app-1a2b.js`, { headers: { 'If-None-Match': tag } })).status).toBe(304)
    for (const none of ['/assets/gone.js', '/.sources', '/..%2f..%2fetc/passwd', '/assets/../../server.key'])
      expect((await server.api(none)).body, none).not.toContain('secret')
    expect((await server.api('/assets/gone.js')).status).toBe(404)
  })

  it('[HTTP7] the description names every route, with its action, and all its references resolve', async () => {
    const { body } = await server.api('/openapi.json')
    const text = JSON.stringify(body)
    const { paths, components } = body as {
      paths: Record<string, Record<string, unknown>>
      components: { schemas: Record<string, unknown> }
    }
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/sessions', '/api/boards/{board}/commands', '/api/watch/{link}', '/openapi.json']),
    )
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(components.schemas).toHaveProperty([name ?? ''])
    expect(text).not.toContain('#/$defs')
    expect(text).toContain('"x-action":"session.move"')
    // A verb is given what its declaration names behind the `?`, and nothing else looks there: whatever is asked is told.
    const folder = fileURLToPath(new URL('../../server/src/http', import.meta.url))
    const looking = readdirSync(folder).filter((file) => /\.query\(/.test(readFileSync(join(folder, file), 'utf8')))
    expect(looking).toEqual(['serve.ts'])
    expect([...text.matchAll(/"in":"query","description":"[^"]+"/g)].length).toBeGreaterThan(20)
  })

  it('[HTTP8] no log line holds a token, an observer’s path or a session', async () => {
    const lines: string[] = []
    const logger = createLogger({ level: 'trace', to: { write: (line: string) => void lines.push(line) } })
    const { token } = server.link('organiser')
    const path = server.link('observer').path ?? ''
    logger.info(
      {
        url: `/watch/${path}`,
        observe: `/observe/${path}/room.1`,
        join: `/join#${token}`,
        headers: { authorization: `Bearer ${token}` },
      },
      `asked with ${token}`,
    )
    const text = lines.join('')
    expect(text).not.toContain(path)
    expect(text).not.toContain(token.split('.')[1])
    expect(text).toContain('asked with')
  })

  it('[HTTP9] revoking a link ends its sockets and answers within a second', async () => {
    const { session } = await server.enter('organiser')
    const issued = await server.api(`/api/dialogues/${server.dialogue}/links`, {
      as: session,
      body: { role: 'observer' },
    })
    const { id, url } = issued.body as { id: string; url: string }
    const path = url.split('/watch/')[1] ?? ''
    const list = (await server.api(`/api/watch/${path}`)).body as { tables: { room: string }[] }
    const socket = new WebSocket(`${server.ws}/observe/${path}/${list.tables[0]?.room}`)
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    const began = performance.now()
    expect((await server.api(`/api/links/${id}`, { as: session, method: 'DELETE' })).status).toBe(200)
    expect(await closed).toBe(4401)
    withinPromise('who watched by a link that was revoked is out', began)
    expect((await server.api(`/api/watch/${path}`)).status).toBe(401)
  })

  it('[OBS3] the hall’s programme is read in the reader’s own language, whatever stands behind `lang`', async () => {
    const path = server.link('observer').path
    const title = async (query: string) =>
      ((await server.api(`/api/watch/${path}${query}`)).body as { clock: { title: string } }).clock.title
    expect(await title('')).toBe('Trust')
    expect(await title('?lang=fr')).toBe('La confiance')
    expect(await title('?lang=constructor')).toBe('Trust')
    expect(await title(`?lang=${'x'.repeat(2_000)}`)).toBe('Trust')
  })

  it('[HTTP10] a hall of 300 phones behind one address joins with one code', async () => {
    const { code } = server.link('citizen', 1)
    const began = performance.now()
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, each) => server.api('/api/sessions', { body: { code, device: `hall-${each}` } })),
    )
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]))
    expect(performance.now() - began).toBeLessThan(60_000)
  })

  it('[HTTP18] 1,600 phones behind one address, each with six questions, are all heard at once', async () => {
    // In process, where all of them are one address. Another server's: its neighbours have asked before.
    const hall = await startServer()
    const statuses: number[] = []
    for (let asked = 0; asked < 1_600 * 6; asked += 1)
      statuses.push((await hall.parts.app.request('/api/nowhere')).status)
    await hall.close()
    expect(new Set(statuses)).toEqual(new Set([404]))
  })

  it('[HTTP18] a stranger behind the same address who asks without end takes nothing from who came in with a card', async () => {
    const at = Date.now()
    const hall = await startServer({ clock: () => at })
    const { app } = hall.parts
    const { session } = await hall.enter('citizen', 3)
    const asked = async (path: string, shown?: string): Promise<number> =>
      (await app.request(path, shown === undefined ? {} : { headers: { authorization: `Bearer ${shown}` } })).status
    let strangers = 0
    while (strangers < 20_000 && (await asked('/api/nowhere')) !== 429) {
      strangers += 1
      // Connections that wait are looked after meanwhile.
      if (strangers % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(strangers).toBe(16_000)
    // What opens nothing is no card.
    expect(await asked('/api/me', 'a-guess-at-a-session')).toBe(429)
    expect(await asked('/api/me', session)).toBe(200)
    await hall.close()
  })

  it('[HTTP11] a seat’s commands are held to their rate; the answer says when to go on', async () => {
    const { session } = await server.enter('citizen', 4, { seat: 'T4-01' })
    timeStops()
    const statuses: number[] = []
    for (let each = 0; each < 12; each += 1)
      statuses.push(
        (
          await server.api(`/api/boards/${server.board(4, 2)}/commands`, {
            as: session,
            body: { id: `c-${each}`, kind: 'curtain', to: each % 2 === 0 ? 'drawn' : 'open' },
          })
        ).status,
      )
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429])
  })

  it('[LIVE6] parts of offline spells come sixty at once, then the answer says when to go on', async () => {
    const { session } = await server.enter('reporter', 2)
    const part = () =>
      server.api(`/api/boards/${server.board(2, 2)}/catch-up?clients=1`, {
        as: session,
        method: 'POST',
        bytes: Uint8Array.of(0, 0),
      })
    timeStops()
    const answers = await Promise.all(Array.from({ length: 60 }, part))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const more = await part()
    expect([more.status, more.body]).toEqual([429, { problem: { code: 'too-many', retryAfter: 1 } }])
  })

  it('[HTTP14] screens that watch, however many and often, take nothing from who votes behind the same address', async () => {
    const { app } = server.parts
    const path = server.link('observer').path ?? ''
    const statuses = new Map<number, number>()
    timeStops()
    // In process, where all of them are one address.
    for (let screen = 0; screen < 20_000; screen += 1) {
      // Connections that wait are looked after meanwhile.
      if (screen % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
      const { status } = await app.request(`/api/watch/${path}/results`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 429) break
    }
    expect(statuses.get(200)).toBeGreaterThanOrEqual(6_000)
    expect(statuses.get(429)).toBe(1)
    const { session } = await server.enter('citizen', 3)
    const me = await app.request('/api/me', { headers: { authorization: `Bearer ${session}` } })
    expect(me.status).toBe(200)
  })

  it('[HTTP11] one card opened many times has no more than its table', async () => {
    timeStops()
    let moved = 0
    for (let each = 0; each < 10; each += 1) {
      const { session } = await server.enter('citizen', 5)
      for (let move = 0; move < 10; move += 1) {
        const body = { id: `many-${each}-${move}`, kind: 'curtain', to: move % 2 === 0 ? 'drawn' : 'open' }
        const { status } = await server.api(`/api/boards/${server.board(5, 2)}/commands`, { as: session, body })
        if (status === 200) moved += 1
      }
    }
    expect(moved).toBe(80)
  })

  it('[HTTP13] a refused upgrade leaves no socket behind', async () => {
    for (const upgrade of ['GET /nowhere HTTP/1.1\r\n', 'GET /collab HTTP/1.1\r\nOrigin: http://evil.example\r\n']) {
      // Half open: this peer reads the end and never closes its own side.
      const socket = connect({ port: server.port, host: 'localhost', allowHalfOpen: true })
      socket.write(`${upgrade}Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      socket.on('error', () => undefined)
      socket.resume()
      await once(socket, 'end')
      // Writing into a socket that is gone is answered with a reset; `once` would take its error for a failure.
      const gone = new Promise((resolve) => socket.once('close', resolve))
      const poke = setInterval(() => socket.write('x'), 10)
      await gone
      clearInterval(poke)
    }
  })

  it('[HTTP114] who does not answer our close frame is cut off, and a crowd of them holds no places', async () => {
    const before = await socketsAt('observe')
    const began = performance.now()
    const crowd = Array.from({ length: 40 }, () => {
      // Reads all that is said, and never says anything more.
      const socket = connect({ port: server.port, host: 'localhost', allowHalfOpen: true })
      socket.on('error', () => undefined)
      const opened = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
      const key = `Sec-WebSocket-Key: ${Buffer.alloc(16, 1).toString('base64')}`
      socket.write(
        `GET /observe/no-such-link/room HTTP/1.1\r\n${['Host: localhost', ...opened, key].join('\r\n')}\r\n\r\n`,
      )
      return socket
    })
    const closing = crowd.map(async (socket) => {
      let heard = Buffer.alloc(0)
      for await (const part of socket as AsyncIterable<Buffer>) heard = Buffer.concat([heard, part])
      return heard
    })
    const all = await Promise.all(closing)
    const took = performance.now() - began
    for (const heard of all) {
      expect(heard.toString('latin1')).toContain('101 Switching Protocols')
      // A close frame: 4401.
      expect(heard.includes(Buffer.from([0x11, 0x31]))).toBe(true)
    }
    for (const socket of crowd) socket.destroy()
    while ((await socketsAt('observe')) > before) await new Promise((resolve) => setImmediate(resolve))
    console.log(`${crowd.length} mute sockets were cut off after ${Math.round(took)} ms`)
    // A WebSocket's own patience is 30 s.
    expect(took).toBeLessThan(15_000)
  }, 60_000)

  it('[HTTP13] a request that also offers h2c is answered', async () => {
    const status = await new Promise((resolve) =>
      request(
        `${server.url}/healthz`,
        { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' } },
        (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        },
      ).end(),
    )
    expect(status).toBe(200)
  })
})

describe('settings', () => {
  it('[ACC20] origins: this machine’s addresses by default, else exactly the list; the first is printed', () => {
    const own = allowedOrigins({ configured: null, port: 4000, tls: false, addresses: ['192.168.1.20', 'fd00::1'] })
    expect(own.first).toBe('http://192.168.1.20:4000')
    for (const yes of [
      'http://localhost:4000',
      'http://127.0.0.1:4000',
      'http://[::1]:4000',
      'http://[fd00::1]:4000',
      undefined,
      null,
    ])
      expect(own.allows(yes)).toBe(true)
    for (const no of ['https://localhost:4000', 'http://localhost', 'http://192.168.1.21:4000', 'null', ''])
      expect(own.allows(no)).toBe(false)
    const set = allowedOrigins({
      configured: ['https://hall.example'],
      port: 4000,
      tls: true,
      addresses: ['192.168.1.20'],
    })
    expect([set.first, set.allows('https://hall.example'), set.allows('https://localhost:4000')]).toEqual([
      'https://hall.example',
      true,
      false,
    ])
    expect(allowedOrigins({ configured: null, port: 443, tls: true, addresses: [] }).first).toBe('https://localhost')
  })

  it('[CLI1] a wrong setting is named in a sentence', () => {
    expect(() => readConfig({ PORT: 'abc' })).toThrow(/PORT is "abc"/)
    expect(() => readConfig({ TABLEE_ORIGIN: 'https://a.example/path' })).toThrow(/without a path/)
    expect(() => readConfig({ TABLEE_TLS_CERT: 'x' })).toThrow(/belong together/)
    expect(() => readConfig({ TABLEE_DEMO: 'off' })).toThrow(/TABLEE_DEMO is "off"/)
    expect([readConfig({}).demo, readConfig({ TABLEE_DEMO: 'none' }).demo]).toEqual([true, false])
    expect(readConfig({ TABLEE_ORIGIN: 'https://a.example, http://b.example:80' }).origins).toEqual([
      'https://a.example',
      'http://b.example',
    ])
  })
})
