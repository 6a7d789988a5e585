import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed:
    'Tablée ne peut pas lire ses données pour le moment. L’ordinateur de l’organisation dit quoi faire. Veuillez patienter.',
  fenced:
    'Un autre ordinateur a pris le relais. La page revient dès que son adresse mène à celui-là. Patientez, rien n’est perdu.',
  second: 'Ceci est le second ordinateur : il ne garde qu’une copie. Le dialogue est sur le premier.',
}
