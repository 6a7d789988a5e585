/** The room of a site: what its console is told while people at its tables speak, and what it does. Over real HTTP. */
import type { SessionAnswer } from '@tablee/shared/wire/access'
import type { Room, RoomTable } from '@tablee/shared/wire/room'
import { silence } from '@tablee/shared/voices/fold'
import type { Ticket } from '@tablee/shared/wire/document'
import type { Asked } from '@tablee/server/room/asked'
import { nobodyHere, rowOf } from '@tablee/server/room/rows'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done } from '../support/server.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { problemOf, sit, speak, unique, watch, type Hall } from '../voices/hall.ts'
import { aConsole, roomPath } from './aConsole.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

/** Neighbours that know of nothing. */
const nobody: Asked = {
  standing: () => null,
  policy: () => ({ observation: 'open', consent: false, curtain: 'open', delayMinutes: 0 }),
  hides: () => false,
  voices: () => silence,
  tally: () => ({ entries: 0, spoken: 0, lastAt: null }),
  screens: () => ({ here: 0, leftAt: null, unsaved: false }),
  watching: () => 0,
  turnout: () => [],
  calls: () => [],
  messages: () => [],
}

/** A table's screen, as its facilitator has it open. */
async function screenAt(table: number, role: 'facilitator' | 'citizen' = 'facilitator'): Promise<RawEditor> {
  const { session } = await hall.enter(role, table, role === 'citizen' ? { seat: `T${table}-06` } : {})
  const board = hall.board(table, 2)
  const asked = await hall.api('/api/tickets', { as: session, body: { board, path: 'collab', clients: [table] } })
  const editor = new RawEditor({
    url: hall.ws,
    name: `board:${board}`,
    ticket: (asked.body as Ticket).ticket,
    clientID: table,
  })
  await editor.ready()
  return editor
}

