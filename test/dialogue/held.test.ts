/** What a table still holds back behind its curtain, counted from a log that takes its time. */
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Journal } from '@tablee/server/journal/port'
import { openBoards } from '@tablee/server/dialogue/boards'
import { createHeldCounts } from '@tablee/server/dialogue/held'
import { addNode } from '@tablee/shared/board/edit'
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { newFolder } from '../faults/tablee.ts'
import { Editor } from '../journal/writer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer } from '../support/server.ts'

const board = 'b1' as BoardId
const by = { author: 'facilitator', device: 'desk' }

it('[RCD32] what a table holds back is counted when it is needed, no row twice, and is nothing before it is known', async () => {
  const clock = () => 1_000
  const inner = memoryJournal({ clock })
  let goOn = (): void => {}
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
  let readings = 0
  const journal: Journal = {
    ...inner,
    async *read(...of) {
      readings += 1
      for await (const row of inner.read(...of)) {
        yield row
        if (row.seq === 2) await mayGoOn
      }
    },
  }
  const boards = await openBoards({ journal, clock })
  const ana = new Editor(boardDoc(board), 7)
  const say = (said: string) =>
    journal.append(
      ana.change(
        () =>
          void addNode(
            ana.doc,
            { who: 'facilitator', why: 'add' },
            { id: said.replaceAll(' ', '-') as NodeId, kind: 'argument', wording: said, lang: 'en' as Lang, at: 1 },
          ),
      ),
    )
  const draws = (to: 'open' | 'drawn', command: string) =>
    boards.append(board, { kind: 'curtain', to, by: 'facilitator', command }, by)
  const held = createHeldCounts(journal, (id) => boards.state(id).mayHold)
  const told: (number | null)[] = []
  held.onCounted((id) => void told.push(held.of(id)))

  await say('before')
  expect([held.of(board), readings]).toEqual([0, 0])
  await draws('drawn', 'one')
  await say('behind')
  expect(held.of(board)).toBeNull()
  const counted = held.counted(board)
  await say('while it is read')
  expect([held.of(board), told]).toEqual([null, []])
  goOn()
  await counted
  expect([held.of(board), told, readings]).toEqual([2, [2], 1])
  await say('and later')
  await draws('open', 'two')
  expect(held.of(board)).toBe(3)
  await boards.append(board, { kind: 'release', by: 'facilitator', command: 'three' }, by)
  expect([held.of(board), readings]).toEqual([0, 1])
  // Drawn again, it is read again: what was released is none of it.
  await draws('drawn', 'four')
  await say('anew')
  await held.counted(board)
  expect([held.of(board), readings]).toEqual([1, 2])
})

it('[RCD32] a board with a drawn curtain is read and counted once, when it is loaded, and for nobody who comes to it then', async () => {
  const { folder, remove } = newFolder()
  const before = await startServer({ dir: folder })
  const here = before.board(1, 2)
  const by = { author: 'facilitator', device: 'desk', command: 'draw' }
  expect(await before.parts.dialogues.setCurtain(here, 'drawn', by)).toMatchObject({ ok: true })
  await before.close()

  const readings: string[] = []
  const server = await startServer({
    dir: folder,
    through: {
      keeper: (keeper) => keeper,
      asked: (log) => ({
        ...log,
        read: (...of) => (of[0] === boardDoc(here) && readings.push('read'), log.read(...of)),
        load: (...of) => (of[0] === boardDoc(here) && readings.push('load'), log.load(...of)),
      }),
    },
  })
  const { session } = await server.enter('facilitator', 1)
  async function comes(): Promise<RawEditor> {
    const doc = new Y.Doc()
    const asked = { board: here, path: 'collab', clients: [doc.clientID], presence: false, epoch: '' }
    const { ticket } = (await server.api('/api/tickets', { as: session, body: asked })).body as Ticket
    const editor = new RawEditor({ url: server.ws, name: boardDoc(here), ticket, doc })
    await editor.ready()
    return editor
  }
  const editors = [...(await Promise.all([comes(), comes()])), await comes()]
  // A start has read its first rows for when its table came there.
  expect(readings.slice(readings.indexOf('load'))).toEqual(['load', 'read'])
  for (const editor of editors) editor.cut()
  await server.close()
  remove()
})
