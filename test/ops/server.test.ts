/** What whoever runs the machine asks of a server at which tables work. */
import { once } from 'node:events'
import { request as ask } from 'node:http'
import { Unanswered } from '@tablee/server/journal/queue'
import { readProxies } from '@tablee/server/ops/caller'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readMetrics } from '../support/metrics.ts'
import { startServer, type TestServer } from '../support/server.ts'

const token = 'a-token-of-the-operator'
const lines: string[] = []
let server: TestServer
/** The log gives no answer while it is away. */
let away = false
beforeAll(async () => {
  server = await startServer({
    logLevel: 'info',
    log: { write: (line) => void lines.push(line) },
    config: { metricsToken: token, proxies: readProxies('127.0.0.1, ::1') },
    through: {
      asked: (log) => ({
        ...log,
        quarantined: (doc) => (away ? Promise.reject(new Unanswered('away')) : log.quarantined(doc)),
      }),
      keeper: (keeper) => ({
        ...keeper,
        step: (rows, claims) => (away ? Promise.reject(new Unanswered('away')) : keeper.step(rows, claims)),
      }),
    },
  })
}, 60_000)
afterAll(() => server.close())

type Asked = { readonly headers?: Readonly<Record<string, string>>; readonly path?: string }
/** As a proxy does it: with headers that a page could not set. */
function get({ headers = {}, path = '/metrics' }: Asked): Promise<{ status: number; text: string; id: string }> {
  return new Promise((resolve, reject) => {
    const out = ask({ host: '127.0.0.1', port: server.port, path, headers }, async (answer) => {
      let text = ''
      for await (const part of answer) text += String(part)
      resolve({ status: answer.statusCode ?? 0, text, id: String(answer.headers['x-request-id'] ?? '') })
    })
    out.on('error', reject)
    out.end()
  })
}
const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` })
const now = async () => readMetrics((await get({})).text)
/** A row: what observers see of a table comes so many minutes later. */
async function later(session: string, delayMinutes: number): Promise<void> {
  const path = `/api/boards/${server.board(1, 2)}/policy`
  const { status, body } = await server.api(path, { as: session, method: 'PUT', body: { delayMinutes } })
  expect(status, JSON.stringify(body)).toBeLessThan(300)
}
const valueOf = async (name: string, label = ''): Promise<number> => (await now()).get(name)?.values.get(label) ?? -1

describe('a server at which tables work', () => {
  it('[OPS6] /metrics opens from this machine, and from elsewhere by the token of the settings alone', async () => {
    expect((await get({})).status).toBe(200)
    const through = { 'x-forwarded-for': '192.0.2.7' }
    expect((await get({ headers: through })).status).toBe(401)
    expect((await get({ headers: { host: 'dialogue.example.org' } })).status).toBe(401)
    expect((await get({ headers: { ...through, ...bearer(token) } })).status).toBe(200)
    expect((await get({ headers: { ...through, ...bearer(`${token}x`) } })).status).toBe(401)
    // Who shows what opens a table is nobody of the machine, wherever they sit.
    const { session } = await server.enter('organiser')
    for (const shown of [session, server.link('organiser').token, server.tablee.machineToken()])
      expect((await get({ headers: bearer(shown) })).status).toBe(401)
    expect((await get({ path: `/d/${server.dialogue}/metrics` })).status).toBe(404)
  })

  it('[OPS7] counts rows, commits, halls, sockets and requests, and names nobody', async () => {
    const before = await valueOf('tablee_rows_total')
    const { session } = await server.enter('facilitator', 1)
    const socket = new WebSocket(`${server.ws}/collab`)
    await once(socket, 'open')
    expect(await valueOf('tablee_sockets', 'kind="collab"')).toBe(1)
    await later(session, 5)
    const told = await now()
    expect(told.get('tablee_rows_total')?.values.get('')).toBeGreaterThan(before)
    expect(told.get('tablee_groups_total')?.values.get('outcome="kept"')).toBe(
      told.get('tablee_commit_seconds')?.values.get('_count'),
    )
    expect(told.get('tablee_halls')?.values.get('')).toBe(1)
    expect(told.get('tablee_http_requests_total')?.values.get('status="4xx"')).toBeGreaterThan(5)
    expect(told.get('process_resident_memory_bytes')?.values.get('')).toBeGreaterThan(1e7)
    expect(told.get('process_cpu_seconds_total')?.values.get('')).toBeGreaterThan(0.01)
    for (const [name, { help }] of told) {
      expect(name).toMatch(/^(tablee|process|nodejs)_[a-z0-9_]+$/)
      expect(help.length, name).toBeGreaterThan(10)
    }
    const { text } = await get({})
    const { links } = server.parts.access
    for (const link of links.list(server.dialogue))
      for (const secret of [link.id, links.derive(link).token]) expect(text).not.toContain(secret)
    for (const word of [server.dialogue, server.board(1, 2), session, 'T1-', 'mobility', '127.0.0.1'])
      expect(text).not.toContain(word)
    socket.close()
    await expect.poll(() => valueOf('tablee_sockets', 'kind="collab"')).toBe(0)
  })

  it('[OPS5] /readyz says that the log gives no answer, and that it does again; /healthz answers meanwhile', async () => {
    expect(JSON.parse((await get({ path: '/readyz' })).text)).toEqual({ ready: true })
    const { session } = await server.enter('facilitator', 1)
    const { session: organiser } = await server.enter('organiser')
    const aside = () => server.api(`/api/dialogues/${server.dialogue}/journal/aside`, { as: organiser })
    expect((await aside()).status).toBe(200)
    away = true
    // What is read of it is not there now: that is no fault of the program.
    expect(await aside()).toMatchObject({ status: 503, body: { problem: { code: 'journal-unavailable' } } })
    const kept = later(session, 0)
    const readyz = async (): Promise<unknown> => JSON.parse((await get({ path: '/readyz' })).text)
    await expect.poll(readyz).toEqual({ ready: false, why: 'log' })
    expect((await get({ path: '/readyz' })).status).toBe(503)
    expect((await get({ path: '/healthz' })).status).toBe(200)
    expect(await valueOf('tablee_groups_total', 'outcome="unanswered"')).toBeGreaterThan(0)
    away = false
    await kept
    expect(await readyz()).toEqual({ ready: true })
  })

  it('[OPS8] each request has an id, in its answer and in each line that it writes; a proxy’s is kept where it is one', async () => {
    const first = await get({ path: '/healthz' })
    expect(first.id).toMatch(/^[0-9a-f]{24}$/)
    const ofProxy = 'proxy-5f3e9a0b'
    expect((await get({ path: '/healthz', headers: { 'x-request-id': ofProxy } })).id).toBe(ofProxy)
    for (const forged of ['short', 'a'.repeat(65), 'line"},{"level":60', 'späte-anfrage'])
      expect((await get({ path: '/healthz', headers: { 'x-request-id': encodeURI(forged) } })).id).toMatch(
        /^[0-9a-f]{24}$/,
      )
    lines.length = 0
    server.tablee.meters.gauge('tablee_broken', 'A bug of ours.', () => {
      throw new Error('a bug')
    })
    const broken = await get({ headers: { 'x-request-id': ofProxy } })
    server.tablee.meters.gauge('tablee_broken', 'Mended.', () => null)
    expect([broken.status, broken.id]).toEqual([500, ofProxy])
    expect(lines.map((line) => (JSON.parse(line) as { request?: string }).request)).toEqual([ofProxy])
    // A socket's upgrade is a request, too.
    lines.length = 0
    const refused = new WebSocket(`${server.ws}/collab`, {
      origin: 'http://evil.example',
      headers: { 'x-request-id': ofProxy },
    })
    refused.on('error', () => undefined)
    await new Promise((resolve) => refused.once('close', resolve))
    expect(lines.map((line) => (JSON.parse(line) as { request?: string }).request)).toEqual([ofProxy])
  })
})
