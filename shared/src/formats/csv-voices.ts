/**
 * What people were asked and what they answered, as tables of a data package. A row per answer, and per option where an
 * answer holds several. Ballots stand under seats; questionnaires under pairs, in order of pairs, without seat, table or
 * time; with a country, site or group of tables only where many answered there.
 */
import { itemTypes, noAnswers, readItemKey, type Answer } from '../dialogue/items.ts'
import { inLang } from '../dialogue/programme.ts'
import { byWords } from '../snapshot/by-words.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { answerOf, itemsOf, type SnapshotValue } from '../snapshot/voices.ts'
import { column, where, type Column } from './csv-columns.ts'
import { csvText, type Cell } from './csv.ts'

const step = column('step', 'string', 'The step of the programme in which it was asked')
const item = column('item', 'string', 'The item. With step, key into items.csv')
const answer = [
  column('type', 'string', 'Kind of answer; none: why there is none stands in value', [...itemTypes, 'none']),
  column(
    'option',
    'string',
    'Of choose and ranking the option, a row each; of placement the axis, x or y; of support the condition or objection that was picked; of a recommendation the entry that is a reason',
  ),
  column(
    'value',
    'string',
    `agree, disagree or pass; chosen, rejected or indifferent; an option; a rank, from 1; a number; yes, yes-if or no; recommends, or reason; for none ${noAnswers.join(', ')}`,
  ),
  column('lang', 'string', 'Language of a text'),
  column('text', 'string', 'What was written; empty when withheld or erased'),
  column('text_state', 'string', 'Of texts: kept, not-quoted (this person does not want to be quoted) or erased', [
    'kept',
    'not-quoted',
    'erased',
  ]),
]

/** Where a person answered, as far as it is told. */
const placeColumns = [
  column('country', 'string', 'Only where at least 20 people of it answered, at more than one table'),
  column('site', 'string', 'The city, under the same rule; the table never leaves with an answer'),
  column('group', 'string', 'The organiser’s group of tables, under the same rule'),
]

export const voicesDictionary = {
  'items.csv': [
    step,
    item,
    column('session', 'integer', 'Number of the session'),
    column('task', 'string', 'ballot or questionnaire', ['ballot', 'questionnaire']),
    column('questionnaire', 'string', 'Which questionnaire it belongs to'),
    column('wave', 'string', 'Before, after, or once: pairs answer before and after', ['before', 'after', 'session']),
    column('type', 'string', 'What an answer is', itemTypes),
    column('unit', 'string', 'What figures of it count: people, answers or tables', ['people', 'answers', 'tables']),
    column('base', 'string', 'What a share of it is a share of: all who were asked, or valid answers', [
      'all',
      'valid',
    ]),
    column('text', 'string', 'The question, in the tables’ language'),
    column('texts', 'string', 'The question in all its languages, as JSON'),
    column(
      'options',
      'string',
      'Options with their texts in all languages, as JSON; of support the table that recommends it, and what could be picked',
    ),
    column('asked_if', 'string', 'The skip rule, as JSON: the item that decides, and answers to it'),
    column('meaning', 'integer', 'Of items with the same id, those with the same number ask the same'),
  ],
  'votes.csv': [
    ...where,
    step,
    item,
    column('node', 'string', 'The entry that was voted on. Key into nodes.csv, unless it is gone'),
    column('wording', 'string', 'The wording that was voted on, whatever became of the entry'),
    column('seat', 'string', 'Seat code; stands for a citizen. Empty: the table answered as one'),
    column('how', 'string', 'phone, paper or table', ['phone', 'paper', 'table']),
    column('at', 'datetime', 'When the answer that counts was given (UTC)'),
    column('conflict', 'boolean', 'Paper and phone said different things'),
    ...answer,
  ],
  'answers.csv': [
    step,
    item,
    column('pair', 'string', 'The person, drawn by chance: the same before and after. Nothing leads from it to a seat'),
    ...answer,
    ...placeColumns,
  ],
} as const satisfies Record<string, readonly Column[]>

export const voicesKeys: Readonly<Record<keyof typeof voicesDictionary, object>> = {
  'items.csv': { primaryKey: ['step', 'item'] },
  'votes.csv': {
    foreignKeys: [
      { fields: ['board'], reference: { resource: 'tables', fields: ['board'] } },
      { fields: ['step', 'item'], reference: { resource: 'items', fields: ['step', 'item'] } },
    ],
  },
  'answers.csv': {
    foreignKeys: [{ fields: ['step', 'item'], reference: { resource: 'items', fields: ['step', 'item'] } }],
  },
}

type Reading = { readonly texts: ReadonlyMap<string, string>; readonly withheld: ReadonlySet<string> }

