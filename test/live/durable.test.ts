import { afterEach, describe, expect, it, vi } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { BoardId } from '@tablee/shared/ids'
import { memoryJournal } from '@tablee/server/journal/memory'
import { heldJournal, type HeldJournal } from '../support/heldJournal.ts'
import { contentOf, hex, rawNode, rawWords, updateOf, updatesOf, wordingOf } from '../support/rawBoard.ts'
import { liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { askedLog } from '../support/slowLog.ts'
import { withinPromise } from '../support/promised.ts'

let server: LiveServer
let journal: HeldJournal
afterEach(() => server.close())

const aServer = async (limits: Parameters<typeof liveServer>[0] = {}): Promise<void> => {
  journal = heldJournal(memoryJournal({ clock: () => Date.now(), through: askedLog }))
  server = await liveServer({ journal, ...limits })
}

const join = (who: Who, board = 'b1', more: { clientID?: number; sync?: boolean; doc?: Y.Doc } = {}): RawEditor =>
  new RawEditor({ url: server.url, name: `board:${board}`, ticket: server.ticket(board, who), ...more })

async function joined(who: Who, board = 'b1', more: { clientID?: number; doc?: Y.Doc } = {}): Promise<RawEditor> {
  const editor = join(who, board, more)
  await editor.ready()
  return editor
}

/** A question and its answer: whatever the server sent before it has arrived. */
async function roundTrip(editor: RawEditor): Promise<void> {
  editor.synced = false
  editor.frame(0, (encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(editor.doc))
  })
  await editor.until('round trip', () => editor.synced)
}

const replayed = async (board = 'b1'): Promise<Record<string, unknown>> => {
  const doc = new Y.Doc()
  for (const update of (await server.journal.load(`board:${board}`)).updates) Y.applyUpdate(doc, update)
  return contentOf(doc)
}

