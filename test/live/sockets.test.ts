import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { BoardId, DialogueId, LinkId } from '@tablee/shared/ids'
import { boardNow } from '@tablee/shared/wire/editor'
import { memoryJournal } from '@tablee/server/journal/memory'
import { heldJournal, type HeldJournal } from '../support/heldJournal.ts'
import {
  contentOf,
  hex,
  rawBlock,
  rawNode,
  rawWords,
  replica,
  updateOf,
  updatesOf,
  wordingOf,
} from '../support/rawBoard.ts'
import { everyClient, liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import type { Asked } from '@tablee/server/journal/patient'
import type { Keeper } from '@tablee/server/journal/queue'
import { askedLog } from '../support/slowLog.ts'
import { withinPromise } from '../support/promised.ts'

let server: LiveServer
let journal: HeldJournal
afterEach(async () => {
  vi.restoreAllMocks()
  await server.close()
})

const aServer = async (options: Parameters<typeof liveServer>[0] = {}, through = askedLog): Promise<void> => {
  journal = heldJournal(memoryJournal({ clock: () => Date.now(), through }))
  server = await liveServer({ journal, ...options })
}

type More = { clientID?: number; sync?: boolean; doc?: Y.Doc }
const join = (who: Who, more: More = {}): RawEditor =>
  new RawEditor({ url: server.url, name: 'board:b1', ticket: server.ticket('b1', who), ...more })

async function joined(who: Who, more: More = {}): Promise<RawEditor> {
  const editor = join(who, more)
  await editor.ready()
  return editor
}

/** A socket that has its ticket accepted and syncs nothing by itself. */
async function bare(who: Who): Promise<RawEditor> {
  const editor = join(who, { sync: false })
  await editor.until('board status', () => editor.told.some(({ type }) => type === 'board'))
  return editor
}

async function aBoard(): Promise<RawEditor> {
  const ana = await joined({ device: 'ana' }, { clientID: 11 })
  rawNode(ana.doc, 'n1', 'Close the ring road')
  await ana.saved()
  return ana
}

describe('hostile and broken frames', () => {
  it('[TRAP 3] a poisonous update is never acknowledged, ends its own socket only, and joiners still join', async () => {
    await aServer()
    const ana = await aBoard()
    const before = journal.head('board:b1').seq
    for (const seed of [
      '010402002701016d017902ea00a000017ac40107010803494e5348010e017a010171fd0101010203030f01',
      '010402002701016d01790204000200017ac40107010803494e5340000e01767d01717d0101010203030f01',
    ]) {
      const bo = await bare({ device: 'bo' })
      bo.update(hex(seed))
      expect((await bo.ended()).code).toBe(4522)
      expect(bo.acks).toBe(0)
      expect(bo.told.some(({ type }) => type === 'saved')).toBe(false)
      expect(bo.told.some(({ type }) => type === 'refused')).toBe(true)
    }
    expect(journal.head('board:b1').seq).toBe(before)
    wordingOf(ana.doc, 'n1').insert(0, 'Now: ')
    await ana.saved()
    const cy = await joined({ device: 'cy' })
    expect(contentOf(cy.doc)).toEqual(contentOf(ana.doc))
  })

  it("[TRAP 4] garbage over another's clock range is refused, and the victim's next edit arrives", async () => {
    await aServer()
    const ana = await aBoard()
    const mallory = await bare({ device: 'mallory' })
    mallory.update(Uint8Array.from([1, 1, 11, Y.getState(ana.doc.store, 11), 0, 100, 0]))
    expect((await mallory.ended()).code).toBe(4522)
    wordingOf(ana.doc, 'n1').insert(0, 'Now: ')
    await ana.saved()
    const cy = await joined({ device: 'cy' })
    expect(wordingOf(cy.doc, 'n1').toString()).toBe('Now: Close the ring road')
  })

  it('[GATE15] two frames whose neighbours never stood side by side: who was there and who comes later read the same', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' }, { clientID: 1_000 })
    const text = rawNode(ana.doc, 'n1', 'We accept. Never mind')
    await ana.saved()
    const first = text._start?.id.clock ?? 0
    const frame = (client: number, letters: string, ...beside: readonly [number, number][]): Uint8Array => {
      const e = encoding.createEncoder()
      for (const n of [1, 1, client, 0]) encoding.writeVarUint(e, n)
      encoding.writeUint8(e, 0x04 | 0x80 | (beside.length > 1 ? 0x40 : 0)) // a string with its neighbours
      for (const n of beside.flat()) encoding.writeVarUint(e, n)
      encoding.writeVarString(e, letters)
      encoding.writeVarUint(e, 0)
      return encoding.toUint8Array(e)
    }
    const mallory = await bare({ device: 'mallory' })
    // Behind "accept" when nothing stood there yet: it could have been so.
    mallory.update(frame(500, ' not', [1_000, first + 8]))
    await mallory.saved()
    // Before that, and behind the letter before "t": no document ever was like that.
    mallory.update(frame(2_000, ' do', [1_000, first + 7], [500, 0]))
    await mallory.until('an answer', () => mallory.answered === 2 || mallory.closed !== null)
    const cy = await joined({ device: 'cy' })
    await ana.until('not', () => text.toString().includes('not'))
    expect(wordingOf(cy.doc, 'n1').toString()).toBe(text.toString())
    wordingOf(ana.doc, 'n1').insert(0, 'Now: ')
    await ana.saved()
    await cy.until('what ana typed', () => wordingOf(cy.doc, 'n1').toString().startsWith('Now: '))
    expect(wordingOf(cy.doc, 'n1').toString()).toBe(text.toString())
    expect(mallory.told).toContainEqual(
      expect.objectContaining({ type: 'refused', problem: { code: 'refused', why: 'order' } }),
    )
  })

  it('[TRAP 5] an update with missing dependencies is not yet: nothing kept, nothing forwarded', async () => {
    await aServer()
    const ana = await aBoard()
    const far = new Y.Doc()
    rawNode(far, 'n5', 'x'.repeat(1_500))
    const further = replica(far, 78)
    const bo = await bare({ device: 'bo' })
    bo.update(updateOf(further, () => wordingOf(further, 'n5').insert(0, 'y')))
    expect((await bo.ended()).code).toBe(4503)
    expect(server.strikes).toEqual([])
    const { state } = await server.live.state('b1' as BoardId)
    expect(state.length).toBeLessThan(Y.encodeStateAsUpdate(ana.doc).length + 10)
  })

  it('[TRAP 6] awareness, stateless and broadcast frames reach nobody and cost the sender nothing', async () => {
    await aServer()
    const ana = await aBoard()
    const bo = await joined({ device: 'bo' })
    const frames = ana.framesIn
    for (const type of [1, 3, 5, 6]) {
      bo.frame(type, (encoder) => encoding.writeVarUint8Array(encoder, new Uint8Array(2_000)))
    }
    wordingOf(bo.doc, 'n1').insert(0, 'b')
    await bo.saved()
    await ana.until('b', () => wordingOf(ana.doc, 'n1').toString().startsWith('b'))
    expect(ana.framesIn).toBe(frames + 1)
    expect(bo.closed).toBeNull()
  })

  it('[TRAP 6] who may only read is let in to read; what it writes is refused', async () => {
    await aServer()
    await aBoard()
    const citizen = await joined({ device: 'phone', role: 'citizen', seat: 'T1-02' })
    expect(wordingOf(citizen.doc, 'n1').toString()).toBe('Close the ring road')
    wordingOf(citizen.doc, 'n1').insert(0, 'me ')
    expect((await citizen.ended()).code).toBe(4522)
    expect(citizen.told).toContainEqual(
      expect.objectContaining({
        type: 'refused',
        problem: { code: 'not-allowed', role: 'citizen', action: 'board.edit' },
      }),
    )
  })

  it('[TRAP 7] no ticket, a used one, a foreign board, or a silent socket: out', async () => {
    // Time enough for who has a ticket, on a busy machine too.
    await aServer({ limits: { authMs: 1_500, sweepMs: 20 } })
    const used = server.ticket('b1', { device: 'ana' })
    const first = new RawEditor({ url: server.url, name: 'board:b1', ticket: used })
    await first.ready()
    for (const [name, ticket] of [
      ['board:b1', 'guess'],
      ['board:b1', used],
      ['board:b2', server.ticket('b1', { device: 'ana' })],
      ['board:b1', ''],
    ] as const) {
      const editor = new RawEditor({ url: server.url, name, ticket })
      expect((await editor.ended()).code).toBe(4401)
      expect(editor.synced).toBe(false)
    }
    const silent = new WebSocket(`${server.url}/collab`)
    const [code] = await new Promise<[number, Buffer]>((resolve) => silent.on('close', (...args) => resolve(args)))
    // It has shown nothing: a page that was told 4401 twice would believe that it is nobody any more.
    expect(code).toBe(1013)
  })

  it('[LIVE41] a server that stood still reads the ticket that came meanwhile before it calls anybody silent', async () => {
    await aServer({ limits: { authMs: 100, sweepMs: 20 } })
    const ana = new RawEditor({ url: server.url, name: 'board:b1', ticket: server.ticket('b1', { device: 'ana' }) })
    await new Promise((resolve) => ana.ws.once('open', resolve))
    // The ticket is on its way, and nobody reads it.
    for (const until = performance.now() + 300; performance.now() < until; );
    await ana.ready()
    expect(ana.closed).toBe(null)
  })

  it('[TRAP 7] large frames, text frames and frames of nothing end the socket; a 7-byte bomb is refused unread', async () => {
    await aServer()
    await aBoard()
    const large = await bare({ device: 'a' })
    large.update(new Uint8Array(256 * 1024 + 1))
    expect((await large.ended()).code).toBe(1009)
    const text = await bare({ device: 'b' })
    text.ws.send('hello')
    expect((await text.ended()).code).toBe(1008)
    const another = await bare({ device: 'c' })
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, 'board:b2')
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0, 0))
    another.ws.send(encoding.toUint8Array(encoder))
    expect((await another.ended()).code).toBe(1008)
    const bomb = await bare({ device: 'd' })
    bomb.update(Uint8Array.from([1, 128, 128, 128, 16, 1, 0]))
    expect((await bomb.ended()).code).toBe(4522)
    const vector = await bare({ device: 'e' })
    vector.frame(0, (e) => {
      encoding.writeVarUint(e, 0)
      encoding.writeVarUint8Array(e, Uint8Array.of(255, 255, 255, 255, 15))
    })
    expect((await vector.ended()).code).toBe(1008)
  })

  it('[TRAP 8] bad frames neither end the process nor fill the log: one line per connection and minute', async () => {
    const noise = vi.spyOn(console, 'error').mockImplementation(() => {})
    const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    await aServer()
    const ana = await aBoard()
    for (const bytes of [
      [],
      [0],
      [255, 255, 255],
      [1, 65, 99],
      [8, ...Buffer.from('board:b1'), 0, 7, 0],
      [8, ...Buffer.from('board:b1'), 5, 1],
      [8, ...Buffer.from('board:b1'), 0, 0, 200],
    ]) {
      const bo = await bare({ device: 'bo' })
      bo.ws.send(Uint8Array.from(bytes))
      bo.ws.send(Uint8Array.from(bytes))
      if (bytes[9] !== 5) expect((await bo.ended()).code, String(bytes)).toBe(1008)
    }
    expect(server.logged.filter(({ message }) => message === 'bad frame').length).toBeLessThanOrEqual(6)
    expect(noise).not.toHaveBeenCalled()
    expect(warnings).not.toHaveBeenCalled()
    wordingOf(ana.doc, 'n1').insert(0, 'still ')
    await ana.saved()
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('slow and fast peers', () => {
  it('[TRAP 9] a reader that stops reading is let go; the server buffers no more than the limit for it', async () => {
    // Thousands of edits, one after the other: a log that takes 50 ms for each says nothing more about a socket.
    const atOnce = { keeper: (keeper: Keeper) => keeper, asked: (log: Asked) => log }
    await aServer(
      {
        limits: {
          rate: 100_000,
          burst: 100_000,
          outSlow: 256 * 1024,
          outCut: 512 * 1024,
          outStuckMs: 300,
          outQuiet: 64 * 1024,
          sweepMs: 20,
        },
      },
      atOnce,
    )
    const ana = await aBoard()
    const slow = await joined({ device: 'slow' })
    slow.ws.pause()
    const text = rawNode(ana.doc, 'n2', '')
    for (let i = 0; i < 4_000 && server.live.counts().editors === 2; i += 1) {
      text.insert(0, 'y'.repeat(1_800))
      text.delete(0, 1_800)
      if (i % 10 === 0) await ana.saved()
    }
    await expect.poll(() => server.live.counts().editors, { interval: 10 }).toBe(1)
    slow.ws.resume()
    expect([1006, 1013]).toContain((await slow.ended()).code)
    const back = await joined({ device: 'slow' })
    expect(contentOf(back.doc)).toEqual(contentOf(ana.doc))
  }, 60_000)

  it('[TRAP 9] a slow journal pauses its senders instead of queueing without bound', async () => {
    await aServer()
    const ana = await aBoard()
    journal.hold()
    wordingOf(ana.doc, 'n1').insert(0, 'z')
    await journal.held(1)
    // 40 MB behind one update that waits for the disk: this process takes 512 KiB of it, the kernels some, the rest stays.
    for (let i = 0; i < 200; i += 1) ana.update(new Uint8Array(200_000).fill(255))
    const bo = await joined({ device: 'bo' })
    await bo.leave()
    expect(ana.ws.bufferedAmount).toBeGreaterThan(20_000_000)
    expect(ana.closed).toBeNull()
    expect(journal.waiting).toBe(1)
    journal.release()
    expect((await ana.ended()).code).toBe(4522)
  })

  it('[LIVE18] a slow line gets a board larger than its outbound limit, though other frames follow meanwhile', async () => {
    await aServer({ limits: { outQuiet: 16 * 1024, outSlow: 64 * 1024, outCut: 128 * 1024 } })
    await server.live.write('b1' as BoardId, 'server', (doc) => {
      for (let i = 0; i < 1_500; i += 1) rawWords(doc, `w${i}`, 'n1', `${i} `.padEnd(1_900, 'x'))
    })
    const bo = await bare({ device: 'bo' })
    const slow = await bare({ device: 'slow' })
    slow.frame(0, (encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, Uint8Array.of(0))
    })
    slow.ws.pause()
    for (let i = 1; i <= 20; i += 1) {
      server.changed({ board: 'b1' as BoardId })
      await bo.until('told', () => bo.told.length > i)
    }
    expect(server.live.counts().editors).toBe(2)
    slow.ws.resume()
    await slow.until('the board', () => slow.synced)
    expect(slow.doc.getMap('words').size).toBe(1_500)
    await slow.until('what followed', () => slow.told.length > 20)
  })

  it('[TRAP 9] a sender who is paused because the journal hangs is not taken for dead', async () => {
    await aServer({ limits: { pingMs: 50, deadMs: 700, sweepMs: 10 } })
    const ana = await aBoard()
    const bo = await joined({ device: 'bo' })
    journal.hold()
    for (let i = 0; i < 50; i += 1) wordingOf(ana.doc, 'n1').insert(0, 'z')
    await journal.held(1)
    const from = bo.pings
    await bo.until('many deadlines', () => bo.pings >= from + 25)
    expect(ana.closed).toBeNull()
    journal.release()
    await ana.saved()
  })

  it('[LIVE6] too many updates a second are slowed down, never closed', async () => {
    await aServer({ limits: { rate: 200, burst: 20 } })
    const ana = await aBoard()
    const began = performance.now()
    const text = wordingOf(ana.doc, 'n1')
    for (let i = 0; i < 60; i += 1) text.insert(0, 'z')
    await ana.saved()
    expect(ana.closed).toBeNull()
    // 20 at once, the other 40 at 200 a second
    expect(performance.now() - began).toBeGreaterThan(150)
  })

  it('[LIVE6] so is asking for the state again and again', async () => {
    await aServer({ limits: { rate: 200, burst: 20 } })
    const ana = await aBoard()
    const began = performance.now()
    const frames = ana.framesIn
    for (let i = 0; i < 60; i += 1)
      ana.frame(0, (encoder) => {
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Map([[i + 1, 1]])))
      })
    await ana.until('answered', () => ana.framesIn >= frames + 120)
    expect(ana.closed).toBeNull()
    expect(performance.now() - began).toBeGreaterThan(150)
  })

  it('[LIVE6] a large update counts for as many as it weighs, also when all of it is known', async () => {
    await aServer({ limits: { rate: 200, burst: 20 } })
    const ana = await aBoard()
    const [update] = updatesOf(ana.doc, () => rawBlock(ana.doc, 'b1', 'x'.repeat(60_000)))
    await ana.saved()
    const began = performance.now()
    for (let i = 0; i < 8; i += 1) ana.update(update ?? new Uint8Array())
    await ana.saved()
    expect(ana.closed).toBeNull()
    // 8 tokens each: two at once, the others at 25 a second
    expect(performance.now() - began).toBeGreaterThan(150)
  })

  it('[LIVE7] all frames of one turn leave in one write', async () => {
    await aServer()
    const ana = await aBoard()
    const bo = await joined({ device: 'bo' })
    const socket = (bo.ws as unknown as { _socket: import('node:net').Socket })._socket
    let reads = 0
    socket.on('data', () => (reads += 1))
    const frames = bo.framesIn
    wordingOf(bo.doc, 'n1').insert(0, 'b')
    await bo.saved()
    expect(bo.framesIn - frames).toBe(2) // the broadcast and "saved"
    expect(reads).toBe(1)
    await ana.leave()
  })
})

