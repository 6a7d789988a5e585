/** Two snapshots compared: what a theme team joined and parted in between, what qualifies what, and what became of its themes. */
import { diffSnapshots } from '@tablee/shared/snapshot/diff'
import { teamCsv, teamTables } from '@tablee/shared/formats/csv-themes'
import { joinedBetween, qualifiedBetween } from '@tablee/shared/snapshot/joined'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import { themesBetween, type SnapshotTheme } from '@tablee/shared/snapshot/themes'
import { expect, it } from 'vitest'

const group = (id: string, ...entries: string[]) => ({ id, entries, shown: entries[0] ?? '' })

it('[SNAP19] what was joined and parted is told by its entries, whatever its oldest join is by now', () => {
  const then = [group('j1', 'a', 'b', 'c'), group('j2', 'd', 'e')]
  expect(joinedBetween(then, then)).toEqual([])
  expect(joinedBetween([], then.slice(1))).toMatchObject([{ id: 'j2', came: ['d', 'e'], stayed: [] }])
  expect(joinedBetween(then, then.slice(0, 1))).toMatchObject([{ id: 'j2', came: [], went: ['d', 'e'] }])
  expect(joinedBetween(undefined, undefined)).toEqual([])
  // Its oldest join was taken back, and with it one entry.
  expect(joinedBetween(then, [group('j4', 'b', 'c'), then[1] ?? group('')])).toEqual([
    { id: 'j4', came: [], went: ['a'], stayed: ['b', 'c'], shownOtherwise: true },
  ])
  // Two become one: of the other nothing parted.
  expect(joinedBetween(then, [group('j1', 'a', 'b', 'c', 'd', 'e')])).toMatchObject([
    { id: 'j1', came: ['d', 'e'], went: [], stayed: ['a', 'b', 'c'], shownOtherwise: false },
  ])
  expect(joinedBetween(then, [{ ...group('j1', 'a', 'b', 'c'), shown: 'b' }, then[1] ?? group('')])).toMatchObject([
    { id: 'j1', came: [], went: [], shownOtherwise: true },
  ])
})

it('[SNAP19] what qualifies what is told by the two and which way, and not by the step that said it', () => {
  const under = (id: string, a: string, b: string) => ({ id, a, b })
  const [night, guard] = [under('s1', 'guard', 'night'), under('s2', 'bell', 'guard')]
  expect(qualifiedBetween(undefined, undefined)).toBe(null)
  expect(qualifiedBetween([night], [{ ...night, id: 's3' }])).toBe(null)
  expect(qualifiedBetween(undefined, [night])).toEqual({ came: [night], went: [] })
  expect(qualifiedBetween([night, guard], [guard])).toEqual({ came: [], went: [night] })
  const turned = under('s4', 'night', 'guard')
  expect(qualifiedBetween([night, guard], [guard, turned])).toEqual({ came: [turned], went: [night] })
  const [also, other] = [under('s5', 'guard', 'bell'), under('s6', 'bell', 'night')]
  expect(qualifiedBetween([night], [night, also, other])).toEqual({ came: [also, other], went: [] })
  // It is all that happened, and the two are not the same.
  const quiet: Snapshot = { format: 'tablee-snapshot/1', of: 'dialogue', dialogue: 'd', cut: {}, boards: [] }
  const told = diffSnapshots(quiet, { ...quiet, qualified: [night] }, { first: '1', second: '2' })
  expect(told).toMatchObject({ same: false, qualified: { came: [night], went: [] } })
})

it('[SNAP19] themes that came, went, are called otherwise, stand elsewhere or hold other entries', () => {
  const theme = (id: string, name: string, ...entries: string[]): SnapshotTheme => ({ id, name, entries })
  const first = {
    themes: [theme('t1', 'n1', 'a', 'b'), theme('t2', 'n2', 'c'), theme('t3', 'n3')],
    read: [{ reader: 1, entries: ['a', 'b', 'c'] }],
  }
  expect(themesBetween(first, first)).toBe(null)
  expect(themesBetween(undefined, undefined)).toBe(null)
  const second = {
    themes: [theme('t2', 'other', 'c'), theme('t1', 'n1', 'b', 'd'), theme('t4', 'n4', 'a')],
    read: [
      { reader: 1, entries: ['a', 'b'] },
      { reader: 2, entries: ['d', 'e'] },
    ],
  }
  expect(themesBetween(first, second)).toEqual({
    themes: [
      { id: 't2', in: 'both', renamed: true, came: [], went: [] },
      { id: 't1', in: 'both', renamed: false, came: ['d'], went: ['a'] },
      { id: 't4', in: 'second', renamed: false, came: ['a'], went: [] },
      { id: 't3', in: 'first', renamed: false, came: [], went: [] },
    ],
    reordered: true,
    read: { came: 2, went: 1 },
  })
  // Two snapshots of which the earlier holds no themes at all: of a version before.
  expect(themesBetween(undefined, first)?.themes.map((one) => one.in)).toEqual(['second', 'second', 'second'])
})

it('[SNAP18] a pair of which one holds only under the other is two rows of a table of its own', () => {
  const at = { site: 'lyon', session: 2 }
  const snapshot = {
    boards: [
      { ...at, id: 'demo-1-2', number: 1 },
      { ...at, id: 'demo-2-2', number: 2 },
    ],
    qualified: [{ id: 's1', a: 'demo-2-2/wording/guard', b: 'demo-1-2/wording/night' }],
  }
  const files = teamCsv(snapshot, new Map())
  expect(files.map(({ name }) => name)).toEqual(['qualified.csv'])
  expect(files[0]?.text.trim().split('\n')).toEqual([
    teamTables['qualified.csv'].map(({ name }) => name).join(),
    's1,demo-2-2,lyon,2,2,wording,guard,condition',
    's1,demo-1-2,lyon,1,2,wording,night,qualified',
  ])
})
