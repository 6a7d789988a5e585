/**
 * Calls and messages under kill -9 of the real server: tables call, somebody comes, it is done or taken back, the room writes
 * and is read, each act at every table at once. In the end every act has taken effect, once. `CALL_KILLS`: times seven.
 */
import { quietRoom, roomAfter, type RoomState } from '@tablee/shared/room/fold'
import { readRoomRow } from '@tablee/shared/room/rows'
import type { CallCommand } from '@tablee/shared/wire/calls'
import type { RoomCommand } from '@tablee/shared/wire/room'
import { expect, it } from 'vitest'
import { openHall } from '../voices/hall.ts'
import { killed, type Way, type Without } from './killed.ts'

const rounds = Number(process.env['CALL_KILLS'] ?? 1)
const tables = [1, 2, 3, 4, 5, 6]
const [desks, rooms]: [Way[], Way[]] = [[], []]
const server = killed('calls', async (dir) => {
  const hall = await openHall({ dir })
  const { session } = await hall.enter('organiser')
  for (const table of tables) {
    rooms.push({ session, path: `/api/dialogues/${hall.dialogue}/sites/${hall.siteOf(table)}/room` })
    const path = `/api/boards/${hall.board(table, 2)}/calls`
    desks.push({ session: (await hall.enter('facilitator', table)).session, path })
  }
  await hall.close()
})

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
        await server.amid(
          ways.map((way, at) => () => {
            const of = `${round}-${at}`
            return server.ask(way, { id: `${name}-${of}`, ...does(of) })
          }),
          { spread: 60 },
        )
    await server.end(
      async ({ dialogue, parts }) => {
        const names: string[] = []
        let state: RoomState = quietRoom
        for await (const { data, at } of parts.journal.commands(`room:${dialogue}`)) {
          const row = readRoomRow(new TextDecoder().decode(data))
          if (row === null) throw new Error('a row that nobody can read')
          names.push(row.command)
          state = roomAfter(state, row, at)
        }
        expect(names).toHaveLength(rounds * acts.length * tables.length)
        expect(new Set(names).size).toBe(names.length)
        expect(state.calls.size).toBe(0)
        expect([...state.messages.values()].filter(({ read }) => read.size !== 1)).toEqual([])
      },
      `${acts.length * rounds} acts at ${tables.length} tables`,
    )
    expect(server.kills()).toBe(acts.length * rounds)
  },
  60_000 + rounds * 60_000,
)
