import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const figureMessages: Sentences<typeof en.figureMessages> = {
  worded: 'Formulation {part} sur {of}, comptée à part. Pourquoi elle a changé : {why}',
  weighted: 'pondéré : autant que {n} personnes sans poids',
  unweighed: {
    one: '{n} personne n’a pas de poids : comptée, mais dans aucune part',
    other: '{n} personnes n’ont pas de poids : comptées, mais dans aucune part',
  },
  n: { one: '{n} personne', other: '{n} personnes' },
  'people-valid': { one: 'sur {n} personne qui a répondu', other: 'sur {n} personnes qui ont répondu' },
  'people-all': { one: 'sur {n} personne interrogée', other: 'sur {n} personnes interrogées' },
  'tables-valid': { one: 'sur {n} table qui a répondu', other: 'sur {n} tables qui ont répondu' },
  'tables-all': { one: 'sur {n} table interrogée', other: 'sur {n} tables interrogées' },
  answers: { one: 'sur {n} réponse', other: 'sur {n} réponses' },
  few: 'Pas de parts ici : on pourrait en déduire un nombre inférieur à 5.',
  fewer: 'moins de 5',
  covered: 'non montré',
  'apart-asked':
    'Non montré : presque les mêmes personnes ont déjà été interrogées, et la différence révélerait ce que moins de 5 ont dit.',
  'apart-joined': 'Sans les tables arrivées plus tard : avec elles, on saurait ce qu’y ont dit moins de 5 personnes.',
  coveredWhy: 'Non montré : on pourrait en déduire un nombre inférieur à 5.',
  'gave-people': { one: '{valid} personne sur {n} a répondu', other: '{valid} personnes sur {n} ont répondu' },
  'gave-tables': { one: '{valid} table sur {n} a répondu', other: '{valid} tables sur {n} ont répondu' },
  refused: { one: '{n} sans réponse', other: '{n} sans réponse' },
  notAsked: { one: '{n} non interrogée', other: '{n} non interrogées' },
  illegible: { one: '{n} feuille illisible', other: '{n} feuilles illisibles' },
  answer: 'Réponse',
  people: 'Personnes',
  tables: 'Tables',
  answersUnit: 'Réponses',
  share: 'Part',
  chosen: 'choisi',
  rejected: 'rejeté',
  indifferent: 'égal',
  first: 'Mis en premier',
  meanPlace: 'Rang moyen',
  mean: 'Moyenne {value}',
  median: 'Médiane {value}',
  field: 'Où chaque personne l’a placé : un point est une personne',
  centre: 'Au milieu de toutes les personnes : {x} en largeur, {y} en hauteur',
  point: 'Personne',
  asTable: 'En tableau',
  end: '{value} : {name}',
  votedOn: 'Voté dans cette formulation',
  nothing: 'Aucune réponse n’est arrivée.',
  noTexts: 'Personne n’a rien écrit.',
  hundred: 'Les parts font 100 % ensemble.',
  missing: 'Ce qui manque jusqu’à 100 % est sans réponse.',
  several: 'Plusieurs réponses possibles : les parts portent sur les personnes et peuvent dépasser 100 % ensemble.',
  ofAnswers: 'Plusieurs réponses possibles : les parts portent sur toutes les réponses, non sur les personnes.',
  ranks: 'Combien de fois chacun a été mis en premier, et son rang moyen chez les personnes qui l’ont classé.',
}

export const changeMessages: Sentences<typeof en.changeMessages> = {
  worded:
    'Entre-temps, la question a été posée en d’autres mots. Avant et après ne sont pas comparés. Pourquoi : {why}',
  pairs: {
    one: 'sur {n} personne qui a répondu les deux fois',
    other: 'sur {n} personnes qui ont répondu les deux fois',
  },
  few: 'Moins de 5 personnes ont répondu les deux fois : rien n’en est montré.',
  before: 'Avant',
  after: 'Après',
  difference: 'Écart',
  moved: 'Qui a changé de réponse',
  up: 'plus haut qu’avant',
  down: 'plus bas qu’avant',
  same: 'comme avant',
  people: 'Personnes',
  unsaid: 'non montré',
  withheld: 'Non montré : on pourrait en déduire un nombre inférieur à 5.',
  plot: 'Moyenne {before} avant, {after} après, sur une échelle de {min} à {max}',
  flows: 'De la réponse d’avant (lignes) à celle d’après (colonnes)',
  flow: '{from}, puis {to}',
  stayed: { one: '{n} personne a répondu comme avant.', other: '{n} personnes ont répondu comme avant.' },
}

export const crossedMessages: Sentences<typeof en.crossedMessages> = {
  by: 'Par : {name}',
  all: 'Total',
  mean: 'Moyenne',
  table: '{question}, en tableau',
  rejected: '{name} : rejeté',
  unsaid: 'non montré',
  why: 'Non montré : il y a là un nombre inférieur à 5, ou on pourrait en déduire un.',
}

export const toldMessages: Sentences<typeof en.toldMessages> = {
  stays: 'Les réponses ne sont pas montrées : trop peu de personnes pour le dire.',
  noAnswer: 'Cette table n’a pas répondu.',
}
