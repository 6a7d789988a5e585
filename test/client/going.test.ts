/** Screens that go along: what is announced, when they go, what is taken back, and who stays to end a sentence. */
import { sitesApart } from '@tablee/client/organise/apart'
import { comesOf, following, going, type GoingParts } from '@tablee/client/ui/going'
import { announced, clockFor, goesTo, halfDone, seatGoing } from '@tablee/client/seat/hall'
import { originOf } from '@tablee/client/observe/asked'
import { apart, clockAt, clockIs, goAlong, inHall, listGoing, sessionOf } from '@tablee/client/observe/clocks'
import type { Table } from '@tablee/client/observe/watch'
import { noDrafts, typed } from '@tablee/client/seat/drafts'
import { focusOn, isOver, isToDo, isUnsent, viewsOf, whereNow } from '@tablee/client/seat/state'
import { notBegun, type Course } from '@tablee/shared/dialogue/course'
import type { BoardId, SeatCode, SiteId } from '@tablee/shared/ids'
import type { Clock } from '@tablee/shared/wire/board'
import type { SeatAnswer, SeatRound } from '@tablee/shared/wire/seat'
import type { WatchedTable, WatchList } from '@tablee/shared/wire/watch'
import { describe, expect, it } from 'vitest'

const noon = Date.UTC(2026, 10, 28, 12)
const at = (seconds: number) => noon + seconds * 1000
type Told = { readonly course?: Course; readonly curtain: 'open' | 'drawn' }
const parts: GoingParts<Told> = {
  courseOf: ({ course }) => course,
  hold: ({ course }, { course: _next, ...told }) => ({ ...told, ...(course === undefined ? {} : { course }) }),
}
const course = (change: Partial<Course>): Course => ({ ...notBegun, session: 1, since: noon, begunAt: noon, ...change })
const first: Told = { course: course({}), curtain: 'open' }
const moved: Told = { course: course({ session: 2, since: at(30), goesAt: at(30) }), curtain: 'open' }

/** What a screen showed of what it was told, one after the other. */
function screen() {
  let state: ReturnType<typeof going<Told>> | null = null
  return (told: Told, when: number) => (state = going(state, told, parts, when))
}

