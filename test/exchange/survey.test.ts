/** Surveys: a table of answers and what its codebook says of them; the real ones are read where they lie. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { counts } from '@tablee/shared/voices/fold'
import { surveyAnswer, type SurveySet } from '@tablee/shared/voices/imported'
import { csvRows } from '@tablee/shared/formats/csv-read'
import { noCodebook, readLabels, readTableSchema, together } from '@tablee/shared/formats/survey-codebook'
import { figuresOf, weightsOf } from '@tablee/shared/formats/survey-figures'
import { readSurvey, tableBelow, type SurveyOptions } from '@tablee/shared/formats/survey-read'
import { surveyCsv, surveySchema } from '@tablee/shared/formats/survey-write'
import { seated, surveySet } from './voices-files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const has = existsSync(join(data, 'surveys'))
if (!has) console.log('not run: no data (surveys)')
const expected = has ? JSON.parse(readFileSync(join(data, 'EXPECTED.json'), 'utf8')) : {}

const options: SurveyOptions = { lang: 'en', after: 'T2' }
function small() {
  const files = surveySet()
  const book = readTableSchema(files['schema.json'], 'answers.csv', 'en')
  return readSurvey({ name: 'answers.csv', text: files['answers.csv'] }, book, options)
}
/** Out and in again, with the schema that it leaves with. */
function again(set: SurveySet): SurveySet {
  const book = readTableSchema(surveySchema(set), 'x.csv', set.lang)
  return readSurvey({ name: 'x.csv', text: surveyCsv(set, false) }, book, { lang: set.lang, title: set.title }).set
}
const column = (set: SurveySet, name: string) => {
  const at = set.variables.findIndex((one) => one.name === name)
  const [variable, cells] = [set.variables[at], set.columns[at]]
  if (variable === undefined || cells === undefined) throw new Error(`no column ${name}`)
  return { variable, cells, figures: figuresOf(variable, cells, weightsOf(set)) }
}

describe('a table whose codebook does not say what means no answer', () => {
  const text = 'id,Q1,T2Q1,age\n1,0,10,76\n2,77,5,77\n3,10,98,78\n4,5,-8,30\n'
  const labels = readLabels('Variable,Label\nQ1,How well does it work?\n', 'labels.csv', 'en')
  const read = (missing?: string) =>
    readSurvey({ name: 'a.csv', text }, labels, {
      lang: 'en',
      after: 'T2',
      ...(missing === undefined ? {} : { missing }),
    })
  const mean = (set: SurveySet, name: string) => column(set, name).figures.mean

  it('[VFM4] numbers that somebody names mean no answer, but not among ages that lie around them', () => {
    const { set, left } = read('77, 98; -8')
    expect(mean(set, 'Q1')).toBe(5)
    expect(mean(set, 'T2Q1')).toBe(7.5)
    expect(mean(set, 'age')).toBe((76 + 77 + 78 + 30) / 4)
    expect(left).toMatchObject({ 'labelled-missing': 3 })
    expect(left).not.toHaveProperty('far-numbers')
  })

  it('[VFM4] where nobody names them, who brings the table is told that some lie far from all others', () => {
    const { set, left } = read()
    expect(mean(set, 'Q1')).toBe((0 + 77 + 10 + 5) / 4)
    expect(left).toMatchObject({ 'far-numbers': 2 })
  })

  it('what is asked again reads as it did the first time', () => {
    expect(column(read().set, 'T2Q1').variable.label).toEqual({ en: 'How well does it work?' })
  })
})

