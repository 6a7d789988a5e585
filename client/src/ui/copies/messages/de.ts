import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const copiesMessages: Sentences<typeof en.copiesMessages> = {
  two: 'Zwei Kopien',
  behind: { one: 'Zwei, eine {n} s zurück', other: 'Zwei, eine {n} s zurück' },
  one: 'Eine Kopie seit {time}',
  none: 'Eine Kopie',
}
