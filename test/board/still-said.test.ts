import { addElement } from '@tablee/shared/board/canvas/edit'
import { correct, redact, seedBoard } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { stillSaid } from '@tablee/shared/board/still-said'
import { readWhole } from '@tablee/shared/board/whole'
import type { BlockId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'

const origin = { who: 'facilitator', why: 'test' }
const lang = 'en' as Lang
const sentence = 'My neighbour drives without a permit.'

function aBoard() {
  const doc = newBoardDoc()
  seedBoard(doc, { question: 'Why?', lang, seats: 6, table: 1 })
  const entry = (id: string, wording: string) =>
    addNode(doc, origin, { id: id as NodeId, kind: 'position', wording, lang, at: 1 })
  const said = (id: string, node: string, text: string) =>
    addWords(doc, origin, {
      id: id as WordsId,
      node: node as NodeId,
      text,
      lang,
      seat: 'T1-01' as SeatCode,
      capture: 'dictated',
      at: 2,
    })
  return { doc, entry, said, still: (id: string) => stillSaid(readWhole(doc), id as WordsId) }
}

it('[ERA9] names the entry, the note and the element that say the same, before and after the words are struck', () => {
  const { doc, entry, said, still } = aBoard()
  entry('made', 'my neighbour drives, without a permit')
  entry('other', 'Nobody needs a permit.')
  said('w', 'made', sentence)
  said('twin', 'other', sentence)
  addElement(doc, origin, { id: 'shape:copy', kind: 'hope', text: sentence, lang, x: 1, y: 1, seat: null, at: 3 })
  addBlocks(doc, origin, [
    { id: 'b1' as BlockId, kind: 'paragraph', line: `She said: “${sentence}”` },
    { id: 'b2' as BlockId, kind: 'paragraph', line: 'Then we had lunch.' },
  ])
  const where = [
    ['entry', 'made'],
    ['note', 'b1'],
    ['canvas', 'shape:copy'],
  ]
  expect(still('w').map(({ at, id }) => [at, id])).toEqual(where)
  redact(doc, origin, 'w' as WordsId, 5, 'facilitator')
  expect(still('w').map(({ at, id }) => [at, id])).toEqual(where)
})

it('[ERA9] the entry above the words is known by a word or by a piece of them; another entry is not', () => {
  const { entry, said, still } = aBoard()
  entry('short', 'Permits')
  entry('elsewhere', 'Permits')
  entry('piece', 'my neighbour drives without')
  entry('own', 'Everybody should ask.')
  said('one', 'short', 'Permits!')
  said('long', 'piece', sentence)
  said('free', 'own', sentence)
  expect(still('one').map(({ id }) => id)).toEqual(['short'])
  expect(still('long').map(({ id }) => id)).toEqual(['piece'])
  // What the reporter put in words of their own says nothing of it.
  expect(still('free')).toEqual([])
})

it('[ERA9] what was corrected is known in each of its versions', () => {
  const { doc, entry, said, still } = aBoard()
  entry('made', 'My neighbour drives with a permit.')
  said('w', 'made', 'My neighbour drives with a permit.')
  correct(doc, origin, {
    words: 'w' as WordsId,
    newWords: 'v' as WordsId,
    text: sentence,
    lang,
    at: 3,
    now: 3,
    by: 'facilitator',
  })
  expect(still('v').map(({ id }) => id)).toEqual(['made'])
})
