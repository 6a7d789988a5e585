import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const watchedMessages: Sentences<typeof en.watchedMessages> = {
  notLinked: 'Noch nicht verbunden',
  words: { one: '1 Wortmeldung', other: '{n} Wortmeldungen' },
}
