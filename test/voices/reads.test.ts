/** In which languages a site's people read: no number of few follows from what is told and how many sit there. */
import { readsOf, type Reads } from '@tablee/server/voices/reads'
import type { Lang, SeatCode } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import { yes } from './hall.ts'
import { seeded } from '../support/seeded.ts'

const seed = Number(process.env['READS_SEED'] ?? Date.now() % 1_000_000)
type Seats = Parameters<typeof readsOf>[0]
const seatsOf = (langs: readonly string[]): Seats =>
  langs.map((lang, n) => ({
    seat: `T1-${String(n + 1).padStart(2, '0')}` as SeatCode,
    consent: { ...yes, how: 'phone', lang: lang as Lang },
    consentAt: n,
  }))
const group = (counts: Readonly<Record<string, number>>): Seats =>
  seatsOf(Object.entries(counts).flatMap(([lang, count]) => Array.from({ length: count }, () => lang)))

/** Every way in which so many people can read these languages that is told like this. */
function* worlds(langs: readonly string[], people: number): Generator<Record<string, number>> {
  const [lang, ...rest] = langs
  if (lang === undefined) return
  if (rest.length === 0) return void (yield { [lang]: people })
  for (let count = 0; count <= people; count += 1)
    for (const others of worlds(rest, people - count)) yield { [lang]: count, ...others }
}

it('[ASK6] tells how many read a language where no number of few follows from it', () => {
  const some = [
    { lang: 'en', seats: null },
    { lang: 'de', seats: null },
  ]
  expect(readsOf(group({ en: 12, de: 3 }))).toEqual(some)
  expect(readsOf(group({ en: 30, de: 20, ar: 10 }))).toEqual([
    { lang: 'en', seats: 30 },
    { lang: 'de', seats: 20 },
    { lang: 'ar', seats: 10 },
  ])
  expect(readsOf(group({ en: 4 }))).toEqual([])
  // 35 less 20, and the rest is  who reads Arabic and of those who cover them.
  expect(readsOf(group({ en: 20, de: 13, ar: 2 }))).toEqual([
    { lang: 'en', seats: 20 },
    { lang: 'de', seats: null },
    { lang: 'ar', seats: null },
  ])
})

it('[ASK6] in every way in which up to fifteen people read three languages, nobody can work out a number below five', () => {
  const langs = ['en', 'de', 'ar']
  for (const people of [5, 10, 15]) {
    const told = new Map<string, Record<string, number>[]>()
    for (const world of worlds(langs, people)) {
      const key = JSON.stringify(readsOf(group(world)))
      told.set(key, [...(told.get(key) ?? []), world])
    }
    for (const [key, all] of told)
      for (const lang of langs) {
        const counts = new Set(all.map((world) => world[lang] ?? 0))
        // Where it may be one number only, that is of five or more, or nobody is said to read it.
        const [only] = [...counts]
        const named = (JSON.parse(key) as Reads).some((one) => one.lang === lang)
        if (counts.size === 1 && (named || only !== 0)) expect(only, `${people}: ${key}`).toBeGreaterThanOrEqual(5)
      }
  }
})

it(`[ASK6] while people come one by one, each step that is told is of five people or none (seed ${seed})`, () => {
  const { pick } = seeded(seed)
  for (let day = 0; day < 50; day += 1) {
    const langs = Array.from({ length: 40 }, () => pick(['en', 'en', 'en', 'de', 'de', 'ar']))
    let [before, changed] = [JSON.stringify([]), 0]
    for (let people = 1; people <= langs.length; people += 1) {
      const now = JSON.stringify(readsOf(seatsOf(langs.slice(0, people))))
      if (now === before) continue
      expect(people - changed, `day ${day}, ${people} people`).toBeGreaterThanOrEqual(5)
      expect(people % 5).toBe(0)
      ;[before, changed] = [now, people]
    }
  }
})