/** The cells from `type` on; one row per option of an answer that holds several. */
function cellsOf(value: SnapshotValue, { texts, withheld }: Reading): Cell[][] {
  const said: Answer = answerOf(value, texts)
  const row = (option: string | null, of: Cell): Cell[] => [said.type, option, of, null, null, null]
  const stateOf = (digest: string): string =>
    texts.has(digest) ? 'kept' : withheld.has(digest) ? 'not-quoted' : 'erased'
  switch (said.type) {
    case 'none':
      return [row(null, said.why)]
    case 'agree':
    case 'scale':
    case 'number':
      return [row(null, said.value)]
    case 'single':
      return [row(null, said.option)]
    // A ballot on which nothing is marked is a ballot, and has a row.
    case 'choose': {
      const marks = (['chosen', 'rejected', 'indifferent'] as const).flatMap((how) =>
        said[how].map((one) => row(one, how)),
      )
      return marks.length === 0 ? [row(null, null)] : marks
    }
    case 'ranking':
      return said.order.length === 0 ? [row(null, null)] : said.order.map((one, n) => row(one, n + 1))
    case 'placement':
      return [row('x', said.x), row('y', said.y)]
    case 'text': {
      const digest = value.type === 'text' ? value.text : ''
      const state = stateOf(digest)
      return [['text', null, null, said.lang, state === 'kept' ? said.text : null, state]]
    }
    case 'recommendation': {
      if (value.type !== 'recommendation') return []
      const line = (option: string | null, of: string, lang: string, digest: string): Cell[] => {
        const state = stateOf(digest)
        return [said.type, option, of, lang, state === 'kept' ? (texts.get(digest) ?? null) : null, state]
      }
      return [
        line(null, 'recommends', said.lang, value.sentence),
        ...value.reasons.map((one) => line(one.node, 'reason', one.lang, one.wording)),
      ]
    }
    case 'support': {
      if (value.type !== 'support' || value.why === undefined) return [row(null, said.value)]
      if ('option' in value.why) return [row(value.why.option, said.value)]
      const state = stateOf(value.why.text)
      const text = state === 'kept' ? (texts.get(value.why.text) ?? null) : null
      return [[said.type, null, said.value, value.why.lang, text, state]]
    }
  }
}

const json = (value: unknown): string => JSON.stringify(value)
const day = (ms: number): string => new Date(ms).toISOString()

/** Null where nobody was asked anything. */
export function voicesTables(
  taken: Snapshot,
  reading: Reading,
): Readonly<Record<keyof typeof voicesDictionary, string>> | null {
  const snapshot = byWords(taken)
  const steps = (snapshot.voices?.steps ?? []).flatMap((one) => (one.kind === 'write' ? [] : [one]))
  if (steps.length === 0) return null
  const lang = snapshot.boards[0]?.lang ?? 'en'
  const items = steps.flatMap((of) =>
    itemsOf(of, reading.texts).map((one): Cell[] => [
      of.id,
      one.id,
      of.session,
      of.kind,
      of.kind === 'questionnaire' ? of.questionnaire : null,
      of.kind === 'questionnaire' ? of.wave : null,
      one.type,
      one.unit,
      one.base,
      inLang(one.text, lang),
      json(one.text),
      'options' in one
        ? json(one.options)
        : one.type === 'support'
          ? json({ table: one.table, conditions: one.conditions, objections: one.objections })
          : null,
      one.showIf === undefined ? null : json(one.showIf),
      one.meaning ?? 1,
    ]),
  )
  const votes = snapshot.boards.flatMap((board) => {
    const here: Cell[] = [board.id, board.site, board.number, board.session]
    return (board.voices?.rounds ?? []).flatMap((round) => {
      const wordings = new Map((round.nodes ?? []).map(({ node, wording }) => [node, reading.texts.get(wording) ?? '']))
      const about = (key: string): Cell[] => {
        const { item: of, node } = readItemKey(key)
        return [...here, round.step, of, node, node === null ? null : (wordings.get(node) ?? null)]
      }
      const ballots = (round.ballots ?? []).flatMap((one) =>
        cellsOf(one.answer, reading).map((cells) => [
          ...about(one.item),
          one.seat,
          one.how,
          day(one.at),
          one.other !== undefined,
          ...cells,
        ]),
      )
      const table = (round.table ?? []).flatMap((one) =>
        cellsOf(one.answer, reading).map((cells) => [...about(one.item), null, 'table', null, false, ...cells]),
      )
      return [...ballots, ...table]
    })
  })
  const answers = (snapshot.voices?.questionnaires ?? []).flatMap((of) =>
    of.people.flatMap(({ pair, country, site, group, answers: all }) =>
      all.flatMap((one) =>
        cellsOf(one.answer, reading).map((cells): Cell[] => [
          of.step,
          one.item,
          pair,
          ...cells,
          country ?? null,
          site ?? null,
          group ?? null,
        ]),
      ),
    ),
  )
  const write = (name: keyof typeof voicesDictionary, rows: readonly Cell[][]): string =>
    csvText(
      voicesDictionary[name].map((one) => one.name),
      rows,
    )
  return {
    'items.csv': write('items.csv', items),
    'votes.csv': write('votes.csv', votes),
    'answers.csv': write('answers.csv', answers),
  }
}
