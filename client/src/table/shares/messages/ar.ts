import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const sharesMessages: Sentences<typeof en.sharesMessages> = {
  heard: 'ترى القاعة ما قالته.',
  left: {
    zero: 'لا موضوع ينتظر جوابكم.',
    one: 'موضوع واحد ينتظر جوابكم.',
    two: 'موضوعان ينتظران جوابكم.',
    few: '{n} مواضيع تنتظر جوابكم.',
    many: '{n} موضوعًا ينتظر جوابكم.',
    other: '{n} موضوع ينتظر جوابكم.',
  },
  all: 'أجابت طاولتكم.',
  closed: 'أُغلقت الإجابات عند {time}.',
  answer: 'أجيبوا',
  fold: 'طيّ',
  look: 'انظروا إجاباتكم',
  how: 'هل هو لكم؟ أجيبوا كطاولة. يمكنكم تغييره حتى تُغلق الإجابات.',
  closedHow: 'ما قالته طاولتكم يظهر على شاشة القاعة.',
  ours: 'لنا',
  'not-ours': 'ليس لنا',
  missing: 'ينقص شيء',
  missingHow: 'اكتبوا على خريطتكم ما ينقص: يجده الفريق الذي يقرأ هناك.',
  write: 'كتابته',
  waits: 'لا اتصال. جوابكم محفوظ هنا ويُرسل من تلقاء نفسه.',
  refused: 'لم يُقبل ذلك: أُغلقت الإجابات أو رُفعت اللوحة.',
  erased: 'موضوع مُحي اسمه',
}
