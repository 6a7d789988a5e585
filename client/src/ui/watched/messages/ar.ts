import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const watchedMessages: Sentences<typeof en.watchedMessages> = {
  notLinked: 'لم يُربط بعد',
  words: { zero: 'بلا كلام', one: 'قول واحد', two: 'قولان', few: '{n} أقوال', many: '{n} قولًا', other: '{n} قول' },
}
