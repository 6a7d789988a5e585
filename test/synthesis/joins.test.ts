/** What a theme team says is the same, and what follows from it when some of it is taken back. */
import { describe, expect, it } from 'vitest'
import { groupsIn, qualifiedIn } from '@tablee/shared/snapshot/joined'
import { areDifferent, joinedWith, shownOf, type Joins } from '@tablee/shared/synthesis/joins'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisAfter, synthesisOf } from '@tablee/shared/synthesis/state'
import { seeded } from '../support/seeded.ts'

const joinsAfter = (...rows: readonly SynthesisRow[]): Joins =>
  rows.reduce((now, row, at) => synthesisAfter(now, row, at), noSynthesis).joins
const same = (a: string, b: string, command = `${a}=${b}`): SynthesisRow => ({ kind: 'same', command, a, b, by: 'ada' })
const different = (a: string, b: string): SynthesisRow => ({ kind: 'different', command: `${a}≠${b}`, a, b, by: 'ada' })
const apart = (entry: string): SynthesisRow => ({ kind: 'apart', command: `-${entry}`, entry, by: 'ada' })
const show = (entry: string, command = `show-${entry}`): SynthesisRow => ({ kind: 'show', command, entry, by: 'ada' })
const undo = (of: string): SynthesisRow => ({ kind: 'undo', command: `undo-${of}`, of })
const groups = (joins: Joins): Readonly<Record<string, string>> =>
  Object.fromEntries([...joins.groups].map(([id, entries]) => [id, entries.join(' ')]))

it('[COND3] conditions that are the same are in no snapshot: a digest of what somebody typed would outlive its erasure', () => {
  const typed = 'vote/condition/r1.own.abcdefgh'
  expect(groupsIn(joinsAfter(same(typed, 'vote/condition/r2.if.n1')))).toBe(undefined)
  const both = joinsAfter(same(typed, 'vote/condition/r2.if.n1'), same('x/wording/a', 'y/wording/b'))
  expect(groupsIn(both)?.map(({ entries }) => entries)).toEqual([['x/wording/a', 'y/wording/b']])
})

it('[HMAP17] what qualifies what is in a snapshot as ids, until it is taken back, and is not suggested as the same', () => {
  const rows: SynthesisRow[] = [{ kind: 'qualifies', command: 'q', a: 'a', b: 'b', by: 'ada' }, same('b', 'c')]
  const now = joinsAfter(...rows)
  expect(qualifiedIn(now)).toEqual([{ id: 'q', a: 'a', b: 'b' }])
  expect(areDifferent(now, 'a', 'c')).toBe(true)
  const back = joinsAfter(...rows, undo('q'))
  expect([qualifiedIn(back), areDifferent(back, 'a', 'c'), groups(back)]).toEqual([undefined, false, { 'b=c': 'b c' }])
})

describe('the same as', () => {
  it('[HMAP1] joins entries, and all that each was joined with; the group is called by its oldest join', () => {
    const now = joinsAfter(same('a', 'b'), same('c', 'd'), same('e', 'd'), same('f', 'a'))
    expect(groups(now)).toEqual({ 'a=b': 'a b f', 'c=d': 'c d e' })
    const one = joinsAfter(same('a', 'b'), same('c', 'd'), same('e', 'd'), same('d', 'b'))
    expect(groups(one)).toEqual({ 'a=b': 'a b c d e' })
    expect(joinedWith(one, 'e')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(joinedWith(one, 'z')).toEqual(['z'])
  })

  it('[HMAP1] a join that is taken back leaves what the later ones join', () => {
    const rows = [same('a', 'b'), same('b', 'c'), same('d', 'e'), same('e', 'c')]
    expect(groups(joinsAfter(...rows, undo('b=c')))).toEqual({ 'a=b': 'a b', 'd=e': 'd e c' })
    expect(groups(joinsAfter(...rows, undo('a=b')))).toEqual({ 'b=c': 'b c d e' })
  })

  it('[HMAP1] what is taken out leaves the others together, and is not suggested for them again', () => {
    const now = joinsAfter(same('a', 'b'), same('b', 'c'), apart('b'))
    expect(groups(now)).toEqual({ 'a=b': 'a c' })
    expect(areDifferent(now, 'b', 'c')).toBe(true)
    expect(groups(joinsAfter(same('a', 'b'), apart('b')))).toEqual({})
    expect(groups(joinsAfter(same('a', 'b'), apart('b'), same('a', 'b', 'again')))).toEqual({ again: 'a b' })
  })

  it('[HMAP1] who is not the same as one of a group is not the same as any of it, until somebody says so', () => {
    const refused = [same('a', 'b'), same('c', 'd'), different('a', 'd')]
    expect(areDifferent(joinsAfter(...refused), 'b', 'c')).toBe(true)
    expect(areDifferent(joinsAfter(...refused, undo('a≠d')), 'b', 'c')).toBe(false)
    const thought = joinsAfter(...refused, same('a', 'd'))
    expect(groups(thought)).toEqual({ 'a=b': 'a b c d' })
    expect(areDifferent(thought, 'a', 'd')).toBe(false)
  })

  it('[HMAP1] the wording that was chosen last stands for a group, else that of its first entry', () => {
    const chosen = [same('a', 'b'), show('b'), same('c', 'd'), show('c'), same('d', 'b')]
    const of = (joins: Joins): string | null => shownOf(joins, joinedWith(joins, 'a'))
    expect(of(joinsAfter(same('a', 'b')))).toBe('a')
    expect(of(joinsAfter(...chosen))).toBe('c')
    expect(of(joinsAfter(...chosen, undo('show-c')))).toBe('b')
    expect(of(joinsAfter(...chosen, apart('c')))).toBe('b')
  })

  // Groups as somebody would work them out on paper: by walking from entry to entry along the joins that stand.
  it.each([20_261_128, Date.now() % 1_000_000])('[HMAP1] a long day of joins is what its joins join: %i', (seed) => {
    const { below: pick } = seeded(seed)
    const rows: SynthesisRow[] = []
    for (let n = 0; n < 200; n += 1) {
      const before = rows[pick(rows.length)]?.command ?? ''
      rows.push(pick(4) === 0 ? undo(before) : same(`e${pick(60)}`, `e${pick(60)}`, `j${n}`))
    }
    const { joins } = synthesisOf(rows.map((row, at) => ({ row, at })))
    expect(joinsAfter(...rows), `seed ${seed}`).toEqual(joins)
    const gone = new Set(rows.flatMap((row) => (row.kind === 'undo' ? [row.of] : [])))
    const stand = rows.filter((row) => row.kind === 'same').filter(({ command, a, b }) => !gone.has(command) && a !== b)
    for (let n = 0; n < 60; n += 1) {
      const reached = new Set([`e${n}`])
      for (let size = 0; size !== reached.size; ) {
        size = reached.size
        for (const { a, b } of stand) if (reached.has(a) || reached.has(b)) reached.add(a).add(b)
      }
      expect([...joinedWith(joins, `e${n}`)].sort(), `seed ${seed}`).toEqual([...reached].sort())
    }
  })
})
