/** Acts on the clocks of sites and tables: who may not have seen, what is told to whom, and what a restart reads. */
import { createDialogues, type Change } from '@tablee/server/dialogue/dialogues'
import type { ClockAct, ClockOf } from '@tablee/shared/dialogue/clock'
import { positionAt } from '@tablee/shared/dialogue/course'
import { noticeMs } from '@tablee/shared/dialogue/ran'
import type { SiteId, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { WatchList } from '@tablee/shared/wire/watch'
import { afterEach, expect, it } from 'vitest'
import { slowLog } from '../support/slowLog.ts'
import { startServer, type StartOptions, type TestServer } from '../support/server.ts'

const servers: TestServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
/** The demo: tables 1 to 3 in Brussels, 4 to 6 in Aachen, in session 2. */
async function twoCities(options: StartOptions = {}) {
  let now = Date.UTC(2026, 10, 27, 9)
  const server = await startServer({ clock: () => now, ...options })
  servers.push(server)
  const { dialogues } = server.parts
  const [brussels, aachen] = dialogues.sites(server.dialogue).map(({ id }) => id) as [SiteId, SiteId]
  let count = 0
  const seen = (of: ClockOf): number =>
    'site' in of
      ? (dialogues.sites(server.dialogue).find(({ id }) => id === of.site)?.clock.version ?? -1)
      : Math.max(...of.tables.map((table) => dialogues.clockAt(table)?.version ?? -1))
  return {
    server,
    dialogues,
    brussels: { site: brussels },
    aachen: { site: aachen },
    tables: (...numbers: readonly number[]) => ({ tables: numbers.map((number) => server.tableId(number)) }),
    seen,
    now: () => now,
    later: (ms: number) => (now += ms),
    act: (
      of: ClockOf,
      act: ClockAct,
      version = seen(of),
      command = `c${count++}`,
      shownAt?: number,
    ): Promise<Result<null>> => {
      const saw = { version, ...(shownAt === undefined ? {} : { shownAt }) }
      return dialogues.act(server.dialogue, of, act, saw, { author: 'head', device: 'd', command })
    },
    course: (table: number) => dialogues.clockAt(server.tableId(table))?.course,
    /** Until the step that runs at this table is over (ms). */
    left(table: number): number {
      const course = dialogues.clockAt(server.tableId(table))?.course
      const session = dialogues
        .standing(server.dialogue)
        ?.plan.draft.sessions.find(({ number }) => number === course?.session)
      if (course === undefined || session === undefined) throw new Error('no clock')
      const position = positionAt(course, session, now)
      if (!('leftMs' in position)) throw new Error('nothing runs')
      return position.leftMs
    },
    sessions: () => [1, 2, 3, 4, 5, 6].map((number) => dialogues.sessionAt(server.tableId(number))),
  }
}
const problem = (result: Result<null>) => (result.ok ? 'done' : result.problem.code)

for (const [name, through] of [
  ['the log as it is', undefined],
  ['a slow log', slowLog({ seed: 20_261_128 })],
] as const)
  it(`[CLK4] of two who saw the same clock one acts, the other is told that it has changed; a command is done once; of several tables all or none (${name})`, async () => {
    const { act, brussels, aachen, tables, seen, sessions, later } = await twoCities({ through })
    const before = seen(brussels)
    const both = await Promise.all([act(brussels, { do: 'next' }, before), act(brussels, { do: 'next' }, before)])
    expect(both.map(problem)).toEqual(['done', 'changed'])
    later(60_000)
    const sent = seen(brussels)
    const twice = [1, 2].map(() => act(brussels, { do: 'hold' }, sent, 'once'))
    expect((await Promise.all(twice)).map(problem)).toEqual(['done', 'done'])
    expect(problem(await act(brussels, { do: 'hold' }, sent, 'once'))).toBe('done')
    expect(problem(await act(brussels, { do: 'hold' }))).toBe('refused')
    // Aachen is another clock: what was done in Brussels was not about it.
    expect(problem(await act(aachen, { do: 'begin', session: 3 }))).toBe('done')
    expect(sessions()).toEqual([2, 2, 2, 3, 3, 3])
    expect(problem(await act({ site: 'nowhere' as SiteId }, { do: 'hold' }, 0))).toBe('not-found')
    expect(problem(await act({ tables: ['none' as TableId] }, { do: 'hold' }, 0))).toBe('not-found')
    expect(problem(await act(aachen, { do: 'begin', session: 9 }))).toBe('not-found')
    // Table 1 goes by the hall's clock: it cannot join it, and so table 2 does not either.
    expect(problem(await act(tables(2), { do: 'begin', session: 4 }))).toBe('done')
    expect(problem(await act(tables(1, 2), { do: 'join' }))).toBe('refused')
    expect(sessions()).toEqual([2, 4, 2, 3, 3, 3])
    const stale = seen(tables(1))
    expect(problem(await act(tables(1, 2), { do: 'begin', session: 5 }, stale))).toBe('changed')
    expect(problem(await act(tables(1, 2), { do: 'begin', session: 5 }))).toBe('done')
    expect(sessions()).toEqual([5, 5, 2, 3, 3, 3])
    expect(problem(await act(tables(1, 2), { do: 'take-back' }))).toBe('done')
    expect(sessions()).toEqual([2, 4, 2, 3, 3, 3])
    // In the last moment before it is over it is too late, and that is what is said.
    for (const of of [aachen, tables(3)]) expect(problem(await act(of, { do: 'next' }))).toBe('done')
    later(noticeMs - 20)
    for (const of of [aachen, tables(3)])
      expect(await act(of, { do: 'take-back' })).toEqual({
        ok: false,
        problem: { code: 'refused', why: 'take-back: too late' },
      })
  })

it('[CLK9] of two consoles that press *one step back* within a notice one takes the move back, and the other is told `changed`', async () => {
  const { act, brussels, seen, sessions, left, later } = await twoCities()
  const before = left(1)
  expect(problem(await act(brussels, { do: 'begin', session: 3 }))).toBe('done')
  const announced = seen(brussels)
  later(4_000)
  const back = { do: 'back', from: 'shown' } as const
  const both = await Promise.all([act(brussels, back, announced), act(brussels, back, announced)])
  expect(both.map(problem)).toEqual(['done', 'changed'])
  expect(sessions()).toEqual([2, 2, 2, 2, 2, 2])
  expect(left(1)).toBe(before - 4_000)
})

it('[CLK4] who presses *next* as a step’s time runs out goes one step further and not two: the step on their screen is said with it', async () => {
  const { act, aachen, tables, seen, now, later, left, course } = await twoCities()
  expect(problem(await act(aachen, { do: 'begin', session: 3, clock: 'anew' }))).toBe('done')
  later(noticeMs)
  const [hall, alone] = [aachen, tables(4, 5)]
  later(left(4) - 20)
  const [shownAt, saw] = [now(), seen(hall)]
  expect(course(4)?.step).toBe(0)
  later(40)
  // It went on by itself meanwhile: no act was done, and the clock's version is as it was.
  expect(seen(hall)).toBe(saw)
  for (const verb of ['next', 'back'] as const) {
    // Nobody was faster, and that is what they are told.
    const byItself = { ok: false, problem: { code: 'changed', byItself: true } }
    expect(await act(hall, { do: verb }, saw, `hall-${verb}`, shownAt), verb).toEqual(byItself)
    expect(await act(alone, { do: verb }, saw, `alone-${verb}`, shownAt), verb).toEqual(byItself)
  }
  // What moves nobody is about whichever step runs, and a page of before says no moment.
  expect(problem(await act(hall, { do: 'more', minutes: 1 }, saw, 'more', shownAt))).toBe('done')
  expect(course(4)).toMatchObject({ step: 1, more: 60_000 })
  expect(problem(await act(hall, { do: 'next' }, seen(hall), 'next', now()))).toBe('done')
  expect(course(4)).toMatchObject({ session: 3, step: 2 })
  // The same one again is the same, however late.
  later(60 * 60_000)
  expect(problem(await act(hall, { do: 'next' }, saw, 'next', shownAt))).toBe('done')
  expect(problem(await act(hall, { do: 'next' }))).toBe('done')
})

it('[CLK7, QUO5] every screen is told of its own table’s clock, and whom an act does not move is told nothing', async () => {
  const { server, dialogues, act, brussels, aachen, tables, now, later } = await twoCities()
  const heard: Change[] = []
  dialogues.onChange((change) => heard.push(change))
  await act(aachen, { do: 'begin', session: 3 })
  await act(tables(2), { do: 'hold' })
  await act(brussels, { do: 'more', minutes: 1 })
  later(60_000)
  expect(heard).toEqual([
    { dialogue: server.dialogue, tables: tables(4, 5, 6).tables },
    { dialogue: server.dialogue, tables: tables(2).tables },
    { dialogue: server.dialogue, tables: tables(1, 3).tables },
  ])
  const facilitator = await server.enter('facilitator', 5)
  expect(facilitator.me.board).toBe(server.board(5, 3))
  const status = (await server.api(`/api/boards/${server.board(5, 3)}`, { as: facilitator.session }))
    .body as BoardStatus
  const since = now() - 60_000 + noticeMs
  expect(status.clock).toMatchObject({ session: 3, startedAt: since, course: { since, step: 0 } })
  expect(status.clock.alone).toBeUndefined()
  expect(dialogues.status(server.board(2, 2))?.clock).toMatchObject({
    session: 2,
    alone: true,
    course: { heldAt: since - noticeMs },
  })
  const seat = await server.enter('citizen', 5, { seat: 'T5-06' })
  const told = (await server.api('/api/seat', { as: seat.session })).body as SeatAnswer
  expect(told).toMatchObject({ board: server.board(5, 3), session: { number: 3 }, clock: { course: { since } } })
  const { session } = await server.enter('organiser')
  const whole = (await server.api(`/api/dialogues/${server.dialogue}`, { as: session })).body as DialogueAnswer
  expect(whole.clock.session).toBe(2)
  expect(whole.sites?.map(({ name, zone, clock }) => [name, zone, clock.course.session, clock.course.ended])).toEqual([
    ['Brussels', 'Europe/Brussels', 2, false],
    ['Aachen', 'Europe/Berlin', 3, false],
  ])
  expect(whole.tables.filter(({ clock }) => clock !== undefined).map(({ number }) => number)).toEqual([2])
  const own = (await server.api(`/api/dialogues/${server.dialogue}`, { as: facilitator.session }))
    .body as DialogueAnswer
  expect([own.clock.session, own.sites?.map(({ name }) => name)]).toEqual([3, ['Aachen']])
  const list = (await server.api(`/api/watch/${server.link('observer').path}`)).body as WatchList
  expect(list.sites?.map(({ clock }) => clock.course.session)).toEqual([2, 3])
  expect(list.tables.filter(({ clock }) => clock !== undefined).map(({ table }) => table)).toEqual([2])
  // A quote from Aachen says the session of its own board.
  expect(list.tables.map(({ session }) => session)).toEqual([2, 2, 2, 3, 3, 3])
  // What Aachen was asked may be told; what nobody was asked, not.
  expect(list.asked?.map((asked) => asked.session)).toEqual([1, 2, 3])
  await act(aachen, { do: 'end' })
  expect(dialogues.sitesTold(server.dialogue).map(({ clock }) => clock.course.ended)).toEqual([false, true])
  expect(dialogues.boardState(server.board(5, 3))).toBe('open')
})

it('[CLK5, CLK1] read anew from the log it is the same, a snapshot holds the day’s times and is made again from the log', async () => {
  const { server, dialogues, act, brussels, aachen, tables, later } = await twoCities()
  await act(brussels, { do: 'next' })
  later(20 * 60_000)
  await act(tables(3), { do: 'more', minutes: 5 })
  await act(aachen, { do: 'hold' })
  later(5 * 60_000)
  await act(tables(3), { do: 'join' })
  await act(brussels, { do: 'end' })
  const told = (from: Pick<typeof dialogues, 'sites' | 'clockAt'>) => [
    from.sites(server.dialogue),
    [1, 2, 3, 4, 5, 6].map((number) => from.clockAt(server.tableId(number))),
  ]
  const anew = await createDialogues({ journal: server.parts.journal, clock: () => 0 })
  expect(told(anew)).toEqual(told(dialogues))
  anew.close()
  const { snapshots } = server.parts
  const by = { author: 'organiser', device: 'd' }
  const taken = await snapshots.takeDialogue(server.dialogue, by)
  if (!taken.ok) throw new Error(taken.problem.code)
  const made = await snapshots.get(taken.value.hash)
  const brusselsTimes = made?.times?.sites.find(({ site }) => site === 'Brussels')
  expect(brusselsTimes?.now).toMatchObject({ session: 2, ended: true })
  // From when the demo began, without a gap, to the end.
  const all = brusselsTimes?.passed ?? []
  expect(all.length).toBeGreaterThan(3)
  all.forEach(({ from }, index) => expect(from).toBe(all[index - 1]?.until ?? from))
  expect(made?.times?.sites.find(({ site }) => site === 'Aachen')?.now?.held).toBeDefined()
  expect(made?.times?.tables.map(({ number }) => number)).toEqual([3])
  expect(await snapshots.rebuild(taken.value.hash)).toEqual({ ok: true, value: made })
  // The same state again is the same snapshot.
  expect((await snapshots.takeDialogue(server.dialogue, by)).ok && (await snapshots.list(server.dialogue)).length).toBe(
    1,
  )
})
