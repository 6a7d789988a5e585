/**
 * Figures that somebody published, as a table: a row per option with its question and share. Columns are called as people
 * call them (`item` or `question`, `option` or `answer`, `value` or `share`); what else the table says of a figure is kept
 * in its own words. Rows that are no share (numbers of people, formats, findings in words) are counted and left.
 */
import type { PublishedItem, PublishedOption } from '../partner/rows.ts'
import { bases, units, type Base, type Unit } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { plainText } from '../board/text.ts'
import { BadFile } from '../file.ts'
import { csvTable, type Table } from './csv-read.ts'

const names = {
  item: ['item', 'question', 'question_or_item'],
  option: ['option', 'answer', 'option_or_detail'],
  value: ['value', 'share', 'percent'],
  unit: ['unit'],
  of: ['of'],
  base: ['base'],
  people: ['people', 'n', 'respondents'],
  note: ['note', 'notes'],
  source: ['source', 'source_url', 'url'],
  survey: ['survey', 'dialogue', 'study'],
} as const
type Name = keyof typeof names
/** As people are told to call them. */
const asked = { item: 'question', option: 'answer', value: 'percent' } as const

/** Of one file: more is no survey. */
export const publishedLimits = { items: 300, options: 60 } as const

/** What a column of shares that is called so is in, where nothing else is said. */
const unitOf: Readonly<Record<string, string>> = { share: 'share', percent: '%' }

/**
 * Whether a table with these columns is one of published figures, and not of people's answers. With answers and shares
 * it is one that lacks a column, which is said: counted as people it would be other figures, and nobody would know.
 */
export const isPublished = (columns: readonly string[]): boolean => {
  const called = new Set(columns.map((one) => one.trim().toLowerCase()))
  const has = (some: readonly string[]): boolean => some.some((one) => called.has(one))
  return has(names.option) && ((has(names.item) && has(names.value)) || has(Object.keys(unitOf)))
}

const oneOf = <T extends string>(known: readonly T[], said: string): T | null =>
  known.find((one) => one === said.trim().toLowerCase()) ?? null

/** A share from 0 to 1; null for what is none. `12,5` is twelve and a half. */
function shareOf(value: string, unit: string): { readonly share: number; readonly least: boolean } | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(\+?)\s*(%?)$/.exec(value.trim())
  if (found === null) return null
  const [, digits = '', plus, sign] = found
  const said = unit.trim().toLowerCase()
  const percent = sign === '%' || ['%', 'percent', 'per cent'].includes(said)
  if (!percent && said !== 'share') return null
  return { share: Number(digits.replace(',', '.')) / (percent ? 100 : 1), least: plus === '+' }
}

type Draft = { readonly item: Omit<PublishedItem, 'options' | 'key'>; readonly options: PublishedOption[] }

/** `left`: rows that are no share. Throws `BadFile` with the line where a share cannot be, or an option stands twice. */
export function readPublished(
  text: string,
  file: string,
  lang: string,
): { readonly items: readonly PublishedItem[]; readonly left: number } {
  const table = csvTable(text, file)
  const get = columnsOf(table)
  const drafts = new Map<string, Draft>()
  let left = 0
  for (const { line, get: cell } of table.rows) {
    // What nobody sees, or turns what stands after it, is in no question that is set beside ours.
    const said = (name: Name): string => (get[name] === undefined ? '' : plainText(cell(get[name])).trim())
    const read = shareOf(said('value'), said('unit') || (unitOf[get.value ?? ''] ?? ''))
    if (read === null || said('item') === '' || said('option') === '') {
      left += 1
      continue
    }
    if (read.share > 1)
      throw new BadFile('out-of-range', { field: get.value ?? 'value', min: 0, max: 100 }, { line }, file)
    const draft = draftOf(drafts, said, lang)
    const option = said('option')
    if (draft.options.some((one) => one.text[lang] === option))
      throw new BadFile('id-twice', { id: option }, { line }, file)
    const key = `o${draft.options.length + 1}`
    draft.options.push({
      key,
      text: { [lang]: option },
      share: read.share,
      ...(read.least ? { least: true as const } : {}),
    })
    if (draft.options.length > publishedLimits.options)
      throw new BadFile(
        'list-length',
        { field: said('item'), n: draft.options.length, min: 1, max: publishedLimits.options },
        { line },
        file,
      )
  }
  if (drafts.size > publishedLimits.items)
    throw new BadFile('too-many-items', { n: drafts.size, limit: publishedLimits.items }, {}, file)
  if (drafts.size === 0) throw new BadFile('nothing-in-it', {}, {}, file)
  const items = [...drafts.values()].map(({ item, options }, n) => ({ ...item, key: `i${n + 1}`, options }))
  return { items, left }
}

/** Which column is which. The three that make a figure have to be there; of two names for one the first counts. */
function columnsOf({ columns, file }: Table): Partial<Readonly<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(names) as Name[]) {
    const column = names[name].find((one) => columns.includes(one))
    if (column !== undefined) found[name] = column
    else if (name === 'item' || name === 'option' || name === 'value')
      throw new BadFile('csv-column', { column: asked[name] }, { line: 1 }, file)
  }
  return found
}

/** Rows are of one question where all that is said of their figures is the same: another base is another figure. */
function draftOf(drafts: Map<string, Draft>, said: (name: Name) => string, lang: string): Draft {
  const text: LocalText = { [lang]: said('item') }
  const people = /^\d+$/.test(said('people')) ? Number(said('people')) : 0
  const unit: Unit | null = oneOf(units, said('of'))
  const base: Base | null = oneOf(bases, said('base'))
  const stated = [unit === null ? said('of') : '', base === null ? said('base') : '', said('note')]
    .filter((one) => one !== '')
    .join('; ')
  const of = said('survey')
  const name = JSON.stringify([of, said('item'), unit, base, stated, people])
  let draft = drafts.get(name)
  if (draft === undefined)
    drafts.set(
      name,
      (draft = {
        item: { text, of, stated, source: said('source'), unit, base, people: people > 0 ? people : null },
        options: [],
      }),
    )
  return draft
}