describe('a site’s room', () => {
  it('[ROOM1] is told whole at first: its own tables, programme and clock, and of other sites what the asker may see', async () => {
    const console = await aConsole(hall, 1)
    const { room } = console
    expect([room.whole, room.dialogue, room.site.id]).toEqual([true, hall.dialogue, hall.siteOf(1)])
    expect(room.tables.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(room.sessions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(room.sessions[1]?.steps.map(({ id }) => id)).toEqual(['alone', 'signed', 'vote', 'ask'])
    expect(room.clock.course).toMatchObject({ session: 2, heldAt: null, ended: false })
    expect(room.others).toEqual([])
    const organiser = await aConsole(hall, 1, 'organiser')
    expect(organiser.room.others.map(({ id }) => id)).toEqual([hall.siteOf(4)])
    expect(organiser.room.tables).toEqual(room.tables)
    // A coordinator of both sees the other's clock move.
    const { links } = hall.parts.access
    const sites = [hall.siteOf(1), hall.siteOf(4)]
    const card = links.derive(done(await links.issue({ role: 'coordinator', dialogue: hall.dialogue, sites })))
    const entered = await hall.api('/api/sessions', { body: { token: card.token, device: 'coordinates' } })
    const as = (entered.body as SessionAnswer).session
    const read = async (after = ''): Promise<Room> =>
      (await hall.api(`${roomPath(hall, hall.siteOf(4))}${after}`, { as })).body as Room
    const far = await read()
    expect(far.others.map(({ id }) => id)).toEqual([hall.siteOf(1)])
    const moved = read(`?after=${far.version}`)
    const seen = room.clock.version
    expect((await console.does({ kind: 'more', minutes: 1, seen })).status).toBe(200)
    expect((await moved).others[0]?.clock.course.more).toBeGreaterThanOrEqual(60_000)
  })

  it('[ROOM2] tells of boards how many entries stand there and how many seats spoke, and of what comes only the rows that are others', async () => {
    const console = await aConsole(hall, 1)
    const before = console.table(2)
    await entries(hall, hall.board(2, 2), ['More trams', 'Fewer cars'])
    await speak(hall, 2, [
      { id: 'w-a', seat: 'T2-01', text: 'Trams.' },
      { id: 'w-b', seat: 'T2-01', text: 'Trams again.' },
      { id: 'w-c', seat: 'T2-02', text: 'Trees.' },
      { id: 'w-d', seat: null, text: 'Nobody’s.' },
    ])
    const news = await console.next()
    expect([news.whole, news.tables.map(({ number }) => number)]).toEqual([false, [2]])
    await console.until('all of it counted', () => console.table(2).entries === before.entries + 3)
    expect(console.table(2)).toMatchObject({ spoken: 2, taken: [] })
    expect(console.table(2).lastAt).toBeGreaterThan(0)
    const runner = await runnerAt(hall, 2)
    await hall.api(`/api/boards/${runner.board}/commands`, {
      as: runner.session,
      body: { id: unique(), kind: 'withdraw', words: 'w-c' },
    })
    await console.until('what was taken back counts no more', () => console.table(2).spoken === 1)
    expect(await console.read('another.7.')).toMatchObject({ whole: true })
    expect((await console.read()).tables).toEqual(console.room.tables)
  })

  it('[ROOM8] is told the programme once, and of fifty messages those that it shows: what stands still costs no answer anything', async () => {
    const console = await aConsole(hall, 2)
    const { sessions } = console.room
    const quiet = JSON.stringify(await console.after(() => entries(hall, hall.board(2, 2), ['Quiet']))).length
    for (let n = 1; n <= 50; n += 1) {
      const text = { en: `${n}: the hall is warm, we open the windows at the back`, de: `${n}: wir lüften` }
      expect((await console.does({ kind: 'message', to: 'tables', text })).status).toBe(200)
    }
    await console.until('all were sent', () => console.room.messages[0]?.text['en']?.startsWith('50:') === true)
    const news = await console.after(() => entries(hall, hall.board(2, 2), ['More trams']))
    expect([news.whole, news.sessions, news.messages.length]).toEqual([false, [], 4])
    expect(JSON.stringify(news).length - quiet).toBeLessThan(1_200)
    expect(console.room.sessions).toEqual(sessions)
    expect(sessions.length).toBe(5)
    // Who asks anew gets it, and one whose version nobody knows.
    expect((await console.read()).sessions).toEqual(sessions)
    expect((await console.read('another.7.')).sessions).toEqual(sessions)
  })

  it('[ROOM2] is the same after a restart, when nobody has a board open', async () => {
    const console = await aConsole(hall, 4)
    await speak(hall, 4, [{ id: 'w-e', seat: 'T4-01', text: 'Benches.' }])
    await console.until('counted', () => console.table(4).spoken === 1)
    const { lastAt, ...row } = console.table(4)
    const { journal } = hall.parts
    const rows = await Array.fromAsync(journal.read(`board:${hall.board(4, 2)}`, 1, 0))
    expect(lastAt).toBe(rows.findLast(({ author }) => author !== 'server')?.at)
    // As a server counts that has just begun.
    const { createTallies } = await import('@tablee/server/room/tallies')
    const { tallyOf } = await import('@tablee/shared/board/tally')
    const anew = createTallies({ journal, count: (board) => hall.parts.live.look(board, tallyOf) })
    const board = hall.board(4, 2)
    expect([anew.of(board), anew.known([board])]).toEqual([{ entries: 0, spoken: 0, lastAt: null }, false])
    await anew.counted([board])
    expect(anew.of(board)).toEqual({ entries: row.entries, spoken: 1, lastAt })
    anew.close()
  })

  it('[ROOM3] says at once what a table does: seats, curtain, pause, delay', async () => {
    const console = await aConsole(hall, 3)
    const runner = await runnerAt(hall, 3)
    const phone = await phoneAt(hall, 3, 'T3-02')
    await console.until('the seat', () => console.table(3).taken.length === 1)
    expect(console.table(3).taken).toEqual([2])
    await runner.does({ kind: 'free', seat: phone.seat as never })
    await console.until('freed', () => console.table(3).taken.length === 0)
    const policy = (change: object) =>
      hall.api(`/api/boards/${runner.board}/policy`, { method: 'PUT', as: runner.session, body: change })
    const row = async (happens: () => Promise<unknown>): Promise<RoomTable | undefined> =>
      (await console.after(happens)).tables.find(({ number }) => number === 3)
    expect(await row(() => policy({ observation: 'paused' }))).toMatchObject({ paused: true })
    expect(await row(() => policy({ observation: 'open', delayMinutes: 5 }))).toMatchObject({
      paused: false,
      delayMinutes: 5,
    })
    const curtain = (to: string) =>
      hall.api(`/api/boards/${runner.board}/commands`, {
        as: runner.session,
        body: { id: unique(), kind: 'curtain', to },
      })
    expect(await row(() => curtain('drawn'))).toMatchObject({ curtain: 'drawn' })
    expect(await row(() => curtain('open'))).toMatchObject({ curtain: 'open' })
  })

  it('[ROOM3, OBSV4] says whether the table’s own screen is there, since when it is not, and how many pages watch: one that follows two tables is one', async () => {
    const console = await aConsole(hall, 1)
    expect(console.table(1)).toMatchObject({ online: false, offlineSince: null, unsaved: false, watching: 0 })
    const reading = await screenAt(1, 'citizen')
    const screen = await screenAt(1)
    await console.until('online', () => console.table(1).online)
    const began = Date.now()
    screen.ws.close()
    await console.until('offline', () => !console.table(1).online)
    expect(console.table(1).offlineSince).toBeGreaterThanOrEqual(began)
    reading.ws.close()
    const runner = await runnerAt(hall, 1)
    await hall.api(`/api/boards/${runner.board}/policy`, {
      method: 'PUT',
      as: runner.session,
      body: { consent: true },
    })
    const observer = await watch(hall, 1)
    await console.until('watched', () => console.table(1).watching === 1)
    expect([console.table(1).shown, console.room.watching]).toEqual([true, 1])
    // A desk follows both tables; a page of before says nothing of itself, and nor does what is no such name.
    const path = hall.link('observer').path
    const desk = await Promise.all([watch(hall, 1, path, 'desk-of-ada'), watch(hall, 2, path, 'desk-of-ada')])
    await console.until('two desks', () => console.table(2).watching === 1)
    expect([console.table(1).watching, console.room.watching]).toEqual([2, 2])
    const odd = await watch(hall, 2, path, 'a b')
    await console.until('a third', () => console.room.watching === 3)
    for (const one of [observer, odd, ...desk]) one.close()
    await console.until('not watched', () => console.table(1).watching === 0)
    await console.until('none', () => console.room.watching === 0)
  })

  it('[ROOM3] counts over its tables how far each step that asks people is', async () => {
    const console = await aConsole(hall, 4)
    const runner = await runnerAt(hall, 5)
    const of = (step: string) => console.room.rounds.find((each) => each.step === step)
    expect(of('alone')).toMatchObject({ session: 2, open: 0, closed: 0, revealed: 0, of: 3 })
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    await console.until('open', () => of('alone')?.open === 1)
    await runner.does({ kind: 'reveal', step: 'alone' })
    await console.until('revealed', () => of('alone')?.revealed === 1)
    expect(of('alone')).toMatchObject({ open: 0, closed: 0 })
  })

  it('[ROOM4] its tables stand where they were put, over restarts, once for each id; another site’s do not move', async () => {
    const console = await aConsole(hall, 1)
    const [one, two, far] = [hall.tableId(1), hall.tableId(2), hall.tableId(4)]
    const places = { [one]: { x: 0.12345, y: 0.5 }, [two]: { x: 1, y: 0 } }
    const news = await console.after(() => console.does({ kind: 'place', places }, 'place-1'))
    expect(news.places).toEqual({ [one]: { x: 0.123, y: 0.5 }, [two]: { x: 1, y: 0 } })
    expect(news.tables).toEqual([])
    await console.does({ kind: 'place', places: { [two]: { x: 0.5, y: 0.5 } } })
    expect((await console.does({ kind: 'place', places }, 'place-1')).status).toBe(200)
    expect(problemOf(await console.does({ kind: 'place', places: { [far]: { x: 0, y: 0 } } }))).toEqual({
      code: 'not-found',
      what: 'table',
    })
    await hall.parts.dialogues.reread()
    expect((await console.read()).places).toEqual({ [one]: { x: 0.123, y: 0.5 }, [two]: { x: 0.5, y: 0.5 } })
  })
})

describe('what a console does', () => {
  it('[ROOM6] is done once: the same again is the same, another console that saw the clock before it hears so', async () => {
    const [one, other] = [await aConsole(hall, 1), await aConsole(hall, 1)]
    const seen = one.room.clock.version
    const held = await one.after(() => one.does({ kind: 'hold', seen }, 'hold-1'))
    expect(held.clock.course.heldAt).toBeGreaterThan(0)
    expect((await one.does({ kind: 'hold', seen }, 'hold-1')).status).toBe(200)
    expect(problemOf(await other.does({ kind: 'hold', seen }))).toEqual({ code: 'changed' })
    expect(problemOf(await other.does({ kind: 'more', minutes: 5, seen }))).toEqual({ code: 'changed' })
    await other.until('what it is now', () => other.room.clock.course.heldAt === held.clock.course.heldAt)
    expect(other.room.clock.version).toBe(held.clock.version)
    const both = await Promise.all(
      [one, other].map((each) => each.does({ kind: 'more', minutes: 5, seen: held.clock.version })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await one.read()).clock.course.more).toBe(held.clock.course.more + 5 * 60_000)
    expect((await one.does({ kind: 'go-on', seen: held.clock.version + 1 })).status).toBe(200)
  })

  it('[ROOM6] to some tables leaves the others with their hall, and reaches no other site', async () => {
    const console = await aConsole(hall, 1)
    const [two, far] = [hall.tableId(2), hall.tableId(4)]
    const seen = console.room.clock.version
    const news = await console.after(() => console.does({ kind: 'hold', tables: [two], seen }))
    expect(news.tables.map(({ number }) => number)).toEqual([2])
    expect(console.table(2).clock?.course.heldAt).toBeGreaterThan(0)
    expect([console.table(1).clock, console.room.clock.course.heldAt]).toEqual([null, null])
    for (const tables of [[far], [two, far]])
      expect(problemOf(await console.does({ kind: 'hold', tables, seen }))).toEqual({
        code: 'not-found',
        what: 'table',
      })
    expect(hall.parts.dialogues.standing(hall.dialogue)?.own.has(far)).toBe(false)
    const own = (): number => console.table(2).clock?.version ?? 0
    await console.after(() => console.does({ kind: 'join', tables: [two], seen: own() }))
    expect(console.table(2).clock).toMatchObject({ course: { heldAt: null }, takesBack: expect.any(Number) })
    await console.after(() => console.does({ kind: 'take-back', tables: [two], seen: own() }))
    expect(console.table(2).clock?.course.heldAt).toBeGreaterThan(0)
    await console.after(() => console.does({ kind: 'join', tables: [two], seen: own() }))
    // When its notice is over it goes by the hall's clock, and who acts on it alone has seen that it joined.
    const state = hall.parts.dialogues.standing(hall.dialogue)
    const draft = state?.plan.table.get(two)
    if (state === null || draft === undefined) throw new Error('no table')
    const later = { here: nobodyHere, before: null, at: Date.now() + 11_000 }
    const row = rowOf(nobody, state, draft, later)
    expect([row.clock, row.seen]).toEqual([null, own()])
    expect(problemOf(await console.does({ kind: 'hold', tables: [two], seen }))).toEqual({ code: 'changed' })
    expect((await console.does({ kind: 'hold', tables: [two], seen: row.seen ?? 0 })).status).toBe(200)
    expect(rowOf(nobody, state, { ...draft, id: hall.tableId(3) }, later).seen).toBeUndefined()
  })
})

describe('a room is its site’s', () => {
  it('[ROOM7] nobody at a table, who watches or analyses is told of it, nor who has another site’s', async () => {
    const paths = [roomPath(hall, hall.siteOf(1)), roomPath(hall, hall.siteOf(4))]
    const seated = await phoneAt(hall, 1, 'T1-05')
    const others = [
      (await hall.enter('facilitator', 1)).session,
      (await hall.enter('reporter', 1)).session,
      (await hall.enter('citizen', 1)).session,
      seated.session,
      (await hall.enter('analyst')).session,
      (await hall.enter('observer')).session,
    ]
    const act = { id: unique(), kind: 'hold', seen: 0 }
    for (const as of others)
      for (const path of paths)
        expect([(await hall.api(path, { as })).status, (await hall.api(path, { as, body: act })).status]).toEqual([
          403, 403,
        ])
    const head = await aConsole(hall, 4)
    expect((await hall.api(paths[0] ?? '', { as: head.session })).status).toBe(403)
    expect((await hall.api(paths[0] ?? '', { as: head.session, body: act })).status).toBe(403)
    expect((await hall.api(paths[0] ?? '')).status).toBe(401)
    for (const path of [roomPath(hall, 'nowhere'), `/api/dialogues/nowhere/sites/${hall.siteOf(1)}/room`])
      expect((await hall.api(path, { as: head.session })).status).toBe(404)
    expect((await sit(hall, head.session, 'T4-01')).status).toBe(403)
  })

  it('[ROOM7] whose link is withdrawn hears of the room no more, within a second', async () => {
    const organiser = (await hall.enter('organiser')).session
    const head = await aConsole(hall, 4)
    const count = hall.parts.waiting.count()
    const waits = hall.api(`${head.path}?after=${head.room.version}`, { as: head.session })
    while (hall.parts.waiting.count() <= count) await new Promise((resolve) => setImmediate(resolve))
    const began = performance.now()
    await hall.api(`/api/links/${hall.link('head', 4).id}`, { method: 'DELETE', as: organiser })
    expect([(await waits).status, performance.now() - began < 1_000]).toEqual([401, true])
    expect((await hall.api(head.path, { as: head.session })).status).toBe(401)
    expect((await head.does({ kind: 'place', places: {} })).status).toBe(401)
  })
})
