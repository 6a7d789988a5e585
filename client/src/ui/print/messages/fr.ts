import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const printMessages: Sentences<typeof en.printMessages> = {
  title: 'Feuilles de papier',
  about:
    'Pour les personnes qui préfèrent écrire à la main. Chaque feuille est celle d’une place. La table la retrouve par son code court et la saisit.',
  session: 'Séance',
  all: 'Toutes les séances',
  kinds: 'Quelles feuilles',
  consent: 'Participer',
  write: 'Écriture privée',
  ballot: 'Votes',
  questionnaire: 'Questions',
  map: 'La carte de la table',
  langs: 'Langue',
  own: 'Celle de chaque table',
  print: 'Imprimer les feuilles',
  nothing: 'Choisissez au moins une sorte de feuille.',
  waiting: 'En attente de son tour…',
  printing: { one: 'Préparation d’une feuille…', other: 'Préparation de {n} feuilles…' },
  stop: 'Arrêter',
  done: {
    one: '{n} feuille, prête après {seconds} s. Pages : {pages}.',
    other: '{n} feuilles, prêtes après {seconds} s. Pages : {pages}.',
  },
  download: 'Télécharger',
  part: 'Tables {from} à {to}',
  one: 'Table {from}',
  oneSided: 'Imprimez sur un seul côté : la page suivante est à quelqu’un d’autre.',
  failed: 'Les feuilles n’ont pas pu être imprimées. Rien d’autre n’a changé ; réessayez.',
  none: 'Il n’y a pas de telles feuilles : rien de ce genre n’est demandé dans cette séance.',
  tooLarge: 'C’est trop en une fois. Imprimez séance par séance, ou en moins de langues.',
  offline: 'Le serveur n’a pas répondu. Réessayez une fois en ligne.',
  voteFirst:
    'Tant qu’un vote sur des entrées de la carte n’est pas ouvert, ses feuilles ont des lignes vides à remplir à la main. Ensuite, ses formulations sont imprimées.',
}
