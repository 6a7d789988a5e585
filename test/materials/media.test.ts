/** Bytes go out: in ranges, correct to the byte, to who may have them now, and to nobody from the moment they may not. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaTicket } from '@tablee/shared/wire/uploads'
import { redact } from '@tablee/server/ops/logger'
import { mediaRoutes } from '@tablee/server/http/media-routes'
import { rangeIn } from '@tablee/server/http/ranges'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { unique } from '../voices/hall.ts'
import { bringing, type Bringing } from './bring.ts'
import { mp4, pdf } from './files.ts'

const dir = mkdtempSync(join(tmpdir(), 'media-'))
let server: TestServer
let hands: Bringing
let organiser: string
let film: { id: string; hash: string }
/** Seconds go on, so that who asks much is not told to wait. */
let now = Date.UTC(2026, 10, 28, 9)
let step = 40
const clock = (): number => (now += step)
const bytes = mp4({ media: randomBytes(700_000) })
const start = async (): Promise<void> => {
  server = await startServer({ dir, clock })
  organiser = server.link('organiser').token
  hands = bringing(server, organiser)
}
beforeAll(async () => {
  await start()
  film = await hands.material(bytes, { step: { session: 4, step: 0 }, name: 'Au port "été".mp4' })
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(dir, { recursive: true, force: true })
})

const at = (): string => `/api/dialogues/${server.dialogue}`
const ticketOf = async (session: string): Promise<string> =>
  ((await server.api(`${at()}/media`, { as: session })).body as MediaTicket).ticket
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers })
const mine = (ticket: string, hash = film.hash): string => `${at()}/media/${ticket}/${hash}`
const wall = (path = server.link('observer').path ?? '', hash = film.hash): string => `/api/watch/${path}/media/${hash}`
const play = async (kind: 'start' | 'end', material = film.id): Promise<void> => {
  const playing = (await server.api(`${at()}/materials`, { as: organiser })).body as { playing: { id: string }[] }
  const body = {
    id: unique(),
    kind,
    sites: 'all',
    ...(kind === 'start' ? { material } : { playing: playing.playing[0]?.id }),
  }
  expect((await server.api(`${at()}/sites/${server.siteOf(1)}/playing`, { as: organiser, body })).status).toBe(200)
}
const body = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

