import type { Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const closedMessages: Words<typeof en.closedMessages> = {
  closed:
    'Tablée no puede leer sus datos en este momento. El ordenador de la organización dice qué hacer. Espere, por favor.',
  fenced:
    'Otro portátil ha tomado el relevo. La página vuelve en cuanto su dirección lleve a él. Espere, no se ha perdido nada.',
  second: 'Este es el segundo portátil: solo guarda una copia. El diálogo está en el primero.',
}