describe('a small survey', () => {
  const { set, left } = small()

  it('[VFM4] every code of no answer is what its codebook calls it, or stays what it is and is told', () => {
    const answers = (name: string) => {
      const { variable, cells } = column(set, name)
      return cells.cells.map((cell) => surveyAnswer(variable, cells.values[cell] ?? '', 'en'))
    }
    const scale = (value: number) => ({ type: 'scale', value })
    const none = (why: string) => ({ type: 'none', why })
    expect(answers('Q1')).toEqual([scale(0), null, none('refused'), scale(10), scale(4)])
    expect(answers('T2Q1')).toEqual([scale(10), scale(5), null, scale(7), scale(4)])
    expect(answers('Q2')).toEqual([
      { type: 'single', option: 'o1' },
      { type: 'single', option: 'o2' },
      none('refused'),
      none('not-asked'),
      { type: 'single', option: 'o1' },
    ])
    expect(answers('T2Q2').at(-1)).toEqual(none('illegible'))
    expect(answers('why')).toEqual([
      { type: 'text', text: 'Because\nof "noise"', lang: 'en' },
      { type: 'text', text: '-no reason', lang: 'en' },
      none('refused'),
      null,
      null,
    ])
    // In a set of an earlier version an empty cell has no missing value that says so: it is no 0.
    const { variable } = column(set, 'Q1')
    expect(surveyAnswer({ ...variable, missing: [] }, '', 'en')).toBe(null)
    // 77, -8, null, No experience: four cells with a label of their own.
    expect(left).toEqual({ 'labelled-missing': 4, 'guessed-variables': 3, 'codebook-only': 1 })
  })

  it('[VFM4] before and after ask one item; who is who and what weighs is known from the names', () => {
    expect(set.people).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
    expect(set.variables.map(({ name, role, item, step }) => [name, role, item, step])).toEqual([
      ['RespId', 'id', null, null],
      ['weight', 'weight', null, null],
      ['group', 'answer', 'group', 'survey'],
      ['Q1', 'answer', 'q1', 'before'],
      ['Q2', 'answer', 'q2', 'before'],
      ['T2Q1', 'answer', 'q1', 'after'],
      ['T2Q2', 'answer', 'q2', 'after'],
      ['why', 'answer', 'why', 'survey'],
    ])
  })

  it('[VFM5] weights are kept as they are, and shares of valid answers stand on their sum', () => {
    expect(weightsOf(set)).toEqual([0.5, 1.25, 1, 0.75, 1.5])
    const { figures } = column(set, 'Q2')
    expect([figures.valid, figures.missing]).toEqual([3, 2])
    expect(figures.weighted?.get('1')).toBeCloseTo((2 / 3.25) * 100, 10)
    expect(figures.percent.get('1')).toBeCloseTo((2 / 3) * 100, 10)
    expect(column(set, 'Q1').figures.mean).toBeCloseTo(14 / 3, 10)
  })

  it('[VFM4] out and in again it is the same, cell by cell, also codes that begin with a sign', () => {
    expect(again(set)).toEqual(set)
    expect(surveyCsv(set)).toContain('\na3,1,2,98,-1,-8,1,\n')
    expect(again(again(set))).toEqual(set)
  })

  it('[VFM4] remarks above a table, nameless columns, names that stand twice and empty columns are no hindrance', () => {
    const text = 'Name,A study\nDate,"June, 2024"\n,,Participant Id,Mood,Mood\n,,p1,good,bad\n,,p2,bad,bad\n'
    const read = readSurvey({ name: 'a.csv', text }, noCodebook, { lang: 'en' }).set
    expect(read.variables.map(({ name }) => name)).toEqual(['Participant Id', 'Mood', 'Mood (2)'])
    expect(read.head).toEqual([
      ['Name', 'A study'],
      ['Date', 'June, 2024'],
    ])
    expect(again(read)).toEqual(read)
    // As a table of a data package, with its remarks in the schema, it is the same but for how it is written.
    const book = readTableSchema(surveySchema(read), 'a.csv', 'en')
    const tidy = readSurvey({ name: 'a.csv', text: surveyCsv(read) }, book, { lang: 'en' }).set
    expect({ ...tidy, layout: read.layout }).toEqual(read)
  })
})

