import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed: 'لا يستطيع Tablée قراءة بياناته الآن. حاسوب الجهة المنظِّمة يقول ما العمل. يُرجى الانتظار.',
  fenced: 'تولّى حاسوب آخر العمل. تعود هذه الصفحة حين يقود عنوانها إليه. الرجاء الانتظار، لم يضع شيء.',
  second: 'هذا هو الحاسوب الثاني: لا يحفظ سوى نسخة. الحوار على الحاسوب الأول.',
}
