/**
 * A room's acts under kill -9 of the real server: a head facilitator holds tables, gives them minutes, moves them on, draws
 * curtains, arranges the plan, answers calls, writes to tables, each act at every table at once; in the middle of each the
 * process dies and is started again on the same folder. A console that got no answer sends the same again. In the end every
 * act has taken effect, once. `ROOM_KILLS`: kills in each kind of act.
 */
import { clockOf } from '@tablee/shared/dialogue/fold'
import { seatCode, type BoardId, type SeatCode, type TableId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aConsole, roomPath } from '../room/aConsole.ts'
import { openLarge } from '../room/bigHall.ts'
import { openDay } from '../voices/day.ts'
import type { Hall } from '../voices/hall.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const size = { tables: 24, sites: 2, seats: 5 }
const kills = Number(process.env['ROOM_KILLS'] ?? 1)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()

type Desk = {
  readonly table: TableId
  readonly board: BoardId
  readonly session: string
  readonly path: string
  /** Two of its table's. */
  readonly seats: readonly [SeatCode, SeatCode]
  /** What its table calls for. */
  readonly call: string
}
type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
/** `row`: under which name its row stands, where that is not the act's own. */
type Act = {
  readonly name: string
  readonly does: (desk: Desk, seen: number) => Without<RoomCommand>
  readonly row?: (id: string, desk: Desk) => string
}

const desks: Desk[] = []
/** Rows of acts that were answered. */
const done = new Set<string>()
let server: Process
let killed = 0

