/**
 * Calls and messages by several hands at once, on both logs: at random, each act sent once or twice. Whatever the log does,
 * a table has one open call at most, nobody comes to a call to which somebody comes, and what was answered stands once.
 */
import type { BoardId, DeviceId, DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import { quietRoom, roomAfter } from '@tablee/shared/room/fold'
import { callKinds, readRoomRow, type RoomRow } from '@tablee/shared/room/rows'
import type { Session } from '@tablee/server/access/session'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Through } from '@tablee/server/journal/queue'
import { createBetween } from '@tablee/server/room/between'
import { openRoomLog } from '@tablee/server/room/log'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { slowLog } from '../support/slowLog.ts'

const [dialogue, site] = ['hall' as DialogueId, 'here' as SiteId]
const tables = ['one', 'two', 'three'].map((id, n) => ({ id: id as TableId, siteId: site, number: n + 1 }))
const still = () => true
const session = (name: string, role: Role, table: TableId | null): Session => ({
  id: `session-${name}`,
  link: name as LinkId,
  role,
  dialogue,
  table,
  seat: null,
  device: name as DeviceId,
})
const consoles = ['anna', 'bo'].map((name) => session(name, 'organiser', null))
const desks = tables.flatMap(({ id }) =>
  (['facilitator', 'reporter'] as const).map((role) => session(`${id}-${role}`, role, id)),
)

async function hall(through?: Through) {
  let now = 1_000_000
  const clock = () => (now += 1)
  const journal = memoryJournal({ clock, ...(through === undefined ? {} : { through }) })
  const log = await openRoomLog({ journal, clock })
  const places = { tables: () => tables, table: (id: string) => tables.find((one) => one.id === id) ?? null }
  const between = createBetween({ log, places, labelOf: (link) => link })
  const rows = async (): Promise<readonly { row: RoomRow; at: number }[]> => {
    const all: { row: RoomRow; at: number }[] = []
    for await (const { data, at } of journal.commands(`room:${dialogue}`)) {
      const row = readRoomRow(new TextDecoder().decode(data))
      if (row !== null) all.push({ row, at })
    }
    return all
  }
  return { journal, log, between, rows }
}
type Made = Awaited<ReturnType<typeof hall>>

/** A hundred acts, eight at a time, and what each was answered. */
async function play({ between, log }: Made, seed: number) {
  const chance = seeded(seed)
  const { pick } = chance
  const { calls, messages } = between
  const answered = new Map<string, boolean>()
  const atSite = { dialogue, site }
  function act(n: number): readonly [string, () => Promise<Result<null>>] {
    const id = `act-${n}`
    const open = [...log.staged(dialogue).calls.keys(), 'nobodys']
    const [desk, console_] = [pick(desks), pick(consoles)]
    const at = { dialogue, table: desk.table, board: `${desk.table}-board` as BoardId }
    const call = pick(open)
    const [about, message] = [pick(callKinds), pick([...log.staged(dialogue).messages.keys(), 'nobodys'])]
    const acts = [
      () => calls.call(desk, at, { id, kind: 'call', about }, still),
      () => calls.takeBack(desk, at, { id, kind: 'take-back', call }, still),
      () => calls.coming(console_, atSite, { id, kind: 'coming', call }, still),
      () => calls.done(console_, atSite, { id, kind: 'done', call }, still),
      () => messages.send(console_, atSite, { id, kind: 'message', to: 'tables', text: { en: id } }, still),
      () => messages.read(desk, at, { id, kind: 'read', message }, still),
    ]
    return [id, pick(acts)]
  }
  for (let n = 0; n < 100; n += 8) {
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const [id, run] = act(n + i)
        const [first, again] = await Promise.all([run(), chance.below(3) === 0 ? run() : null])
        if (again !== null) expect(again.ok, id).toBe(first.ok)
        answered.set(id, first.ok)
      }),
    )
  }
  return answered
}

describe.each([
  ['the log as it is', () => undefined],
  ['a log on another machine, that loses some', (seed: number) => slowLog({ seed, loses: 10 })],
])('several hands at once, on %s', (_, log) => {
  it('[CALL6] one open call at a table, one who comes, and what was answered stands once', {
    timeout: 60_000,
  }, async () => {
    const first = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
    for (let seed = first; seed < first + (log(0) === undefined ? 20 : 3); seed += 1) {
      const made = await hall(log(seed))
      const answered = await play(made, seed)
      await made.journal.settled()
      const rows = await made.rows()
      let state = quietRoom
      const comes = new Set<string>()
      for (const { row, at } of rows) {
        state = roomAfter(state, row, at)
        const open = [...state.calls.values()].map(({ table }) => table)
        expect(new Set(open).size, `seed ${seed}`).toBe(open.length)
        if (row.kind !== 'coming') continue
        expect(comes.has(row.call), `seed ${seed}: two come to ${row.call}`).toBe(false)
        comes.add(row.call)
      }
      const names = rows.map(({ row }) => row.command)
      expect(new Set(names).size, `seed ${seed}`).toBe(names.length)
      // One that was read already is read: it needs no row.
      const stands = new Set(names)
      const reads = [...answered].filter(([id, ok]) => ok && !stands.has(id))
      for (const [id, ok] of answered) if (!ok) expect(stands.has(id), `seed ${seed}: ${id} was refused`).toBe(false)
      expect(reads.length, `seed ${seed}`).toBeLessThan(30)
      expect(made.log.state(dialogue)).toEqual(state)
      made.between.close()
      made.journal.close()
    }
    console.log(`calls and messages at random: seed ${first}`)
  })
})

/** Told the same before a row is there: who may not is refused in the turn in which it would be staged. */
it('[CALL6] whoever may not any more when it is staged writes nothing', async () => {
  const made = await hall()
  const [anna] = consoles
  const [desk] = desks
  if (anna === undefined || desk === undefined) throw new Error('nobody is here')
  const at = { dialogue, table: desk.table, board: 'b' as BoardId }
  const gone = () => false
  const refused: readonly Result<null>[] = await Promise.all([
    made.between.calls.call(desk, at, { id: 'a', kind: 'call', about: 'access' }, gone),
    made.between.messages.send(
      anna,
      { dialogue, site },
      { id: 'b', kind: 'message', to: 'tables', text: { en: 'x' } },
      gone,
    ),
  ])
  expect(refused.map((one): Problem['code'] => (one.ok ? 'unexpected' : one.problem.code))).toEqual([
    'closed',
    'closed',
  ])
  expect(await made.rows()).toEqual([])
})
