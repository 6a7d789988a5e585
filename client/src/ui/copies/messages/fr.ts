import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const copiesMessages: Sentences<typeof en.copiesMessages> = {
  two: 'Deux copies',
  behind: { one: 'Deux, l’une avec {n} s de retard', other: 'Deux, l’une avec {n} s de retard' },
  one: 'Une copie depuis {time}',
  none: 'Une copie',
}
