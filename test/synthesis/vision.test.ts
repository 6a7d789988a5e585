/** The hall's vision: what canvases say together, where each element stands, and the same figures counted another way. */
import { addElement, connect, setElement } from '@tablee/shared/board/canvas/edit'
import { plantTemplate } from '@tablee/shared/board/canvas/plant'
import {
  elementKinds,
  elementLevels,
  type ElementKind,
  type ElementLevel,
  type ShapeId,
  type TemplateName,
} from '@tablee/shared/board/canvas/schema'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readWhole } from '@tablee/shared/board/whole'
import type { BoardId, Lang, TableId } from '@tablee/shared/ids'
import { canvasOn } from '@tablee/shared/synthesis/canvas'
import { entriesOn } from '@tablee/shared/synthesis/entries'
import { noJoins, type Joins } from '@tablee/shared/synthesis/joins'
import { hallVision, type HallCanvas, type HallVision } from '@tablee/shared/synthesis/vision'
import { axisOf, spansOf } from '@tablee/shared/synthesis/years'
import { nothingHeld, type Held } from '@tablee/shared/view/policy'
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { seeded } from '../support/seeded.ts'
import { countVision, type CountedBoard } from '../support/visionCount.ts'

const origin = { who: 'reporter', why: 'test' } as const
const years = { today: 2026, horizon: 2040 }
type Put = {
  readonly kind?: ElementKind
  readonly text?: string
  readonly year?: number | null
  readonly level?: ElementLevel | null
  readonly x?: number
  readonly y?: number
}
const boardOf = (table: number): BoardId => `b${table}` as BoardId
const entry = (table: number, id: string): string => `b${table}/element/shape:${id}`
function aCanvas(name: TemplateName = 'backcasting', lang = 'en') {
  const doc = newBoardDoc()
  plantTemplate(doc, origin, { template: { name, ...years }, lang: lang as Lang, command: 'lay' })
  return {
    doc,
    put(id: string, { kind = 'hope', text = id, year = null, level = null, x = -900, y = 0 }: Put = {}): void {
      const place = { lang: lang as Lang, x, y, horizon: year, level, at: 1 }
      const added = addElement(doc, origin, { id: `shape:${id}`, kind, text, ...place })
      if (!added.ok) throw new Error(added.problem.code)
    },
    lead(from: string, to: string): void {
      const name = `${from}-${to}`
      const ends = { from: `shape:${from}`, to: `shape:${to}` } as const
      const made = connect(doc, origin, {
        id: `shape:${name}`,
        start: `binding:${name}-s`,
        end: `binding:${name}-e`,
        ...ends,
        at: 1,
      })
      if (!made.ok) throw new Error(made.problem.code)
    },
  }
}
function hallCanvas(table: number, doc: Y.Doc, held: Held = nothingHeld): HallCanvas {
  const [board, whole] = [boardOf(table), readWhole(doc)]
  const told = entriesOn(board, whole, held, null)
  return { ...canvasOn(board, whole, held, told), table: `t${table}` as TableId, number: table }
}
const apart = noJoins
/** The first of each is shown. */
const joinedBy = (groups: readonly (readonly string[])[]): Joins => ({
  ...noJoins,
  groups: new Map(groups.map((group, n) => [`join-${n}`, group])),
  groupOf: new Map(groups.flatMap((group, n) => group.map((entry) => [entry, `join-${n}`] as const))),
})
const told = (vision: HallVision) => ({
  elements: vision.elements,
  cards: vision.cards.length,
  lanes: Object.fromEntries(vision.lanes.map(({ level, elements, cards }) => [level ?? 'none', [elements, cards]])),
  kinds: Object.fromEntries(vision.kinds.map(({ kind, elements, cards }) => [kind, [elements, cards]])),
  spans: Object.fromEntries(vision.obstacles.map(({ from, to, tables }) => [`${from}-${to}`, tables.length])),
  undated: vision.undated.tables.length,
})

