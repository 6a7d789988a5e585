import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'D’accord',
  disagree: 'Pas d’accord',
  pass: 'Sans avis',
}
