import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const notesMessages: Sentences<typeof en.notesMessages> = {
  notes: 'Notes de la table',
  begin: 'Écrivez ici les notes de la table. @ nomme une entrée de la carte.',
  nothing: 'Pas encore de notes.',
  tools: 'Mise en forme',
  heading: 'Titre',
  subheading: 'Sous-titre',
  list: 'Liste',
  numbers: 'Numéros',
  quote: 'Citation',
  mention: 'Entrée',
  mentionWhich: 'Quelle entrée de la carte ?',
  mentionNone: 'Aucune entrée de ce nom.',
  words: 'Paroles de quelqu’un',
  wordsTitle: 'En faire les paroles de quelqu’un',
  wordsLong: 'Des paroles ont au plus {n} caractères. Sélectionnez moins.',
  wordsWhere: 'Où elles vont',
  wordsNew: 'Comme nouvelle entrée',
  wordsBeneath: 'Sous {entry}',
  wordsFind: 'Chercher une entrée',
  wordsAdd: 'Ajouter les paroles',
  wordsAdded: 'Paroles ajoutées sous {entry}.',
  lang: 'Langue',
  became: { one: 'Devenu des paroles : {list}', other: 'Devenu des paroles : {list}' },
  becameNowhere: 'une entrée disparue',
  gone: 'n’est plus sur la carte :',
  fullCharacters:
    'Les notes sont pleines : {n} caractères. Rien n’est perdu ; votre dernière saisie n’a pas été ajoutée.',
  fullElements: 'Les notes ont trop de paragraphes. Votre dernière action n’a pas eu lieu.',
  fullDepth: 'Une liste a deux niveaux.',
}
