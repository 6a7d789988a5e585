/** Who a row is: people asked twice are one person, and nobody is counted twice. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { counts } from '@tablee/shared/voices/fold'
import { importedFigures, weightColumn } from '@tablee/shared/voices/imported-figures'
import type { SurveySet } from '@tablee/shared/voices/imported'
import { BadFile, type Left } from '@tablee/shared/file'
import { noCodebook, readTableSchema } from '@tablee/shared/formats/survey-codebook'
import { readSurvey, type SurveyOptions } from '@tablee/shared/formats/survey-read'
import { weightsOf } from '@tablee/shared/formats/survey-figures'
import { askInside } from '@tablee/shared/results/ask'
import { whole } from '@tablee/shared/results/cases'
import { changeInside } from '@tablee/shared/results/pairs'
import { setCases } from '@tablee/shared/results/set-cases'
import { surveyCsv, surveySchema } from '@tablee/shared/formats/survey-write'
import { seeded } from '../support/seeded.ts'
import { seated } from './voices-files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data/surveys/america-in-one-room')
const has = existsSync(data)
if (!has) console.log('not run: no data (America in One Room in long form)')

const read = (text: string, options: Partial<SurveyOptions> = {}) =>
  readSurvey({ name: 'a.csv', text }, noCodebook, { lang: 'en', ...options })
function why(text: string, options: Partial<SurveyOptions> = {}): readonly unknown[] {
  try {
    read(text, options)
  } catch (cause) {
    if (cause instanceof BadFile) return [cause.fault.code, cause.at.line, cause.fault.values]
    throw cause
  }
  return ['was read']
}
/** A panel in long form: 526 people, a row before and a row after, in no order; some were asked once. */
function panel(names: { readonly id: string; readonly wave: string; readonly values: readonly [string, string] }) {
  const random = seeded(11)
  const moods = ['good', 'bad', 'mixed']
  const mood = () => moods[random.below(3)] ?? ''
  const rows = Array.from({ length: 526 }, (_, n) => {
    const age = 18 + random.below(60)
    return names.values.map((when, time) => [`R-${n * 2 + time}`, `p${n}`, when, mood(), random.below(11), age])
  }).flat()
  const order = rows.map((row) => [random.below(1_000_000), row] as const).sort((a, b) => a[0] - b[0])
  const header = ['Response ID', names.id, names.wave, 'mood', 'trust', 'age']
  return { rows, text: [header, ...order.map(([, row]) => row)].map((row) => `${row.join(',')}\n`).join('') }
}
const column = (set: SurveySet, name: string): readonly string[] => {
  const n = set.variables.findIndex((one) => one.name === name)
  return set.columns[n]?.cells.map((cell) => set.columns[n]?.values[cell] ?? '') ?? []
}

