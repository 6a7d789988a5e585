/** What is said of a view wherever it is drawn. */
import { defineMessages } from '../../i18n/messages.ts'

export const watchedMessages = defineMessages({
  en: { notLinked: 'Not linked yet', words: { one: '1 statement', other: '{n} statements' } },
  fr: { notLinked: 'Pas encore relié', words: { one: '{n} parole', other: '{n} paroles' } },
  de: { notLinked: 'Noch nicht verbunden', words: { one: '1 Wortmeldung', other: '{n} Wortmeldungen' } },
  es: { notLinked: 'Aún sin enlazar', words: { one: '1 intervención', other: '{n} intervenciones' } },
  ar: {
    notLinked: 'لم يُربط بعد',
    words: { zero: 'بلا كلام', one: 'قول واحد', two: 'قولان', few: '{n} أقوال', many: '{n} قولًا', other: '{n} قول' },
  },
})
