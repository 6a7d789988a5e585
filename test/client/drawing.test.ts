/** A map as a drawing for paper and the press. */
import { describe, expect, it } from 'vitest'
import { drawMap, type DrawnAs } from '@tablee/client/ui/map/drawing'
import { correct, redact, seedBoard, withdraw } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { contested, rtl } from '@tablee/shared/board/samples'
import { estimate } from '@tablee/shared/canvas-svg/measure'
import { printedMap } from '@tablee/shared/formats/printed'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'

const by = { who: 'reporter', why: 'test' }
const about = { question: 'Who answers?', site: 'Brussels', table: 3, session: 2 }
const as: DrawnAs = {
  lang: 'en',
  withWords: true,
  measure: estimate,
  title: 'Who answers?',
  about: 'Table 3 Brussels',
  kind: (kind) => `is-${kind}`,
  ifWord: 'if',
  people: (n) => `${n} people`,
  loose: 'Not linked yet',
  legend: 'Signs',
  withheld: null,
  quoted: ({ text }) => `“${text}”`,
}
const said = (svg: string): string => svg.replace(/<[^>]+>/g, ' ')

describe('a map as a drawing', () => {
  it('[MAP22] nothing that was taken back, struck out or said anew leaves, and nothing of the words where none are wished', () => {
    const doc = newBoardDoc()
    seedBoard(doc, { question: 'Who answers?', lang: 'en' as Lang, seats: 6, table: 3 })
    const node = 'n1' as NodeId
    addNode(doc, by, { id: node, kind: 'argument', wording: 'a < b & "c"', lang: 'en' as Lang, at: 1 })
    const words = (id: string, text: string, corrects?: WordsId) =>
      addWords(doc, by, {
        id: id as WordsId,
        node,
        text,
        lang: 'en' as Lang,
        capture: 'dictated',
        seat: null,
        at: 2,
        ...(corrects ? { corrects } : {}),
      })
    words('stays', 'canary-stays')
    words('back', 'canary-taken-back')
    words('struck', 'canary-struck-out')
    words('wrong', 'canary-as-it-was')
    withdraw(doc, by, 'back' as WordsId, 3, 'T3')
    redact(doc, by, 'struck' as WordsId, 3, 'T3')
    correct(doc, by, {
      words: 'wrong' as WordsId,
      newWords: 'right' as WordsId,
      text: 'canary-as-corrected',
      lang: 'en' as Lang,
      at: 4,
      now: 4,
      by: 'T3',
    })
    const map = printedMap(readBoard(doc), about, 1)
    const drawn = drawMap(map, { ...as, withheld: 'One text stays at the table.' }).svg
    expect(drawn.match(/canary-[a-z-]+/g)).toEqual(['canary-stays', 'canary-as-corrected'])
    expect(drawn).toContain('a &lt; b &amp; &quot;c&quot;')
    expect(said(drawn)).toContain('One text stays at the table.')
    expect(drawMap(map, { ...as, withWords: false }).svg).not.toContain('canary')
  })

  it('[MAP22] all of a board stands on it, under its head and over its legend, in either direction', () => {
    for (const [doc, lang] of [
      [contested(), 'en'],
      [rtl(), 'ar'],
    ] as const) {
      const board = readBoard(doc)
      const map = printedMap(board, about, 0)
      const { svg, w, h } = drawMap(map, { ...as, lang })
      expect(map.entries.length).toBe(board.nodes.size)
      const text = said(svg).replace(/\s+/g, '')
      for (const { wording } of board.nodes.values())
        expect(text).toContain(
          wording
            .replace(/\s+/g, '')
            .replaceAll("'", '&#39;')
            .replaceAll('&', '&amp;')
            .replaceAll('&amp;#39;', '&#39;'),
        )
      // Every text begins within the sheet.
      for (const [, x, y] of svg.matchAll(/<tspan x="(-?[\d.]+)" y="(-?[\d.]+)"/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(x)).toBeLessThanOrEqual(w)
        expect(Number(y)).toBeLessThanOrEqual(h)
      }
      expect(svg.includes('scale(-1 1)')).toBe(lang === 'ar')
      expect(drawMap(map, { ...as, lang }).svg).toBe(svg)
    }
  })
})