describe('a row per person and time', () => {
  for (const names of [
    { id: 'respondent_id', wave: 'wave', values: ['1', '2'] },
    { id: 'token', wave: 'survey', values: ['pre', 'post'] },
    { id: 'Code', wave: 'Welle', values: ['T1', 'T2'] },
    { id: 'code', wave: 'moment', values: ['avant', 'après'] },
  ] as const)
    it(`[VFM12] ${names.id} and ${names.wave} (${names.values.join(', ')}): 1,052 rows are 526 people, before and after side by side`, () => {
      const { rows, text } = panel(names)
      const { set, left } = read(text)
      expect([set.people.length, left['rows-paired']]).toEqual([526, 1_052])
      expect(set.variables.map(({ name, role, step, item }) => [name, role, step, item])).toEqual([
        ['Response ID_before', 'answer', 'before', 'response-id'],
        ['Response ID_after', 'answer', 'after', 'response-id'],
        [names.id, 'id', null, null],
        ['mood_before', 'answer', 'before', 'mood'],
        ['mood_after', 'answer', 'after', 'mood'],
        ['trust_before', 'answer', 'before', 'trust'],
        ['trust_after', 'answer', 'after', 'trust'],
        ['age', 'answer', 'survey', 'age'],
      ])
      for (const [n, who] of set.people.entries()) {
        const [first, second] = rows.filter((row) => row[1] === who)
        expect([column(set, 'mood_before')[n], column(set, 'mood_after')[n]]).toEqual([first?.[3], second?.[3]])
        expect([column(set, 'trust_before')[n], column(set, 'age')[n]]).toEqual([
          String(first?.[4]),
          String(first?.[5]),
        ])
      }
      // Both times ask one item with the same answers to choose from.
      const { voices } = seated(set)
      expect(voices.seats.size).toBe(526)
      const [before, after] = set.variables.filter(({ item }) => item === 'mood')
      expect(before?.categories).toEqual(after?.categories)
      // Out and in again it is the same set.
      const again = readSurvey(
        { name: 'a.csv', text: surveyCsv(set) },
        readTableSchema(surveySchema(set), 'a.csv', 'en'),
        { lang: 'en' },
      ).set
      expect({ ...again, layout: undefined }).toEqual({ ...set, layout: undefined })
    })

  it('[VFM12] who was asked once has one; what is the same both times, or was asked once, is one column', () => {
    const { set } = read(
      'pid,wave,mood,sex,why\na,1,good,f,\nb,1,bad,m,\na,2,bad,f,because\nc,2,good,f,so\nd,2,good,m,\nd,1,bad,m,\n',
    )
    expect(set.people).toEqual(['a', 'b', 'c', 'd'])
    expect(set.variables.map(({ name }) => name)).toEqual(['pid', 'mood_before', 'mood_after', 'sex', 'why'])
    expect([column(set, 'mood_before'), column(set, 'mood_after'), column(set, 'sex'), column(set, 'why')]).toEqual([
      ['good', 'bad', '', 'bad'],
      ['bad', '', 'good', 'good'],
      ['f', 'm', 'f', 'm'],
      ['because', '', 'so', ''],
    ])
    const answered = [...seated(set).voices.rounds.values()].map(
      ({ step, casts }) =>
        `${step}: ${[...(casts.get('mood') ?? [])].filter(([, cast]) => counts(cast)?.answer.type === 'single').length}`,
    )
    expect(answered.sort()).toEqual(['after: 3', 'before: 3', 'survey: 0'])
  })

  it('[VFM12] side by side from the start, both times have one list of answers too', () => {
    const rows = ['a,good,bad', 'b,bad,good', 'c,good,mixed', 'd,bad,bad', 'e,good,mixed', 'f,bad,good']
    const { set } = read(`id,mood,T2mood\n${rows.join('\n')}\n`, { after: 'T2' })
    const [first, second] = set.variables.filter(({ item }) => item === 'mood')
    expect(first?.categories.map(({ value }) => value)).toEqual(['good', 'bad', 'mixed'])
    expect(second?.categories).toEqual(first?.categories)
  })

  it('[VFM12] columns are taken as somebody names them; weights that differ weigh nothing, and it is told', () => {
    const text = 'who,season,weight,mood\na,autumn,1,good\na,spring,2,bad\nb,autumn,1,bad\nb,spring,1,bad\n'
    const { set, left } = read(text, { id: 'who', wave: 'season' })
    expect(set.people).toEqual(['a', 'b'])
    expect(set.variables.find(({ role }) => role === 'weight')).toBeUndefined()
    expect(left).toEqual({ 'rows-paired': 4, 'weights-twice': 1, 'guessed-variables': 5 } satisfies Left)
  })
})

