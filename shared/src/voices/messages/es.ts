import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'De acuerdo',
  disagree: 'En desacuerdo',
  pass: 'Sin opinión',
}

/** What people say to a recommendation, and the rows of its figure. */
export const supportMessages = {
  for: 'A favor, con y sin condición',
  yes: 'Sí',
  yesIf: 'Sí, si',
  no: 'No',
  ownCondition: 'Han escrito su propia condición',
  voteTitle: 'Lo que recomiendan las mesas',
  sentenceNotShown: 'Una recomendación que no se muestra',
  conditionNotShown: 'Una condición que no se muestra',
  objectionNotShown: 'Una razón que no se muestra',
  entryNotShown: 'Una entrada que ya no se muestra',
  ownReason: 'Han escrito su propia razón',
}
