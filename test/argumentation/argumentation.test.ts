import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { NodeId, RelationId } from '@tablee/shared/ids'
import { countsOf, voicesOf } from '@tablee/shared/argumentation/counts'
import { graphOf, type Edge, type Graph } from '@tablee/shared/argumentation/graph'
import { standingOf, type Status } from '@tablee/shared/argumentation/standing'
import { readBoard } from '@tablee/shared/board/read'
import { contested, empty } from '@tablee/shared/board/samples'
import type { Board, RelationKind } from '@tablee/shared/board/schema'
import { rawNode, rawRelation } from '../support/rawBoard.ts'
import { seeded } from '../support/random.ts'

/** `a -r1-> b` attacks, `a +r1-> b` supports, `a /r2-> r1` undercuts; a group is a fourth part: `a -r1-> b g`. */
function framework(...lines: string[]): Board {
  const doc = new Y.Doc()
  const kinds: Readonly<Record<string, RelationKind>> = { '-': 'attacks', '+': 'supports', '/': 'undercuts' }
  for (const line of lines) {
    const [from = '', arrow = '', to = '', group] = line.split(' ')
    const kind = kinds[arrow.charAt(0)]
    for (const id of kind === undefined || kind === 'undercuts' ? [from] : [from, to])
      if (!doc.getMap('nodes').has(id)) rawNode(doc, id)
    if (kind === undefined) continue
    const id = arrow.slice(1, -2)
    rawRelation(doc, id, from, to, kind)
    const entry = doc.getMap('relations').get(id)
    if (group !== undefined && entry instanceof Y.Map) entry.set('group', group)
  }
  return readBoard(doc)
}

/** `a: stands, b: falls`, nodes only, as a record. */
const standing = (...lines: string[]): Record<string, Status> =>
  Object.fromEntries(standingOf(graphOf(framework(...lines))).nodes)

describe('the graph', () => {
  it('[ARG1] is what the board says: attacks, supports, undercuts of relations, premises as one reason', () => {
    const graph = graphOf(readBoard(contested()))
    expect(graph.nodes).toHaveLength(14)
    const edges = (list: readonly Edge[] | undefined): string[] =>
      (list ?? []).map((edge) => `${edge.from.join('+')} ${edge.kind} ${edge.to}`)
    expect(edges(graph.attacks.get('p1' as NodeId))).toEqual(['a12 attacks p1'])
    expect(edges(graph.attacks.get('p3' as NodeId))).toEqual(['p2 attacks p3'])
    expect(edges(graph.supports.get('p2' as NodeId))).toEqual(['a22+a23 supports p2'])
    expect([...graph.undercuts].map(([edge, by]) => [edge.id, edges(by)])).toEqual([
      ['r-a12', ['a121 undercuts r-a12']],
    ])
  })

  it('[ARG1] a group is of one kind and one target: members that went elsewhere are reasons of their own', () => {
    const graph = graphOf(framework('a -r1-> x g', 'b -r2-> x g', 'c +r3-> x g', 'd -r4-> y g'))
    expect(graph.edges.map((edge) => edge.from.join('+'))).toEqual(['a+b', 'c', 'd'])
  })
})

