/** What a screen shows of its board: folded branches, one branch alone, and what a search finds. */
import type { Lang } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { contested, large, rtl } from '@tablee/shared/board/samples'
import { readBoard } from '@tablee/shared/board/read'
import { setWording } from '@tablee/shared/board/edit'
import type { NodeId } from '@tablee/shared/ids'
import { entriesOf } from '@tablee/client/table/board/entries'
import { plain, search } from '@tablee/client/table/board/search'
import { beneathAt, countsOn, foldedAbove, onMapOf, shownOf, within } from '@tablee/client/table/board/shown'

const id = (name: string) => name as NodeId
const table = entriesOf(readBoard(contested()))
const numbers = (list: readonly { readonly item: { readonly number: string } }[]) => list.map(({ item }) => item.number)
const found = (entries: typeof table, query: string, lang = 'en') =>
  search(entries.list, query, lang).map(({ entry }) => entry.node.id)

describe('what the screen shows', () => {
  it('[MAP11] a folded branch says how many it holds; what lies deeper is counted, and the rest stays as it is', () => {
    const shown = shownOf(table, new Set([id('p1'), id('p3')]), null)
    expect(shown.holds).toEqual(
      new Map([
        [id('p1'), 4],
        [id('p3'), 2],
      ]),
    )
    expect(numbers(shown.list)).toEqual(['', '1', '2', '2.1', '2.2', '2.3', '3', ''])
    // One folded within another is not counted twice, and a leaf cannot be folded.
    expect(shownOf(table, new Set([id('p1'), id('a12'), id('q')]), null).holds).toEqual(new Map([[id('p1'), 4]]))
    expect(foldedAbove(table, new Set([id('p1'), id('a12')]), id('a121'))).toEqual(['p1', 'a12'])
  })

  it('[MAP17] a map opens with the positions, counts stand for what is closed, and who writes in there is told', () => {
    const shown = shownOf(table, new Set(), null)
    const onMap = onMapOf(table, shown, { folded: new Set(), focus: null, depth: 'positions', deeper: new Set() })
    expect(numbers(onMap.list)).toEqual(['', '1', '2', '3', ''])
    const counted = (name: string, bare = true) => {
      const entry = table.byId.get(id(name))
      return entry ? countsOn(entry, onMap, bare) : null
    }
    expect(counted('p1')).toEqual({
      counts: [
        { of: 'supports', n: 1 },
        { of: 'attacks', n: 1 },
      ],
      missing: null,
    })
    expect(counted('p3')).toEqual({ counts: [{ of: 'supports', n: 1 }], missing: 'noneAgainst' })
    const writers = new Map([[id('a121'), ['T3-02']]])
    expect([within(onMap, writers, id('p1')), within(onMap, writers, id('p2'))]).toEqual([['T3-02'], []])
    // Deeper by one: what lies beneath is closed in its turn; all of it, or a branch alone, closes nothing.
    const deeper = onMapOf(table, shown, {
      folded: new Set(),
      focus: null,
      depth: 'positions',
      deeper: new Set([id('p1')]),
    })
    expect(numbers(deeper.list)).toEqual(['', '1', '1.1', '1.2', '2', '3', ''])
    expect(within(deeper, writers, id('a12'))).toEqual(['T3-02'])
    expect(onMapOf(table, shown, { folded: new Set(), focus: null, depth: 'all', deeper: new Set() })).toBe(shown)
  })

  it('[MAP12] one branch alone is that entry with all beneath it, open, and knows the way back', () => {
    const shown = shownOf(table, new Set([id('a12'), id('a11')]), id('a12'))
    expect(numbers(shown.list)).toEqual(['1.2', '1.2.1'])
    expect(shown.path.map(({ node }) => node.id)).toEqual(['i', 'p1', 'a12'])
    expect(shown.holds.size).toBe(0)
    // Gone in the meantime: all is shown.
    expect(shownOf(table, new Set(), id('gone')).list).toHaveLength(table.list.length)
  })

  it('[MAP12] an entry that did not change is the same object, so that nothing is drawn in vain', () => {
    const doc = contested()
    const board = readBoard(doc)
    const before = entriesOf(board)
    setWording(doc, { who: 'reporter', why: 'test' }, id('a31'), 'People want a face')
    const after = entriesOf(readBoard(doc, board), before)
    const changed = after.list.filter((entry) => before.byId.get(entry.node.id) !== entry)
    expect(changed.map(({ node }) => node.id)).toEqual(['a31'])
  })

  it('[MAP13] finds what is heard: without accents, case and vowel signs, by the beginning of a word, in any order', () => {
    expect(found(table, 'CITY')).toEqual(['p2', 'c21', 'q'])
    expect(found(table, 'city line')).toEqual(['p2', 'c21'])
    expect(found(table, 'recettes')).toEqual(['a22', 'a23'])
    expect(found(table, 'degats')).toEqual(['a23'])
    expect(found(table, 'straẞe')).toEqual([])
    expect(plain('Straße, Œuvre, Élan, ٣')).toBe('strasse, oeuvre, elan, 3')
    expect(found(table, '   ')).toEqual([])
    expect(found(table, '!?')).toEqual([])
  })

  it('[MAP13] finds an Arabic word with its article and what is written onto it', () => {
    const arabic = entriesOf(readBoard(rtl()))
    expect(found(arabic, 'بلدية', 'ar')).toEqual(['p2', 'q'])
    expect(found(arabic, 'البلدية', 'ar')).toEqual(['p2', 'q'])
    expect(found(arabic, 'المصنعة', 'ar')).toEqual(['p1'])
    expect(found(arabic, '12', 'ar')).toEqual(['a11'])
    expect(found(arabic, '١٢', 'ar')).toEqual(['a11'])
  })

  it('[MAP13] words in a language that the browser has no rules for are found like others', () => {
    const odd = table.list.map((entry) => ({ ...entry, node: { ...entry.node, lang: 'en-12' as Lang } }))
    expect(search(odd, 'blinked', 'en').map((one) => one.entry.node.id)).toEqual(['e311'])
    expect(search(odd, odd[0]?.node.wording ?? '', 'en').length).toBeGreaterThan(0)
  })

  it('[MAP13] a number finds its entry and what stands beneath it; words are found behind wordings and say that they are words', () => {
    expect(found(table, '1.2')).toEqual(['a12', 'a121'])
    const said = search(table.list, 'Forty', 'en')
    expect(said.map((one) => [one.entry.node.id, one.said])).toEqual([['e311', false]])
    const only = search(table.list, 'blinked', 'en')
    expect(only.map((one) => [one.entry.node.id, one.said, one.lang])).toEqual([['e311', true, 'en']])
    expect(only[0]?.parts.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['blinked'])
    // What was taken back is not found; what is shortened stays a part of the sentence.
    expect(found(table, 'Several nod')).toEqual([])
  })

  it('[MAP13] 2,000 entries are searched while one types', () => {
    const entries = entriesOf(readBoard(large(2_000)))
    search(entries.list, 'market', 'en') // the first one takes the sentences apart
    // Of the processor: what the machine does beside it is no part of it.
    const began = process.cpuUsage().user
    expect(search(entries.list, 'sch', 'en')).toHaveLength(2_000)
    const took = (process.cpuUsage().user - began) / 1_000
    console.log(`2,000 entries searched in ${took.toFixed(0)} ms (200 on a machine that does nothing else)`)
    expect(took).toBeLessThan(2_000)
    expect(beneathAt(entries.list, 0)).toBe(1_999)
  })
})
