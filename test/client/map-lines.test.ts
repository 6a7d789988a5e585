/** Whether anyone can follow a line of the map: lines that mean different things keep ways of their own. */
import { layOut } from '@tablee/client/ui/map/layout'
import type { MapCard, MapEdge, MapInput, MapReference } from '@tablee/client/ui/map/types'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

/** How many maps; their seeds are their numbers. */
const seeds = Number(process.env['LINES_SEEDS'] ?? 60)

const kinds = ['supports', 'supports', 'attacks', 'attacks', 'qualifies', 'illustrates', 'cites', 'undercuts'] as const

/** A table's map: some positions, reasons of all kinds beneath them, some levels deep, and a few links across. */
function aMap(seed: number, size: number): MapInput {
  const { next: chance } = seeded(seed)
  const below = (n: number) => Math.floor(chance() * n)
  const cards: MapCard[] = [card('c0', null)]
  const positions = 2 + below(4)
  for (let n = 1; n < size; n += 1) {
    const above = n <= positions ? cards[0] : cards[1 + below(cards.length - 1)]
    if (!above) continue
    const kind = n <= positions ? 'answers' : (kinds[below(kinds.length)] ?? 'supports')
    const doubts = kind === 'undercuts' && above.relation !== null
    cards.push(
      card(
        `c${n}`,
        {
          id: `r${n}`,
          kind: doubts ? 'undercuts' : kind === 'undercuts' ? 'attacks' : kind,
          to: doubts ? (above.relation?.id ?? '') : above.id,
          group: null,
        },
        above.id,
        70 + below(120),
      ),
    )
  }
  // Parents stand before their children, children beside one another, as in the outline.
  const order: MapCard[] = []
  const walk = (one: MapCard) => {
    order.push(one)
    for (const child of cards) if (child.parent === one.id) walk(child)
  }
  walk(cards[0] as MapCard)
  const references: MapReference[] = Array.from({ length: Math.floor(size / 10) }, (_, n) => ({
    id: `also${n}`,
    kind: 'supports' as const,
    from: `c${1 + below(size - 1)}`,
    to: `c${1 + below(size - 1)}`,
  })).filter(({ from, to }) => from !== to)
  return { cards: order, references }
}
const card = (id: string, relation: MapCard['relation'], parent: string | null = null, height = 90): MapCard => ({
  id,
  parent,
  relation,
  loose: false,
  holds: 0,
  width: parent === null ? 330 : 228,
  height,
})

type Stretch = { readonly along: 'x' | 'y'; readonly at: number; readonly from: number; readonly to: number }
/** The straight stretches of a path of right angles; a rounded corner counts as the corner that it rounds. */
function stretches(path: string): Stretch[] {
  const points: [number, number][] = []
  for (const [, sign, numbers] of path.matchAll(/([MLQ])([^MLQ]*)/g)) {
    const [a = 0, b = 0] = (numbers ?? '').trim().split(/\s+/).map(Number)
    // Before each corner stands the place where its rounding begins.
    if (sign === 'Q') points.pop()
    points.push([a, b])
  }
  return points.slice(1).map(([x, y], n) => {
    const [x0, y0] = points[n] ?? [0, 0]
    return Math.abs(x - x0) < 0.5
      ? { along: 'y', at: x, from: Math.min(y, y0), to: Math.max(y, y0) }
      : { along: 'x', at: y, from: Math.min(x, x0), to: Math.max(x, x0) }
  })
}
/** Lines of one sort to one entry are one line that branches. */
const meaning = (edge: MapEdge, cards: readonly MapCard[]): string => {
  if (edge.also) return edge.id
  const of = cards.find((one) => one.relation?.id === edge.id)
  return `${of?.relation?.to ?? edge.id} ${edge.kind}`
}

/** How far lines that mean different things lie on one another, in pixels. */
function shared(input: MapInput): { readonly length: number; readonly which: string[] } {
  const { edges } = layOut(input)
  const all = edges.flatMap((edge) =>
    stretches(edge.path).map((one) => ({ ...one, edge, means: meaning(edge, input.cards) })),
  )
  let length = 0
  const which: string[] = []
  for (const [n, a] of all.entries())
    for (const b of all.slice(n + 1)) {
      if (a.means === b.means || a.along !== b.along || Math.abs(a.at - b.at) > 2.5) continue
      const over = Math.min(a.to, b.to) - Math.max(a.from, b.from)
      if (over <= 6) continue
      length += over
      which.push(
        `${a.edge.kind}${a.edge.also ? ' also' : ''} and ${b.edge.kind}${b.edge.also ? ' also' : ''}: ${Math.round(over)}`,
      )
    }
  return { length, which }
}

describe('lines', () => {
  it('[MAP23] lines that mean different things never lie on one another', () => {
    const amiss: string[] = []
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { which } = shared(aMap(seed, 12 + (seed % 90)))
      if (which.length > 0) amiss.push(`seed ${seed}: ${which.join('; ')}`)
    }
    expect(amiss).toEqual([])
  })
})
