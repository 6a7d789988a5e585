/** The three answers to a statement. */
export const stanceMessages = {
  agree: 'Agree',
  disagree: 'Disagree',
  pass: 'Pass',
}

/** What people say to a recommendation, and the rows of its figure. */
export const supportMessages = {
  for: 'For, with and without a condition',
  yes: 'Yes',
  yesIf: 'Yes, if',
  no: 'No',
  ownCondition: 'Wrote a condition of their own',
  voteTitle: 'What the tables recommend',
  sentenceNotShown: 'A recommendation that is not shown',
  conditionNotShown: 'A condition that is not shown',
  objectionNotShown: 'A reason that is not shown',
  entryNotShown: 'An entry that is no longer shown',
  ownReason: 'Wrote a reason of their own',
}
