/** What is read of a board and where, and what of it is in themes. */
import { describe, expect, it } from 'vitest'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readWhole } from '@tablee/shared/board/whole'
import type { BoardId, Lang, NodeId, SiteId, TableId, WordsId } from '@tablee/shared/ids'
import { coverageOf, oldestFirst, type PlacedEntry } from '@tablee/shared/synthesis/coverage'
import { entriesOn } from '@tablee/shared/synthesis/entries'
import { synthesisOf } from '@tablee/shared/synthesis/state'
import { nothingHeld } from '@tablee/shared/view/policy'

const origin = { who: 'reporter', why: 'test' } as const
const board = 'b' as BoardId
function aBoard() {
  const doc = newBoardDoc()
  const by = { lang: 'en' as Lang, at: 5 }
  addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording: 'Trams at night', ...by })
  addNode(doc, origin, { id: 'e' as NodeId, kind: 'position', wording: '', ...by })
  const words = { node: 'n' as NodeId, seat: null, capture: 'dictated', ...by } as const
  addWords(doc, origin, { id: 'w' as WordsId, text: 'After midnight I walk.', ...words, at: 7 })
  addWords(doc, origin, { id: 'v' as WordsId, text: 'Nobody answers.', ...words, at: 6 })
  return readWhole(doc)
}
const placed = (session: number, table = 't1'): readonly PlacedEntry[] =>
  entriesOn(board, aBoard(), nothingHeld, null).entries.map((entry) => ({
    ...entry,
    board,
    table: table as TableId,
    number: 1,
    site: 's' as SiteId,
    session,
  }))

describe('coverage', () => {
  it('[SYN4] an entry is what somebody wrote or said; an empty one is none; oldest first, session by session', () => {
    expect([...placed(2), ...placed(1)].sort(oldestFirst).map(({ session, entry }) => `${session} ${entry}`)).toEqual(
      ['b/wording/n', 'b/words/v', 'b/words/w']
        .flatMap((entry) => `1 ${entry}`)
        .concat(['b/wording/n', 'b/words/v', 'b/words/w'].map((entry) => `2 ${entry}`)),
    )
  })

  it('[SYN8] what is held back behind a curtain is no entry, and a wording stands as it stood before', () => {
    const held = {
      ...nothingHeld,
      ids: new Set(['w' as WordsId]),
      wording: new Map([['n' as NodeId, 'Trams']]),
    }
    const { entries } = entriesOn(board, aBoard(), held, null)
    expect(entries.map(({ text, about }) => [text, about])).toEqual([
      ['Trams', null],
      ['Nobody answers.', 'Trams'],
    ])
  })

  it('[SYN11] counts what may be read, by table, language and theme; what left its board counts nowhere', () => {
    const { themes } = synthesisOf(
      [
        { kind: 'theme', command: 'night', name: 'Night' } as const,
        { kind: 'put', command: 'a', entry: 'b/words/w', theme: 'night', by: 'ada' } as const,
        { kind: 'put', command: 'c', entry: 'b/words/gone', theme: 'night', by: 'ada' } as const,
        { kind: 'none', command: 'd', entry: 'b/words/v', by: 'ada' } as const,
      ].map((row, at) => ({ row, at })),
    )
    const { tables, langs, themes: inside, ...all } = coverageOf(placed(1), themes)
    expect(all).toEqual({ entries: 3, read: 2, themed: 1, none: 1, translated: 0 })
    expect(tables.get('t1' as TableId)).toEqual(all)
    expect([...langs]).toEqual([['en', all]])
    expect(inside.get('night')).toEqual({ entries: 1, tables: new Set(['t1']) })
  })
})
