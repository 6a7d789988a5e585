/** A board across a new epoch, on the whole server: who reads its rows sees one board that goes on. */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentKey } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, setWording } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { HistoryLine } from '@tablee/shared/wire/replay'
import type { JournalPage } from '@tablee/shared/wire/journal'
import { startServer } from '../support/server.ts'

const who = { who: 'reporter', why: 'test' }
const by = { author: 'analyst', device: 'd1' }
const value = <T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

it('[EPO6] snapshots keep their names, what is held stays held, observers stay where they are, replay and journal go on', async () => {
  const server = await startServer({ seed: 'epochs', screens: '/nowhere' })
  try {
    const { live, snapshots, journal, dialogues } = server.parts
    const id = server.board(1, 2)
    const board = { id, dialogue: server.dialogue }
    const organiser = (await server.enter('organiser')).session
    const facilitator = (await server.enter('facilitator', 1)).session
    const says = async (kind: object) =>
      expect(
        (await server.api(`/api/boards/${id}/commands`, { as: facilitator, body: kind })).status,
        JSON.stringify(kind),
      ).toBe(200)
    const write = (node: string, wording: string) =>
      live.write(
        id,
        'reporter',
        (doc) => void addNode(doc, who, { id: node as NodeId, kind: 'position', wording, lang: 'fr' as Lang, at: 1 }),
      )
    await says({ id: 'draw', kind: 'curtain', to: 'drawn' })
    await write('behind', 'Derrière le rideau')
    await says({ id: 'open', kind: 'curtain', to: 'open' })
    const held = () => dialogues.status(id)?.held
    const before = { held: held(), snapshot: value(await snapshots.take(board, by)).hash }
    expect(before.held).toBeGreaterThan(0)
    const watching = server.parts.access.links.list(server.dialogue).find(({ role }) => role === 'observer')
    const path = watching === undefined ? '' : server.parts.access.links.derive(watching).path
    const rooms = async (): Promise<WatchList> => (await server.api(`/api/watch/${path ?? ''}`)).body as WatchList
    const room = (await rooms()).tables.find(({ table }) => table === 1)?.room
    expect(room).toBeDefined()

    expect((await live.renew(id)).kind).toBe('saved')
    expect(journal.head(`board:${id}`).epoch).toBe(2)

    expect(held()).toBe(before.held)
    expect(value(await snapshots.take(board, by)).hash).toBe(before.snapshot)
    expect((await rooms()).tables.find(({ table }) => table === 1)?.room).toBe(room)
    await says({ id: 'open', kind: 'curtain', to: 'open' })
    await live.write(id, 'reporter', (doc) => void setWording(doc, who, 'behind' as NodeId, 'Derrière, encore'))
    const after = value(await snapshots.take(board, by))
    for (const hash of [before.snapshot, after.hash])
      expect(value(await snapshots.rebuild(hash))).toEqual(await snapshots.get(hash))
    expect(after.hash).not.toBe(before.snapshot)
    await says({ id: 'release', kind: 'release' })
    expect(held()).toBe(0)

    // The replay is one film of one document, to its end.
    const member = (await server.enter('reporter', 1)).session
    const told = await server.api(`/api/boards/${id}/history`, { as: member })
    const lines = String(told.body).trim().split('\n').slice(1)
    const film = newBoardDoc()
    for (const line of lines) {
      const { update } = JSON.parse(line) as HistoryLine
      if (update !== null) Y.applyUpdate(film, new Uint8Array(Buffer.from(update, 'base64')))
    }
    const now = newBoardDoc()
    Y.applyUpdate(now, (await live.state(id)).state)
    expect(contentKey(film)).toBe(contentKey(now))

    const page = (
      await server.api(
        `/api/dialogues/${server.dialogue}/journal/entries?doc=${encodeURIComponent(`board:${id}`)}&limit=100`,
        { as: organiser },
      )
    ).body as JournalPage
    expect(page.epoch).toBe(2)
    const commands = page.entries.flatMap((entry) => (entry.kind === 'command' ? [entry.what] : []))
    expect(commands.filter((what) => what === 'curtain')).toHaveLength(2)
  } finally {
    await server.tablee.close()
  }
})
