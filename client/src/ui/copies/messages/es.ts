import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const copiesMessages: Sentences<typeof en.copiesMessages> = {
  two: 'Dos copias',
  behind: { one: 'Dos, una {n} s por detrás', other: 'Dos, una {n} s por detrás' },
  one: 'Una copia desde las {time}',
  none: 'Una copia',
}
