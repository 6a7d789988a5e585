/**
 * What is told outside a table, attacked by brute force: every way in which so many people can have answered, sorted by
 * what is told of it. Two tables that look alike from outside must differ in every number that is withheld, or it is told.
 */
import { describe, expect, it } from 'vitest'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { changesOf } from '@tablee/shared/voices/change'
import { figuresOf } from '@tablee/shared/voices/tally'
import type { Figure } from '@tablee/shared/voices/figure'
import { agree, choose, items, none, options, scale, single, tableOf } from './voting.ts'

/** Every way to give `people` people one of `kinds` answers, as counts. */
function* spreads(people: number, kinds: number): Generator<readonly number[]> {
  if (kinds === 1) yield [people]
  else
    for (let first = 0; first <= people; first++)
      for (const rest of spreads(people - first, kinds - 1)) yield [first, ...rest]
}
const ballots = (counts: readonly number[], kinds: readonly (Record<string, Answer> | null)[]) =>
  counts.flatMap((count, kind) => Array.from({ length: count }, () => kinds[kind] ?? null))

/** Secrets of a whole figure: the cells, with those of people who are in none. */
const secrets = (figure: Figure): Record<string, number> => ({
  ...Object.fromEntries(figure.rows.map(({ key, count }) => [key, count ?? 0])),
  ...(figure.valid === null || figure.asked === null ? {} : { silent: figure.asked - figure.valid }),
})
/** What an outsider reads off: nulls stay nulls. */
const isTold = (figure: Figure, secret: string): boolean =>
  secret === 'silent'
    ? figure.asked !== null && figure.valid !== null
    : figure.rows.find(({ key }) => key === secret)?.count !== null

/** A figure in one line: what differs from outside. */
const short = ({ asked, valid, none: why, denominator, rows, mean, median }: Figure) => [
  rows.map(({ key, count, rank, withheld }) => [key, count, rank, withheld].join(' ')).join(', '),
  { asked, valid, why: Object.values(why).join('/'), denominator, mean, median },
]

/** Every secret that could be worked out from what is told, over all tables of this size. */
function workedOut(
  all: readonly Item[],
  tables: Iterable<readonly (Record<string, Answer> | null)[]>,
  known: 'asked' | 'valid',
  audited: (secret: string) => boolean,
) {
  const alike = new Map<string, { readonly told: readonly Figure[]; readonly cells: Map<string, Set<number>> }>()
  let seen = 0
  let shown = 0
  for (const people of tables) {
    seen++
    const table = tableOf(1, people)
    const whole = figuresOf({ items: all, tables: [table] })
    const told = figuresOf({ items: all, tables: [table], outside: true })
    // What everybody knows: how many were at the table; for a base of valid answers, that many.
    const view = JSON.stringify([known === 'asked' ? people.length : null, told.map(short)])
    let group = alike.get(view)
    if (group === undefined) alike.set(view, (group = { told, cells: new Map() }))
    whole.forEach((figure, n) => {
      for (const [secret, count] of Object.entries(secrets(figure))) {
        const name = `${n} ${secret}`
        group.cells.set(name, (group.cells.get(name) ?? new Set()).add(count))
      }
    })
  }
  const broken: string[] = []
  for (const [view, { told, cells }] of alike)
    for (const [name, values] of cells) {
      const [n, secret] = name.split(' ')
      const figure = told[Number(n)]
      if (figure === undefined || secret === undefined || !audited(secret)) continue
      // With a base of valid answers who was silent is nobody's to know, and not asked here.
      if (secret === 'silent' && known === 'valid') continue
      const [value] = values
      if (isTold(figure, secret)) {
        shown++
        if (value !== undefined && value < 5) broken.push(`${secret} is told: ${value}; ${view}`)
      } else if (values.size === 1) broken.push(`${secret} can only be ${value}; ${view}`)
    }
  return { seen, shown, alike: alike.size, broken }
}

