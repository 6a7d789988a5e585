/** Seats that move, at two tables: what the file planned for the next session, and what a console decides by hand. */
import { readBoard } from '@tablee/shared/board/read'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { HandInAnswer } from '@tablee/shared/wire/board'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { SeatingAnswer } from '@tablee/shared/wire/room'
import type { TableVoices } from '@tablee/shared/wire/voices'
import Ajv from 'ajv/dist/2020.js'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { Ticket } from '@tablee/shared/wire/document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openArchive } from '@tablee/server/snapshot/log'
import { nameOf } from '@tablee/server/snapshot/freeze'
import { makeAgain } from '@tablee/server/snapshot/make'
import { aConsole } from '../room/aConsole.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { demoDraft } from '@tablee/server/demo/dialogue'
import { items, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, sit, texts, unique, yes, type Hall } from './hall.ts'

const mover = 'T1-03' as SeatCode
const own = items.filter(({ id }) => id === 'pick')
const again: DialogueDraft['sessions'][number]['steps'] = [
  {
    kind: 'private-writing',
    title: { en: 'Then' },
    minutes: 5,
    id: 'then',
    task: { kind: 'write', prompt: { en: 'And now?' }, signature: 'seat-code' },
  },
  { kind: 'ballot', title: { en: 'Again' }, minutes: 5, id: 'again', task: { kind: 'ballot', items: own } },
]
const [one, two] = [1, 2].map((number) => {
  const found = demoDraft(0).tables.find((table) => table.number === number)
  if (found === undefined) throw new Error('the demo has two tables')
  return found.id
}) as [DialogueDraft['tables'][number]['id'], DialogueDraft['tables'][number]['id']]

let shift = 0
const clock = () => Date.now() + shift
let hall: Hall
let phone: Phone
let stays: Phone
let console: Awaited<ReturnType<typeof aConsole>>
beforeAll(async () => {
  hall = await openDay({
    clock,
    draft: (draft) => ({
      ...draft,
      consent: { ...texts, refusalHides: 'table' },
      // Five others sit at table 2: there is a place.
      tables: draft.tables.map((table) => (table.number <= 2 ? { ...table, citizensEdit: true } : table)),
      sessions: draft.sessions.map((session) => (session.number === 3 ? { ...session, steps: again } : session)),
      rotation: [{ session: 3, to: { [mover]: two, ['T2-06' as SeatCode]: one } }],
    }),
  })
  phone = await phoneAt(hall, 1, mover)
  stays = await phoneAt(hall, 2, 'T2-01')
  console = await aConsole(hall)
}, 60_000)
afterAll(() => hall.close())

const seatOf = async (session: string): Promise<SeatAnswer> =>
  (await hall.api('/api/seat', { as: session })).body as SeatAnswer
const choose = (id: string) => ({ pick: { type: 'choose' as const, chosen: [id], rejected: [], indifferent: [] } })
const ticket = (session: string, board: BoardId, clients: readonly number[] = [7]) =>
  hall.api('/api/tickets', { as: session, body: { board, path: 'collab', clients, epoch: '1' } })
const boards = (n: number): BoardId => hall.board(n, 3)

/** Whoever opens a board as this session, and stays. */
async function editorAt(session: string, board: BoardId, client: number): Promise<RawEditor> {
  const { ticket: opens } = (await ticket(session, board, [client])).body as Ticket
  const editor = new RawEditor({
    url: hall.ws,
    name: `board:${board}`,
    ticket: opens,
    doc: newBoardDoc(),
    clientID: client,
  })
  await editor.ready()
  return editor
}
const does = (session: string, command: object) =>
  hall.api('/api/seat/commands', { as: session, body: { id: unique(), ...command } })

