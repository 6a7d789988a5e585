/** Keys of themes: a reader learns one by heart, and it stays with its theme. */
import { describe, expect, it } from 'vitest'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisAfter, synthesisOf } from '@tablee/shared/synthesis/state'
import { themeKeys } from '@tablee/shared/synthesis/theme-keys'
import { seeded } from '../support/seeded.ts'

const theme = (command: string): SynthesisRow => ({ kind: 'theme', command, name: command })
const merge = (from: string, into: string): SynthesisRow => ({
  kind: 'merge',
  command: `${from} into ${into}`,
  theme: from,
  into,
})
const back = (of: string): SynthesisRow => ({ kind: 'undo', command: `not ${of}`, of })
const after = (rows: readonly SynthesisRow[]) =>
  rows.reduce((now, row, at) => synthesisAfter(now, row, at), noSynthesis)
/** As a reader sees them: each theme that stands, with its key, in the team's order. */
const keysAfter = (...rows: readonly SynthesisRow[]): readonly string[] => {
  const { themes, keys } = after(rows)
  return themes.themes.map(({ id }) => `${keys.keys.get(id) ?? 'none'} ${id}`)
}
const many = (length: number, name: string): SynthesisRow[] =>
  Array.from({ length }, (_, n) => theme(`${name}${n + 1}`))

describe('keys of themes', () => {
  it('[SYN22] there are 124: a digit, a letter, then two signs; none is what the page does by itself', () => {
    expect(themeKeys.slice(0, 12)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C'])
    expect(themeKeys).toHaveLength(124)
    expect(new Set(themeKeys).size).toBe(124)
    expect(themeKeys.filter((key) => key.length === 1 && 'NZXS0'.includes(key))).toEqual([])
    expect(themeKeys.find((key) => key.length === 2)).toBe(',1')
  })

  it('[SYN26] merged, split, ordered and taken back, every other theme keeps its key', () => {
    const three = [theme('buses'), theme('money'), theme('night')]
    expect(keysAfter(...three, merge('buses', 'night'))).toEqual(['2 money', '3 night'])
    expect(
      keysAfter(...three, merge('buses', 'night'), {
        kind: 'split',
        command: 'trams',
        theme: 'money',
        name: 'trams',
        entries: ['e'],
      }),
    ).toEqual(['2 money', '4 trams', '3 night'])
    expect(keysAfter(...three, { kind: 'place', command: 'p', theme: 'night', before: 'buses' })).toEqual([
      '3 night',
      '1 buses',
      '2 money',
    ])
    expect(keysAfter(...three, back('buses'), theme('fares'))).toEqual(['2 money', '3 night', '4 fares'])
  })

  it('[SYN26] what stands again has the key that it had', () => {
    const rows = [theme('buses'), theme('money'), merge('buses', 'money'), theme('night'), back('buses into money')]
    expect(keysAfter(...rows)).toEqual(['1 buses', '2 money', '3 night'])
    expect(
      keysAfter(theme('a'), theme('b'), back('a'), theme('c'), { kind: 'redo', command: 'again', of: 'a' }),
    ).toEqual(['1 a', '2 b', '3 c'])
  })

  it('[SYN26] a key that is free is given last, to a new theme alone, and the one that is free longest first', () => {
    const full = [...many(124, 't'), merge('t7', 't1'), merge('t3', 't1')]
    const now = keysAfter(...full, theme('new'), theme('newer'), theme('without'))
    expect(now.slice(-3)).toEqual([`${themeKeys[6]} new`, `${themeKeys[2]} newer`, 'none without'])
    // Its key is another's by now: it stands without one, and takes nobody's.
    expect(keysAfter(...full, theme('new'), theme('newer'), back('t7 into t1'))).toContain('none t7')
    expect(keysAfter(...full, theme('new'), back('t3 into t1'))).toContain(`${themeKeys[2]} t3`)
  })

  it('[SYN26] no two themes ever have one key, and none that stands changes its own', () => {
    const seed = 20261129
    const random = seeded(seed)
    const pick = <T>(of: readonly T[]): T | undefined => (of.length === 0 ? undefined : random.pick(of))
    let now = noSynthesis
    const rows: SynthesisRow[] = []
    const step = (row: SynthesisRow): void => {
      rows.push(row)
      const before = now
      now = synthesisAfter(now, row, rows.length)
      const keys = now.themes.themes.flatMap(({ id }) => now.keys.keys.get(id) ?? [])
      expect(new Set(keys).size, `seed ${seed}, row ${rows.length}`).toBe(keys.length)
      for (const { id } of before.themes.themes)
        if (now.themes.themes.some((one) => one.id === id) && before.keys.keys.has(id))
          expect(now.keys.keys.get(id), `seed ${seed}, row ${rows.length}, ${id}`).toBe(before.keys.keys.get(id))
    }
    for (let n = 0; n < 260; n += 1) {
      const [a, b] = [pick(now.themes.themes)?.id, pick(now.themes.themes)?.id]
      const done = pick(rows.filter(({ kind }) => kind === 'merge' || kind === 'theme'))
      if (random.next() < 0.25 && a !== undefined && b !== undefined && a !== b)
        step({ kind: 'merge', command: `m${n}`, theme: a, into: b })
      else if (random.next() < 0.2 && done !== undefined)
        step({ kind: now.undone.has(done.command) ? 'redo' : 'undo', command: `u${n}`, of: done.command })
      else step(theme(`t${n}`))
    }
    expect(synthesisOf(rows.map((row, at) => ({ row, at: at + 1 })))).toEqual(now)
  })
})
