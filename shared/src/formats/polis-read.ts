/**
 * The files of a Polis export, read as what they are: a log of every vote, and beside it the matrix of the last ones. What
 * the files count otherwise than their own votes is kept as they say it, and told.
 */
import { BadFile, Leaving, type Left } from '../file.ts'
import {
  lastVotes,
  timeOf,
  type PolisGroups,
  type PolisPerson,
  type PolisSet,
  type PolisStatement,
} from '../voices/imported.ts'
import { csvRows, csvTable, needColumns, type Table } from './csv-read.ts'
import { withoutApostrophe } from './csv.ts'
import { readDates } from './polis-dates.ts'
import { commentGroups, loggedCounts, matrixCounts } from './polis-figures.ts'

export const polisFiles = ['summary', 'comments', 'votes', 'people', 'groups'] as const
export type PolisFile = (typeof polisFiles)[number]
export type NamedText = { readonly name: string; readonly text: string }

/** More than any conversation has; far below what a dialogue's tables seat. */
export const polisLimits = { statements: 10_000, people: 50_000, characters: 10_000 } as const

/** Which file of the set a name is: exports put a conversation's name before it. */
export function polisFile(name: string): PolisFile | null {
  const base = name.toLowerCase()
  if (/(^|[^a-z])participants?-votes\.csv$/.test(base)) return 'people'
  if (/(^|[^a-z])comment-groups\.csv$/.test(base)) return 'groups'
  if (/(^|[^a-z])comments\.csv$/.test(base)) return 'comments'
  if (/(^|[^a-z])summary\.csv$/.test(base)) return 'summary'
  return /(^|[^a-z])votes\.csv$/.test(base) ? 'votes' : null
}

type RowOf = Table['rows'][number]

function whole(file: string, row: RowOf, field: string, least = 0): number {
  const text = row.get(field).trim()
  if (!/^-?\d{1,15}$/.test(text)) throw new BadFile('wrong-type', { field, want: 'number' }, { line: row.line }, file)
  const value = Number(text)
  if (value < least) throw new BadFile('unknown-value', { field, value: text }, { line: row.line }, file)
  return value
}
function oneOf<T extends number>(file: string, row: RowOf, field: string, all: readonly T[]): T {
  const value = whole(file, row, field, -Infinity)
  const found = all.find((one) => one === value)
  if (found === undefined) throw new BadFile('unknown-value', { field, value }, { line: row.line }, file)
  return found
}
function id(file: string, row: RowOf, field: string): string {
  const text = row.get(field).trim()
  if (text === '') throw new BadFile('missing-field', { field }, { line: row.line }, file)
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(text))
    throw new BadFile('unknown-value', { field, value: text }, { line: row.line }, file)
  return text
}
/** Where one id may stand once: its place in the list. */
function unique(file: string, of: ReadonlyMap<string, number>, key: string, row: RowOf): void {
  if (of.has(key)) throw new BadFile('id-twice', { id: key }, { line: row.line }, file)
}

const moderations = [1, 0, -1] as const
const votes = [1, 0, -1] as const
const figures = ['n-comments', 'n-votes', 'n-agree', 'n-disagree'] as const
const before: readonly string[] = ['participant', 'xid', 'group-id', ...figures]

/**
 * The five files of Polis' export (compdemocracy.org/export), `groups` where there are any. `lang`: what its
 * statements are written in. Throws `BadFile` with file and line.
 */
