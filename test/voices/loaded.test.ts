/**
 * What is judged by a board that nobody has open, over a log that takes its time: several ask at once, and the board may be
 * another by the time it is there.
 */
import { roundOf } from '@tablee/shared/voices/fold'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, DeviceId, DialogueId, Lang, LinkId, NodeId, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { Session } from '@tablee/server/access/session'
import { memoryJournal } from '@tablee/server/journal/memory'
import { describe as writersOf } from '@tablee/server/live/writers'
import { createLocks } from '@tablee/server/voices/locks'
import { createRounds } from '@tablee/server/voices/rounds'
import { createSheets } from '@tablee/server/voices/sheets'
import { createVoices } from '@tablee/server/voices/voices'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { heldLog } from '../support/heldLog.ts'
import { lateAnswers } from '../support/lateAnswers.ts'
import { liveServer, type LiveServer } from '../support/liveServer.ts'
import { rawNode, rawWords, wordingOf } from '../support/rawBoard.ts'
import { steps } from './day.ts'
import { texts, unique, yes } from './hall.ts'
import { staying } from '../support/staying.ts'

const [dialogue, table, board] = ['d1' as DialogueId, 't1' as TableId, 'b1' as BoardId]
const name = `board:${board}`
let live: LiveServer
afterEach(() => live.close())

async function hall() {
  const held = heldLog()
  const journal = lateAnswers(memoryJournal({ clock: () => Date.now(), through: held.through }))
  live = await liveServer({ journal })
  const sessions = [{ number: 1, title: {}, question: {}, steps }]
  const about = { id: dialogue, title: 'A hall', consent: texts, langs: ['en' as Lang], session: 1, sessions }
  const place = { id: board, dialogue, table, tableNumber: 1, session: 1, seats: 6 }
  const places = {
    board: () => place,
    boardState: () => 'open' as const,
    dayOver: () => false,
    stepNow: () => null,
    asksAt: () => [],
    boardsOf: () => [place],
    dialogue: () => about,
    table: () => ({ id: table, dialogue, site: 'Here', number: 1, seats: 6 }),
    seating: staying({ 1: table }),
  }
  let handed = 0
  const { append } = journal
  journal.append = (entry) => {
    handed += 1
    return append(entry)
  }
  /** Rows that were handed to the journal in the turn of each look. */
  const inTurn: number[] = []
  const boards = {
    look: <T>(of: BoardId, run: (doc: Y.Doc) => T): Promise<Awaited<T>> =>
      live.live.look(of, (doc) => {
        const before = handed
        const made = run(doc)
        inTurn.push(handed - before)
        return made
      }),
    write: live.live.write,
    settled: journal.settled,
  }
  const clock = () => Date.now()
  const voices = await createVoices({ journal, clock })
  const locks = createLocks(voices, places)
  const rounds = createRounds({ voices, places, boards, locks })
  const sheets = createSheets({ voices, places, boards, locks, paperSeat: () => null, clock })
  const session = (who: string, role: Role, seat: SeatCode | null): Session => ({
    id: `session-${who}`,
    link: 'card' as LinkId,
    role,
    dialogue,
    table,
    seat,
    device: who as DeviceId,
  })
  const still = () => true
  /** Somebody sat down there, before this story. */
  async function sits(who: string, seat: SeatCode): Promise<Session> {
    const by = session(who, 'citizen', seat)
    const row = { kind: 'sit', command: unique('sit'), table, seat, device: by.device, session: by.id } as const
    const sat = await voices.append(
      dialogue,
      { ...row, consent: { ...yes, how: 'phone' }, pair: `pair ${seat}` },
      handOf(by),
    )
    expect(sat).toEqual(ok(null))
    return by
  }
  const handOf = ({ role, device }: Session) => ({ author: role, device })
  const typed = new Y.Doc()
  typed.clientID = 7
  /** A row of the board that is written elsewhere in the server. */
  async function edit(change: (doc: Y.Doc) => void): Promise<void> {
    const before = Y.encodeStateVector(typed)
    change(typed)
    const data = Y.encodeStateAsUpdate(typed, before)
    const by = { author: 'server', device: 'server-x' }
    const { epoch } = journal.head(name)
    const done = await journal.append({ doc: name, epoch, kind: 'update', ...by, data, ...writersOf(data) })
    expect(done).toMatchObject({ ok: true })
  }
  return {
    journal,
    held,
    locks,
    inTurn,
    sits,
    edit,
    open: (who: string, step: string, nodes: readonly NodeId[]): Promise<Result<null>> =>
      rounds.open(session(who, 'facilitator', null), board, { id: unique('open'), kind: 'open', step, nodes }, still),
    writes: (by: Session, sheet: string, text: string): Promise<Result<null>> => {
      const said = { step: 'signed', sheet, text, lang: 'en' as Lang, sent: true }
      return sheets.write(by, { id: unique('write'), kind: 'write', board, ...said }, still)
    },
    reveal: (step: string): Promise<Result<null>> =>
      rounds.reveal(session('desk', 'facilitator', null), board, { id: unique('reveal'), kind: 'reveal', step }, still),
    types: (seat: SeatCode, sheet: string, text: string): Promise<Result<null>> => {
      const said = { step: 'signed', sheet, text, lang: 'en' as Lang, seat }
      const by = session('desk', 'facilitator', null)
      return sheets.paper(by, board, { id: unique('paper'), kind: 'paper-sheet', ...said }, still)
    },
    places: (sheet: string, node: string): Promise<Result<null>> => {
      const to = { step: 'signed', sheet, node: node as NodeId }
      return sheets.place(
        session('tablet', 'facilitator', null),
        board,
        { id: unique('place'), kind: 'place', ...to },
        still,
      )
    },
    words: () => live.live.look(board, (doc) => [...readBoard(doc).words.values()].map(({ text }) => text)),
    round: (step: string) => roundOf(voices.state(dialogue), board, step),
  }
}

