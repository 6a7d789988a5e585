/** A request and a socket at the node that does not have their dialogue. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createSigned, signedHeader } from '@tablee/server/edge/signed'
import { readProxies } from '@tablee/server/ops/caller'
import type { Route } from '@tablee/server/http/openapi'
import type { DialogueId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aNode, key, told, type Heard, type Node } from './two-nodes.ts'

const where = new Map([
  ['square', 'a'],
  ['harbour', 'b'],
])
const addresses = new Map<string, string>()
const routes: readonly Route[] = [
  { method: 'POST', path: '/api/sessions', declared: { action: 'anybody', at: 'none', summary: 'Enters' } },
]
const means = { where, addresses, routes }
let a: Node
let b: Node
/** What the owner does with the next request. */
let next: typeof told | null = null
/** What the owner took for a request. */
const asked: string[] = []
beforeAll(async () => {
  a = await aNode('a', { ...means, proxies: readProxies('127.0.0.1') })
  b = await aNode('b', {
    ...means,
    answers(request, answer, address) {
      asked.push(`${request.method} ${request.url} for ${request.headers.host}`)
      const one = next ?? told
      next = null
      one(request, answer, address)
    },
  })
})
afterAll(async () => {
  await a.close()
  await b.close()
})

const heard = async (answer: Response): Promise<Heard> => (await answer.json()) as Heard
const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const settled = async (): Promise<void> => {
  for (let n = 0; n < 200 && (a.edge.handedOn().requests > 0 || a.edge.handedOn().sockets > 0); n += 1)
    await new Promise((resolve) => setTimeout(resolve, 10))
  expect(a.edge.handedOn()).toEqual({ requests: 0, sockets: 0 })
}

