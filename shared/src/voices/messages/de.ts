import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const stanceMessages: Words<typeof en.stanceMessages> = {
  agree: 'Stimme zu',
  disagree: 'Stimme nicht zu',
  pass: 'Ohne Meinung',
}
