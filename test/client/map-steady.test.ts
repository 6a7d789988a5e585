/** The map while others work on it: what somebody looks at holds still. */
import { describe, expect, it } from 'vitest'
import { firstLook, fitWhole, gathered, readable, reveal } from '@tablee/client/ui/map/camera'
import { layOut } from '@tablee/client/ui/map/layout'
import { layOutSteadily } from '@tablee/client/ui/map/steady'
import type { Box, MapCard, MapLayout } from '@tablee/client/ui/map/types'
import { seeded, type Random } from '../support/seeded.ts'

const kinds = ['supports', 'attacks', 'qualifies', 'illustrates', 'cites', 'undercuts'] as const

function cardBeneath(id: string, above: MapCard | null, chance: Random): MapCard {
  const kind = above === null ? 'answers' : above.parent === null ? 'answers' : chance.pick(kinds)
  return {
    id,
    parent: above?.id ?? null,
    loose: above === null && id !== 'c0',
    holds: 0,
    width: id === 'c0' ? 330 : 228,
    height: 60 + chance.below(140),
    relation: above && {
      id: `r-${id}`,
      kind,
      to: kind === 'undercuts' ? (above.relation?.id ?? above.id) : above.id,
      group: null,
    },
  }
}
/** In the order of an outline: a child stands behind its parent's other descendants. */
function inserted(cards: readonly MapCard[], card: MapCard): MapCard[] {
  const within = new Set([card.parent])
  let at = cards.findIndex(({ id }) => id === card.parent)
  if (at < 0) return [...cards, card]
  for (at += 1; at < cards.length && within.has(cards[at]?.parent ?? ''); at += 1) within.add(cards[at]?.id ?? '')
  return [...cards.slice(0, at), card, ...cards.slice(at)]
}
const over = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w - 0.5 && b.x < a.x + a.w - 0.5 && a.y < b.y + b.h - 0.5 && b.y < a.y + a.h - 0.5
const overlaps = ({ cards }: MapLayout): string[] =>
  cards.flatMap((a, n) => cards.slice(n + 1).flatMap((b) => (over(a, b) ? `${a.id} ${b.id}` : [])))
const at = (layout: MapLayout) => new Map(layout.cards.map((card) => [card.id, card]))
const windowAround = (box: Box): Box => ({ x: box.x - 500, y: box.y - 350, w: 1_200, h: 800 })

function begun(chance: Random, size: number, loose = true): MapCard[] {
  let cards: MapCard[] = []
  for (let n = 0; n < size; n += 1)
    cards = inserted(
      cards,
      cardBeneath(`c${n}`, n === 0 || (loose && chance.below(12) === 0) ? null : chance.pick(cards), chance),
    )
  return cards
}

