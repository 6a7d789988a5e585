/**
 * Every file of the real sets under data/: they import with the counts of EXPECTED.json, leave in each format and come
 * back equal. Read where they lie; none of their text is here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenRules } from '@tablee/shared/board/invariants'
import type { Board, RelationKind } from '@tablee/shared/board/schema'
import { graphOf as argumentGraph } from '@tablee/shared/argumentation/graph'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { exportKialo } from '@tablee/shared/formats/kialo'
import { exportXaif } from '@tablee/shared/formats/xaif'
import { content, gist, importHere, map, type Imported } from './files.ts'
import { csvOf } from './tables.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const graphs = join(data, 'argument-graphs')
const ofItself = 'contrast: opposition'
const has = existsSync(join(graphs, 'arg-microtexts'))
if (!has) console.log('not run: no data (argument-graphs)')
const expected = has ? JSON.parse(readFileSync(join(data, 'EXPECTED.json'), 'utf8')) : {}
const text = (...path: string[]): string => readFileSync(join(graphs, ...path), 'utf8')
const names = (...path: string[]): string[] => readdirSync(join(graphs, ...path)).sort()

const kinds = (boards: readonly Board[]): Partial<Record<RelationKind, number>> => {
  const counts: Partial<Record<RelationKind, number>> = {}
  for (const board of boards) for (const one of board.relations.values()) counts[one.kind] = (counts[one.kind] ?? 0) + 1
  return counts
}
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0)
const told = (all: readonly Imported[], code: keyof Imported['left']): number => sum(all, (one) => one.left[code] ?? 0)

/** Out in each format and in again: whole where the format holds it all, the same from the second time on where not. */
function roundTrips(name: string, { board, doc }: Imported): void {
  expect(brokenRules(doc), name).toEqual([])
  expect(content(importHere('map.json', exportXaif(board).text).board), name).toEqual(content(board))
  expect(content(importHere('set.zip', csvOf(doc)).board), name).toEqual(content(board))
  expect(map(importHere('map.argdown', exportArgdown(board).text).board), name).toEqual(map(board))
  const once = importHere('map.txt', exportKialo(board).text).board
  const twice = importHere('map.txt', exportKialo(once).text).board
  expect(gist(twice), name).toEqual(gist(once))
  expect(gist(once).texts, name).toEqual(gist(board).texts)
}

