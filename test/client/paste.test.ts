import { seatCode, type Lang, type NodeId } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import { readBoard } from '@tablee/shared/board/read'
import { linesOf, pasteLines, pieces, sayLines } from '@tablee/client/table/board/paste'
import { entriesOf } from '@tablee/client/table/board/entries'
import { describe, expect, it } from 'vitest'
import { aTable } from '../support/aTable.ts'

describe('lines that are pasted', () => {
  it('[TAB16] are parted between words and never cut off, whatever their length', () => {
    expect(pieces('two words')).toEqual(['two words'])
    expect(pieces('one two three', 8)).toEqual(['one two', 'three'])
    expect(pieces('x'.repeat(7), 3)).toEqual(['xxx', 'xxx', 'x'])
    expect(pieces('xx👩‍🦽'.repeat(2), 3).join('')).toBe('xx👩‍🦽'.repeat(2))
    const long = Array.from({ length: 900 }, (_, n) => `word${n}`).join(' ')
    const parts = pieces(long)
    expect(parts.every((part) => part.length <= limits.wording)).toBe(true)
    expect(parts.join(' ')).toBe(long)
  })

  it('[TAB16] as one entry, or as one each, every word is there; what stood behind the caret too', async () => {
    for (const as of ['one', 'many'] as const) {
      const t = aTable({ editors: 1 })
      await t.ana.loaded()
      await t.quiet()
      const id = t.ana.add('position', 'before after')
      const lines = linesOf(
        Array.from({ length: 60 }, (_, n) => `- line ${n} ${'of what somebody wrote at home '.repeat(2)}`).join('\n'),
      )
      if (lines === null) throw new Error('one line')
      expect(pasteLines(t.ana.link, { id, draft: null, lines, before: 'before ', after: ' after' }, as).ok).toBe(true)
      const said = entriesOf(readBoard(t.ana.doc)).list.map(({ node }) => node.wording)
      for (const what of [...lines.map((line) => line.split(' of ')[0] ?? ''), 'before', 'after'])
        expect(
          said.some((wording) => wording.includes(what)),
          `${as}: ${what}`,
        ).toBe(true)
      await t.close()
    }
  })

  it('[TAB16] pasted into the composer they are entries with a seat’s words, the table’s wordings, or words beneath an entry', async () => {
    const t = aTable({ editors: 1 })
    await t.ana.loaded()
    await t.quiet()
    const issue = t.ana.add('issue', 'Who answers?')
    const lines = ['the maker', 'the city', 'x'.repeat(limits.words + 5)]
    const said = { lang: 'en' as Lang, seat: seatCode(1, 2), capture: 'dictated' as const }
    const place = { as: 'entry', move: 'position', beneath: issue } as const
    const wordings = () =>
      entriesOf(readBoard(t.ana.doc))
        .list.filter(({ node }) => node.kind === 'position')
        .map(({ node, words }) => [node.wording.slice(0, 9), words.length])
    expect(sayLines(t.ana.link, said, lines, place).ok).toBe(true)
    const four = (words: number) => ['the maker', 'the city', 'xxxxxxxxx', 'xxxxx'].map((text) => [text, words])
    expect(wordings()).toEqual(four(1))
    t.ana.link.undo.undo()
    expect(wordings()).toEqual([])
    expect(sayLines(t.ana.link, { ...said, seat: null }, lines, place).ok).toBe(true)
    expect(wordings()).toEqual(four(0))
    expect(sayLines(t.ana.link, said, ['first', 'second'], { as: 'words', node: issue }).ok).toBe(true)
    const beneath = [...readBoard(t.ana.doc).words.values()].filter(({ node }) => node === issue)
    expect(beneath.map(({ text, seat }) => [text, seat])).toEqual([
      ['first', 'T1-02'],
      ['second', 'T1-02'],
    ])
    await t.close()
  })

  it('[TAB16] a long list takes no longer a line than a short one, and stands in its order among its siblings', async () => {
    const t = aTable({ editors: 1 })
    await t.ana.loaded()
    await t.quiet()
    const pasteAt = (id: NodeId, count: number): number => {
      const lines = Array.from({ length: count }, (_, n) => `line ${n} of ${count}`)
      // The table's clock stands still: the processor's does not.
      const began = process.cpuUsage().user
      expect(pasteLines(t.ana.link, { id, draft: null, lines, before: '', after: '' }, 'many').ok).toBe(true)
      return (process.cpuUsage().user - began) / 1_000
    }
    const first = t.ana.add('position', 'first')
    const behind = t.ana.add('position', 'behind')
    pasteAt(first, 100)
    expect(entriesOf(readBoard(t.ana.doc)).list.map(({ node }) => node.wording)).toEqual([
      ...Array.from({ length: 100 }, (_, n) => `line ${n} of 100`),
      'behind',
    ])
    const short = pasteAt(behind, 100)
    const long = pasteAt(first, 1_000)
    console.log(`100 lines ${Math.round(short)} ms, 1,000 lines ${Math.round(long)} ms`)
    // Ten times as many: reading the board for each of them made it a hundred times as long.
    // Other work on the same cores costs this a few dozen milliseconds; a hundred times as long would be hundreds.
    expect(long).toBeLessThan(20 * short + 100)
    await t.close()
  })
})