describe('more than two times, and a row per answer', () => {
  it('[FIG14] a row per person and time is one set, however many times there were: first, between, last, in the order of time', () => {
    const { set, left } = read('pid,wave,mood,sex\na,T10,3,f\na,T1,1,f\nb,T1,1,m\na,T2,2,f\nb,T10,2,m\n')
    expect(set.people).toEqual(['a', 'b'])
    expect(set.variables.map(({ name, step, item, wave }) => [name, step, item, wave])).toEqual([
      ['pid', null, null, undefined],
      ['mood_before', 'before', 'mood', 'before'],
      ['mood_time-2', 'time-2', 'mood', 'time-2'],
      ['mood_after', 'after', 'mood', 'after'],
      ['sex', 'survey', 'sex', undefined],
    ])
    expect(['mood_before', 'mood_time-2', 'mood_after'].map((name) => column(set, name))).toEqual([
      ['1', '1'],
      ['2', ''],
      ['3', '2'],
    ])
    expect(left['rows-paired']).toBe(5)
    const again = readSurvey(
      { name: 'a.csv', text: surveyCsv(set) },
      readTableSchema(surveySchema(set), 'a.csv', 'en'),
      { lang: 'en' },
    ).set
    expect({ ...again, layout: undefined }).toEqual({ ...set, layout: undefined })
    // Each time is a step of its own, and pairs are told from the first to the last, or of any two.
    expect(seated(set).voices.rounds.size).toBe(4)
    const cases = setCases(set, 1)
    const change = (to?: string) =>
      whole(changeInside(cases, { of: 'before/mood', ...(to === undefined ? {} : { to }) }))
    expect(change()).toMatchObject({ waves: { from: 'before', to: 'after' }, pairs: 2, moved: 2 })
    expect(change('time-2/mood')).toMatchObject({ waves: { to: 'time-2' }, pairs: 1, once: { before: 1, after: 0 } })
  })

  it('[FIG14] who was not there at one of the times said nothing then, and not 0', () => {
    const { set } = read('pid,wave,trust,why\na,1,5,so\na,2,6,\nb,1,7,\nc,1,4,as\nc,2,3,if\n')
    const cases = setCases(set, 1)
    const mean = (of: string) => {
      const told = whole(askInside(cases, { of, unit: 'people', base: 'valid', by: 'all', weight: 'none' }))
      return 'why' in told ? told.why : [told.valid, told.columns[0]?.mean?.value]
    }
    expect([mean('before/trust'), mean('after/trust')]).toEqual([
      [3, 16 / 3],
      [2, 4.5],
    ])
    expect(importedFigures(set).map(({ figures }) => figures.map(({ valid }) => valid))).toEqual([
      [3, 2],
      [2, 1],
    ])
  })

  it('[FIG14] a row per answer is a row per person: a column for each question, and what is of the person stays one', () => {
    const answers = [
      ['p1', 'f', 'trust', '4'],
      ['p2', 'm', 'mood', 'good'],
      ['p1', 'f', 'mood', 'bad'],
      ['p2', 'm', 'trust', '2'],
      ['p3', 'f', 'trust', '3'],
    ]
    const text = (rows: readonly (readonly string[])[]) =>
      ['respondent_id,sex,question,answer', ...rows.map((row) => row.join(','))].join('\n')
    const { set, left } = read(text(answers))
    expect(set.people).toEqual(['p1', 'p2', 'p3'])
    expect(set.variables.map(({ name, type }) => [name, type])).toEqual([
      ['respondent_id', 'text'],
      ['sex', 'text'],
      ['trust', 'number'],
      ['mood', 'text'],
    ])
    expect([column(set, 'trust'), column(set, 'mood'), column(set, 'sex')]).toEqual([
      ['4', '2', '3'],
      ['bad', 'good', ''],
      ['f', 'm', 'f'],
    ])
    expect([left['rows-unfolded'], set.layout]).toEqual([5, undefined])
    expect(why(text([...answers, ['p1', 'f', 'trust', '1']]))).toEqual([
      'person-twice',
      7,
      { id: 'p1', column: 'respondent_id' },
    ])
    // Of several columns that may be the question, the one in which nobody answers twice.
    const votes = ['p1,q1,s1,yes', 'p1,q1,s2,no', 'p2,q1,s1,no', 'p2,q1,s2,no', 'p3,q1,s1,yes']
    expect(read(['pid,question,statement,vote', ...votes].join('\n')).set.variables.map(({ name }) => name)).toEqual([
      'pid',
      'question',
      's1',
      's2',
    ])
    // A panel in which people wrote comments and gave ratings is a row per person and time.
    const panel = ['a,1,good day,4', 'a,2,good day,5', 'b,1,rain,2', 'b,2,sun,3']
    expect(read(['pid,wave,comment,rating', ...panel].join('\n')).set.variables.map(({ name }) => name)).toEqual([
      'pid',
      'comment_before',
      'comment_after',
      'rating_before',
      'rating_after',
    ])
    // A table with columns that are only called so is what it was.
    expect(read('id,question,answer\n1,yes,no\n2,no,yes\n3,no,no\n').set.variables).toHaveLength(3)
  })

  it('[FIG14] a row per person, question and time is both: a person is one, and each time has its answers', () => {
    const rows = ['a', 'b', 'c'].flatMap((who) =>
      ['1', '2', '3'].flatMap((when) => ['trust', 'calm'].map((item) => `${who},${when},${item},${when}`)),
    )
    const { set } = read(['pid,wave,item,value', ...rows].join('\n'))
    expect(set.people).toEqual(['a', 'b', 'c'])
    expect(set.variables.map(({ name }) => name)).toEqual([
      'pid',
      ...['trust', 'calm'].flatMap((item) => ['before', 'time-2', 'after'].map((when) => `${item}_${when}`)),
    ])
    expect(column(set, 'calm_time-2')).toEqual(['2', '2', '2'])
  })
})

