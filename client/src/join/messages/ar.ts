import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  title: 'حول طاولة واحدة، نسمع الجميع.',
  about: 'تابليه هي المكان الذي تكتب فيه طاولات الحوار معًا ما يُقال، ولماذا يُقال.',
  codeLabel: 'الرمز على بطاقة طاولتكم',
  codeHint: 'ثمانية أحرف وأرقام',
  join: 'الانضمام إلى الطاولة',
  joining: 'جارٍ فتح طاولتكم…',
  goOn: 'متابعة من مقعدكم، {seat}',
  licences: 'التراخيص',
  seatQuestion: 'أين تجلسون؟',
  seatHint: 'الرقم موضوع أمامكم. لا نسأل عن اسمكم أبدًا.',
  seat: 'المقعد {seat}',
  noSeat: 'أفضّل ألّا أقول',
  continue: 'إلى الطاولة',
  boards:
    'يستطيع فريق المراقبة متابعة ما يُكتب على هذه الطاولة. ويستطيع كل من على الطاولة إسدال الستارة، فلا يرى الفريق شيئًا.',
  again: 'إعادة المحاولة',
  table: 'الطاولة {table}',
}
