/** What is nearly the same as what, in which order it is suggested, and that a new run moves nothing of it. */
import { describe, expect, it } from 'vitest'
import { comparedOf, createNear, type NearText } from '@tablee/shared/synthesis/near'
import { createPairs, type Pairable } from '@tablee/shared/synthesis/pairs'
import { seeded } from '../support/seeded.ts'

const en = (entry: string, text: string, translations?: Record<string, { text: string }>): NearText => ({
  entry,
  text,
  lang: 'en',
  translations,
})
const named = (...texts: readonly NearText[]) => new Map(texts.map((one) => [one.entry, one]))
const nearTo = (all: ReadonlyMap<string, NearText>, entry: string): readonly string[] => {
  const near = createNear()
  near.follow(all)
  return near.near(entry, 5).flatMap((one) => (one.alike > 0.3 ? [one.entry] : []))
}

describe('near entries', () => {
  it('[HMAP5] are found by what they share, within a language or over a translation', () => {
    const all = named(
      en('a', 'The city may stop the driverless shuttle the same day'),
      en('b', 'The city can stop a driverless shuttle within an hour'),
      { ...en('c', 'La mairie doit pouvoir arrêter cette navette'), lang: 'fr' },
      {
        ...en('d', 'La mairie peut arrêter la navette sans chauffeur', {
          en: { text: 'The city may stop the driverless shuttle' },
        }),
        lang: 'fr',
      },
      en('e', 'Trees along every street'),
    )
    expect(nearTo(all, 'a')).toEqual(['d', 'b'])
    expect(nearTo(all, 'd')).toContain('c')
    expect(nearTo(all, 'e')).toEqual([])
    const near = createNear()
    near.follow(all)
    expect(near.near('a', 1)[0]).toMatchObject({ entry: 'd', lang: 'en', over: true })
    expect(near.follow(new Map([...all].filter(([entry]) => entry !== 'd')))).toEqual({ come: [], gone: ['d'] })
    expect(near.near('a', 5).map(({ entry }) => entry)).not.toContain('d')
  })

  it('[HMAP5] say what differs in the words that stand there', () => {
    const { shared, differs } = comparedOf(
      'Only if the city may stop the line the same day',
      'The city must be able to stop the line within an hour',
    )
    expect(shared).toEqual(['city', 'stop', 'line'])
    expect(differs).toEqual([
      ['Only if', 'same day'],
      ['must be able to', 'within an hour'],
    ])
  })
})

const words = 'night tram ticket school garden river bridge noise driver market doctor window winter summer'.split(' ')
describe('pairs that may be the same', () => {
  it.each([20_261_128, Date.now() % 1_000_000])(
    '[HMAP5] stand in one order, however they came: what is new moves none of them: %i',
    (seed) => {
      const { below: pick } = seeded(seed)
      const sentence = (): string => Array.from({ length: 6 }, () => words[pick(words.length)]).join(' ')
      const all = Array.from(
        { length: 120 },
        (_, n): Pairable => ({ ...en(`e${n}`, sentence()), group: `g${n % 2}`, at: n }),
      )
      const run = (...parts: readonly (readonly Pairable[])[]) => {
        const pairs = createPairs()
        for (const part of parts) {
          pairs.follow(new Map(part.map((one) => [one.entry, one])))
          expect(pairs.look(() => true)).toBe(true)
          // Nobody writes any more.
          pairs.follow(new Map(part.map((one) => [one.entry, one])))
          expect([pairs.look(() => true), pairs.resting()]).toEqual([true, 0])
        }
        return pairs.all().map(({ a, b }) => `${a} ${b}`)
      }
      const once = run(all)
      expect(once.length, `seed ${seed}`).toBeGreaterThan(5)
      expect(run(all.toReversed()), `seed ${seed}`).toEqual(once)
      // What was found before keeps its order among what is found now.
      const before = run(all.slice(0, 100))
      const later = run(all.slice(0, 100), all)
      const stayed = new Set(before)
      expect(
        later.filter((pair) => stayed.has(pair)),
        `seed ${seed}`,
      ).toEqual(before)
      const group = new Map(all.map((one) => [one.entry, one.group]))
      for (const pair of once) expect(new Set(pair.split(' ').map((one) => group.get(one))).size).toBe(1)
    },
  )

  it('[HMAP5] are looked for in turns, and those of what left are gone', () => {
    const pairs = createPairs()
    const two = ['a', 'b'].map((entry, at): Pairable => ({ ...en(entry, 'Trams at night'), group: 'g', at }))
    pairs.follow(new Map(two.map((one) => [one.entry, one])))
    expect([pairs.look(() => false), pairs.all().length]).toEqual([false, 0])
    expect([pairs.look(() => true), pairs.all().length]).toEqual([true, 1])
    pairs.follow(new Map(two.slice(1).map((one) => [one.entry, one])))
    expect(pairs.all()).toEqual([])
  })
})