describe.skipIf(!has)('the open surveys', () => {
  const file = (...path: string[]) => ({
    name: path.at(-1) ?? '',
    text: readFileSync(join(data, 'surveys', ...path), 'utf8'),
  })

  it('[VFM5] America in One Room: the nine published items before and after, to three decimals', () => {
    const want = expected['surveys/america-in-one-room']
    const table = file('america-in-one-room', 'a1r_pre_post.csv')
    const head = (table.text.split('\n', 1)[0] ?? '').split(',')
    const labels = readLabels(file('america-in-one-room', 'question_labels.csv').text, 'labels.csv', 'en')
    const scales = readTableSchema(
      JSON.stringify({
        fields: head
          .filter((one) => /^(T2)?Q/.test(one))
          .map((name) => ({
            name,
            type: 'integer',
            constraints: { minimum: 0, maximum: 10 },
            missingValues: [
              { value: '77', label: 'no opinion' },
              { value: '98', label: 'skipped' },
              { value: '-8', label: 'skipped' },
            ],
          })),
      }),
      table.name,
      'en',
    )
    const read = readSurvey(table, together([labels, scales]), { lang: 'en', after: 'T2', table: 'GROUP' })
    const set = again(read.set)
    // As the codebook says it: nothing of it was asked of nobody, so the codes keep their labels.
    const codes = Object.values(want.special_codes as Record<string, number>).reduce((all, one) => all + one, 0)
    expect(read.left['labelled-missing']).toBe(codes)
    expect(set).toEqual(read.set)
    expect(set.people).toHaveLength(want.rows)
    expect(set.variables).toHaveLength(want.columns)
    const groups = column(set, 'GROUP')
    expect(groups.variable.role).toBe('table')
    const sizes = [...groups.figures.counts.values()]
    expect([sizes.length, Math.min(...sizes), Math.max(...sizes)]).toEqual([want.groups, ...want.group_size_min_max])
    expect(Object.fromEntries(column(set, 'PARTYBEFORE').figures.counts)).toEqual(want.party)
    const found: Record<string, number> = {}
    for (const { variable, cells } of set.variables.map(({ name }) => column(set, name)))
      if (/^(T2)?Q/.test(variable.name))
        for (const cell of cells.cells) {
          const value = cells.values[cell] ?? ''
          if (value in want.special_codes) found[value] = (found[value] ?? 0) + 1
        }
    expect(found).toEqual(want.special_codes)
    // As seats and answers, at the tables they sat at: the same means, from what each seat answered.
    const { draft, voices } = seated(set)
    expect(draft.tables).toHaveLength(want.groups)
    expect(voices.seats.size).toBe(want.rows)
    const answered = (step: string, item: string): readonly number[] =>
      [...voices.rounds.values()]
        .filter((round) => round.step === step)
        .flatMap((round) => [...(round.casts.get(item.toLowerCase())?.values() ?? [])])
        .flatMap((cast) => {
          const answer = counts(cast)?.answer
          return answer?.type === 'scale' ? [answer.value] : []
        })
    const published = file('america-in-one-room', 'published_immigration_table.csv').text.trim().split('\n').slice(1)
    expect(published).toHaveLength(9)
    expect(Object.keys(want.items)).toHaveLength(9)
    for (const line of published) {
      const [item = '', before, after] = line.split(',')
      const of = want.items[item]
      const [pre, post] = [column(set, item).figures, column(set, `T2${item}`).figures]
      expect([pre.valid, post.valid], item).toEqual([of.n_pre, of.n_post])
      expect(((pre.mean ?? NaN) / 10).toFixed(3), item).toBe(before)
      expect(((post.mean ?? NaN) / 10).toFixed(3), item).toBe(after)
      expect([before, after].map(Number), item).toEqual([of.pre, of.post])
      const seats = (['before', 'after'] as const).map((step) => answered(step, item))
      expect(
        seats.map((all) => all.length),
        item,
      ).toEqual([of.n_pre, of.n_post])
      const means = seats.map((all) => (all.reduce((sum, one) => sum + one, 0) / all.length / 10).toFixed(3))
      expect(means, item).toEqual([before, after])
      const favour = ({ counts }: typeof pre): number =>
        Math.round(
          ([6, 7, 8, 9, 10].reduce((all, one) => all + (counts.get(String(one)) ?? 0), 0) / want.rows) * 1000,
        ) / 10
      expect([favour(pre), favour(post)], item).toEqual([of.favour_6_10_of_all_pre, of.favour_6_10_of_all_post])
    }
  })

  it('[VFM5] nonvoters 2020: weights as given, and the weighted shares', () => {
    const want = expected['surveys/nonvoters-2020']
    const table = file('nonvoters-2020', 'nonvoters_data.csv')
    const head = (table.text.split('\n', 1)[0] ?? '').split(',')
    const book = readTableSchema(
      JSON.stringify({
        fields: head
          .filter((one) => one.startsWith('Q'))
          .map((name) => ({
            name,
            missingValues: [
              { value: '-1', label: 'refused' },
              { value: 'NA', label: 'not asked' },
            ],
          })),
      }),
      table.name,
      'en',
    )
    const read = readSurvey(table, book, { lang: 'en' })
    const set = again(read.set)
    expect(JSON.stringify(set) === JSON.stringify(read.set)).toBe(true)
    expect(read.left['labelled-missing']).toBeUndefined()
    expect(set.people).toHaveLength(want.rows)
    expect(set.variables).toHaveLength(want.columns)
    const weights = weightsOf(set) ?? []
    const sum = weights.reduce((all, one) => all + one, 0)
    expect(Math.round(sum * 1000) / 1000).toBe(want.weight_sum)
    expect([Math.min(...weights), Math.max(...weights)]).toEqual([want.weight_min, want.weight_max])
    const effective = sum ** 2 / weights.reduce((all, one) => all + one ** 2, 0)
    expect(Math.round(effective * 10) / 10).toBe(want.effective_n)
    const shares = (name: string) =>
      Object.fromEntries(
        [...(column(set, name).figures.weighted ?? [])].map(([key, of]) => [key, Math.round(of * 100) / 100]),
      )
    expect(shares('Q1')).toEqual(want.Q1_weighted)
    expect(Object.fromEntries(column(set, 'voter_category').figures.counts)).toEqual(want.voter_category_unweighted)
    expect(shares('voter_category')).toEqual(want.voter_category_weighted)
    expect(shares('race')).toEqual(want.race_weighted)
    expect(shares('gender')).toEqual(want.gender_weighted)
  })

  it('[VFM5] the Remesh dialogue: every file has its rows and header; the published shares of its polls are those of its people', () => {
    const want = expected['surveys/remesh-foreign-intervention']
    const folder = 'remesh-foreign-intervention'
    for (const [name, of] of Object.entries<{
      data_rows: number
      columns: number
      header_line: number
      head: string[]
    }>(want)) {
      if (!name.endsWith('.csv') || name.includes('aggregate')) continue
      const { header, rows } = tableBelow(file(folder, name).text, name)
      expect([rows.length, header.cells.length, header.line], name).toEqual([of.data_rows, of.columns, of.header_line])
      expect(header.cells.slice(0, of.head.length), name).toEqual(of.head)
    }
    // A table of tables: under one block of remarks each question has a header of its own.
    const aggregate = 'foreign_intervention_aggregate.csv'
    const tables = csvRows(file(folder, aggregate).text, aggregate).filter(({ cells }) => cells.length > 2)
    const first = tables[0]
    expect([first?.line, first?.cells.length, tables.length - 1]).toEqual([
      want[aggregate].header_line,
      want[aggregate].columns,
      want[aggregate].data_rows,
    ])
    expect(first?.cells.slice(0, want[aggregate].head.length)).toEqual(want[aggregate].head)
    const { set } = readSurvey(file(folder, 'foreign_intervention_participants.csv'), noCodebook, { lang: 'en' })
    expect(set.people).toHaveLength(want['foreign_intervention_participants.csv'].data_rows)
    expect(again(set)).toEqual(set)
    const polls = tables.filter(({ cells }) => cells[1] === 'Poll Single Select')
    expect(polls.length).toBeGreaterThanOrEqual(12)
    for (const { cells } of polls) {
      const [, , question = '', answer = '', all] = cells
      const { figures } = column(set, question)
      expect(`${(figures.percent.get(answer) ?? 0).toFixed(1)}%`, `${question}: ${answer}`).toBe(all)
    }
  })
})
