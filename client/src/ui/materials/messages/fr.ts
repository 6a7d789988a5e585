import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const materialMessages: Sentences<typeof en.materialMessages> = {
  film: 'Film',
  slides: 'Diaporama',
  leaflet: 'Dépliant',
  toEnd: 'jusqu’à la fin',
  begins: 'avant le début',
  heldFilm: 'à l’arrêt',
  page: '{n} sur {of}',
  pageOf: '{title} : page {n} sur {of}',
  afterwards: 'Ensuite',
  tapOnce: 'Touchez une fois l’écran pour que les films aient du son.',
  silent: 'Pas de son. Touchez l’écran une fois.',
  cannot: 'Cet écran ne peut pas montrer le film. Ses paroles continuent.',
  cannotSlides: 'Cet écran ne peut pas montrer cette page.',
  noCaptions: 'sans sous-titres',
  start: 'Lancer le film ici',
  startSlides: 'Montrer le diaporama ici',
  hold: 'Arrêter',
  goOn: 'Continuer',
  again: 'Revenir au début',
  end: 'Terminer',
  captions: 'Sous-titres',
  pageBack: 'Page précédente',
  pageOn: 'Page suivante',
  reading: 'Ce qui est dit dans le film',
}
