/** Argdown in and out. The real files are read where they lie; none of their text is here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNode, remove, setWording } from '@tablee/shared/board/edit'
import { brokenRules } from '@tablee/shared/board/invariants'
import { readBoard } from '@tablee/shared/board/read'
import { samples } from '@tablee/shared/board/samples'
import type { Board } from '@tablee/shared/board/schema'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { newId, type NodeId, type RelationId } from '@tablee/shared/ids'
import { countComments, readArgdown } from '@tablee/server/exchange/argdown-model'
import { readBeside } from '@tablee/server/exchange/beside'
import { seeded } from '../support/seeded.ts'
import { anyBoard, boardFrom } from './boards.ts'
import { at, importHere, lang, map, problemOf } from './files.ts'

const who = { who: 'organiser', why: 'import' }

function counted(text: string) {
  const { members, relations } = readArgdown(text, () => undefined)
  const relation_types: Record<string, number> = {}
  for (const one of relations) relation_types[one.type] = (relation_types[one.type] ?? 0) + 1
  return {
    arguments: members.filter((one) => one.as === 'argument').length,
    statements: members.filter((one) => one.as === 'statement').length,
    relations: relations.length,
    relation_types,
  }
}

const imported = (text: string): Board => importHere('a.argdown', text).board

const data = resolve(import.meta.dirname, '../../../shared/data')
const has = existsSync(join(data, 'argdown'))
if (!has) console.log('not run: no data (argdown)')

describe.skipIf(!has)('real Argdown files', () => {
  const expected: Record<
    string,
    { arguments: number; statements: number; relations: number; relation_types: Record<string, number> }
  > = has ? JSON.parse(readFileSync(join(data, 'EXPECTED.json'), 'utf8')).argdown : {}
  for (const file of has ? readdirSync(join(data, 'argdown')).filter((name) => name.endsWith('.argdown')) : []) {
    it(`[FMT1] ${file} imports with the expected counts, and import -> export -> import is equal`, async () => {
      const want = expected[file]
      const board = imported(readFileSync(join(data, 'argdown', file), 'utf8'))
      expect(brokenRules(board)).toEqual([])
      const out = exportArgdown(board)
      const counts = counted(out.text)
      expect(counts).toEqual({
        arguments: want?.arguments,
        statements: want?.statements,
        relations: want?.relations,
        relation_types: want?.relation_types,
      })
      expect(counts).toEqual(out.counts)
      expect(map(imported(out.text))).toEqual(map(board))
    })
  }
})

describe('any board as Argdown', () => {
  for (const [name, make] of Object.entries(samples)) {
    it(`[FMT2] sample "${name}" parses with the published parser, with the same counts, and comes back equal`, async () => {
      const board = readBoard(make())
      const out = exportArgdown(board)
      expect(counted(out.text)).toEqual(out.counts)
      if (name !== 'cyclic' && name !== 'empty') expect(map(imported(out.text)), out.text).toEqual(map(board))
    })
  }

  it('[FMT2] boards with any text parse with the same counts, and every wording comes back', async () => {
    let relations = 0
    let undercuts = 0
    fc.assert(
      fc.property(anyBoard, fc.boolean(), (want, full) => {
        const board = readBoard(boardFrom(want, full))
        relations += board.relations.size
        undercuts += [...board.relations.values()].filter((one) => one.kind === 'undercuts').length
        const out = exportArgdown(board)
        const counts = counted(out.text)
        // A structure moves relations of its argument to its conclusion; then the parser may count fewer. Never without one.
        if (!full) expect(counts, out.text).toEqual(out.counts)
        else
          expect([counts.arguments, counts.statements], out.text).toEqual([out.counts.arguments, out.counts.statements])
        if (full) return
        if (board.nodes.size === 0) return
        const back = imported(out.text)
        const wordings = (one: Board) => [...one.nodes.values()].map((node) => `${node.kind} ${node.wording}`).sort()
        expect(wordings(back), out.text).toEqual(wordings(board))
        const kinds = (one: Board) => [...one.relations.values()].map((relation) => relation.kind).sort()
        const ownDoubt = (id: RelationId): boolean => {
          const relation = board.relations.get(id)
          const target = relation?.kind === 'undercuts' ? board.relations.get(relation.to as RelationId) : undefined
          return target !== undefined && target.from === relation?.from
        }
        const doubts = [...board.relations.keys()].filter(ownDoubt).length
        expect(out.left['self-undercuts'] ?? 0).toBe(doubts)
        if (doubts === 0) expect(kinds(back), out.text).toEqual(kinds(board))
      }),
      { numRuns: Number(process.env['ARGDOWN_RUNS'] ?? 300) },
    )
    expect(relations).toBeGreaterThan(100)
    expect(undercuts).toBeGreaterThan(10)
  }, 120_000)

  it('[FMT2] a wording may say what no title may', () => {
    for (const text of ['<constructor><', 'a [toString] b', '[ __proto__ ]: x', '\\[valueOf]']) {
      const node = { kind: 'issue', text, statement: false } as const
      const board = readBoard(boardFrom({ nodes: [node, { ...node, kind: 'argument' }], links: [], said: [] }, false))
      expect(map(imported(exportArgdown(board).text))).toEqual(map(board))
    }
  })

  it('[FMT2] a chain of 2,000 nodes comes out and back', async () => {
    const random = seeded(3).bytes
    const doc = new Y.Doc()
    let before: NodeId | null = null
    doc.transact(() => {
      for (let n = 0; n < 2_000; n++) {
        const id = newId<NodeId>(random)
        addNode(doc, who, {
          id,
          kind: n === 0 ? 'issue' : 'argument',
          wording: `Step ${n}`,
          lang,
          at,
          ...(before ? { place: { relation: newId<RelationId>(random), kind: 'supports', to: before } } : {}),
        })
        before = id
      }
    })
    const board = readBoard(doc)
    const out = exportArgdown(board)
    const back = imported(out.text)
    expect(back.nodes.size).toBe(2_000)
    expect(back.relations.size).toBe(1_999)
  }, 60_000)

  it('[FMT3] a changed board stays exportable: words of removed nodes do not travel', () => {
    const random = seeded(4).bytes
    const doc = new Y.Doc()
    const id = newId<NodeId>(random)
    addNode(doc, who, { id, kind: 'issue', wording: 'Gone', lang, at })
    setWording(doc, who, id, 'Still here')
    expect(exportArgdown(readBoard(doc)).text).toContain('[Still here]')
    remove(doc, who, id)
    expect(exportArgdown(readBoard(doc)).text).not.toContain('Still here')
  })
})

describe('files that are not what they say', () => {
  it('[FMT4] a mistake is told with its line, and nothing is planned', () => {
    const read = (text: string) => problemOf('bad.argdown', text)
    expect(read('')).toMatchObject({ code: 'bad-file', file: 'bad.argdown', why: { code: 'empty' } })
    expect(read('[A]: text\n\n<B>: c {kind: [}\n\n')).toMatchObject({ line: 3, why: { code: 'argdown-data' } })
    expect(read(`[A]: fine\n\n[B]: ${'x'.repeat(2_100)}\n`)).toMatchObject({ line: 3, why: { code: 'text-too-long' } })
    expect(read('[A]: fine\n\n(1) only a premise\n')).toMatchObject({ why: { code: 'argdown-broken' } })
    expect(read('# only a heading\n')).toMatchObject({ why: { code: 'nothing-in-it' } })
  }, 60_000)

  it('[FMT4] a title that breaks the parser’s look-ups is told with its line', () => {
    for (const title of ['__proto__', 'constructor', 'toString'])
      for (const text of [`[A]: one\n  + <${title}>: two\n`, `[A]: one\n\n[${title}]: two\n`])
        expect(problemOf('a.argdown', text)).toMatchObject({ why: { code: 'reserved-title', values: { title } } })
    expect(problemOf('a.argdown', '[A]: one\n  + <__proto__>: two\n')).toMatchObject({ line: 2 })
  })

  it('[FMT9] comments, tags, emphasis and settings of a file are counted, not dropped in silence', () => {
    const text =
      '===\ntitle: T\nauthor: somebody\n===\n\n// one\n[A]: a **bold** word #tag /* two */ [address](https://a.b//c)\n  + <B>: "// no comment" <!-- three -->\n'
    expect(countComments('\\/\\/ no [x](http://a//b) "// no" // yes\n')).toBe(1)
    const { left } = importHere('a.argdown', text)
    expect(left).toMatchObject({ comments: 3, tags: 1, emphasis: 1, 'link-addresses': 1, 'front-matter': 2 })
  })

  const beside = (text: string, more: Parameters<typeof readBeside>[1] = {}) =>
    readBeside({ bytes: new TextEncoder().encode(text), fileName: 'hostile', at, lang }, { deadlineMs: 1_500, ...more })

  it('[FMT5] hostile text ends in an answer, and the event loop goes on', async () => {
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 20)
    for (const text of [
      '['.repeat(200_000),
      `<a>: ${'{'.repeat(100_000)}`,
      `${Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}+ <a${n}>`).join('\n')}`,
      '===\na: &a [1,1]\nb: [*a,*a]\n===\n\n[x]: x\n  + <y>: y\n',
    ])
      expect(typeof (await beside(text)).ok).toBe('boolean')
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(5)
    expect(await beside('x'.repeat(10 * 1024 * 1024 + 1))).toMatchObject({ ok: false, problem: { code: 'too-large' } })
  }, 60_000)

  it('[FMT6] work can be taken back', async () => {
    const stop = new AbortController()
    const text = Array.from({ length: 60_000 }, (_, n) => `[S${n}]: sentence number ${n}\n`).join('\n')
    // However long a busy machine takes to begin: it is the sender who ends it.
    const result = await beside(text, { signal: stop.signal, onProgress: () => stop.abort(), deadlineMs: 60_000 })
    expect(result).toEqual({ ok: false, problem: { code: 'closed' } })
  }, 90_000)
})
