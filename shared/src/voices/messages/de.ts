import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'Stimme zu',
  disagree: 'Stimme nicht zu',
  pass: 'Ohne Meinung',
}

/** What people say to a recommendation, and the rows of its figure. */
export const supportMessages = {
  for: 'Dafür, mit und ohne Bedingung',
  yes: 'Ja',
  yesIf: 'Ja, wenn',
  no: 'Nein',
  ownCondition: 'Eigene Bedingung geschrieben',
  voteTitle: 'Was die Tische empfehlen',
  sentenceNotShown: 'Eine Empfehlung, die nicht gezeigt wird',
  conditionNotShown: 'Eine Bedingung, die nicht gezeigt wird',
  objectionNotShown: 'Ein Grund, der nicht gezeigt wird',
  entryNotShown: 'Ein Eintrag, der nicht mehr gezeigt wird',
  ownReason: 'Eigenen Grund geschrieben',
}
