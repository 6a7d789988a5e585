import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed:
    'Tablée kann seine Daten gerade nicht lesen. Auf dem Rechner der Veranstaltung steht, was zu tun ist. Bitte warten Sie.',
}