describe('a request at the other node', () => {
  it('[EDG2] is answered by the one that has its dialogue, once, with everything that was said on both sides', async () => {
    const here = await heard(await fetch(`${a.url}/d/square/api/me`))
    // Of which page it was is judged where it was opened.
    const origin = new URL(a.url).origin
    expect((await heard(await fetch(`${a.url}/d/harbour/api/me`, { headers: { origin } }))).headers['origin']).toBe(
      undefined,
    )
    const evil = { headers: { origin: 'http://evil.example' } }
    expect((await heard(await fetch(`${a.url}/d/harbour/api/me`, evil))).node).toBe('a')
    expect([here.node, here.headers[signedHeader]]).toEqual(['a', undefined])
    const answer = await fetch(`${a.url}/d/harbour/api/boards/b%201?x=1&y=%2F`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', authorization: 'Bearer abc', 'x-forwarded-for': '203.0.113.9' },
      body: 'something that was said',
    })
    expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('x-node')]).toEqual([
      200,
      ['a=1', 'b=2'],
      'yes',
    ])
    const there = await heard(answer)
    expect(there).toMatchObject({ node: 'b', method: 'POST', url: '/d/harbour/api/boards/b%201?x=1&y=%2F', bytes: 23 })
    expect(there.headers).toMatchObject({
      'content-type': 'text/plain',
      authorization: 'Bearer abc',
      'content-length': '23',
    })
    // As each device called it, so that an origin is told from another.
    expect(there.headers['host']).toBe(new URL(a.url).host)
    // The proxy in front of `a` is ours, and says who asked; `b` hears it from `a`.
    expect(there.address).toBe('203.0.113.9')
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const said = await heard(await fetch(`${a.url}/d/harbour/api/x`, { method }))
      expect([method, said.method, said.bytes]).toEqual([method, method, 0])
    }
    const head = await fetch(`${a.url}/d/harbour/api/x`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'application/json', ''])
    await settled()
  })

  it('[EDG2] is one there whatever its Connection takes away: how long it is goes on, and no word of it is a request', async () => {
    const within = 'GET /d/harbour/api/within HTTP/1.1\r\nhost: localhost\r\n\r\n'
    for (const method of ['GET', 'DELETE', 'OPTIONS', 'POST']) {
      asked.length = 0
      const socket = connect(Number(new URL(a.url).port), '127.0.0.1')
      const said = `${method} /d/harbour/api/me HTTP/1.1\r\nhost: hall\r\nconnection: close, content-length, host\r\n`
      socket.write(`${said}content-length: ${within.length}\r\n\r\n${within}`)
      const answer = (await Readable.from(socket).toArray()).join('')
      expect(answer, method).toContain(`"bytes":${within.length}`)
      // Whatever else was taken for a request has been by now.
      await heard(await fetch(`${b.url}/`))
      expect(asked, method).toEqual([`${method} /d/harbour/api/me for hall`, expect.stringMatching(/^GET \/ /)])
    }
  })

  it('[EDG2] who names two hosts is answered as the first one, and nothing stays open of what nobody can send on', async () => {
    const socket = connect(Number(new URL(a.url).port), '127.0.0.1')
    socket.write('GET /d/harbour/api/me HTTP/1.1\r\nhost: hall\r\nhost: other\r\nconnection: close\r\n\r\n')
    expect((await Readable.from(socket).toArray()).join('')).toContain('"host":"hall"')
    where.set('island', 'nobody')
    addresses.set('nobody', 'no address')
    expect((await fetch(`${a.url}/d/island/api/me`)).status).toBe(503)
    where.delete('island')
    addresses.delete('nobody')
    await settled()
  })

  it('[EDG2] who enters is read to know where they lead, and handed on whole', async () => {
    where.set('link l1', 'harbour')
    const enter = (node: Node, body: BodyInit) => {
      const asked: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
      return fetch(`${node.url}/api/sessions`, asked)
    }
    const said = JSON.stringify({ token: 'l1.secret', device: 'x'.repeat(40_000) })
    for (const node of [a, b])
      for (const body of [said, new Blob([said]).stream()]) {
        const told = await heard(await enter(node, body))
        expect([told.node, told.bytes, told.sha]).toEqual(['b', said.length, shaOf(Buffer.from(said))])
      }
    // Too long to be one: refused by whoever was asked.
    expect((await heard(await enter(a, 'x'.repeat(200_000)))).node).toBe('a')
    where.delete('link l1')
    expect((await heard(await enter(a, said))).node).toBe('a')
    await settled()
  })

  it('[EDG2] a body goes on as it comes: 8 MB, with a length and without, and nothing of it is held', async () => {
    const bytes = randomBytes(8 * 1024 * 1024)
    const said = await heard(await fetch(`${a.url}/d/harbour/api/x`, { method: 'PATCH', body: bytes }))
    expect([said.bytes, said.sha]).toEqual([bytes.length, shaOf(bytes)])
    const parts = Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
      })(),
    )
    const sent = ask(`${a.url}/d/harbour/api/x`, { method: 'POST' })
    parts.pipe(sent)
    const [came] = (await once(sent, 'response')) as [IncomingMessage]
    const without = (await new Response(Readable.toWeb(came) as ReadableStream).json()) as Heard
    expect([without.bytes, without.sha, without.headers['transfer-encoding']]).toEqual([
      bytes.length,
      shaOf(bytes),
      'chunked',
    ])
    // And back.
    next = (_, answer) => {
      answer.writeHead(206, { 'content-range': 'bytes 0-1/2', 'content-length': String(bytes.length) })
      answer.end(bytes)
    }
    const back = await fetch(`${a.url}/d/harbour/api/x`)
    const got = new Uint8Array(await back.arrayBuffer())
    expect([back.status, back.headers.get('content-range'), shaOf(got)]).toEqual([206, 'bytes 0-1/2', shaOf(bytes)])
    await settled()
  })

  it('[EDG2] a request that is held is held there, and whoever goes away ends it there', async () => {
    const gone = new Promise<void>((resolve) => {
      next = (_, answer) => void answer.once('close', () => resolve())
    })
    const leaving = new AbortController()
    const held = fetch(`${a.url}/d/harbour/api/x`, { signal: leaving.signal })
    while (a.edge.handedOn().requests === 0 || next !== null) await new Promise((resolve) => setTimeout(resolve, 5))
    leaving.abort()
    await expect(held).rejects.toThrow()
    await gone
    await settled()
    // An answer that began and cannot be ended is seen to be cut.
    next = (_, answer) => {
      answer.writeHead(200, { 'content-length': '100' })
      answer.write('begun')
      setTimeout(() => answer.destroy(), 20)
    }
    const cut = await fetch(`${a.url}/d/harbour/api/x`)
    await expect(cut.text()).rejects.toThrow()
    await settled()
  })

  it('[EDG2] who is refused before they have said everything hears why', async () => {
    next = (_, answer) => {
      answer.writeHead(413, { 'content-type': 'application/json', connection: 'close' })
      answer.end('{"problem":{"code":"too-large"}}')
    }
    const socket = connect(Number(new URL(a.url).port), '127.0.0.1')
    socket.write('POST /d/harbour/api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nbeginning')
    let answer = ''
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('too-large')
    expect(answer.toLowerCase()).toContain('connection: close')
    await settled()
  })

  it('[EDG3] where the other node gives no answer pages are told to come again', async () => {
    where.set('dead', 'c')
    addresses.set('c', 'http://127.0.0.1:1')
    where.set('nobody-knows', 'away')
    for (const dialogue of ['dead', 'nobody-knows']) {
      const answer = await fetch(`${a.url}/d/${dialogue}/api/x`, { method: 'POST', body: 'said' })
      expect([dialogue, answer.status, await answer.json()]).toEqual([
        dialogue,
        503,
        { problem: { code: 'journal-unavailable' } },
      ])
      expect(answer.headers.get('retry-after')).toBe('1')
      await expect(once(new WebSocket(`${a.ws}/d/${dialogue}/collab`), 'open')).rejects.toThrow('503')
    }
    // A page is at every node.
    expect((await heard(await fetch(`${a.url}/d/dead/table/x`))).node).toBe('a')
    // It was moved out of the cluster: nobody comes again for nothing.
    where.set('gone', 'https://hall.example')
    const gone = await fetch(`${a.url}/d/gone/api/x`)
    expect([gone.status, await gone.json(), gone.headers.get('retry-after')]).toEqual([
      503,
      { problem: { code: 'moved', to: 'https://hall.example' } },
      null,
    ])
    expect((await heard(await fetch(`${a.url}/d/gone/table/x`))).node).toBe('a')
    await expect(once(new WebSocket(`${a.ws}/d/gone/collab`), 'open')).rejects.toThrow('503')
    // It dies while it is asked, and is another one's at once.
    next = (request) => void request.socket.destroy()
    expect((await fetch(`${a.url}/d/harbour/api/x`, { method: 'POST', body: 'said' })).status).toBe(503)
    await settled()
  })

  it('[EDG3] what hangs at a node that has it no more is let go of, and held by the one that has it now', async () => {
    where.set('moving', 'b')
    next = () => {}
    const held = fetch(`${a.url}/d/moving/api/x`)
    while (next !== null) await new Promise((resolve) => setTimeout(resolve, 5))
    next = () => {}
    const said = fetch(`${a.url}/d/moving/api/x`, { method: 'POST', body: 'said once' })
    const socket = new WebSocket(`${a.ws}/d/moving/collab`)
    await once(socket, 'message')
    const closed = once(socket, 'close')
    while (next !== null) await new Promise((resolve) => setTimeout(resolve, 5))
    where.set('moving', 'a')
    expect((await heard(await held)).node).toBe('a')
    // It may have been heard: whoever said it says it again, under its id.
    expect((await said).status).toBe(503)
    await closed
    await settled()
  })

  it('[EDG7] who comes while a dialogue goes from node to node waits at the door, and is answered by the next one', async () => {
    const c = await aNode('c', means)
    const later = (to: string) => setTimeout(() => where.set('going', to), 80)
    const answers = async () => {
      const [read, said, opened] = await Promise.all([
        fetch(`${a.url}/d/going/api/x`).then(heard),
        fetch(`${a.url}/d/going/api/x`, { method: 'POST', body: 'said' }).then(heard),
        once(new WebSocket(`${a.ws}/d/going/collab`), 'message'),
      ])
      return [read.node, said.node, said.bytes, (JSON.parse(String(opened[0])) as Heard).node]
    }
    // Nobody has it for a moment.
    where.set('going', 'away')
    later('c')
    expect(await answers()).toEqual(['c', 'c', 4, 'c'])
    // Who is thought to have it has it no more, and says so.
    const stale = { ...means, where: new Map([['going', 'c']]) }
    const d = await aNode('d', stale)
    where.set('going', 'b')
    setTimeout(() => stale.where.set('going', 'b'), 80)
    const said = await heard(await fetch(`${d.url}/d/going/api/x`, { method: 'POST', body: 'said' }))
    expect([said.node, said.bytes]).toEqual(['b', 4])
    // Who had it is dead, and nobody listens there.
    where.set('going', 'dead')
    later('c')
    expect(await answers()).toEqual(['c', 'c', 4, 'c'])
    // What comes slowly, or is long, cannot be said twice.
    where.set('going', 'dead')
    later('c')
    const long = await fetch(`${a.url}/d/going/api/x`, { method: 'POST', body: Buffer.alloc(100_000) })
    expect(long.status).toBe(503)
    await c.close()
    await d.close()
    await settled()
  })
})