describe('standing', () => {
  it.each<[string, string[], Record<string, Status>]>([
    ['nobody objects', ['a', 'b +r1-> a'], { a: 'stands', b: 'stands' }],
    ['an attack', ['b -r1-> a'], { a: 'falls', b: 'stands' }],
    ['reinstatement', ['c -r2-> b', 'b -r1-> a'], { a: 'stands', b: 'falls', c: 'stands' }],
    ['an even ring: two that attack each other', ['a -r1-> b', 'b -r2-> a'], { a: 'undecided', b: 'undecided' }],
    ['an odd ring', ['a -r1-> b', 'b -r2-> c', 'c -r3-> a'], { a: 'undecided', b: 'undecided', c: 'undecided' }],
    [
      'an even ring broken from outside',
      ['a -r1-> b', 'b -r2-> a', 'c -r3-> b'],
      { a: 'stands', b: 'falls', c: 'stands' },
    ],
    [
      'what an undecided one attacks',
      ['a -r1-> b', 'b -r2-> a', 'a -r3-> c'],
      { a: 'undecided', b: 'undecided', c: 'undecided' },
    ],
    ['an undercut', ['b -r1-> a', 'c /r2-> r1'], { a: 'stands', b: 'stands', c: 'stands' }],
    [
      'an undercut of an undercut',
      ['b -r1-> a', 'c /r2-> r1', 'd /r3-> r2'],
      { a: 'falls', b: 'stands', c: 'stands', d: 'stands' },
    ],
    [
      'the maker of an undercut is attacked',
      ['b -r1-> a', 'c /r2-> r1', 'd -r3-> c'],
      { a: 'falls', b: 'stands', c: 'falls', d: 'stands' },
    ],
    [
      'two undercut each other’s attacks',
      ['a -r1-> b', 'b -r2-> a', 'a /r3-> r2', 'b /r4-> r1'],
      { a: 'undecided', b: 'undecided' },
    ],
    [
      'an undercut of a support brings nothing down',
      ['b +r1-> a', 'c /r2-> r1'],
      { a: 'stands', b: 'stands', c: 'stands' },
    ],
    ['linked premises attack as one', ['b -r1-> a g', 'c -r2-> a g'], { a: 'falls', b: 'stands', c: 'stands' }],
    [
      'one of the premises falls, and the attack with it',
      ['b -r1-> a g', 'c -r2-> a g', 'd -r3-> c'],
      { a: 'stands', b: 'stands', c: 'falls', d: 'stands' },
    ],
    [
      'each by itself they would not need each other',
      ['b -r1-> a', 'c -r2-> a', 'd -r3-> c'],
      { a: 'falls', b: 'stands', c: 'falls', d: 'stands' },
    ],
    [
      'an undercut of one premise’s relation undercuts the reason',
      ['b -r1-> a g', 'c -r2-> a g', 'd /r3-> r2'],
      { a: 'stands', b: 'stands', c: 'stands', d: 'stands' },
    ],
  ])('[ARG2] %s', (_, lines, expected) => {
    expect(standing(...lines)).toEqual(expected)
  })

  it('[ARG2] relations have a standing too', () => {
    const { relations } = standingOf(
      graphOf(framework('b -r1-> a', 'c /r2-> r1', 'd +r3-> a g', 'e +r4-> a g', 'f -r5-> e')),
    )
    expect(Object.fromEntries(relations)).toEqual({ r1: 'falls', r2: 'stands', r3: 'falls', r4: 'falls', r5: 'stands' })
  })

  /** By the book: arguments and edges, who defeats whom, and the characteristic function iterated from nothing. */
  function byDefinition(graph: Graph): { in: Set<unknown>; out: Set<unknown> } {
    const things: unknown[] = [...graph.nodes, ...graph.edges]
    const attackers = graph.edges.filter((edge) => edge.kind === 'attacks' || edge.kind === 'undercuts')
    const target = (edge: Edge): unknown =>
      edge.kind === 'attacks' ? edge.to : graph.edgeOf.get(edge.to as RelationId)
    const defeats = (edge: Edge, thing: unknown): boolean =>
      target(edge) === thing ||
      (edge.kind === 'attacks' &&
        graph.edges.some((other) => other === thing && other.from.some((premise) => premise === edge.to)))
    let inside = new Set<unknown>()
    for (;;) {
      const defends = (thing: unknown): boolean =>
        attackers.every(
          (edge) => !defeats(edge, thing) || attackers.some((other) => inside.has(other) && defeats(other, edge)),
        )
      const next = new Set(things.filter(defends))
      if (next.size === inside.size) break
      inside = next
    }
    const out = new Set(things.filter((thing) => attackers.some((edge) => inside.has(edge) && defeats(edge, thing))))
    return { in: inside, out }
  }

  it('[ARG3] is the least fixed point of the definition, on random graphs with undercuts and groups', () => {
    const seen: Record<Status, number> = { stands: 0, falls: 0, undecided: 0 }
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 16 }), (chance, size, links) => {
        const random = seeded(chance)
        const lines = Array.from({ length: size }, (_, n) => `n${n}`)
        for (let n = 0; n < links; n += 1) {
          const from = `n${random.below(size)}`
          const kind = random.pick(['-', '-', '-', '/', '/', '+'])
          const to = kind === '/' ? `r${random.below(links)}` : `n${random.below(size)}`
          lines.push(`${from} ${kind}r${n}-> ${to}${random.next() < 0.3 ? ` g${random.below(2)}` : ''}`)
        }
        const graph = graphOf(framework(...lines))
        const book = byDefinition(graph)
        const { nodes, relations } = standingOf(graph)
        const status = (thing: unknown): Status =>
          book.in.has(thing) ? 'stands' : book.out.has(thing) ? 'falls' : 'undecided'
        for (const node of graph.nodes) {
          expect(nodes.get(node)).toBe(status(node))
          seen[status(node)] += 1
        }
        for (const edge of graph.edges) for (const id of edge.relations) expect(relations.get(id)).toBe(status(edge))
      }),
      { numRuns: 1_500, seed: 2_018 },
    )
    for (const status of ['stands', 'falls', 'undecided'] as const) expect(seen[status], status).toBeGreaterThan(300)
  })

  it('[ARG4] a chain of 20,000 attacks overflows nothing', () => {
    const nodes = Array.from({ length: 20_000 }, (_, n) => `n${n}` as NodeId)
    const edges = nodes.slice(1).map(
      (from, n): Edge => ({
        id: `r${n}` as RelationId,
        kind: 'attacks',
        relations: [`r${n}` as RelationId],
        from: [from],
        to: `n${n}` as NodeId,
      }),
    )
    const graph: Graph = {
      nodes,
      edges,
      edgeOf: new Map(edges.map((edge) => [edge.id, edge])),
      attacks: new Map(edges.map((edge) => [edge.to as NodeId, [edge]])),
      supports: new Map(),
      undercuts: new Map(),
    }
    const standings = standingOf(graph).nodes
    expect([
      standings.get('n19999' as NodeId),
      standings.get('n19998' as NodeId),
      standings.get('n0' as NodeId),
    ]).toEqual(['stands', 'falls', 'falls'])
  })
})

describe('counts', () => {
  it('[ARG5] entries by kind, words that stand, and people: seats, and each of the words without one', () => {
    const board = readBoard(contested())
    expect(countsOf(board)).toEqual({
      entries: 14,
      kinds: { issue: 1, position: 3, argument: 6, condition: 1, question: 1, experience: 1, source: 1 },
      relations: 13,
      words: 15,
      seats: ['T3-01', 'T3-02', 'T3-03', 'T3-04', 'T3-05', 'T3-06'],
      people: 6,
      withoutWords: 3,
    })
    expect(voicesOf(board, 'p1' as NodeId)).toEqual({ words: 2, seats: ['T3-01', 'T3-03'], people: 2 }) // one of three withdrawn
    expect(voicesOf(board, 'a12' as NodeId)).toEqual({ words: 2, seats: ['T3-04', 'T3-05'], people: 2 }) // one corrected: counted once
    expect(countsOf(readBoard(empty())).people).toBe(0)
  })
})