describe('a seat that changes tables', () => {
  let editor: RawEditor

  it('[ROT2] is where its code says in the session before, with board, ballot and words', async () => {
    const runner = await runnerAt(hall, 1)
    editor = await editorAt(phone.session, hall.board(1, 2), 71)
    expect((await ticket(phone.session, hall.board(2, 2))).status).toBe(403)
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    expect((await phone.write('signed', unique('sheet'), 'I said this at table one')).status).toBe(200)
    expect((await seatOf(phone.session)).sits).toEqual(
      [1, 2, 3, 4, 5].map((session) => ({ session, table: session < 3 ? 1 : 2 })),
    )
  })

  it('[ROT3] while the notice runs is still at its old table, then within a second at the new one and nowhere else', async () => {
    const { room } = console
    expect((await console.does({ kind: 'begin', session: 3, seen: room.clock.version })).status).toBe(200)
    expect((await seatOf(phone.session)).tableNumber).toBe(1)
    expect(editor.closed).toBeNull()
    const held = hall.api(`/api/seat?after=${(await seatOf(phone.session)).version}`, { as: phone.session })
    const kept = (await ticket(phone.session, hall.board(1, 2), [72])).body as Ticket
    shift += 10_000
    // Whoever writes on in the moment of going, or kept a ticket, has come too late.
    addNode(
      editor.doc,
      { who: 'citizen:T1-03', why: 'add' },
      { id: 'too-late' as NodeId, kind: 'position', wording: 'Late', lang: 'en' as Lang, at: 1 },
    )
    const late = new RawEditor({ url: hall.ws, name: `board:${hall.board(1, 2)}`, ticket: kept.ticket, clientID: 72 })
    const began = performance.now()
    const closed = await editor.ended()
    const told = (await held).body as SeatAnswer
    global.console.log(`led away ${(performance.now() - began).toFixed(0)} ms after the notice`)
    expect([4401, 4403]).toContain(closed.code)
    expect([late.synced, (await late.ended()).code]).toEqual([false, 4401])
    const nodes = await hall.parts.live.look(hall.board(1, 2), (doc) => [...readBoard(doc).nodes.keys()])
    expect(nodes).not.toContain('too-late')
    expect([told.tableNumber, told.board]).toEqual([2, boards(2)])
  })

  it('[ROT4] the old table is read no more and written no more, the new one’s past not at all', async () => {
    for (const board of [hall.board(1, 2), hall.board(1, 3), hall.board(2, 2), hall.board(2, 1)]) {
      expect([board, (await ticket(phone.session, board)).status]).toEqual([board, 403])
      for (const path of ['voices', 'status', 'history'])
        expect([path, (await hall.api(`/api/boards/${board}/${path}`, { as: phone.session })).status >= 400]).toEqual([
          path,
          true,
        ])
    }
    expect((await ticket(phone.session, boards(2))).status).toBe(201)
    // A card alone opens nothing, whoever kept one.
    const card = await hall.enter('citizen', 1)
    expect((await ticket(card.session, hall.board(1, 3))).status).toBe(403)
  })

  it('[ROT12] what their device could not send before is taken at the board they left, under their seat, and nothing of it is told', async () => {
    const handIn = (session: string, board: BoardId, bytes: Uint8Array, clients: readonly number[] = []) =>
      hall.api(`/api/boards/${board}/hand-in?clients=${clients.join(',')}&epoch=1`, { as: session, bytes })
    const nothing = Uint8Array.of(0, 0)
    const left = hall.board(1, 2)
    const told = (await handIn(phone.session, left, nothing, [71])).body as HandInAnswer
    expect([told.table, told.session]).toEqual([1, 2])
    const doc = newBoardDoc()
    addNode(
      doc,
      { who: 'citizen:T1-03', why: 'add' },
      { id: 'said-away' as NodeId, kind: 'position', wording: 'Said without a network', lang: 'en' as Lang, at: 1 },
    )
    const done = await handIn(phone.session, left, Y.encodeStateAsUpdate(doc), [doc.clientID])
    expect(done.status).toBe(200)
    const { sv } = done.body as HandInAnswer
    expect([...Y.decodeStateVector(Buffer.from(sv, 'base64')).keys()]).toEqual([doc.clientID])
    expect(
      await hall.parts.live.look(left, (there) => readBoard(there).nodes.get('said-away' as NodeId)?.wording),
    ).toBe('Said without a network')
    // The board of a session at which they sit elsewhere, one that has not come, one of theirs, somebody who never left.
    const others = [hall.board(1, 3), hall.board(2, 2), hall.board(1, 4)]
    for (const board of others)
      expect([board, (await handIn(phone.session, board, nothing)).status]).toEqual([board, 403])
    expect((await handIn(stays.session, left, nothing)).status).toBe(403)
    // Whoever runs the table closes it: from then on nothing comes in.
    const organiser = (await hall.enter('organiser')).session
    const access = (state: string) =>
      hall.api(`/api/boards/${left}/access`, { as: organiser, method: 'PUT', body: { closed: state === 'closed' } })
    expect((await access('closed')).status).toBeLessThan(300)
    expect((await handIn(phone.session, left, nothing)).status).toBe(403)
    expect((await access('open')).status).toBeLessThan(300)
  })

  it('[ROT5] votes and writes once, at the table of that session', async () => {
    const runners = [await runnerAt(hall, 1), await runnerAt(hall, 2)]
    for (const [n, { session }] of runners.entries())
      for (const step of ['then', 'again'])
        expect(
          (
            await hall.api(`/api/boards/${boards(n + 1)}/voices`, {
              as: session,
              body: { id: unique(), kind: 'open', step, nodes: [] },
            })
          ).status,
        ).toBe(200)
    const elsewhere = await does(phone.session, {
      kind: 'answer',
      board: boards(1),
      step: 'again',
      answers: choose('cars'),
      sent: true,
    })
    expect(problemOf(elsewhere)?.code).toBe('not-found')
    expect(
      (
        await does(phone.session, {
          kind: 'write',
          board: boards(1),
          step: 'then',
          sheet: unique('s'),
          text: 'x',
          lang: 'en',
          sent: true,
        })
      ).status,
    ).toBe(404)
    expect(
      (
        await does(phone.session, {
          kind: 'answer',
          board: boards(2),
          step: 'again',
          answers: choose('trams'),
          sent: true,
        })
      ).status,
    ).toBe(200)
    expect(
      (
        await does(stays.session, {
          kind: 'answer',
          board: boards(2),
          step: 'again',
          answers: choose('trees'),
          sent: true,
        })
      ).status,
    ).toBe(200)
    const paper = await hall.api(`/api/boards/${boards(1)}/voices`, {
      as: runners[0]?.session,
      body: {
        id: unique(),
        kind: 'paper-answers',
        step: 'again',
        seat: mover,
        answers: choose('cars'),
        again: choose('cars'),
      },
    })
    expect(problemOf(paper)?.code).toBe('no-seat')
    const at = async (n: number) =>
      (await hall.api(`/api/boards/${boards(n)}/voices`, { as: runners[n - 1]?.session })).body as TableVoices
    expect((await at(1)).seats.map(({ seat }) => seat)).toEqual(['T1-01', 'T1-02', 'T1-04', 'T1-05', 'T1-06', 'T2-06'])
    expect((await at(2)).seats.map(({ seat, state }) => [seat, state])).toContainEqual([mover, 'phone'])
    for (const [n, { session }] of runners.entries())
      await hall.api(`/api/boards/${boards(n + 1)}/voices`, {
        as: session,
        body: { id: unique(), kind: 'close', step: 'again' },
      })
    const results = (await at(2)).rounds.find(({ step }) => step === 'again')
    expect(
      results?.task.kind === 'ballot' ? [results.task.results?.seats, results.task.results?.ballots] : null,
    ).toEqual([2, 2])
  })

  it('[ROT5] its sheet of paper lies with the table of that session, under the name that it always has', () => {
    const { paper, dialogues } = hall.parts
    const dialogue = dialogues.dialogue(hall.dialogue)
    const pile = (number: number) => {
      const table = dialogues.table(hall.tableId(number))
      if (dialogue === null || table === null) throw new Error('no such table')
      return paper.sheetsOf({ session: 3, kinds: ['ballot'], langs: ['en'] }, dialogue, [table], 'http://here')
    }
    const seatsIn = (number: number) => pile(number).map(({ seat }) => seat?.split(' ').at(-1))
    expect([seatsIn(1).includes(mover), seatsIn(2).includes(mover), seatsIn(1).includes('T2-06')]).toEqual([
      false,
      true,
      true,
    ])
    const sheet = pile(2).find(({ seat }) => seat?.endsWith(mover) === true)?.id ?? ''
    expect(paper.find(boards(2), sheet)).toMatchObject({ ok: true, value: { seat: mover, step: 'again' } })
    expect(paper.find(boards(1), sheet)).toMatchObject({ ok: false, problem: { code: 'not-found' } })
  })

  it('[ROT6] what it wrote at the old table stays its own: to take back, and to take out of the board', async () => {
    const board = hall.board(1, 2)
    const words = 'words-of-mover' as WordsId
    const node = 'said-at-one' as NodeId
    await hall.parts.live.write(board, 'reporter', (doc) => {
      const [origin, lang] = [{ who: 'reporter', why: 'add' }, 'en' as Lang]
      addNode(doc, origin, { id: node, kind: 'position', wording: 'Trams', lang, at: 1 })
      addWords(doc, origin, { id: words, node, text: 'mine', lang, seat: mover, capture: 'dictated', at: 1 })
    })
    const sheet = (await hall.parts.voices.state(hall.dialogue)).rounds
      .get(`${board}/signed`)
      ?.sheets.keys()
      .next().value
    expect((await does(phone.session, { kind: 'take-back', board, step: 'signed', sheet })).status).toBe(200)
    const by = (session: string) =>
      hall.api(`/api/boards/${board}/commands`, { as: session, body: { id: unique(), kind: 'withdraw', words } })
    expect((await by(stays.session)).status).toBe(403)
    expect((await by(phone.session)).status).toBe(200)
  })

  it('[ROT7] a no hides the table at which its person sits, in each session, and no other', async () => {
    const { consent } = hall.parts
    const hidden = () => [hall.board(1, 2), boards(1), hall.board(2, 2), boards(2)].map((board) => consent.hides(board))
    expect(hidden()).toEqual([false, false, false, false])
    await does(phone.session, { kind: 'consent', consent: { ...yes, observed: false } })
    expect(hidden()).toEqual([true, false, false, true])
    await does(phone.session, { kind: 'consent', consent: yes })
  })

  it('[ROT8] by hand: within the site, where a place is free, before somebody has spoken; with the reason', async () => {
    const move = (session: number, to: Record<string, string>, why = 'too loud at table one') =>
      console.does({
        kind: 'move-seats',
        session,
        why,
        moves: Object.entries(to).map(([seat, table]) => ({ seat: seat as SeatCode, table: table as typeof one })),
      })
    expect(problemOf(await move(4, { 'T1-01': hall.tableId(4) }))).toEqual({ code: 'not-found', what: 'seat' })
    expect(problemOf(await move(2, { 'T1-01': two }))).toEqual({ code: 'refused', why: 'past' })
    expect(problemOf(await move(3, { [mover]: one }))).toEqual({ code: 'refused', why: 'spoke' })
    for (const seat of ['T2-02', 'T2-03', 'T2-04', 'T2-05']) await phoneAt(hall, 2, seat)
    expect(problemOf(await move(4, { 'T1-01': two }))).toEqual({ code: 'refused', why: 'full' })
    expect(problemOf(await move(9, { 'T1-01': two }))).toEqual({ code: 'refused', why: 'no-session' })
    const came = await phoneAt(hall, 1, 'T1-02')
    const desk = await editorAt(came.session, boards(1), 91)
    // Two change places, in the session that runs: at once.
    expect((await move(3, { 'T1-02': two, 'T2-05': one })).status).toBe(200)
    expect((await desk.ended()).code).toBe(4403)
    expect((await seatOf(came.session)).tableNumber).toBe(2)
    expect(hall.parts.dialogues.standing(hall.dialogue)?.moves.at(-1)).toMatchObject({
      by: 'head',
      why: 'too loud at table one',
    })
    const told = await hall.api(`/api/dialogues/${hall.dialogue}/sites/${console.site}/seats`, { as: console.session })
    const { seats, moves } = told.body as SeatingAnswer
    expect(moves).toMatchObject([{ session: 3, seats: ['T1-02', 'T2-05'], by: 'head' }])
    expect(seats.find(({ seat }) => seat === 'T1-02')?.tables).toEqual([1, 1, 2, 2, 2])
    const row = (await console.read()).tables.find(({ number }) => number === 2)
    expect([row?.taken, row?.guests]).toEqual([
      [1, 2, 3, 4],
      ['T1-02', 'T1-03'],
    ])
    // A phone that was lost is freed where its person sits, and comes back there.
    const runner = await hall.enter('facilitator', 2)
    await hall.api(`/api/boards/${boards(2)}/voices`, {
      as: runner.session,
      body: { id: unique(), kind: 'free', seat: 'T1-02' },
    })
    const next = await hall.enter('citizen', 1)
    expect(((await sit(hall, next.session, 'T1-02')).body as SeatAnswer).tableNumber).toBe(2)
  })

  it('[ROT11] a snapshot says who sits where in which session, whom a console moved and why; made again it is the same', async () => {
    const { session: analyst } = await hall.enter('analyst')
    const take = async (at: string): Promise<Snapshot> => {
      const { hash } = (await hall.api(`${at}/snapshots`, { as: analyst, method: 'POST' })).body as { hash: string }
      const { body } = await hall.api(`/api/snapshots/${hash}.json`, { as: analyst })
      return body as Snapshot
    }
    const snapshot = await take(`/api/dialogues/${hall.dialogue}`)
    const schema = new Ajv({ strict: false }).compile(snapshotSchema)
    expect(schema(snapshot), JSON.stringify(schema.errors)).toBe(true)
    expect(snapshot.moves?.seats.find(({ seat }) => seat === mover)?.tables.map(({ number }) => number)).toEqual([
      1, 1, 2, 2, 2,
    ])
    expect(snapshot.moves?.decided).toMatchObject([{ by: 'head', why: 'too loud at table one', session: 3 }])
    const at = (id: BoardId) =>
      snapshot.boards.find((board) => board.id === id)?.voices?.seats.map(({ seat }) => seat) ?? []
    expect([
      at(hall.board(1, 2)).includes(mover),
      at(boards(1)).includes(mover),
      at(boards(2)).includes(mover),
    ]).toEqual([true, false, true])
    // A board's own knows who sits there in its session, and no others.
    const board = await take(`/api/boards/${boards(2)}`)
    expect(board.boards[0]?.voices?.seats.map(({ seat }) => seat)).toEqual(at(boards(2)))
    const archive = await openArchive({ journal: hall.parts.journal, clock })
    for (const [hash, { row }] of archive.state(hall.dialogue).taken) {
      const made = await makeAgain(hall.parts.journal, row, archive.state(hall.dialogue))
      expect(made === null ? null : nameOf(made.snapshot)).toBe(hash)
    }
    archive.close()
  })
})
