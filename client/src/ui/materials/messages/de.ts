import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const materialMessages: Sentences<typeof en.materialMessages> = {
  film: 'Film',
  slides: 'Folien',
  leaflet: 'Faltblatt',
  toEnd: 'bis zum Ende',
  begins: 'bis es beginnt',
  heldFilm: 'angehalten',
  page: '{n} von {of}',
  pageOf: '{title}: Seite {n} von {of}',
  afterwards: 'Danach',
  tapOnce: 'Tippen Sie einmal, damit Filme Ton haben.',
  silent: 'Kein Ton. Tippen Sie einmal auf den Bildschirm.',
  cannot: 'Dieser Bildschirm kann den Film nicht zeigen. Seine Worte laufen weiter.',
  cannotSlides: 'Dieser Bildschirm kann diese Seite nicht zeigen.',
  noCaptions: 'ohne Untertitel',
  start: 'Den Film hier starten',
  startSlides: 'Die Folien hier zeigen',
  hold: 'Anhalten',
  goOn: 'Weiter',
  again: 'Zurück zum Anfang',
  end: 'Beenden',
  captions: 'Untertitel',
  pageBack: 'Seite zurück',
  pageOn: 'Nächste Seite',
  reading: 'Was im Film gesagt wird',
}
