/** What goes out in each of the field's formats, and comes in again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBoard } from '@tablee/shared/board/read'
import { samples } from '@tablee/shared/board/samples'
import type { Board } from '@tablee/shared/board/schema'
import { faultCodes, leftCodes } from '@tablee/shared/file'
import { exportGraphml } from '@tablee/shared/formats/graphml'
import { exportKialo } from '@tablee/shared/formats/kialo'
import { sayBadFile, sayFault, sayLeft } from '@tablee/shared/formats/said/said'
import { exportXaif } from '@tablee/shared/formats/xaif'
import { graphOf } from '@tablee/server/exchange/boards'
import { readXml } from '@tablee/server/exchange/xml'
import { anyBoard, boardFrom } from './boards.ts'
import { content, gist, importHere, problemOf } from './files.ts'
import { csvOf } from './tables.ts'

const boards = Object.entries(samples).filter(([name]) => name !== 'empty')
const about = { id: 'b1', site: 'Lyon', table: 3, session: 2, question: 'Q' }

describe('xAIF', () => {
  for (const [name, make] of boards)
    it(`[FMT11] sample "${name}" leaves and comes back with words, seats and exact links`, () => {
      const board = readBoard(make())
      const out = exportXaif(board)
      expect(content(importHere('a.json', out.text).board)).toEqual(content(board))
      expect(importHere('a.json', out.text).left).toEqual({})
    })

  it('[FMT11] any board comes back as it was; never an edge from claim to claim', () => {
    fc.assert(
      fc.property(anyBoard, fc.boolean(), (want, full) => {
        const board = readBoard(boardFrom(want, full))
        const { text } = exportXaif(board)
        if (board.nodes.size === 0) return
        expect(content(importHere('a.json', text).board), text).toEqual(content(board))
        const { nodes, edges } = JSON.parse(text).AIF
        const type = new Map(nodes.map((one: { nodeID: number; type: string }) => [one.nodeID, one.type]))
        for (const one of edges) expect([type.get(one.fromID), type.get(one.toID)]).not.toEqual(['I', 'I'])
        for (const one of nodes)
          if (one.type === 'RA' || one.type === 'CA' || one.type === 'YA') {
            const into = edges.filter((edge: { toID: unknown }) => edge.toID === one.nodeID)
            expect(edges.filter((edge: { fromID: unknown }) => edge.fromID === one.nodeID)).toHaveLength(1)
            expect(into.length).toBeGreaterThan(0)
          }
      }),
      { numRuns: Number(process.env['FORMAT_RUNS'] ?? 150) },
    )
  })

  it('[FMT11] is read liberally: ids of both kinds, lists that are null, small ova, a transcript in HTML', () => {
    const read = importHere(
      'a.json',
      JSON.stringify({
        AIF: {
          nodes: [
            { nodeID: 1, text: 'We should', type: 'I' },
            { nodeID: '2', text: 'It is cheap', type: 'I' },
            { nodeID: 3, text: 'Argument from Expert Opinion', type: 'RA' },
            { nodeID: 4, text: 'Ada Byron : it really is cheap', type: 'L' },
            { nodeID: 5, text: 'Asserting', type: 'YA' },
            { nodeID: 6, text: 'Default Transition', type: 'TA' },
            { nodeID: 7, text: 'Default Rephrase', type: 'MA' },
            { nodeID: 8, text: 'It is not', type: 'I', timestamp: '2020-01-01' },
            { nodeID: 9, text: 'Challenging', type: 'YA' },
          ],
          edges: [
            { edgeID: 1, fromID: '2', toID: 3 },
            { edgeID: 2, fromID: 3, toID: '1' },
            { edgeID: 3, fromID: 4, toID: 5 },
            { edgeID: 4, fromID: 5, toID: 2 },
            { edgeID: 5, fromID: 8, toID: 1 },
            { edgeID: 6, fromID: 6, toID: 9 },
            { edgeID: 7, fromID: 9, toID: 3 },
          ],
          schemefulfillments: null,
          participants: [{ participantID: 0, firstname: 'Ada', surname: 'Byron' }],
          locutions: [{ nodeID: 4, personID: 0, start: '2015-12-14 12:09:14' }],
        },
        text: { txt: '<p>running text</p>' },
        ova: { nodes: [{ nodeID: 1, x: 4, y: 5 }], edges: [] },
        audio: 'talk.mp3',
      }),
    )
    expect(read.format).toBe('xaif')
    const [words] = [...read.board.words.values()]
    expect(words).toMatchObject({ text: 'it really is cheap', seat: null, capture: 'from-notes' })
    expect([...read.board.relations.values()]).toMatchObject([
      { kind: 'supports', label: 'Argument from Expert Opinion' },
    ])
    expect([...read.board.nodes.values()].map((one) => one.kind).sort()).toEqual(['argument', 'argument', 'position'])
    expect(read.left).toEqual({
      names: 1,
      times: 2,
      transitions: 1,
      rephrases: 1,
      illocutions: 1,
      'bare-edges': 1,
      transcript: 1,
      layout: 1,
      audio: 1,
    })
    expect(exportXaif(read.board).text).not.toMatch(/Ada|Byron/)
  })
})

describe('the CSV set', () => {
  for (const [name, make] of boards)
    it(`[FMT8] sample "${name}" comes back from its own tables`, () => {
      const doc = make()
      expect(content(importHere('set.zip', csvOf(doc)).board)).toEqual(content(readBoard(doc)))
    })
  it('[FMT8] any text comes back from its cell', () => {
    fc.assert(
      fc.property(anyBoard, (want) => {
        const doc = boardFrom(want, true)
        const board = readBoard(doc)
        if (board.nodes.size > 0) expect(content(importHere('set.zip', csvOf(doc)).board)).toEqual(content(board))
      }),
      { numRuns: Number(process.env['FORMAT_RUNS'] ?? 100) },
    )
  })
  it('[FMT8] two tables from a spreadsheet will do: semicolons, names of one’s own, nothing but the needed columns', () => {
    const read = importHere('mine.zip', {
      'nodes.csv': '\ufeffNode;Wording\r\nAnfang;Ja\r\nGrund 1;"Weil; es ""geht"""\r\n',
      'relations.csv': 'from;to;kind\r\nGrund 1;Anfang;supports\r\n',
    })
    expect(gist(read.board)).toEqual({ texts: ['Ja', 'Weil; es "geht"'], links: ['Weil; es "geht" supports Ja'] })
  })
})

describe('Kialo’s text', () => {
  it('[FMT12] reads title, theses, sides, further lines and references', () => {
    const { board, format } = importHere(
      'kialo.txt',
      'Discussion Title: Night buses?\n\n1. Run them\n1.1. Pro: It is cheap\n\nand quick\n1.1.1. Con: Not at night\n1.2. Con: Nobody is there\n1.2.1. Pro: -> See 1.1.1.\n2. Do not\n',
    )
    expect(format).toBe('kialo')
    expect(gist(board)).toEqual({
      texts: ['Do not', 'It is cheap\n\nand quick', 'Night buses?', 'Nobody is there', 'Not at night', 'Run them'],
      links: [
        'Do not answers Night buses?',
        'It is cheap\n\nand quick supports Run them',
        'Nobody is there attacks Run them',
        'Not at night attacks It is cheap\n\nand quick',
        'Not at night supports Nobody is there',
        'Run them answers Night buses?',
      ],
    })
    expect(exportKialo(board).left).toEqual({ languages: 6 }) // this board names no language of its own
    expect(gist(importHere('again.txt', exportKialo(board).text).board)).toEqual(gist(board))
  })
  it('[FMT12] any board leaves whole in its texts, and is the same from the second pass on', () => {
    fc.assert(
      fc.property(anyBoard, (want) => {
        const board = readBoard(boardFrom(want, false))
        if (board.nodes.size === 0) return
        const out = exportKialo(board, { title: '' })
        const once = importHere('a.txt', out.text).board
        const texts = (one: Board) => [...one.nodes.values()].map((node) => node.wording.trim()).sort()
        expect(texts(once), out.text).toEqual(texts(board))
        const again = importHere('a.txt', exportKialo(once, { title: '' }).text).board
        expect(gist(again), out.text).toEqual(gist(once))
      }),
      { numRuns: Number(process.env['FORMAT_RUNS'] ?? 150) },
    )
  })
})

describe('GraphML', () => {
  it('[FMT13] is well-formed, declares its keys first, and every edge ends on a node, also a doubt', () => {
    fc.assert(
      fc.property(anyBoard, (want) => {
        const board = readBoard(boardFrom(want, false))
        const root = readXml(exportGraphml([graphOf({ board, about })]).text)
        expect([root.name, root.attributes['xmlns']]).toEqual(['graphml', 'http://graphml.graphdrawing.org/xmlns'])
        const keys = root.children.filter((one) => one.name === 'key')
        expect(root.children.slice(0, keys.length)).toEqual(keys)
        const [graph] = root.children.slice(keys.length)
        const declared = new Map(keys.map((one) => [one.attributes['id'], one.attributes]))
        const parts = graph?.children ?? []
        const ids = new Set(parts.filter((one) => one.name === 'node').map((one) => one.attributes['id']))
        expect(new Set(parts.map((one) => one.attributes['id'])).size).toBe(parts.length)
        for (const one of parts) {
          if (one.name === 'edge')
            expect([ids.has(one.attributes['source'] ?? ''), ids.has(one.attributes['target'] ?? '')]).toEqual([
              true,
              true,
            ])
          for (const data of one.children) {
            const key = declared.get(data.attributes['key'])
            expect(key?.['for']).toBe(one.name)
            expect(['boolean', 'int', 'long', 'float', 'double', 'string']).toContain(key?.['attr.type'])
            if (key?.['attr.type'] === 'int') expect(data.text).toMatch(/^\d+$/)
          }
          const names = one.children.map((data) => declared.get(data.attributes['key'])?.['attr.name'])
          expect(names).toEqual(expect.arrayContaining(['table', 'session', 'site']))
        }
        const undercuts = [...board.relations.values()].filter((one) => one.kind === 'undercuts')
        const doubted = new Set(undercuts.map((one) => one.to))
        expect(ids.size).toBe(board.nodes.size + doubted.size)
        expect(parts.length - ids.size).toBe(board.relations.size + doubted.size)
        const wordings = parts.flatMap((one) =>
          one.children
            .filter((data) => declared.get(data.attributes['key'])?.['attr.name'] === 'label')
            .map((data) => data.text),
        )
        for (const node of board.nodes.values())
          if (node.wording !== '') expect(wordings).toContain(node.wording.replace(/\ufffe/g, ''))
      }),
      { numRuns: Number(process.env['FORMAT_RUNS'] ?? 100) },
    )
  })
})

describe('what is said', () => {
  it('[FMT4] every fault and all that is left behind has a sentence in each language, with all its values', () => {
    for (const language of ['en', 'fr', 'de', 'es', 'ar'] as const) {
      for (const code of faultCodes) {
        expect(sayFault(language, { code }).length).toBeGreaterThan(3)
        const values = sayFault('en', { code }).match(/\{\w+\}/g) ?? []
        expect((sayFault(language, { code }).match(/\{\w+\}/g) ?? []).sort(), `${language} ${code}`).toEqual(
          [...values].sort(),
        )
      }
      for (const code of leftCodes) expect(sayLeft(language, code).length).toBeGreaterThan(3)
    }
    const fault = { code: 'text-too-long', values: { size: 10_484_760, limit: 2_000 } } as const
    expect(sayFault('en', fault)).toBe('a text of 10,484,760 characters; one holds 2000')
    expect(sayFault('de', fault)).toBe('ein Text von 10.484.760 Zeichen; einer fasst 2000')
    const problem = problemOf('carte.json', '{"nodes":[{"nodeID":1,"type":"I","text":4}],"edges":[]}')
    if (problem?.code !== 'bad-file') throw new Error('a mistake was taken')
    expect(sayBadFile('fr', problem)).toBe(
      'carte.json, à nodes[0].text\u00a0: «\u00a0text\u00a0» devrait être un texte ("…")',
    )
  })
})
