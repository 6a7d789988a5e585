/**
 * Calls and messages under kill -9 of the real server: tables call, somebody comes, it is done or taken back, the room writes
 * and is read, each act at every table at once; in the middle of each the process dies and is started again on the same
 * folder. Who got no answer sends the same again. In the end every act has taken effect, once. `CALL_KILLS`: times seven.
 */
import type { Problem } from '@tablee/shared/problem'
import { quietRoom, roomAfter, type RoomState } from '@tablee/shared/room/fold'
import { readRoomRow } from '@tablee/shared/room/rows'
import type { CallCommand } from '@tablee/shared/wire/calls'
import type { RoomCommand } from '@tablee/shared/wire/room'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHall } from '../voices/hall.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const rounds = Number(process.env['CALL_KILLS'] ?? 1)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
const tables = [1, 2, 3, 4, 5, 6]

type Way = { readonly session: string; readonly path: string }
type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
const [desks, rooms]: [Way[], Way[]] = [[], []]
let server: Process
let dialogue = ''
let killed = 0

beforeAll(async () => {
  console.log(`calls: seed ${seed}`)
  const hall = await openHall({ dir: place.folder })
  dialogue = hall.dialogue
  const { session } = await hall.enter('organiser')
  for (const table of tables) {
    const at = hall.parts.dialogues.table(hall.tableId(table))
    rooms.push({ session, path: `/api/dialogues/${dialogue}/sites/${at?.siteId}/room` })
    const path = `/api/boards/${hall.board(table, 2)}/calls`
    desks.push({ session: (await hall.enter('facilitator', table)).session, path })
  }
  await hall.close()
  server = await Process.start(place.folder)
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** The same until there is an answer, wherever the server is now. */
async function persist({ session, path }: Way, body: object): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await pause(20)) {
    const reply = await fetch(`http://localhost:${server.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
      body: JSON.stringify(body),
    }).catch(() => null)
    if (reply?.ok === true) return
    const { problem } = ((await reply?.json().catch(() => null)) ?? { problem: { code: 'timeout' } }) as {
      problem: Problem
    }
    if (!['too-many', 'journal-unavailable', 'timeout'].includes(problem.code))
      throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}
/** All of them at once; the server is killed when a part of them, drawn by chance, has been answered. */
async function amid(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const after = Math.floor(random() * tasks.length)
  let answered = 0
  let restarted: Promise<void> | null = null
  const kill = async (): Promise<void> => {
    expect((await server.running.kill()).signal).toBe('SIGKILL')
    killed += 1
    server = await Process.start(place.folder, 'aside')
  }
  if (after === 0) restarted = kill()
  await Promise.all(
    tasks.map(async (task) => {
      await task()
      answered += 1
      if (answered === after) restarted = kill()
    }),
  )
  await restarted
}

type Act = {
  readonly name: string
  readonly ways: readonly Way[]
  readonly does: (of: string) => Without<CallCommand> | Without<RoomCommand>
}
const acts: readonly Act[] = [
  { name: 'call', ways: desks, does: () => ({ kind: 'call', about: 'technical' }) },
  { name: 'coming', ways: rooms, does: (of) => ({ kind: 'coming', call: `call-${of}` }) },
  { name: 'done', ways: rooms, does: (of) => ({ kind: 'done', call: `call-${of}` }) },
  { name: 'again', ways: desks, does: () => ({ kind: 'call', about: 'access' }) },
  { name: 'taken', ways: desks, does: (of) => ({ kind: 'take-back', call: `again-${of}` }) },
  { name: 'message', ways: rooms, does: () => ({ kind: 'message', to: 'tables', text: { en: 'Go on.' } }) },
  { name: 'read', ways: desks, does: (of) => ({ kind: 'read', message: `message-${of}` }) },
]

it(
  '[CALL8] in the middle of a call, an answer, a message, a reading: none is lost and none is done twice',
  async () => {
    for (let round = 0; round < rounds; round += 1)
      for (const { name, ways, does } of acts)
        await amid(
          ways.map((way, at) => () => {
            const of = `${round}-${at}`
            return persist(way, { id: `${name}-${of}`, ...does(of) })
          }),
        )
    expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    const hall = await openHall({ dir: place.folder })
    try {
      const names: string[] = []
      let state: RoomState = quietRoom
      for await (const { data, at } of hall.parts.journal.commands(`room:${dialogue}`)) {
        const row = readRoomRow(new TextDecoder().decode(data))
        if (row === null) throw new Error('a row that nobody can read')
        names.push(row.command)
        state = roomAfter(state, row, at)
      }
      expect(names).toHaveLength(rounds * acts.length * tables.length)
      expect(new Set(names).size).toBe(names.length)
      expect(state.calls.size).toBe(0)
      expect([...state.messages.values()].filter(({ read }) => read.size !== 1)).toEqual([])
    } finally {
      await hall.close()
    }
    console.log(
      `calls: ${killed} kills in ${acts.length * rounds} acts at ${tables.length} tables: nothing lost, nothing twice`,
    )
    expect(killed).toBe(acts.length * rounds)
  },
  60_000 + rounds * 60_000,
)
