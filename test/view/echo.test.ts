/** A sentence that became an entry of the map, word for word, and its writer's no: to being watched, to being printed. */
import { seedBoard } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readWhole } from '@tablee/shared/board/whole'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Consents } from '@tablee/shared/view/consents'
import { printable } from '@tablee/shared/view/refusals'
import { defaultPolicy, nothingHeld } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { expect, it } from 'vitest'

const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
const sentence = 'I drove for years without a permit.'
const everybody: Consents = {
  observed: ['T1-01', 'T1-02'] as SeatCode[],
  quoted: ['T1-01', 'T1-02'] as SeatCode[],
  unobservedSheets: [],
  unquotedSheets: [],
}

/** `placed`: its words lie beneath it; else it was only just made of the sheet. */
function board(wording: string, placed: boolean) {
  const doc = newBoardDoc()
  seedBoard(doc, { question: 'Why?', lang, seats: 6, table: 1 })
  addNode(doc, origin, { id: 'made' as NodeId, kind: 'position', wording, lang, at: 1 })
  addNode(doc, origin, { id: 'other' as NodeId, kind: 'position', wording: 'Buses at night', lang, at: 2 })
  if (placed)
    addWords(doc, origin, {
      id: 'sheet' as WordsId,
      node: 'made' as NodeId,
      text: sentence,
      lang,
      seat: 'T1-01' as SeatCode,
      capture: 'own-typing',
      at: 3,
    })
  return readWhole(doc)
}
const wordings = (of: ReturnType<typeof board>, consents: Consents): string[] =>
  Object.values(project(of, { ...defaultPolicy, showWords: true, consents }, nothingHeld, (id) => id).nodes)
    .map(({ wording }) => wording)
    .sort()

it('[DAY5] it is an entry like any other while its writer may be watched and quoted', () => {
  expect(wordings(board(sentence, true), everybody)).toEqual(['Buses at night', sentence])
  expect(printable(board(sentence, true), everybody).nodes.get('made' as NodeId)?.wording).toBe(sentence)
})

it('[DAY5] observers see neither the words nor the entry that repeats them, from before the words lie beneath it', () => {
  const by = (seat: 'observed' | 'quoted'): Consents => ({ ...everybody, [seat]: ['T1-02'] })
  for (const no of [by('observed'), by('quoted')])
    expect(wordings(board(sentence, true), no)).toEqual(['Buses at night'])
  // Whatever marks and capitals the table gave it.
  expect(wordings(board('I drove, for years, WITHOUT a permit', true), by('observed'))).toEqual(['Buses at night'])
  // A sheet that nobody signed: only the server knows whose it is, and what stands on it.
  for (const no of [{ unobservedTexts: [sentence] }, { unquotedTexts: [sentence] }])
    expect(wordings(board(sentence, false), { ...everybody, ...no })).toEqual(['Buses at night'])
  // What the table made of it is the table's.
  expect(wordings(board('Some drive without a permit', true), by('observed'))).toHaveLength(2)
})

it('[DAY5] in print the row stays, without its wording', () => {
  const no: Consents = { ...everybody, quoted: ['T1-02'] as SeatCode[] }
  const { nodes, words } = printable(board(sentence, true), no)
  expect([...nodes.values()].map(({ wording }) => wording)).toEqual(['', 'Buses at night'])
  expect([...words.values()].map(({ text }) => text)).toEqual([''])
  const sheet: Consents = { ...everybody, unquotedTexts: [sentence] }
  expect(printable(board(sentence, false), sheet).nodes.get('made' as NodeId)?.wording).toBe('')
})
