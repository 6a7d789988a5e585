import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const watchedMessages: Sentences<typeof en.watchedMessages> = {
  notLinked: 'Pas encore relié',
  words: { one: '{n} parole', other: '{n} paroles' },
}