function attack(
  name: string,
  all: readonly Item[],
  sizes: readonly number[],
  kinds: readonly (Record<string, Answer> | null)[],
  known: 'asked' | 'valid' = 'valid',
  audited: (secret: string) => boolean = () => true,
) {
  const found = sizes.map((size) =>
    workedOut(
      all,
      [...spreads(size, kinds.length)].map((counts) => ballots(counts, kinds)),
      known,
      audited,
    ),
  )
  const [seen, shown] = [found.reduce((n, one) => n + one.seen, 0), found.reduce((n, one) => n + one.shown, 0)]
  console.log(`${name}: ${seen} tables of ${sizes.join(', ')} people, ${shown} cells told`)
  return { seen, shown, broken: found.flatMap((one) => one.broken).slice(0, 8) }
}
const kindsOf = (item: Item, answers: readonly Answer[]) => answers.map((answer) => ({ [item.id]: answer }))

describe('what is told outside a table', () => {
  it('[TAL7] agree, disagree, pass: no number below 5, and none that can be worked out', () => {
    const kinds = kindsOf(items.agree, [agree('agree'), agree('disagree'), agree('pass')])
    const { broken, shown, seen } = attack('agree', [items.agree], [5, 7, 10, 11, 16, 21], kinds)
    expect(broken).toEqual([])
    expect(seen).toBeGreaterThan(500)
    expect(shown).toBeGreaterThan(20)
  })
  it('[TAL7] a base of everybody asked: nor how many did not answer', () => {
    const item: Item = { ...items.single, base: 'all', options: options(2) }
    const kinds = [...kindsOf(item, [single('o1'), single('o2'), none('refused')]), null]
    const { broken, shown } = attack('single of all', [item], [5, 9, 14, 17, 21], kinds, 'asked')
    expect(broken).toEqual([])
    expect(shown).toBeGreaterThan(20)
  })
  it('[TAL7] two questions to the same people: the base of one gives no answer to the other away', () => {
    const other: Item = { ...items.single, id: 'other', base: 'all', options: options(2) }
    const first: Item = { ...items.single, options: options(2) }
    const both = [single('o1'), single('o2'), null]
    const kinds = both.flatMap((one) =>
      both.map((two) => ({ ...(one ? { single: one } : {}), ...(two ? { other: two } : {}) })),
    )
    const { broken, shown } = attack('two bases', [first, other], [6, 10], kinds, 'valid')
    expect(broken).toEqual([])
    expect(shown).toBeGreaterThan(5)
  })
  it('[TAL7] a skip rule: how many were asked further is how many said so', () => {
    const further: Item = {
      ...items.single,
      id: 'further',
      options: options(2),
      showIf: { item: 'single', is: ['o1'] },
    }
    const kinds = [
      { single: single('o1'), further: single('o1') },
      { single: single('o1'), further: single('o2') },
      { single: single('o2') },
      { single: single('o3') },
    ]
    const { broken } = attack('skip rule', [items.single, further], [8, 12, 17], kinds)
    expect(broken).toEqual([])
  })
  it('[TAL7] several answers: not by the option, not by the whole, not by how many may be chosen', () => {
    const ways = (id: string, how: 'chosen' | 'rejected' | 'indifferent' | null) =>
      how === null ? {} : { [how]: [id] }
    const kinds = (item: Item, hows: readonly ('chosen' | 'rejected' | 'indifferent' | null)[], two: boolean) =>
      kindsOf(
        item,
        hows.flatMap((first) =>
          (two ? hows : [null]).map((second) => {
            const given = [ways('o1', first), ways('o2', second)]
            const all = (how: 'chosen' | 'rejected' | 'indifferent') => given.flatMap((one) => one[how] ?? [])
            return choose(all('chosen'), all('rejected'), all('indifferent'))
          }),
        ),
      )
    const one: Item = { ...items.choose, options: options(1) }
    const ofOne = attack(
      'choose, of one',
      [one],
      [6, 11, 14, 20],
      kinds(one, ['chosen', 'rejected', 'indifferent', null], false),
    )
    expect(ofOne.broken).toEqual([])
    const answers: Item = { ...items.choose, unit: 'answers' }
    for (const item of [items.choose, answers] satisfies Item[]) {
      const hows =
        item.unit === 'answers'
          ? (['chosen', 'rejected', null] as const)
          : (['chosen', 'rejected', 'indifferent', null] as const)
      const found = attack(
        `choose, ${item.unit}`,
        [item],
        item.unit === 'answers' ? [6, 8] : [5],
        kinds(item, hows, true),
      )
      expect(found.broken).toEqual([])
    }
    const single: Item = { ...items.choose, most: 1, options: options(3) }
    const few = attack(
      'choose one at most',
      [single],
      [7, 12, 17, 21],
      kindsOf(
        single,
        [['o1'], ['o2'], ['o3'], []].map((ids) => choose(ids)),
      ),
      'valid',
      (key) => !key.includes(':'), // nobody rejects in these tables
    )
    expect(few.broken).toEqual([])
    expect(few.shown).toBeGreaterThan(0)
  })
  it('[TAL8] a scale: its mean and median give no step away', () => {
    const kinds = kindsOf(items.scale, [1, 2, 3, 4].map(scale))
    const { broken } = attack('scale', [items.scale], [5, 6, 7, 8, 9], kinds)
    expect(broken).toEqual([])
    const three: Item = { ...items.scale, max: 3 }
    expect(attack('scale of three', [three], [5, 8, 11, 15, 18], kinds.slice(0, 3)).broken).toEqual([])
    const two: Item = { ...items.scale, max: 2 }
    expect(attack('scale of two', [two], [5, 8, 11, 15], kinds.slice(0, 2)).broken).toEqual([])
  })
  it('[TAL11] before and after: neither who moved nor who answered only once', () => {
    const item: Item = { ...items.single, options: options(2) }
    const said = ['o1', 'o2', null]
    const all = said.flatMap((was) => said.map((is) => ({ was, is }))).filter(({ was, is }) => was ?? is)
    const broken: string[] = []
    let told = 0
    const both = all.filter(({ was, is }) => was !== null && is !== null)
    // How many people there are at all is not told: tables of several sizes look alike.
    for (const { kinds, sizes } of [
      { kinds: all, sizes: [5, 6, 7] },
      { kinds: both, sizes: [12, 32] },
    ]) {
      const alike = new Map<string, Map<string, Set<number>>>()
      for (const counts of sizes.flatMap((size) => [...spreads(size, kinds.length)])) {
        const people = counts.flatMap((count, kind) => Array.from({ length: count }, () => kinds[kind]))
        const wave = (pick: 'was' | 'is'): Map<string, Record<string, Answer>> =>
          new Map(
            people.flatMap((one, n) =>
              one?.[pick] == null ? [] : [[`p${n}`, { single: single(one[pick]) }] as const],
            ),
          )
        const waves = { before: { items: [item], people: wave('was') }, after: { items: [item], people: wave('is') } }
        const outside = changesOf('q', waves, true)
        const figures = [wave('was'), wave('is')].map((one) =>
          figuresOf({ items: [item], tables: [tableOf(1, [...one.values()])], outside: true }),
        )
        const view = JSON.stringify([outside, figures.map((one) => one.map(short))])
        const group = alike.get(view) ?? new Map<string, Set<number>>()
        alike.set(view, group)
        kinds.forEach(({ was, is }, kind) => {
          if (was === null || is === null) return
          const flow = outside[0]?.flows.find(({ from, to }) => from === was && to === is)
          const name = `${was}>${is}`
          if (flow !== undefined && flow.count !== null) told++
          else group.set(name, (group.get(name) ?? new Set()).add(counts[kind] ?? 0))
        })
      }
      for (const [view, group] of alike)
        for (const [name, values] of group)
          if (values.size === 1) broken.push(`${name} can only be ${[...values].join()}; ${view}`)
    }
    console.log(`before and after: ${told} flows told`)
    expect(told).toBeGreaterThan(0)
    expect(broken.slice(0, 5)).toEqual([])
  })
  it('[TAL8] a ranking: its mean ranks give no first place away', () => {
    const orders = ['o1 o2 o3', 'o1 o3 o2', 'o2 o1 o3', 'o2 o3 o1', 'o3 o1 o2', 'o3 o2 o1']
    const kinds = kindsOf(
      items.ranking,
      orders.map((order) => ({ type: 'ranking', order: order.split(' ') })),
    )
    const { broken } = attack('ranking', [items.ranking], [5, 6, 7], kinds)
    expect(broken).toEqual([])
  })
})
