/** What is read by two: which entries, how far readers agree, by published figures; and what is worded otherwise since. */
import { describe, expect, it } from 'vitest'
import { noThemes, type Themes } from '@tablee/shared/synthesis/fold'
import { erasedSaid, isRead, wordingOf } from '@tablee/shared/synthesis/reading'
import type { ThemeRow } from '@tablee/shared/synthesis/rows'
import { agreementOf, alphaOf, inSample, isOpen, wantsSecond } from '@tablee/shared/synthesis/sample'
import { noSynthesis, synthesisAfter } from '@tablee/shared/synthesis/state'
import { canUndo } from '@tablee/shared/synthesis/steps'

const stateAfter = (...rows: readonly ThemeRow[]) =>
  rows.reduce((now, row, at) => synthesisAfter(now, row, at), noSynthesis)
const after = (...rows: readonly ThemeRow[]): Themes => stateAfter(...rows).themes
const theme = (command: string): ThemeRow => ({ kind: 'theme', command, name: command })
const put = (entry: string, to: string, by = 'ada', said?: string): ThemeRow => ({
  kind: 'put',
  command: `${by}-${entry}-${to}-${said}`,
  entry,
  theme: to,
  by,
  ...(said !== undefined && { said }),
})
const second = (entry: string, themes: readonly string[], by = 'bea'): ThemeRow => ({
  kind: 'second',
  command: `${by}-${entry}`,
  entry,
  themes,
  by,
})

/** As published, a row for each observer, `.` where one was not asked. */
const unitsOf = (...rows: readonly string[]): readonly (readonly string[])[] => {
  const observers = rows.map((row) => row.split(' '))
  return (observers[0] ?? []).map((_, n) => observers.map((row) => row[n] ?? '.').filter((name) => name !== '.'))
}

describe('what is read by two', () => {
  it('[SYN17] agreement is Krippendorff’s alpha: his own three examples come out as he printed them', () => {
    const rounded = (of: readonly (readonly string[])[]) => Number(alphaOf(of)?.toFixed(3))
    expect(rounded(unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'))).toBe(0.095)
    expect(rounded(unitsOf('a a b b d c c c e d d a', 'b a b b b c c c e d d d'))).toBe(0.692)
    expect(
      rounded(
        unitsOf(
          '1 2 3 3 2 1 4 1 2 . . .',
          '1 2 3 3 2 2 4 1 2 5 . 3',
          '. 3 3 3 2 3 4 2 2 5 1 .',
          '1 2 3 3 2 4 4 1 2 5 1 .',
        ),
      ),
    ).toBe(0.743)
    expect(alphaOf([['a', 'a']])).toBe(null)
    expect(alphaOf([['a'], ['b']])).toBe(null)
    expect(alphaOf(unitsOf('a b', 'a b'))).toBe(1)
  })

  it('[SYN16] an entry is in the sample by its name alone, about every so manyth, at every table', () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `b${n % 40}/words/w${n}`)
    expect(names.some((name) => inSample(name, 0))).toBe(false)
    for (const every of [5, 10, 20]) {
      const chosen = names.filter((name) => inSample(name, every))
      expect(chosen.length).toBeGreaterThan((names.length / every) * 0.9)
      expect(chosen.length).toBeLessThan((names.length / every) * 1.1)
      expect(new Set(chosen.map((name) => name.split('/')[0])).size).toBe(40)
    }
    expect(inSample('b1/words/w3', 1)).toBe(true)
  })

  it('[SYN16] the second is another than the first; where they differ it stays with the first until it is settled', () => {
    const base = [theme('a'), theme('b'), { kind: 'sample', command: 's', every: 1 } as const, put('e', 'a')]
    const once = after(...base)
    expect(wantsSecond('e', once.read.get('e'), once.every, 'ada')).toBe(false)
    expect(wantsSecond('e', once.read.get('e'), once.every, 'bea')).toBe(true)
    expect(after(...base, second('e', ['b'], 'ada')).read.get('e')?.twice).toBe(undefined)
    const twice = after(...base, second('e', ['b']))
    expect([...(twice.read.get('e')?.themes ?? [])]).toEqual(['a'])
    expect(isOpen(twice.read.get('e') ?? { themes: new Set(), by: '' })).toBe(true)
    expect(agreementOf(['e'], twice)).toEqual({ twice: 1, alike: 0, alpha: 0 })
    const settled = after(...base, second('e', ['b']), {
      kind: 'settle',
      command: 'x',
      entry: 'e',
      themes: ['a', 'b'],
      by: 'cyd',
    })
    expect([...(settled.read.get('e')?.themes ?? [])]).toEqual(['a', 'b'])
    expect(settled.read.get('e')?.twice?.settled).toBe(true)
    // What they said on their own still counts as it was said.
    expect(agreementOf(['e'], settled)).toEqual({ twice: 1, alike: 0, alpha: 0 })
  })

  it('[SYN16] themes that are merged are one in what both said, too; a theme that the second named is not taken back', () => {
    const base = [theme('a'), theme('b'), { kind: 'sample', command: 's', every: 1 } as const, put('e', 'a')]
    const merged = after(...base, second('e', ['b']), { kind: 'merge', command: 'm', theme: 'b', into: 'a' })
    expect(agreementOf(['e'], merged)).toMatchObject({ twice: 1, alike: 1 })
    expect(canUndo(stateAfter(...base, second('e', ['b'])), 'b')).toBe(false)
  })
})

describe('an entry that is worded otherwise since it was read', () => {
  const now = (said: string | null) => () => said
  it('[SYN18] is unread, and read anew it is where it was put anew', () => {
    const read = after(theme('a'), theme('b'), put('e', 'a', 'ada', 'abcd'))
    expect(isRead(read, 'e', now('abcd'))).toBe(true)
    expect(isRead(read, 'e', now('wxyz'))).toBe(false)
    const again = after(theme('a'), theme('b'), put('e', 'a', 'ada', 'abcd'), put('e', 'b', 'bea', 'wxyz'))
    expect([...(again.read.get('e')?.themes ?? [])]).toEqual(['b'])
    expect(again.read.get('e')?.by).toBe('bea')
    const also = after(theme('a'), theme('b'), put('e', 'a', 'ada', 'abcd'), put('e', 'b', 'bea', 'abcd'))
    expect([...(also.read.get('e')?.themes ?? [])]).toEqual(['a', 'b'])
  })

  it('[SYN18] stays read where nobody noted what it said, and where that was erased', () => {
    expect(isRead(after(theme('a'), put('e', 'a')), 'e', now('wxyz'))).toBe(true)
    expect(isRead(after(theme('a'), put('e', 'a', 'ada', erasedSaid)), 'e', now('wxyz'))).toBe(true)
    expect(isRead(noThemes, 'e', now('wxyz'))).toBe(false)
  })

  it('[SYN18] a comma, a capital or an accent is no other wording', () => {
    expect(wordingOf('Who decides — and WHÈN?')).toBe(wordingOf('who decides, and when'))
    expect(wordingOf('Who decides')).not.toBe(wordingOf('Who decided'))
    expect(wordingOf('من يقرّر؟')).toBe(wordingOf('من يقرر'))
  })
})
