/** A partner's published figures: read from a table, and set beside ours. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { calledTheSame, readTheSame, setBeside, type OurFigure } from '@tablee/shared/partner/compare'
import type { Match, PublishedItem } from '@tablee/shared/partner/rows'
import { BadFile } from '@tablee/shared/file'
import { isPublished, publishedLimits, readPublished } from '@tablee/shared/formats/csv-published'

const set = resolve(import.meta.dirname, '../../../shared/data/missions-publiques-published/published_figures.csv')
const here = existsSync(set)
if (!here) console.log('not run: no data (missions-publiques-published)')

const faultOf = (text: string): unknown => {
  try {
    readPublished(text, 'figures.csv', 'en')
  } catch (cause) {
    return cause instanceof BadFile ? [cause.fault.code, cause.at.line ?? null] : cause
  }
  return null
}

describe('a table of published figures', () => {
  it('[BES1] is questions with their options; what its figures are of stands in its own words, or as one of ours', () => {
    const { items, left } = readPublished(
      [
        'question;option;value;unit;of;base;n;note',
        'Who should answer?;the maker;70,5;%;people;valid;1012;',
        'Who should answer?;the city;15+;%;people;valid;1012;',
        'Would you get in?;yes;0.4;share;votes cast;;;several each',
        'participants;all;361;citizens;;;;',
        'trust;;12;%;;;;',
      ].join('\n'),
      'figures.csv',
      'en',
    )
    expect(left).toBe(2)
    expect(items).toEqual([
      {
        key: 'i1',
        text: { en: 'Who should answer?' },
        of: '',
        stated: '',
        source: '',
        unit: 'people',
        base: 'valid',
        people: 1012,
        options: [
          { key: 'o1', text: { en: 'the maker' }, share: 0.705 },
          { key: 'o2', text: { en: 'the city' }, share: 0.15, least: true },
        ],
      },
      {
        key: 'i2',
        text: { en: 'Would you get in?' },
        of: '',
        stated: 'votes cast; several each',
        source: '',
        unit: null,
        base: null,
        people: null,
        options: [{ key: 'o1', text: { en: 'yes' }, share: 0.4 }],
      },
    ])
    // The same words of another base are another figure.
    const twice = readPublished('item,option,value,unit,base\nA,x,1,%,all\nA,x,2,%,valid\n', 'f.csv', 'en')
    expect(twice.items.map(({ base, options }) => [base, options[0]?.share])).toEqual([
      ['all', 0.01],
      ['valid', 0.02],
    ])
    expect(isPublished(['Question', ' option', 'VALUE', 'more'])).toBe(true)
    expect(isPublished(['id', 'option', 'value'])).toBe(false)
  })

  it('[BES1] a column that is called percent needs no unit; a column short it is refused, and not counted as people', () => {
    const shares = (text: string) => readPublished(text, 'f.csv', 'en').items[0]?.options.map(({ share }) => share)
    expect(shares('question,answer,percent\nA,yes,40\nA,no,60\n')).toEqual([0.4, 0.6])
    expect(shares('question,answer,share\nA,yes,0.4\n')).toEqual([0.4])
    expect(shares('question,answer,percent,unit\nA,yes,0.4,share\n')).toEqual([0.4])
    expect(isPublished(['answer', 'Percent'])).toBe(true)
    expect(faultOf('answer,percent\nyes,40\n')).toEqual(['csv-column', 1])
    // By the name that the page tells people.
    expect(() => readPublished('answer,percent\nyes,40\n', 'f.csv', 'en')).toThrow(
      expect.objectContaining({ fault: { code: 'csv-column', values: { column: 'question' } } }),
    )
    expect(isPublished(['id', 'answer', 'age'])).toBe(false)
  })

  it('[BES1] signs that nobody sees, or that turn a line around, are in no question and no option', () => {
    const text = 'item,option,percent\nIn\u202e?,y\u0000es\u200b,41\nIn?,no,59\n'
    const { items } = readPublished(text, 'panel.csv', 'en')
    expect(items.map((one) => [one.text, one.options.map((option) => option.text)])).toEqual([
      [{ en: 'In?' }, [{ en: 'yes' }, { en: 'no' }]],
    ])
  })

  it('[BES1] that is wrong is told with its line, and nothing of it is taken', () => {
    const head = 'item,option,value,unit\n'
    expect(faultOf(`${head}A,x,101,%\n`)).toEqual(['out-of-range', 2])
    expect(faultOf(`${head}A,x,0.4,share\nA,y,1.2,share\n`)).toEqual(['out-of-range', 3])
    expect(faultOf(`${head}A,x,10,%\nB,x,1,%\nA,x,11,%\n`)).toEqual(['id-twice', 4])
    expect(faultOf('item,value,unit\nA,10,%\n')).toEqual(['csv-column', 1])
    expect(faultOf(`${head}A,x,ten,%\nA,y,,%\n`)).toEqual(['nothing-in-it', null])
    expect(
      faultOf(head + Array.from({ length: publishedLimits.items + 1 }, (_, n) => `Q${n},x,1,%`).join('\n')),
    ).toEqual(['too-many-items', null])
    expect(
      faultOf(
        head + Array.from({ length: publishedLimits.options + 1 }, (_, n) => `Q,${n},1,%`).join('\n'),
      )?.toString(),
    ).toMatch(/^list-length/)
    expect(faultOf(`${head}A,"x,1,%\n`)).toEqual(['csv-quote', 2])
  })

  it.runIf(here)(
    '[BES1] of real dialogues: 43 figures of 14 questions with what they say they are of, 22 rows that are none',
    () => {
      const { items, left } = readPublished(readFileSync(set, 'utf8'), 'published_figures.csv', 'en')
      expect([items.length, items.flatMap(({ options }) => options).length, left]).toEqual([14, 43, 22])
      // Twelve of them, laid out: what they are, and what they are of.
      const rows = items.flatMap(({ of, stated, unit, people, options }) =>
        options.map(({ share, least }) => [
          of.slice(0, 6),
          stated.slice(0, 21),
          unit,
          people,
          Math.round(share * 1000),
          least,
        ]),
      )
      const laid = (of: string, stated: string, shares: readonly number[]) =>
        shares.map((share) => [of, stated, null, null, share, undefined])
      expect([...rows.slice(0, 4), ...rows.slice(20, 24), ...rows.slice(25, 29)]).toEqual([
        ...laid('Driver', 'share of votes cast; ', [550, 400, 370, 230]),
        ...laid('We, th', '', [500, 250, 580, 220]),
        ...laid('We, th', 'share of TABLE GROUPS', [530, 520, 320, 250]),
      ])
      expect(items.flatMap(({ options }) => options).filter(({ least }) => least)).toHaveLength(2)
    },
  )
})

const theirs = (shares: readonly number[], more: Partial<PublishedItem> = {}): PublishedItem => ({
  key: 'i1',
  text: { en: 'Who should answer?' },
  of: '',
  stated: '',
  source: '',
  unit: 'people',
  base: 'valid',
  people: 1000,
  options: shares.map((share, n) => ({ key: `o${n + 1}`, text: { en: `option ${n + 1}` }, share })),
  ...more,
})
const ours = (...rows: readonly (readonly [share: number | null, low?: number, high?: number])[]): OurFigure => ({
  unit: 'people',
  base: 'valid',
  rows: rows.map(([share, low, high], n) => ({
    key: `a${n + 1}`,
    share,
    interval: low === undefined || high === undefined ? null : { low, high },
  })),
})
const match = (more: Partial<Match> = {}, pairs = 1): Match => ({
  ours: 'q/who',
  words: 'same',
  options: Array.from({ length: pairs }, (_, n) => [`o${n + 1}`, `a${n + 1}`] as const),
  unit: 'people',
  base: 'valid',
  people: 1000,
  ...more,
})

describe('a partner’s question beside ours', () => {
  it('[BES3] converges where the difference is within ten points, differs where it is not none, and else says too few', () => {
    const near = setBeside(ours([0.7, 0.65, 0.75]), theirs([0.69]), match())
    expect(near).toMatchObject({ says: 'converges' })
    expect(near.options[0]?.difference).toBeCloseTo(0.01, 10)
    // 690 of 1,000: Clopper and Pearson say 0.660 to 0.719.
    expect(near.options[0]?.interval?.low.toFixed(3)).toBe('0.660')
    expect(near.options[0]?.interval?.high.toFixed(3)).toBe('0.719')
    // By hand: 0.01 - √(0.05² + 0.029²).
    expect(near.options[0]?.apart?.low).toBeCloseTo(
      0.01 - Math.hypot(0.05, (near.options[0]?.interval?.high ?? 0) - 0.69),
      10,
    )
    expect(setBeside(ours([0.7, 0.65, 0.75]), theirs([0.5]), match())).toMatchObject({ says: 'differs' })
    expect(setBeside(ours([0.7, 0.5, 0.85]), theirs([0.69]), match())).toMatchObject({ says: 'cannot', why: 'too-few' })
    // One option apart is a question apart; one that is open leaves it open.
    expect(setBeside(ours([0.7, 0.65, 0.75], [0.2, 0.17, 0.23]), theirs([0.69, 0.4]), match({}, 2)).says).toBe(
      'differs',
    )
    expect(setBeside(ours([0.7, 0.65, 0.75], [0.2, 0.05, 0.4]), theirs([0.69, 0.2]), match({}, 2))).toMatchObject({
      says: 'cannot',
      why: 'too-few',
    })
    // In the order of ours, in whichever they were set beside each other.
    const turned = match({ options: match({}, 2).options.toReversed() })
    const two = setBeside(ours([0.7, 0.65, 0.75], [0.2, 0.17, 0.23]), theirs([0.69, 0.4]), turned)
    expect(two.options.map(({ ours: key }) => key)).toEqual(['a1', 'a2'])
    // Weights leave fewer people than were asked.
    const weighed = setBeside(ours([0.7, 0.65, 0.75]), theirs([0.69], { effective: 60 }), match())
    expect(weighed).toMatchObject({ says: 'cannot', why: 'too-few' })
  })

  it('[BES4] is not compared where units, bases or meaning are others, nobody says them, or a number is missing; it says which', () => {
    const figure = ours([0.7, 0.65, 0.75])
    const why = (its: Match, figure_: OurFigure = figure, their = theirs([0.4])): unknown => {
      const found = setBeside(figure_, their, its)
      return [found.says, found.why]
    }
    expect(why(match({ words: 'other-meaning' }))).toEqual(['cannot', 'other-meaning'])
    expect(why(match({ unit: null }))).toEqual(['cannot', 'unit-unsaid'])
    expect(why(match({ unit: 'answers' }))).toEqual(['cannot', 'other-unit'])
    expect(why(match({ base: null }))).toEqual(['cannot', 'base-unsaid'])
    expect(why(match({ base: 'all' }))).toEqual(['cannot', 'other-base'])
    expect(why(match({ people: null }))).toEqual(['cannot', 'people-unsaid'])
    expect(why(match({ options: [] }))).toEqual(['cannot', 'no-option'])
    expect(why(match({ options: [['o9', 'a1']] }))).toEqual(['cannot', 'no-option'])
    expect(why(match(), ours([null]))).toEqual(['cannot', 'withheld'])
    expect(why(match(), ours([0.7]))).toEqual(['cannot', 'no-interval'])
    const least = theirs([], { options: [{ key: 'o1', text: {}, share: 0.15, least: true }] })
    expect(why(match(), figure, least)).toEqual(['cannot', 'at-least'])
    // Numbers stand beside each other all the same.
    expect(setBeside(figure, theirs([0.4]), match({ words: 'other-meaning' })).options[0]).toMatchObject({
      share: 0.4,
      difference: null,
    })
  })

  it('[BES4] in other words may converge; a difference may be the words, and is not said to be one', () => {
    expect(setBeside(ours([0.7, 0.65, 0.75]), theirs([0.69]), match({ words: 'reworded' })).says).toBe('converges')
    expect(setBeside(ours([0.7, 0.65, 0.75]), theirs([0.4]), match({ words: 'reworded' }))).toMatchObject({
      says: 'cannot',
      why: 'other-words',
    })
  })

  it('[BES6] a question that reads otherwise begins as one in other words', () => {
    expect(readTheSame({ en: 'Would you  get in?' }, { fr: 'Monteriez-vous ?', en: 'would you get in?' })).toBe(true)
    expect(readTheSame({ en: 'Reduce the number of refugees' }, { en: 'Reduce the number of refuges.' })).toBe(false)
  })

  it('[BES6] begins with the answers that are called the same, in any language of both, each once', () => {
    const said = (key: string, text: Readonly<Record<string, string>>) => ({ key, text })
    expect(
      calledTheSame(
        [said('o1', { en: ' The  City ' }), said('o2', { en: 'the maker' }), said('o3', { en: 'the city' })],
        [
          said('maker', { fr: 'le fabricant', en: 'The maker' }),
          said('city', { en: 'the city' }),
          said('none', { en: '' }),
        ],
      ),
    ).toEqual([
      ['o1', 'city'],
      ['o2', 'maker'],
    ])
  })
})
