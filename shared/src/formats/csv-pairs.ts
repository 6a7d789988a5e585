/** What moved from before to after as one table: a row from answer to answer, one for each answer, and one for all of them. */
import { itemTypes } from '../dialogue/items.ts'
import { inLang } from '../dialogue/programme.ts'
import type { Interval, Pairs } from '../results/told.ts'
import { column, type Column } from './csv-columns.ts'
import type { Cell } from './csv.ts'

const kinds = ['all', 'answer', 'flow'] as const

/** The columns of `change.csv`, in their order. */
export const pairsTable = [
  column('cut', 'integer', 'The state of the dialogue that was asked: the same cut has the same figures'),
  column('at', 'datetime', 'When the last row came that is in it'),
  column('item', 'string', 'The question as it was asked first, as <step>/<item>'),
  column('again', 'string', 'The same as it was asked again'),
  column('question', 'string', 'Its words'),
  column('type', 'string', 'What an answer is', itemTypes),
  column('pairs', 'integer', 'People who answered both times. Empty where it is not told'),
  column('once_before', 'integer', 'Who answered the first time alone, and is in no other number'),
  column('once_after', 'integer', 'Who answered the second time alone, and is in no other number'),
  column('moved', 'integer', 'Whose second answer is not their first'),
  column('up', 'integer', 'Of numbers: how many went up'),
  column('down', 'integer', 'Of numbers: how many went down'),
  column(
    'row',
    'string',
    'flow: from an answer to an answer. answer: one answer at both times. all: all answers together',
    kinds,
  ),
  column('from', 'string', 'The answer before'),
  column('from_label', 'string', 'The same in words'),
  column('to', 'string', 'The answer after'),
  column('to_label', 'string', 'The same in words'),
  column('count', 'integer', 'Of a flow: how many people. Empty where it is withheld'),
  column('before', 'number', 'Of an answer its share before, 0 to 1; of all the mean'),
  column('after', 'number', 'The same after'),
  column('difference', 'number', 'After less before, of the same people'),
  column('difference_low', 'number', 'Lower end of its 95 % interval, with the table as what was drawn'),
  column('difference_high', 'number', 'Upper end of it'),
  column(
    'spread',
    'string',
    'How the spread is told: entropy (0 to 1, normalised; Shannon 1948) or standard deviation',
    ['entropy', 'deviation'],
  ),
  column('spread_before', 'number', 'How far the answers lay apart before'),
  column('spread_after', 'number', 'The same after'),
  column('tables', 'integer', 'At how many tables they sat the second time'),
] as const satisfies readonly Column[]

const decimal = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : Math.round(value * 1e6) / 1e6
const ends = (of: Interval | null | undefined): readonly Cell[] => [decimal(of?.low), decimal(of?.high)]
const nothing = (many: number): readonly Cell[] => Array.from({ length: many }, () => null)

const moved = (of: Moved | undefined): readonly Cell[] => [
  decimal(of?.before),
  decimal(of?.after),
  decimal(of?.difference),
  ...ends(of?.interval),
]
type Moved = NonNullable<Pairs['mean']>

type Head = { readonly pairs: Pairs; readonly at: number; readonly lang: string }

/** Its rows without their header. `lang`: in which its texts are, as far as they are in it. */
export function pairsRows({ pairs: of, at, lang }: Head): readonly (readonly Cell[])[] {
  const begin: readonly Cell[] = [
    of.cut,
    at === 0 ? null : new Date(at).toISOString(),
    of.from,
    of.to,
    inLang(of.item.text, lang),
    of.item.type,
    of.pairs,
    of.once.before,
    of.once.after,
    of.moved,
    of.up ?? null,
    of.down ?? null,
  ]
  const option = (n: number): readonly Cell[] => {
    const { key = null, text = {} } = of.options[n] ?? {}
    return [key, inLang(text, lang)]
  }
  const label = (key: string): Cell => inLang(of.options.find((one) => one.key === key)?.text ?? {}, lang)
  const flows = of.flows.flatMap((row, n) =>
    row.map((count, m) => [...begin, 'flow', ...option(n), ...option(m), count, ...nothing(9)]),
  )
  const answers = of.net.map((one) => {
    const answer: readonly Cell[] = [one.key, label(one.key)]
    return [...begin, 'answer', ...answer, ...answer, null, ...moved(one), ...nothing(4)]
  })
  const { mean, spread } = of
  const apart: readonly Cell[] = [spread.how, decimal(spread.before), decimal(spread.after), of.clusters]
  const all = [...begin, 'all', ...nothing(5), ...moved(mean), ...apart]
  return [...flows, ...answers, all]
}
