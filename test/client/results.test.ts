/** Results on observers' screens: what of them stands on a wall, and what goes when a table's curtain falls. */
import { describe, expect, it } from 'vitest'
import { figuresOf } from '@tablee/shared/voices/tally'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import type { BoardView } from '@tablee/shared/view/policy'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { sampleRecommendations, sampleResults } from '@tablee/client/gallery/result-samples'
import { ownAnswer } from '@tablee/client/ui/figures/own-answer'
import { ranked, recommendedFirst } from '@tablee/client/observe/ranked'
import { slidesOf } from '@tablee/client/observe/slides'
import { goesOut, shownNow } from '@tablee/client/observe/use-results'
import type { Table } from '@tablee/client/observe/watch'
import { agree, choose, items as asked, options, scale, single, tableOf } from '../voices/voting.ts'

const many = (items: readonly Item[], answers: readonly string[]): ResultsAnswer => ({
  version: 'v',
  steps: [
    {
      step: 'vote',
      session: 1,
      title: { en: 'Vote' },
      kind: 'ballot',
      tables: { closed: 1, of: 1 },
      figures: figuresOf({
        items,
        tables: [
          tableOf(
            1,
            answers.map((option) => ({ [items[0]?.id ?? '']: single(option) })),
          ),
        ],
        outside: true,
      }),
      byTable: [],
    },
  ],
  change: [],
})
const people = (n: number, option: string) => Array.from({ length: n }, () => option)

const questions = (results: ResultsAnswer) => slidesOf(results).flatMap((slide) => ('figure' in slide ? [slide] : []))

describe('what one table answered', () => {
  it('[RES56] is said in words, whatever was asked; nothing where it gave no answer', () => {
    const { table, scale: onScale, number, choose: several, ranking, text } = asked
    const tables = [table, onScale, number, several, ranking, text].map((item): Item => ({ ...item, unit: 'tables' }))
    const figures = (answers: Readonly<Record<string, Answer>>) =>
      figuresOf({ items: tables, tables: [tableOf(1, [], answers)], outside: true }).map((one) => ownAnswer(one, 'en'))
    const answers: Readonly<Record<string, Answer>> = {
      [table.id]: agree('agree'),
      [onScale.id]: scale(3),
      [number.id]: { type: 'number', value: 12 },
      [several.id]: choose(['o1'], ['o2']),
      [ranking.id]: { type: 'ranking', order: ['o3', 'o1', 'o2'] },
      [text.id]: { type: 'text', text: 'More shade', lang: 'en' },
    }
    expect(figures(answers)).toEqual([['Agree'], ['3'], ['12'], ['1'], ['3', '1', '2'], ['More shade']])
    expect(figures({})).toEqual([[], [], [], [], [], []])
  })
})

