import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const printMessages: Sentences<typeof en.printMessages> = {
  title: 'Hojas de papel',
  about:
    'Para las personas que prefieren escribir a mano. Cada hoja es de un asiento. La mesa la encuentra por su código corto y la pasa.',
  session: 'Sesión',
  all: 'Todas las sesiones',
  kinds: 'Qué hojas',
  consent: 'Participar',
  write: 'Escritura privada',
  ballot: 'Votaciones',
  questionnaire: 'Preguntas',
  map: 'El mapa de la mesa',
  langs: 'Idioma',
  own: 'El de cada mesa',
  print: 'Imprimir hojas',
  nothing: 'Elija al menos un tipo de hoja.',
  waiting: 'Esperando su turno…',
  printing: { one: 'Preparando 1 hoja…', other: 'Preparando {n} hojas…' },
  stop: 'Parar',
  done: {
    one: '1 hoja, lista en {seconds} s. Páginas: {pages}.',
    other: '{n} hojas, listas en {seconds} s. Páginas: {pages}.',
  },
  download: 'Descargar',
  part: 'Mesas {from} a {to}',
  one: 'Mesa {from}',
  oneSided: 'Imprima por una sola cara: la página siguiente es de otra persona.',
  failed: 'No se pudieron imprimir las hojas. Nada más ha cambiado; inténtelo de nuevo.',
  none: 'No hay hojas así: en esta sesión no se pregunta nada de ese tipo.',
  tooLarge: 'Es demasiado de una vez. Imprima sesión por sesión o en menos idiomas.',
  offline: 'El servidor no respondió. Inténtelo cuando tenga conexión.',
  voteFirst:
    'Mientras no se abre una votación sobre entradas del mapa, sus hojas tienen filas vacías para rellenar a mano. Después se imprimen las redacciones.',
}
