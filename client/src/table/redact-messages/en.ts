/** What is said before somebody's words are removed for good, and of where they still stand afterwards. */
export const redactMessages = {
  title: 'Remove these words for good?',
  what: 'Nobody can read them any more, at this table or elsewhere. This cannot be undone.',
  kept: 'What was downloaded before still holds them, and the server until the organiser erases them.',
  still: 'This still says it',
  stillHow: 'Change or remove it too.',
  entry: 'The wording of {entry} still says it.',
  entryBare: 'The wording of an entry still says it.',
  note: 'The notes still say it.',
  canvas: 'The canvas still says it.',
}