describe.skipIf(!has)('a real survey', () => {
  it('[VFM12] America in One Room, a row before and a row after: the same 523 people and answers as side by side', () => {
    const text = readFileSync(join(data, 'a1r_pre_post.csv'), 'utf8')
    const wide = readSurvey({ name: 'a.csv', text }, noCodebook, { lang: 'en', after: 'T2' }).set
    const asked = wide.variables.flatMap(({ name, wave }) => (wave === 'before' ? [name] : []))
    const [id, group] = [column(wide, 'ID'), column(wide, 'GROUP')]
    const rows = wide.people.flatMap((_, person) =>
      ['pre', 'post'].map((when, time) =>
        [
          id[person],
          group[person],
          when,
          ...asked.map((name) => column(wide, time === 0 ? name : `T2${name}`)[person]),
        ].join(','),
      ),
    )
    const long = read(`${['ID', 'GROUP', 'survey', ...asked].join(',')}\n${rows.toReversed().join('\n')}\n`).set
    expect(long.people.toReversed()).toEqual(wide.people)
    for (const name of asked)
      expect([column(long, `${name}_before`).toReversed(), column(long, `${name}_after`).toReversed()], name).toEqual([
        column(wide, name),
        column(wide, `T2${name}`),
      ])
  }, 60_000)
})

