/** The three answers to a statement. */
export const stanceMessages = {
  agree: 'Agree',
  disagree: 'Disagree',
  pass: 'Pass',
}
