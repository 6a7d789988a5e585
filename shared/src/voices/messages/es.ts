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
  ownReason: 'Han escrito su propia razón',
}
