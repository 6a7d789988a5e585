/** A Polis set as its five files: the log, and counted from it what the other files say. */
import { timeOf, type PolisSet } from '../voices/imported.ts'
import { csvText, type Cell } from './csv.ts'
import { column, type Column } from './csv-columns.ts'
import { matrixOf } from '../voices/polis-matrix.ts'
import { timeInWords, zonesOf } from './polis-dates.ts'
import { commentGroups, loggedCounts, matrixCounts } from './polis-figures.ts'

export type WrittenFile = { readonly name: string; readonly text: string }

/** The files of Polis' export, read again by `readPolis` as the same set. */
export function writePolis(set: PolisSet): readonly WrittenFile[] {
  const { importance, xid, important, older } = set.columns
  const logged = loggedCounts(set)
  const matrix = matrixOf(set)
  const counts = matrixCounts(set)
  const [made, cast] = [zonesOf(set.dates, 'comments'), zonesOf(set.dates, 'votes')]
  const comments = set.statements.map((one, n): Cell[] => {
    const { agrees, disagrees } = one.given ?? logged[n] ?? { agrees: 0, disagrees: 0 }
    return [
      one.at,
      timeInWords(timeOf(set, one.at), made[n]),
      one.id,
      one.author,
      agrees,
      disagrees,
      one.moderated,
      ...(importance ? [one.importance ?? ''] : []),
      one.text,
    ]
  })
  const { log } = set
  const votes = log.statement.map((statement, n): Cell[] => {
    const at = log.at[n] ?? 0
    return [
      at,
      timeInWords(timeOf(set, at), cast[n]),
      set.statements[statement]?.id ?? '',
      set.people[log.person[n] ?? 0]?.id ?? '',
      log.vote[n] ?? 0,
      ...(important ? [log.important?.[n] ?? ''] : []),
    ]
  })
  const people = set.people.flatMap((one, n): Cell[][] => {
    if (one.unlisted === true) return []
    const figures = one.given ?? counts[n] ?? [0, 0, 0, 0]
    const row = matrix[n]
    return [
      [
        one.id,
        ...(xid ? [one.xid ?? ''] : []),
        one.group,
        ...figures,
        ...set.matrix.map((statement) => row?.get(statement) ?? null),
      ],
    ]
  })
  const groups = set.groups ?? commentGroups(set, 'everybody')
  const textOf = new Map(set.statements.map((one) => [one.id, one.text]))
  return [
    { name: 'summary.csv', text: csvLines(set.summary) },
    {
      name: 'comments.csv',
      text: csvText(
        [
          ...'timestamp datetime comment-id author-id agrees disagrees moderated'.split(' '),
          ...(importance ? ['importance'] : []),
          'comment-body',
        ], // prettier-ignore
        comments,
      ),
    },
    {
      name: 'votes.csv',
      text: csvText(
        [...'timestamp datetime comment-id voter-id vote'.split(' '), ...(important ? ['important'] : [])],
        votes,
      ),
    },
    {
      name: older ? 'participants-votes.csv' : 'participant-votes.csv',
      text: csvText(
        [
          'participant',
          ...(xid ? ['xid'] : []),
          ...'group-id n-comments n-votes n-agree n-disagree'.split(' '),
          ...set.matrix.map((statement) => set.statements[statement]?.id ?? ''),
        ],
        people,
      ),
    },
    {
      name: 'comment-groups.csv',
      text: csvText(
        ['comment-id', 'comment', ...groups.columns],
        groups.rows.map((row) => [row.id, textOf.get(row.id) ?? '', ...row.figures]),
      ),
    },
  ]
}

/** The one file without a header. */
function csvLines(rows: readonly (readonly [string, string])[]): string {
  const [head, ...others] = rows
  return head === undefined ? '' : csvText(head, others)
}

/** What the columns of the five files mean, for the dictionary of a download. */
export const polisDictionary = {
  'summary.csv': [
    column('key', 'string', 'No header: topic, url, voters, comments, groups and so on, each with its value'),
  ],
  'comments.csv': [
    column('timestamp', 'integer', 'When the statement was made'),
    column('datetime', 'string', 'The same in words, in the zone it names'),
    column('comment-id', 'string', 'The statement'),
    column('author-id', 'string', 'Who wrote it: a participant'),
    column('agrees', 'integer', 'Votes +1, every vote that was ever logged, changed ones too'),
    column('disagrees', 'integer', 'Votes -1, every vote that was ever logged, changed ones too'),
    column('moderated', 'integer', '1 accepted, 0 not looked at, -1 rejected. Rejected ones keep their votes'),
    column('importance', 'string', 'How many called it important, where the set says so'),
    column('comment-body', 'string', 'The statement, as it was voted on'),
  ],
  'votes.csv': [
    column('timestamp', 'integer', 'When the vote was cast'),
    column('datetime', 'string', 'The same in words, in the zone it names'),
    column('comment-id', 'string', 'The statement'),
    column('voter-id', 'string', 'Who voted: a participant'),
    column(
      'vote',
      'integer',
      '1 agree, -1 disagree, 0 pass. A log: the last vote of a participant on a statement counts',
    ),
    column('important', 'string', 'Whether they called it important, where the set says so'),
  ],
  'participant-votes.csv': [
    column('participant', 'string', 'A person, by a number'),
    column('xid', 'string', 'A name for the same person in another system; of our own dialogues the seat code'),
    column('group-id', 'string', 'The opinion group; empty with too few votes, and where no groups were made'),
    column('n-comments', 'integer', 'Statements they wrote'),
    column('n-votes', 'integer', 'Statements they have a vote on: the last votes, not the log'),
    column('n-agree', 'integer', 'Of these +1'),
    column('n-disagree', 'integer', 'Of these -1'),
    column('<comment-id>', 'integer', 'One column per statement: the last vote; empty: none'),
  ],
  'comment-groups.csv': [
    column('comment-id', 'string', 'The statement'),
    column('comment', 'string', 'Its text'),
    column('total-votes', 'integer', 'People with a vote on it: last votes. Then agrees, disagrees, passes'),
    column('group-a-votes', 'integer', 'The same of each opinion group'),
  ],
} as const satisfies Record<string, readonly Column[]>
