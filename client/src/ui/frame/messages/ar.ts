import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const frameMessages: Sentences<typeof en.frameMessages> = {
  organiserHint: 'أنتم من ينظّم الحوار؟ طُبع رابطكم حيث شُغّل الخادم. الأمر `pnpm tablee owner-link` يطبعه من جديد.',
  language: 'اللغة',
  linkGone: 'هذا الرابط لم يعد يفتح شيئًا.',
  linkGoneHelp: 'سُحب الرابط، أو ينقصه حرف. اطلبوا بطاقة جديدة من مكتب الاستقبال.',
  codeWrong: 'لا توجد طاولة بهذا الرمز.',
  codeWrongHelp: 'انظروا إلى البطاقة من جديد: ليس فيها الحروف I وL وO وU.',
  wait: {
    zero: 'حاولوا الآن.',
    one: 'انتظروا ثانية واحدة، ثم حاولوا من جديد.',
    two: 'انتظروا ثانيتين، ثم حاولوا من جديد.',
    few: 'انتظروا {n} ثوانٍ، ثم حاولوا من جديد.',
    many: 'انتظروا {n} ثانية، ثم حاولوا من جديد.',
    other: 'انتظروا {n} ثانية، ثم حاولوا من جديد.',
  },
  offline: 'لا اتصال بالخادم.',
  offlineHelp: 'تأكّدوا من أنّ هذا الجهاز متّصل بشبكة القاعة، ثم حاولوا من جديد.',
  moved: 'هذا الحوار صار على خادم آخر.',
  movedHelp: 'لم يضِع شيء. اسألوا من دعاكم عن عنوانه.',
  movedTo: 'لم يضِع شيء. إنّه هنا: {to}',
}
