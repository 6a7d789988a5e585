/** Argdown in and out. The real files are read where they lie; none of their text is here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNode, relate, remove, setWording } from '@tablee/shared/board/edit'
import { brokenRules } from '@tablee/shared/board/invariants'
import { readBoard } from '@tablee/shared/board/read'
import { samples } from '@tablee/shared/board/samples'
import { nodeKinds, relationKinds, type Board } from '@tablee/shared/board/schema'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { newId, type GroupId, type Lang, type NodeId, type RelationId } from '@tablee/shared/ids'
import { applyPlan, importArgdown } from '@tablee/server/exchange/argdown-import'
import { readArgdown } from '@tablee/server/exchange/argdown-model'
import { seeded } from '../support/seeded.ts'

const at = 1_700_000_000_000
const who = { who: 'organiser', why: 'import' }
const lang = 'en' as Lang

function counted(text: string) {
  const read = readArgdown(text, () => undefined)
  if ('mistake' in read) throw new Error(`line ${read.mistake.line}: ${read.mistake.why}`)
  const { members, relations } = read.model
  const relation_types: Record<string, number> = {}
  for (const one of relations) relation_types[one.type] = (relation_types[one.type] ?? 0) + 1
  return {
    arguments: members.filter((one) => one.as === 'argument').length,
    statements: members.filter((one) => one.as === 'statement').length,
    relations: relations.length,
    relation_types,
  }
}

async function imported(text: string, seed = 1): Promise<Board> {
  const plan = await importArgdown(text, { fileName: 'a.argdown', random: seeded(seed).bytes, at, lang })
  if (!plan.ok) throw new Error(JSON.stringify(plan.problem))
  const doc = new Y.Doc()
  expect(applyPlan(doc, who, plan.value)).toEqual({ ok: true, value: null })
  return readBoard(doc)
}

/** A board without its ids: what two imports of one text must share. */
function content(board: Board) {
  const index = new Map(board.outline.map((item, n) => [item.node, n]))
  const relations = [...board.relations.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  const groups = new Map<string, number>()
  const groupOf = (id: string | null) =>
    id === null ? null : (groups.get(id) ?? (groups.set(id, groups.size), groups.size - 1))
  const name = (id: string): unknown =>
    index.get(id as NodeId) ??
    (() => {
      const relation = board.relations.get(id as RelationId)
      return relation ? [relation.kind, index.get(relation.from), name(relation.to)] : null
    })()
  return {
    nodes: board.outline.map((item) => {
      const node = board.nodes.get(item.node)
      return [item.number, item.depth, node?.kind, node?.lang, node?.wording, node?.id.startsWith('st-')]
    }),
    relations: relations
      .map((one) => [one.kind, index.get(one.from), name(one.to), groupOf(one.group)])
      .sort((a, b) => (JSON.stringify(a.slice(0, 3)) < JSON.stringify(b.slice(0, 3)) ? -1 : 1)),
  }
}

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
      const board = await imported(readFileSync(join(data, 'argdown', file), 'utf8'))
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
      expect(content(await imported(out.text, 2))).toEqual(content(board))
    })
  }
})

