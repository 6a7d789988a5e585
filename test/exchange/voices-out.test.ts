/** What people answered, of every kind, as it leaves with a snapshot: small ones of our own, read back from the files. */
import { describe, expect, it } from 'vitest'
import type { Item } from '@tablee/shared/dialogue/items'
import { csvTable } from '@tablee/shared/formats/csv-read'
import { voicesTables } from '@tablee/shared/formats/csv-voices'
import { writeDdi } from '@tablee/shared/formats/ddi-write'
import { readTableSchema } from '@tablee/shared/formats/survey-codebook'
import { readSurvey } from '@tablee/shared/formats/survey-read'
import { surveyCsv, surveySchema } from '@tablee/shared/formats/survey-write'
import { polisOf } from '@tablee/shared/formats/voices-polis'
import { surveysOf } from '@tablee/shared/formats/voices-survey'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import type { SnapshotItem, SnapshotValue } from '@tablee/shared/snapshot/voices'

const text = (en: string) => ({ en, fr: `${en} (fr)` })
const options = [
  { id: 'a', text: text('A') },
  { id: 'b', text: text('B') },
]
const common = { unit: 'people', base: 'valid' } as const
const axis = { low: text('little'), high: text('much') }
const items: readonly Item[] = [
  { ...common, id: 'agree', text: text('Agree?'), type: 'agree', on: 'statement' },
  { ...common, id: 'choose', text: text('Choose'), type: 'choose', options },
  { ...common, id: 'single', text: text('One'), type: 'single', options },
  { ...common, id: 'rank', text: text('Rank'), type: 'ranking', options },
  { ...common, id: 'scale', text: text('Scale'), type: 'scale', min: 0, max: 10, low: text('no'), high: text('yes') },
  { ...common, id: 'place', text: text('Place'), type: 'placement', x: axis, y: axis },
  { ...common, id: 'number', text: text('Number'), type: 'number' },
  { ...common, id: 'why', text: text('Why?'), type: 'text', showIf: { item: 'agree', is: ['disagree'] } },
]
const given: Readonly<Record<string, SnapshotValue>> = {
  agree: { type: 'agree', value: 'disagree' },
  choose: { type: 'choose', chosen: ['a'], rejected: ['b'], indifferent: [] },
  single: { type: 'single', option: 'b' },
  rank: { type: 'ranking', order: ['b'] },
  scale: { type: 'scale', value: 7 },
  place: { type: 'placement', x: 1050, y: 9900 },
  number: { type: 'number', value: '2.5' },
  why: { type: 'text', text: 'd-kept', lang: 'fr' },
}
const answers = (change: Readonly<Record<string, SnapshotValue>> = {}) =>
  Object.entries({ ...given, ...change }).map(([item, answer]) => ({ item, answer }))
const asked = items as readonly SnapshotItem[]

const board = (voices: object): Snapshot['boards'][number] =>
  ({
    id: 'b1',
    site: 'Lyon',
    table: 't1',
    number: 1,
    seats: 5,
    session: 1,
    lang: 'fr',
    question: 'd-question',
    voices,
  }) as unknown as Snapshot['boards'][number]
const snapshot = {
  boards: [
    board({
      seats: [],
      rounds: [
        {
          step: 'vote',
          state: 'closed',
          closedAt: 1_700_000_100_000,
          ballots: [
            ...answers().map((one) => ({ ...one, seat: 'T1-02', how: 'phone', at: 1_700_000_050_000 })),
            ...answers({
              agree: { type: 'none', why: 'refused' },
              choose: { type: 'choose', chosen: [], rejected: [], indifferent: [] },
              rank: { type: 'ranking', order: [] },
              why: { type: 'text', text: 'd-withheld', lang: 'fr' },
            }).map((one) => ({ ...one, seat: 'T1-01', how: 'paper', at: 1_700_000_060_000, other: given['scale'] })),
          ],
          table: [{ item: 'single', answer: { type: 'single', option: 'a' } }],
        },
      ],
    }),
  ],
  voices: {
    steps: [
      { id: 'vote', session: 1, title: text('Vote'), kind: 'ballot', items: asked },
      {
        id: 'before',
        session: 1,
        title: text('Day'),
        kind: 'questionnaire',
        questionnaire: 'day',
        wave: 'before',
        items: asked,
      },
      {
        id: 'after',
        session: 1,
        title: text('Day'),
        kind: 'questionnaire',
        questionnaire: 'day',
        wave: 'after',
        items: asked,
      },
    ],
    questionnaires: [
      {
        step: 'before',
        asked: 3,
        people: [
          { pair: 'p1', answers: answers() },
          {
            pair: 'p2',
            answers: answers({ scale: { type: 'none', why: 'illegible' }, why: { type: 'none', why: 'not-asked' } }),
          },
        ],
      },
      {
        step: 'after',
        asked: 3,
        people: [{ pair: 'p2', answers: answers({ why: { type: 'text', text: 'd-withheld', lang: 'fr' } }) }],
      },
    ],
  },
} as unknown as Snapshot
const texts = new Map([
  ['d-kept', 'Because,\nof "noise"'],
  ['d-question', 'Buses?'],
])
const withheld = new Set(['d-withheld'])