describe('a screen', () => {
  it('[SCR5] stays what it was until its hall goes, and goes at that moment; all else that is told counts at once', () => {
    const sees = screen()
    expect(sees(first, at(0))).toMatchObject({ shown: first, next: null })
    const soon = sees(moved, at(20))
    expect(soon).toMatchObject({ shown: first, next: { to: moved, at: at(30) } })
    // Drawn again and again meanwhile, it is the same.
    expect(sees(moved, at(21))).toBe(soon)
    const drawn: Told = { ...moved, curtain: 'drawn' }
    expect(sees(drawn, at(25))).toMatchObject({ shown: { ...first, curtain: 'drawn' }, next: { at: at(30) } })
    expect(sees(drawn, at(30) - 1).next).not.toBeNull()
    const gone = sees(drawn, at(30))
    expect(gone).toMatchObject({ shown: drawn, next: null, cameAt: at(30) })
    expect(sees(drawn, at(99))).toBe(gone)
  })

  it('[SCR6] a move that is taken back within the notice changed nothing', () => {
    const sees = screen()
    sees(first, at(0))
    sees(moved, at(20))
    expect(sees(first, at(26))).toMatchObject({ shown: first, next: null, cameAt: null })
    // By a move back, as the organiser's page does it: it comes to the place where the screen still is.
    sees(moved, at(28))
    const back: Told = { course: course({ goesAt: at(39) }), curtain: 'open' }
    expect(sees(back, at(29))).toMatchObject({ shown: back, next: null })
  })

  it('[SCR6] a page that is opened within the notice is there already; one that was told too late knows that nothing was announced', () => {
    expect(screen()(moved, at(21))).toMatchObject({ shown: moved, next: null })
    const sees = screen()
    sees(first, at(0))
    expect(sees(moved, at(300))).toMatchObject({ shown: moved, next: null, cameAt: null })
  })

  it('[SCR5] what only moves the clock is shown at once, within a notice too', () => {
    const sees = screen()
    sees(first, at(0))
    const held: Told = { course: course({ heldAt: at(5) }), curtain: 'open' }
    expect(sees(held, at(5))).toMatchObject({ shown: held, next: null })
    sees(moved, at(20))
    const more: Told = { course: course({ session: 2, since: at(30), goesAt: at(30), more: 60_000 }), curtain: 'open' }
    expect(sees(more, at(22))).toMatchObject({ shown: held, next: { to: more, at: at(30) } })
  })

  it('[SCR5] says what comes: a step, a session, the end', () => {
    const clock = (change: Partial<Course>, title = 'Trust'): Clock => ({
      session: change.session ?? 1,
      sessions: 3,
      title,
      startedAt: noon,
      now: noon,
      steps: [
        { kind: 'map', title: 'Map', minutes: 5 },
        { kind: 'ballot', title: 'Vote', minutes: 5 },
      ],
      course: course(change),
    })
    expect(comesOf(clock({}), clock({ step: 1 }), 'fr')).toEqual({ what: 'step', title: 'Vote', lang: 'fr' })
    const other = clock({ session: 2 }, 'Streets')
    expect(comesOf(clock({}), other, 'fr')).toEqual({ what: 'session', title: 'Streets', lang: 'fr' })
    expect(comesOf(clock({}), clock({ ended: true }), 'fr')).toEqual({ what: 'end' })
  })

  it('[SCR7] who typed within the last two seconds stays, until they put it down or for a minute; who was away is told first', () => {
    const hall = { since: at(30), announced: true, stayed: false }
    const [writes, holds, reads] = [
      { now: true, inHand: true },
      { now: false, inHand: true },
      { now: false, inHand: false },
    ]
    expect(following(null, writes, at(31))).toEqual({ is: 'there' })
    for (const one of [holds, reads]) expect(following(hall, one, at(30))).toEqual({ is: 'goes' })
    expect(following(hall, writes, at(30))).toEqual({ is: 'stays' })
    const stayed = { ...hall, stayed: true }
    for (const one of [writes, holds]) expect(following(stayed, one, at(89))).toEqual({ is: 'stays' })
    expect(following(stayed, reads, at(40))).toEqual({ is: 'goes' })
    expect(following(stayed, writes, at(90))).toEqual({ is: 'goes' })
    const late = { ...hall, announced: false }
    expect(following(late, reads, at(39))).toEqual({ is: 'announced', at: at(40) })
    expect(following(late, reads, at(40))).toEqual({ is: 'goes' })
    expect(following(late, writes, at(40))).toEqual({ is: 'stays' })
  })
})

