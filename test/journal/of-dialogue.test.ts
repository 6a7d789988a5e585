/** The log of one dialogue, out of the log of all: what it shows, what it takes, whom it tells. */
import { divide } from '@tablee/server/journal/of-dialogue'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { JournalRow } from '@tablee/server/journal/port'
import type { Room } from '@tablee/server/live/room'
import { createWriter } from '@tablee/server/live/writer'
import { accessDoc, boardDoc, dialogueDoc, nameOf, voicesDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { command } from './writer.ts'
import { askedLog } from '../support/slowLog.ts'

const [ours, theirs] = ['ours' as DialogueId, 'theirs' as DialogueId]
const [a, b] = ['board-a' as BoardId, 'board-b' as BoardId]

async function twoDialogues() {
  const journal = memoryJournal({ clock: () => 1, through: askedLog })
  const founded = (id: DialogueId, board: BoardId) => {
    const dialogue = { id, sites: [], tables: [], sessions: [], boards: [{ id: board }] }
    const row = { kind: 'found', command: `found-${id}`, dialogue }
    return journal.append(command(dialogueDoc(id), 0, { data: new TextEncoder().encode(JSON.stringify(row)) }))
  }
  await founded(ours, a)
  const division = await divide(journal)
  return { journal, division, founded }
}
const docsOf = (dialogue: DialogueId, board: BoardId): readonly string[] => [
  accessDoc(dialogue),
  boardDoc(board),
  dialogueDoc(dialogue),
  nameOf('report', dialogue),
  nameOf('view', `${board}:observers:1`),
  voicesDoc(dialogue),
]
async function all(rows: AsyncIterable<JournalRow>): Promise<readonly JournalRow[]> {
  const found: JournalRow[] = []
  for await (const row of rows) found.push(row)
  return found
}

it('[HALL1] a dialogue’s log holds what is named by it or by its boards, from before it was opened and after; another’s was never written', async () => {
  const { journal, division, founded } = await twoDialogues()
  const mine = division.of(ours)
  const other = division.of(theirs)
  const [heard, heardThere]: [string[], string[]] = [[], []]
  mine.follow(({ doc }) => heard.push(doc))
  other.follow(({ doc }) => heardThere.push(doc))
  // Its boards are known from the row that founds it, in the turn in which that is told.
  await founded(theirs, b)
  for (const doc of [...docsOf(ours, a), ...docsOf(theirs, b)]) await journal.append(command(doc, 7))

  expect(mine.documents('')).toEqual(docsOf(ours, a))
  expect(other.documents('')).toEqual(docsOf(theirs, b))
  expect([heard, heardThere]).toEqual([docsOf(ours, a), [dialogueDoc(theirs), ...docsOf(theirs, b)]])
  // @ts-expect-error a board's id is no document's name
  expect(mine.head(a).seq).toBe(0)
  for (const doc of docsOf(theirs, b)) {
    expect([mine.head(doc), mine.epochs(doc).length, mine.tail(doc).rows]).toEqual([{ epoch: 1, seq: 0 }, 1, 0])
    expect([await all(mine.read(doc, 1, 0)), await all(mine.commands(doc))]).toEqual([[], []])
    expect((await mine.load(doc)).updates).toEqual([])
    expect(await all(other.read(doc, 1, 0))).toEqual(await all(journal.read(doc, 1, 0)))
  }
})

it('[HALL1] takes no row of another’s, and none at all once it is closed; the other goes on', async () => {
  const { division, founded } = await twoDialogues()
  await founded(theirs, b)
  const [mine, other] = [division.of(ours), division.of(theirs)]
  const refused = { ok: false, problem: { code: 'unavailable' } }
  expect(await mine.append(command(boardDoc(b), 1))).toMatchObject(refused)
  expect(mine.claim(boardDoc(b), 1, 7, 'phone', 'citizen')).toBe('another')
  expect(other.owner(boardDoc(b), 1, 7)).toBeNull()
  // A hand of the server's that takes one for its own is told, and does not draw numbers for ever.
  const room = { name: boardDoc(b), epoch: 1, document: new Y.Doc() } as unknown as Room
  const hand = createWriter({ journal: mine, random: (n) => new Uint8Array(n), patience: () => () => true })
  await expect(hand.write(room, 'server', () => {})).rejects.toThrow('no document of this log')
  const heard: string[] = []
  mine.follow(({ doc }) => heard.push(doc))
  mine.close()
  expect(await mine.append(command(boardDoc(a), 1))).toMatchObject(refused)
  expect(await other.append(command(boardDoc(b), 1))).toMatchObject({ ok: true })

  const again = division.of(ours)
  expect(await again.append(command(boardDoc(a), 2))).toMatchObject({ ok: true, row: { seq: 1 } })
  expect(heard).toEqual([])
})

it('[HALL1] a dialogue that names another’s board gets nothing of it', async () => {
  const { division, founded } = await twoDialogues()
  const mine = division.of(ours)
  await founded(theirs, a)
  const other = division.of(theirs)
  expect(await mine.append(command(boardDoc(a), 1))).toMatchObject({ ok: true })
  expect(other.documents(boardDoc(a))).toEqual([])
})
