import type { LocalText } from '../dialogue/programme.ts'
import { languages } from '../i18n/index.ts'
import { stanceMessages } from './messages/index.ts'

const inAll = (key: keyof typeof stanceMessages.en): LocalText =>
  Object.fromEntries(languages.map((language) => [language, stanceMessages[language][key]]))

/** The three answers to a statement, in the order in which they stand on a ballot and in a figure. */
export const stances = (['agree', 'disagree', 'pass'] as const).map((key) => ({ key, text: inAll(key) }))
