/** A console's reading of its room, and what becomes of its acts: without a screen, without a server. */
import { notBegun, type Course } from '@tablee/shared/dialogue/course'
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Left, Room, RoomCommand, RoomTable, SiteClock } from '@tablee/shared/wire/room'
import { describe, expect, it } from 'vitest'
import type { ClientProblem } from '@tablee/client/hold/answer'
import { isFor, notAt, openActs } from '@tablee/client/room/acts'
import { deedsOf } from '@tablee/client/room/deeds'
import { messages } from '@tablee/client/room/messages/index'
import { merged } from '@tablee/client/room/merged'
import { beside, columnsFor, inRows, placesOf, rowsOf, shifted } from '@tablee/client/room/places'
import {
  againIn,
  backIn,
  clocksGoing,
  comingIn,
  countedAsShown,
  faceAt,
  hallGoing,
  isGiven,
  isUnwritten,
  nextTable,
  ownFaceAt,
  quietFor,
  readWhere,
  roundWord,
  seenOf,
  sentIn,
  shownRounds,
  stateOf,
  tableAt,
  tablesGoing,
  tablesMove,
  type ClocksGoing,
} from '@tablee/client/room/reading'
import { knownAfter } from '@tablee/client/hold/use-followed'
import { going } from '@tablee/client/ui/going'
import { faceOf, readClock, waited } from '@tablee/client/ui/reading'

const minute = 60_000
const now = 1_000 * minute
const clock = (change: Partial<Course> = {}, version = 3): SiteClock => ({
  course: { ...notBegun, session: 1, since: now - minute, begunAt: now - minute, ...change },
  version,
  takesBack: null,
})
const table = (number: number, change: Partial<RoomTable> = {}): RoomTable => ({
  id: `t${number}` as TableId,
  number,
  lang: 'fr',
  seats: 6,
  taken: [1, 2, 3, 4, 5],
  spoken: 2,
  entries: 7,
  lastAt: now - minute,
  curtain: 'open',
  shown: true,
  paused: false,
  delayMinutes: 2,
  watching: 0,
  online: true,
  offlineSince: null,
  unsaved: false,
  clock: null,
  turnout: [],
  ...change,
})
const step = (kind: string, minutes: number, id: string | null = null) => ({ kind, title: { en: kind }, minutes, id })
const room = (change: Partial<Room> = {}): Room => ({
  version: 'v1',
  dialogue: 'd1',
  title: 'A dialogue',
  site: { id: 's1' as SiteId, name: 'Lyon', lang: 'fr', zone: null },
  now,
  sessions: [
    {
      number: 1,
      title: { en: 'One' },
      question: { en: '?' },
      begins: null,
      steps: [step('map', 5), step('ballot', 5, 'vote')],
    },
    { number: 2, title: { en: 'Two' }, question: { en: '?' }, begins: null, steps: [step('map', 5)] },
  ],
  clock: clock(),
  others: [],
  langs: ['fr'],
  tables: [1, 2, 3].map((number) => table(number)),
  whole: true,
  calls: [],
  messages: [],
  places: {},
  watching: 0,
  rounds: [],
  ...change,
})

