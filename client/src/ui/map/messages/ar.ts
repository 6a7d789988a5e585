import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const mapMessages: Sentences<typeof en.mapMessages> = {
  tools: 'التكبير',
  in: 'تكبير',
  out: 'تصغير',
  all: 'إظهار الكل',
  full: 'الحجم الكامل',
  loose: 'لم يُربط بعد',
}
