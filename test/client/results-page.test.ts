/** Results on the analyst's page: what its address holds, what a figure says of itself, and what a file of it holds. */
import { aloneToo, whoAlone } from '@tablee/client/results/narrowed'
import { describe, expect, it } from 'vitest'
import { bySite, cross, falling, items, merged, ofAll, smallSites, walk } from '@tablee/client/gallery/results-samples'
import { resultsMessages } from '@tablee/client/results/messages/index'
import { intervalChart } from '@tablee/client/results/by-place'
import { matrixChart, sayings } from '@tablee/client/results/cross'
import { firstAnswer, shownRow, type ToldIn } from '@tablee/client/results/model'
import { anywhere, placeAddress, readPlace, type Place } from '@tablee/client/results/place'
import { methodSaid, standsSaid } from '@tablee/client/results/stands'
import { axisAround, meanIn, signedPoints, ticksOf, writesShare } from '@tablee/client/results/words'
import { drawChart } from '@tablee/client/ui/figures/draw'
import type { Chart } from '@tablee/client/ui/figures/charts'
import { languages, type Language } from '@tablee/shared/i18n/index'
import { translator } from '@tablee/shared/i18n/translator'
import type { Told } from '@tablee/shared/results/told'

const of = (told: Told, language: Language = 'en'): ToldIn => ({
  told,
  item: null,
  language,
  t: translator(resultsMessages, language),
})
const leadOf = ({ lead }: Chart): string => lead.map(({ text }) => text).join(' ')
const byPlace = (told: Told, row = 'maker', language: Language = 'en') =>
  intervalChart(of(told, language), row, 'Who should answer first', ['As it leaves the house'])
const crossed = (told: Told, share: 'column' | 'row' = 'column', language: Language = 'en') =>
  matrixChart(of(told, language), 'Who should answer first, by how people get about', [], share)

describe('the address of the page', () => {
  it('[RES8] holds the question, its cut and how it is looked at; whoever is sent it sees the same', () => {
    const places: readonly Place[] = [
      anywhere,
      { ...anywhere, question: bySite.question, row: 'maker' },
      { ...anywhere, question: cross.question, way: 'outside', share: 'row', cut: 1482, pairs: 'before/shuttle' },
      {
        ...anywhere,
        question: {
          ...bySite.question,
          weight: { margins: [{ item: 'day/about', shares: { foot: 0.4, car: 0.6 } }] },
          where: [
            { place: 'site', is: 'Sevilla & Cádiz' },
            { item: 'day/about', is: 'foot' },
          ],
        },
      },
    ]
    for (const place of places) expect(readPlace(placeAddress(place))).toEqual(place)
  })

  it('[RES8] leaves out what is none in it', () => {
    const typed = readPlace('?of=../etc&by=nobody&row=maker&way=sideways&share=most&cut=-1')
    expect(typed).toEqual({ ...anywhere, row: 'maker' })
  })
})

