import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const copiesMessages: Sentences<typeof en.copiesMessages> = {
  two: 'نسختان',
  behind: {
    zero: 'نسختان، إحداهما متأخرة',
    one: 'نسختان، إحداهما متأخرة {n} ث',
    two: 'نسختان، إحداهما متأخرة {n} ث',
    few: 'نسختان، إحداهما متأخرة {n} ث',
    many: 'نسختان، إحداهما متأخرة {n} ث',
    other: 'نسختان، إحداهما متأخرة {n} ث',
  },
  one: 'نسخة واحدة منذ {time}',
  none: 'نسخة واحدة',
}