beforeAll(async () => {
  console.log(`room: seed ${seed}`)
  const hall = await openLarge(size, place.folder)
  const heads = new Map<string, string>()
  for (const table of [1, size.tables]) heads.set(hall.siteOf(table), (await aConsole(hall, table)).session)
  for (let table = 1; table <= size.tables; table += 1) {
    const site = hall.siteOf(table)
    const board = hall.board(table, 2)
    const { session } = await hall.enter('facilitator', table)
    const call = `asks-${table}`
    const asked = await hall.api(`/api/boards/${board}/calls`, {
      as: session,
      body: { id: call, kind: 'call', about: 'technical' },
    })
    expect(asked.status).toBe(200)
    const seats = [seatCode(table, 1), seatCode(table, 2)] as const
    desks.push({
      table: hall.tableId(table),
      board,
      seats,
      call,
      session: heads.get(site) ?? '',
      path: roomPath(hall, site),
    })
  }
  await hall.close()
  server = await Process.start(place.folder)
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** What each table's console sees of its clock. */
async function seen(): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>()
  for (const { session, path } of new Map(desks.map((desk) => [desk.path, desk])).values()) {
    const headers = { authorization: `Bearer ${session}` }
    const room = (await (await fetch(`http://localhost:${server.port}${path}`, { headers })).json()) as Room
    for (const { id, clock, seen: alone } of room.tables)
      versions.set(id, alone ?? clock?.version ?? room.clock.version)
  }
  return versions
}

/** The same act until there is an answer, wherever the server is now. What comes too late to be taken back is not. */
async function persist(
  { session, path }: Desk,
  body: { readonly id: string; readonly kind: string },
  row: string,
): Promise<void> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const reply = await fetch(`http://localhost:${server.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
      body: JSON.stringify(body),
    }).catch(() => null)
    if (reply?.ok === true) return void done.add(row)
    if (reply !== null) {
      const { problem } = (await reply.json().catch(() => ({ problem: { code: 'timeout' } }))) as { problem: Problem }
      if (!['too-many', 'journal-unavailable', 'timeout'].includes(problem.code))
        if (problem.code === 'refused' && body.kind === 'take-back') return
        else throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
    }
    await pause(20)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}

/** All of them at once; the server is killed when a part of them, drawn by chance, has been answered. */
async function amid(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  let answered = 0
  let next = Math.floor((random() * tasks.length * 0.8) / kills)
  let left = kills
  let restarting: Promise<void> = Promise.resolve()
  const kill = async (): Promise<void> => {
    expect((await server.running.kill()).signal).toBe('SIGKILL')
    killed += 1
    server = await Process.start(place.folder, 'aside')
  }
  await Promise.all(
    tasks.map(async (task) => {
      await pause(random() * 150 * kills)
      await task()
      answered += 1
      if (left > 0 && answered > next) {
        left -= 1
        next = answered + Math.floor((random() * (tasks.length - answered)) / (left + 1))
        restarting = restarting.then(kill)
      }
    }),
  )
  await restarting
}

const alone = ({ table }: Desk, version: number) => ({ tables: [table], seen: version })
const acts: readonly Act[] = [
  {
    name: 'round',
    does: ({ table }) => ({ kind: 'round', step: 'alone', to: 'open', tables: [table] }),
    row: (id, { board }) => `${id}-${board}`,
  },
  { name: 'hold', does: (desk, n) => ({ kind: 'hold', ...alone(desk, n) }) },
  { name: 'go-on', does: (desk, n) => ({ kind: 'go-on', ...alone(desk, n) }) },
  { name: 'more', does: (desk, n) => ({ kind: 'more', minutes: 5, ...alone(desk, n) }) },
  { name: 'next', does: (desk, n) => ({ kind: 'next', ...alone(desk, n) }) },
  { name: 'back', does: (desk, n) => ({ kind: 'back', ...alone(desk, n) }) },
  { name: 'begin', does: (desk, n) => ({ kind: 'begin', session: 3, ...alone(desk, n) }) },
  { name: 'take-back', does: (desk, n) => ({ kind: 'take-back', ...alone(desk, n) }) },
  { name: 'join', does: (desk, n) => ({ kind: 'join', ...alone(desk, n) }) },
  { name: 'end', does: (desk, n) => ({ kind: 'end', ...alone(desk, n) }) },
]
const beside: readonly Act[] = [
  {
    name: 'watched',
    does: ({ table }) => ({ kind: 'watched', tables: [table], delayMinutes: 7 }),
    row: (id, { table }) => `${id}-${table}`,
  },
  { name: 'draw-curtains', does: ({ table }) => ({ kind: 'draw-curtains', tables: [table], to: 'drawn' }) },
  { name: 'coming', does: ({ call }) => ({ kind: 'coming', call }) },
  { name: 'done', does: ({ call }) => ({ kind: 'done', call }) },
  {
    name: 'message',
    does: ({ table }) => ({ kind: 'message', to: 'tables', tables: [table], text: { en: 'Five minutes more.' } }),
  },
  {
    name: 'move-seats',
    // Two neighbours change places: all chairs are taken.
    does({ path, table, seats: [one] }) {
      const here = desks.filter((desk) => desk.path === path)
      const next = here[(here.findIndex((desk) => desk.table === table) + 1) % here.length]
      if (next === undefined) throw new Error('a table has a neighbour')
      const moves = [
        { seat: one, table: next.table },
        { seat: next.seats[1], table },
      ]
      return { kind: 'move-seats', session: 5, moves, why: 'on and on' }
    },
  },
  { name: 'place', does: ({ table }) => ({ kind: 'place', places: { [table]: { x: 0.25, y: 0.75 } } }) },
]

describe('kill -9', () => {
  it(
    '[ROOM9] in the middle of each act of a room: none is lost and none is done twice',
    async () => {
      const idOf = (act: Act, n: number): string => `${act.name}-${n}`
      for (const act of [...acts, ...beside]) {
        const versions = await seen()
        await amid(
          desks.map((desk, at) => () => {
            const id = idOf(act, at)
            const body = { id, ...act.does(desk, versions.get(desk.table) ?? 0) }
            return persist(desk, body, act.row?.(id, desk) ?? id)
          }),
        )
      }
      expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
      const hall = await openDay({ dir: place.folder })
      try {
        await checked(hall)
      } finally {
        await hall.close()
      }
      const late = desks.length * (acts.length + beside.length) - done.size
      console.log(
        `room: ${killed} kills in ${acts.length + beside.length} acts at ${size.tables} tables: nothing lost, nothing twice (${late} came too late to be taken back)`,
      )
      expect(late).toBeLessThanOrEqual(desks.length)
      expect(killed).toBeGreaterThanOrEqual(acts.length)
    },
    240_000 + kills * acts.length * 10_000,
  )
})

async function checked(hall: Hall): Promise<void> {
  const { journal, dialogues } = hall.parts
  const rows: string[] = []
  for (const doc of journal.documents(''))
    for await (const { kind, device, data } of journal.read(doc, journal.head(doc).epoch, 0)) {
      if (kind !== 'command') continue
      const { command } = JSON.parse(new TextDecoder().decode(data)) as { command?: string }
      if (command !== undefined) rows.push(`${doc} ${device} ${command}`)
    }
  expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([])
  const stand = rows.map((row) => row.split(' ')[2] ?? '')
  expect([...done].filter((id) => stand.filter((one) => one === id).length !== 1)).toEqual([])
  const state = dialogues.standing(hall.dialogue)
  if (state === null) throw new Error('no dialogue')
  for (const { table } of desks) {
    expect(clockOf(state, table).course.ended).toBe(true)
    expect(state.places.get(table)).toEqual({ x: 0.25, y: 0.75 })
    expect([state.rules.get(table)?.delayMinutes, state.drawn.has(table)]).toEqual([7, true])
  }
  await dialogues.reread()
  expect(dialogues.standing(hall.dialogue)).toEqual(state)
}
