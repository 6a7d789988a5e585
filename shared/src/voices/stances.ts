import type { LocalText } from '../dialogue/programme.ts'
import { languages } from '../i18n/index.ts'
import { stanceMessages, supportMessages } from './messages/index.ts'

const inAll = (key: keyof typeof stanceMessages.en): LocalText =>
  Object.fromEntries(languages.map((language) => [language, stanceMessages[language][key]]))

/** The three answers to a statement, in the order in which they stand on a ballot and in a figure. */
export const stances = (['agree', 'disagree', 'pass'] as const).map((key) => ({ key, text: inAll(key) }))

const ofSupport = (key: keyof typeof supportMessages.en): LocalText =>
  Object.fromEntries(languages.map((language) => [language, supportMessages[language][key]]))
/**
 * What is said to a recommendation, as rows of its figure: `for` is both kinds of yes together, so that one few of them does
 * not hide the other. `if:` and `no:` go before an option, or before `own` for what was typed.
 */
export const supportTexts = {
  for: ofSupport('for'),
  yes: ofSupport('yes'),
  'yes-if': ofSupport('yesIf'),
  no: ofSupport('no'),
  'if:own': ofSupport('ownCondition'),
  'no:own': ofSupport('ownReason'),
} as const

/** What the vote on recommendations is called. */
export const voteTitle: LocalText = ofSupport('voteTitle')

/** What stands in place of a recommendation, a condition, an objection or an entry that may not be read any more. */
export const notShown = {
  sentence: ofSupport('sentenceNotShown'),
  conditions: ofSupport('conditionNotShown'),
  objections: ofSupport('objectionNotShown'),
  entry: ofSupport('entryNotShown'),
} as const
