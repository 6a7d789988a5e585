/**
 * Random days on which people change tables: as the file plans it, and by hand in between, while halls go on and back, people
 * write, vote, type in paper and think again about being watched. Chance decides, right or wrong; what the server takes is held
 * against a small book of the test's own. `ROTATION_DAYS` days, from `ROTATION_SEED` on.
 */
import { noShares } from '@tablee/shared/synthesis/shares'
import { besideSteps } from '@tablee/shared/translations/beside'
import { nothingTranslated } from '@tablee/shared/translations/fold'
import { randomBytes } from 'node:crypto'
import type { DialogueDraft, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import {
  seatCode,
  type BoardId,
  type DeviceId,
  type DialogueId,
  type Lang,
  type LinkId,
  type SeatCode,
  type SiteId,
  type TableId,
} from '@tablee/shared/ids'
import { counts, spokeAt, tableSeat } from '@tablee/shared/voices/fold'
import { resultsOf } from '@tablee/shared/voices/results'
import { isWithin, seated, type Session } from '@tablee/server/access/session'
import { createPeople } from '@tablee/server/hall/people'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openMaterialStore } from '@tablee/server/materials/store'
import { createAnswers } from '@tablee/server/voices/answers'
import { createSeatRounds } from '@tablee/server/voices/seat-rounds'
import { expect, it } from 'vitest'
import { askedLog } from '../support/slowLog.ts'
import { seeded } from '../support/seeded.ts'
import { texts, yes } from './hall.ts'

const days = Number(process.env['ROTATION_DAYS'] ?? 40)
const first = Number(process.env['ROTATION_SEED'] ?? Date.now() % 1_000_000)
const en = 'en' as Lang
const site = 'here' as SiteId
const [tables, chairs, sessions] = [3, 3, 3]
const tableIds = Array.from({ length: tables }, (_, n) => `t${n + 1}` as TableId)
const boardOf = (table: TableId, session: number): BoardId => `${table}-${session}` as BoardId
const seats = tableIds.flatMap((_, t) => Array.from({ length: chairs }, (_, n) => seatCode(t + 1, n + 1)))
const homeOf = (seat: SeatCode): TableId => tableIds[Number(seat[1]) - 1] as TableId
const text = { en: 'x' }
const step = (session: number): ProgrammeStep => ({
  kind: 'ballot',
  title: text,
  minutes: 5,
  id: `vote-${session}`,
  task: {
    kind: 'ballot',
    items: [{ id: 'mood', type: 'scale', min: 1, max: 5, low: text, high: text, text, unit: 'people', base: 'valid' }],
  },
})
const notice = 10_000

