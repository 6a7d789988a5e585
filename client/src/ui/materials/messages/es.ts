import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const materialMessages: Sentences<typeof en.materialMessages> = {
  film: 'Película',
  slides: 'Diapositivas',
  leaflet: 'Folleto',
  toEnd: 'hasta el final',
  begins: 'para que empiece',
  heldFilm: 'parada',
  page: '{n} de {of}',
  pageOf: '{title}: página {n} de {of}',
  afterwards: 'Después',
  tapOnce: 'Toque la pantalla una vez para que las películas tengan sonido.',
  silent: 'Sin sonido. Toque la pantalla una vez.',
  cannot: 'Esta pantalla no puede mostrar la película. Sus palabras siguen.',
  cannotSlides: 'Esta pantalla no puede mostrar esta página.',
  noCaptions: 'sin subtítulos',
  start: 'Empezar la película aquí',
  startSlides: 'Mostrar las diapositivas aquí',
  hold: 'Parar',
  goOn: 'Seguir',
  again: 'Volver al principio',
  end: 'Terminar',
  captions: 'Subtítulos',
  pageBack: 'Página anterior',
  pageOn: 'Página siguiente',
  reading: 'Lo que se dice en la película',
}
