/** JSON Schema of people's voices in a snapshot: at a board, and beside all boards. */
import { digest, either, id, list, moment, object, orNull, seat, text, whole, yes } from './schema-parts.ts'

const inLanguages = {
  type: 'object',
  additionalProperties: text,
  description: 'A text of the programme, by language, in the clear',
} as const
const decimal = { type: 'string', description: 'A number that may be a fraction' } as const
const key = { ...text, description: 'An item’s id, or `item.node` where it asks about an entry' } as const
const ids = list(text)

const axis = object({ low: inLanguages, high: inLanguages })
const earlier = {
  ...list(object({ text: inLanguages, why: text })),
  description:
    'In what words it was asked before, each with why it was put in others; figures are told of each by itself',
}
const worded = {
  type: 'object',
  additionalProperties: whole,
  description: 'By item, which of its wordings was asked, counted from 0; items never put in other words are left out',
} as const
const kind = (type: string, more: Record<string, object> = {}, optional: Record<string, object> = {}) =>
  object(
    {
      id: text,
      text: inLanguages,
      unit: either('people', 'answers', 'tables'),
      base: either('all', 'valid'),
      type: { const: type },
      ...more,
    },
    { help: inLanguages, showIf: object({ item: text, is: ids }), meaning: whole, earlier, ...optional },
  )
const options = { options: list(object({ id: text, text: inLanguages })) }
const words = object({ lang: text, text: digest })
const pick = object({ id: text, lang: text, text: digest })
const item = {
  anyOf: [
    kind('agree', { on: either('statement', 'nodes') }),
    kind('choose', options, { most: whole }),
    kind('single', options),
    kind('ranking', options),
    kind('scale', { min: { type: 'integer' }, max: { type: 'integer' }, low: inLanguages, high: inLanguages }),
    kind('placement', { x: axis, y: axis }),
    kind('number', {}, { min: decimal, max: decimal, suffix: inLanguages }),
    kind('text'),
    kind('recommendation'),
    object(
      {
        id: text,
        type: { const: 'support' },
        unit: { const: 'people' },
        base: either('all', 'valid'),
        table: { ...whole, description: 'The number of the table that recommends it' },
        sentence: words,
        reasons: list(words),
        conditions: list(pick),
        objections: list(pick),
      },
      {},
    ),
  ],
}
const value = (type: string, more: Record<string, object>) => object({ type: { const: type }, ...more })
const answer = {
  anyOf: [
    value('agree', { value: either('agree', 'disagree', 'pass') }),
    value('choose', { chosen: ids, rejected: ids, indifferent: ids }),
    value('single', { option: text }),
    value('ranking', { order: ids }),
    value('scale', { value: { type: 'integer' } }),
    value('placement', {
      x: { ...whole, description: 'Hundredths, 0 to 10,000' },
      y: { ...whole, description: 'Hundredths, 0 to 10,000' },
    }),
    value('number', { value: decimal }),
    value('text', { text: digest, lang: text }),
    value('recommendation', {
      sentence: digest,
      lang: text,
      reasons: list(object({ node: id, lang: text, wording: digest })),
    }),
    object(
      { type: { const: 'support' }, value: either('yes', 'yes-if', 'no') },
      { why: { anyOf: [object({ option: text }), object({ text: digest, lang: text })] } },
    ),
    value('none', { why: either('refused', 'not-asked', 'illegible') }),
  ],
}

export const boardVoices = {
  description: 'The table’s seats, and what was asked in this session',
  ...object({
    seats: list(
      object({
        seat,
        quoted: yes,
        observed: yes,
        version: { ...text, description: 'Of the consent texts that were read' },
        lang: text,
        how: either('phone', 'paper'),
        at: moment,
      }),
    ),
    rounds: list(
      object(
        { step: id, state: either('open', 'closed', 'revealed') },
        {
          closedAt: moment,
          revealedAt: moment,
          asked: { ...whole, description: 'Seats that were asked' },
          worded,
          nodes: {
            ...list(object({ node: id, lang: text, wording: digest })),
            description: 'Entries voted on, in the wording that was voted on',
          },
          sheets: {
            description:
              'What was written alone and revealed, in order of ids, which are drawn by chance. Without a seat where nobody signs',
            ...list(
              object({
                id,
                seat: orNull(seat),
                lang: text,
                capture: either('own-typing', 'paper'),
                state: either('unplaced', 'map', 'canvas', 'taken-back', 'redacted'),
                text: { ...orNull(digest), description: 'Null where the words or the element that it became hold it' },
              }),
            ),
          },
          ballots: list(
            object(
              { item: key, seat, how: either('phone', 'paper'), at: moment, answer },
              {
                other: { ...answer, description: 'What the other way said, where paper and phone differ' },
                settled: { const: true },
                wording: { ...whole, description: 'On paper in other words than its round: which, counted from 0' },
              },
            ),
          ),
          table: { ...list(object({ item: key, answer })), description: 'The table’s own answers' },
        },
      ),
    ),
  }),
}

export const dialogueVoices = {
  description:
    'What people were asked, and questionnaires by pair: without a seat, a table or a time; with a site where at least 20 answered',
  ...object(
    {
      steps: list(
        object(
          { id, session: whole, title: inLanguages, kind: either('write', 'ballot', 'questionnaire') },
          {
            prompt: inLanguages,
            signature: either('anonymous', 'seat-code'),
            questionnaire: text,
            wave: either('before', 'after', 'session'),
            items: list(item),
            asked: {
              description: 'Asked on the day at these boards, and no step of the programme; called back: never counted',
              ...object(
                { at: moment, boards: list(id) },
                {
                  calledBack: moment,
                  draw: {
                    description: 'Each seat of these tables was asked `most` of the items, drawn by the seed',
                    ...object({ seed: text, most: whole, tables: list(object({ table: whole, seats: whole })) }),
                  },
                  picked: {
                    description:
                      'Options that were picked from tables’ maps, in the words in which they were asked: first the entry’s own, then translations. In the items they stand under a label that says nothing',
                    ...list(
                      object(
                        { option: text, board: id, node: id, kind: text, table: whole, texts: list(words) },
                        { released: { const: true, description: 'Its table let the hall be asked about it' } },
                      ),
                    ),
                  },
                },
              ),
            },
          },
        ),
      ),
    },
    {
      questionnaires: list(
        object(
          {
            step: id,
            asked: whole,
            people: {
              ...list(
                object(
                  { pair: text, answers: list(object({ item: key, answer })) },
                  {
                    country: text,
                    site: {
                      ...text,
                      description:
                        'Country, site and group of tables: only where at least 20 people of them answered, and as many are left',
                    },
                    group: text,
                    worded,
                  },
                ),
              ),
              description: 'Empty until the last table has closed it',
            },
          },
          {
            wordings: { ...list(object({ worded, asked: whole })), description: 'How many were asked in which words' },
            untold: {
              ...list(text),
              description: 'Items of which nothing is told: fewer than 20 answered them in one of their wordings',
            },
          },
        ),
      ),
      imports: {
        ...list({ type: 'object' }),
        description: 'Polls and surveys of other tools, in columns, as they came; free texts as digests',
      },
    },
  ),
}