describe('what a console knows', () => {
  it('[CON1] an answer with some tables leaves the others as they were, in their order', () => {
    const before = room()
    const news = table(2, { entries: 8 })
    const after = merged(before, room({ version: 'v2', whole: false, sessions: [], tables: [news], watching: 4 }))
    // The programme came once.
    expect(after.sessions).toBe(before.sessions)
    expect(after.sessions.length).toBeGreaterThan(0)
    expect(after.tables.map(({ number, entries }) => [number, entries])).toEqual([
      [1, 7],
      [2, 8],
      [3, 7],
    ])
    expect(after.tables[0]).toBe(before.tables[0])
    expect(after.watching).toBe(4)
    expect(merged(after, room({ tables: [table(1)] })).tables).toHaveLength(1)
  })

  it('[CON2] time that is left counts down by started seconds, a wait up by whole ones', () => {
    const left = (ms: number): string =>
      faceAt(room().sessions, clock({ session: 2, since: now + ms - 5 * minute }), now)
    expect([60_000, 59_001, 59_000].map(left)).toEqual(['1:00', '1:00', '0:59'])
    expect([waited(now - 50_900, now), waited(now - 140_000, now), waited(now + 5, now)]).toEqual([
      '0:50',
      '2:20',
      '0:00',
    ])
  })

  it('[CON2] while a notice runs the hall’s clock shows what its tables show, and goes along with them', () => {
    const goesAt = now + 10_000
    const gone = clock({ step: 1, since: goesAt, goesAt }, 4)
    const before = going(null, clock(), hallGoing, now)
    const during = going(before, gone, hallGoing, now + 3_000)
    expect(faceAt(room().sessions, during.shown, now + 3_000)).toBe('3:57')
    // Another answer of the room within the notice moves nothing.
    expect(going(during, { ...gone }, hallGoing, now + 4_000).shown).toBe(during.shown)
    const after = going(during, gone, hallGoing, goesAt)
    expect(faceAt(room().sessions, after.shown, goesAt)).toBe('5:00')
    // Taken back it had never left.
    expect(going(during, clock({}, 5), hallGoing, now + 5_000)).toMatchObject({ shown: clock({}, 5), next: null })
  })

  it('[CON19] what was laid on a table’s map for it is said to be given, and nobody is said to have written nothing beside words', () => {
    const said = (change: Partial<RoomTable>) => [isGiven(table(1, change)), isUnwritten(table(1, change))]
    expect(said({ entries: 1, spoken: 0, lastAt: null })).toEqual([true, true])
    expect(said({ entries: 12, spoken: 6, lastAt: null })).toEqual([true, false])
    expect(said({ entries: 0, spoken: 0, lastAt: null })).toEqual([false, true])
    expect(said({})).toEqual([false, false])
  })

  it('[CON2] of a table, too, that leaves the hall’s clock or joins it again, the time is what its screens show', () => {
    const goesAt = now + 10_000
    const hall = clock({ since: now - 2 * minute })
    const held = clock({ heldAt: now - 30_000 }, 5)
    const told = (own: SiteClock | null, joins: SiteClock | null) =>
      room({ clock: hall, tables: [table(1, { clock: own }), table(2, { clock: joins })] })
    const face = (on: ClocksGoing, of: Room, at: number) => of.tables.map((one) => ownFaceAt(of, on, one, at))
    const before = told(null, held)
    const first = tablesGoing(new Map(), before, now)
    expect(face(first, before, now)).toEqual(['', '4:30'])
    // Table 1 goes a step further alone, table 2 as the hall again; another answer within the notice moves nothing.
    const moved = told(clock({ step: 1, since: goesAt, goesAt }, 6), clock({ since: now - 2 * minute, goesAt }, 7))
    const during = tablesGoing(tablesGoing(first, moved, now + 1_000), { ...moved }, now + 4_000)
    expect(face(during, moved, now + 4_000)).toEqual(['2:56', '4:30'])
    const after = tablesGoing(during, moved, goesAt)
    expect(face(after, moved, goesAt)).toEqual(['5:00', '2:50'])
    const hallAgain = told(clock({ step: 1, since: goesAt, goesAt }, 6), null)
    expect(face(tablesGoing(after, hallAgain, goesAt + 5_000), hallAgain, goesAt + 5_000)).toEqual(['4:55', ''])
  })

  it('[CON2] another site’s clock is what that site’s tables show, a notice long: before its start it does not stand at the first step', () => {
    const { sessions } = room()
    const goesAt = now + 10_000
    const site = (change: Partial<Course>, version: number) => [{ id: 's2', clock: clock(change, version) }]
    const face = (on: ClocksGoing, at: number) =>
      [...on.values()].map(({ shown }) => faceAt(sessions, shown, at)).join()
    const first = clocksGoing(new Map(), site({ since: null, begunAt: null }, 1), now)
    const begins = site({ since: goesAt, begunAt: goesAt, goesAt }, 2)
    const during = clocksGoing(clocksGoing(first, begins, now + 1_000), begins, now + 6_000)
    expect(face(during, now + 6_000)).toBe('–:––')
    expect(face(clocksGoing(during, begins, goesAt), goesAt)).toBe('5:00')
    // A step further: until then the one before runs on.
    const runs = clocksGoing(new Map(), site({}, 3), now)
    const on = clocksGoing(runs, site({ step: 1, since: goesAt, goesAt }, 4), now + 1_000)
    expect(face(on, now + 4_000)).toBe('3:56')
  })

  it('[CON2] while the next session is announced a table’s entries are those of the board that its screens show', () => {
    const goesAt = now + 10_000
    const next = clock({ session: 2, since: goesAt, goesAt }, 4)
    const told = (hall: SiteClock, entries: number) =>
      room({ clock: hall, tables: [table(1, { entries, spoken: entries, lastAt: entries === 0 ? null : now })] })
    const before = told(clock(), 7)
    const on = tablesGoing(new Map(), before, now)
    const counted = (rows: readonly RoomTable[]) => rows.map(({ entries, spoken, lastAt }) => [entries, spoken, lastAt])
    const first = countedAsShown([], before, on)
    // Its clock is told first, or with the counts; both come again within the notice.
    const during = tablesGoing(on, told(next, 0), now + 1_000)
    const held = countedAsShown(first, told(next, 0), during)
    const again = countedAsShown(held, told(next, 1), tablesGoing(during, told(next, 1), now + 5_000))
    expect([counted(held), counted(again)]).toEqual([[[7, 7, now]], [[7, 7, now]]])
    const gone = tablesGoing(during, told(next, 1), goesAt)
    expect(counted(countedAsShown(again, told(next, 1), gone))).toEqual([[1, 1, now]])
    expect(countedAsShown(first, before, on)[0]).toBe(before.tables[0])
  })

  it('[CON22] who is not connected reads when the server answered last, also where that was that nothing is another', () => {
    const nothing = { value: null, heard: null }
    const first = knownAfter<Room>(nothing, { value: room() })
    const later = knownAfter<Room>(first, { value: room({ now: now + 4 * minute }) })
    expect([later.value, later.heard?.now]).toEqual([first.value, now + 4 * minute])
    expect(later.value).toBe(first.value)
    const lost = knownAfter<Room>(later, { problem: { code: 'offline' }, failures: 1, over: false })
    expect([lost.value?.now, lost.heard?.now]).toEqual([now, now + 4 * minute])
  })

  it('[CON6] a round that was open at the end of the day is not said to be open', () => {
    expect([roundWord('open', false), roundWord('open', true), roundWord('closed', true)]).toEqual([
      'round-open',
      'round-left-open',
      'round-closed',
    ])
    expect([roundWord('waiting', false), roundWord('waiting', true)]).toEqual(['round-waiting', 'round-never'])
  })

  it('[CON2, SCR4] a console’s clock is the tables’, to the sign: running, held, over, held when it was over, not begun, ended', () => {
    const { sessions } = room()
    const steps = (sessions[1]?.steps ?? []).map((one) => ({ kind: 'map' as const, title: '', minutes: one.minutes }))
    const faces = (change: Partial<Course>): readonly string[] => {
      const course = clock({ session: 2, ...change }).course
      const table = readClock(
        { session: 2, sessions: 2, title: 'Two', startedAt: course.begunAt, now, steps, course },
        now,
      )
      return [faceAt(sessions, { course }, now), faceOf(table)]
    }
    for (const [change, face] of [
      [{}, '4:00'],
      [{ heldAt: now - 5_000 }, '4:05'],
      [{ since: now - 5 * minute }, '+0:00'],
      [{ since: now - 8 * minute - 13_900 }, '+3:13'],
      [{ since: now - 9 * minute, heldAt: now - 46_500 }, '+3:13'],
      [{ since: null }, '–:––'],
      [{ ended: true }, '–:––'],
    ] as const)
      expect(faces(change)).toEqual([face, face])
  })

  it('[CON3] a table is quiet from its fourth minute without anything written, and not before it wrote at all', () => {
    expect([3.9, 4, 6.4].map((minutes) => quietFor({ lastAt: now - minutes * minute }, now))).toEqual([null, 4, 6])
    expect(quietFor({ lastAt: null }, now)).toBeNull()
  })

  it('[CON3] only where its board is worked on a table is quiet, from the start of that step on; after the end never', () => {
    const kinds = [
      'welcome',
      'video',
      'private-writing',
      'map',
      'canvas',
      'ballot',
      'questionnaire',
      'read-back',
      'break',
    ]
    const sessions = [{ number: 1, title: {}, question: {}, begins: null, steps: kinds.map((kind) => step(kind, 60)) }]
    const quiet = (change: Partial<Course>) => {
      const shown = clock({ since: now - 30 * minute, ...change })
      return tableAt({ room: { sessions }, shown, tablesOn: new Map(), now }, table(1, { lastAt: now - 9 * minute }))
        .quiet
    }
    expect(kinds.filter((_, index) => quiet({ step: index }) !== null)).toEqual(['map', 'canvas', 'read-back'])
    expect([quiet({ step: 3, since: now - 5 * minute }), quiet({ step: 3, since: now - minute })]).toEqual([5, null])
    // The clock went on by itself from the writing to the map.
    expect(quiet({ step: 2, since: now - 66 * minute })).toBe(6)
    expect(quiet({ step: 3, ended: true })).toBeNull()
  })

  it('[CON4] of a table that calls the call is said first, then that it is away, its clock, what is unsaved, its curtain', () => {
    const all = table(1, {
      online: false,
      offlineSince: now,
      unsaved: true,
      curtain: 'drawn',
      lastAt: now - 9 * minute,
    })
    const working = { quiet: null, over: false }
    const call = { id: 'c', table: all.id, kind: 'technical' as const, askedAt: now, coming: null }
    expect(stateOf(all, call, working)).toBe('call')
    expect(stateOf(all, { ...call, coming: { who: 'Samira', at: now } }, working)).toBe('coming')
    expect(stateOf(all, undefined, working)).toBe('offline')
    const here = { ...all, online: true, offlineSince: null }
    expect(stateOf({ ...here, clock: clock({ heldAt: now }) }, undefined, working)).toBe('held')
    expect(stateOf(here, undefined, working)).toBe('unsaved')
    expect(stateOf({ ...here, unsaved: false }, undefined, working)).toBe('drawn')
    expect(stateOf({ ...here, unsaved: false, curtain: 'open' }, undefined, { quiet: 9, over: false })).toBe('quiet')
    expect(stateOf(table(1), undefined, working)).toBe('work')
    // Nobody has been there yet: that is no table that went away.
    expect(stateOf(table(1, { online: false, lastAt: null }), undefined, working)).toBe('work')
    // It has written and no screen of it came since a start of the server: away, and nobody knows since when.
    expect(stateOf(table(1, { online: false }), undefined, working)).toBe('offline')
    expect(stateOf(table(1, { online: false, clock: clock({ heldAt: now }) }), undefined, working)).toBe('held')
    // After the end nobody is away or at work; what is not saved is not saved then either.
    const ended = { quiet: null, over: true }
    expect(stateOf(all, call, ended)).toBe('call')
    expect(stateOf(all, undefined, ended)).toBe('unsaved')
    expect(stateOf({ ...all, unsaved: false }, undefined, ended)).toBe('over')
  })

  it('[CON5] the large button is what comes: the next step, opening what is asked, the next session, the end', () => {
    const round: Room['rounds'][number] = {
      step: 'vote',
      title: { en: 'Vote' },
      session: 1,
      open: 0,
      closed: 0,
      revealed: 0,
      of: 3,
      may: ['open', 'closed'],
    }
    const inBallot = clock({ step: 1 })
    expect(comingIn(room({ clock: clock({ since: null }) }), now)).toMatchObject({
      what: 'begin',
      session: { number: 1 },
    })
    expect(comingIn(room({ clock: clock({ session: 0, since: null }) }), now)).toMatchObject({
      what: 'begin',
      session: { number: 1 },
    })
    expect(comingIn(room(), now)).toMatchObject({ what: 'step', step: { kind: 'ballot' } })
    expect(comingIn(room({ clock: inBallot, rounds: [round] }), now)).toMatchObject({
      what: 'open',
      step: { id: 'vote' },
    })
    // What each table opens itself the console passes by.
    expect(comingIn(room({ clock: inBallot, rounds: [{ ...round, may: ['closed'] }] }), now)).toMatchObject({
      what: 'session',
    })
    expect(comingIn(room({ clock: inBallot, rounds: [{ ...round, open: 1 }] }), now)).toMatchObject({
      what: 'session',
      session: { number: 2 },
    })
    expect(comingIn(room({ clock: clock({ session: 2 }) }), now)).toEqual({ what: 'end' })
    expect(comingIn(room({ clock: clock({ session: 2, ended: true }) }), now)).toBeNull()
  })

  it('[CON6] handed in is a sum of the tables that may be counted, and says how many are not', () => {
    const of = (handedIn: number | null, seated: number) => ({
      turnout: [{ step: 'vote', state: 'open' as const, handedIn, of: seated }],
    })
    const tables = [table(1, of(4, 6)), table(2, of(null, 4)), table(3, of(0, 5)), table(4)]
    expect(sentIn(tables, 'vote')).toEqual({ handedIn: 4, of: 11, small: 1, few: true })
    // Six are there and no number is told: that fewer than five are is not said.
    expect(sentIn([...tables, table(5, of(null, 6))], 'vote')).toMatchObject({ small: 2, few: false })
    expect(sentIn(tables, 'another')).toEqual({ handedIn: 0, of: 0, small: 0, few: true })
  })

  it('[CON6] of a table without a number no reason is said that nobody knows: few phones, or a start', () => {
    const said = JSON.stringify([messages.en.noNumber, messages.en.notCounted])
    expect(said).not.toMatch(/too few|five people and/)
    expect(said).toMatch(/by themselves, or the server started/)
  })

  it('[CON6] what the running step asks and whatever is open stands among what was handed in, also once another is opened', () => {
    const round = (id: string, open: number, closed = 0) => ({
      step: id,
      title: {},
      session: 1,
      open,
      closed,
      revealed: 0,
      of: 3,
      may: [],
    })
    const shown = (rounds: Room['rounds'], running: string) => shownRounds(rounds, running).map((one) => one.step)
    const all = [round('alone', 3), round('vote', 0, 3), round('again', 3), round('late', 3)]
    expect(shown(all, 'vote')).toEqual(['alone', 'vote', 'again', 'late'])
    expect(shown([round('alone', 0), round('vote', 0, 3)], 'alone')).toEqual(['alone', 'vote'])
    expect(shown([round('alone', 0, 3), round('vote', 0, 3), round('again', 0, 3)], 'map')).toEqual(['vote', 'again'])
  })

  it('[CON23] a step back says which step gets its whole time again, and how much', () => {
    const { sessions } = room()
    const later = clock({ step: 1 })
    expect(backIn(sessions, later, now)).toMatchObject({ kind: 'map', minutes: 5 })
    expect(backIn(sessions, clock(), now)).toBeNull()
    const goes = (change: Partial<Course>) => clock({ since: now + 9_000, goesAt: now + 9_000, ...change })
    // By itself the clock had gone on from the first step to the second.
    const byItself = clock({ since: now - 6 * minute })
    expect([later, byItself].map((shown) => againIn(sessions, shown, goes({ step: 0 }), now))).toEqual([5, 5])
    expect(againIn(sessions, clock(), goes({ step: 1 }), now)).toBeNull()
    expect(againIn(sessions, later, goes({ session: 2 }), now)).toBeNull()
    expect(againIn(sessions, later, goes({ ended: true }), now)).toBeNull()
  })

  it('[CON7] the next quiet table is the one after this, and after the last the first again', () => {
    const tables = [1, 2, 3, 4].map((number) => table(number, { lastAt: now - (number % 2 === 0 ? 5 : 1) * minute }))
    const quiet = (one: RoomTable): boolean => quietFor(one, now) !== null
    expect(nextTable(tables, null, quiet)?.number).toBe(2)
    expect(nextTable(tables, 't2', quiet)?.number).toBe(4)
    expect(nextTable(tables, 't4', quiet)?.number).toBe(2)
    expect(nextTable(tables, 't1', () => false)).toBeNull()
  })
})

