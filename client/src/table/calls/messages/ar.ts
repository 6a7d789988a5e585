import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const callsMessages: Sentences<typeof en.callsMessages> = {
  bell: 'طلب مساعدة',
  quietly: 'بهدوء: لا يسمعه أحد في القاعة.',
  'about-technical': 'شاشة أو جهاز أو الشبكة',
  'about-content': 'سؤال لا تستطيع الطاولة الإجابة عنه',
  'about-conflict': 'هناك توتر، أو لا يُسمَع صوت أحد المشاركين',
  'about-access': 'السمع أو البصر أو اللغة أو مقعد غير مناسب',
  calling: 'جارٍ النداء: {what}…',
  called: 'تم النداء: {what}',
  heard: 'هناك من يعلم: {what}',
  waiting: 'الانتظار {time}',
  asOf: 'كما كان في {time}',
  coming: '{who} في الطريق',
  someoneComes: 'هناك من هو في الطريق',
  takeBack: 'سحب النداء',
  'to-facilitators': 'من القاعة، إلى فريق التيسير',
  'to-tables': 'من القاعة، إلى الطاولة',
  more: {
    zero: 'لا مزيد',
    one: 'وواحدة أخرى',
    two: 'واثنتان أخريان',
    few: 'و{n} أخرى',
    many: 'و{n} أخرى',
    other: 'و{n} أخرى',
  },
  read: 'قُرئت',
  'lost-call': 'لم يصل نداؤكم.',
  'lost-take-back': 'لم يمكن سحب النداء بعد.',
  'lost-read': 'لا تعلم القاعة بعد أنكم قرأتم الرسالة.',
  again: 'المحاولة من جديد',
}