describe('a figure by place', () => {
  it('[RES9] says what is counted and of whom, and each row prints what it plots', () => {
    const chart = byPlace(bySite)
    expect(leadOf(chart)).toBe(
      'People who chose it, several answers each. Base: 412 valid of 434 people; 22 did not answer.',
    )
    const [all, lyon, , aachen] = chart.rows
    expect(all).toMatchObject({ name: 'All 5', all: true, count: '288', of: '412', value: '70%', range: '65 to 75' })
    expect(lyon).toMatchObject({ here: false, says: 'no difference seen', difference: '−2 points (−14 to 9)' })
    expect(aachen).toMatchObject({ here: true, says: 'specific here', difference: '+18 points (8 to 28)' })
    expect(chart.guide).toBeCloseTo(0.699)
    expect(chart.scale.ticks.map(({ text }) => text)).toEqual(['0%', '25%', '50%', '75%', '100%'])
  })

  it('[RES9] of everybody has a row for each answer, and no place against others', () => {
    const { rows, heads } = byPlace(ofAll)
    expect([heads.name, rows.length, rows.every(({ says }) => says === '')]).toEqual(['Answer', 5, true])
  })

  it('[RES9] what is withheld has no number, no point and no interval; too few to say says so', () => {
    const { rows } = byPlace(smallSites)
    for (const row of rows.slice(4)) {
      expect([row.count, row.of, row.range, row.point, row.interval]).toEqual(['', '', '', null, null])
      expect(row.value).toMatch(/^withheld/)
    }
    expect(rows[2]).toMatchObject({ says: 'too few to say', difference: '' })
  })

  it('[RES10] of a scale shows its mean first, between the ends of the scale, and what weights cost', () => {
    expect(firstAnswer(walk)).toBe('mean')
    const chart = byPlace(walk, 'mean')
    expect([chart.scale.low, chart.scale.high]).toEqual([0, 20])
    expect(chart.rows[4]).toMatchObject({ value: '6.05', range: '5.15 to 6.95', here: true, count: '' })
    expect(leadOf(chart)).toContain('Raked to the margins given: as much as 301 people; design effect 1.37.')
  })

  it('[RES10] of everybody shows the mean, or each answer of it', () => {
    const all: Told = {
      ...walk,
      question: { ...walk.question, by: 'all' },
      columns: walk.columns.slice(0, 1),
      rows: [{ key: '5', text: { und: '5' }, cells: [{ count: 40, share: 0.097, interval: null }] }],
    }
    expect([shownRow(all, null), shownRow(all, '5'), shownRow(all, 'each'), shownRow(ofAll, 'fund')]).toEqual([
      'mean',
      'mean',
      'each',
      'maker',
    ])
    expect(byPlace(all, 'mean').rows).toMatchObject([{ name: 'All', value: '8.42' }])
    expect(byPlace(all, 'each').rows).toMatchObject([{ name: '5', count: '40', value: '10%' }])
  })

  it('[RES9] numbers never say minus nothing, and a large base has a tenth of a point', () => {
    expect([signedPoints(-0.001, null, 'en'), signedPoints(0.004, 1200, 'en')]).toEqual(['0', '+0.4'])
    expect([meanIn(-0.001, 'de'), meanIn(-3.456, 'de')]).toEqual(['0,00', '−3,46'])
    expect(writesShare(1500, 'en').value(0.1234)).toBe('12.3%')
    expect(ticksOf({ min: 1, max: 7 })).toEqual([1, 3, 5, 7])
    expect(axisAround([{ low: 1200, high: 1900 }])).toEqual({ min: 1000, max: 2000 })
    expect(axisAround([])).toEqual({ min: 0, max: 1 })
  })
})

describe('a figure by another item', () => {
  it('[RES12] tells the two kinds of withholding apart, all of them last, shares of the column or of the row', () => {
    const chart = crossed(cross)
    expect(chart.columns.at(-1)).toMatchObject({ key: 'all', name: 'All', base: '408', total: true })
    const [maker] = chart.rows
    expect(maker?.cells.map(({ withheld }) => withheld)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'covered',
      'few',
      undefined,
    ])
    expect(maker?.cells[0]).toMatchObject({ count: '66', share: '69%' })
    expect(crossed(cross, 'row').rows[0]?.cells[0]).toMatchObject({ count: '66', share: '23%' })
    expect(leadOf(chart)).toContain('Base: 408 of 434 people answered both items.')
    expect(crossed(merged).columns[3]).toMatchObject({ name: 'Driven by others, Do not go out, Other' })
  })

  it('[RES12] says what can be said: what is specific, else that the largest difference says nothing', () => {
    expect(sayings(of(cross))).toEqual([
      'Driven by others, a shared insurance fund: 52% against 47% among the others, difference between −10 and +19 points: no difference seen.',
    ])
    const specific = { ...cross, rows: bySite.rows.slice(0, 1), columns: bySite.columns }
    expect(sayings(of(specific))).toEqual([
      'Aachen, the maker of the driving system: 85% against 67% among the others, difference between +8 and +28 points: specific here.',
    ])
  })
})