describe('what would count people twice', () => {
  it('[VFM12] a person who stands twice, and nothing says when', () => {
    expect(why('Response ID,mood\nr1,good\nr2,bad\nr1,bad\n')).toEqual([
      'person-twice',
      4,
      { id: 'r1', column: 'Response ID' },
    ])
    expect(why('pid,wave,mood\na,1,good\na,2,bad\na,2,good\n')).toEqual(['person-twice', 4, { id: 'a', column: 'pid' }])
  })
  it('[VFM12] before and after without a column that says who; it is read where every row is said to be another person', () => {
    const text = 'Response ID,phase,mood\nr1,pre,good\nr2,post,bad\nr3,pre,bad\n'
    expect(why(text)).toEqual(['wave-without-id', 1, { column: 'phase', values: 'pre, post' }])
    expect(read(text, { wave: 'none' }).set.people).toHaveLength(3)
    expect(read(text, { id: 'Response ID' }).set.people).toHaveLength(3)
  })
  it('[VFM12] a named column that says no times; times whose column may be one of answers', () => {
    const text = 'pid,wave,mood\na,1,good\na,2,bad\na,3,bad\nb,1,\n'
    expect(why(text, { wave: 'mood' })[0]).toBe('wave-values')
    expect(why('pid,time,mood\na,noon,good\na,late,bad\na,dawn,bad\nb,dawn,\n')[0]).toBe('wave-without-id')
  })
  it('[VFM12] a table that was pasted twice, with its header, with ids, or without', () => {
    const rows = Array.from({ length: 6 }, (_, n) => `r${n},mood ${n},${n}\n`).join('')
    expect(why(`Response ID,mood,n\n${rows}Response ID,mood,n\n${rows}`)).toEqual(['header-twice', 8, {}])
    expect(why(`Response ID,mood,n\n${rows}${rows}`)).toEqual(['rows-twice', 8, { n: 6 }])
    expect(why(`a,mood,n\n${rows}${rows}`)).toEqual(['rows-twice', 8, { n: 6 }])
  })
  it('[VFM12] a wide table with a column of two values is what it was', () => {
    expect(read('id,time,mood\n1,day,good\n2,night,bad\n3,day,bad\n').set.people).toHaveLength(3)
    expect(read('mood,moment\ngood,first\nbad,second\nbad,first\n').set.people).toHaveLength(3)
  })
  it('[VFM12] two arms of a trial, or two halves of a day, with a serial number that begins anew in each: nobody is paired', () => {
    const arms = (header: string, values: readonly string[]): string =>
      `${header}\n${values.flatMap((arm) => Array.from({ length: 10 }, (_, n) => `${n + 1},${arm},${(n * 7) % 5},x${arm}${n}\n`)).join('')}`
    expect(why(arms('nr,T,q1,q2', ['0', '1']))[0]).toBe('wave-without-id')
    expect(why(arms('table seat,moment,q1,q2', ['am', 'pm']))[0]).toBe('wave-without-id')
    expect(why(arms('nr,survey,q1,q2', ['pre', 'post']))[0]).toBe('wave-without-id')
    expect(why(arms('participant no,survey,q1,q2', ['pre', 'post']))[0]).toBe('wave-without-id')
    expect(read(arms('nr,T,q1,q2', ['0', '1']), { wave: 'none' }).set.people).toHaveLength(20)
    // Whoever names the columns is believed.
    expect(read(arms('nr,survey,q1,q2', ['pre', 'post']), { id: 'nr' }).set.people).toHaveLength(10)
  })
})

describe('decimal commas', () => {
  const text = 'id;Gewicht;q\na;0,83;1\nb;1,5;2\nc;0,67;2\n'
  it('[VFM5] are numbers where no comma stands between cells, and weights weigh', () => {
    const { set } = read(text, { weight: 'Gewicht' })
    expect(weightsOf(set)).toEqual([0.83, 1.5, 0.67])
    expect(weightColumn(set)?.of).toEqual([0.83, 1.5, 0.67])
    expect(surveyCsv(set, false)).toBe(text)
    const book = readTableSchema(surveySchema(set), 'a.csv', 'en')
    expect(weightsOf(readSurvey({ name: 'a.csv', text: surveyCsv(set) }, book, { lang: 'en' }).set)).toEqual([
      0.83, 1.5, 0.67,
    ])
  })
  it('[VFM5] weights that cannot be read are refused with how many; a missing one is told', () => {
    expect(why(text.replace('1,5', 'much').replace('0,67', '1.234,5'), { weight: 'Gewicht' })).toEqual([
      'weights-unread',
      2,
      { column: 'Gewicht', n: 3, value: '0,83' },
    ])
    expect(why(text.replaceAll(/\d,\d+/g, '0'), { weight: 'Gewicht' })[0]).toBe('weights-unread')
    expect(read(text.replace('1,5', ''), { weight: 'Gewicht' }).left['weights-missing']).toBe(1)
  })
})
