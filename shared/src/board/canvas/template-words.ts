import { languageOf } from '../../i18n/language.ts'
import { inPlainText, type Translate } from '../../i18n/translator.ts'
import { templateMessages } from './messages/index.ts'

export const quadrants = ['wanted-likely', 'wanted-unlikely', 'unwanted-likely', 'unwanted-unlikely'] as const
export type Quadrant = (typeof quadrants)[number]
export const slots = ['morning', 'midday', 'evening', 'night'] as const
export const pageParts = ['lead', 'picture', 'voices', 'opposed', 'elsewhere'] as const
export type PagePart = (typeof pageParts)[number]

/** By the primary subtag of the language; a table of another language than ours gets English. */
export const templateWords = (lang: string): Translate<keyof typeof templateMessages.en> =>
  inPlainText(templateMessages, languageOf(lang))
