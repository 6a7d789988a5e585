import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'D’accord',
  disagree: 'Pas d’accord',
  pass: 'Sans avis',
}

/** What people say to a recommendation, and the rows of its figure. */
export const supportMessages = {
  for: 'Pour, avec ou sans condition',
  yes: 'Oui',
  yesIf: 'Oui, si',
  no: 'Non',
  ownCondition: 'Ont écrit leur propre condition',
  voteTitle: 'Ce que les tables recommandent',
  sentenceNotShown: 'Une recommandation qui n’est pas affichée',
  conditionNotShown: 'Une condition qui n’est pas affichée',
  objectionNotShown: 'Une raison qui n’est pas affichée',
  entryNotShown: 'Une entrée qui n’est plus affichée',
  ownReason: 'Ont écrit leur propre raison',
}
