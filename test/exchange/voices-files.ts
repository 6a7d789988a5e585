/** Polls and surveys of our own writing, with every trap of the real ones: sound, for tests to read and to spoil. */

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