describe('what a node believes', () => {
  const asked = { method: 'GET', path: '/d/harbour/api/x' }
  const said = { dialogue: 'harbour' as DialogueId, address: '198.51.100.7', id: 'r1' }
  let time = 1_000_000
  const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
  const ofB = () => createSigned({ node: 'b', key, now: () => time }, random, 3)
  const sign = (to = 'b') => createSigned({ node: 'a', key, now: () => time }, random).header({ ...asked, ...said, to })
  const shown = (header: string, method = asked.method, url = asked.path) => ({
    method,
    url,
    headers: { [signedHeader]: header },
  })

  it('[EDG4] a signature counts for its request, at its node, once and for thirty seconds', () => {
    const signed = ofB()
    const header = sign()
    expect(signed.read(shown(header))).toEqual(said)
    expect(signed.read(shown(header))).toBe(null)
    expect(signed.read(shown(sign(), 'POST'))).toBe(null)
    expect(signed.read(shown(sign(), 'GET', '/d/harbour/api/y'))).toBe(null)
    expect(signed.read(shown(sign('c')))).toBe(null)
    const early = sign()
    time += 30_001
    expect(signed.read(shown(early))).toBe(null)
    time -= 70_000
    expect(signed.read(shown(early))).toBe(null)
    const [, ...rest] = sign().split('.')
    for (const forged of [
      '',
      'x',
      [String(time), ...rest].join('.'),
      ['NaN', ...rest].join('.'),
      `${sign()}.more`,
      sign().slice(0, -2),
    ])
      expect([forged, signed.read(shown(forged))]).toEqual([
        forged,
        forged === [String(time), ...rest].join('.') ? said : null,
      ])
  })

  it('[EDG4] what was heard is remembered until it is too old, and beyond what can be remembered nothing is believed', () => {
    const signed = ofB()
    const first = sign()
    expect([first, sign(), sign()].map((each) => signed.read(shown(each)) !== null)).toEqual([true, true, true])
    expect(signed.read(shown(sign()))).toBe(null)
    time += 60_001
    expect(signed.read(shown(sign()))).toEqual(said)
    expect(signed.read(shown(first))).toBe(null)
  })

  it('[EDG4] nobody from outside is another node, whatever they claim: 403, and nothing is asked of anybody', async () => {
    const now = Date.now()
    const fresh = (path: string, of: number) =>
      createSigned({ node: 'a', key, now: () => of }, random).header({ ...said, method: 'GET', path, to: 'b' })
    const replayed = fresh(asked.path, now)
    expect((await heard(await fetch(`${b.url}${asked.path}`, { headers: { [signedHeader]: replayed } }))).address).toBe(
      said.address,
    )
    for (const header of ['1.2.3.4.5.6', replayed, fresh(asked.path, now - 31_000), fresh('/d/harbour/api/y', now)]) {
      const answer = await fetch(`${b.url}${asked.path}`, { headers: { [signedHeader]: header } })
      expect([header, answer.status, await answer.text()]).toEqual([header, 403, 'Forbidden\n'])
      const socket = new WebSocket(`${b.ws}/d/harbour/collab`, { headers: { [signedHeader]: header } })
      await expect(once(socket, 'open')).rejects.toThrow('403')
    }
    // What only nodes ask is asked by nobody else, signed by nobody or said at a node that has not the dialogue.
    for (const path of ['/node/watch', '/d/harbour/node/watch']) {
      expect((await fetch(b.url + path)).status).toBe(403)
      expect((await fetch(a.url + path)).status).toBe(403)
      await expect(once(new WebSocket(a.ws + path), 'open')).rejects.toThrow('403')
    }
  })

  it('[EDG4] what was handed on is never handed on again: a node that has not the dialogue any more says so', async () => {
    where.set('between', 'b')
    const signed = createSigned({ node: 'a', key, now: Date.now }, random)
    const to = (path: string) =>
      signed.header({ ...said, dialogue: 'between' as DialogueId, method: 'GET', path, to: 'b' })
    const path = '/d/between/api/x'
    // Who asks for itself has limits of its own, as whoever it asks for has.
    const [own, ours] = ['', '203.0.113.5'].map((address) =>
      signed.header({ ...said, address, dialogue: 'between' as DialogueId, method: 'GET', path, to: 'b' }),
    )
    const asked = async (header = ''): Promise<string> =>
      (await heard(await fetch(b.url + path, { headers: { [signedHeader]: header } }))).address
    expect([await asked(own), await asked(ours)]).toEqual(['127.0.0.1', '203.0.113.5'])
    where.set('between', 'a')
    expect((await fetch(b.url + path, { headers: { [signedHeader]: to(path) } })).status).toBe(503)
    const socket = new WebSocket(`${b.ws}/d/between/collab`, { headers: { [signedHeader]: to('/d/between/collab') } })
    await expect(once(socket, 'open')).rejects.toThrow('503')
  })

  it('[EDG4] a path that goes back leads where it ends: nobody reaches with a node’s signature what only nodes ask', async () => {
    const as = (path: string) =>
      new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
        // As it stands: a browser would have gone back itself.
        const asked = ask(new URL(a.url), { path, headers: { host: 'localhost' } }, (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => void parts.push(part))
          answer.on('end', () => resolve({ status: answer.statusCode, text: String(Buffer.concat(parts)) }))
        })
        asked.on('error', reject)
        asked.end()
      })
    where.set('harbour', 'b')
    for (const path of [
      '/d/harbour/api/../node/knock',
      '/d/harbour/api/%2e%2e/node/knock',
      '/api/../d/harbour/node/knock',
    ])
      expect([path, (await as(path)).status]).toEqual([path, 403])
    // What the machine says of itself is of whichever node was asked.
    for (const path of ['/d/harbour/api/../../../metrics', '/d/harbour/api/%2E./../../metrics'])
      expect([path, JSON.parse((await as(path)).text)]).toMatchObject([path, { node: 'a' }])
    expect(JSON.parse((await as('/d/harbour/api/x/../y')).text)).toMatchObject({ node: 'b' })
  })

  it('[EDG4] whoever shows signatures of their own all day is refused each time, and fills no log', async () => {
    const long = `/d/harbour/api/${'x'.repeat(4_000)}`
    const before = b.logged.length
    for (let n = 0; n < 50; n += 1)
      expect((await fetch(b.url + long, { headers: { [signedHeader]: `a.guess.${n}` } })).status).toBe(403)
    expect(b.logged.length - before).toBeLessThan(10)
  })

  it('[EDG4] a node that another does not believe tells its own client to come again, not that they are refused', async () => {
    const c = await aNode('c', { ...means, now: () => Date.now() - 86_400_000 })
    where.set('harbour', 'b')
    expect((await fetch(`${c.url}/d/harbour/api/x`)).status).toBe(503)
    expect(c.logged).toEqual(['another node does not believe this one'])
    expect(b.logged).toContain('a signature is none')
    await c.close()
  })
})