describe('the plan', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `t${index + 1}` as TableId }))

  it('[CON8] rows are as even as they can be, the short one in the middle, and every table has a place of its own', () => {
    expect(rowsOf(14, 5)).toEqual([5, 4, 5])
    expect(columnsFor(14, 5)).toBe(5)
    for (const count of [1, 2, 3, 7, 14, 60, 200])
      for (const columns of [1, 2, 5, 10]) {
        const places = Object.values(inRows(ids(count), columns))
        expect(places).toHaveLength(count)
        expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(count)
        expect(places.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true)
      }
  })

  it('[CON9] where somebody put a table it stands; nothing leaves the floor; an arrow finds the nearest that way', () => {
    const tables = [1, 2, 3].map((number) => table(number))
    expect(placesOf(room({ places: { t2: { x: 0.9, y: 0.1 } } }), 3)['t2']).toEqual({ x: 0.9, y: 0.1 })
    expect(shifted({ x: 0.9, y: 0.1 }, 0.5, -0.5)).toEqual({ x: 1, y: 0 })
    const places = inRows([...tables, ...[4, 5, 6].map((number) => table(number))], 3)
    expect(beside(places, 't1', 'right', 1.5)).toBe('t2')
    expect(beside(places, 't1', 'down', 1.5)).toBe('t4')
    expect(beside(places, 't6', 'up', 1.5)).toBe('t3')
    expect(beside(places, 't1', 'left', 1.5)).toBeNull()
  })
})

