/** What is told of themes that were given back: by the rows alone, counted a second time by hand. */
import type { SiteId, TableId } from '@tablee/shared/ids'
import { isShareRow, type ShareRow, type TableSays } from '@tablee/shared/synthesis/rows'
import {
  boardTold,
  noShares,
  saidOf,
  shareAt,
  sharesAfter,
  unreleasedOf,
  type Shares,
  type TableShown,
} from '@tablee/shared/synthesis/shares'
import { synthesisAfter, noSynthesis, synthesisOf } from '@tablee/shared/synthesis/state'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const [lyon, lille] = ['lyon', 'lille'] as [SiteId, SiteId]
const tableId = (n: number): TableId => `t${n}` as TableId
const themes = ['a', 'b'].map((theme) => ({ theme, name: { und: theme } }))
const shared = (command: string, sites: readonly SiteId[]): ShareRow => ({ kind: 'shared', command, sites, themes })
const said = (n: number, theme: string, says: TableSays, share = 's1'): ShareRow => ({
  kind: 'answered',
  command: `c${n}-${theme}-${says}`,
  share,
  theme,
  table: tableId(n),
  says,
})
const after = (rows: readonly ShareRow[], from: Shares = noShares): Shares =>
  rows.reduce((now, row, at) => sharesAfter(now, row, at + 1), from)
const shown = (n: number, change: Partial<TableShown> = {}): TableShown => ({
  id: tableId(n),
  number: n,
  site: lyon,
  state: 'open',
  until: Infinity,
  behind: () => false,
  ...change,
})
const only = (shares: Shares) => {
  const [share] = shares.shares
  if (share === undefined) throw new Error('no share')
  return share
}

