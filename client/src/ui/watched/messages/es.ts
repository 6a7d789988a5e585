import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const watchedMessages: Sentences<typeof en.watchedMessages> = {
  notLinked: 'Aún sin enlazar',
  words: { one: '1 intervención', other: '{n} intervenciones' },
}
