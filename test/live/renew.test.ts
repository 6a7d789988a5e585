import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentKey } from '@tablee/shared/board/anew'
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, WordsId } from '@tablee/shared/ids'
import { lateBroughtMigration, lateMigration, lateStore, type LateStore } from '@tablee/server/live/board/late-store'
import { encodeUpdate } from '@tablee/shared/board/encode'
import { Place } from '../journal/place.ts'
import { contentOf, rawBlock, rawNode, rawWords, replica, wordingOf } from '../support/rawBoard.ts'
import { liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'

let server: LiveServer
afterEach(() => server.close())
const board = 'b1' as BoardId
const aServer = async (options: Parameters<typeof liveServer>[0] = {}): Promise<void> => {
  server = await liveServer(options)
}

async function joined(who: Who, clientID?: number): Promise<RawEditor> {
  const editor = new RawEditor({
    url: server.url,
    name: 'board:b1',
    ticket: server.ticket('b1', who),
    ...(clientID === undefined ? {} : { clientID }),
  })
  await editor.ready()
  return editor
}

async function onBoard(): Promise<Y.Doc> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await server.live.state(board)).state)
  return doc
}

async function aTable(): Promise<RawEditor> {
  const ana = await joined({ device: 'ana' }, 11)
  rawNode(ana.doc, 'n1', 'Close the ring road')
  rawWords(ana.doc, 'w1', 'n1', 'it is so loud')
  rawBlock(ana.doc, 'm1', 'We began at ten')
  await ana.saved()
  return ana
}

/** What a device brings of an epoch that is over. */
async function bring(doc: Y.Doc, who: Who, epoch = '1') {
  const session = server.session(who)
  const clients = [...doc.store.clients.keys()]
  const ask = () => server.live.catchUp(boardDoc(board), session, Uint8Array.of(0, 0), clients, epoch)
  let asked = await ask()
  // As a device does: the person who was at the board is still leaving it.
  for (let tries = 0; tries < 50 && !asked.ok && asked.problem.code === 'not-yet'; tries += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    asked = await ask()
  }
  if (!asked.ok) return asked
  const lacking = Y.encodeStateAsUpdate(doc, new Uint8Array(Buffer.from(asked.value.sv, 'base64')))
  return server.live.catchUp(boardDoc(board), session, lacking, clients, epoch)
}