describe.skipIf(!has)('real argument graphs', () => {
  for (const language of ['en', 'de'] as const)
    it(`[FMT10] all microtexts (${language}) import with the expected counts; out and in again they are equal`, () => {
      const want = expected['argument-graphs/arg-microtexts'][language]
      const files = names('arg-microtexts', language).filter((one) => one.endsWith('.xml'))
      const all = files.map((one) => importHere(one, text('arg-microtexts', language, one)))
      expect(files).toHaveLength(want.graphs)
      expect(new Set(all.map((one) => one.format))).toEqual(new Set(['arggraph']))
      const boards = all.map((one) => one.board)
      expect(sum(boards, (one) => one.nodes.size)).toBe(want.adus)
      expect(want.adu_types.pro + want.adu_types.opp).toBe(told(all, 'roles'))
      const types = want.edge_types
      expect(sum(boards, (one) => one.relations.size)).toBe(want.edges - types.seg)
      // A further premise is of its edge's kind, in one group with it: one reason.
      const reasons = boards.flatMap((one) => argumentGraph(one).edges.map((edge) => edge.kind))
      const of = (kind: RelationKind): number => reasons.filter((one) => one === kind).length
      expect([of('supports'), of('attacks'), of('undercuts'), of('illustrates')]).toEqual([
        types.sup,
        types.reb,
        types.und,
        types.exa,
      ])
      expect(sum(boards, (one) => one.relations.size) - reasons.length).toBe(types.add)
      expect(sum(boards, (one) => one.nodes.size) + told(all, 'joined-units')).toBe(want.edus)
      expect(told(all, 'roles')).toBe(want.adus)
      expect(told(all, 'stance')).toBe(want.graphs - want.stance.None)
      all.forEach((one, index) => roundTrips(files[index] ?? '', one))
    })

  it('[FMT10] all AIF node sets import with the expected counts; out and in again they are equal', () => {
    const want = expected['argument-graphs/arg-microtexts-aif']
    const files = names('arg-microtexts-aif').filter((one) => one.endsWith('.json'))
    const all = files.map((one) => importHere(one, text('arg-microtexts-aif', one)))
    expect(files).toHaveLength(want.nodesets)
    expect(new Set(all.map((one) => one.format))).toEqual(new Set(['aif']))
    const boards = all.map((one) => one.board)
    expect(sum(boards, (one) => one.nodes.size)).toBe(want.node_types.I)
    const ends = { supports: 0, attacks: 0 }
    for (const board of boards)
      for (const edge of argumentGraph(board).edges)
        ends[edge.kind === 'attacks' || edge.kind === 'undercuts' ? 'attacks' : 'supports'] += 1
    expect(ends).toEqual({ supports: want.node_types.RA, attacks: want.node_types.CA })
    expect(told(all, 'times')).toBe(want.nodes)
    expect(sum(boards, (one) => JSON.parse(exportXaif(one).text).AIF.edges.length)).toBe(want.edges)
    // The names AIFdb gave its nodes are given back.
    const out = JSON.parse(exportXaif(boards[0] as Board).text).AIF
    const first = JSON.parse(text('arg-microtexts-aif', files[0] ?? ''))
    expect(
      new Set(
        out.nodes
          .filter((one: { type: string }) => one.type === 'I')
          .map((one: { nodeID: number }) => String(one.nodeID)),
      ),
    ).toEqual(
      new Set(
        first.nodes.filter((one: { type: string }) => one.type === 'I').map((one: { nodeID: string }) => one.nodeID),
      ),
    )
    expect(out.edges).toHaveLength(first.edges.length)
    all.forEach((one, index) => roundTrips(files[index] ?? '', one))
  })

  it('[FMT10] all ArgAEL pairs import with the expected counts, rel_type kept; out and in again they are equal', () => {
    const want = expected['argument-graphs/decide-madrid-argael']
    const stems = names('decide-madrid-argael').flatMap((one) => /^(.*)_arg_comp\.csv$/.exec(one)?.[1] ?? [])
    expect(stems).toHaveLength(want.proposals)
    const all = stems.map((stem) =>
      importHere(`${stem}.zip`, {
        [`${stem}_arg_comp.csv`]: text('decide-madrid-argael', `${stem}_arg_comp.csv`),
        [`${stem}_arg_rel.csv`]: text('decide-madrid-argael', `${stem}_arg_rel.csv`),
      }),
    )
    const boards = all.map((one) => one.board)
    expect(sum(boards, (one) => one.nodes.size)).toBe(want.components)
    const positions = sum(boards, (one) => [...one.nodes.values()].filter((node) => node.kind === 'position').length)
    expect(positions).toBe(want.component_types['major claim'])
    expect(sum(boards, (one) => one.nodes.size) - positions).toBe(
      want.component_types.claim + want.component_types.premise,
    )
    // One relation leads from a component to itself: it is told, and not on the board.
    expect(told(all, 'self-links')).toBe(1)
    expect(sum(boards, (one) => one.relations.size) + 1).toBe(want.relations)
    const labels: Record<string, number> = {}
    for (const board of boards)
      for (const one of board.relations.values()) labels[one.label ?? ''] = (labels[one.label ?? ''] ?? 0) + 1
    // The one to itself was of this type.
    expect(labels).toEqual({ ...want.relation_types, [ofItself]: want.relation_types[ofItself] - 1 })
    const found = kinds(boards)
    expect([found.supports, (found.attacks ?? 0) + 1]).toEqual([want.intents.support, want.intents.attack])
    expect(all.every((one) => one.left.annotators === 1)).toBe(true)
    all.forEach((one, index) => roundTrips(stems[index] ?? '', one))
  })

  it('[FMT10] all Argdown files leave in each format and come back equal', () => {
    for (const name of readdirSync(join(data, 'argdown')).filter((one) => one.endsWith('.argdown')))
      roundTrips(name, importHere(name, readFileSync(join(data, 'argdown', name), 'utf8')))
  })
})
