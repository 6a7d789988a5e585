import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  title: 'En la mesa se escucha a todas las personas.',
  about: 'Tablée es el lugar donde las mesas de un diálogo ciudadano escriben juntas lo que se dice, y por qué.',
  codeLabel: 'El código de la tarjeta de su mesa',
  codeHint: 'Ocho letras y cifras',
  join: 'Unirse a la mesa',
  joining: 'Abriendo su mesa…',
  goOn: 'Seguir en su asiento, {seat}',
  licences: 'Licencias',
  seatQuestion: '¿Cuál es su asiento?',
  seatHint: 'El número está delante de usted. Nunca se pide su nombre.',
  seat: 'Asiento {seat}',
  noSeat: 'Prefiero no decirlo',
  continue: 'Ir a la mesa',
  boards:
    'Quienes observan pueden seguir lo que se escribe en esta mesa. Cualquiera de la mesa puede cerrar la cortina, y entonces no ven nada.',
  again: 'Reintentar',
  table: 'Mesa {table}',
}
