import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const visionMessages: Words<typeof en.visionMessages> = {
  hope: 'Espoir',
  fear: 'Crainte',
  condition: 'Condition',
  obstacle: 'Obstacle',
  actor: 'Acteur',
  milestone: 'Jalon',
  headline: 'Gros titre',
  personal: 'Personnel',
  local: 'Local',
  society: 'Société',
  noPhoto: 'Une photo qui n’est pas ici',
}