describe('the durable write', () => {
  it('[LIVE1] two editors converge, both hear "saved", and the journal alone gives the same board', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    const bo = await joined({ device: 'bo' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await bo.until('n1', () => bo.doc.getMap('nodes').has('n1'))
    wordingOf(bo.doc, 'n1').insert(0, 'Please: ')
    rawWords(bo.doc, 'w1', 'n1', 'we cannot sleep')
    await ana.until('w1', () => ana.doc.getMap('words').has('w1'))
    await Promise.all([ana.saved(), bo.saved()])
    expect(contentOf(ana.doc)).toEqual(contentOf(bo.doc))
    expect(await replayed()).toEqual(contentOf(ana.doc))
    const { seq } = await server.live.state('b1' as BoardId)
    expect(seq).toBe(journal.head('board:b1').seq)
    expect(
      (await Array.fromAsync(journal.read('board:b1', 1, 0))).map(({ author, device }) => [author, device]),
    ).toContainEqual(['reporter', 'ana'])
  })

  it('[TRAP 1] nothing is applied, broadcast or acknowledged before COMMIT', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    const bo = await joined({ device: 'bo' })
    const order: string[] = []
    ana.doc.on('update', () => order.push('seen'))
    journal.hold()
    rawNode(bo.doc, 'n1', 'Close the ring road')
    await journal.held(1)
    await roundTrip(ana)
    expect(ana.doc.getMap('nodes').size).toBe(0)
    expect(bo.told.filter(({ type }) => type === 'saved')).toEqual([])
    expect(bo.acks).toBe(0)
    journal.onCommit = () => order.push('committed')
    journal.release()
    await bo.saved()
    order.push('saved')
    await ana.until('n1', () => ana.doc.getMap('nodes').has('n1'))
    expect(order[0]).toBe('committed')
    const saved = bo.told.find(({ type }) => type === 'saved')
    expect(saved).toMatchObject({ seq: 1, frames: 1 })
    // The vector that came with it holds all that bo wrote.
    expect(
      saved?.type === 'saved' &&
        Y.decodeStateVector(new Uint8Array(Buffer.from(saved.sv, 'base64'))).get(bo.doc.clientID),
    ).toBe(Y.getState(bo.doc.store, bo.doc.clientID))
  })

  it('[LIVE2] "saved" is one frame per turn, not one per edit', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    journal.hold()
    for (let i = 0; i < 10; i += 1) rawNode(ana.doc, `n${i}`, 'x')
    await journal.held(1)
    journal.release()
    await ana.saved()
    expect(ana.answered).toBe(10)
    expect(journal.head('board:b1').seq).toBe(10)
  })

  it('[TRAP 2] a journal that fails: no "saved", the table hears it within 2 s, it recovers alone, nothing is lost', async () => {
    await aServer({ limits: { retryMs: 20 } })
    const ana = await joined({ device: 'ana' })
    const bo = await joined({ device: 'bo' })
    journal.fail()
    const began = performance.now()
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await bo.until('storage down', () =>
      bo.told.some((message) => message.type === 'storage' && message.state === 'down'),
    )
    withinPromise('a journal that fails is told to the table', began, 2_000)
    expect(ana.told.some(({ type }) => type === 'saved')).toBe(false)
    expect(ana.closed).toBeNull()
    journal.mend()
    await ana.saved()
    await bo.until('n1', () => bo.doc.getMap('nodes').has('n1'))
    await bo.until('storage up', () => bo.told.some((message) => message.type === 'storage' && message.state === 'up'))
    expect(await replayed()).toEqual(contentOf(ana.doc))
  })

  it('[TRAP 2] a journal that hangs is told to the table within 2 s', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    journal.hold()
    const began = performance.now()
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.until('storage down', () =>
      ana.told.some((message) => message.type === 'storage' && message.state === 'down'),
    )
    withinPromise('a journal that hangs is told to the table', began, 2_000)
    journal.release()
    await ana.saved()
    await ana.until('storage up', () =>
      ana.told.some((message) => message.type === 'storage' && message.state === 'up'),
    )
  })

  it('[TRAP 2] closing ends in time whether the journal fails or hangs, and editors are told to come back', async () => {
    for (const state of ['hold', 'fail'] as const) {
      await aServer({ limits: { retryMs: 20 } })
      const ana = await joined({ device: 'ana' })
      journal[state]()
      rawNode(ana.doc, 'n1', 'Close the ring road')
      if (state === 'hold') await journal.held(1)
      else await ana.until('storage down', () => ana.told.some(({ type }) => type === 'storage'))
      const began = performance.now()
      await server.live.close(300)
      withinPromise(`closing, with a journal that is asked to ${state}`, began)
      expect((await ana.ended()).code).toBe(1012)
      journal.release()
    }
  })

  it('[TRAP 2] closing with a healthy journal is quick, and every editor hears 1012', async () => {
    await aServer()
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => joined({ device: `d${n}` })))
    for (const editor of all) rawNode(editor.doc, `n${editor.doc.clientID}`, 'x')
    const began = performance.now()
    await server.live.close(3_000)
    withinPromise('closing with a healthy journal', began, 1_500)
    expect(new Set((await Promise.all(all.map((editor) => editor.ended()))).map(({ code }) => code))).toEqual(
      new Set([1012]),
    )
  })

  it('[TRAP 14] all leave while an append is in flight and others join before it commits: one document, never two', async () => {
    for (let round = 0; round < 10; round += 1) {
      await aServer()
      const ana = await joined({ device: 'ana' })
      const idle = await joined({ device: 'idle' })
      journal.hold()
      rawNode(ana.doc, 'n1', 'Close the ring road')
      await journal.held(1)
      // The one who has something in flight leaves first; the idle one's leaving is what would unload the document.
      await ana.leave()
      await idle.leave()
      const bo = await joined({ device: 'bo' })
      expect(bo.doc.getMap('nodes').size).toBe(0)
      journal.release()
      await journal.settled()
      // The late end of ana's connection is over when bo's own write is.
      rawNode(bo.doc, 'n2', 'Keep it open')
      await bo.saved()
      const cy = await joined({ device: 'cy' })
      rawNode(cy.doc, 'n3', 'Only at night')
      await bo.until('all three', () => ['n1', 'n2', 'n3'].every((id) => bo.doc.getMap('nodes').has(id)))
      await cy.saved()
      expect(contentOf(bo.doc)).toEqual(contentOf(cy.doc))
      expect(await replayed()).toEqual(contentOf(cy.doc))
      expect(server.live.counts().boards).toBe(1)
      if (round < 9) await server.close()
    }
  })

  it('[TRAP 14] a document is let go when the last client is gone and everything has landed', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    journal.hold()
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await journal.held(1)
    await ana.leave()
    expect(server.live.counts().boards).toBe(1)
    journal.release()
    await journal.settled()
    await expect.poll(() => server.live.counts().boards, { interval: 5 }).toBe(0)
    const bo = await joined({ device: 'bo' })
    expect(bo.doc.getMap('nodes').has('n1')).toBe(true)
  })

  it('[LIVE23] a board outlives its last editor for a moment: who comes back meets the same document; then it is let go', async () => {
    await aServer({ limits: { lingerMs: 2_000 } })
    const ana = await joined({ device: 'ana' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    const loads = vi.spyOn(journal, 'load')
    await ana.leave()
    const bo = await joined({ device: 'bo' })
    expect(bo.doc.getMap('nodes').has('n1')).toBe(true)
    expect(loads).not.toHaveBeenCalled()
    await bo.leave()
    await expect.poll(() => server.live.counts().boards, { interval: 5 }).toBe(0)
  })

  it('[LIVE3] words on one key from two devices at once: one is written, the other refused', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    const bo = await joined({ device: 'bo' })
    journal.hold()
    ana.update(updateOf(ana.doc, () => rawWords(ana.doc, 'w1', 'n1', 'said ana')))
    await journal.held(1)
    rawWords(bo.doc, 'w1', 'n1', 'said bo')
    rawNode(bo.doc, 'n2', 'later')
    journal.release()
    expect((await bo.ended()).code).toBe(4522)
    expect(bo.told).toContainEqual(expect.objectContaining({ type: 'refused', at: ['w1'] }))
    expect(server.strikes).toEqual(['bo'])
    const cy = await joined({ device: 'cy' })
    expect(cy.doc.getMap('words').get('w1')).toMatchObject({ text: 'said ana' })
  })

  it('[LIVE4] a checkpoint is written in a pause after 500 updates, and the board loads from it', async () => {
    await aServer({ limits: { checkpointIdleMs: 5, rate: 100_000, burst: 100_000 } })
    const ana = await joined({ device: 'ana' })
    const text = rawNode(ana.doc, 'n1', '')
    for (let i = 0; i < 520; i += 1) text.insert(text.length, 'x')
    await ana.saved()
    await expect.poll(() => journal.tail('board:b1').rows, { interval: 5 }).toBeLessThan(100)
    await ana.leave()
    await expect.poll(() => server.live.counts().boards, { interval: 5 }).toBe(0)
    const bo = await joined({ device: 'bo' })
    expect(wordingOf(bo.doc, 'n1').length).toBe(520)
  })

  it('[LIVE5] after a restart a device goes on with its clientID, and another device cannot take it', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' }, 'b1', { clientID: 11 })
    rawNode(ana.doc, 'n1', 'Close')
    await ana.saved()
    await server.live.close(1_000)
    const again = await liveServer({ journal })
    await server.close()
    server = again
    const back = await joined({ device: 'ana' }, 'b1', { doc: ana.doc })
    wordingOf(ana.doc, 'n1').insert(0, 'Now: ')
    await back.saved()
    const thief = await joined({ device: 'mallory' }, 'b1', { clientID: 11 })
    thief.doc.clientID = 11
    wordingOf(thief.doc, 'n1').insert(0, 'Never: ')
    expect((await thief.ended()).code).toBe(4522)
  })
})

