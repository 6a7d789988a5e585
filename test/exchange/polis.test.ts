/**
 * Polis sets: what their files say, and whether it is what their votes give. The small set is of our own writing and has
 * every trap of the real ones in it; the real ones are read where they lie.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { counts } from '@tablee/shared/voices/fold'
import { lastVotes, type PolisSet } from '@tablee/shared/voices/imported'
import { csvRows, csvTable } from '@tablee/shared/formats/csv-read'
import { polisFile, readPolis, type NamedText } from '@tablee/shared/formats/polis-read'
import { writePolis } from '@tablee/shared/formats/polis-write'
import { polisSet, seated, type PolisTexts } from './voices-files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const has = existsSync(join(data, 'polis'))
if (!has) console.log('not run: no data (polis)')
const expected = has ? JSON.parse(readFileSync(join(data, 'EXPECTED.json'), 'utf8')) : {}

function read(texts: PolisTexts) {
  const files: Partial<Record<string, NamedText>> = {}
  for (const [name, text] of Object.entries(texts)) files[polisFile(name) ?? name] = { name, text }
  return readPolis(files as Parameters<typeof readPolis>[0], 'en')
}
const written = (set: PolisSet): PolisTexts => Object.fromEntries(writePolis(set).map(({ name, text }) => [name, text]))

describe('a small Polis set', () => {
  const { set, left } = read(polisSet())

  it('[VFM1] the log is kept whole, and of each vote the last one counts', () => {
    expect(set.log.statement).toHaveLength(9)
    const votes = [...lastVotes(set)].map(([person, of]) => [
      set.people[person]?.id,
      [...of].map(([statement, at]) => [set.statements[statement]?.id, set.log.vote[at]]),
    ])
    expect(votes).toEqual([
      [
        '7',
        [
          ['0', -1],
          ['2', 1],
        ],
      ], // changed from 1
      [
        '8',
        [
          ['0', 1],
          ['2', -1],
          ['5', 0],
        ],
      ], // the same thrice within a second
      ['11', [['5', 1]]], // too few votes for a group
    ])
  })

  it('[VFM1] a rejected statement stays, with its votes; one without votes has no column', () => {
    expect(set.statements.map(({ id, moderated }) => [id, moderated])).toEqual([
      ['2', 1],
      ['0', 0],
      ['5', -1],
      ['9', -1],
    ])
    expect(set.matrix.map((n) => set.statements[n]?.id)).toEqual(['0', '2', '5'])
  })

  it('[VFM1] line breaks, quotes and formulas in texts, xid, importance and important come through', () => {
    expect(set.statements[0]?.text).toBe('Buses at night,\nsaid "every hour"')
    expect(set.statements[1]?.text).toBe('=no buses at all')
    expect(set.statements[0]?.importance).toBe('3')
    expect(set.people.map(({ id, xid, group }) => [id, xid, group])).toEqual([
      ['7', 'a-1', '0'],
      ['8', undefined, '1'],
      ['11', undefined, ''],
    ])
    expect(set.log.important).toEqual(['', 'true', '', '', '', '', '', '', ''])
  })

  it('[VFM2] out and in again it is the same set, and the second time the same bytes', () => {
    const once = written(set)
    expect(read(once).set).toEqual({ ...set, groups: read(once).set.groups })
    const twice = written(read(once).set)
    expect(twice).toEqual(once)
    expect(read(twice).set).toEqual(read(once).set)
  })

  it('[VFM2] the older name of the matrix is read, and written again', () => {
    const { 'participant-votes.csv': matrix = '', ...others } = polisSet()
    const older = read({ ...others, 'participants-votes.csv': matrix }).set
    expect(Object.keys(written(older))).toContain('participants-votes.csv')
  })

  it('[VFM2] a figure that its votes do not give is kept as it stands, and told', () => {
    expect(left).toEqual({})
    const texts = polisSet()
    const odd = read({ ...texts, 'comments.csv': (texts['comments.csv'] ?? '').replace(',8,2,1,1,3,', ',8,9,1,1,3,') })
    expect(odd.left).toEqual({ 'figures-differ': 1 })
    expect(written(odd.set)['comments.csv']).toContain(',8,9,1,1,3,')
    const cell = read({
      ...texts,
      'participant-votes.csv': (texts['participant-votes.csv'] ?? '').replace(
        '8,,1,1,3,1,1,1,-1,0',
        '8,,1,1,3,2,0,1,1,0',
      ),
    })
    expect(cell.left).toEqual({ 'cells-not-last': 1 })
    expect(written(cell.set)['participant-votes.csv']).toContain('8,,1,1,3,2,0,1,1,0')
  })

  it('[VFM3] comment-groups is counted anew from matrix and groups; what differs is told and kept', () => {
    const groups = written(set)['comment-groups.csv'] ?? ''
    expect(csvTable(groups, 'g').columns.slice(2)).toEqual(
      ['total', 'group-a', 'group-b'].flatMap((one) =>
        ['votes', 'agrees', 'disagrees', 'passes'].map((of) => `${one}-${of}`),
      ),
    )
    const all = csvRows(groups, 'g').map(({ cells }) => [cells[0], ...cells.slice(2)].join())
    expect(all.slice(1)).toEqual([
      '0,2,1,1,0,1,0,1,0,1,1,0,0',
      '2,2,1,1,0,1,1,0,0,1,0,1,0',
      '5,2,1,0,1,0,0,0,0,1,0,0,1', // of the two who voted on it, one has no group
    ])
    expect(read({ ...polisSet(), 'comment-groups.csv': groups }).left).toEqual({})
    // Totals of those who have a group only are another way to count, and no mistake.
    const grouped = groups.replace(
      '\n5,"Buses, but driven by robots",2,1,0,1,',
      '\n5,"Buses, but driven by robots",1,0,0,1,',
    )
    expect(grouped).not.toBe(groups)
    expect(read({ ...polisSet(), 'comment-groups.csv': grouped }).left).toEqual({})
    const wrong = groups.replace('2,1,0,1,0,0,0,0,1,0,0,1', '2,1,0,1,0,0,0,0,1,0,0,7')
    expect(wrong).not.toBe(groups)
    const told = read({ ...polisSet(), 'comment-groups.csv': wrong })
    expect(told.left).toEqual({ 'group-figures': 1 })
    expect(written(told.set)['comment-groups.csv']).toBe(wrong)
  })
})

describe.skipIf(!has)('the open Polis sets', () => {
  const folders = has ? readdirSync(join(data, 'polis')).sort() : []
  const tally = (values: readonly (string | number)[]): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const one of values) counts[one] = (counts[one] ?? 0) + 1
    return counts
  }

  for (const folder of folders)
    it(`[VFM2] ${folder}: after import and export the four files say what is expected of them`, () => {
      const texts: Record<string, string> = {}
      for (const name of readdirSync(join(data, 'polis', folder)))
        if (polisFile(name) !== null) texts[name] = readFileSync(join(data, 'polis', folder, name), 'utf8')
      const { set, left } = read(texts)
      expect(Object.keys(left)).toEqual([])
      const out = written(set)
      const again = read(out)
      expect(again.left).toEqual(left)
      // As texts: a comparison cell by cell takes ten times as long.
      expect(JSON.stringify({ ...again.set, groups: null }) === JSON.stringify(set)).toBe(true)

      // Counted from the files that went out, not from the model.
      const want = expected[`polis/${folder}`]
      const summary = Object.fromEntries(csvRows(out['summary.csv'] ?? '', 's').map(({ cells }) => cells))
      expect(summary.topic).toBe(want.topic)
      for (const [key, value] of Object.entries(want.summary)) expect(summary[key], key).toBe(value)
      const comments = csvTable(out['comments.csv'] ?? '', 'c')
      expect(comments.rows).toHaveLength(want.comment_rows)
      expect(tally(comments.rows.map((row) => row.get('moderated')))).toEqual(want.moderated)
      const sum = (column: string): number => comments.rows.reduce((all, row) => all + Number(row.get(column)), 0)
      expect(sum('agrees')).toBe(want.comments_csv_agrees)
      expect(sum('disagrees')).toBe(want.comments_csv_disagrees)
      const log = csvTable(out['votes.csv'] ?? '', 'v')
      expect(log.rows).toHaveLength(want.vote_log_rows)
      expect(tally(log.rows.map((row) => row.get('vote')))).toEqual(want.vote_log_values)
      const last = new Map<string, { at: number; vote: string }>()
      for (const row of log.rows) {
        const key = `${row.get('voter-id')}/${row.get('comment-id')}`
        const at = Number(row.get('timestamp'))
        if (at >= (last.get(key)?.at ?? 0)) last.set(key, { at, vote: row.get('vote') })
      }
      expect(last.size).toBe(want.vote_log_distinct_voter_comment)
      expect(tally([...last.values()].map(({ vote }) => vote))).toEqual(want.last_vote_values)
      const matrix = csvTable(out['participants-votes.csv'] ?? '', 'm')
      expect(matrix.rows).toHaveLength(want.participants_rows)
      expect(tally(matrix.rows.map((row) => row.get('group-id')))).toEqual(want.groups_in_matrix)
      const ids = matrix.columns.filter((one) => /^\d+$/.test(one))
      expect(ids).toHaveLength(want.matrix_comment_columns)
      const cells = matrix.rows.flatMap((row) => ids.map((one) => row.get(one)).filter((cell) => cell !== ''))
      expect(cells).toHaveLength(want.cells_total)
      expect(tally(cells)).toEqual(want.cells)

      // As seats and ballots: each seat's answer is the last vote, and nobody sits twice.
      const { draft, voices } = seated(set)
      expect(voices.seats.size).toBe(want.participants_rows)
      expect(draft.tables).toHaveLength(Math.ceil(want.participants_rows / 99))
      const cast: Record<string, number> = {}
      for (const round of voices.rounds.values())
        for (const of of round.casts.values())
          for (const one of of.values()) {
            const answer = counts(one)?.answer
            const vote = answer?.type === 'agree' ? { agree: '1', pass: '0', disagree: '-1' }[answer.value] : 'none'
            cast[vote] = (cast[vote] ?? 0) + 1
          }
      expect(cast).toEqual(want.last_vote_values)

      const agrees = (id: string, vote: string): number => matrix.rows.filter((row) => row.get(id) === vote).length
      const known = new Set(ids)
      const matching = comments.rows.filter((row) => {
        const id = row.get('comment-id')
        return (
          known.has(id) &&
          agrees(id, '1') === Number(row.get('agrees')) &&
          agrees(id, '-1') === Number(row.get('disagrees'))
        )
      })
      expect(matching).toHaveLength(want.comments_matching_matrix)
      const flipped = comments.rows.filter((row) => {
        const id = row.get('comment-id')
        return (
          known.has(id) &&
          agrees(id, '-1') === Number(row.get('agrees')) &&
          agrees(id, '1') === Number(row.get('disagrees'))
        )
      })
      expect(flipped).toHaveLength(want.comments_matching_matrix_if_sign_flipped)
      // By group, summed over groups and those without one, is what the matrix has.
      const groups = csvTable(out['comment-groups.csv'] ?? '', 'g')
      expect(groups.rows.map((row) => row.get('comment-id')).sort()).toEqual([...ids].sort())
      const total = (column: string): number => groups.rows.reduce((all, row) => all + Number(row.get(column)), 0)
      expect(total('total-agrees')).toBe(want.cells['1'])
      expect(total('total-disagrees')).toBe(want.cells['-1'])
      expect(total('total-passes')).toBe(want.cells['0'])
      // Few votes make no rate: as the published table has it, from some votes on.
      const rates = groups.rows
        .map((row): [number, number, string] => {
          const votes = Number(row.get('total-votes'))
          return [Math.round((Number(row.get('total-agrees')) / votes) * 10_000) / 10_000, votes, row.get('comment-id')]
        })
        .sort((a, b) => b[0] - a[0])
      for (const top of want.top3_agree_rate) expect(rates).toContainEqual(top)
    })
})
