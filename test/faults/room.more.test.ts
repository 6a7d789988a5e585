/**
 * A room's acts under kill -9 of the real server: a head facilitator holds tables, gives them minutes, moves them on, draws
 * curtains, arranges the plan, answers calls, writes to tables, moves people, each act at every table at once. In the end
 * every act has taken effect, once. `ROOM_KILLS`: kills in each kind of act; `MOVE_KILLS`: times that people are moved.
 */
import { clockOf } from '@tablee/shared/dialogue/fold'
import { seatsAt } from '@tablee/shared/dialogue/seating'
import { seatCode, type BoardId, type SeatCode, type TableId } from '@tablee/shared/ids'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import { describe, expect, it } from 'vitest'
import { aConsole, roomPath } from '../room/aConsole.ts'
import { openLarge } from '../room/bigHall.ts'
import type { Hall } from '../voices/hall.ts'
import { commandsOf, killed, type Way, type Without } from './killed.ts'

const size = { tables: 24, sites: 2, seats: 5 }
const kills = Number(process.env['ROOM_KILLS'] ?? 1)
const moves = Number(process.env['MOVE_KILLS'] ?? 1)

type Desk = Way & {
  readonly table: TableId
  readonly board: BoardId
  /** Two of its table's. */
  readonly seats: readonly [SeatCode, SeatCode]
  /** What its table calls for. */
  readonly call: string
}
/** `row`: under which name its row stands, where that is not the act's own. */
type Act = {
  readonly name: string
  readonly does: (desk: Desk, seen: number) => Without<RoomCommand>
  readonly row?: (id: string, desk: Desk) => string
}

const desks: Desk[] = []
/** Rows of acts that were answered. */
const done = new Set<string>()
const server = killed('room', async (folder) => {
  const hall = await openLarge(size, folder)
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
})

/** What each table's console sees of its clock. */
async function seen(): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>()
  for (const way of new Map(desks.map((desk) => [desk.path, desk])).values()) {
    const room = await server.read<Room>(way)
    for (const { id, clock, seen: alone } of room.tables)
      versions.set(id, alone ?? clock?.version ?? room.clock.version)
  }
  return versions
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
  ...Array.from({ length: moves }, (_, n) => ({
    name: `move-seats-${n}`,
    // Two neighbours change places, and change back: all chairs are taken.
    does({ path, table, seats: [one] }: Desk) {
      const here = desks.filter((desk) => desk.path === path)
      const next = here[(here.findIndex((desk) => desk.table === table) + 1) % here.length]
      if (next === undefined) throw new Error('a table has a neighbour')
      const [theirs, others] = n % 2 === 0 ? [next.table, table] : [table, next.table]
      const moves = [
        { seat: one, table: theirs },
        { seat: next.seats[1], table: others },
      ]
      return { kind: 'move-seats' as const, session: 5, moves, why: 'on and on' }
    },
  })),
  { name: 'place', does: ({ table }) => ({ kind: 'place', places: { [table]: { x: 0.25, y: 0.75 } } }) },
]

describe('kill -9', () => {
  it(
    '[ROOM9] in the middle of each act of a room: none is lost and none is done twice',
    async () => {
      const idOf = (act: Act, n: number): string => `${act.name}-${n}`
      for (const act of [...acts, ...beside]) {
        const versions = await seen()
        await server.amid(
          desks.map((desk, at) => async () => {
            const id = idOf(act, at)
            const body = { id, ...act.does(desk, versions.get(desk.table) ?? 0) }
            // What comes too late to be taken back is not.
            const said = await server.ask(desk, body, act.name === 'take-back' ? ['refused'] : [])
            if (said !== 'refused') done.add(act.row?.(id, desk) ?? id)
          }),
          { times: act.name.startsWith('move-seats') ? 1 : kills, spread: 150 * kills },
        )
      }
      const all = acts.length + beside.length
      const late = desks.length * all - done.size
      await server.end(checked, `${all} acts at ${size.tables} tables (${late} came too late to be taken back)`)
      expect(late).toBeLessThanOrEqual(desks.length)
      expect(server.kills()).toBeGreaterThanOrEqual(all)
    },
    240_000 + (kills + moves) * acts.length * 10_000,
  )
})

async function checked(hall: Hall): Promise<void> {
  const { dialogues } = hall.parts
  const stand = await commandsOf(hall, '')
  expect([...done].filter((id) => stand.filter((one) => one === id).length !== 1)).toEqual([])
  const state = dialogues.standing(hall.dialogue)
  if (state === null) throw new Error('no dialogue')
  for (const { path, table, seats } of desks) {
    const here = desks.filter((desk) => desk.path === path)
    const next = here[(here.findIndex((desk) => desk.table === table) + 1) % here.length]
    expect(seatsAt(state, moves % 2 === 0 ? table : (next?.table ?? table), 5)).toContain(seats[0])
    expect(clockOf(state, table).course.ended).toBe(true)
    expect(state.places.get(table)).toEqual({ x: 0.25, y: 0.75 })
    expect([state.rules.get(table)?.delayMinutes, state.drawn.has(table)]).toEqual([7, true])
  }
  await dialogues.reread()
  expect(dialogues.standing(hall.dialogue)).toEqual(state)
}