describe('any board as Argdown', () => {
  for (const [name, make] of Object.entries(samples)) {
    it(`[FMT2] sample "${name}" parses with the published parser, with the same counts, and comes back equal`, async () => {
      const board = readBoard(make())
      const out = exportArgdown(board)
      expect(counted(out.text)).toEqual(out.counts)
      if (name !== 'cyclic') expect(content(await imported(out.text, 2)), out.text).toEqual(content(board))
    })
  }

  it('[FMT2] boards with any text parse with the same counts, and every wording comes back', async () => {
    const piece = fc.constantFrom(
      '+ ',
      '- ',
      '_ ',
      '<',
      '>',
      '[',
      ']',
      '{',
      '}',
      '(1)',
      '#tag',
      '@',
      '//',
      '/*',
      '*/',
      '<!--',
      '===',
      '----',
      ':',
      '::',
      '.a.b.',
      '\\',
      '\\ ',
      '*',
      '**b**',
      '_i_',
      '"',
      "'",
      '\n',
      '\r\n',
      '\n\n',
      '  ',
      '\t',
      '😀',
      'قطار',
      'شارع؟',
      '¿Qué?',
      'Straße',
      '1. ',
      '* ',
      ':heart:',
      '>:',
      ']:',
      'constructor',
      '__proto__',
      'Untitled 1',
      '-->',
      '><',
      '=',
      ',',
      '%',
      '&amp;',
      '\u2028',
      '\u200b',
      '\ud800',
      'null',
      'true',
      '~',
      '|',
      '...',
      'http://a.b.c/d?e=f',
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ maxLength: 200 }),
      fc.constantFrom('', 'A: b', 'Same', 'Same', 'toString'),
    )
    const made = fc.record({
      nodes: fc.array(fc.record({ kind: fc.constantFrom(...nodeKinds), text, statement: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      links: fc.array(
        fc.record({
          kind: fc.constantFrom(...relationKinds),
          from: fc.nat(),
          to: fc.nat(),
          group: fc.option(fc.nat(2)),
        }),
        { maxLength: 20 },
      ),
    })
    let relations = 0
    let undercuts = 0
    await fc.assert(
      fc.asyncProperty(made, fc.boolean(), async (want, full) => {
        const random = seeded(7).bytes
        const doc = new Y.Doc()
        const ids: NodeId[] = []
        const rels: RelationId[] = []
        for (const one of want.nodes) {
          const id = `${one.statement && full ? 'st-' : ''}${newId<NodeId>(random)}` as NodeId
          const added = addNode(doc, who, { id, kind: one.kind, wording: one.text, lang, at })
          if (added.ok) ids.push(id)
        }
        for (const one of want.links) {
          const id = newId<RelationId>(random)
          const from = ids[one.from % ids.length]
          const to = one.kind === 'undercuts' ? rels[one.to % Math.max(1, rels.length)] : ids[one.to % ids.length]
          if (!from || !to) continue
          const group = one.group === null ? null : (`g${one.group}` as GroupId)
          if (relate(doc, who, { id, kind: one.kind, from, to, at, group }).ok) rels.push(id)
        }
        const board = readBoard(doc)
        relations += board.relations.size
        undercuts += [...board.relations.values()].filter((one) => one.kind === 'undercuts').length
        const out = exportArgdown(board)
        const read = readArgdown(out.text, () => undefined)
        if ('mistake' in read) throw new Error(`${read.mistake.line}: ${read.mistake.why}\n${out.text}`)
        const counts = counted(out.text)
        // A structure moves relations of its argument to its conclusion; then the parser may count fewer. Never without one.
        if (!full) expect(counts, out.text).toEqual(out.counts)
        else
          expect([counts.arguments, counts.statements], out.text).toEqual([out.counts.arguments, out.counts.statements])
        if (full) return
        const { planOf } = await import('@tablee/server/exchange/argdown-import')
        const plan = planOf(read.model, { fileName: 'a', random: seeded(9).bytes, at, lang })
        if (!plan.ok) throw new Error(JSON.stringify(plan.problem))
        const again = new Y.Doc()
        expect(applyPlan(again, who, plan.value).ok).toBe(true)
        const back = readBoard(again)
        const wordings = (one: Board) => [...one.nodes.values()].map((node) => `${node.kind} ${node.wording}`).sort()
        expect(wordings(back), out.text).toEqual(wordings(board))
        const kinds = (one: Board) => [...one.relations.values()].map((relation) => relation.kind).sort()
        const ownDoubt = (id: RelationId): boolean => {
          const relation = board.relations.get(id)
          const target = relation?.kind === 'undercuts' ? board.relations.get(relation.to as RelationId) : undefined
          return target !== undefined && target.from === relation?.from
        }
        const doubts = [...board.relations.keys()].filter(ownDoubt).length
        expect(out.dropped.selfDoubts).toBe(doubts)
        if (doubts === 0) expect(kinds(back), out.text).toEqual(kinds(board))
      }),
      { numRuns: Number(process.env['ARGDOWN_RUNS'] ?? 300) },
    )
    expect(relations).toBeGreaterThan(100)
    expect(undercuts).toBeGreaterThan(10)
  }, 120_000)

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
    const back = await imported(out.text)
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
  it('[FMT4] a mistake is told with its line, and nothing is planned', async () => {
    const read = async (text: string) =>
      importArgdown(text, { fileName: 'bad.argdown', random: seeded(1).bytes, at, lang })
    expect(await read('')).toMatchObject({ ok: false, problem: { code: 'bad-file', file: 'bad.argdown' } })
    expect(await read('[A]: text\n\n<B>: c {kind: [}\n\n')).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', line: 3 },
    })
    expect(await read(`[A]: fine\n\n[B]: ${'x'.repeat(2_100)}\n`)).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', line: 3 },
    })
    const broken = await read('[A]: fine\n\n(1) only a premise\n')
    expect(broken).toMatchObject({ ok: false, problem: { code: 'bad-file' } })
    expect(await read('x'.repeat(10 * 1024 * 1024 + 1))).toMatchObject({ ok: false, problem: { code: 'too-large' } })
  }, 60_000)

  it('[FMT5] hostile text ends in an answer, and the event loop goes on', async () => {
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 20)
    const read = (text: string) =>
      importArgdown(text, { fileName: 'hostile', random: seeded(1).bytes, at, lang, deadlineMs: 5_000 })
    for (const text of [
      '['.repeat(200_000),
      '{'.repeat(100_000),
      `${Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}+ <a${n}>`).join('\n')}`,
      '===\na: &a [1,1]\nb: [*a,*a]\n===\n\n[constructor]: x\n  + <__proto__>: y\n',
    ]) {
      const result = await read(text)
      expect(typeof result.ok).toBe('boolean')
    }
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(5)
  }, 60_000)

  it('[FMT6] work can be taken back', async () => {
    const stop = new AbortController()
    const text = Array.from({ length: 60_000 }, (_, n) => `[S${n}]: sentence number ${n}\n`).join('\n')
    const result = await importArgdown(text, {
      fileName: 'big',
      random: seeded(1).bytes,
      at,
      lang,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect(result).toEqual({ ok: false, problem: { code: 'closed' } })
  })
})
