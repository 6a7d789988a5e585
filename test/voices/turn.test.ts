/**
 * What comes in one turn of the server, with the journal's next group held: each is judged by what was staged before it, so
 * that there is one first, and nothing stands on what did not land.
 */
import { roundOf } from '@tablee/shared/voices/fold'
import type { Role } from '@tablee/shared/roles'
import type { BoardId, DeviceId, DialogueId, Lang, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Session } from '@tablee/server/access/session'
import { createAnswers } from '@tablee/server/voices/answers'
import { createLocks } from '@tablee/server/voices/locks'
import { createRounds } from '@tablee/server/voices/rounds'
import { createSeats } from '@tablee/server/voices/seats'
import { createVoices } from '@tablee/server/voices/voices'
import { memoryJournal } from '@tablee/server/journal/memory'
import { describe, expect, it } from 'vitest'
import { withHeld } from '../record/held.ts'
import { steps } from './day.ts'
import { texts, unique, yes } from './hall.ts'
import { askedLog } from '../support/slowLog.ts'
import { staying } from '../support/staying.ts'

const [dialogue, table, board, step] = ['hall' as DialogueId, 'one' as TableId, 'board' as BoardId, 'ask']
const seat = 'T1-01' as SeatCode
const clock = () => 1_000_000

async function hall() {
  const held = withHeld(memoryJournal({ clock, through: askedLog }))
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
  const boards = {
    look: () => expect.fail('nobody votes on an entry'),
    write: () => expect.fail('nothing is written on the board'),
    settled: held.journal.settled,
  }
  const access = { onlySeat: () => null, maySit: () => true, lives: () => true, sits: () => Promise.resolve(ok(null)) }
  let drawn = 0
  const random = (bytes: number) => new Uint8Array(bytes).fill(++drawn)
  const voices = await createVoices({ journal: held.journal, clock })
  const rounds = createRounds({ voices, places, boards, locks: createLocks(voices, places) })
  const seats = createSeats({ voices, places, access, clock, random })
  const answers = createAnswers({ voices, places, boards })
  const still = () => true
  const session = (name: string, role: Role, of: SeatCode | null): Session => ({
    id: `session-${name}`,
    link: 'card' as LinkId,
    role,
    dialogue,
    table,
    seat: of,
    device: name as DeviceId,
  })
  const runs = session('desk', 'facilitator', null)
  /** All that was asked in this turn, landed or not. */
  async function end(asked: readonly Promise<Result<null>>[], lands = true): Promise<readonly Result<null>[]> {
    if (lands) held.land()
    else held.fail()
    return Promise.all(asked)
  }
  return {
    end,
    sit: (who: string, on = seat) =>
      seats.sit(session(who, 'citizen', null), { id: unique('sit'), seat: on, consent: yes }, still),
    free: () => seats.free(runs, board, { id: unique('free'), seat }),
    open: () => rounds.open(runs, board, { id: unique('open'), kind: 'open', step, nodes: [] }, still),
    close: () => rounds.close(runs, board, { id: unique('close'), kind: 'close', step }, still),
    vote: (who: string, value: number, id = unique('vote')) =>
      answers.answer(
        session(who, 'citizen', seat),
        { id, kind: 'answer', board, step, answers: { mood: { type: 'scale', value } }, sent: true },
        still,
      ),
    held: () => voices.state(dialogue).seats.get(seat)?.device ?? null,
    votes: () =>
      [...(roundOf(voices.state(dialogue), board, step).casts.get('mood') ?? [])].map(([of, cast]) => {
        const given = cast.phone?.answer
        return [of, given?.type === 'scale' ? given.value : given]
      }),
    rows: () => held.journal.head(`voices:${dialogue}`).seq,
  }
}

/** Ana sits there, and the round is open. */
async function asking() {
  const at = await hall()
  expect(await at.end([at.sit('ana')])).toEqual([ok(null)])
  const opened = at.open()
  await new Promise((resolve) => setImmediate(resolve))
  expect(await at.end([opened])).toEqual([ok(null)])
  return at
}
const away = fail({ code: 'journal-unavailable' })
const closed = fail({ code: 'round', state: 'closed', wants: 'open' })

// A row that was staged in a later turn is never landed: the story must not wait for it.
describe('in one turn', { timeout: 5_000 }, () => {
  it('[RCD22] of two phones that want one seat the first has it; a vote that is sent twice is one, and of two the last counts', async () => {
    const at = await hall()
    expect(await at.end([at.sit('ana'), at.sit('ben')])).toEqual([ok(null), fail({ code: 'seat-taken', seat })])
    expect([at.held(), at.rows()]).toEqual(['ana', 1])
    const day = await asking()
    const before = day.rows()
    expect(await day.end([day.vote('ana', 1, 'same'), day.vote('ana', 1, 'same')])).toEqual([ok(null), ok(null)])
    expect([day.votes(), day.rows()]).toEqual([[[seat, 1]], before + 1])
    expect(await day.end([day.vote('ana', 2), day.vote('ana', 3)])).toEqual([ok(null), ok(null)])
    expect(day.votes()).toEqual([[seat, 3]])
  })

  it('[SEAT5] a phone that asks for two seats at once has the first', async () => {
    const at = await hall()
    const second = fail({ code: 'bad-request', where: 'seat', why: 'this phone holds another seat' })
    expect(await at.end([at.sit('ana'), at.sit('ana', 'T1-02' as SeatCode)])).toEqual([ok(null), second])
    expect([at.held(), at.rows()]).toEqual(['ana', 1])
  })

  it('[RCD22] of a vote and the close one is first, in either order, and where nothing lands neither was', async () => {
    const voted = await asking()
    expect(await voted.end([voted.vote('ana', 4), voted.close()])).toEqual([ok(null), ok(null)])
    expect(voted.votes()).toEqual([[seat, 4]])
    const late = await asking()
    expect(await late.end([late.close(), late.vote('ana', 4)])).toEqual([ok(null), closed])
    expect(late.votes()).toEqual([])
    const full = await asking()
    // Not "it is closed": it is not, and the phone has to send its vote again.
    expect(await full.end([full.close(), full.vote('ana', 4)], false)).toEqual([away, away])
    expect(await full.end([full.vote('ana', 4)])).toEqual([ok(null)])
    expect(full.votes()).toEqual([[seat, 4]])
  })

  it('[RCD22] a seat that is freed and taken is the next one’s; where the freeing does not land nobody else has it', async () => {
    const moved = await asking()
    const out = fail({ code: 'seat-moved' })
    expect(await moved.end([moved.free(), moved.vote('ana', 5), moved.sit('ben'), moved.vote('ana', 5)])).toEqual([
      ok(null),
      out,
      ok(null),
      out,
    ])
    expect([moved.held(), moved.votes()]).toEqual(['ben', []])
    const stays = await asking()
    expect(await stays.end([stays.free(), stays.sit('ben')], false)).toEqual([away, away])
    expect(await stays.end([stays.sit('ben'), stays.vote('ana', 5)])).toEqual([
      fail({ code: 'seat-taken', seat }),
      ok(null),
    ])
    expect([stays.held(), stays.votes()]).toEqual(['ana', [[seat, 5]]])
  })
})
