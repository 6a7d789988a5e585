import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed:
    'Tablée kann seine Daten gerade nicht lesen. Auf dem Rechner der Veranstaltung steht, was zu tun ist. Bitte warten Sie.',
  fenced:
    'Ein anderer Laptop hat übernommen. Die Seite ist wieder da, sobald ihre Adresse zu ihm führt. Bitte warten, nichts ist verloren.',
  second: 'Das ist der zweite Laptop: Er hält nur eine Kopie. Der Dialog ist auf dem ersten.',
}
