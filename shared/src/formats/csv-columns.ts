/** The columns that tables of a snapshot share, each with what it means: the data dictionary is made of them. */
export type Column = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'datetime'
  readonly means: string
  /** Where every value is one of these. */
  readonly oneOf?: readonly string[]
}
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