describe('a new epoch', () => {
  it('[EPO7] begins by itself while the board is crowded: the same board, one writer, in one row; who is there is told to come back', async () => {
    await aServer({ limits: { renewAt: 40 } })
    const ana = await aTable()
    const before = contentKey(ana.doc)
    const mal = await joined({ device: 'mal' })
    mal.update(encodeUpdate(Array.from({ length: 60 }, (_, i) => new Y.GC(Y.createID(1_000 + i, 0), 1))))
    expect((await ana.ended()).code).toBe(4505)
    expect((await mal.ended()).code).toBe(4505)
    const bo = await joined({ device: 'bo' }, 12)
    expect(contentKey(bo.doc)).toBe(before)
    expect(bo.doc.store.clients.size).toBe(1)
    expect(server.journal.head('board:b1')).toMatchObject({ epoch: 2 })
    expect(server.live.epochOf(board)).toMatch(/^2-\d+$/)
    wordingOf(bo.doc, 'n1').insert(0, 'Please: ')
    await bo.saved()
    const cy = await joined({ device: 'cy' })
    expect(contentOf(cy.doc)).toEqual(contentOf(bo.doc))
  })

  it('[EPO8] a ticket opens the epoch that it was issued in and no other', async () => {
    await aServer()
    await (await aTable()).leave()
    await server.live.renew(board)
    const old = await joined({ device: 'ana', epoch: '1' }).catch((cause: unknown) => String(cause))
    expect(old).toContain('4505')
    const now = await joined({ device: 'ana', epoch: server.live.epochOf(board) })
    expect(now.doc.getMap('nodes').size).toBe(1)
  })

  it('[EPO9] what a device wrote before is carried to its place, beside what others wrote since; sent twice it is done once', async () => {
    await aServer()
    const ana = await aTable()
    const offline = replica(ana.doc, 21)
    wordingOf(offline, 'n1').insert(wordingOf(offline, 'n1').length, ' at night')
    wordingOf(offline, 'n1').delete(0, 5)
    wordingOf(offline, 'n1').insert(0, 'Shut')
    rawNode(offline, 'n2', 'Keep it open')
    rawWords(offline, 'w2', 'n2', 'my shop lies there')
    rawBlock(offline, 'm2', 'Bo left early')
    await server.live.renew(board)
    const bo = await joined({ device: 'bo' }, 12)
    wordingOf(bo.doc, 'n1').insert(6, 'noisy ')
    await bo.saved()
    for (let sent = 0; sent < 3; sent += 1)
      expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
    await bo.until('the offline day', () => bo.doc.getMap('nodes').size === 2)
    expect(wordingOf(bo.doc, 'n1').toString()).toBe('Shut noisy the ring road at night')
    expect(contentKey(bo.doc)).toBe(contentKey(await onBoard()))
    expect(bo.doc.getXmlFragment('notes').toString()).toContain('Bo left early')
    // The row names who wrote it, and the words are the device's own.
    const row = (await Array.fromAsync(server.journal.read('board:b1', 2, 0))).at(-1)
    expect(row).toMatchObject({ author: 'reporter', device: 'tablet', epoch: 2 })
  })

  it('[EPO9] also over two epochs, from two devices, and while the device is still writing', async () => {
    await aServer()
    const ana = await aTable()
    const [one, two] = [replica(ana.doc, 21), replica(ana.doc, 22)]
    wordingOf(one, 'n1').insert(0, 'One: ')
    await server.live.renew(board)
    const bo = await joined({ device: 'bo' }, 12)
    wordingOf(bo.doc, 'n1').insert(0, 'Bo: ')
    await bo.saved()
    const three = replica(bo.doc, 23)
    const second = server.live.epochOf(board)
    await server.live.renew(board)
    wordingOf(two, 'n1').insert(5, ', two,')
    wordingOf(three, 'n1').insert(0, 'Three: ')
    expect(await bring(one, { device: 'one' })).toMatchObject({ ok: true })
    expect(await bring(three, { device: 'three' }, second)).toMatchObject({ ok: true })
    expect(await bring(two, { device: 'two' })).toMatchObject({ ok: true })
    wordingOf(one, 'n1').insert(5, 'again, ')
    expect(await bring(one, { device: 'one' })).toMatchObject({ ok: true })
    const text = wordingOf(await onBoard(), 'n1').toString()
    for (const part of ['One: again, ', 'Bo: ', 'Three: ', 'Close, two, the ring road']) expect(text).toContain(part)
    expect(text.length).toBe('One: again, Bo: Three: Close, two, the ring road'.length)
  })

  it('[EPO10] what the gate would have refused then, or must refuse now, is refused and changes nothing', async () => {
    await aServer()
    const ana = await aTable()
    const offline = replica(ana.doc, 21)
    rawNode(offline, 'n2', 'Keep it open')
    const forged = replica(ana.doc, 31)
    forged.getMap('withdrawn').set('w1', { at: 1, by: 'me' })
    await server.live.renew(board)
    expect(await bring(forged, { device: 'mal' })).toMatchObject({ ok: false, problem: { code: 'refused' } })
    expect(await bring(offline, { device: 'tablet' }, '7-123')).toMatchObject({
      ok: false,
      problem: { code: 'refused', why: 'unknown-epoch' },
    })
    server.settings.state = 'closed'
    expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: false })
    server.settings.state = 'open'
    expect((await onBoard()).getMap('nodes').size).toBe(1)
    expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
    expect((await onBoard()).getMap('nodes').size).toBe(2)
  })

  it('[EPO11] commands, own words and rows of before hold on: nothing is done twice, nothing becomes somebody else’s', async () => {
    await aServer()
    const ana = await aTable()
    await ana.leave()
    const actor = { role: 'citizen', seat: null, device: 'ana' as never } as const
    const drawn = { id: 'c1', kind: 'curtain', to: 'drawn' } as const
    const by = { role: 'reporter', seat: null, device: 'ana' as never } as const
    expect(await server.live.command(board, by, drawn)).toMatchObject({ ok: true })
    await server.live.renew(board)
    expect(await server.live.command(board, by, drawn)).toMatchObject({ ok: true })
    const rows = await Array.fromAsync(server.journal.read('board:b1', 2, 0))
    expect(rows.filter(({ kind }) => kind === 'command')).toHaveLength(1)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
    // Another device may not take back what it did not write; the one that wrote it before the new epoch may.
    const other = { ...actor, device: 'bo' as never }
    const take = { id: 'c2', kind: 'withdraw', words: 'w1' as WordsId } as const
    expect(await server.live.command(board, other, take)).toMatchObject({ ok: false })
    expect(await server.live.command(board, actor, take)).toMatchObject({ ok: true })
    expect((await onBoard()).getMap('withdrawn').has('w1')).toBe(true)
  })

  it('[EPO7] [EPO9] killed at any moment: the old epoch or the new one, the same board; what was brought late is there once', async () => {
    const place = new Place()
    const copies: Place[] = []
    try {
      const opened = place.open()
      for (const { sql } of [lateMigration, lateBroughtMigration]) opened.database.exec(sql.join(';'))
      const store = lateStore(opened.database)
      const late: LateStore = {
        ...store,
        add(...of) {
          const brought = store.add(...of)
          copies.push(place.killed())
          return brought
        },
        landed(...of) {
          copies.push(place.killed())
          store.landed(...of)
        },
      }
      await aServer({ journal: opened.journal, late })
      const ana = await aTable()
      const offline = replica(ana.doc, 21)
      wordingOf(offline, 'n1').insert(0, 'Please: ')
      const before = contentKey(ana.doc)
      const renewed = server.live.renew(board)
      copies.push(place.killed())
      await renewed
      copies.push(place.killed())
      for (const [copy, epoch] of [
        [copies[0], 1],
        [copies[1], 2],
      ] as const) {
        const found = copy?.open()
        const loaded = await found?.journal.load('board:b1')
        const doc = new Y.Doc()
        for (const update of loaded?.updates ?? []) Y.applyUpdate(doc, update)
        expect(loaded).toMatchObject({ epoch, quarantined: 0 })
        expect(contentKey(doc)).toBe(before)
        found?.close()
      }
      // The answer is lost with the process: the device brings it again to the next one.
      await ana.ended()
      expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
      await server.close()
      opened.close()
      // Killed before its row was in the journal, and before anybody had noted that it is: brought again, it is there once.
      for (const copy of copies.slice(2)) {
        const found = copy.open()
        await aServer({ journal: found.journal, late: lateStore(found.database) })
        expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
        expect(wordingOf(await onBoard(), 'n1').toString()).toBe('Please: Close the ring road')
        await server.close()
        found.close()
      }
      expect(copies).toHaveLength(4)
      const again = place.open()
      await aServer({ journal: again.journal, late: lateStore(again.database) })
      expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
      wordingOf(offline, 'n1').insert(8, 'do ')
      expect(await bring(offline, { device: 'tablet' })).toMatchObject({ ok: true })
      expect(wordingOf(await onBoard(), 'n1').toString()).toBe('Please: do Close the ring road')
      await server.close()
      again.close()
      await aServer()
    } finally {
      for (const one of [place, ...copies]) one.remove()
    }
  })
})
