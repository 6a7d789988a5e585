/** A delay shows the table as it was some minutes ago, but for what it has taken away since. */
import { createReplica } from '@tablee/server/view/replica'
import { addElement, removeShapes } from '@tablee/shared/board/canvas/edit'
import { withdraw } from '@tablee/shared/board/command'
import { addNode, addWords, remove, setWording } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { defaultPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { afterEach, expect, it } from 'vitest'
import { aHall, type Hall } from './hall.ts'

const by = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
const node = (id: string) => id as NodeId

let hall: Hall | null = null
afterEach(async () => {
  await hall?.close()
  hall = null
})

it('[VIEW11, VIEW25] what the table takes away meanwhile is not played back: entries, words, notes, shapes', async () => {
  let now = 0
  hall = await aHall({ clock: () => now })
  await hall.edit((doc) => {
    for (const id of ['stays', 'goes']) {
      addNode(doc, by, { id: node(id), kind: 'issue', wording: `entry ${id}`, lang, at: 1 })
      addWords(doc, by, {
        id: `w-${id}` as WordsId,
        node: node('stays'),
        text: `words ${id}`,
        lang,
        seat: null,
        capture: 'dictated',
        at: 1,
      })
      addElement(doc, by, { id: `shape:${id}`, kind: 'hope', text: `shape ${id}`, lang, x: 0, y: 0, at: 1 })
    }
    addBlocks(
      doc,
      by,
      ['stays', 'goes'].map((id) => ({ id: id as BlockId, kind: 'paragraph', line: `note ${id}` })),
    )
  })
  now = 60_000
  await hall.edit((doc) => {
    remove(doc, by, node('goes'))
    withdraw(doc, by, 'w-goes' as WordsId, now, 'reporter')
    removeShapes(doc, by, ['shape:goes'], now)
    doc.getXmlFragment('notes').delete(1, 1)
    setWording(doc, by, node('stays'), 'not due yet')
  })

  const replica = createReplica((_, cause) => {
    throw cause
  })
  for await (const row of hall.journal.read('board:b1', hall.journal.head('board:b1').epoch, 0)) replica.take(row)
  const texts = (due: number): string[] => {
    replica.advance(({ at }) => at <= due)
    const { board, held } = replica.read()
    const view = project(board, { ...defaultPolicy, showNotes: true, showWords: true }, held, (id) => id)
    return [
      ...Object.values(view.nodes).map(({ wording }) => wording),
      ...Object.values(view.words).map(({ text }) => text),
      ...Object.values(view.notes).map(({ text }) => text),
      ...Object.values(view.canvas).map(({ text }) => text),
    ]
  }
  expect(texts(0)).toEqual(['entry stays', 'words stays', 'note stays', 'shape stays'])
  expect(texts(60_000)).toEqual(['not due yet', 'words stays', 'note stays', 'shape stays'])
  replica.destroy()
})
