import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const visionMessages: Words<typeof en.visionMessages> = {
  hope: 'Esperanza',
  fear: 'Temor',
  condition: 'Condición',
  obstacle: 'Obstáculo',
  actor: 'Actor',
  milestone: 'Hito',
  headline: 'Titular',
  personal: 'Personal',
  local: 'Local',
  society: 'Sociedad',
  noPhoto: 'Una foto que no está aquí',
}
