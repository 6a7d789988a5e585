/** The map's layout: a pure function from an outline to places. */
import { describe, expect, it } from 'vitest'
import { layOut } from '@tablee/client/ui/map/layout'
import type { Box, MapCard, MapInput } from '@tablee/client/ui/map/types'
import { seeded } from '../support/seeded.ts'

const card = (id: string, parent: string | null, more: Partial<MapCard> = {}): MapCard => ({
  id,
  parent,
  loose: false,
  holds: 0,
  width: 228,
  height: 90,
  relation: parent === null ? null : { id: `r-${id}`, kind: 'supports', to: parent, group: null },
  ...more,
})
const over = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const places = (input: MapInput, previous?: ReadonlyMap<string, Box>) =>
  new Map(layOut(input, previous).cards.map((one) => [one.id, one]))

function anyMap(seed: number, size: number): MapInput {
  const { next: chance } = seeded(seed)
  const kinds = ['answers', 'supports', 'attacks', 'qualifies', 'illustrates', 'cites', 'undercuts'] as const
  const cards: MapCard[] = []
  for (let n = 0; n < size; n += 1) {
    const above = n === 0 || chance() < 0.08 ? null : (cards[Math.floor(chance() * cards.length)] ?? null)
    const kind = kinds[Math.floor(chance() * kinds.length)] ?? 'supports'
    cards.push(
      card(`c${n}`, above?.id ?? null, {
        loose: above === null && n > 0,
        width: n === 0 ? 330 : 228,
        height: 60 + Math.floor(chance() * 200),
        relation:
          above === null
            ? null
            : {
                id: `r${n}`,
                kind,
                to: kind === 'undercuts' ? (above.relation?.id ?? above.id) : above.id,
                group: null,
              },
      }),
    )
  }
  return {
    cards,
    references: cards
      .slice(1, 6)
      .map((one, n) => ({ id: `x${n}`, kind: 'attacks', from: one.id, to: cards[0]?.id ?? '' })),
  }
}

describe('the map', () => {
  it('[MAP1] no two cards lie on one another, whatever the outline', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const laid = layOut(anyMap(seed, 5 + seed)).cards
      const pairs = laid.flatMap((a, n) =>
        laid
          .slice(n + 1)
          .filter((b) => over(a, b))
          .map((b) => `${a.id} ${b.id}`),
      )
      expect(pairs, `seed ${seed}`).toEqual([])
      expect(laid.length).toBe(5 + seed)
    }
  })

  it('[MAP2] children lie beneath their parent, in the order of the outline', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const input = anyMap(seed, 40)
      const at = places(input)
      for (const { id, parent } of input.cards) {
        const [child, above] = [at.get(id), at.get(parent ?? '')]
        if (child && above) expect(child.y, `seed ${seed}`).toBeGreaterThan(above.y + above.h)
      }
      const pair = input.cards.filter((one) => one.parent === 'c0')
      const [first, second] = pair
      if (first && second) expect((at.get(first.id)?.x ?? 0) < (at.get(second.id)?.x ?? 0)).toBe(true)
    }
  })

  it('[MAP3] a new loose card goes into free space and moves nothing', () => {
    const before: MapInput = {
      cards: [
        card('i', null),
        card('a', 'i'),
        card('b', 'i'),
        card('l1', null, { loose: true }),
        card('l2', null, { loose: true }),
      ],
      references: [],
    }
    const was = places(before)
    const now = places({ ...before, cards: [...before.cards, card('l3', null, { loose: true })] }, was)
    for (const [id, box] of was) expect(now.get(id)).toEqual(box)
    const third = now.get('l3')
    expect(third && [...was.values()].some((box) => over(box, third))).toBe(false)
  })

  it('[MAP5] an undercut’s line ends on the mark of the relation it doubts', () => {
    const { edges, marks } = layOut({
      cards: [
        card('i', null),
        card('a', 'i'),
        card('u', 'a', { relation: { id: 'r-u', kind: 'undercuts', to: 'r-a', group: null } }),
      ],
      references: [],
    })
    const mark = marks.find((one) => one.id === 'r-a')
    const line = edges.find((one) => one.id === 'r-u')
    const end = line?.path.match(/L(-?[\d.]+) (-?[\d.]+)$/)
    expect(mark && end && [Number(end[1]), Number(end[2])]).toEqual(mark && [mark.x - 14, mark.y])
  })

  it('[MAP6] 2,000 cards are laid out at once', () => {
    const started = performance.now()
    layOut(anyMap(7, 2_000))
    const took = performance.now() - started
    console.log(`2,000 cards laid out in ${took.toFixed(0)} ms (1,000 on a machine that does nothing else)`)
    expect(took).toBeLessThan(10_000)
  })
})
