import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const headMessages: Sentences<typeof en.headMessages> = {
  pages: 'الصفحات',
  coding: 'القراءة والترميز',
  themes: 'المواضيع',
  hallMap: 'خريطة القاعة',
  hallVision: 'رؤية القاعة',
  conditions: 'الشروط',
  results: 'النتائج',
  snapshots: 'اللقطات',
  language: 'اللغة',
}
export const rowMessages: Sentences<typeof en.rowMessages> = {
  holds: 'لديها: {tables}',
  objects: 'تعترض: {tables}',
  onlyIf: 'بشرط فقط: {tables}',
  curtainAt: 'الستارة مسدلة: {tables}',
  nobody: 'لا طاولة بعد',
}