describe('the map while others work', () => {
  it('[MAP7] what others add lands in free space: nothing in sight moves, nothing is covered', () => {
    let held = 0
    for (let seed = 1; seed <= 40; seed += 1) {
      const chance = seeded(seed)
      let cards = begun(chance, 12 + chance.below(40))
      let layout = layOut({ cards, references: [] })
      const sight = windowAround(chance.pick(layout.cards))
      for (let step = 0; step < 12; step += 1) {
        const before = at(layout)
        const offset: { dx: number; dy: number }[] = []
        cards = inserted(cards, cardBeneath(`new${step}`, chance.below(8) === 0 ? null : chance.pick(cards), chance))
        const next = layOutSteadily({ cards, references: [] }, layout, sight)
        for (const card of next.cards) {
          const was = before.get(card.id)
          if (was && over(was, sight)) offset.push({ dx: card.x - was.x, dy: card.y - was.y })
        }
        const [first] = offset
        for (const one of offset) {
          expect(Math.abs(one.dx - (first?.dx ?? 0)), `seed ${seed}, step ${step}`).toBeLessThanOrEqual(1)
          expect(Math.abs(one.dy - (first?.dy ?? 0)), `seed ${seed}, step ${step}`).toBeLessThanOrEqual(1)
        }
        expect(overlaps(next), `seed ${seed}, step ${step}`).toEqual([])
        const now = at(next)
        for (const { id, parent } of cards) {
          const [child, above] = [now.get(id), now.get(parent ?? '')]
          if (child && above) expect(child.y, `seed ${seed}: ${id}`).toBeGreaterThan(above.y + above.h)
        }
        if (JSON.stringify(next.cards) !== JSON.stringify(layOut({ cards, references: [] }, before).cards)) held += 1
        layout = next
        // The window goes along with what it shows, as the screen does it.
        Object.assign(sight, { x: sight.x + (first?.dx ?? 0), y: sight.y + (first?.dy ?? 0) })
      }
    }
    expect(held).toBeGreaterThan(40) // composed anew would have moved something
  })

  it('[MAP8] a card that grows moves only what it would cover, and what gave way returns', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const chance = seeded(seed)
      const cards = begun(chance, 20 + chance.below(30))
      const before = layOut({ cards, references: [] })
      const all: Box = { x: -1e5, y: -1e5, w: 2e5, h: 2e5 }
      const grows = chance.pick(cards).id
      const grown = cards.map((card) => (card.id === grows ? { ...card, height: card.height + 240 } : card))
      const open = layOutSteadily({ cards: grown, references: [] }, before, all)
      expect(overlaps(open), `seed ${seed}`).toEqual([])
      const was = at(before)
      const top = was.get(grows)
      for (const card of open.cards) {
        const old = was.get(card.id)
        expect(card.x, `seed ${seed}`).toBe(old?.x)
        if (old && top && old.y < top.y + top.h) expect(card.y, `seed ${seed}`).toBe(old.y)
      }
      const closed = layOutSteadily({ cards, references: [] }, open, all)
      for (const card of closed.cards)
        expect([card.x, card.y], `seed ${seed}`).toEqual([was.get(card.id)?.x, was.get(card.id)?.y])
    }
  })

  it('[MAP8] above what gives way to it there is room for its line and mark', () => {
    const card = (id: string, parent: string | null, height = 90): MapCard => ({
      id,
      parent,
      loose: false,
      holds: 0,
      width: parent === null ? 330 : 228,
      height,
      relation: parent === null ? null : { id: `r-${id}`, kind: 'supports', to: parent, group: null },
    })
    const cards = (height: number) => [
      card('c0', null),
      card('p', 'c0', height),
      ...['a', 'b', 'c'].map((id) => card(id, 'p')),
    ]
    const before = layOut({ cards: cards(90), references: [] })
    const all: Box = { x: -1e5, y: -1e5, w: 2e5, h: 2e5 }
    const open = at(layOutSteadily({ cards: cards(330), references: [] }, before, all))
    const [above, below] = [open.get('a'), open.get('c')]
    // 19 px up to the middle of the mark, 10 more to its edge, and the line above it.
    expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.h ?? 0)).toBeGreaterThanOrEqual(45)
  })

  it('[MAP9] who shows all, or changes something, sees it composed: the same map on every screen', () => {
    const chance = seeded(3)
    const cards = begun(chance, 40)
    const composed = layOut({ cards, references: [] })
    const sight = windowAround(chance.pick(composed.cards))
    const more = inserted(cards, cardBeneath('new', cards[1] ?? null, chance))
    const held = layOutSteadily({ cards: more, references: [] }, composed, sight)
    const anew = layOutSteadily({ cards: more, references: [] }, held, null)
    expect(anew).toEqual(layOut({ cards: more, references: [] }))
    // Whatever was thought of their heights before they were drawn.
    const guessed = layOut({ cards: more.map((card) => ({ ...card, height: 60 + chance.below(140) })), references: [] })
    expect(layOutSteadily({ cards: more, references: [] }, guessed, null)).toEqual(anew)
  })

  it('[MAP9] shown whole, no card lies beneath the tools at the corners of the window; nor does the question of a small map on a tablet', () => {
    let beneath = 0
    for (let seed = 1; seed <= 40; seed += 1) {
      const layout = layOut({ cards: begun(seeded(seed), 5 + seed * 4), references: [] })
      const size = { width: 1_060, height: 700 }
      const { x, y, scale } = fitWhole(layout, size)
      for (const card of layout.cards) {
        const [left, top] = [x + card.x * scale, y + card.y * scale]
        const over = left < 226 || left + card.w * scale > size.width - 250
        expect(over && top < 60, `seed ${seed}: ${card.id}`).toBe(false)
        expect(left + card.w * scale, `seed ${seed}`).toBeLessThanOrEqual(size.width)
        expect(top + card.h * scale, `seed ${seed}`).toBeLessThanOrEqual(size.height)
      }
      if (y + layout.bounds.y * scale > 60) beneath += 1
    }
    expect(beneath).toBeGreaterThan(4)
    expect(beneath).toBeLessThan(40)
    // The window beside the outline of a screen of 1024: the question lay half beneath the zoom.
    const small = layOut({ cards: begun(seeded(1), 2), references: [] })
    expect(firstLook(small, { width: 688, height: 491 }, false, readable).y).toBeGreaterThan(60)
  })

  it('[MAP19] the window goes along so that what fits is in sight; what is led to stands in the middle', () => {
    const size = { width: 1_000, height: 700 }
    const bounds = { x: 0, y: 0, w: 700, h: 400 }
    // Pinned where a moved card was, half of the map lay beyond the start.
    const { x, y } = gathered({ x: -400, y: 500, scale: 1 }, bounds, size)
    expect([x, y]).toEqual([28, 700 - 16 - 400])
    // A map that is larger than the window leaves no empty paper beside it.
    expect(gathered({ x: 300, y: 72, scale: 1 }, { ...bounds, w: 3_000 }, size).x).toBe(28)
    expect(gathered({ x: -900, y: 72, scale: 1 }, { ...bounds, w: 3_000 }, size).x).toBe(-900)
    const box = { x: 2_000, y: 1_500, w: 228, h: 90 }
    const led = reveal({ x: 0, y: 0, scale: 1 }, box, size)
    expect(led.x + box.x + box.w / 2).toBeCloseTo(500, 0)
    expect(Math.abs(led.y + box.y + box.h / 2 - 366)).toBeLessThan(20)
    expect(reveal(led, box, size)).toEqual(led)
  })

  it('[MAP18] what is not linked yet is a block as wide as the window, beneath the rest and under its heading', () => {
    const loose = Array.from({ length: 700 }, (_, n) => cardBeneath(`l${n}`, null, seeded(n)))
    const linked = begun(seeded(4), 12, false)
    for (const room of [366, 640, 984]) {
      const laid = layOut({ cards: [...linked, ...loose], references: [], room })
      const aside = laid.cards.filter(({ id }) => id.startsWith('l'))
      const columns = new Set(aside.map(({ x }) => x))
      expect(columns.size, `${room}`).toBe(Math.floor((room + 24) / 252))
      const beneath = Math.max(...laid.cards.filter(({ id }) => id.startsWith('c')).map(({ y, h }) => y + h))
      expect(Math.min(...aside.map(({ y }) => y))).toBeGreaterThan(laid.loose?.y ?? 0)
      expect(laid.loose?.y).toBeGreaterThan(beneath)
      expect(laid.loose?.n).toBe(700)
      expect(overlaps(laid)).toEqual([])
    }
    // Seen whole it has about the shape of a window, and is no tower six wide.
    const { bounds } = layOut({ cards: [...linked, ...loose], references: [] })
    expect(bounds.w / bounds.h).toBeGreaterThan(0.9)
    expect(bounds.w / bounds.h).toBeLessThan(2.5)
  })

  it('[MAP12] a branch alone begins beneath the way back, seen first and seen whole, on a laptop and on a phone', () => {
    for (const [size, deep] of [
      [{ width: 1_060, height: 700 }, 58],
      [{ width: 390, height: 560 }, 114],
    ] as const)
      for (const many of [3, 12, 60]) {
        const layout = layOut({ cards: begun(seeded(many), many), references: [] })
        for (const { y, scale } of [firstLook(layout, size, true), fitWhole(layout, size, true)])
          expect(y + layout.bounds.y * scale, `${many} cards`).toBeGreaterThan(deep)
      }
  })

  it('[MAP10] a map of 5, of 60 and of 500 comes near the shape of a window', () => {
    for (const size of [5, 60, 500]) {
      const { bounds } = layOut({ cards: begun(seeded(size), size), references: [] })
      expect(bounds.w / bounds.h, `${size} entries`).toBeGreaterThan(0.5)
      expect(bounds.w / bounds.h, `${size} entries`).toBeLessThan(5)
    }
  })
})