describe('a row that cannot be applied', () => {
  const seed = hex('010402002701016d01790204000200017ac40107010803494e5340000e01767d01717d0101010203030f01')
  const plant = async (): Promise<void> => {
    const planted = await journal.append({
      doc: 'board:b1',
      epoch: 1,
      kind: 'update',
      author: 'server',
      device: 'x',
      data: seed,
      writers: [],
      deps: [],
    })
    expect(planted.ok).toBe(true)
  }

  it('[TRAP 3] is put aside at load: the board opens, at least to be read, with everything else', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    await ana.leave()
    await expect.poll(() => server.live.counts().boards, { interval: 5 }).toBe(0)
    await plant()
    for (let tries = 0; tries < 3; tries += 1) {
      const bo = join({ device: 'bo' })
      await bo.until('in or out', () => bo.synced || bo.closed !== null)
      if (bo.closed !== null) {
        expect(bo.closed.code).toBe(4507)
        continue
      }
      expect(wordingOf(bo.doc, 'n1').toString()).toBe('Close the ring road')
      wordingOf(bo.doc, 'n1').insert(0, 'x')
      expect((await bo.ended()).code).toBe(4522)
      expect(tries).toBeLessThan(2)
      return
    }
    throw new Error('the board did not open')
  })

  it('[TRAP 3] is put aside on a live board: everybody loads it anew, without the row', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    await plant()
    expect((await ana.ended()).code).toBe(4503)
    // Who comes before the row is aside is sent away too, and comes again.
    for (;;) {
      const back = join({ device: 'ana' }, 'b1', { doc: ana.doc })
      await back.until('in or out', () => back.synced || back.closed !== null)
      if (back.closed !== null) {
        expect(back.closed.code).toBe(4503)
        continue
      }
      expect(contentOf(back.doc)).toEqual(contentOf(ana.doc))
      expect(wordingOf(back.doc, 'n1').toString()).toBe('Close the ring road')
      return
    }
  })
})

