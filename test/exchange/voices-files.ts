/** Polls and surveys of our own writing, with every trap of the real ones: sound, for tests to read and to spoil. */
import { silence, voicesAfter, type Voices } from '@tablee/shared/voices/fold'
import type { ImportedSet } from '@tablee/shared/voices/imported'
import { dialogueOf } from '@tablee/shared/voices/imported-dialogue'
import { seeded } from '../support/seeded.ts'

/** As the server has it: the dialogue it becomes, its one row read back as JSON and folded. */
export function seated(set: ImportedSet) {
  const made = dialogueOf(set, { at: 1_700_000_000_000, random: seeded(7).bytes })
  if (made === null) throw new Error('more people than seats')
  const row = JSON.parse(JSON.stringify({ kind: 'import', command: 'c', set, places: made.places })) as Parameters<
    typeof voicesAfter
  >[1]
  const voices: Voices = voicesAfter(silence, row, 1_700_000_000_000)
  return { ...made, voices }
}

export type PolisTexts = Readonly<Record<string, string>>

/**
 * Three people, four statements, nine votes: one person votes thrice on one statement within a second, one changes their
 * vote, one has no group, one statement is rejected with votes and one without.
 */
export const polisSet = (): PolisTexts => ({
  'summary.csv':
    'topic,Night buses\nurl,https://example.org/1\nvoters,3\nvoters-in-conv,3\ncommenters,2\ncomments,4\ngroups,2\nconversation-description,"Shall they run?\nAll night?"\n',
  'comments.csv': `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,importance,comment-body
1700000000,Tue Nov 14 22:13:20 UTC 2023,2,8,2,1,1,3,"Buses at night,
said ""every hour"""
1700000001,Tue Nov 14 22:13:21 UTC 2023,0,4,2,1,0,,'=no buses at all
1700000002,Tue Nov 14 22:13:22 UTC 2023,5,4,1,0,-1,,"Buses, but driven by robots"
1700000003,Tue Nov 14 22:13:23 UTC 2023,9,4,0,0,-1,,Never seen
`
    .replace('2,8,2,1,1,3', '2,8,2,1,1,3')
    .replace(',2,8,2,1,1,3,', ',2,8,2,1,1,3,'),
  'votes.csv': `timestamp,datetime,comment-id,voter-id,vote,important
1700000010,Tue Nov 14 22:13:30 UTC 2023,0,7,1,
1700000040,Tue Nov 14 22:14:00 UTC 2023,0,7,-1,true
1700000020,Tue Nov 14 22:13:40 UTC 2023,0,8,1,
1700000021,Tue Nov 14 22:13:41 UTC 2023,2,8,1,
1700000021,Tue Nov 14 22:13:41 UTC 2023,2,8,0,
1700000021,Tue Nov 14 22:13:41 UTC 2023,2,8,-1,
1700000022,Tue Nov 14 22:13:42 UTC 2023,2,7,1,
1700000023,Tue Nov 14 22:13:43 UTC 2023,5,8,0,
1700000024,Tue Nov 14 22:13:44 UTC 2023,5,11,1,
`,
  'participant-votes.csv': `participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,2,5
7,a-1,0,0,2,1,1,-1,1,
8,,1,1,3,1,1,1,-1,0
11,,,0,1,1,0,,,1
`,
})

/** Five people before and after, with a weight, every code of no answer, a rank and a remark with a line break. */
export const surveySet = (): { readonly 'answers.csv': string; readonly 'schema.json': string } => ({
  'answers.csv': `RespId,weight,group,Q1,Q2,T2Q1,T2Q2,why
a1,0.5,1,0,1,10,2,"Because
of ""noise"""
a2,1.25,1,77,2,5,1,'-no reason
a3,1,2,98,-1,-8,1,
a4,0.75,2,10,NA,7,2,null
a5,1.5,2,4,1,4,illegible,No experience
`,
  'schema.json': JSON.stringify({
    fields: [
      {
        name: 'Q1',
        title: 'Nights are quiet',
        type: 'integer',
        constraints: { minimum: 0, maximum: 10 },
        missingValues: gaps,
      },
      {
        name: 'T2Q1',
        title: 'Nights are quiet',
        type: 'integer',
        constraints: { minimum: 0, maximum: 10 },
        missingValues: gaps,
      },
      { name: 'Q2', title: 'Do you ride?', categories: yesNo, missingValues: gaps },
      { name: 'T2Q2', title: 'Do you ride?', categories: yesNo, missingValues: gaps },
      {
        name: 'why',
        title: 'Why?',
        role: 'answer',
        type: 'string',
        missingValues: [
          { value: '', label: 'refused' },
          { value: 'No experience', label: 'No experience' },
        ],
      },
      { name: 'Q9', title: 'Was never in the table' },
    ],
  }),
})
const gaps = [
  { value: '77', label: 'no opinion' },
  { value: '98', label: 'refused' },
  { value: '-8', label: 'skipped on the screen' },
  { value: '-1', label: 'refused' },
  { value: 'NA', label: 'not asked' },
  { value: 'illegible', label: 'illegible' },
]
const yesNo = [
  { value: '1', label: 'Yes' },
  { value: '2', label: 'No' },
]
