import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const sharesMessages: Sentences<typeof en.sharesMessages> = {
  heard: 'La sala ve lo que ha dicho.',
  left: { one: '1 tema espera su respuesta.', other: '{n} temas esperan su respuesta.' },
  all: 'Su mesa ha respondido.',
  closed: 'Las respuestas se cerraron a las {time}.',
  answer: 'Responder',
  fold: 'Plegar',
  look: 'Ver sus respuestas',
  how: '¿Es también de su mesa? Responda en nombre de la mesa. Puede cambiarlo hasta que se cierren las respuestas.',
  closedHow: 'Lo que ha dicho su mesa está en la pantalla de la sala.',
  behind: 'Dicho tras la cortina: no está en ningún otro sitio hasta que lo muestre a quienes observan.',
  ours: 'Nuestro',
  'not-ours': 'No es nuestro',
  missing: 'Falta algo',
  missingHow: 'Escriba en su mapa lo que falta: el equipo que lee lo encuentra ahí.',
  write: 'Escribirlo',
  waits: 'Sin conexión. Su respuesta se guarda aquí y sale sola.',
  refused: 'No se ha aceptado: las respuestas están cerradas o el tablero se ha retirado.',
  erased: 'Un tema cuyo nombre se ha borrado',
}