async function day(
  seed: number,
): Promise<{ readonly votes: number; readonly moves: number; readonly refused: number }> {
  const { next, below, pick } = seeded(seed)
  const shuffled = <T>(all: readonly T[]): T[] =>
    all
      .map((one) => ({ one, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
  let now = 1_700_000_000_000
  const clock = () => now
  const journal = memoryJournal({ clock, through: askedLog })
  const dialogue = `day-${seed}` as DialogueId
  /** What was decided, in its order: where somebody sits follows from the last of the latest session. */
  const book: { session: number; to: Record<string, TableId>; at: number }[] = []
  // Everybody keeps a chair: a plan is a shuffle of who sits on which.
  for (let session = 2; session <= sessions; session += 1)
    if (next() < 0.6) {
      const order = shuffled(seats)
      book.push({
        session,
        to: Object.fromEntries(order.map((seat, n) => [seat, tableIds[n % tables] as TableId])),
        at: 0,
      })
    }
  const planned = book.length
  const sits = (seat: SeatCode, session: number, at = now): TableId => {
    let [table, since] = [homeOf(seat), 0]
    for (const one of book)
      if (one.to[seat] !== undefined && one.session <= session && one.session >= since && one.at <= at)
        [table, since] = [one.to[seat], one.session]
    return table
  }
  const draft: DialogueDraft = {
    id: dialogue,
    title: 'A day',
    lang: en,
    opensAt: 0,
    closesAt: 1,
    session: 1,
    startedAt: null,
    sites: [{ id: site, name: 'Here', country: 'FR', lang: en }],
    tables: tableIds.map((id, n) => ({ id, site, number: n + 1, seats: chairs, lang: en, citizensEdit: true })),
    sessions: Array.from({ length: sessions }, (_, n) => ({
      number: n + 1,
      title: text,
      question: text,
      steps: [step(n + 1)],
    })),
    boards: tableIds.flatMap((table) =>
      Array.from({ length: sessions }, (_, n) => ({
        id: boardOf(table, n + 1),
        table,
        session: n + 1,
        question: 'x',
        lang: en,
      })),
    ),
    consent: { ...texts, refusalHides: 'table' },
    ...(planned === 0 ? {} : { rotation: book.map(({ session, to }) => ({ session, to })) }),
  }
  const store = openMaterialStore({ folder: null, dialogues: () => [], clock, random: randomBytes })
  const people = await createPeople(journal, clock, {
    dialogue: draft.id,
    store,
    labelOf: () => '',
    watched: () => ({ watching: 0 }),
    shares: () => noShares,
  })
  const { dialogues, voices, consent } = people
  let commands = 0
  const by = () => ({ author: 'organiser', device: 'desk', command: `c${++commands}` })
  await dialogues.found(draft, by())
  const places = { ...dialogues, asksAt: () => [] }
  const answers = createAnswers({ voices, places, boards: { look: () => expect.fail('nobody recommends anything') } })
  const roundsOf = createSeatRounds({
    closed: () => '',
    taskAt: ({ task }) => task,
    beside: () => besideSteps(nothingTranslated),
    voices,
    places,
  })
  const still = () => true
  const sessionOf = (seat: SeatCode): Session =>
    seated(
      {
        id: seat,
        link: 'card' as LinkId,
        role: 'citizen',
        dialogue,
        table: homeOf(seat),
        seat,
        device: seat as unknown as DeviceId,
      },
      dialogues,
    )
  for (const seat of seats)
    await voices.append(
      dialogue,
      {
        kind: 'sit',
        command: `sit-${seat}`,
        table: homeOf(seat),
        seat,
        device: seat,
        session: seat,
        consent: { ...yes, how: 'phone' },
        pair: `p-${seat}`,
      },
      { author: 'citizen', device: seat },
    )
  const runs: Session = {
    id: 'desk',
    link: 'l' as LinkId,
    role: 'facilitator',
    dialogue,
    table: null,
    seat: null,
    device: 'desk' as DeviceId,
  }

  /** In which session people are, and to which they go when a notice is over. */
  let here = 1
  let goes: { readonly session: number; readonly at: number } | null = null
  const settle = (): void => {
    if (goes !== null && goes.at <= now) [here, goes] = [goes.session, null]
  }
  const refusing = new Set<SeatCode>()
  const wereAt = new Map<SeatCode, Set<string>>()
  const ballots = new Map<string, BoardId>()
  const tally = { votes: 0, moves: 0, refused: 0 }
  const seen = () => ({ version: dialogues.sites(dialogue)[0]?.clock.version ?? 0 })

  /** Where somebody's ballot of a session is: where they gave it, where it was closed while they sat there, or where they sit. */
  function ballotOf(seat: SeatCode, session: number): BoardId {
    const closed = tableIds.flatMap((table) => {
      const at = voices.state(dialogue).rounds.get(`${boardOf(table, session)}/vote-${session}`)?.closedAt ?? null
      return at !== null && sits(seat, session, at) === table ? [{ board: boardOf(table, session), at }] : []
    })
    const first = closed.toSorted((a, b) => a.at - b.at)[0]
    return ballots.get(`${seat} ${session}`) ?? first?.board ?? boardOf(sits(seat, session), session)
  }

  async function act(): Promise<void> {
    now += below(8_000)
    settle()
    const seat = pick(seats)
    const session = 1 + below(sessions)
    let table = pick(tableIds)
    let board = boardOf(table, session)
    const what = next()
    if (what < 0.12) {
      const done = await dialogues.act(dialogue, { site }, { do: 'begin', session }, seen(), by())
      if (!done.ok) throw new Error(JSON.stringify(done.problem))
      if (session !== (goes?.session ?? here)) goes = { session, at: now + notice }
    } else if (what < 0.3) {
      // At all tables, or closed at one.
      for (const one of tableIds) {
        const row = { command: `r${++commands}`, board: boardOf(one, session), step: `vote-${session}` }
        const round = voices.state(dialogue).rounds.get(`${row.board}/vote-${session}`)?.state ?? 'waiting'
        const hand = { author: 'facilitator', device: 'desk' }
        if (round === 'waiting') await voices.append(dialogue, { kind: 'open', ...row, nodes: [] }, hand)
        else if (round === 'open' && one === table && next() < 0.3)
          await voices.append(dialogue, { kind: 'close', ...row }, hand)
      }
    } else if (what < 0.66) {
      // Anybody tries anywhere, and most of them where they sit.
      if (next() < 0.5) [table, board] = [sits(seat, session), boardOf(sits(seat, session), session)]
      const given = { mood: { type: 'scale' as const, value: 1 + below(5) } }
      const open = voices.state(dialogue).rounds.get(`${board}/vote-${session}`)?.state === 'open'
      const paper = next() < 0.2
      const done = paper
        ? await answers.paper(
            runs,
            board,
            {
              id: `p${++commands}`,
              kind: 'paper-answers',
              step: `vote-${session}`,
              seat,
              answers: given,
              again: given,
            },
            still,
          )
        : await answers.answer(
            sessionOf(seat),
            { id: `a${++commands}`, kind: 'answer', board, step: `vote-${session}`, answers: given, sent: true },
            still,
          )
      const closed = voices.state(dialogue).rounds.get(`${board}/vote-${session}`)?.state === 'closed'
      const may = ballotOf(seat, session) === board && (paper ? open || closed : open && sits(seat, session) === table)
      expect([seed, seat, board, done.ok], 'a ballot is taken where its person sits, and only there').toEqual([
        seed,
        seat,
        board,
        may,
      ])
      if (done.ok) {
        tally.votes += 1
        const before = ballots.get(`${seat} ${session}`)
        expect(before ?? board).toBe(board)
        ballots.set(`${seat} ${session}`, board)
      }
    } else if (what < 0.86) {
      const other = pick(seats)
      const from = 1 + below(sessions)
      const to: Record<string, TableId> =
        next() < 0.7 && other !== seat ? { [seat]: sits(other, from), [other]: sits(seat, from) } : { [seat]: table }
      const known = {
        taken: () => true,
        spoke: (one: SeatCode, at: BoardId) => spokeAt(voices.staged(dialogue), at, one),
      }
      const done = await dialogues.moveSeats(
        dialogue,
        { session: from, to, why: 'x' },
        { ...by(), role: 'head' },
        known,
      )
      if (!done.ok) return void (tally.refused += 1)
      tally.moves += 1
      expect(from, 'nothing that is over is changed').toBeGreaterThanOrEqual(here)
      for (const one of Object.keys(to) as SeatCode[])
        for (let n = from; n <= here; n += 1)
          wereAt.set(one, new Set([...(wereAt.get(one) ?? []), `${sits(one, n)} ${n}`]))
      book.push({ session: from, to, at: now })
    } else {
      const observed = next() < 0.5
      await voices.append(
        dialogue,
        { kind: 'consent', command: `k${++commands}`, seat, consent: { ...yes, observed, how: 'phone' } },
        { author: 'c', device: seat },
      )
      if (observed) refusing.delete(seat)
      else refusing.add(seat)
    }
  }

  function look(): void {
    settle()
    const seat = pick(seats)
    const session = sessionOf(seat)
    const at = sits(seat, here)
    expect([seed, seat, session.table]).toEqual([seed, seat, at])
    for (const table of tableIds)
      for (let n = 1; n <= sessions; n += 1) {
        const where = { dialogue, table, session: n }
        const theirs = sits(seat, n) === table
        const opens = session.sits === undefined ? table === homeOf(seat) : theirs && table === at
        expect([seed, seat, table, n, isWithin(session, where, 'board.open')]).toEqual([seed, seat, table, n, opens])
        const takesBack = session.sits === undefined ? table === homeOf(seat) : theirs
        expect(isWithin(session, where, 'words.withdraw')).toBe(takesBack)
      }
    for (const round of roundsOf(session, seat)) {
      const place = dialogues.board(round.board)
      expect([seed, seat, place?.table]).toEqual([seed, seat, sits(seat, place?.session ?? 0)])
    }
    const [table, n] = [pick(tableIds), 1 + below(sessions)]
    const hidden = [...refusing].some((one) => sits(one, n) === table || wereAt.get(one)?.has(`${table} ${n}`) === true)
    expect([seed, table, n, consent.hides(boardOf(table, n))]).toEqual([seed, table, n, hidden])
    const place = dialogues.board(boardOf(table, n))
    if (place !== null) {
      const sitting = dialogues.seating.seatsAt(place)
      expect(sitting.length, `seed ${seed}: nobody stands`).toBeLessThanOrEqual(chairs)
      expect(sitting.toSorted()).toEqual(seats.filter((one) => sits(one, n) === table))
    }
  }

  for (let n = 0; n < 45; n += 1) {
    await act()
    look()
  }
  // Once a session is closed everywhere, what is told of it is told of each person once.
  const state = voices.state(dialogue)
  for (let session = 1; session <= sessions; session += 1) {
    const rounds = tableIds.flatMap((table) => state.rounds.get(`${boardOf(table, session)}/vote-${session}`) ?? [])
    const cast = rounds.flatMap((round) =>
      [...(round.casts.get('mood') ?? [])].flatMap(([seat, one]) =>
        seat !== tableSeat && counts(one) !== null ? [seat] : [],
      ),
    )
    expect(new Set(cast).size, `seed ${seed}: one ballot each`).toBe(cast.length)
    const told = resultsOf({
      voices: {
        ...state,
        rounds: new Map(
          [...state.rounds].map(([name, round]) => [
            name,
            { ...round, state: 'closed' as const, closedAt: round.closedAt ?? now },
          ]),
        ),
      },
      sessions: draft.sessions,
      seating: dialogues.seating.seating(dialogue),
      tables: tableIds.map((table, n) => ({
        table,
        number: n + 1,
        board: boardOf(table, session),
        session,
        running: Infinity,
        boardClosed: true,
        shown: true,
        sees: () => true,
      })),
    })
    const figure = told.steps.find(({ step: id }) => id === `vote-${session}`)?.figures[0]
    if (figure?.valid !== undefined && figure.valid !== null)
      expect([seed, session, figure.valid, (figure.asked ?? 0) <= seats.length]).toEqual([
        seed,
        session,
        cast.length,
        true,
      ])
  }
  dialogues.close()
  voices.close()
  people.locks.close()
  people.between.close()
  journal.close()
  return tally
}

it(
  '[ROT10] whatever is planned and decided, each person has one ballot for each question, sees what their table and the consents allow, and is counted once',
  async () => {
    const all = { votes: 0, moves: 0, refused: 0 }
    for (let n = 0; n < days; n += 1) {
      const { votes, moves, refused } = await day(first + n)
      all.votes += votes
      all.moves += moves
      all.refused += refused
    }
    console.log(
      `rotations: ${days} days from seed ${first}: ${all.votes} ballots, ${all.moves} moves by hand, ${all.refused} refused`,
    )
    expect(all.votes).toBeGreaterThan(days)
    expect(all.moves).toBeGreaterThan(0)
  },
  60_000 + days * 200,
)
