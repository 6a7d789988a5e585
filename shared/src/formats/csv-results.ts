/**
 * What was told to a question as one table: a row for each answer and part of the people, with the question in every row, so that
 * rows of many questions can stand beneath one another.
 */
import { bases, itemTypes, units } from '../dialogue/items.ts'
import { inLang } from '../dialogue/programme.ts'
import type { Question } from '../results/question.ts'
import type { Against, Cell as Figure, Column as Part, Interval, Row, Told } from '../results/told.ts'
import { column, type Column } from './csv-columns.ts'
import type { Cell } from './csv.ts'

const found = ['specific', 'none-seen', 'too-few'] as const
const interval = (of: string) =>
  `${of} of the 95 % interval, with the table as what was drawn: Taylor linearisation of a ratio (Cochran 1977; Korn and Graubard 1999), a share’s on the logit scale. In what leaves it is of everybody together alone, from ten tables on, rounded outwards to whole points (of a mean to tenths), and never narrower than if people had been drawn one by one: so it may be up to four tenths wider. Empty where none can be told`

/** The columns of `results.csv`, in their order. */
export const resultsTable = [
  column('cut', 'integer', 'The state of the dialogue that was asked: the same cut has the same figures'),
  column('at', 'datetime', 'When the last row came that is in it'),
  column('item', 'string', 'The question, as <step>/<item>. With commas: several that were counted together'),
  column('question', 'string', 'Its words'),
  column('type', 'string', 'What an answer is', itemTypes),
  column('unit', 'string', 'What is counted: people, answers or tables', units),
  column('base', 'string', 'What a share is a share of: all who were asked, or valid answers', bases),
  column('weight', 'string', 'Whether people count for more than one: as the file gives it, or raked to margins', [
    'none',
    'given',
    'raked',
  ]),
  column('by', 'string', 'By what the people are divided: all, country, site, group, table, or another question'),
  column('other', 'string', 'The words of that other question'),
  column(
    'part',
    'string',
    'Of which part; all: of everybody; none: of who gave the other question no answer. Several that are told as one stand with a plus between them',
  ),
  column('part_label', 'string', 'The part in words'),
  column(
    'answer',
    'string',
    'The answer; none: no answer, where that is told with others. Several that are told as one stand with a plus between them. Empty: the row is about all answers of its part',
  ),
  column('label', 'string', 'The answer in words'),
  column('count', 'integer', 'How many; never weighted. Empty where it is withheld'),
  column('share', 'number', '0 to 1; weighted where weight says so. Empty where it is withheld'),
  column('share_low', 'number', interval('Lower end')),
  column('share_high', 'number', interval('Upper end')),
  column('rank', 'number', 'Of a ranking: the mean place among those who ranked it; count and share are first places'),
  column('withheld', 'string', 'few: fewer than 5. covered: such a number could be worked out from it', [
    'few',
    'covered',
  ]),
  column(
    'against',
    'string',
    'This part against all others. specific: the interval of the difference is without 0. none-seen: it holds 0, which does not say that they are alike. too-few: too few to say',
    found,
  ),
  column('difference', 'number', 'Share (or mean) of this part less that of all others'),
  column(
    'difference_low',
    'number',
    'Lower end of its 95 % interval (Newcombe 1998; Zou and Donner 2008; of means Banerjee 1961)',
  ),
  column('difference_high', 'number', 'Upper end of it'),
  column('of', 'integer', 'Of how many people, answers or tables the shares of this part are'),
  column('tables', 'integer', 'At how many tables those are'),
  column('mean', 'number', 'Of scales and numbers'),
  column('mean_low', 'number', interval('Lower end')),
  column('mean_high', 'number', interval('Upper end')),
  column('spread', 'number', 'Standard deviation'),
  column('median', 'number', 'Of scales and numbers'),
  column('x', 'number', 'Of placements: the mean point, from 0 to 100'),
  column('y', 'number', 'Of placements: the mean point, from 0 to 100'),
  column('asked', 'integer', 'How many were asked. Empty where it is not told'),
  column('valid', 'integer', 'How many gave a valid answer. Empty where it is not told'),
  column('effective', 'number', 'Of weighted figures: so many people without weights say as much (Kish 1965)'),
  column('design_effect', 'number', 'Of weighted figures: by how much weights make variances larger'),
  column(
    'stands_moves',
    'number',
    'By how much leaving out any one table moves a share or the mean of all at most. Empty: not told',
  ),
  column('stands_order', 'boolean', 'Whether the answers stay in their order, whichever table is left out'),
] as const satisfies readonly Column[]

