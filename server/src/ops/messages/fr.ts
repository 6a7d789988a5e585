import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed:
    'Tablée ne peut pas lire ses données pour le moment. L’ordinateur de l’organisation dit quoi faire. Veuillez patienter.',
}
