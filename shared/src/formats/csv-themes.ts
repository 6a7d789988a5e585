/**
 * What a theme team made of a dialogue, as tables: themes, what is in them, what was joined across tables, what holds only
 * under a condition that another table named, and its codebook.
 */
import { boardIn, idIn, kindIn } from '../synthesis/entries.ts'
import type { Texts } from '../snapshot/reading.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { column, where, type Column } from './csv-columns.ts'
import { codeRows, codeTableNames, codeTables } from './csv-codes.ts'
import { csvText } from './csv.ts'

const entry = [
  ...where,
  column('kind', 'string', 'What it is: a wording, words, an element, a paragraph of the minutes, a recommendation', [
    'wording',
    'words',
    'element',
    'minutes',
    'recommendation',
  ]),
  column('entry', 'string', 'Which one. Key into nodes.csv, words.csv, elements.csv or notes.csv; it may be gone'),
]
const themes = [
  column('theme', 'string', 'The theme. Key of this table'),
  column('place', 'integer', 'Its place among themes, from 1, in the team’s order'),
  column('name', 'string', 'What the team called it; empty where that says what was struck out or is not to be quoted'),
  column('entries', 'integer', 'How many entries are in it'),
] as const satisfies readonly Column[]
const coded = [
  column(
    'theme',
    'string',
    'A theme that it is in: a row for each. Key into themes.csv; empty where it was read and is in none',
  ),
  ...entry,
  column('reader', 'integer', 'Who read it first: a number, in the order in which they began'),
] as const satisfies readonly Column[]
const joined = [
  column('group', 'string', 'Entries of one group say the same'),
  ...entry,
  column('shown', 'boolean', 'Whether its wording stands for all of them'),
] as const satisfies readonly Column[]

const qualified = [
  column('qualified', 'string', 'Two rows of one are a pair: what is so only under a condition, and the condition'),
  ...entry,
  column('part', 'string', 'Which of the two it is', ['condition', 'qualified']),
] as const satisfies readonly Column[]

export const teamTables = {
  'themes.csv': themes,
  'coded.csv': coded,
  'joined.csv': joined,
  'qualified.csv': qualified,
  ...codeTables,
}
/** In the order in which they stand in a set. */
export const teamTableNames = ['themes.csv', 'coded.csv', 'joined.csv', 'qualified.csv', ...codeTableNames] as const
export type TeamTable = keyof typeof teamTables

type Made = Pick<Snapshot, 'themes' | 'joined' | 'qualified' | 'codes'> & {
  readonly boards: Parameters<typeof codeRows>[0]
}

/** Those of which there is anything. */
export function teamCsv(
  { boards, themes: made, joined: groups, qualified: pairs, codes }: Made,
  texts: Texts,
): readonly { readonly name: TeamTable; readonly text: string }[] {
  const known = new Map(boards.map((board) => [board.id, board]))
  const at = (name: string): (string | number | null)[] => {
    const board = known.get(boardIn(name))
    return [
      boardIn(name),
      board?.site ?? null,
      board?.number ?? null,
      board?.session ?? null,
      kindIn(name) ?? null,
      idIn(name),
    ]
  }
  const inThemes = new Map<string, string[]>()
  for (const { id, entries } of made?.themes ?? [])
    for (const one of entries) inThemes.set(one, [...(inThemes.get(one) ?? []), id])
  const rows: Record<TeamTable, readonly (readonly (string | number | boolean | null)[])[]> = {
    ...codeRows(boards, codes, texts),
    'themes.csv': (made?.themes ?? []).map(({ id, name, entries }, place) => [
      id,
      place + 1,
      texts.get(name) ?? null,
      entries.length,
    ]),
    'coded.csv': (made?.read ?? []).flatMap(({ reader, entries }) =>
      entries.flatMap((one) => (inThemes.get(one) ?? [null]).map((theme) => [theme, ...at(one), reader])),
    ),
    'joined.csv': (groups ?? []).flatMap(({ id, entries, shown }) =>
      entries.map((one) => [id, ...at(one), one === shown]),
    ),
    'qualified.csv': (pairs ?? []).flatMap(({ id, a, b }) => [
      [id, ...at(a), 'condition'],
      [id, ...at(b), 'qualified'],
    ]),
  }
  return teamTableNames.flatMap((name) =>
    rows[name].length === 0
      ? []
      : [
          {
            name,
            text: csvText(
              teamTables[name].map((one) => one.name),
              rows[name],
            ),
          },
        ],
  )
}
