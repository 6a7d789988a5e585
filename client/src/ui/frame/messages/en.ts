/** What the pages before the table say alike: the head, why nothing opens, how an organiser comes in. */
export const frameMessages = {
  organiserHint:
    'You organise? Your link was printed where the server was started. `pnpm tablee owner-link` prints it again.',
  language: 'Language',
  linkGone: 'This link does not open anything any more.',
  linkGoneHelp: 'It was withdrawn, or a letter is missing. Ask for a new card at the welcome desk.',
  codeWrong: 'No table has this code.',
  codeWrongHelp: 'Look at the card again: there is no letter I, L, O or U in it.',
  wait: { one: 'Please wait {n} second, then try again.', other: 'Please wait {n} seconds, then try again.' },
  offline: 'No connection to the server.',
  offlineHelp: 'Check that this device is on the hall’s Wi-Fi, then try again.',
  moved: 'This dialogue is on another server by now.',
  movedHelp: 'Nothing is lost. Ask whoever invited you for its address.',
  movedTo: 'Nothing is lost. It is here: {to}',
}
