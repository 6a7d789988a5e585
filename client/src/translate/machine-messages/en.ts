/** What a translator is told of the engine that makes drafts. */
export const messages = {
  title: 'Machine drafts',
  asks: 'One moment. The program is being asked what it can do.',
  waits: {
    one: 'It can make a draft of {n} text. Nobody sees a draft until you take it as yours.',
    other: 'It can make drafts of {n} texts. Nobody sees a draft until you take it as yours.',
  },
  begin: { one: 'Make {n} draft', other: 'Make {n} drafts' },
  progress: 'Drafts so far',
  soFar: { one: '{done} of {n} draft', other: '{done} of {n} drafts' },
  stop: 'Stop',
  came: {
    one: '{n} draft has come. Read it before you take it.',
    other: '{n} drafts have come. Read each before you take it.',
  },
  leftOut: { one: '{n} text got no draft.', other: '{n} texts got no draft.' },
  unreachable: 'The program does not answer. Translate as usual, and try again later.',
  slow: 'The program takes too long. Translate as usual, and try again later.',
  wrong: 'The program gave no useful answer. Translate as usual, and tell the organiser.',
  resting: 'The program has failed three times. It is left alone for half a minute. Translate as usual.',
  cannot: 'The program does not know these languages. Translate as usual.',
}