describe('a figure as a file', () => {
  const texts = (svg: string): string => [...svg.matchAll(/>([^<]+)</g)].map(([, text]) => text).join('\n')

  it('[RES14] a table of few columns is as wide as its lines', () => {
    const chart = crossed(cross)
    const { svg } = drawChart(
      {
        ...chart,
        columns: chart.columns.slice(0, 3),
        rows: chart.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 3) })),
      },
      'en',
    )
    const lines = [...svg.matchAll(/width="([\d.]+)" height="[12]"/g)].map(([, width]) => width)
    expect(lines.length).toBeGreaterThan(3)
    expect(new Set(lines).size).toBe(1)
  })

  it('[RES14] says its title, its base, each number and how it was counted, as the page does, in each language', () => {
    for (const language of languages)
      for (const chart of [byPlace(bySite, 'maker', language), crossed(cross, 'column', language)]) {
        const { svg, w, h } = drawChart(chart, language)
        const said = texts(svg).replaceAll('\n', ' ')
        expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1100 /)
        expect([w, h > 300]).toEqual([1100, true])
        for (const part of [chart.title, ...(chart.kind === 'intervals' ? chart.rows.map(({ name }) => name) : [])])
          expect(said).toContain(part.slice(0, 20))
        const numbers =
          chart.kind === 'intervals'
            ? chart.rows.flatMap(({ count, value, difference }) => [count, value, difference])
            : chart.rows.flatMap(({ cells }) => cells.flatMap(({ count, share }) => [count, share]))
        for (const number of numbers) expect(said).toContain(number)
        expect(svg.includes('direction="rtl"')).toBe(language === 'ar')
      }
  })

  it('[RES14] holds nothing of what is withheld, and whatever people call things', () => {
    const told: Told = {
      ...smallSites,
      columns: smallSites.columns.map((one, n) => (n === 1 ? { ...one, text: { und: '<b>&"Lyon"' } } : one)),
    }
    const { svg } = drawChart(byPlace(told), 'en')
    expect(svg).toContain('&lt;b&gt;&amp;&quot;Lyon&quot;')
    expect(texts(svg)).not.toMatch(/52|45|55 to 77/)
    expect(svg.match(/url\(#few\)/g)).toHaveLength(1)
  })
})

it('[RES11] beneath a figure stands that small cells are withheld, but of a file that came in they are not', () => {
  const t = translator(resultsMessages, 'en')
  const [ours] = items.items
  if (ours === undefined) throw new Error('no item')
  expect(methodSaid(bySite, ours, t)).toMatch(/^95% intervals with the table .* Cells under 5 are withheld/)
  const { leaves: _, ...imported } = ours
  expect(methodSaid(bySite, imported, t)).toMatch(/all its numbers leave, small ones too\.$/)
  expect(methodSaid(bySite, imported, t)).not.toContain('withheld')
})

it('[RES11] it stands without any one table, or falls without those that are named; outside none is', () => {
  const t = translator(resultsMessages, 'en')
  const said = (told: Told) => standsSaid(told, 'en', t)
  expect(said(bySite)).toEqual({
    holds: true,
    bold: 'Stands without any one table.',
    text: 'Leaving out any of the 58 moves the share by 1 point at most; the order of the answers stays.',
  })
  expect(said(walk)?.text).toBe('Leaving out any of the 58 moves the mean by 0.21 at most.')
  expect(said(falling)).toMatchObject({ holds: false, bold: 'Changes without table 6.' })
  expect(said(smallSites)).toMatchObject({ holds: false, bold: 'Changes without one of its tables.' })
  const many = { ...falling, stands: { tables: 58, moves: 0.1, order: false, falls: [1, 2, 3, 4, 5, 6, 7] } }
  expect(said(many)?.bold).toBe('Changes without any one of 7 tables, among them 1, 2, 3, 4, 5, 6.')
  expect(said({ ...bySite, stands: { tables: 1, moves: null, order: true, falls: [] } })?.holds).toBeNull()
  expect(said({ ...bySite, stands: null })).toBeNull()
})

it('[RES20] a figure of some people alone says whose, in the words of what they answered', () => {
  const about = {
    item: 'day/about',
    text: { en: 'How I get about' },
    options: [
      { key: 'foot', text: { en: 'On foot' } },
      { key: 'bus', text: { en: 'By bus' } },
    ],
  }
  const once = aloneToo(bySite.question, 'day/about', 'bus')
  const { where = [] } = aloneToo(
    { ...once, where: [...(once.where ?? []), { place: 'site', is: 'Lyon' }] },
    'day/about',
    'foot',
  )
  expect(whoAlone(where, [about], 'en')).toBe('Lyon · How I get about: On foot')
  expect(whoAlone([{ item: 'day/gone', is: 'o1' }], [about], 'en')).toBe('o1')
})