/** A number as it is read everywhere; no more digits than it has meaning. */
const decimal = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : Math.round(value * 1e6) / 1e6

type Head = { readonly told: Told; readonly at: number; readonly lang: string }

const named = ({ of, with: more = [] }: Question): string => [of, ...more].join(',')
const weightOf = ({ weight }: Question): string => (typeof weight === 'string' ? weight : 'raked')
/** Of what is told as one, each by its name; `none`: of who gave no answer. */
const keyOf = ({ key, merged }: { readonly key: string; readonly merged?: readonly string[] }): string =>
  merged?.join('+') ?? key

function head({ told, at, lang }: Head): readonly Cell[] {
  const { cut, question, item, other, unit, base } = told
  return [
    cut,
    at === 0 ? null : new Date(at).toISOString(),
    named(question),
    inLang(item.text, lang),
    item.type,
    unit,
    base,
    weightOf(question),
    typeof question.by === 'string' ? question.by : question.by.item,
    other === undefined ? null : inLang(other.text, lang),
  ]
}
const ends = (of: Interval | null | undefined): readonly Cell[] => [decimal(of?.low), decimal(of?.high)]
const besides = (of: Against | undefined): readonly Cell[] => [
  of?.says ?? null,
  decimal(of?.difference),
  ...ends(of?.interval),
]
const nothing = (many: number): readonly Cell[] => Array.from({ length: many }, () => null)
const answered = (row: Row, cell: Figure, lang: string): readonly Cell[] => [
  keyOf(row),
  inLang(row.text, lang),
  cell.count,
  decimal(cell.share),
  ...ends(cell.interval),
  decimal(cell.rank),
  cell.withheld ?? null,
  ...besides(cell.against),
]
const partIn = (part: Part, lang: string): readonly Cell[] => [keyOf(part), inLang(part.text, lang)]
const numbers = ({ mean, centre }: Part): readonly Cell[] => [
  decimal(mean?.value),
  ...ends(mean?.interval),
  decimal(mean?.spread),
  decimal(mean?.median),
  decimal(centre?.x),
  decimal(centre?.y),
]
function whole({ told: { asked, valid, weight, stands } }: Head, part: Part): readonly Cell[] {
  // What is said of everybody stands with everybody alone: beside a part it would be read as the part's.
  if (part.key !== 'all') return nothing(6)
  return [
    asked,
    valid,
    decimal(weight?.effective),
    decimal(weight?.designEffect),
    decimal(stands?.moves),
    stands?.order ?? null,
  ]
}

/** Its rows without their header: of each part its answers, and, where it has a mean or a point, a row for that. */
export function resultsRows(of: Head): readonly (readonly Cell[])[] {
  const { told, lang } = of
  const begin = head(of)
  return told.columns.flatMap((part, n) => {
    const base: readonly Cell[] = [part.base, part.tables]
    const rows = told.rows.flatMap((row): readonly (readonly Cell[])[] => {
      const cell = row.cells[n]
      return cell === undefined
        ? []
        : [[...begin, ...partIn(part, lang), ...answered(row, cell, lang), ...base, ...nothing(7), ...whole(of, part)]]
    })
    const own = part.mean !== undefined || part.centre !== undefined || told.rows.length === 0
    const blank = [...nothing(8), ...besides(part.mean?.against)]
    return own
      ? [...rows, [...begin, ...partIn(part, lang), ...blank, ...base, ...numbers(part), ...whole(of, part)]]
      : rows
  })
}
