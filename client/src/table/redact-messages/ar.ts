import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const redactMessages: Sentences<typeof en.redactMessages> = {
  title: 'حذف هذا الكلام نهائيًا؟',
  what: 'لن يستطيع أحد قراءته بعد الآن، لا على هذه الطاولة ولا في غيرها. لا يمكن التراجع عن ذلك.',
  kept: 'ما نُزّل من قبل ما زال يحتوي عليه، وكذلك الخادم إلى أن تمحوه جهة التنظيم.',
  still: 'ما زال هذا مقروءًا هنا',
  stillHow: 'غيّروه أو احذفوه أيضًا.',
  entry: 'صياغة {entry} ما زالت تقوله.',
  entryBare: 'صياغة أحد البنود ما زالت تقوله.',
  note: 'الملاحظات ما زالت تقوله.',
  canvas: 'لوحة الرؤية ما زالت تقوله.',
}
