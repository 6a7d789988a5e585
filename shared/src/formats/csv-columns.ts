/** The columns that tables of a snapshot share, each with what it means: the data dictionary is made of them. */
import { csvText } from './csv.ts'

export type Column = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'datetime'
  readonly means: string
  /** Where every value is one of these. */
  readonly oneOf?: readonly string[]
}
/** `type` is one of Table Schema's, `oneOf` lists all values that there are. */
export const column = (name: string, type: Column['type'], means: string, oneOf?: readonly string[]): Column => ({
  name,
  type,
  means,
  ...(oneOf === undefined ? {} : { oneOf }),
})

export const where = [
  column('board', 'string', 'The board: what one table made in one session. Key into tables.csv'),
  column('site', 'string', 'The city'),
  column('table', 'integer', 'Number of the table, unique in the dialogue'),
  column('session', 'integer', 'Number of the session'),
]
export const behind = column(
  'curtain',
  'boolean',
  'Written or changed behind the drawn curtain and not released: observers have not seen it',
)

/** `left.csv`: what each file of a download has no place for. */
export const leftTable = [
  column('file', 'string', 'A file of this download'),
  column('code', 'string', 'What it has no place for, by a name that stays'),
  column('how_many', 'integer', 'How many of them stayed behind'),
  column('meaning', 'string', 'The same in words'),
] as const satisfies readonly Column[]

/** The data dictionary of a download: every column of its tables, and what holds for all of them. */
export const dictionaryText = (tables: Readonly<Record<string, readonly Column[]>>, asItCame = false): string =>
  csvText(
    ['file', 'column', 'type', 'meaning'],
    [
      ...Object.entries(tables).flatMap(([file, columns]) =>
        columns.map((one) => [file, one.name, one.type, one.means]),
      ),
      [
        '*',
        '*',
        'string',
        'A text that begins with an equals, plus, minus or at sign is written with an apostrophe before it, so that no spreadsheet runs it',
      ],
      [
        '*',
        '*',
        'string',
        asItCame
          ? 'UTF-8; all else is written as it came: what stands between cells, what ends lines, quotes'
          : 'UTF-8, commas between cells, lines end with a line feed. A byte order mark stands before it only where that was asked for; without one open it in Excel by Data, From Text/CSV',
      ],
    ],
  )
