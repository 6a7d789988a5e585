/** Where cards of the hall's vision lie, and the ways between them. */
import type { Axis } from '@tablee/shared/synthesis/years'
import type { TableId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { createLaying, nextTo, scaleOf, type Card, type Place } from '@tablee/client/synthesis/vision/layout'
import { waysOf } from '@tablee/client/synthesis/vision/ways'

const axis: Axis = { from: 2026, to: 2050, today: 2026, goal: 2040, marks: [2026, 2030, 2035, 2040, 2045, 2050] }
const card = (id: string, year: number | null, tables = 1, text = id): Card => ({
  id,
  kind: 'hope',
  year,
  level: 'local',
  tables: Array.from({ length: tables }, (_, n) => `t${n}` as TableId),
  elements: [
    {
      entry: id,
      table: 't1' as TableId,
      kind: 'hope',
      text,
      lang: 'en',
      seat: null,
      capture: null,
      year,
      level: 'local',
      translations: [],
      spot: null,
    },
  ],
  spot: null,
  lifted: [],
})
const whole = new Set(['local' as const])
const apart = (a: Place, b: Place): boolean =>
  a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y

describe('cards on the axis', () => {
  it('[HVIS10] stand with their start edge at their year, none on another, what has no year at the end', () => {
    const scale = scaleOf(axis, 1_280, true)
    const cards = Array.from({ length: 60 }, (_, n) => card(`c${n}`, n % 7 === 0 ? null : 2026 + (n % 24), n % 5))
    const { places, height } = createLaying()(cards, ['local'], scale, whole)
    for (const { id, year } of cards) expect(places.get(id)?.x, id).toBe(year === null ? scale.undated : scale.of(year))
    const all = [...places.values()]
    all.forEach((a, n) => all.slice(n + 1).forEach((b) => expect(apart(a, b)).toBe(true)))
    expect(Math.max(...all.map(({ y, h }) => y + h))).toBeLessThanOrEqual(height)
    expect(scale.of(2026)).toBe(0)
    expect(scale.of(9_999)).toBe(scale.end)
  })

  it('[HVIS10] stay where they lie when one comes or goes; what most tables hold lies highest at first', () => {
    const scale = scaleOf(axis, 1_280, false)
    const lay = createLaying()
    const before = lay([card('few', 2040, 1), card('many', 2040, 9)], ['local'], scale, whole).places
    expect(before.get('many')?.y).toBeLessThan(before.get('few')?.y ?? 0)
    const cards = [card('most', 2040, 12), card('few', 2040, 1), card('many', 2040, 9), card('new', 2030, 2)]
    const after = lay(cards, ['local'], scale, whole).places
    expect([after.get('few'), after.get('many')]).toEqual([before.get('few'), before.get('many')])
    expect(after.get('most')?.y).toBeGreaterThan(before.get('few')?.y ?? 0)
    const left = lay([card('few', 2040, 1)], ['local'], scale, whole).places
    expect(left.get('few')).toEqual(before.get('few'))
    // On another screen they are laid out anew.
    const wider = lay([card('few', 2040, 1)], ['local'], scaleOf(axis, 1_600, false), whole).places
    expect(wider.get('few')?.y).toBeLessThan(before.get('few')?.y ?? 0)
  })

  it('[HVIS12] a lane of many says how many more there are, and shows them when asked', () => {
    const scale = scaleOf(axis, 1_280, false)
    const cards = Array.from({ length: 40 }, (_, n) => card(`c${n}`, 2040))
    const some = createLaying()(cards, ['local'], scale, new Set())
    expect(some.places.size + (some.lanes[0]?.more ?? 0)).toBe(40)
    expect(some.lanes[0]?.more).toBeGreaterThan(0)
    expect(createLaying()(cards, ['local'], scale, whole).lanes[0]?.more).toBe(0)
  })

  it('[HVIS12] arrow keys go to what lies straight ahead', () => {
    const place = (x: number, y: number): Place => ({ x, y, w: 200, h: 90, lines: 1 })
    const places = new Map([
      ['a', place(0, 0)],
      ['b', place(300, 0)],
      ['c', place(320, 100)],
      ['d', place(0, 200)],
    ])
    expect(nextTo(places, 'a', 'ArrowRight')).toBe('b')
    expect(nextTo(places, 'a', 'ArrowDown')).toBe('d')
    expect(nextTo(places, 'c', 'ArrowLeft')).toBe('b')
    expect(nextTo(places, 'a', 'ArrowLeft')).toBe(null)
  })

  it('[HVIS3] an arrow goes round what lies between, and its words lie on nothing', () => {
    const [from, to, between]: readonly [Place, Place, Place] = [
      { x: 600, y: 0, w: 200, h: 90, lines: 1 },
      { x: 0, y: 300, w: 200, h: 90, lines: 1 },
      { x: 500, y: 120, w: 200, h: 90, lines: 1 },
    ]
    const [way] = waysOf([[from, to]], [from, to, between])
    expect(way?.line.startsWith('M600 45')).toBe(true)
    const words = way?.words
    expect(words).not.toBe(null)
    const box = { x: words?.x ?? 0, y: words?.y ?? 0, w: 168, h: 54, lines: 1 }
    for (const one of [from, to, between]) expect(apart(box, one)).toBe(true)
  })
})