describe('results on the wall', () => {
  it('[RES1] a question stands alone, with unit and base, in so many rows as are read from the back of the hall; the rest comes after it', () => {
    const item: Item = {
      id: 'long',
      type: 'single',
      options: options(9),
      text: { en: 'One of nine' },
      unit: 'people',
      base: 'valid',
    }
    const slides = questions(
      many(
        [item],
        options(9).flatMap(({ id }, n) => people(6 + n, id)),
      ),
    )
    expect(slides.map(({ part, parts }) => [part, parts])).toEqual([
      [1, 2],
      [2, 2],
    ])
    const keys = slides.flatMap(({ figure }) => figure.rows.map(({ key }) => key))
    expect(keys).toEqual(options(9).map(({ id }) => id))
    for (const { figure } of slides) {
      expect(figure.rows.length).toBeLessThanOrEqual(6)
      expect(figure.denominator).toBe(90)
      expect([figure.unit, figure.base]).toEqual(['people', 'valid'])
    }
  })
  it('[RES1] nothing that has no base, and nothing of which nothing may be said; of a scale whose steps are withheld its mean between its ends', () => {
    const item: Item = {
      id: 'few',
      type: 'single',
      options: options(2),
      text: { en: '?' },
      unit: 'people',
      base: 'valid',
    }
    expect(slidesOf(many([item], [...people(3, 'o1'), ...people(1, 'o2')]))).toEqual([])
    expect(slidesOf(many([item], [...people(30, 'o1'), ...people(1, 'o2')]))).toEqual([])
    expect(slidesOf(many([item], [...people(30, 'o1'), ...people(9, 'o2')]))).toHaveLength(1)
    const [scale] = slidesOf(sampleResults(['trust']))
    expect(scale).toMatchObject({ range: { min: 1, max: 5 }, figure: { rows: [], denominator: 84 } })
    expect(slidesOf(null)).toEqual([])
  })
  it('[RES1] a wall shows what the hall answered last, all tables together', () => {
    const [first, ...rest] = sampleResults(['street']).steps
    if (first === undefined) throw new Error('no step')
    const later = { ...first, step: 'later', session: 3 }
    const slides = questions({ version: 'v', steps: [first, later, ...rest], change: [] })
    expect(slides.map(({ id }) => id.split(' ')[0])).toEqual(['later'])
    expect(slides.every(({ figure }) => figure.wording === undefined)).toBe(true)
  })
  it('[ASK10] what was asked on the day stands before what the programme asked, the newest first', () => {
    const [first] = sampleResults(['street']).steps
    if (first === undefined) throw new Error('no step')
    const asked = ['q-1', 'q-2'].map((step) => ({ ...first, step, asked: true as const }))
    const slides = slidesOf({ version: 'v', steps: [first, ...asked], change: [] })
    expect([...new Set(slides.map(({ id }) => id.split(' ')[0]))]).toEqual(['q-2', 'q-1', first.step])
  })
  it('[RES2] what a table said alone goes with its curtain, before the server is asked again; what all said together stays', () => {
    const results = sampleResults()
    const seen = (state: BoardView['state']) =>
      [1, 3].map(
        (table): Table => ({
          table,
          site: 'Brussels',
          room: `r${table}`,
          epoch: 1,
          delay: 0,
          earlier: [],
          seen: { view: { state: table === 3 ? state : 'open', nodes: {} } as BoardView, connected: true, at: 0 },
        }),
      )
    const tables = (state: BoardView['state']) =>
      shownNow(results, seen(state))?.steps[0]?.byTable.map(({ table }) => table)
    expect(tables('open')).toEqual([1, 3])
    for (const state of ['curtain', 'paused', 'no-consent'] as const) expect(tables(state)).toEqual([1])
    expect(shownNow(results, seen('curtain'))?.steps[0]?.figures).toEqual(results.steps[0]?.figures)
  })
  it('[RES3] a hall of screens asks anew soon where something goes out of sight, and not for every entry that is written', () => {
    const table = (state: BoardView['state'], ...nodes: readonly string[]): Table => ({
      table: 1,
      site: 'Brussels',
      room: 'r1',
      epoch: 1,
      delay: 0,
      earlier: [],
      seen: {
        view: { state, nodes: Object.fromEntries(nodes.map((id) => [id, {}])) } as unknown as BoardView,
        connected: true,
        at: 0,
      },
    })
    const before = [table('open', 'a', 'b')]
    expect(goesOut(before, before)).toBe(false)
    expect(goesOut(before, [table('open', 'a', 'b', 'c')])).toBe(false)
    // As many as before, and another one hidden.
    expect(goesOut(before, [table('open', 'a', 'c')])).toBe(true)
    expect(goesOut(before, [table('curtain')])).toBe(true)
    expect(goesOut([table('curtain')], before)).toBe(true)
    expect(goesOut(before, [])).toBe(true)
  })

  it('[RCM6] recommendations are ranked by the share who are for them, at most three at a time, each with its condition; each that has dissent stands once with it beside', () => {
    const slides = slidesOf(sampleRecommendations()).flatMap((slide) => ('page' in slide ? [slide.page] : []))
    for (const { all } of slides) expect(all.length).toBeLessThanOrEqual(3)
    const firsts = slides.flatMap(({ all }) => all.map(({ rank, count, of }) => ({ rank, count, of })))
    expect(new Set(firsts.map(({ rank }) => rank))).toEqual(new Set([1, 2, 3, 4]))
    const counts = [1, 2, 3, 4].map((rank) => firsts.find((one) => one.rank === rank)?.count ?? 0)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    expect(firsts.every(({ of }) => of === 71)).toBe(true)
    expect(slides.map(({ dissent }) => dissent?.rank).toSorted()).toEqual([1, 2, 3, 4])
    for (const { all, dissent } of slides) {
      expect(all).toContain(dissent)
      for (const { count, against } of all) expect((count ?? 0) + (against ?? 0)).toBe(71)
      expect(dissent?.voice?.said).toBe('no')
    }
    // Of whom nothing may be told, nothing is ranked.
    const [first] = sampleRecommendations().steps[0]?.figures ?? []
    if (first === undefined) throw new Error('no figure')
    const untold = { ...first, rows: first.rows.map((row) => ({ ...row, count: null })) }
    expect(ranked([untold])).toMatchObject([{ rank: null, count: null, against: null }])
  })
  it('[RCM6] who reads the results has what the hall recommends before all else, in the order of the wall', () => {
    const [vote] = sampleRecommendations().steps
    const others = sampleResults().steps
    if (vote === undefined || others.length === 0) throw new Error('no samples')
    const [first, ...rest] = recommendedFirst([...others, { ...vote, figures: vote.figures.toReversed() }])
    expect(first?.step).toBe(vote.step)
    expect(first?.figures).toEqual(ranked(vote.figures).map(({ figure }) => figure))
    expect(rest).toEqual(others)
  })
})