export function readPolis(
  files: Readonly<Record<Exclude<PolisFile, 'groups'>, NamedText>> & { readonly groups?: NamedText },
  lang: string,
): { readonly set: PolisSet; readonly left: Left } {
  const left = new Leaving()
  const summary = csvRows(files.summary.text, files.summary.name).map(({ line, cells }): [string, string] => {
    if (cells.length !== 2) throw new BadFile('csv-cells', { n: cells.length, want: 2 }, { line }, files.summary.name)
    return [(cells[0] ?? '').trim(), withoutApostrophe(cells[1] ?? '')]
  })
  const comments = csvTable(files.comments.text, files.comments.name)
  needColumns(comments, ['timestamp', 'comment-id', 'author-id', 'moderated', 'comment-body'])
  const log = csvTable(files.votes.text, files.votes.name)
  needColumns(log, ['timestamp', 'comment-id', 'voter-id', 'vote'])
  const matrix = csvTable(files.people.text, files.people.name)
  needColumns(matrix, ['participant', 'group-id'])
  if (comments.rows.length === 0) throw new BadFile('nothing-in-it', {}, {}, files.comments.name)

  const statementAt = new Map<string, number>()
  const statements = comments.rows.map((row, n): PolisStatement => {
    const { name: file } = files.comments
    const key = id(file, row, 'comment-id')
    unique(file, statementAt, key, row)
    statementAt.set(key, n)
    const text = withoutApostrophe(row.get('comment-body'))
    if (text.trim() === '') throw new BadFile('no-text', { id: key }, { line: row.line }, file)
    const { characters: limit } = polisLimits
    if (text.length > limit) throw new BadFile('words-too-long', { size: text.length, limit }, { line: row.line }, file)
    const importance = row.get('importance')
    return {
      id: key,
      author: id(file, row, 'author-id'),
      at: whole(file, row, 'timestamp'),
      moderated: oneOf(file, row, 'moderated', moderations),
      ...(importance === '' ? {} : { importance }),
      text,
    }
  })
  many('statements', statements.length, files.comments.name)

  const personAt = new Map<string, number>()
  const people = matrix.rows.map((row, n): PolisPerson => {
    const { name: file } = files.people
    const key = id(file, row, 'participant')
    unique(file, personAt, key, row)
    personAt.set(key, n)
    const xid = withoutApostrophe(row.get('xid'))
    const group = row.get('group-id').trim()
    if (!/^([A-Za-z]|\d{1,2})?$/.test(group))
      throw new BadFile('unknown-value', { field: 'group-id', value: group }, { line: row.line }, file)
    return { id: key, ...(xid === '' ? {} : { xid }), group }
  })
  const listed = people.length
  const entries = log.rows.map((row) => {
    const { name: file } = files.votes
    const comment = id(file, row, 'comment-id')
    const statement = statementAt.get(comment)
    if (statement === undefined) throw new BadFile('no-such-id', { id: comment }, { line: row.line }, file)
    const voter = id(file, row, 'voter-id')
    let person = personAt.get(voter)
    if (person === undefined) {
      personAt.set(voter, (person = people.length))
      people.push({ id: voter, group: '', unlisted: true })
    }
    return {
      statement,
      person,
      vote: oneOf(file, row, 'vote', votes),
      at: whole(file, row, 'timestamp'),
      important: row.get('important'),
    }
  })
  many('people', people.length, files.people.name)
  left.note('voters-without-row', people.length - listed)

  const important = log.columns.includes('important')
  const asked = matrix.columns.filter((one) => !before.includes(one))
  for (const one of asked)
    if (!statementAt.has(one)) throw new BadFile('no-such-id', { id: one }, { line: 1 }, files.people.name)
  const times = [...statements.map((one) => one.at), ...entries.map((one) => one.at)]
  const draft: PolisSet = {
    from: 'polis',
    lang,
    summary,
    // Seconds until the year 5138; milliseconds since 1973.
    seconds: times.every((one) => one < 100_000_000_000),
    columns: {
      importance: comments.columns.includes('importance'),
      xid: matrix.columns.includes('xid'),
      important,
      older: /participants-votes\.csv$/i.test(files.people.name),
    },
    statements,
    people,
    matrix: asked.map((one) => statementAt.get(one) ?? 0),
    log: {
      statement: entries.map((one) => one.statement),
      person: entries.map((one) => one.person),
      vote: entries.map((one) => one.vote),
      at: entries.map((one) => one.at),
      ...(important ? { important: entries.map((one) => one.important) } : {}),
    },
    differ: [],
    groups: files.groups === undefined ? null : readGroups(files.groups, statementAt),
  }
  const ms = (rows: Table['rows'], at: (n: number) => number) =>
    rows.map((row, n) => ({ words: row.get('datetime'), ms: timeOf(draft, at(n)) }))
  const dates = readDates(
    ms(comments.rows, (n) => statements[n]?.at ?? 0),
    ms(log.rows, (n) => entries[n]?.at ?? 0),
  )
  // Of the other columns nothing is kept.
  const worded = [comments, log].filter(({ columns }) => columns.includes('datetime'))
  if (dates === null)
    left.note(
      'dates-in-words',
      worded.reduce((sum, { rows }) => sum + rows.length, 0),
    )
  left.note('other-columns', unknownColumns(comments, log))
  const kept = {
    ...draft,
    ...(dates === null ? {} : { dates }),
    differ: differences(draft, matrix, asked, files.people.name),
  }
  const set = asGiven(kept, comments, matrix, files, left)
  left.note('cells-not-last', set.differ.length)
  if (set.groups !== null) left.note('group-figures', groupFaults(set))
  return { set, left: left.all() }
}