describe('what a console does', () => {
  type Came = {
    readonly command: RoomCommand
    readonly answer: (problem: ClientProblem | null, left?: readonly Left[]) => void
  }
  function wire() {
    const came: Came[] = []
    let n = 0
    const acts = openActs({
      newId: () => `id${(n += 1)}`,
      act: (command) =>
        new Promise((resolve) => {
          came.push({
            command,
            answer: (problem, left = []) =>
              resolve(problem === null ? { ok: true, value: { seq: 1, left } } : { ok: false, problem }),
          })
        }),
    })
    return { came, acts }
  }
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }

  it('[CON10] an act that did not arrive says so and is sent again under the same id', async () => {
    const { came, acts } = wire()
    deedsOf(room(), acts.at('v1'), now).hall('hold')
    expect(came.map(({ command }) => command)).toEqual([{ id: 'id1', kind: 'hold', seen: 3, shownAt: now }])
    came[0]?.answer({ code: 'offline' })
    await settled()
    expect(acts.at('v1').told('hall')).toMatchObject([{ state: 'waits', command: { id: 'id1' } }])
    acts.at('v1').again('id1')
    expect(came[1]?.command).toEqual(came[0]?.command)
    // Under way it is not sent a second time.
    acts.at('v1').again('id1')
    expect(came).toHaveLength(2)
    came[1]?.answer(null)
    await settled()
    expect(acts.at('v1').told('hall')).toEqual([])
    expect(acts.at('v1').one('id1')).toMatchObject({ state: 'done' })
  })

  it('[CON10] what waits is kept whatever is done next: one entry per act, each with its table, sent and left by itself', async () => {
    const { came, acts } = wire()
    const [three, seven] = [table(3), table(7)]
    const tables = [three, seven]
    deedsOf(room({ tables }), acts.at('v1'), now).tables('hold', [three])
    came[0]?.answer({ code: 'offline' })
    await settled()
    deedsOf(room({ tables }), acts.at('v1'), now).tablesMore(5, [seven])
    came[1]?.answer({ code: 'timeout' })
    await settled()
    const told = () => acts.at('v1').told('table', 'call')
    expect(told().map(({ command, where }) => [command.kind, where.tables])).toEqual([
      ['hold', ['t3']],
      ['more', ['t7']],
    ])
    expect(told().map((act) => isFor(act, [three]))).toEqual([true, false])
    // At one table, too: the second is done, the first waits on.
    deedsOf(room({ tables }), acts.at('v1'), now).curtains('drawn', [three])
    came[2]?.answer(null)
    await settled()
    expect(told()).toHaveLength(2)
    acts.at('v1').again('id2')
    expect(came[3]?.command).toEqual(came[1]?.command)
    came[3]?.answer(null)
    await settled()
    expect(told().map(({ command }) => command.id)).toEqual(['id1'])
    acts.at('v1').dismiss('id1')
    expect(told()).toEqual([])
  })

  it('[CON10] a message that waits is sent again as it is, and is known to be sent by its id', async () => {
    const { came, acts } = wire()
    const message = deedsOf(room(), acts.at('v1'), now).message('tables', [table(3)], { fr: 'Dix minutes' })
    expect(acts.at('v1').pending('message')).toMatchObject({ state: 'sending', where: { tables: ['t3'] } })
    came[0]?.answer({ code: 'timeout' })
    await settled()
    expect(acts.at('v1').pending('message')).toMatchObject({ state: 'waits', command: { id: message } })
    acts.at('v1').again(message)
    expect(came.map(({ command }) => command.id)).toEqual([message, message])
    expect(acts.at('v1').sent('message')).toBeNull()
    came[1]?.answer(null)
    await settled()
    expect([acts.at('v1').pending('message'), acts.at('v1').sent('message')]).toEqual([null, message])
  })

  it('[CON11] a second tap before the first is on the screen is not sent; once it is there, the next is', async () => {
    const { came, acts } = wire()
    deedsOf(room(), acts.at('v1'), now).hallMore(2)
    deedsOf(room(), acts.at('v1'), now).hallMore(2)
    came[0]?.answer(null)
    await settled()
    deedsOf(room(), acts.at('v1'), now).hallMore(2)
    expect(came).toHaveLength(1)
    deedsOf(room({ version: 'v2', clock: clock({}, 4) }), acts.at('v2'), now).hallMore(2)
    expect(came.map(({ command }) => command)).toMatchObject([{ seen: 3 }, { seen: 4 }])
  })

  it('[CON11] an act at one table holds back none at another, nor somebody who comes to a second call', async () => {
    const { came, acts } = wire()
    const tables = [table(3), table(7)]
    const calls = tables.map(({ id }) => ({
      id: `call-${id}`,
      table: id,
      kind: 'technical' as const,
      askedAt: now,
      coming: null,
    }))
    const deeds = deedsOf(room({ tables, calls }), acts.at('v1'), now)
    for (const call of [...calls, ...calls]) deeds.coming(call)
    for (const one of [...tables, ...tables]) deeds.tables('hold', [one])
    expect(came.map(({ command }) => [command.kind, 'call' in command ? command.call : null])).toEqual([
      ['coming', 'call-t3'],
      ['coming', 'call-t7'],
      ['hold', null],
      ['hold', null],
    ])
    // Of both at once nothing is sent while one of them is under way.
    deeds.tablesMore(5, tables)
    expect(came).toHaveLength(4)
    expect(acts.at('v1').busy('call', [table(1).id])).toBe(false)
  })

  it('[MSG1] of a message the tables are named at which it was read and those at which it was not; of a server of before neither', () => {
    const tables = [1, 2, 3, 4].map((number) => table(number))
    expect(readWhere({ tables: null, readAt: [2] }, tables)).toEqual({ read: [2], unread: [1, 3, 4] })
    expect(readWhere({ tables: ['t2' as TableId, 't4' as TableId], readAt: [2] }, tables)).toEqual({
      read: [2],
      unread: [4],
    })
    expect(readWhere({ tables: null }, tables)).toEqual({ read: [], unread: [] })
  })

  it('[CON12] where somebody was faster nothing is sent again, and another place is free', async () => {
    const { came, acts } = wire()
    deedsOf(room(), acts.at('v1'), now).hall('next')
    came[0]?.answer({ code: 'changed' })
    await settled()
    expect(acts.at('v1').told('hall')).toMatchObject([{ state: 'refused', problem: { code: 'changed' } }])
    acts.at('v1').again('id1')
    expect(came).toHaveLength(1)
    expect(acts.at('v1').busy('table')).toBe(false)
  })

  it('[CON13] an act on several tables is one act, and has seen the latest of their clocks', async () => {
    const { came, acts } = wire()
    const tables = [table(1), table(2, { clock: clock({}, 9) }), table(3)]
    expect(seenOf([table(1)], clock())).toBe(3)
    deedsOf(room({ tables }), acts.at('v1'), now).tables('hold', tables)
    expect(came.map(({ command }) => command)).toEqual([
      { id: 'id1', kind: 'hold', tables: ['t1', 't2', 't3'], seen: 9, shownAt: now },
    ])
    came[0]?.answer({ code: 'timeout' })
    await settled()
    expect(acts.at('v1').told('table')).toMatchObject([{ state: 'waits', where: { tables: ['t1', 't2', 't3'] } }])
  })

  it('[CON17] where an act on all tables was not done at some it says which; where it was so already, or was never opened, nothing is missing', async () => {
    const { came, acts } = wire()
    deedsOf(room(), acts.at('v1'), now).round('vote', 'open')
    came[0]?.answer(null, [
      { table: 't1' as TableId, why: 'done-already' },
      { table: 't2' as TableId, why: 'not-open' },
    ])
    await settled()
    expect(acts.at('v1').told('round')).toEqual([])
    expect(acts.at('v1').one('id1')).toMatchObject({ state: 'done' })
    deedsOf(room(), acts.at('v2'), now).round('vote', 'closed')
    came[1]?.answer(null, [{ table: 't2' as TableId, why: 'closed' }])
    await settled()
    expect(acts.at('v2').told('round').map(notAt)).toEqual([['t2']])
  })

  it('[CON17] what of a round only each table does is known, where that is what comes next', () => {
    const { sessions } = room()
    const [one, ...others] = sessions
    const named = one ? [{ ...one, steps: [...one.steps, step('private-writing', 5, 'alone')] }, ...others] : []
    const round = (stepId: string, change: Partial<Room['rounds'][number]> = {}): Room['rounds'][number] => ({
      step: stepId,
      title: { en: stepId },
      session: 1,
      open: 0,
      closed: 0,
      revealed: 0,
      of: 3,
      may: ['closed'],
      ...change,
    })
    expect(tablesMove(named, round('vote'))).toBe('open')
    expect(tablesMove(named, round('vote', { open: 3 }))).toBeNull()
    // A vote is not revealed by anybody.
    expect(tablesMove(named, round('vote', { closed: 3 }))).toBeNull()
    expect(tablesMove(named, round('alone', { closed: 3 }))).toBe('revealed')
    expect(tablesMove(named, round('alone', { may: ['open', 'closed', 'revealed'] }))).toBeNull()
    expect(tablesMove(named, round('alone', { closed: 3, may: ['open', 'closed', 'revealed'] }))).toBeNull()
  })
})