describe('who stays and who goes', () => {
  it('[TRAP 10] revocation destroys the sockets within a second, also of a peer that does not answer', async () => {
    await aServer({ limits: { sweepMs: 50 } })
    const ana = await joined({ device: 'ana', link: 'l1' })
    const bo = await joined({ device: 'bo', link: 'l2' })
    const deaf = await joined({ device: 'cy', link: 'l2' })
    deaf.ws.pause()
    const began = performance.now()
    server.revoked.add('l2')
    server.live.disconnect({ link: 'l2' as LinkId })
    expect((await bo.ended()).code).toBe(4401)
    await expect.poll(() => server.live.counts().editors, { interval: 5 }).toBe(1)
    deaf.ws.resume()
    await deaf.ended()
    withinPromise('the sockets of a revoked link are destroyed', began)
    expect(ana.closed).toBeNull()
    const again = new RawEditor({
      url: server.url,
      name: 'board:b1',
      ticket: server.ticket('b1', { device: 'bo', link: 'l2' }),
    })
    expect((await again.ended()).code).toBe(4401)
  })

  it('[TRAP 10] a write after revocation is not taken, even before the sockets are closed', async () => {
    await aServer()
    const ana = await aBoard()
    const before = journal.head('board:b1').seq
    server.revoked.add('l1')
    wordingOf(ana.doc, 'n1').insert(0, 'late ')
    expect((await ana.ended()).code).toBe(4401)
    expect(journal.head('board:b1').seq).toBe(before)
  })

  it('[TRAP 10] access revoked while an update waits for the disk: it is not taken', async () => {
    await aServer({ limits: { retryMs: 20 } })
    const ana = await aBoard()
    journal.fail()
    wordingOf(ana.doc, 'n1').insert(0, 'late ')
    await ana.until('down', () => ana.told.some(({ type }) => type === 'storage'))
    const before = journal.head('board:b1').seq
    server.revoked.add('l1')
    journal.mend()
    expect((await ana.ended()).code).toBe(4401)
    expect(journal.head('board:b1').seq).toBe(before)
  })

  it('[TRAP 13] whatever fails closes the real socket with 45xx: a stock provider comes back and its 20 later edits arrive', async () => {
    await aServer()
    const ana = await aBoard()
    const doc = new Y.Doc()
    const codes: number[] = []
    const socket = new HocuspocusProviderWebsocket({
      url: `${server.url}/collab`,
      WebSocketPolyfill: WebSocket,
      delay: 10,
      minDelay: 5,
      maxDelay: 20,
      jitter: false,
    })
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: 'board:b1',
      document: doc,
      awareness: null,
      token: () => server.ticket('b1', { device: 'stock' }),
      onClose: ({ event }) => void codes.push(event.code),
    })
    provider.attach()
    await expect.poll(() => doc.getMap('nodes').has('n1'), { interval: 5 }).toBe(true)
    // An update that stands on something the server does not have: not yet.
    const lost = updateOf(doc, () => wordingOf(doc, 'n1').insert(0, 'a'))
    expect(lost.length).toBeGreaterThan(0)
    await expect.poll(() => wordingOf(ana.doc, 'n1').toString(), { interval: 5 }).toBe('aClose the ring road')
    const gap = new Y.Doc()
    gap.clientID = 99
    rawNode(gap, 'n9', 'x')
    rawNode(gap, 'n8', 'y')
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, 'board:b1')
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(
      encoder,
      updateOf(gap, () => wordingOf(gap, 'n9').insert(1, 'z')),
    )
    socket.send(encoding.toUint8Array(encoder))
    await expect.poll(() => codes, { interval: 5 }).toContain(4503)
    await expect.poll(() => provider.isAuthenticated && provider.isSynced, { interval: 5 }).toBe(true)
    for (let i = 0; i < 20; i += 1) wordingOf(doc, 'n1').insert(0, String(i % 10))
    await expect
      .poll(() => wordingOf(ana.doc, 'n1').toString(), { interval: 5, timeout: 10_000 })
      .toBe(wordingOf(doc, 'n1').toString())
    expect(wordingOf(ana.doc, 'n1').toString()).toHaveLength('Close the ring road'.length + 21)
    provider.destroy()
    socket.destroy()
  })

  it('[TRAP 16] an offline device brings the structs of two page loads in one SyncStep2', async () => {
    await aServer()
    const ana = await aBoard()
    const first = replica(ana.doc, 41)
    wordingOf(first, 'n1').insert(0, 'first load ')
    const second = replica(first, 42)
    wordingOf(second, 'n1').insert(0, 'second load ')
    const tablet = await joined({ device: 'tablet', clients: [41, 42] }, { doc: second })
    await tablet.saved()
    await ana.until(
      'both loads',
      () => wordingOf(ana.doc, 'n1').toString() === 'second load first load Close the ring road',
    )
    const phone = await joined({ device: 'phone' })
    phone.update(Y.encodeStateAsUpdate(second))
    await phone.saved() // foreign structs that are known are ignored
    expect(phone.closed).toBeNull()
  })

  it('[TRAP 17] an idle connection stays, by byte 9 and byte 10; one that does not answer is dead', async () => {
    await aServer({ limits: { pingMs: 50, deadMs: 700, sweepMs: 10 } })
    const ana = await aBoard()
    await ana.until('pings', () => ana.pings >= 10)
    expect(ana.closed).toBeNull()
    const doc = new Y.Doc()
    const closes: number[] = []
    const socket = new HocuspocusProviderWebsocket({ url: `${server.url}/collab`, WebSocketPolyfill: WebSocket })
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: 'board:b1',
      document: doc,
      awareness: null,
      token: () => server.ticket('b1', { device: 'stock' }),
      onClose: ({ event }) => void closes.push(event.code),
    })
    provider.attach()
    const from = ana.pings
    await ana.until('more pings', () => ana.pings >= from + 18)
    expect(closes).toEqual([])
    expect(doc.getMap('nodes').has('n1')).toBe(true)
    provider.destroy()
    socket.destroy()
    // A peer that went away without a word: raw TCP after the handshake, silent from then on.
    const { hostname, port } = new URL(server.url)
    const raw = connect(Number(port), hostname)
    raw.write(
      `GET /collab HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    )
    raw.resume()
    await new Promise((resolve) => raw.on('close', resolve))
  })

  it('[TRAP 18] a frame above the cap would come back for ever: the same spell goes in parts by catch-up, in any number of tries', async () => {
    await aServer()
    const ana = await aBoard()
    const offline = replica(ana.doc, 61)
    const parts: Uint8Array[] = []
    offline.on('update', (update: Uint8Array) => parts.push(update))
    for (let i = 0; i < 180; i += 1) rawNode(offline, `x${i}`, 'x'.repeat(1_900))
    const whole = Y.encodeStateAsUpdate(offline, Y.encodeStateVector(ana.doc))
    expect(whole.length).toBeGreaterThan(300_000)
    const session = server.session({ device: 'tablet' })
    expect(await server.live.catchUp('board:b1', session, whole, everyClient)).toMatchObject({
      ok: false,
      problem: { code: 'too-large' },
    })
    expect(await server.live.catchUp('board:b1', session, parts[5] as Uint8Array, everyClient)).toMatchObject({
      ok: false,
      problem: { code: 'not-yet' },
    })
    for (const part of parts) {
      expect(await server.live.catchUp('board:b1', session, part, everyClient)).toMatchObject({ ok: true })
      expect(await server.live.catchUp('board:b1', session, part, everyClient)).toMatchObject({ ok: true })
    }
    await ana.until('all', () => ana.doc.getMap('nodes').size === 181)
    expect(journal.head('board:b1').seq).toBe(1 + parts.length)
    const tablet = await joined({ device: 'tablet' }, { doc: offline })
    await tablet.saved()
    expect(contentOf(tablet.doc)).toEqual(contentOf(ana.doc))
    expect(
      await server.live.catchUp(
        'board:b1',
        server.session({ device: 'phone', role: 'citizen' }),
        parts[0] as Uint8Array,
        everyClient,
      ),
    ).toMatchObject({ ok: true })
  })

  it('[TRAP 19] one clientID, two contents: never both "saved"', async () => {
    await aServer()
    const ana = await aBoard()
    const one = replica(ana.doc, 71)
    const two = replica(ana.doc, 71)
    const first = updateOf(one, () => wordingOf(one, 'n1').insert(0, 'aaa'))
    const other = updateOf(two, () => wordingOf(two, 'n1').insert(0, 'bbb'))
    const tab = await bare({ device: 'tablet' })
    tab.update(first)
    await tab.saved()
    const twin = await bare({ device: 'tablet' })
    twin.update(other)
    expect((await twin.ended()).code).toBe(4522)
    expect(twin.told).toContainEqual(
      expect.objectContaining({ type: 'refused', problem: { code: 'refused', why: 'writer-conflict' } }),
    )
    const thief = await bare({ device: 'phone' })
    thief.update(other)
    expect((await thief.ended()).code).toBe(4522)
    // Both at once, before either is committed: the journal decides.
    const three = replica(ana.doc, 72)
    const four = replica(ana.doc, 72)
    const left = await bare({ device: 'tablet' })
    const right = await bare({ device: 'tablet' })
    journal.hold()
    left.update(updateOf(three, () => wordingOf(three, 'n1').insert(0, 'ccc')))
    right.update(updateOf(four, () => wordingOf(four, 'n1').insert(0, 'ddd')))
    await journal.held(2)
    journal.release()
    await left.saved()
    expect((await right.ended()).code).toBe(4522)
  })

  it('[LIVE8] a newer ticket for the same clientID closes the older socket', async () => {
    await aServer()
    const old = await joined({ device: 'tablet', clients: [5, 81] })
    const other = await joined({ device: 'phone', clients: [81] })
    const fresh = await joined({ device: 'tablet', clients: [81] })
    expect((await old.ended()).code).toBe(4409)
    expect(other.closed).toBeNull()
    expect(fresh.closed).toBeNull()
  })

  it('[LIVE9] the board says what it is when one joins and when it changes', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    expect(ana.told[0]).toMatchObject({ type: 'board', board: { board: 'b1', curtain: 'open' } })
    server.curtains.set('b1', 'drawn')
    server.changed({ board: 'b1' as BoardId })
    await ana.until('drawn', () =>
      ana.told.some((message) => message.type === 'board' && message.board.curtain === 'drawn'),
    )
    server.settings.current = 'b2'
    server.changed({ dialogue: 'd1' as DialogueId })
    await ana.until('moved', () =>
      ana.told.some((message) => message.type === 'board' && boardNow(message.board) === 'b2'),
    )
    // And back: the board on which the table stands is told as well, so that nobody is led away from it.
    server.settings.current = 'b1'
    server.changed({ dialogue: 'd1' as DialogueId })
    await ana.until('moved back', () => {
      const last = ana.told.findLast((message) => message.type === 'board')
      return last !== undefined && boardNow(last.board) === 'b1'
    })
  })
})