describe('answers of every kind', () => {
  it('[VFM9] each ballot has a row, also one on which nothing is marked; what is withheld says so', () => {
    const tables = voicesTables(snapshot, { texts, withheld })
    const votes = csvTable(tables?.['votes.csv'] ?? '', 'votes.csv')
    const row = (seat: string, item: string) =>
      votes.rows
        .filter((one) => one.get('seat') === seat && one.get('item') === item)
        .map((one) => [one.get('option'), one.get('value'), one.get('text'), one.get('text_state')].join('|'))
    expect(items.map(({ id }) => row('T1-02', id))).toEqual([
      ['|disagree||'],
      ['a|chosen||', 'b|rejected||'],
      ['|b||'],
      ['b|1||'],
      ['|7||'],
      ['x|10.5||', 'y|99||'],
      ['|2.5||'],
      ['||Because,\nof "noise"|kept'],
    ])
    expect(['agree', 'choose', 'rank', 'why'].map((id) => row('T1-01', id))).toEqual([
      ['|refused||'],
      ['|||'],
      ['|||'],
      ['|||not-quoted'],
    ])
    expect(row('', 'single')).toEqual(['|a||'])
    expect(votes.rows.filter((one) => one.get('conflict') === 'true').length).toBeGreaterThan(0)
    const all = csvTable(tables?.['answers.csv'] ?? '', 'answers.csv')
    expect(all.columns).not.toContain('seat')
    expect(new Set(all.rows.map((one) => one.get('pair')))).toEqual(new Set(['p1', 'p2']))
  })

  it('[VFM9] a questionnaire is a row per pair, before and after side by side, and can be read again', () => {
    const [survey, ...more] = surveysOf(snapshot, texts, withheld)
    expect(more).toEqual([])
    if (survey === undefined) throw new Error('no survey')
    const csv = csvTable(surveyCsv(survey.set), 'day.csv')
    const line = (pair: string) => {
      const row = csv.rows.find((one) => one.get('pair') === pair)
      return Object.fromEntries(csv.columns.map((name) => [name, row?.get(name)]))
    }
    expect(line('p1')).toMatchObject({
      agree_before: 'disagree',
      choose_a_before: 'chosen',
      choose_b_before: 'rejected',
      rank_a_before: '',
      rank_b_before: '1',
      scale_before: '7',
      place_x_before: '10.5',
      place_y_before: '99',
      number_before: '2.5',
      why_before: 'Because,\nof "noise"',
      // Was not there afterwards.
      scale_after: '',
      why_after: '',
    })
    expect(line('p2')).toMatchObject({
      scale_before: 'illegible',
      why_before: '(not asked)',
      why_after: '(not quoted)',
    })
    expect(survey.left).toEqual({ 'withheld-texts': 1 })
    const book = readTableSchema(surveySchema(survey.set), 'day.csv', 'fr')
    const again = readSurvey({ name: 'day.csv', text: surveyCsv(survey.set) }, book, { lang: 'fr' }).set
    expect(again.people).toEqual(survey.set.people)
    expect(again.columns).toEqual(survey.set.columns)
    expect(again.variables.map(({ item: _item, step: _step, ...one }) => one)).toEqual(
      survey.set.variables.map(({ item: _item, step: _step, ...one }) => one),
    )
    const ddi = writeDdi(survey.set, { id: 'x', fileName: 'day.csv', titles: survey.titles, universe: survey.universe })
    expect(ddi).toContain('<varGrp type="multipleResp" name="choose"')
    expect(ddi).toContain('<universe xml:lang="en">Asked of those who answered agree with disagree</universe>')
    expect(ddi).toContain('<qstnLit xml:lang="fr">Agree? (fr)</qstnLit>')
  })

  it('[VFM9] of a ballot the agree items are a Polis set, and what is none of them is counted', () => {
    const { set, left } = polisOf(snapshot, texts)
    expect(set?.statements.map((one) => one.text)).toEqual(['Agree? (fr)'])
    expect(set?.people.map(({ id, xid }) => [id, xid])).toEqual([['1', 'T1-02']])
    expect(set?.log).toMatchObject({ statement: [0], person: [0], vote: [-1], at: [1_700_000_050] })
    // Seven other items of the ballot, and eight each of two questionnaires; one who says why there is no answer.
    expect(left).toEqual({ 'other-items': 23, 'no-answers': 1, 'opinion-groups': 1 })
  })
})
