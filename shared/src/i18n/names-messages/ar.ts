import type { Sentences } from '../translator.ts'
import type * as en from './en.ts'

export const roleNames: Sentences<typeof en.roleNames> = {
  organiser: 'جهة التنظيم',
  facilitator: 'التيسير',
  reporter: 'التدوين',
  citizen: 'المشاركة',
  observer: 'المراقبة',
  analyst: 'التحليل',
  head: 'تيسير القاعة',
  coordinator: 'التنسيق',
  translator: 'الترجمة',
}

export const roleGroups: Sentences<typeof en.roleGroups> = {
  head: 'تيسير القاعة',
  coordinator: 'التنسيق',
  facilitator: 'التيسير',
  reporter: 'التدوين',
}

export const callNames: Sentences<typeof en.callNames> = {
  technical: 'مساعدة تقنية',
  content: 'مساعدة في الموضوع',
  conflict: 'مساعدة في الحوار',
  access: 'مساعدة على المشاركة',
}