describe('a board that nobody has open', () => {
  it('[LIVE31] of two who open the same vote at once one does; it is on the wording as it stands when it is opened', async () => {
    const day = await hall()
    await day.edit((doc) => rawNode(doc, 'n1', 'Close the ring road'))
    day.journal.hold('load')
    const both = [day.open('desk', 'vote', ['n1' as NodeId]), day.open('tablet', 'vote', ['n1' as NodeId])]
    await day.journal.asked('load')
    await day.edit((doc) => wordingOf(doc, 'n1').insert(0, 'Please: '))
    expect(day.journal.waits('load')).toBe(1)
    day.journal.release('load')
    expect(await Promise.all(both)).toEqual([ok(null), fail({ code: 'round', state: 'open', wants: 'waiting' })])
    expect(day.inTurn).toEqual([1, 0])
    expect(day.round('vote').nodes).toMatchObject([{ node: 'n1', wording: 'Please: Close the ring road' }])
  })

  it('[LIVE31] of two phones that choose one name for their sheets one has it; nobody has that of words which came meanwhile', async () => {
    const day = await hall()
    const [ana, ben] = [await day.sits('ana', 'T1-01' as SeatCode), await day.sits('ben', 'T1-02' as SeatCode)]
    await day.edit((doc) => rawNode(doc, 'n1', 'Close the ring road'))
    expect(await day.open('desk', 'signed', [])).toEqual(ok(null))
    day.journal.hold('load')
    const one = 'a-sheet-of-one'
    const asked = [
      day.writes(ana, one, 'Shade'),
      day.writes(ben, one, 'Benches'),
      day.writes(ben, 'said-at-the-table', 'Trees'),
    ]
    await day.journal.asked('load')
    await day.edit((doc) => rawWords(doc, 'said-at-the-table', 'n1', 'it is so loud'))
    day.journal.release('load')
    const taken = fail({ code: 'bad-request', where: 'sheet', why: 'not a new id' })
    expect(await Promise.all(asked)).toEqual([ok(null), taken, taken])
    expect(day.inTurn).toEqual([1, 0, 0])
    expect([...day.round('signed').sheets.values()].map(({ seat, text }) => [seat, text])).toEqual([['T1-01', 'Shade']])
  })
})

describe('a board to which something is on its way', () => {
  const [ana, ben] = ['T1-01' as SeatCode, 'T1-02' as SeatCode]

  it('[WRI8] paper is not typed again while its sheet is being placed: what lies on the board is what stands on the sheet', async () => {
    const day = await hall()
    await day.sits('ana', ana)
    await day.edit((doc) => rawNode(doc, 'n1', 'Close the ring road'))
    expect([await day.open('desk', 'signed', []), await day.reveal('signed')]).toEqual([ok(null), ok(null)])
    expect(await day.types(ana, 'on-paper', 'Shade')).toEqual(ok(null))
    day.held.hold()
    const placing = day.places('on-paper', 'n1')
    await day.held.handed()
    const typing = day.types(ana, 'on-paper', 'Benches')
    await new Promise((resolve) => setImmediate(resolve))
    day.held.land()
    expect([await placing, await typing]).toEqual([ok(null), fail({ code: 'refused', why: 'placed' })])
    expect([await day.words(), day.round('signed').sheets.get('on-paper')?.text]).toEqual([['Shade'], 'Shade'])
    // The other way round the board has what was typed last.
    expect(await day.types(ana, 'second', 'Trees')).toEqual(ok(null))
    day.held.hold()
    const again = day.types(ana, 'second', 'Old trees')
    await day.held.handed()
    const then = day.places('second', 'n1')
    await new Promise((resolve) => setImmediate(resolve))
    day.held.land()
    expect([await again, await then]).toEqual([ok(null), ok(null)])
    expect(await day.words()).toEqual(['Shade', 'Old trees'])
  })

  it('[WRI6] no sheet has the name of words that are on their way to the board, and none take its name while it is judged', async () => {
    const day = await hall()
    const by = await day.sits('ben', ben)
    await day.edit((doc) => rawNode(doc, 'n1', 'Close the ring road'))
    expect(await day.open('desk', 'signed', [])).toEqual(ok(null))
    day.held.hold()
    const said = day.edit((doc) => rawWords(doc, 'said-just-now', 'n1', 'it is so loud'))
    await day.held.handed()
    const writing = day.writes(by, 'said-just-now', 'Trees')
    await new Promise((resolve) => setImmediate(resolve))
    day.held.land()
    await said
    expect(await writing).toEqual(fail({ code: 'bad-request', where: 'sheet', why: 'not a new id' }))
    expect(day.locks.isSheet(board, 'a-new-one')).toBe(false)
    day.journal.hold('settled')
    const begun = day.writes(by, 'a-new-one', 'Trees')
    await day.journal.asked('settled')
    expect(day.locks.isSheet(board, 'a-new-one')).toBe(true)
    day.journal.release('settled')
    expect(await begun).toEqual(ok(null))
  })
})
