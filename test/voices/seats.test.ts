/** Seats over real HTTP: who sits where, on which device, and what becomes of a phone that is lost. */
import type { VoiceRow } from '@tablee/shared/voices/rows'
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import type { TableVoices } from '@tablee/shared/wire/voices'
import { addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import { decodeToPresence, encodeHello, type Presence } from '@tablee/shared/wire/presence'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { RawEditor } from '../support/rawEditor.ts'
import { done } from '../support/server.ts'
import { free, openHall, problemOf, sit, speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openHall()
}, 60_000)
afterAll(() => hall.close())

const seatsOf = async (session: string): Promise<SeatsAnswer> =>
  (await hall.api('/api/seats', { as: session })).body as SeatsAnswer
const rows = async (): Promise<readonly VoiceRow[]> =>
  (await Array.fromAsync(hall.parts.journal.read(`voices:${hall.dialogue}`, 1, 0))).map(
    (row) => JSON.parse(new TextDecoder().decode(row.data)) as VoiceRow,
  )

describe('a seat', () => {
  it('[SEAT1] a phone at the door sees its table’s seats and what it is asked; nothing of it is recorded', async () => {
    const before = (await rows()).length
    const { session, me } = await hall.enter('citizen', 1)
    expect(me.seat).toBeNull()
    const page = await seatsOf(session)
    expect(page.tableNumber).toBe(1)
    expect(page.seats).toEqual([1, 2, 3, 4, 5, 6].map((n) => ({ seat: `T1-0${n}`, taken: false })))
    expect(page.consent?.version).toBe(yes.version)
    // Who declines leaves, and nothing was ever written.
    expect((await hall.api('/api/sessions', { as: session, method: 'DELETE' })).status).toBe(204)
    expect((await rows()).length).toBe(before)
  })

  it('[SEAT2] sitting down is one row, once, and the session has the seat from then on', async () => {
    const { session } = await hall.enter('citizen', 1)
    const id = unique('sit')
    const [one, two] = await Promise.all([sit(hall, session, 'T1-01', {}, id), sit(hall, session, 'T1-01', {}, id)])
    expect([one?.status, two?.status]).toEqual([201, 201])
    expect(one?.body).toMatchObject({ seat: 'T1-01' })
    expect((await rows()).filter((row) => row.kind === 'sit' && 'seat' in row && row.seat === 'T1-01')).toHaveLength(1)
    expect((await hall.api('/api/me', { as: session })).body).toMatchObject({ seat: 'T1-01' })
    expect((await seatsOf(session)).seats[0]).toEqual({ seat: 'T1-01', taken: false })
    const next = await hall.enter('citizen', 1)
    expect((await seatsOf(next.session)).seats[0]).toEqual({ seat: 'T1-01', taken: true })
  })

  it('[SEAT3] naming a seat at the door is not sitting on it', async () => {
    const card = hall.link('citizen', 1)
    const reply = await hall.api('/api/sessions', {
      body: { token: card.token, device: unique('device'), seat: 'T1-05' },
    })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({ me: { seat: null } })
    // Nor does a program sit with the card's own token.
    const direct = await hall.api('/api/seats', {
      as: card.token,
      body: { id: unique(), seat: 'T1-05', consent: yes },
    })
    expect(problemOf(direct)?.code).toBe('not-allowed')
  })

  it('[SEAT4] two phones on one seat at once: one sits, the other hears that it is taken', async () => {
    const phones = await Promise.all([1, 2, 3, 4].map(() => hall.enter('citizen', 2)))
    const replies = await Promise.all(phones.map(({ session }) => sit(hall, session, 'T2-01')))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    for (const reply of replies.filter(({ status }) => status === 409))
      expect(problemOf(reply)).toEqual({ code: 'seat-taken', seat: 'T2-01' })
  })

  it('[SEAT5] a phone has one seat, at its own table, of a number that there is', async () => {
    const { session } = await hall.enter('citizen', 2)
    for (const seat of ['T1-04', 'T2-07', 'T2-00'])
      expect(problemOf(await sit(hall, session, seat))?.code, seat).toBe('bad-request')
    expect((await sit(hall, session, 'T2-02')).status).toBe(201)
    expect(problemOf(await sit(hall, session, 'T2-03'))?.code).toBe('bad-request')
  })

  it('[SEAT6] a card for one seat opens that seat only', async () => {
    const { links } = hall.parts.access
    const card = { role: 'citizen', dialogue: hall.dialogue, table: hall.tableId(3), seat: 'T3-04' as never } as const
    const link = done(await links.issue(card))
    const entered = await hall.api('/api/sessions', {
      body: { token: links.derive(link).token, device: unique('device') },
    })
    const { session, me } = entered.body as { session: string; me: { seat: string | null } }
    expect(me.seat).toBeNull()
    expect((await seatsOf(session)).seats).toEqual([{ seat: 'T3-04', taken: false }])
    expect(problemOf(await sit(hall, session, 'T3-03'))?.code).toBe('bad-request')
    expect((await sit(hall, session, 'T3-04')).status).toBe(201)
  })

  it('[SEAT7] a lost phone: the seat is freed, the old one is out, and its new one sits with the same voice', async () => {
    const lost = await hall.enter('citizen', 4, { seat: 'T4-01' })
    const pair = () => hall.parts.voices.state(hall.dialogue).seats.get('T4-01' as never)?.pair
    const drawn = pair()
    await free(hall, 4, 'T4-01')
    for (const request of [
      { path: '/api/me' },
      { path: '/api/seats' },
      { path: '/api/seat/commands', body: { id: unique(), kind: 'consent', consent: yes } },
      { path: '/api/tickets', body: { board: hall.board(4, 2), path: 'collab', clients: [1] } },
    ]) {
      const reply = await hall.api(request.path, {
        as: lost.session,
        ...('body' in request ? { body: request.body } : {}),
      })
      expect([request.path, reply.status, problemOf(reply)?.code]).toEqual([request.path, 401, 'seat-moved'])
    }
    const found = await hall.enter('citizen', 4, { seat: 'T4-01' })
    expect(found.me.seat).toBe('T4-01')
    expect(pair()).toBe(drawn)
    expect((await hall.api('/api/me', { as: lost.session })).status).toBe(401)
    // The old phone's owner may come in again at the door, and finds the seat taken.
    const again = await hall.enter('citizen', 4, { device: lost.device })
    expect(problemOf(await sit(hall, again.session, 'T4-01'))).toEqual({ code: 'seat-taken', seat: 'T4-01' })
  })

  it('[SEAT21] of two seats on one phone each is opened by its own secret alone: another one of the same device neither sits there nor speaks for it, nor does an old one come back', async () => {
    const first = await hall.enter('citizen', 4)
    const asked = unique('sit')
    expect((await sit(hall, first.session, 'T4-02', {}, asked)).status).toBe(201)
    const second = await hall.enter('citizen', 4, { device: first.device })
    expect((await seatsOf(second.session)).seats[1]).toEqual({ seat: 'T4-02', taken: true })
    const taken = { code: 'seat-taken', seat: 'T4-02' }
    expect(problemOf(await sit(hall, second.session, 'T4-02'))).toEqual(taken)
    // The very command that took effect for the other, sent again.
    expect(problemOf(await sit(hall, second.session, 'T4-02', {}, asked))).toEqual(taken)
    expect((await hall.api('/api/me', { as: second.session })).body).toMatchObject({ seat: null })
    expect(problemOf(await hall.api('/api/seat', { as: second.session }))?.code).toBe('no-seat')
    // A seat of their own, on the same phone: then each speaks for one.
    expect((await sit(hall, second.session, 'T4-03')).status).toBe(201)
    const says = (session: string) => hall.api('/api/seat', { as: session })
    expect([(await says(first.session)).body, (await says(second.session)).body]).toMatchObject([
      { seat: 'T4-02' },
      { seat: 'T4-03' },
    ])
    // Freed, and taken by somebody else who holds the same phone: the old secret is out for good.
    await free(hall, 4, 'T4-02')
    const third = await hall.enter('citizen', 4, { device: first.device })
    expect((await sit(hall, third.session, 'T4-02')).status).toBe(201)
    expect(problemOf(await says(first.session))?.code).toBe('seat-moved')
    expect((await says(second.session)).status).toBe(200)
    const board = { board: hall.board(4, 2), path: 'collab', clients: [77] }
    expect(problemOf(await hall.api('/api/tickets', { as: first.session, body: board }))?.code).toBe('seat-moved')
    // Where a secret has ended by itself, its phone sits down again without anybody's help.
    expect((await hall.api('/api/sessions', { as: third.session, method: 'DELETE' })).status).toBe(204)
    const back = await hall.enter('citizen', 4, { device: first.device })
    expect((await seatsOf(back.session)).seats[1]).toEqual({ seat: 'T4-02', taken: false })
    expect((await sit(hall, back.session, 'T4-02')).status).toBe(201)
  })

  it('[SEAT21] a seat that an earlier version wrote down names no session: its phone holds it as it did, until it is freed', async () => {
    const before = await hall.enter('citizen', 2)
    expect((await sit(hall, before.session, 'T2-06')).status).toBe(201)
    const written = (await rows()).findLast(({ kind }) => kind === 'sit')
    if (written?.kind !== 'sit' || written.session === undefined) throw new Error('the row names no session')
    const { session: _, ...older } = written
    const hand = { author: 'citizen:T2-06', device: before.device }
    expect(
      (await hall.parts.voices.append(hall.dialogue, { ...older, command: unique('sit') }, hand, () => null)).ok,
    ).toBe(true)
    const seated = async (session: string) => (await hall.api('/api/seat', { as: session })).status
    expect(await seated(before.session)).toBe(200)
    const stranger = await hall.enter('citizen', 2)
    expect(problemOf(await sit(hall, stranger.session, 'T2-06'))?.code).toBe('seat-taken')
    // The same phone at the door again: it finds its seat, and from then on that session holds it.
    const again = await hall.enter('citizen', 2, { device: before.device })
    expect((await seatsOf(again.session)).seats[5]).toEqual({ seat: 'T2-06', taken: false })
    expect((await sit(hall, again.session, 'T2-06')).status).toBe(201)
    expect([await seated(again.session), problemOf(await hall.api('/api/seat', { as: before.session }))?.code]).toEqual(
      [200, 'seat-moved'],
    )
  })

  it('[SEAT22] two seats a phone takes by itself; a third waits until who runs the table lets it in, who is told which seats are on one phone', async () => {
    const device = unique('shared')
    const enter = async () => (await hall.enter('citizen', 5, { device })).session
    expect((await sit(hall, await enter(), 'T5-01')).status).toBe(201)
    expect((await sit(hall, await enter(), 'T5-02')).status).toBe(201)
    const [third, id] = [await enter(), unique('sit')]
    const runner = await hall.enter('facilitator', 5)
    const voices = `/api/boards/${hall.board(5, 2)}/voices`
    const told = async (after = '') => (await hall.api(`${voices}${after}`, { as: runner.session })).body as TableVoices
    const before = await told()
    expect(before).toMatchObject({ shared: [['T5-01', 'T5-02']] })
    expect(before.asks).toBeUndefined()
    const waits = { code: 'seat-waits', seat: 'T5-03' }
    const held = told(`?after=${before.version}`)
    expect(problemOf(await sit(hall, third, 'T5-03', {}, id))).toEqual(waits)
    expect((await held).asks).toEqual(['T5-03'])
    // Nobody else at the table is told, and nobody but who runs it lets anybody in.
    const citizen = await hall.enter('citizen', 5, { seat: 'T5-06' })
    const others = (await hall.api(voices, { as: citizen.session })).body as TableVoices
    expect([others.shared, others.asks]).toEqual([undefined, undefined])
    const letIn = (as: string, seat: string) => hall.api(voices, { as, body: { id: unique(), kind: 'let-in', seat } })
    expect(problemOf(await letIn(citizen.session, 'T5-03'))?.code).toBe('not-allowed')
    expect(problemOf(await letIn(runner.session, 'T5-04'))?.code).toBe('not-found')
    expect((await letIn(runner.session, 'T5-03')).status).toBe(200)
    // That phone, that seat, once: another device is no better off, and neither is the next seat.
    expect(problemOf(await sit(hall, await enter(), 'T5-04'))).toEqual({ ...waits, seat: 'T5-04' })
    expect((await sit(hall, third, 'T5-03', {}, id)).status).toBe(201)
    expect(await told()).toMatchObject({ shared: [['T5-01', 'T5-02', 'T5-03']], asks: ['T5-04'] })
    await free(hall, 5, 'T5-03')
    expect(problemOf(await sit(hall, await enter(), 'T5-03'))).toEqual(waits)
  })

  it('[SEAT8] a dialogue without consent texts works as before', async () => {
    const plain = await openHall({ consent: null })
    try {
      const { me, session } = await plain.enter('citizen', 1, { seat: 'T1-02' })
      expect(me.seat).toBe('T1-02')
      expect((await plain.api('/api/seats', { as: session })).body).toMatchObject({ consent: null })
      expect(problemOf(await sit(plain, session, 'T1-02'))?.code).toBe('not-found')
      expect(plain.parts.journal.head(`voices:${plain.dialogue}`).seq).toBe(0)
    } finally {
      await plain.close()
    }
  })

  /** A page of the table on this device: its board's socket and the table's presence. */
  async function page(session: string, table: number) {
    const board = hall.board(table, 2)
    const doc = new Y.Doc()
    const asked = await hall.api('/api/tickets', {
      as: session,
      body: { board, path: 'collab', clients: [doc.clientID], presence: true },
    })
    expect(asked.status).toBe(201)
    const { ticket, presence, mayEdit } = asked.body as Ticket
    const editor = new RawEditor({ url: hall.ws, name: `board:${board}`, ticket, doc })
    await editor.ready()
    const socket = new WebSocket(`${hall.ws}/presence`)
    const here: Presence[] = []
    let self = 0
    let heard = (): void => undefined
    socket.on('message', (data: Buffer) => {
      const message = decodeToPresence(new Uint8Array(data))
      if (message?.kind === 'here') {
        self = message.self
        here.push(...message.all)
      }
      if (message?.kind === 'changes') here.push(...message.changed)
      heard()
    })
    socket.once('open', () => socket.send(encodeHello(presence ?? '')))
    const gone = new Promise<number>((resolve) => socket.once('close', resolve))
    const seatShown = async (): Promise<string | null> => {
      while (!here.some(({ conn }) => conn === self)) await new Promise<void>((resolve) => (heard = resolve))
      return here.findLast(({ conn }) => conn === self)?.seat ?? null
    }
    const until = async (seat: string): Promise<void> => {
      while ((await seatShown()) !== seat) await new Promise<void>((resolve) => (heard = resolve))
    }
    const write = (seat: string | null): void => {
      const id = unique('words') as WordsId
      const node = readBoard(editor.doc).outline[0]?.node as NodeId
      const origin = { who: 'citizen', why: 'test' }
      const done = addWords(editor.doc, origin, {
        id,
        node,
        text: 'own words',
        lang: 'en' as Lang,
        seat: seat as SeatCode | null,
        capture: 'own-typing',
        at: 1,
      })
      expect(done.ok).toBe(true)
    }
    return { editor, gone, seatShown, until, write, mayEdit, leave: () => (editor.cut(), socket.terminate()) }
  }

  it('[SEAT9] freed: the old device’s board and presence are closed within a second, in the middle of its writing', async () => {
    await speak(hall, 6, [])
    const lost = await hall.enter('citizen', 6, { seat: 'T6-01' })
    const other = await page((await hall.enter('citizen', 6, { seat: 'T6-02' })).session, 6)
    const old = await page(lost.session, 6)
    expect([old.mayEdit, await old.seatShown()]).toEqual([true, 'T6-01'])
    const began = performance.now()
    const freed = free(hall, 6, 'T6-01')
    old.write('T6-01') // on its way while the seat moves
    const codes = await Promise.all([old.editor.ended().then(({ code }) => code), old.gone])
    await freed
    const ms = performance.now() - began
    console.log(`a freed seat: both sockets of the old device closed after ${ms.toFixed(0)} ms`)
    expect(codes).toEqual([4401, 4401])
    expect(ms).toBeLessThan(10_000)
    // Its neighbour works on.
    other.write('T6-02')
    await other.editor.saved()
    expect(other.editor.closed).toBeNull()
    other.leave()
  })

  it('[SEAT10] without a seat nobody writes, where citizens edit too; from sitting down on, the seat’s own words go in', async () => {
    await speak(hall, 6, [])
    const { session, me } = await hall.enter('citizen', 6)
    expect(me.mayEdit).toBe(false)
    const standing = await page(session, 6)
    expect([standing.mayEdit, await standing.seatShown()]).toEqual([false, null])
    standing.write(null)
    expect((await standing.editor.ended()).code).toBe(4522)
    const upload = await hall.api(`/api/boards/${hall.board(6, 2)}/catch-up?clients=1`, {
      as: session,
      method: 'POST',
      bytes: new Uint8Array([0, 0]),
    })
    expect(problemOf(upload)?.code).toBe('no-seat')
    standing.leave()

    const before = await page(session, 6)
    expect(await before.seatShown()).toBeNull()
    expect((await sit(hall, session, 'T6-04')).status).toBe(201)
    // Who is here already is shown on the seat at once.
    await before.until('T6-04')
    before.leave()
    const seated = await page(session, 6)
    expect([seated.mayEdit, await seated.seatShown()]).toEqual([true, 'T6-04'])
    seated.write('T6-04')
    await seated.editor.saved()
    seated.write('T6-05')
    expect((await seated.editor.ended()).code).toBe(4522)
    seated.leave()
  })
})