const [b1, b2] = ['b1', 'b2'] as [BoardId, BoardId]
const text = { en: 'x' }
const round = (step: string, change: Partial<SeatRound> = {}): SeatRound => ({
  board: b1,
  step,
  title: { en: step },
  minutes: 5,
  state: 'open',
  openedAt: noon,
  task: { kind: 'write', prompt: text, signature: 'anonymous', sheets: [] },
  ...change,
})
const answer = (change: Partial<SeatAnswer>): SeatAnswer => ({
  version: '1',
  seat: 'T1-02' as SeatCode,
  dialogueTitle: 'D',
  site: 'S',
  tableNumber: 1,
  board: b1,
  mayEdit: true,
  session: { number: 1, title: { en: 'Trust' }, question: text },
  clock: { course: course({}), steps: [{ kind: 'map', title: { en: 'Map', fr: 'Carte' }, minutes: 5 }] },
  langs: ['en'],
  consent: { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' },
  consentPage: { version: '1', intro: text, taking: text, quoted: text, observed: text },
  rounds: [],
  ...change,
})

describe('a phone', () => {
  it('[SCR8] stays in its session until the hall goes: what is closed there counts at once, what waits in the next one waits', () => {
    const before = answer({ rounds: [round('open'), round('read', { state: 'revealed' })] })
    const elsewhere = { session: { number: 1, title: text } }
    const told = answer({
      version: '2',
      board: b2,
      session: { number: 2, title: { en: 'Streets' }, question: text },
      clock: { course: course({ session: 2, since: at(30), goesAt: at(30) }), steps: [] },
      rounds: [round('new', { board: b2 }), round('open', { state: 'closed', ...elsewhere })],
    })
    const held = seatGoing.hold(before, told)
    expect(held).toMatchObject({ version: '2', board: b1, session: before.session, clock: before.clock })
    expect(held.rounds.map(({ step, state, session }) => [step, state, session])).toEqual([
      ['open', 'closed', undefined],
      ['read', 'revealed', undefined],
    ])
    expect(clockFor(before, 'fr')).toMatchObject({ session: 1, title: 'Trust', steps: [{ title: 'Carte' }] })
    // Gone: to the one thing to do there; what is open still of the session before is one of the list.
    const views = viewsOf({ ...told, rounds: [round('old', elsewhere), ...told.rounds] }, noDrafts)
    for (const asked of [true, false])
      expect(goesTo(views, asked)).toBe(views.find((view) => view.round.step === 'new')?.name)
    expect(goesTo(viewsOf(answer({ rounds: [round('a'), round('b')] }), noDrafts), false)).toBe('home')
    // A text that was begun stays before its writer where there is nothing new to do, until they go along themselves.
    const begun = viewsOf(answer({ rounds: [round('old', elsewhere)] }), noDrafts)
    expect(goesTo(begun, false)).toBe(begun[0]?.name)
    expect(goesTo(begun, true)).toBe('home')
  })

  it('[SCR9, TURN7] at the end of the day what was begun stands as not sent, with the goodbye; while it can be taken back nothing has changed', () => {
    const task = { kind: 'write', prompt: text, signature: 'anonymous' } as const
    const sheet = { id: 's1', text: 'Half a thou', lang: 'en', sent: false, takenBack: false }
    const before = answer({ rounds: [round('alone', { task: { ...task, sheets: [sheet] } }), round('empty')] })
    const told = answer({
      rounds: before.rounds,
      clock: { course: course({ ended: true, goesAt: at(30) }), steps: [] },
    })
    const now = (of: SeatAnswer) => viewsOf(of, noDrafts).map((view) => [isToDo(view), isUnsent(view), isOver(of)])
    expect(now(seatGoing.hold(before, told))).toEqual([
      [true, false, false],
      [true, false, false],
    ])
    expect(now(told)).toEqual([
      [false, true, true],
      [false, false, true],
    ])
    expect(viewsOf(told, noDrafts)[0]?.round.task).toMatchObject({ sheets: [{ text: 'Half a thou' }] })
    // What was closed in a session before is told with the end, and shown with it.
    const earlier = round('earlier', { board: b2, state: 'closed', session: { number: 1, title: text } })
    const all = { ...told, rounds: [...told.rounds, earlier] }
    expect(seatGoing.hold(before, all).rounds).toEqual(before.rounds)
  })

  it('[SCR12] what somebody leaves half done as the hall goes is said until they go back to it: open, and closed meanwhile', () => {
    const elsewhere = { session: { number: 1, title: text } }
    const place = { board: b1, step: 'old' }
    const drafts = typed(noDrafts, place, { id: 'sheet', text: 'We lack', lang: 'en' }, noon)
    for (const state of ['open', 'closed'] as const) {
      const rounds = [round('new', { board: b2 }), round('old', { ...elsewhere, state })]
      const views = viewsOf(answer({ board: b2, rounds }), drafts)
      const old = views.find((view) => view.round.step === 'old')
      if (old === undefined) throw new Error('the old step is in sight')
      const to = goesTo(views, false)
      expect(to).not.toBe(old.name)
      expect(halfDone(views, old.name, to), state).toBe(old.name)
      expect(halfDone(views, old.name, old.name), state).toBeNull()
      expect(halfDone(views, 'home', to), state).toBeNull()
      expect(halfDone(viewsOf(answer({ board: b2, rounds }), noDrafts), old.name, to), state).toBeNull()
    }
  })

  it('[SCR8] a step that opens takes over at once from a calm page, and after ten seconds from what somebody reads', () => {
    const read = round('read', { state: 'revealed', openedAt: noon - 60_000 })
    const before = viewsOf(answer({ rounds: [read] }), noDrafts)
    const after = viewsOf(answer({ rounds: [round('new'), read] }), noDrafts)
    const [fresh, old] = after
    if (fresh === undefined || old === undefined) throw new Error('two rounds are two views')
    for (const where of ['consent', old.name] as const) {
      const focus = focusOn(where, before)
      const soon = announced(after, focus, at(4))
      expect(soon).toEqual({ view: fresh, goesAt: at(10) })
      expect(whereNow(after, focus, fresh.name)).toBe(where)
      expect(announced(after, focus, at(10))).toBeNull()
      expect(whereNow(after, focus)).toBe(fresh.name)
    }
    for (const focus of [null, focusOn('home', before), focusOn('consent', before, true)])
      expect(announced(after, focus, at(4))).toBeNull()
    expect(whereNow(after, focusOn('home', before))).toBe(fresh.name)
  })
})

it('[MOVE11] the organiser’s page says it by site where sites are apart', () => {
  const site = (name: string, change: Partial<Course>) => ({
    id: name as SiteId,
    name,
    zone: null,
    clock: { course: course(change), version: 1, takesBack: null },
  })
  expect(sitesApart({ sites: [site('Rome', {}), site('Lyon', { step: 1 })] })).toBeNull()
  expect(sitesApart({})).toBeNull()
  expect(sitesApart({ sites: [site('Rome', { ended: true }), site('Lyon', { session: 2, since: null })] })).toEqual([
    { name: 'Rome', session: 1, is: 'ended' },
    { name: 'Lyon', session: 2, is: 'notBegun' },
  ])
})

describe('a page that watches', () => {
  const table = (room: string, change: Partial<WatchedTable> = {}): WatchedTable => ({
    table: 1,
    site: 'Lyon',
    siteId: 'lyon' as SiteId,
    room,
    epoch: 1,
    delay: 0,
    earlier: [],
    ...change,
  })
  const list = (is: Course, tables: readonly WatchedTable[], change: Partial<WatchList> = {}): WatchList => ({
    id: 'd1',
    dialogue: 'D',
    lang: 'en',
    clock: { session: is.session, sessions: 3, title: 'T', startedAt: noon, now: noon, steps: [], course: is },
    tables: [...tables],
    ...change,
  })

  it('[SCR10] follows the boards that the hall is about to leave until it goes, under the names that they have now', () => {
    const before = list(course({}), [table('a.1'), table('b.1', { table: 2 })])
    const told = list(course({ session: 2, since: at(30), goesAt: at(30) }), [
      table('c.1'),
      table('b.2', { table: 2, epoch: 2, delay: 5 }),
    ])
    expect(listGoing.hold(before, told).clock.session).toBe(1)
    const here = goAlong(null, before, at(0), 0)
    const held = goAlong(here, told, at(20), 0)
    expect(held.list.tables.map(({ room, delay }) => [room, delay])).toEqual([
      ['a.1', 0],
      ['b.2', 5],
    ])
    expect(held.goes).toEqual([at(30), at(30)])
    expect(goAlong(held, told, at(29), 0)).toBe(held)
    // A room was closed: nothing of it stands here for the rest of the notice.
    expect(goAlong(held, told, at(22), at(30)).list.tables.map(({ room }) => room)).toEqual(['c.1', 'b.2'])
    expect(goAlong(held, told, at(30), 0).list).toBe(told)
    expect(goAlong(held, before, at(24), 0).list).toBe(before)
  })

  it('[SCR10] each city’s boards go with its own clock, whichever clock is the page’s', () => {
    const site = (id: string, is: Course) => ({
      id: id as SiteId,
      name: id,
      zone: null,
      clock: { course: is, version: 1, takesBack: null },
    })
    const next = course({ session: 2, since: at(30), goesAt: at(30) })
    const alone = { course: course({}), version: 1, takesBack: null }
    const rome = table('r.1', { table: 2, siteId: 'rome' as SiteId })
    const apart = table('s.1', { table: 3, siteId: 'rome' as SiteId, clock: alone })
    const before = list(course({}), [table('a.1'), rome, apart], {
      sites: [site('lyon', course({})), site('rome', course({}))],
    })
    const told = list(course({}), [table('a.1'), { ...rome, room: 'q.1' }, apart], {
      sites: [site('lyon', course({})), site('rome', next)],
    })
    const held = goAlong(goAlong(null, before, at(0), 0), told, at(20), 0)
    expect(held.list.tables.map(({ room }) => room)).toEqual(['a.1', 'r.1', 's.1'])
    expect(held.list.sites?.map(({ clock }) => clock.course.session)).toEqual([1, 1])
    expect(goAlong(held, told, at(30), 0).list).toBe(told)
    // It joins its hall in the other session: until it goes it is where it was, by the clock that it had.
    const { clock: _own, ...joined } = { ...apart, room: 't.1' }
    const both = { ...told, tables: [...told.tables.slice(0, 2), joined] }
    const later = goAlong(held, both, at(22), 0).list.tables[2]
    expect(later).toMatchObject({ room: 's.1', clock: alone })
  })

  it('[SCR10] goes by the clock of its city, and of a table that was held alone, in whichever session', () => {
    const elsewhere = course({ session: 2, step: 1 })
    const site = { course: elsewhere, version: 1, takesBack: null }
    const steps = [{ kind: 'map', title: { en: 'Map', fr: 'Carte' }, minutes: 5 } as const]
    const text = { en: 'Streets', fr: 'Rues' }
    const all = list(course({}), [], {
      sites: [
        { id: 'rome' as SiteId, name: 'Rome', zone: null, clock: { ...site, course: course({}) } },
        { id: 'lyon' as SiteId, name: 'Lyon', zone: null, clock: site },
      ],
      asked: [{ session: 2, title: text, question: text, steps }],
    })
    expect(clockAt(all, table('a.1'), 'fr')).toMatchObject({
      session: 2,
      title: 'Rues',
      course: elsewhere,
      steps: [{ title: 'Carte' }],
    })
    const own = clockAt(all, table('a.1', { clock: { ...site, course: course({ heldAt: noon }) } }), 'fr')
    expect(own).toMatchObject({ session: 1, alone: true, course: { heldAt: noon } })
    expect(inHall(all, 'lyon', 'en').clock).toMatchObject({ session: 2, title: 'Streets' })
    for (const site of [null, 'Nowhere', 'Rome']) expect(inHall(all, site, 'en').clock.session).toBe(1)
    // What a session asks of whose steps nothing is told: its number still, and never another's.
    const lost = clockAt({ ...all, asked: [] }, table('a.1'), 'fr')
    expect(lost).toMatchObject({ session: 2, title: '', steps: [] })
    // From a server of before, one clock is everybody's.
    expect(clockAt(list(course({}), []), table('a.1'), 'en').session).toBe(1)
  })

  /** Rome in the first session, Lyon in the second; in Lyon table 3 was held alone in the first. */
  const twoCities = () => {
    const stands = (is: Course) => ({ course: is, version: 1, takesBack: null })
    const all = list(course({}), [], {
      sites: [
        { id: 'rome' as SiteId, name: 'Rome', zone: null, clock: stands(course({})) },
        { id: 'lyon' as SiteId, name: 'Lyon', zone: null, clock: stands(course({ session: 2 })) },
      ],
      asked: [
        { session: 1, title: text, question: { en: 'Whom to trust?' } },
        { session: 2, title: text, question: { en: 'Which streets?', de: 'Welche Straßen?' } },
      ],
    })
    const seen = (question: string): Table['seen'] => ({
      view: {
        state: 'open',
        question,
        lang: 'en',
        nodes: {},
        relations: {},
        words: {},
        notes: {},
        template: '',
        canvas: {},
      },
      connected: true,
      at: noon,
    })
    return {
      all,
      rome: { ...table('r.1', { siteId: 'rome' as SiteId }), seen: seen('Whom to trust?') },
      lyon: { ...table('a.1', { table: 2 }), seen: seen('Which streets?') },
      alone: { ...table('b.1', { table: 3, clock: stands(course({})) }), seen: seen('Whom to trust?') },
    }
  }

  it('[QUO5] what is quoted says the session and the question of the board that it stands on', () => {
    const { all, rome, lyon, alone } = twoCities()
    const from = (of: Table) => originOf(all, of, { text: 'Whom to trust?', lang: 'en' }, 'de')
    expect(from(rome)).toEqual({ session: 1, question: { text: 'Whom to trust?', lang: 'en' } })
    expect(from(lyon)).toEqual({ session: 2, question: { text: 'Welche Straßen?', lang: 'de' } })
    expect(from(alone)).toMatchObject({ session: 1 })
    // The server says it of the board itself; a table without a view of its own never has another session's question.
    expect(sessionOf(all, { ...lyon, session: 3 })).toBe(3)
    expect(from({ ...lyon, seen: { view: null, connected: false, at: null } }).question).toBeNull()
    // While its hall is about to go, its boards and their session are those of before.
    const goes = course({ session: 3, since: at(30), goesAt: at(30) })
    const told: WatchList = {
      ...all,
      clock: { ...all.clock, course: goes },
      sites: (all.sites ?? []).map((site) => ({ ...site, clock: { ...site.clock, course: goes } })),
    }
    const held = goAlong(goAlong(null, all, at(0), 0), told, at(20), 0).list
    expect(held.sites?.map(({ clock }) => clock.course.session)).toEqual([1, 2])
  })

  it('[SCR11] where cities are apart, each is said where it is, the page’s own first, and a clock is its city’s', () => {
    const { all } = twoCities()
    const [rome, lyon] = [
      { site: 'Rome', session: 1, ended: false },
      { site: 'Lyon', session: 2, ended: false },
    ]
    expect(apart(all, null)).toEqual([rome, lyon])
    expect(apart(all, 'lyon')).toEqual([lyon, rome])
    expect([clockIs(all, null), clockIs(all, 'Lyon')]).toEqual(['Rome', 'Lyon'])
    const both = (second: Course, first = course({})) => ({
      sites: (all.sites ?? []).map((site, index) => ({
        ...site,
        clock: { ...site.clock, course: index === 0 ? first : second },
      })),
    })
    expect(apart(both(course({ step: 1 })), null)).toBeNull()
    expect(clockIs(both(course({ step: 1 })), null)).toBe('Rome')
    expect(apart(both(course({ ended: true })), null)?.map(({ ended }) => ended)).toEqual([false, true])
    // It is over everywhere, in whichever session that was.
    expect(apart(both(course({ ended: true, session: 2 }), course({ ended: true })), null)).toBeNull()
    expect([apart(both(course({})), null), clockIs(both(course({})), null)]).toEqual([null, null])
    expect(apart(list(course({}), []), null)).toBeNull()
  })
})