describe('long lives', () => {
  it('[TRAP 12] 22,000 small updates are loaded one by one in a second, and never merged on the way', async () => {
    await aServer()
    const doc = new Y.Doc()
    doc.clientID = 11
    const text = rawNode(doc, 'n1', '')
    const first = Y.encodeStateAsUpdate(doc)
    const updates = [
      first,
      ...updatesOf(doc, () => {
        for (let i = 0; i < 22_000; i += 1) {
          text.insert(text.length, 'x')
          if (text.length > 100) text.delete(0, 90)
        }
      }),
    ]
    for (const data of updates)
      void journal.append({
        doc: 'board:b1',
        epoch: 1,
        kind: 'update',
        author: 'server',
        device: 'x',
        data,
        writers: [],
        deps: [],
      })
    await journal.settled()
    // Of the processor, on both sides: what the machine does beside it is no part of it.
    const began = process.cpuUsage().user
    const ana = await joined({ device: 'ana' })
    const took = (process.cpuUsage().user - began) / 1_000
    console.log(
      `first join after a restart, ${updates.length} rows without a checkpoint: ${Math.round(took)} ms of work`,
    )
    expect(took).toBeLessThan(4_000)
    expect(contentOf(ana.doc)).toEqual(contentOf(doc))
  })

  it('[TRAP 11] two servers on one journal: neither overwrites what the other acknowledged', async () => {
    await aServer()
    const second = await liveServer({ journal })
    try {
      const ana = await joined({ device: 'ana' })
      const bo = new RawEditor({ url: second.url, name: 'board:b1', ticket: second.ticket('b1', { device: 'bo' }) })
      await bo.ready()
      // Rows are appended, states are never stored: an old state in one server's memory can replace nothing.
      rawNode(ana.doc, 'n1', 'Close the ring road')
      rawNode(bo.doc, 'n2', 'Keep it open')
      await Promise.all([ana.saved(), bo.saved()])
      await ana.until('n2', () => ana.doc.getMap('nodes').has('n2'))
      await bo.until('n1', () => bo.doc.getMap('nodes').has('n1'))
      for (let i = 0; i < 20; i += 1) {
        wordingOf(ana.doc, 'n2').insert(0, 'a')
        wordingOf(bo.doc, 'n2').insert(0, 'b')
      }
      await Promise.all([ana.saved(), bo.saved()])
      await second.close()
      rawNode(ana.doc, 'n3', 'Only at night')
      await ana.saved()
      expect(wordingOf(ana.doc, 'n2').length).toBe('Keep it open'.length + 40)
      expect(await replayed()).toEqual(contentOf(ana.doc))
    } finally {
      await second.close()
    }
  })

  it('[LIVE17] above 8 MiB nothing more is written and reading goes on', async () => {
    await aServer()
    await server.live.write('b1' as BoardId, 'server', (doc) => {
      rawNode(doc, 'n1', 'Close the ring road')
      for (let i = 0; i < 4_400; i += 1) rawWords(doc, `w${i}`, 'n1', 'x'.repeat(1_900))
    })
    const ana = await joined({ device: 'ana' })
    expect(ana.doc.getMap('words').size).toBe(4_400)
    wordingOf(ana.doc, 'n1').insert(0, 'one more ')
    expect((await ana.ended()).code).toBe(4522)
    expect(ana.told).toContainEqual(
      expect.objectContaining({
        type: 'refused',
        problem: { code: 'board-full', what: 'bytes', limit: 8 * 1024 * 1024 },
      }),
    )
    const bo = await joined({ device: 'bo', role: 'citizen' })
    expect(bo.doc.getMap('words').size).toBe(4_400)
  })

  it('[LIVE21] above 2 MiB the table is told once, and a checkpoint keeps the load short', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    const fill = (from: number): Promise<unknown> =>
      server.live.write('b1' as BoardId, 'server', (doc) => {
        for (let i = from; i < from + 600; i += 1) rawWords(doc, `w${i}`, 'n1', 'x'.repeat(1_900))
      })
    const large = (editor: RawEditor): boolean[] =>
      editor.told.flatMap((message) => (message.type === 'board' ? [message.board.large === true] : []))
    await fill(0)
    await expect.poll(() => journal.tail('board:b1').rows, { interval: 5 }).toBe(0)
    expect(large(ana)).toEqual([false])
    await fill(600)
    await ana.until('told', () => large(ana).includes(true))
    expect(journal.tail('board:b1').rows).toBe(0)
    wordingOf(ana.doc, 'n1').insert(0, 'still written: ')
    await ana.saved()
    expect(large(ana)).toEqual([false, true])
    const bo = await joined({ device: 'bo' })
    expect(large(bo)).toEqual([true])
  })

  it('[LIVE24] an edit in flight lands before the closing or not at all: no row follows the one that closed the board', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    // As a record does it: what is staged is what the next is judged by.
    const close = () => {
      server.settings.state = 'closed'
      return journal.append({
        doc: 'dialogue:d1',
        epoch: journal.head('dialogue:d1').epoch,
        kind: 'command',
        author: 'organiser',
        device: 'desk',
        data: new TextEncoder().encode('{}'),
        writers: [],
        deps: [],
      })
    }
    journal.hold()
    rawNode(ana.doc, 'n1', 'In time')
    await journal.held(1)
    const first = close()
    journal.release()
    expect(await first).toMatchObject({ ok: true })
    await ana.saved()
    expect(server.settings.state).toBe('closed')
    expect(journal.head('board:b1').seq).toBe(1)

    // The other order: it comes while the closing is on its way to the disk.
    server.settings.state = 'open'
    journal.hold()
    const second = close()
    const wait = vi.spyOn(journal, 'settled')
    rawNode(ana.doc, 'n2', 'Too late')
    // Judged by a closing that is not in yet: nobody is refused before it is.
    await expect.poll(() => wait.mock.calls.length, { interval: 5 }).toBe(1)
    expect(ana.closed).toBeNull()
    journal.release()
    expect(await second).toMatchObject({ ok: true })
    await ana.until('closed', () => ana.closed !== null)
    expect(journal.head('board:b1').seq).toBe(1)
    expect(ana.told.filter(({ type }) => type === 'refused')).toMatchObject([{ problem: { code: 'not-allowed' } }])

    // And where the closing does not land, nobody is.
    server.settings.state = 'open'
    const bo = await joined({ device: 'bo' })
    journal.hold()
    const third = close()
    rawNode(bo.doc, 'n3', 'While a closing failed')
    await expect.poll(() => wait.mock.calls.length, { interval: 5 }).toBe(2)
    server.settings.state = 'open'
    journal.drop()
    expect(await third).toMatchObject({ ok: false })
    await bo.saved()
    expect(journal.head('board:b1').seq).toBe(2)
  })

  it('[LIVE25] access revoked while an edit waits for its commit: what was staged before may land, nothing after', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' })
    journal.hold()
    rawNode(ana.doc, 'n1', 'Before the revocation')
    await journal.held(1)
    server.revoked.add('l1')
    rawNode(ana.doc, 'n2', 'After the revocation')
    journal.release()
    await ana.until('closed', () => ana.closed !== null)
    expect(ana.closed?.code).toBe(4401)
    expect(journal.head('board:b1').seq).toBe(1)
    expect((await replayed())['nodes']).toEqual({ n1: expect.anything() })
    // One that failed and is tried again after the revocation is not staged any more.
    server.revoked.clear()
    const bo = await joined({ device: 'bo' })
    journal.fail()
    rawNode(bo.doc, 'n3', 'While the disk was full')
    await bo.until('told', () => bo.told.some(({ type }) => type === 'storage'))
    server.revoked.add('l1')
    journal.mend()
    await bo.until('closed', () => bo.closed !== null)
    expect(journal.head('board:b1').seq).toBe(1)
  })
})
