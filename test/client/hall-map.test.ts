/** The hall's map as its screen reads it: rows, branches, what is underlined, and cards that stay while others join. */
import { describe, expect, it } from 'vitest'
import { above, cardsOf, cellsOf, folds, inputOf, shownOf, type Cards } from '@tablee/client/synthesis/map/cards'
import { runsIn } from '@tablee/client/synthesis/map/runs'
import { large, whole } from '@tablee/client/gallery/hall-maps'
import { linesOf } from '@tablee/client/ui/hall/lines'
import { layOutSteadily } from '@tablee/client/ui/map/steady'

/** As the screen drew them: there are no letters to measure here. */
const drawn = (cards: Cards): ReadonlyMap<string, number> =>
  new Map(cards.list.map(({ id }) => [id, 110 + (id.length % 4) * 20]))
const inputs = (cards: Cards) => inputOf(cards, drawn(cards))
const everywhere = { x: -1e7, y: -1e7, w: 2e7, h: 2e7 }

describe('the hall’s map', () => {
  it('[HMAP11] a row has a cell for each table in its own place, and each table stands in one way', () => {
    const maker = whole.cards.find(({ number }) => number === '1')
    if (maker === undefined) throw new Error('no card')
    const cells = cellsOf(maker, whole.tables)
    expect(cells.map(({ number }) => number)).toEqual(whole.tables.map(({ number }) => number))
    const of = (stance: string) => cells.filter((cell) => cell.stance === stance).map(({ number }) => number)
    expect(of('holds')).toEqual([1, 2, 4, 5, 6, 9, 10, 13])
    expect(of('objects')).toEqual([12])
    expect(of('if')).toEqual([8, 11])
    // Nothing of a table behind its curtain shows, whatever a row that came late says.
    expect(of('curtain')).toEqual([7])
    expect(cellsOf({ ...maker, holds: whole.tables.map(({ id }) => id) }, whole.tables)[6]?.stance).toBe('curtain')
    // Who objects does not hold it, whatever else their map says.
    expect(cellsOf({ ...maker, onlyIf: maker.objects }, whole.tables)[11]?.stance).toBe('objects')
  })

  it('[HMAP11] twenty tables stand in one line, more in lines of equal length, and a card is as wide as they are', () => {
    const widthOf = (tables: number): number => {
      const [first] = whole.tables
      if (first === undefined) throw new Error('no table')
      const told = { ...whole, tables: Array.from({ length: tables }, (_, n) => ({ ...first, number: n + 1 })) }
      return inputs(cardsOf(told)).cards.find(({ id }) => id !== 'question/2')?.width ?? 0
    }
    const lines = [14, 20, 21, 24, 32, 40, 41, 58].map((tables) => Object.values(linesOf(tables)).join(' × '))
    expect(lines).toEqual(['1 × 14', '1 × 20', '2 × 11', '2 × 12', '2 × 16', '2 × 20', '3 × 14', '3 × 20'])
    // Two digits that one can read take 19 px, with the gap 20.
    expect(widthOf(20)).toBeGreaterThanOrEqual(9 * 17 + 11 * 20)
    expect(widthOf(32)).toBeGreaterThanOrEqual(16 * 20)
    expect(widthOf(32)).toBeLessThan(widthOf(20))
  })

  it('[HMAP12] cards that lie there keep their place while others join; what is new goes into free space', () => {
    const before = cardsOf(whole)
    const first = layOutSteadily(inputs(before), null, everywhere)
    // Table 6's condition joins the seven others: its card is gone, and a new one has come beneath the first position.
    const gone = whole.cards.find(({ number }) => number === '2.3')
    const like = whole.cards.find(({ number }) => number === '1.2')
    if (gone === undefined || like === undefined) throw new Error('no card')
    const told = {
      ...whole,
      cards: [...whole.cards.filter((card) => card !== gone), { ...like, id: 'new', number: '1.3' }],
    }
    const then = layOutSteadily(inputs(cardsOf(told)), first, everywhere)
    const places = new Map(then.cards.map((card) => [card.id, [card.x, card.y]]))
    for (const card of first.cards) if (card.id !== gone.id) expect(places.get(card.id)).toEqual([card.x, card.y])
    const [added] = then.cards.filter(({ id }) => id === 'new')
    const over = then.cards.filter(
      (card) =>
        card.id !== 'new' &&
        added !== undefined &&
        card.x < added.x + added.w &&
        added.x < card.x + card.w &&
        card.y < added.y + added.h &&
        added.y < card.y + card.h,
    )
    expect(added).toBeDefined()
    expect(over).toEqual([])
  })

  it('[HMAP15] a large map opens branch by branch; nothing of it is left out of the list', () => {
    const cards = cardsOf(large(400))
    expect(folds(cards)).toBe(true)
    expect(folds(cardsOf(whole))).toBe(false)
    const closed = shownOf(cards, new Set())
    expect(closed.list.every(({ parent }) => parent === null || parent === 'question/2')).toBe(true)
    const deep = cards.list.find(({ number }) => number.split('.').length === 4)
    if (deep === undefined) throw new Error('no deep card')
    expect(closed.list).not.toContain(deep)
    expect(shownOf(cards, new Set(above(cards, deep.id))).list).toContain(deep)
    expect(shownOf(cards, 'all').list).toHaveLength(400)
    const [position] = cards.children.get('question/2') ?? []
    const opened = shownOf(cards, new Set(cards.list.map(({ id }) => id)))
    expect(opened.list).toHaveLength(400)
    const within = cards.list.filter(({ id }) => above(cards, id).includes(position?.id ?? ''))
    expect(cards.beneath.get(position?.id ?? '')).toBe(within.length)
  })

  it('[HMAP14] what differs is underlined where it stands, in the order of the sentence, and nowhere else', () => {
    expect(runsIn('Only if the city may stop the line the same day', ['The same day'])).toEqual([
      ['Only if the city may stop the line ', false],
      ['the same day', true],
    ])
    expect(runsIn('en une heure', ['une', 'heure', 'jour'])).toEqual([
      ['en ', false],
      ['une', true],
      [' ', false],
      ['heure', true],
    ])
    expect(runsIn('nothing of it', ['elsewhere', ''])).toEqual([['nothing of it', false]])
  })
})