describe('a socket at the other node', () => {
  it('[EDG5] is one of the node that has its dialogue: what is said goes both ways, at once and in order', async () => {
    const socket = new WebSocket(`${a.ws}/d/harbour/collab`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    // Said before anybody has answered.
    socket.once('open', () => {
      for (let n = 0; n < 100; n += 1) socket.send(Buffer.alloc(n * 1_000, n))
    })
    const got: Buffer[] = []
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        got.push(data)
        if (got.length === 101) resolve()
      })
    })
    await all
    expect(JSON.parse(String(got[0]))).toEqual({ node: 'b', address: '203.0.113.7' })
    expect(got.slice(1).map(({ length }) => length)).toEqual(Array.from({ length: 100 }, (_, n) => n * 1_000))
    expect(a.edge.handedOn().sockets).toBe(1)
    socket.close(4_001, 'goodbye')
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([code, String(reason)]).toEqual([4_001, 'goodbye'])
    await settled()
  })

  it('[EDG5] the owner’s word is the answer: refused there is refused here, with its close code where there is one', async () => {
    await expect(once(new WebSocket(`${a.ws}/d/harbour/nothing`), 'open')).rejects.toThrow('404')
    const socket = new WebSocket(`${a.ws}/d/harbour/collab`)
    await once(socket, 'message')
    const [ours] = b.sockets.clients
    ours?.close(1012, 'restarts')
    expect((await once(socket, 'close'))[0]).toBe(1012)
    await settled()
  })

  it('[EDG5] when either side goes, so does the other, and none is left', async () => {
    const leaving = new WebSocket(`${a.ws}/d/harbour/collab`)
    await once(leaving, 'message')
    const [there] = b.sockets.clients
    if (there === undefined) throw new Error('no socket there')
    const gone = once(there, 'close')
    leaving.terminate()
    await gone
    await settled()
    const staying = new WebSocket(`${a.ws}/d/harbour/collab`)
    await once(staying, 'message')
    for (const ws of b.sockets.clients) ws.terminate()
    expect((await once(staying, 'close'))[0]).toBe(1006)
    await settled()
  })

  it('[EDG6] one of before is led by its first frame, and is then one of the node that has its dialogue', async () => {
    const of = (dialogue: string) => {
      const socket = new WebSocket(`${a.ws}/presence`)
      const got: string[] = []
      socket.on('message', (data: Buffer) => void got.push(String(data)))
      socket.once('open', () => socket.send(dialogue))
      const heard = async (count: number): Promise<readonly string[]> => {
        while (got.length < count) await once(socket, 'message')
        return got
      }
      return { socket, heard }
    }
    const here = of('square')
    expect((await once(here.socket, 'close'))[0]).toBe(4_401)
    const there = of('harbour')
    expect(JSON.parse((await there.heard(2))[0] ?? '')).toMatchObject({ node: 'b', address: '127.0.0.1' })
    there.socket.send('and more')
    expect((await there.heard(3)).slice(1)).toEqual(['harbour', 'and more'])
    for (const ws of b.sockets.clients) ws.close(4_503, 'not yet')
    const [code, reason] = (await once(there.socket, 'close')) as [number, Buffer]
    expect([code, String(reason)]).toEqual([4_503, 'not yet'])
    await settled()
    // Its node hangs, and another one has the dialogue: it is told to come again.
    where.set('moving', 'b')
    const moving = of('moving')
    await moving.heard(2)
    where.set('moving', 'a')
    expect((await once(moving.socket, 'close'))[0]).toBe(1_012)
    await settled()
    const dead = of('dead')
    expect((await once(dead.socket, 'close'))[0]).toBe(1_012)
    await settled()
  })

  it('[EDG5] who reads nothing holds nobody’s memory: the owner is not asked for more', async () => {
    const socket = new WebSocket(`${a.ws}/d/harbour/collab`)
    await once(socket, 'message')
    const [there] = b.sockets.clients
    socket.pause()
    const part = Buffer.alloc(1024 * 1024)
    for (let n = 0; n < 24; n += 1) there?.send(part)
    // Until the cables between them are full and nothing moves.
    for (let left = -1; left !== there?.bufferedAmount; await new Promise((resolve) => setTimeout(resolve, 50)))
      left = there?.bufferedAmount ?? 0
    // It waits where it was made, where the slow are put out.
    expect(there?.bufferedAmount ?? 0).toBeGreaterThan(8 * 1024 * 1024)
    let bytes = 0
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        bytes += data.length
        if (bytes === 24 * part.length) resolve()
      })
    })
    socket.resume()
    await all
    socket.close()
    await once(socket, 'close')
    await settled()
  })

  it('[EDG5] an owner that takes the connection and says nothing is not waited for when another has the dialogue', async () => {
    const silent: Socket[] = []
    const dumb = createServer((socket) => void silent.push(socket)).listen(0, '127.0.0.1')
    await once(dumb, 'listening')
    where.set('dumb', 'd')
    addresses.set('d', `http://127.0.0.1:${(dumb.address() as AddressInfo).port}`)
    const socket = new WebSocket(`${a.ws}/d/dumb/collab`)
    const opened = once(socket, 'message')
    while (silent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    // Somebody else has it meanwhile: nobody waits for the ten seconds.
    where.set('dumb', 'b')
    expect(JSON.parse(String((await opened)[0]))).toMatchObject({ node: 'b' })
    socket.close()
    await once(socket, 'close')
    await settled()
    silent.forEach((each) => each.destroy())
    dumb.close()
  })
})
