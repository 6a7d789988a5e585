/** A theme team's rows and what they say: merged, split, ordered, taken back. */
import { describe, expect, it } from 'vitest'
import type { Themes } from '@tablee/shared/synthesis/fold'
import { readSynthesisRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisAfter, synthesisOf, type Synthesis } from '@tablee/shared/synthesis/state'
import { canUndo, newestFirst } from '@tablee/shared/synthesis/steps'
import { seeded } from '../support/seeded.ts'

const stateAfter = (...rows: readonly SynthesisRow[]): Synthesis =>
  rows.reduce((now, row, at) => synthesisAfter(now, row, at), noSynthesis)
const after = (...rows: readonly SynthesisRow[]): Themes => stateAfter(...rows).themes
const theme = (command: string, name = command): SynthesisRow => ({ kind: 'theme', command, name })
const put = (entry: string, to: string, by = 'ada', command = `put-${entry}-${to}`): SynthesisRow => ({
  kind: 'put',
  command,
  entry,
  theme: to,
  by,
})
const inside = (now: Themes, of: string): readonly string[] =>
  [...now.read].flatMap(([entry, { themes }]) => (themes.has(of) ? [entry] : []))
const order = ({ themes }: Themes): readonly string[] => themes.map(({ name }) => name)

describe('themes', () => {
  it('[SYN1] an entry that is put in a theme is read, and may be in several', () => {
    const now = after(theme('night'), theme('money'), put('b/words/1', 'night'), put('b/words/1', 'money', 'bea'))
    expect([...(now.read.get('b/words/1')?.themes ?? [])]).toEqual(['night', 'money'])
    expect(now.read.get('b/words/1')?.by).toBe('ada')
    expect(now.readers).toEqual(['ada', 'bea'])
  })

  it('[SYN1] what is in no theme is read all the same, and leaves the themes that it was in', () => {
    const now = after(theme('night'), put('e', 'night'), { kind: 'none', command: 'n', entry: 'e', by: 'ada' })
    expect(now.read.get('e')?.themes.size).toBe(0)
  })

  it('[SYN2] merged, the one has what both had; split, the new one has what was chosen and stands beside', () => {
    const base = [theme('a'), theme('b'), theme('c'), put('1', 'a'), put('2', 'b'), put('3', 'b'), put('1', 'b')]
    const merged = after(...base, { kind: 'merge', command: 'm', theme: 'b', into: 'a' })
    expect(order(merged)).toEqual(['a', 'c'])
    expect(inside(merged, 'a')).toEqual(['1', '2', '3'])
    const split = after(...base, { kind: 'split', command: 's', theme: 'b', name: 'of b', entries: ['3'] })
    expect(order(split)).toEqual(['a', 'b', 'of b', 'c'])
    expect([inside(split, 'b'), inside(split, 's')]).toEqual([['1', '2'], ['3']])
  })

  it('[SYN2] renamed and put in another order they hold what they held', () => {
    const now = after(
      theme('a'),
      theme('b'),
      theme('c'),
      put('1', 'c'),
      { kind: 'rename', command: 'r', theme: 'c', name: 'sea' },
      { kind: 'place', command: 'p', theme: 'c', before: 'a' },
      { kind: 'place', command: 'q', theme: 'a', before: null },
    )
    expect(order(now)).toEqual(['sea', 'b', 'a'])
    expect(inside(now, 'c')).toEqual(['1'])
  })

  it('[SYN3] any step can be taken back, however long ago, and done again', () => {
    const base = [
      theme('a'),
      theme('b'),
      put('1', 'b'),
      { kind: 'merge', command: 'm', theme: 'b', into: 'a' } as const,
    ]
    const later = [...base, put('2', 'a')]
    const back = after(...later, { kind: 'undo', command: 'u', of: 'm' })
    expect([inside(back, 'a'), inside(back, 'b')]).toEqual([['2'], ['1']])
    const again = after(...later, { kind: 'undo', command: 'u', of: 'm' }, { kind: 'redo', command: 'v', of: 'm' })
    expect(again.read).toEqual(after(...later).read)
    expect(again.themes).toEqual(after(...later).themes)
  })

  it('[SYN3] a theme that somebody used meanwhile is not taken from them with the step that made it', () => {
    const used = stateAfter(theme('a'), put('1', 'a'))
    expect(canUndo(used, 'a')).toBe(false)
    expect(canUndo(used, 'put-1-a')).toBe(true)
    const unused = synthesisAfter(used, { kind: 'undo', command: 'u', of: 'put-1-a' }, 3)
    expect(canUndo(unused, 'a')).toBe(true)
    expect(canUndo(unused, 'put-1-a')).toBe(false)
    expect(canUndo(unused, 'nothing')).toBe(false)
  })

  // A seed that was red once stays.
  it.each([593_314, Date.now() % 1_000_000])(
    '[SYN3] read row by row or in one go, a long day says the same: %i',
    (seed) => {
      const { below: pick } = seeded(seed)
      const rows: SynthesisRow[] = [theme('t0'), theme('t1')]
      for (let n = 0; n < 300; n += 1) {
        const command = `c${n}`
        const [entry, of, other] = [`e${pick(40)}`, `t${pick(6)}`, `t${pick(6)}`]
        const before = rows[pick(rows.length)]?.command ?? ''
        rows.push(
          (
            [
              put(entry, of, `d${pick(3)}`, command),
              put(entry, other, `d${pick(3)}`, command),
              { kind: 'out', command, entry, theme: of, by: 'd1' },
              { kind: 'none', command, entry, by: 'd2' },
              { kind: 'refuse', command, entry, theme: of, by: 'd2' },
              { kind: 'sample', command, every: 1 },
              { kind: 'second', command, entry, themes: [of], by: 'd3' },
              { kind: 'settle', command, entry, themes: [other], by: 'd1' },
              {
                kind: 'put',
                command,
                entry,
                theme: of,
                by: 'd1',
                said: `s${pick(2)}`,
                along: [{ entry: `e${pick(40)}` }],
              },
              { kind: 'theme', command: `t${pick(6)}`, name: command },
              { kind: 'merge', command, theme: of, into: other },
              { kind: 'place', command, theme: of, before: other },
              { kind: 'split', command, theme: of, name: command, entries: [entry] },
              { kind: 'same', command, a: entry, b: `e${pick(40)}`, by: 'd1' },
              { kind: 'different', command, a: entry, b: `e${pick(40)}`, by: 'd1' },
              { kind: 'apart', command, entry, by: 'd2' },
              { kind: 'show', command, entry, by: 'd2' },
              { kind: 'undo', command, of: before },
              { kind: 'redo', command, of: before },
            ] as const
          )[pick(19)] ?? theme(command),
        )
      }
      const one = stateAfter(...rows)
      const all = synthesisOf(rows.map((row, at) => ({ row, at })))
      expect(all, `seed ${seed}`).toEqual(one)
      const listed = [...newestFirst(all)]
      expect(listed.map(({ row }) => row)).toEqual(all.steps.map(({ row }) => row).toReversed())
      const times = Map.groupBy(all.steps, ({ row }) => row.command)
      // The server takes no two of one name.
      for (const { row, canUndo: can } of listed)
        if (times.get(row.command)?.length === 1)
          expect([row.command, can], `seed ${seed}`).toEqual([row.command, canUndo(all, row.command)])
      for (const row of rows) expect(readSynthesisRow(JSON.stringify(row))).toEqual(row)
    },
  )

  it('[SYN1] a row of a later version is none of a theme team’s (MVE1 stops there)', () => {
    expect(readSynthesisRow('{"kind":"dream","command":"c"}')).toBe(null)
  })
})