describe('the hall’s vision', () => {
  it('[HVIS1] an element stands in the year that was said, else in its column, else in that of its page, else in none', () => {
    const way = aCanvas()
    way.put('said', { year: 2033, x: 120, y: 60 })
    way.put('column', { x: 112 + 264 + 4, y: 56 + 4 })
    way.put('beside')
    const paper = aCanvas('front-page')
    paper.put('lead', { x: 10, y: 100 })
    paper.put('other', { x: 10, y: 400, year: 2038 })
    const of = (table: number, doc: Y.Doc) =>
      hallCanvas(table, doc).elements.map(({ text, year, level }) => [text, year, level])
    expect(of(1, way.doc)).toEqual([
      ['beside', null, null],
      ['column', 2030, 'society'],
      ['said', 2033, 'society'],
    ])
    expect(of(2, paper.doc)).toEqual([
      ['lead', 2040, null],
      ['other', 2038, null],
    ])
  })

  it('[HVIS2] what is held behind a curtain, or says nothing, is on no axis, nor an arrow that holds on to it', () => {
    const way = aCanvas()
    way.put('seen', { year: 2040 })
    way.put('hidden', { year: 2030 })
    way.put('empty', { text: ' ' })
    way.lead('seen', 'hidden')
    const held = { ...nothingHeld, shapes: new Map([['shape:hidden' as ShapeId, null]]) }
    const vision = hallVision([hallCanvas(1, way.doc, held)], apart)
    expect(vision.cards.map(({ elements }) => elements.map(({ text }) => text))).toEqual([['seen']])
    expect([vision.links, JSON.stringify(vision).includes('hidden')]).toEqual([[], false])
    const arrow = { ...nothingHeld, shapes: new Map([['shape:seen-hidden' as ShapeId, null]]) }
    expect(hallCanvas(1, way.doc, arrow).leads).toEqual([])
    expect(hallVision([hallCanvas(1, way.doc)], apart).links).toHaveLength(1)
  })

  it('[HVIS3] joined by hand they are one card: it stands where the shown one stands, and each table keeps its own', () => {
    const [one, two, three] = [aCanvas(), aCanvas(), aCanvas()]
    one.put('stop', { kind: 'milestone', year: 2036, level: 'local' })
    one.put('home', { year: 2040 })
    one.lead('home', 'stop')
    two.put('halt', { kind: 'milestone', year: 2034, level: 'society' })
    two.put('night', { year: 2040 })
    two.lead('night', 'halt')
    three.put('tram', { year: 2038 })
    const canvases = [hallCanvas(1, one.doc), hallCanvas(2, two.doc), hallCanvas(3, three.doc)]
    const alone = hallVision(canvases, apart)
    expect(alone.links.map(({ tables, merged }) => [tables, merged])).toEqual([
      [['t1'], 0],
      [['t2'], 0],
    ])
    const groups = [
      [entry(2, 'halt'), entry(1, 'stop')],
      [entry(1, 'home'), entry(2, 'night'), entry(9, 'gone')],
    ]
    const vision = hallVision(canvases, joinedBy(groups))
    const card = vision.cards.find(({ id }) => id === entry(2, 'halt'))
    expect(card).toMatchObject({ year: 2034, level: 'society', tables: ['t1', 't2'] })
    expect(card?.elements.map(({ text, year }) => [text, year])).toEqual([
      ['halt', 2034],
      ['stop', 2036],
    ])
    // Both tables went the same way, and all four of its steps were put in a card of several.
    expect(vision.links).toEqual([{ from: entry(1, 'home'), to: entry(2, 'halt'), tables: ['t1', 't2'], merged: 4 }])
    expect([vision.elements, vision.cards.length, vision.canvases]).toEqual([5, 3, 3])
  })

  it('[HVIS4] obstacles between two years are counted by tables, each by the year that it gave itself', () => {
    const [one, two] = [aCanvas(), aCanvas()]
    one.put('law', { kind: 'obstacle', year: 2026 })
    one.put('money', { kind: 'obstacle', year: 2029 })
    one.put('late', { kind: 'obstacle', year: 2044 })
    two.put('rule', { kind: 'obstacle', year: 2031 })
    two.put('some', { kind: 'obstacle' })
    const vision = hallVision(
      [hallCanvas(1, one.doc), hallCanvas(2, two.doc)],
      joinedBy([[entry(1, 'law'), entry(2, 'rule')]]),
    )
    expect(vision.obstacles.map(({ from, to, tables, cards }) => [from, to, tables, cards.length])).toEqual([
      [2026, 2030, ['t1'], 2],
      [2030, 2035, ['t2'], 1],
      [2035, 2040, [], 0],
      [2040, 2045, ['t1'], 1],
    ])
    expect(vision.obstacles[1]?.cards).toEqual([entry(1, 'law')])
    expect(vision.undated).toEqual({ tables: ['t2'], cards: [entry(2, 'some')] })
  })

  it('[HVIS5] says under which condition an obstacle is lifted, and at how many tables an arrow says so', () => {
    const [one, two] = [aCanvas(), aCanvas()]
    for (const way of [one, two]) {
      way.put('fund', { kind: 'condition', year: 2026 })
      way.put('law', { kind: 'obstacle', year: 2026 })
    }
    one.lead('fund', 'law')
    two.lead('law', 'fund')
    const groups = ['fund', 'law'].map((id) => [entry(1, id), entry(2, id)])
    const vision = hallVision([hallCanvas(1, one.doc), hallCanvas(2, two.doc)], joinedBy(groups))
    expect(vision.cards.find(({ kind }) => kind === 'obstacle')?.lifted).toEqual([
      { card: entry(1, 'fund'), tables: ['t1', 't2'] },
    ])
  })

  it('[HVIS6] placements of all tables are one field: a joined card lies in the middle of what its tables answered', () => {
    const [one, two] = [aCanvas('placement'), aCanvas('placement', 'ar')]
    // Right to left, likely lies at the left.
    one.put('bus', { x: 120 + 800 - 110, y: 60 - 52 })
    two.put('tram', { x: 400 - 110, y: 180 - 52 })
    const canvases = [hallCanvas(1, one.doc), hallCanvas(2, two.doc)]
    expect(canvases.map(({ elements }) => elements.map(({ spot }) => spot))).toEqual([
      [{ desirable: 0.9, probable: 0.8 }],
      [{ desirable: 0.7, probable: 0.6 }],
    ])
    const [card] = hallVision(canvases, joinedBy([[entry(1, 'bus'), entry(2, 'tram')]])).cards
    expect(card?.spot).toEqual({ desirable: 0.8, probable: 0.7, tables: 2 })
  })

  it('[HVIS7] the axis begins today, has room after its last year, and one who wrote 9999 squeezes nobody', () => {
    const template = { name: 'backcasting', ...years } as const
    expect(axisOf([2033, 2046], [template, template])).toEqual({
      from: 2026,
      to: 2050,
      today: 2026,
      goal: 2040,
      marks: [2026, 2030, 2035, 2040, 2045, 2050],
    })
    expect(axisOf([1_000, 9_999], [template])).toMatchObject({ from: 2016, to: 2090 })
    expect(axisOf([], [])).toBe(null)
    for (const year of [1_000, 2026, 2040, 2089, 9_999]) {
      const axis = axisOf([1_000, 9_999], [template])
      const holding = axis === null ? [] : spansOf(axis).filter(({ holds }) => holds(year))
      expect(holding, String(year)).toHaveLength(1)
    }
  })

  it('[HVIS8] elements of each lane and kind, cards, and tables of each span equal those of a script that counts another way', () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
    const random = seeded(seed)
    const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] as T
    const boards: CountedBoard[] = []
    for (let table = 1; table <= 14; table += 1) {
      const way = aCanvas(
        pick(['backcasting', 'backcasting', 'placement', 'front-page', 'day', 'free']),
        pick(['en', 'ar']),
      )
      const many = random.below(16)
      for (let n = 0; n < many; n += 1)
        way.put(`e${n}`, {
          kind: pick(elementKinds),
          text: random.below(9) === 0 ? '' : `Sentence ${n}`,
          year: random.below(3) === 0 ? 2010 + random.below(60) : null,
          level: random.below(3) === 0 ? pick(elementLevels) : null,
          x: random.below(1_400) - 200,
          y: random.below(800) - 100,
        })
      if (many > 1) setElement(way.doc, origin, 'shape:e0', { kind: 'obstacle', horizon: 2028 })
      boards.push({ board: boardOf(table), table, doc: way.doc })
    }
    const canvases = boards.map(({ table, doc }) => hallCanvas(table, doc))
    const names = canvases.flatMap(({ elements }) => elements.map((one) => one.entry))
    const left = [...names].sort(() => random.below(2) - 0.5)
    const groups = Array.from({ length: 12 }, () => left.splice(0, 2 + random.below(4)))
    const vision = hallVision(canvases, joinedBy(groups))
    const marks = vision.obstacles.flatMap(({ from, to }, n) => (n === 0 ? [from, to] : [to]))
    expect(told(vision), `SEED=${seed}`).toEqual(countVision(boards, groups, marks))
  })
})
