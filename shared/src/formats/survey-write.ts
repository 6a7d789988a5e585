/** A survey's table as CSV, every cell as it was, with a Table Schema that says what each column means. */
import type { SurveySet, Variable } from '../voices/imported.ts'
import { inLang, type LocalText } from '../dialogue/programme.ts'
import { column, type Column } from './csv-columns.ts'
import { guarded, surveyAsItCame } from './survey-layout.ts'

/** Guarded by the rule that reading takes away, so that an apostrophe of somebody's own stays. */
function cellOf(cell: string): string {
  const safe = guarded(cell)
  return safe !== cell || /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** As it came, where that is known; `tidy`: commas, a header at the top and nothing else, as tables of a data package are. */
export function surveyCsv(set: SurveySet, tidy = true): string {
  if (!tidy && set.layout !== undefined) return surveyAsItCame(set, set.layout)
  const lines = [set.variables.map(({ name }) => cellOf(name)).join(',')]
  const made = set.columns.map(({ values }) => values.map(cellOf))
  set.people.forEach((_, person) => {
    lines.push(made.map((cells, n) => cells[set.columns[n]?.cells[person] ?? -1] ?? '').join(','))
  })
  return `${lines.join('\n')}\n`
}

/** Languages beside the one: written where a reader would lose them. */
const labels = (text: LocalText, lang: string): { labels?: LocalText } => {
  const all = Object.keys(text)
  return all.length === 0 || (all.length === 1 && all[0] === lang) ? {} : { labels: text }
}
const whyWords = { refused: 'refused', 'not-asked': 'not asked', illegible: 'illegible' } as const

/** The fields of a Table Schema; `role`, `wave`, `question`, `group`, `labels` and `why` are our own, as it allows. */
export const surveyFields = ({ variables, lang }: SurveySet): readonly object[] =>
  variables.map((one: Variable) => ({
    name: one.name,
    ...(Object.keys(one.label).length === 0 ? {} : { title: inLang(one.label, lang) }),
    ...labels(one.label, lang),
    type: one.type === 'number' ? 'number' : 'string',
    ...(one.decimal === undefined ? {} : { decimalChar: one.decimal }),
    ...(one.type === 'category'
      ? {
          categories: one.categories.map(({ value, label }) => ({
            value,
            label: inLang(label, lang) || value,
            ...labels(label, lang),
          })),
        }
      : {}),
    missingValues: one.missing.map(({ value, label, why }) => ({
      value,
      label: label === '' && why !== null ? whyWords[why] : label,
      ...(why === null ? {} : { why }),
    })),
    ...(one.min === undefined && one.max === undefined
      ? {}
      : {
          constraints: {
            ...(one.min === undefined ? {} : { minimum: one.min }),
            ...(one.max === undefined ? {} : { maximum: one.max }),
          },
        }),
    role: one.role,
    ...(one.wave === undefined ? {} : { wave: one.wave, question: one.question }),
    ...(one.group === undefined ? {} : { group: { name: one.group.name, labels: one.group.label } }),
  }))

/** Table Schema 2.0 (datapackage.org) as JSON, its missing values and categories with their labels. */
export function surveySchema(set: SurveySet): string {
  const id = set.variables.find(({ role }) => role === 'id')
  const schema = {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    title: set.title,
    fields: surveyFields(set),
    ...(id === undefined ? {} : { primaryKey: [id.name] }),
    ...(set.head.length === 0 ? {} : { remarks: set.head }),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** For the dictionary of a download, which people read. */
export const surveyDictionary = (set: SurveySet): readonly Column[] =>
  set.variables.map((one) => {
    const said = inLang(one.label, set.lang)
    const codes = [
      ...one.categories.map(({ value, label }) => `${value} = ${inLang(label, set.lang) || value}`),
      ...one.missing.map(({ value, label }) => `${value === '' ? '(empty)' : value} = no answer: ${label}`),
    ]
    return column(
      one.name,
      one.type === 'number' ? 'number' : 'string',
      [said, ...(one.wave === undefined ? [] : [`Asked ${one.wave}`]), codes.join('; ')]
        .filter((part) => part !== '')
        // A question brings its own mark; a column of which nothing is known says nothing.
        .reduce((all, part) => (all === '' ? part : `${all}${/[.?!؟]$/.test(all) ? ' ' : '. '}${part}`), ''),
    )
  })