function many(what: 'statements' | 'people', n: number, file: string): void {
  const limit = polisLimits[what]
  if (n > limit) throw new BadFile(what === 'people' ? 'too-many-people' : 'too-many-items', { n, limit }, {}, file)
}

const known = {
  comments: 'timestamp datetime comment-id author-id agrees disagrees moderated importance comment-body'.split(' '),
  votes: 'timestamp datetime comment-id voter-id vote important'.split(' '),
}
const unknownColumns = (comments: Table, log: Table): number =>
  comments.columns.filter((one) => one !== '' && !known.comments.includes(one)).length +
  log.columns.filter((one) => one !== '' && !known.votes.includes(one)).length

/** Cells of the matrix that are not the last vote of the log. */
function differences(
  set: Pick<PolisSet, 'log' | 'matrix'>,
  matrix: Table,
  asked: readonly string[],
  file: string,
): PolisSet['differ'] {
  const last = lastVotes(set)
  const differ: (readonly [number, number, number | null])[] = []
  matrix.rows.forEach((row, person) => {
    const logged = last.get(person)
    asked.forEach((one, column) => {
      const statement = set.matrix[column] ?? 0
      const cell = row.get(one).trim()
      const vote = cell === '' ? null : oneOf(file, row, one, votes)
      const at = logged?.get(statement)
      if (vote !== (at === undefined ? null : set.log.vote[at])) differ.push([person, statement, vote])
    })
  })
  return differ
}

/** Where the files' own figures are not what their votes give, they are kept as they stand. */
function asGiven(
  set: PolisSet,
  comments: Table,
  matrix: Table,
  files: { readonly comments: NamedText; readonly people: NamedText },
  left: Leaving,
): PolisSet {
  const logged = loggedCounts(set)
  const counted = comments.columns.includes('agrees') && comments.columns.includes('disagrees')
  const statements = set.statements.map((one, n): PolisStatement => {
    const row = comments.rows[n]
    if (!counted || row === undefined) return one
    const given = {
      agrees: whole(files.comments.name, row, 'agrees'),
      disagrees: whole(files.comments.name, row, 'disagrees'),
    }
    const is = logged[n]
    if (given.agrees === is?.agrees && given.disagrees === is.disagrees) return one
    left.note('figures-differ')
    return { ...one, given }
  })
  const counts = matrixCounts(set)
  const people = set.people.map((one, n): PolisPerson => {
    const row = matrix.rows[n]
    if (row === undefined || figures.some((name) => !matrix.columns.includes(name))) return one
    const [made = 0, all = 0, agree = 0, disagree = 0] = figures.map((name) => whole(files.people.name, row, name))
    const given = [made, all, agree, disagree] as const
    if (given.every((value, at) => value === counts[n]?.[at])) return one
    left.note('figures-differ')
    return { ...one, given }
  })
  return { ...set, statements, people }
}

function readGroups({ name, text }: NamedText, statementAt: ReadonlyMap<string, number>): PolisGroups {
  const table = csvTable(text, name)
  needColumns(table, ['comment-id', 'total-votes'])
  const columns = table.columns.filter((one) => one !== 'comment-id' && one !== 'comment' && one !== '')
  return {
    columns,
    rows: table.rows.map((row) => {
      const key = id(name, row, 'comment-id')
      if (!statementAt.has(key)) throw new BadFile('no-such-id', { id: key }, { line: row.line }, name)
      return { id: key, figures: columns.map((one) => whole(name, row, one)) }
    }),
  }
}

/** Figures by group that matrix and groups do not give: totals may be of everybody, or of those who have a group. */
export function groupFaults(set: PolisSet): number {
  if (set.groups === null) return 0
  const { columns, rows } = set.groups
  const cellsOf = ({ columns: names, rows: all }: PolisGroups): ReadonlyMap<string, number | undefined> =>
    new Map(all.flatMap((row) => names.map((name, n) => [`${row.id} ${name}`, row.figures[n]] as const)))
  const [all, grouped] = [cellsOf(commentGroups(set, 'everybody')), cellsOf(commentGroups(set, 'grouped'))]
  let faults = 0
  for (const row of rows)
    columns.forEach((column, n) => {
      const cell = `${row.id} ${column}`
      if (row.figures[n] !== all.get(cell) && row.figures[n] !== grouped.get(cell)) faults += 1
    })
  return faults
}