describe('bytes of materials', () => {
  it('[MAT14] whole and in ranges, correct to the byte, as what they are and nothing that could run', async () => {
    const path = mine(await ticketOf(organiser))
    const whole = await get(path)
    expect(whole.status).toBe(200)
    expect((await body(whole)).equals(bytes)).toBe(true)
    const { headers } = whole
    expect(headers.get('content-type')).toBe('video/mp4')
    expect(headers.get('content-length')).toBe(String(bytes.length))
    expect(headers.get('accept-ranges')).toBe('bytes')
    expect(headers.get('etag')).toBe(`"${film.hash}"`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''Au%20port%20%22%C3%A9t%C3%A9%22.mp4`)
    const last = bytes.length - 1
    for (const [range, from, to] of [
      ['bytes=0-', 0, last],
      ['bytes=0-0', 0, 0],
      ['bytes=100-70000', 100, 70_000],
      ['bytes=-500', last - 499, last],
      [`bytes=${last}-${last + 900}`, last, last],
      ['bytes=262143-262145', 262_143, 262_145],
    ] as const) {
      const answer = await get(path, { Range: range })
      expect([range, answer.status, answer.headers.get('content-range')]).toEqual([
        range,
        206,
        `bytes ${from}-${to}/${bytes.length}`,
      ])
      expect((await body(answer)).equals(bytes.subarray(from, to + 1))).toBe(true)
    }
    for (const range of [`bytes=${bytes.length}-`, 'bytes=-0']) {
      const beyond = await get(path, { Range: range })
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
    }
    // What is no range is none; several at once are answered with the whole.
    for (const range of [
      'bytes=5-2',
      'lines=1-2',
      'bytes=a-b',
      'bytes=0-1,4-5',
      'bytes=-',
      'bytes=99999999999999999999-',
    ])
      expect([range, (await get(path, { Range: range })).status]).toEqual([range, 200])
  })

  it('[MAT14] a range of what it had before is a range, of another file the whole; known is not sent again', async () => {
    const path = mine(await ticketOf(organiser))
    const range = { Range: 'bytes=0-9' }
    expect((await get(path, { ...range, 'If-Range': `"${film.hash}"` })).status).toBe(206)
    expect((await get(path, { ...range, 'If-Range': '"another"' })).status).toBe(200)
    expect((await get(path, { 'If-None-Match': `"${film.hash}"` })).status).toBe(304)
    const head = await fetch(`${server.url}${path}`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  })

  it('[MAT15] who prepares has them before; citizens, seats and who watches from when it was opened to their hall', async () => {
    const citizen = (await server.enter('citizen', 1)).session
    const [runner, own] = [await ticketOf((await server.enter('facilitator', 1)).session), await ticketOf(citizen)]
    expect((await get(mine(runner), { Range: 'bytes=0-9' })).status).toBe(206)
    const before = [
      await get(mine(own)),
      await get(wall()),
      await get(mine(own, 'f'.repeat(64))),
      await get(mine(own, '..%2Fserver.key')),
    ]
    // Of what is not opened they are told the same as of what never was.
    expect(before.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(new Set(await Promise.all([0, 2].map((n) => before[n]?.text())))).toHaveLength(1)
    await play('start')
    expect((await get(mine(own), { Range: 'bytes=0-9' })).status).toBe(206)
    expect((await body(await get(wall()))).equals(bytes)).toBe(true)
    // It was shown: a wall that lost its line goes on.
    await play('end')
    expect((await get(wall(), { Range: 'bytes=0-9' })).status).toBe(206)
  })

  it('[MAT15] a ticket is worth what its session is: made up, of another dialogue, too old or of who left, it opens nothing', async () => {
    const reporter = await server.enter('reporter', 2)
    const ticket = await ticketOf(reporter.session)
    expect((await get(mine(ticket), { Range: 'bytes=0-9' })).status).toBe(206)
    const [said = '', mac = ''] = ticket.split('.')
    const forged = Buffer.from(JSON.stringify([9e15, 'machine', 'machine'])).toString('base64url')
    for (const bad of [
      'x',
      `${said}.`,
      `${said}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`,
      `${forged}.${mac}`,
      `${forged}`,
      '%00.%00',
    ])
      expect([bad, (await get(mine(bad))).status]).toEqual([bad, 401])
    expect((await get(`/api/dialogues/another/media/${ticket}/${film.hash}`)).status).toBeGreaterThanOrEqual(401)
    now += 3 * 3_600_000
    expect((await get(mine(ticket))).status).toBe(401)
    const fresh = await ticketOf(reporter.session)
    await server.api('/api/sessions', { as: reporter.session, method: 'DELETE' })
    expect((await get(mine(fresh))).status).toBe(401)
    for (const anonymous of [undefined, 'nonsense-that-is-long'])
      expect((await server.api(`${at()}/media`, { as: anonymous })).status).toBe(401)
  })

  it('[MAT15] a link that is withdrawn gives no byte more, in the middle of the film too; the ticket is in no log', async () => {
    const issued = (await server.api(`${at()}/links`, { as: organiser, body: { role: 'observer' } })).body as {
      id: string
      url: string
    }
    const path = issued.url.split('/').at(-1) ?? ''
    // Long enough that no pipe holds it.
    const long = await hands.material(mp4({ media: new Uint8Array(20_000_000) }))
    await play('start', long.id)
    const answer = await get(wall(path, long.hash))
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    expect((await server.api(`/api/links/${issued.id}`, { as: organiser, method: 'DELETE' })).status).toBeLessThan(300)
    let came = 0
    const rest = (async () => {
      for (;;) {
        const next = await reader?.read()
        if (next === undefined || next.done) return
        came += next.value.length
      }
    })()
    // What was in the pipes already is all that comes: a buffer or two, never the film.
    await rest.catch(() => undefined)
    expect(came).toBeLessThan(16_000_000)
    expect((await get(wall(path))).status).toBe(401)
    const line = redact(`GET ${mine(await ticketOf(organiser))}`)
    expect(line).toContain('/media/[ticket]')
  })

  it('[LSE2] nobody gets a byte more from a process that may not be asked any more', async () => {
    let held = true
    const size = 4_000_000
    const opened = {
      read: (_at: number, length: number) => Promise.resolve(new Uint8Array(length)),
      close: async () => {},
    }
    const app = mediaRoutes({
      media: {
        holder: () => ({ id: 's' }),
        file: () => ({ hash: 'h', bytes: size, name: 'n', type: 'video/mp4' }),
      } as never,
      bytes: { size: () => Promise.resolve(size), open: () => Promise.resolve(opened) } as never,
      clock: () => 0,
      holds: () => held,
    })
    const answer = await app.request('/api/dialogues/square/media/t/h')
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0)
    held = false
    const rest = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    }
    await expect(rest()).rejects.toThrow('sent away')
  })

  it('[MAT15] a film goes on after the server was started again, by the same address', async () => {
    const path = mine(await ticketOf((await server.enter('facilitator', 1)).session))
    await server.close()
    await start()
    expect((await body(await get(path, { Range: 'bytes=1000-1999' }))).equals(bytes.subarray(1_000, 2_000))).toBe(true)
  })

  it('[MAT15] what is removed is gone for who had its address', async () => {
    const leaflet = await hands.material(pdf(), { of: 'leaflet', name: 'leaflet.pdf' })
    const path = mine(await ticketOf(organiser), leaflet.hash)
    expect((await get(path)).headers.get('content-type')).toBe('application/pdf')
    await hands.does({ kind: 'remove', material: leaflet.id })
    expect((await get(path)).status).toBe(404)
  })

  it('[MAT14] lines that a tablet left behind give way to its next one', async () => {
    const long = await hands.material(mp4({ media: new Uint8Array(20_000_001) }))
    const session = (await server.enter('facilitator', 2)).session
    const path = mine(await ticketOf(session), long.hash)
    const { hostname, port } = new URL(server.url)
    const some = { Range: 'bytes=0-9' }
    step = 0
    // Its Wi-Fi went away twelve times: nobody reads, and nobody says so.
    const left = await Promise.all(
      Array.from(
        { length: 12 },
        () =>
          new Promise<ReturnType<typeof connect>>((begun) => {
            const line = connect(Number(port), hostname, () =>
              line.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`),
            )
            line.once('readable', () => begun(line))
          }),
      ),
    )
    try {
      expect((await get(path, some)).status).toBe(429)
      // What is in the pipes still goes on for a moment; then nobody has taken anything for ten seconds.
      let answer = await get(path, some)
      for (; answer.status === 429; answer = await get(path, some)) now += 10_000
      expect((await body(answer)).equals(bytes.subarray(0, 10))).toBe(true)
    } finally {
      step = 40
      for (const line of left) line.destroy()
    }
  })

  it('[MAT14] twenty who read at once have the same, each its own part', async () => {
    const path = mine(await ticketOf(organiser))
    const sha = (one: Uint8Array): string => createHash('sha256').update(one).digest('hex')
    const parts = Array.from({ length: 20 }, (_, n) => n * 30_000)
    const read = async (from: number): Promise<string> =>
      sha(await body(await get(path, { Range: `bytes=${from}-${from + 99_999}` })))
    for (let n = 0; n < parts.length; n += 10) {
      const some = parts.slice(n, n + 10)
      expect(await Promise.all(some.map(read))).toEqual(some.map((from) => sha(bytes.subarray(from, from + 100_000))))
    }
  })

  it('[MAT14] ranges are read as they are written down', () => {
    expect(rangeIn(undefined, 10)).toBeNull()
    expect(rangeIn('bytes=2-4', 10)).toEqual({ from: 2, to: 4 })
    expect(rangeIn('bytes=-20', 10)).toEqual({ from: 0, to: 9 })
    expect(rangeIn('bytes=10-', 10)).toBe('beyond')
  })
})
