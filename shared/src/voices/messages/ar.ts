import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'أوافق',
  disagree: 'لا أوافق',
  pass: 'بلا رأي',
}

/** What people say to a recommendation, and the rows of its figure. */
export const supportMessages = {
  for: 'مع التوصية، بشرط أو بلا شرط',
  yes: 'نعم',
  yesIf: 'نعم، إذا',
  no: 'لا',
  ownCondition: 'كتبوا شرطًا خاصًّا بهم',
  voteTitle: 'ما توصي به الطاولات',
  sentenceNotShown: 'توصية لا تُعرض',
  conditionNotShown: 'شرط لا يُعرض',
  objectionNotShown: 'سبب لا يُعرض',
  entryNotShown: 'بند لم يعد يُعرض',
  ownReason: 'كتبوا سببًا خاصًّا بهم',
}
