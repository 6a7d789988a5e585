import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { LinkId, NodeId } from '@tablee/shared/ids'
import {
  decodeFromPresence,
  decodeToPresence,
  encodeChanges,
  encodeHello,
  encodeHere,
  encodeShow,
  type Presence,
  type Shown,
  type ToPresence,
} from '@tablee/shared/wire/presence'
import { liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { seeded } from '../support/seeded.ts'

const shown = (node: string | null, writing = false): Shown => ({
  node: node as NodeId | null,
  writing,
  anchor: null,
  head: null,
})

describe('presence frames', () => {
  const entry: Presence = {
    conn: 300,
    seat: null,
    role: 'reporter',
    node: 'n1' as NodeId,
    writing: true,
    anchor: Uint8Array.of(1, 2),
    head: Uint8Array.of(3),
  }

  it('[PRES1] say what was said', () => {
    expect(decodeFromPresence(encodeHello('t-1'))).toEqual({ kind: 'hello', ticket: 't-1' })
    expect(decodeFromPresence(encodeShow(entry))).toEqual({
      kind: 'show',
      node: 'n1',
      writing: true,
      anchor: Uint8Array.of(1, 2),
      head: Uint8Array.of(3),
    })
    expect(decodeToPresence(encodeHere(7, [entry]))).toEqual({ kind: 'here', self: 7, all: [entry] })
    expect(decodeToPresence(encodeChanges([entry], [1, 2]))).toEqual({
      kind: 'changes',
      changed: [entry],
      gone: [1, 2],
    })
  })

  it('[PRES2] anything else is nothing: no throw, no half-read frame, no seat of one’s own choosing', () => {
    const random = seeded(5)
    const good = [
      encodeHello('t-1'),
      encodeShow(entry),
      encodeShow(shown(null)),
      encodeHere(7, [entry]),
      encodeChanges([entry], [1]),
    ]
    for (let i = 0; i < 20_000; i += 1) {
      const frame = Uint8Array.from(random.pick(good))
      for (let k = 0; k <= random.below(3); k += 1) frame[random.below(frame.length)] = random.below(256)
      const cut = frame.slice(0, random.below(frame.length + 1))
      for (const bytes of [frame, cut, random.bytes(random.below(40))]) {
        decodeFromPresence(bytes)
        decodeToPresence(bytes)
      }
    }
    expect(decodeFromPresence(new Uint8Array())).toBeNull()
    expect(decodeFromPresence(new Uint8Array(513))).toBeNull()
    expect(decodeFromPresence(Uint8Array.from([...encodeShow(entry), 0]))).toBeNull()
    expect(decodeFromPresence(Uint8Array.from([1, 16, 5, ...Buffer.from('T1-02')]))).toBeNull()
    expect(decodeFromPresence(encodeShow(shown('../../etc')))).toBeNull()
    expect(decodeFromPresence(encodeShow({ ...shown('n1'), anchor: new Uint8Array(129) }))).toBeNull()
    // 400,000 promised entries
    expect(decodeToPresence(Uint8Array.from([3, 128, 181, 24]))).toBeNull()
  })
})

describe('presence of a table', () => {
  let server: LiveServer
  afterEach(() => server.close())

  class Peer {
    readonly told: ToPresence[] = []
    readonly frames: Buffer[] = []
    closed: number | null = null
    readonly ws: WebSocket
    private waiting: (() => void)[] = []
    constructor(who: Who, board = 'b1') {
      this.ws = new WebSocket(`${server.url}/presence`)
      this.ws.on('open', () => this.ws.send(encodeHello(server.ticket(board, who, 'presence'))))
      this.ws.on('message', (data: Buffer) => {
        this.frames.push(data)
        const message = decodeToPresence(data)
        if (message === null) throw new Error('undecodable')
        this.told.push(message)
        this.moved()
      })
      this.ws.on('close', (code) => {
        this.closed = code
        this.moved()
      })
    }
    show(state: Shown): void {
      this.ws.send(encodeShow(state))
    }
    /** The others as this peer knows them now. */
    others(): Map<number, Presence> {
      const all = new Map<number, Presence>()
      let self = 0
      for (const message of this.told) {
        if (message.kind === 'here') {
          self = message.self
          for (const entry of message.all) all.set(entry.conn, entry)
        } else {
          for (const entry of message.changed) all.set(entry.conn, entry)
          for (const conn of message.gone) all.delete(conn)
        }
      }
      all.delete(self)
      return all
    }
    async until(ready: () => boolean): Promise<void> {
      while (!ready()) await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
    private moved(): void {
      const waiting = this.waiting
      this.waiting = []
      for (const go of waiting) go()
    }
  }

  it('[PRES3] each sees the others, stamped with seat and role by the server, gone when they go', async () => {
    server = await liveServer()
    const ana = new Peer({ device: 'ana', role: 'citizen', seat: 'T1-04' })
    await ana.until(() => ana.told.length > 0)
    const bo = new Peer({ device: 'bo' })
    await bo.until(() => bo.told.length > 0)
    ana.show({ ...shown('n1', true), anchor: Uint8Array.of(1), head: Uint8Array.of(2) })
    await bo.until(() => [...bo.others().values()].some(({ writing }) => writing))
    expect([...bo.others().values()]).toEqual([
      {
        conn: expect.any(Number),
        role: 'citizen',
        seat: 'T1-04',
        node: 'n1',
        writing: true,
        anchor: Uint8Array.of(1),
        head: Uint8Array.of(2),
      },
    ])
    expect([...ana.others().values()]).toMatchObject([{ role: 'reporter', seat: null, node: null }])
    const elsewhere = new Peer({ device: 'cy' }, 'b2')
    await elsewhere.until(() => elsewhere.told.length > 0)
    expect(elsewhere.others().size).toBe(0)
    ana.ws.terminate()
    await bo.until(() => bo.others().size === 0)
  })

  it('[PRES4] one frame a beat, the same bytes to all; over-rate keeps the newest and closes nobody', async () => {
    server = await liveServer({ limits: { presenceBeatMs: 20, presenceRate: 10 } })
    const [ana, bo, cy] = [new Peer({ device: 'ana' }), new Peer({ device: 'bo' }), new Peer({ device: 'cy' })]
    for (const peer of [ana, bo, cy]) await peer.until(() => peer.told.length > 0)
    await cy.until(() => cy.others().size === 2)
    const before = cy.frames.length
    for (let i = 0; i < 200; i += 1) ana.show(shown(`n${i}`))
    await cy.until(() => [...cy.others().values()].some(({ node }) => node === 'n199'))
    await bo.until(() => [...bo.others().values()].some(({ node }) => node === 'n199'))
    // Ten at once, and what the seconds of this test add.
    expect(cy.frames.length - before).toBeLessThan(60)
    expect(Buffer.compare(cy.frames.at(-1) as Buffer, bo.frames.at(-1) as Buffer)).toBe(0)
    expect(ana.closed).toBeNull()
  })

  it('[PRES5] no ticket, a ticket of the other path, a role without presence, a text or broken frame: out', async () => {
    // Time enough for who says at once who they are, on a busy machine too.
    server = await liveServer({ limits: { authMs: 1_500, sweepMs: 10 } })
    for (const role of ['observer', 'analyst'] as const) {
      const peer = new Peer({ device: 'x', role })
      await peer.until(() => peer.closed !== null)
      expect(peer.closed).toBe(4401)
    }
    const closes = (say: (ws: WebSocket) => void): Promise<number> =>
      new Promise((resolve) => {
        const ws = new WebSocket(`${server.url}/presence`)
        ws.on('open', () => say(ws))
        ws.on('close', resolve)
      })
    expect(await closes(() => {})).toBe(1013)
    expect(await closes((ws) => ws.send(encodeHello(server.ticket('b1', { device: 'a' }, 'collab'))))).toBe(4401)
    expect(await closes((ws) => ws.send(encodeShow(shown('n1'))))).toBe(1008)
    expect(await closes((ws) => ws.send('hello'))).toBe(1008)
    expect(await closes((ws) => ws.send(new Uint8Array(513)))).toBe(1009)
    const ana = new Peer({ device: 'ana', link: 'l1' })
    await ana.until(() => ana.told.length > 0)
    server.live.disconnect({ link: 'l1' as LinkId })
    await ana.until(() => ana.closed !== null)
    expect(ana.closed).toBe(4401)
  })

  it('[PRES6] a board has room for 200', async () => {
    server = await liveServer({ limits: { presenceEntries: 3 } })
    const peers = [1, 2, 3].map((n) => new Peer({ device: `d${n}` }))
    for (const peer of peers) await peer.until(() => peer.told.length > 0)
    const late = new Peer({ device: 'late' })
    await late.until(() => late.closed !== null)
    expect(late.closed).toBe(1013)
  })

  it('[TRAP 20] what is in motion (a stroke, a drag) travels as presence: 480 frames leave no row in the journal', async () => {
    server = await liveServer({ limits: { presenceBeatMs: 5, presenceRate: 100 } })
    const [ana, bo] = [new Peer({ device: 'ana' }), new Peer({ device: 'bo' })]
    for (const peer of [ana, bo]) await peer.until(() => peer.told.length > 0)
    for (let i = 0; i < 480; i += 1)
      ana.show({ ...shown('n1', true), anchor: Uint8Array.of(i & 255), head: Uint8Array.of(i >> 8) })
    await bo.until(() =>
      [...bo.others().values()].some(({ anchor, head }) => anchor?.[0] === (479 & 255) && head?.[0] === 479 >> 8),
    )
    expect(bo.frames.length).toBeLessThan(480)
    expect(server.journal.documents('')).toEqual([])
  })
})
