/** Suggestions on sets that people coded, beside always the commonest theme; and what is counted of such a set. */
import { describe, expect, it } from 'vitest'
import type { BoardId, SiteId, TableId } from '@tablee/shared/ids'
import { coverageOf } from '@tablee/shared/synthesis/coverage'
import type { Reading } from '@tablee/shared/synthesis/fold'
import { synthesisOf } from '@tablee/shared/synthesis/state'
import { createSuggester, type Sentence } from '@tablee/shared/synthesis/suggest'
import { coded, countedOfOttensen, hasCoded, type Coded } from '../support/codedSets.ts'
import { seeded } from '../support/seeded.ts'

const asRead = (all: readonly (Coded & { readonly entry: string })[]) => ({
  sentences: new Map<string, Sentence>(all.map((one) => [one.entry, one])),
  read: new Map<string, Reading>(all.map(({ entry, themes }) => [entry, { themes: new Set(themes), by: 'ada' }])),
})

/** Of each theme the share of its entries of which it is among the first so many; of all themes the mean. */
function recall(
  set: readonly Coded[],
  themes: readonly string[],
  firsts: readonly (readonly string[])[],
  most: number,
) {
  const of = themes.map((theme) => {
    const own = set.flatMap((one, n) => (one.themes.includes(theme) ? [firsts[n]?.slice(0, most) ?? []] : []))
    return own.filter((first) => first.includes(theme)).length / own.length
  })
  return of.reduce((sum, one) => sum + one, 0) / of.length
}

describe('suggestions on what people coded', () => {
  for (const [name, open] of Object.entries(coded))
    it.skipIf(!hasCoded)(
      `[SYN13] ${name}: recall per theme and at 3, four fifths read, beside always the commonest`,
      () => {
        const { below } = seeded(7)
        const set = open()
          .map((one, n) => ({ ...one, entry: `e${n}`, turn: below(1_000_000) }))
          .sort((a, b) => a.turn - b.turn)
        const themes = [...new Set(set.flatMap((one) => one.themes))]
        const ranked: string[][] = []
        const common: string[][] = []
        for (let fold = 0; fold < 5; fold += 1) {
          const suggester = createSuggester()
          const { sentences, read } = asRead(set.filter((_, n) => n % 5 !== fold))
          suggester.follow(sentences, { read })
          const counts = themes
            .map((theme) => [theme, [...read.values()].filter((one) => one.themes.has(theme)).length] as const)
            .sort((a, b) => b[1] - a[1])
          for (const [n, one] of set.entries()) {
            if (n % 5 !== fold) continue
            ranked[n] = suggester.rank(one).map(({ theme }) => theme)
            common[n] = counts.map(([theme]) => theme)
          }
        }
        const [one, three] = [recall(set, themes, ranked, 1), recall(set, themes, ranked, 3)]
        const [base, baseThree] = [recall(set, themes, common, 1), recall(set, themes, common, 3)]
        console.log(
          `suggestions, ${name}: ${set.length} entries, ${themes.length} themes: recall per theme ${one.toFixed(3)} (always the commonest ${base.toFixed(3)}), at 3 ${three.toFixed(3)} (${baseThree.toFixed(3)})`,
        )
        expect(one).toBeGreaterThan(base)
        expect(three).toBeGreaterThan(baseThree)
      },
    )
  it.skipIf(!hasCoded)('[SYN11] Ottensen, put in its themes by rows, counts as its authors counted', () => {
    const set = coded['Ottensen (de)']?.() ?? []
    const names = [...new Set(set.flatMap(({ themes }) => themes))]
    const rows = [
      ...names.map((name) => ({ kind: 'theme', command: name, name }) as const),
      ...set.flatMap(({ themes }, n) =>
        themes.map((theme) => ({ kind: 'put', command: `${n} ${theme}`, entry: `e${n}`, theme, by: 'ada' }) as const),
      ),
    ]
    const entries = set.map(({ text, lang }, n) => ({
      ...({
        entry: `e${n}`,
        kind: 'words',
        text,
        lang,
        at: n,
        seat: null,
        capture: null,
        as: null,
        about: null,
      } as const),
      board: 'b' as BoardId,
      table: `t${n % 14}` as TableId,
      number: n % 14,
      site: 's' as SiteId,
      session: 1,
    }))
    const { themes } = coverageOf(entries, synthesisOf(rows.map((row, at) => ({ row, at }))).themes)
    const { documents, codes } = countedOfOttensen()
    expect(set).toHaveLength(documents)
    expect(Object.fromEntries([...themes].map(([name, { entries: n }]) => [name, n]))).toEqual(codes)
  })

  if (!hasCoded) console.log('not run: no data')
})
