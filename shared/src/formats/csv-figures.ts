/** The figures of a snapshot as one table: a row per answer, of all and by country, site and group, as screens tell them. */
import { inLang, type LocalText } from '../dialogue/programme.ts'
import type { Figure, FigureRow } from '../voices/figure.ts'
import { titleOf } from '../voices/imported-dialogue.ts'
import { importedFigures } from '../voices/imported-figures.ts'
import { bases, itemTypes, readItemKey, units } from '../dialogue/items.ts'
import { namedPart } from '../snapshot/by-words.ts'
import { importOf } from '../snapshot/imports.ts'
import { resultsOfSnapshot } from '../snapshot/results.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { column, type Column } from './csv-columns.ts'
import { csvText, type Cell } from './csv.ts'

export const figuresTable = [
  column('step', 'string', 'The step of the programme in which it was asked; of an imported set its name'),
  column('item', 'string', 'The item. With step, key into items.csv, but for imported sets'),
  column('node', 'string', 'The entry that was voted on. Key into nodes.csv, unless it is gone'),
  column('question', 'string', 'The question, in the tables’ language; of an entry the wording that was voted on'),
  column('by', 'string', 'Of whom it is: all, or those of a country, site, group of tables or table', [
    'all',
    'country',
    'site',
    'group',
    'table',
  ]),
  column('part', 'string', 'Of which country, site, group or table; empty for all'),
  column('type', 'string', 'What an answer is', itemTypes),
  column('unit', 'string', 'What is counted: people, answers or tables', units),
  column('base', 'string', 'What a share is a share of: all who were asked, or valid answers', bases),
  column('asked', 'integer', 'How many were asked; empty where it is not told'),
  column('valid', 'integer', 'How many gave a valid answer; empty where it is not told'),
  column('of', 'integer', 'How many people, answers or tables the shares are of'),
  column('effective', 'number', 'Of weighted figures: how many people without weights say as much'),
  column('answer', 'string', 'The answer; choose: option, option:rejected, option:indifferent. Empty: of all answers'),
  column('label', 'string', 'The answer in words'),
  column('count', 'integer', 'How many; never weighted. Empty where it is withheld'),
  column('share', 'number', '0 to 1; weighted where effective is given. Empty where it is withheld'),
  column('mean', 'number', 'Of scales and numbers; of a ranking the mean place of the option'),
  column('median', 'number', 'Of scales and numbers'),
  column(
    'withheld',
    'string',
    'few: fewer than 5. covered: such a number could be worked out from it. part: for the same reason nothing is told of this part',
    ['few', 'covered', 'part'],
  ),
  column(
    'wording',
    'string',
    'Where the question was put in other words after somebody answered: which of its wordings, of how many. They are never added up',
  ),
  column('reworded', 'string', 'Why it was put in other words'),
] as const satisfies readonly Column[]

/** A number as it is read everywhere; no more digits than it has meaning. */
const decimal = (value: number | null): Cell => (value === null ? null : String(Math.round(value * 1e6) / 1e6))
type By = { readonly by: 'all' | 'country' | 'site' | 'group' | 'table'; readonly part: string | null }

/** Null where nobody was asked anything. */
export function figuresCsv(snapshot: Snapshot, texts: ReadonlyMap<string, string>): string | null {
  if (snapshot.voices === undefined) return null
  const lang = snapshot.boards[0]?.lang ?? 'en'
  const rows: Cell[][] = []
  const put = (step: string, figure: Figure, { by, part }: By): void => {
    const { item, node } = readItemKey(figure.item)
    const head: Cell[] = [
      step,
      namedPart(item, figure.worded?.part ?? 1),
      node,
      figure.wording?.wording ?? inLang(figure.text, lang),
      by,
      part,
      figure.type,
      figure.unit,
      figure.base,
      figure.asked,
      figure.valid,
      figure.denominator,
      decimal(figure.weight?.effective ?? null),
    ]
    const words: Cell[] =
      figure.worded === undefined ? [null, null] : [`${figure.worded.part}/${figure.worded.of}`, figure.worded.why]
    const line = (row: FigureRow): Cell[] => [
      ...head,
      row.key,
      inLang(row.text, lang),
      row.count,
      decimal(row.share),
      decimal(row.rank ?? null),
      null,
      row.withheld ?? null,
      ...words,
    ]
    rows.push(...figure.rows.map(line))
    if (figure.rows.length === 0 || figure.mean !== null || figure.median !== null)
      rows.push([...head, null, null, null, null, decimal(figure.mean), decimal(figure.median), null, ...words])
  }
  const { steps } = resultsOfSnapshot(snapshot, texts)
  for (const { step, figures, byTable, byPlace = [] } of steps) {
    for (const figure of figures) put(step, figure, { by: 'all', part: null })
    for (const { by, parts, figures: of } of byPlace)
      for (const { item, parts: told } of of) {
        const whole = figures.find((one) => one.item === item)
        told.forEach((figure, n) => {
          const part = parts[n] ?? null
          if (figure !== null) put(step, figure, { by, part })
          else if (whole !== undefined) rows.push(untold(step, whole, { by, part }, lang))
        })
      }
    for (const { table, figures: own } of byTable)
      for (const figure of own) put(step, figure, { by: 'table', part: String(table) })
  }
  for (const one of snapshot.voices.imports ?? []) {
    const set = importOf(one, texts)
    for (const { wave, figures } of importedFigures(set))
      for (const figure of figures)
        put(wave === null ? titleOf(set) : `${titleOf(set)} (${wave})`, figure, { by: 'all', part: null })
  }
  return csvText(
    figuresTable.map((one) => one.name),
    rows,
  )
}

function untold(step: string, { item: key, text, type, unit, base }: Figure, { by, part }: By, lang: string): Cell[] {
  const { item, node } = readItemKey(key)
  const nothing = Array.from({ length: 10 }, (): Cell => null)
  return [
    step,
    item,
    node,
    inLang(text satisfies LocalText, lang),
    by,
    part,
    type,
    unit,
    base,
    ...nothing,
    'part',
    null,
    null,
  ]
}
