/** What a map says from afar: a card its first words, a branch its name, and nothing over another. */
import { fitWhole } from '@tablee/client/ui/map/camera'
import { clamped, labelsOf, letters, type Spot } from '@tablee/client/ui/map/far-words'
import type { Face } from '@tablee/client/ui/map/far-card'
import { layOut } from '@tablee/client/ui/map/layout'
import type { Box, MapCard } from '@tablee/client/ui/map/types'
import { describe, expect, it } from 'vitest'

/** A letter is half as wide as it is high, or a little more. */
const measure = (text: string) => text.length * letters * 0.55

function grown(size: number): { readonly cards: MapCard[]; readonly faces: Map<string, Face> } {
  const cards: MapCard[] = []
  const faces = new Map<string, Face>()
  const positions = Math.max(4, Math.round(Math.sqrt(size) / 2))
  const add = (parent: MapCard | null, number: string, left: { n: number }, depth: number): void => {
    const id = `c${cards.length}`
    const kind = depth === 0 ? 'issue' : depth === 1 ? 'position' : 'argument'
    const relation = parent === null ? null : depth === 1 ? ('answers' as const) : ('supports' as const)
    const one: MapCard = {
      id,
      parent: parent?.id ?? null,
      relation:
        relation === null || parent === null ? null : { id: `r${id}`, kind: relation, to: parent.id, group: null },
      loose: false,
      holds: 0,
      width: depth === 0 ? 330 : 228,
      height: 110,
    }
    cards.push(one)
    faces.set(id, {
      kind,
      relation,
      number,
      holds: 0,
      wording: `What was said ${number || 'first'} at this table of ours`,
    })
    left.n -= 1
    const children = depth === 0 ? positions : depth === 1 ? 4 + (cards.length % 5) : depth < 5 ? 2 : 0
    for (let n = 1; n <= children && left.n > 0; n += 1)
      add(one, number === '' ? `${n}` : `${number}.${n}`, left, depth + 1)
  }
  const left = { n: size }
  add(null, '', left, 0)
  return { cards, faces }
}

const tools: Box = { x: 0, y: 0, w: 204, h: 64 }

function seenWhole(size: number) {
  const { cards, faces } = grown(size)
  const layout = layOut({ cards, references: [] })
  const window: Box = { x: 0, y: 0, w: 964, h: 690 }
  const camera = fitWhole(layout, { width: window.w, height: window.h })
  const spots: Spot[] = layout.cards.map(({ id, parent, x, y, w, h }) => ({
    id,
    parent,
    box: { x: camera.x + x * camera.scale, y: camera.y + y * camera.scale, w: w * camera.scale, h: h * camera.scale },
  }))
  const { cards: said, names } = labelsOf(spots, faces, window, [tools], () => 18, measure)
  return { scale: camera.scale, all: cards.length, said: [...said.values()], names, window }
}

describe('a map seen whole', () => {
  it('[MAP24] words are clamped to their lines, and nothing is wider than its line', () => {
    const text = 'The city that licensed the line answers, and nobody else'
    for (const [first, rest, most] of [
      [30, 80, 2],
      [80, 80, 1],
      [120, 160, 4],
      [10, 40, 3],
    ] as const) {
      const lines = clamped(text, first, rest, most, measure)
      expect(lines.length).toBeLessThanOrEqual(most)
      for (const [n, one] of lines.entries())
        expect(measure(one)).toBeLessThanOrEqual(n === 0 ? Math.max(first, 15) : rest)
    }
    expect(clamped('Short', 100, 100, 2, measure)).toEqual(['Short'])
    expect(clamped('Donaudampfschifffahrt', 60, 60, 2, measure).at(-1)).toMatch(/…$/)
  })

  it.each([14, 30, 60, 300, 800])(
    '[MAP24] with %i entries it says what lies where, and nothing lies over another',
    (size) => {
      const { scale, all, said, names, window } = seenWhole(size)
      console.log(
        `${all} entries at ${Math.round(scale * 100)} %: ${said.length} cards and ${names.length} branches say something`,
      )
      if (names.length === 0) expect(said.length).toBe(all)
      else {
        // The question, and some of what answers it, with how much hangs there.
        expect(names.length).toBeGreaterThanOrEqual(4)
        expect(names[0]?.count).toBe(all - 1)
      }
      for (const one of [...said, ...names]) {
        expect(one.lines.join('')).not.toBe('')
        for (const [n, text] of one.lines.entries())
          expect((n === 0 ? one.indent : 0) + measure(text), text).toBeLessThanOrEqual(one.box.w)
      }
      for (const [n, { box: a }] of names.entries()) {
        expect(a.x >= window.x && a.x + a.w <= window.x + window.w).toBe(true)
        for (const b of [tools, ...names.slice(n + 1).map(({ box }) => box)])
          expect(a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h || b.y >= a.y + a.h).toBe(true)
      }
    },
  )
})