describe('themes given back, by their rows', () => {
  it('[SHR2] the last answer counts, none after the close, and none of a theme that was not shared', () => {
    const share = only(
      after([
        shared('s1', [lyon]),
        said(1, 'a', 'ours'),
        said(1, 'a', 'missing'),
        said(2, 'c', 'ours'),
        { kind: 'closed', command: 'x', share: 's1' },
        said(2, 'a', 'ours'),
      ]),
    )
    expect(boardTold(share, [shown(1), shown(2)], false).themes[0]?.cells).toEqual(['missing', 'silent'])
  })

  it('[SHR8] what a delay, a pause or a curtain keeps is no answer on a wall and in no count, and before the close none is', () => {
    const rows = [
      shared('s1', [lyon]),
      said(1, 'a', 'ours'),
      said(2, 'a', 'ours'),
      said(3, 'a', 'ours'),
      said(4, 'a', 'ours'),
    ]
    const tables = [shown(1), shown(2, { state: 'curtain' }), shown(3, { state: 'kept' }), shown(4, { until: 4 })]
    const open = boardTold(only(after(rows)), tables, false).themes[0]?.cells ?? []
    expect(open).toEqual(['silent', 'curtain', 'silent', 'silent'])
    const closed: readonly ShareRow[] = [...rows, { kind: 'closed', command: 'x', share: 's1' }]
    const cells = boardTold(only(after(closed)), tables, false).themes[0]?.cells ?? []
    expect(cells).toEqual(['ours', 'curtain', 'kept', 'kept'])
    expect(saidOf(cells)).toEqual({ ours: 1, 'not-ours': 0, missing: 0 })
    // When the delay is over it stands there.
    expect(boardTold(only(after(closed)), [shown(4, { until: 5 })], false).themes[0]?.cells).toEqual(['ours'])
  })

  it('[SHR11] what a table says behind its curtain leaves standing what it said before, and nothing where it had said nothing', () => {
    const share = only(
      after([shared('s1', [lyon]), said(1, 'a', 'ours'), said(1, 'a', 'missing'), said(1, 'b', 'ours')]),
    )
    const cells = (behind: (at: number) => boolean) =>
      boardTold(share, [shown(1, { behind })], true).themes.map(({ cells: [cell] }) => cell)
    expect(cells((at) => at > 2)).toEqual(['ours', 'silent'])
    expect(cells((at) => at === 4)).toEqual(['missing', 'silent'])
    expect(cells(() => false)).toEqual(['missing', 'ours'])
    const held = (behind: (at: number) => boolean) =>
      unreleasedOf({ shares: [share], proposed: [] }, tableId(1), behind)
    // What was said behind it and said otherwise since is nobody's to show.
    expect([held((at) => at > 2), held((at) => at === 2), held(() => false)]).toEqual([2, 0, 0])
  })

  it('[SHR1] on a wall one board stands at a time, and a later one leaves the other halls as they are', () => {
    const shares = after([shared('s1', [lyon, lille]), shared('s2', [lyon])])
    expect([shareAt(shares, lyon)?.id, shareAt(shares, lille)?.id]).toEqual(['s2', 's1'])
    const off = after([{ kind: 'off', command: 'x', share: 's1' }], shares)
    expect([shareAt(off, lyon)?.id, shareAt(off, lille)]).toEqual(['s2', null])
  })

  it('[SHR6] a theme that is put before the console twice in the same words waits there once, since the first time', () => {
    const asks = (command: string, theme: string, text: string): ShareRow =>
      ({ kind: 'proposed', command, theme, text: { und: text } }) as ShareRow
    const twice = after([asks('p1', 'bus', 'The bus'), asks('p2', 'night', 'Night'), asks('p3', 'bus', 'The bus')])
    const first = after([asks('p1', 'bus', 'The bus')]).proposed[0]
    expect(twice.proposed.map(({ id }) => id)).toEqual(['p2', 'p3'])
    expect(twice.proposed[1]?.at).toBe(first?.at)
    // In other words it is another question.
    expect(after([asks('p4', 'bus', 'Last bus')], twice).proposed.map(({ id }) => id)).toEqual(['p2', 'p3', 'p4'])
  })

  it('[SHR13] a question that a console declined stands with its reason, decided once; put there again, it waits anew', () => {
    const asks = (command: string): ShareRow => ({ kind: 'proposed', command, theme: 'bus', text: { und: 'The bus' } })
    const decide = (command: string, as: 'no-time' | 'asked', said = ''): ShareRow => ({
      kind: 'decided',
      command,
      proposed: 'p1',
      as,
      said,
    })
    const wait: ShareRow = { kind: 'off', command: 'x', share: 'none' }
    const declined = after([wait, asks('p1'), decide('d1', 'no-time', 'Lunch'), decide('d2', 'asked')])
    expect(declined.proposed.map(({ id, ended }) => [id, ended?.as, ended?.said])).toEqual([['p1', 'no-time', 'Lunch']])
    const again = after([asks('p2')], declined).proposed
    expect(again.map(({ id, ended }) => [id, ended?.as])).toEqual([
      ['p1', 'no-time'],
      ['p2', undefined],
    ])
    // Since now, and not since the first time.
    expect(again[1]?.at).toBeLessThan(again[0]?.at ?? 0)
    expect(after([decide('d3', 'no-time')]).proposed).toEqual([])
  })

  it('[SHR3] counts equal those of an independent count, over any order of rows', () => {
    const seed = Number(process.env['SHARES_SEED'] ?? Date.now() % 100_000)
    const { next } = seeded(seed)
    const rows: ShareRow[] = [shared('s1', [lyon])]
    const last = new Map<string, TableSays>()
    const says = ['ours', 'not-ours', 'missing'] as const
    for (let n = 0; n < 300; n += 1) {
      const [table, theme] = [1 + Math.floor(next() * 20), next() < 0.5 ? 'a' : 'b']
      const one = says[Math.floor(next() * 3)] ?? 'ours'
      rows.push({ ...said(table, theme, one), command: `c${n}` } as ShareRow)
      last.set(`${table} ${theme}`, one)
    }
    rows.push({ kind: 'closed', command: 'x', share: 's1' })
    const tables = Array.from({ length: 20 }, (_, n) => shown(n + 1))
    const board = boardTold(only(after(rows)), tables, false)
    for (const { theme, cells } of board.themes)
      for (const one of says)
        expect(saidOf(cells)[one], `seed ${seed}`).toBe(
          [...last].filter(([key, value]) => key.endsWith(` ${theme}`) && value === one).length,
        )
    // Row by row and all at once, beside steps of other kinds.
    const all = [{ kind: 'theme', command: 'a', name: 'a' } as const, ...rows].map((row, at) => ({ row, at }))
    const whole = synthesisOf(all)
    expect(all.reduce((now, { row, at }) => synthesisAfter(now, row, at), noSynthesis).shares).toEqual(whole.shares)
    expect(whole.steps.map(({ row }) => row.kind)).toEqual(['theme'])
    expect(rows.every(isShareRow)).toBe(true)
  })
})
