import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const paperMessages: Sentences<typeof en.paperMessages> = {
  table: 'Table {n}',
  seat: 'Place {seat}',
  session: 'Séance {n}\u00a0: {title}',
  page: 'Page {n} sur {m}',
  consent: 'Participer',
  write: 'Pour vous',
  ballot: 'Votre vote',
  before: 'Vos réponses, avant le dialogue',
  after: 'Vos réponses, après le dialogue',
  questionnaire: 'Vos réponses',
  map: 'La carte de la table',
  tear: 'Cette bande dit à qui est la feuille. Détachez-la avant de rendre la feuille.',
  rather: 'Je préfère ne pas répondre',
  ownWords: 'Avec vos mots',
  agreeHint: 'Cochez une case.',
  agree: 'd’accord',
  pass: 'sans avis',
  disagree: 'pas d’accord',
  chooseHint: 'Cochez une case par ligne. Choisissez ou rejetez autant de réponses que vous voulez.',
  chooseMost: 'Cochez une case par ligne. Choisissez-en {n} au plus\u00a0; rejetez-en autant que vous voulez.',
  choose: 'je choisis',
  indifferent: 'égal',
  reject: 'je rejette',
  singleHint: 'Cochez une case.',
  supportHint: 'Oui sous condition, ou non : écrivez la condition, ou la raison, en dessous.',
  rankHint:
    'Écrivez 1 à côté de ce qui vient d’abord pour vous, puis 2, et ainsi de suite. Vous pouvez en laisser de côté.',
  scaleHint: 'Cochez une case.',
  planeHint: 'Faites une croix là où vous le placez.',
  across: 'en largeur',
  up: 'en hauteur',
  numberHint: 'Écrivez un nombre.',
  onlyIf: 'Seulement si vous avez répondu {answer} à la question {n}.',
  or: 'ou',
  entryHint: 'La table dit le numéro de chaque entrée. Notez-le, puis cochez une case.',
  entryNumber: 'Entrée n°',
  statement: 'Énoncé',
  fateWriteAnonymous:
    'La personne qui prend note de votre table saisit cette feuille après la révélation, mot pour mot, sans nom ni place. Elle fait alors partie de ce que votre table a dit.',
  fateWriteSeat:
    'La personne qui prend note de votre table saisit cette feuille après la révélation, mot pour mot, avec votre place et jamais un nom. Elle fait alors partie de ce que votre table a dit.',
  fateBallot:
    'Pliez cette feuille et rendez-la. Elle est comptée avec les autres votes de votre table\u00a0; personne ne voit de décompte avant la fin du vote.',
  fateQuestionnaire:
    'Rendez cette feuille. Vos réponses sont comptées avec toutes les autres\u00a0; elles sont transmises sans place, ni table, ni nom.',
  fateConsent: 'Rendez cette feuille. Vos réponses comptent dès ce moment, et vous pouvez les changer à tout moment.',
  fateMap: 'La personne qui prend note de la table saisit ces entrées, avec vos mots.',
  yes: 'Oui',
  no: 'Non',
  consentHint: 'Cochez une case par ligne. Une ligne laissée vide compte comme un non.',
  noName: 'N’écrivez aucun nom, s’il vous plaît.',
  engineNo:
    'Si vous répondez non à l’une de ces deux questions, rien de ce que vous dites n’est transmis à ce programme.',
  version: 'Texte {version}',
  pair: 'Votre marque\u00a0: {mark}. La même est sur vos autres feuilles de ce questionnaire, pour comparer avant et après sans votre nom.',
  mapHint:
    'Ce qui est déjà sur la carte de la table. Chaque entrée a son numéro\u00a0; à côté, ce à quoi elle se rattache.',
  mapEmpty: 'Il n’y a encore rien sur la carte.',
  mapMore: 'Autres entrées',
  mapKind: 'Genre',
  mapTo: 'Se rattache au n°',
  mapSeat: 'Dit à la place',
  people: { one: 'les mots d’une personne', other: 'les mots de {n} personnes' },
  things:
    'pomme cloche bateau pont bougie nuage porte tambour plume champ feu flûte jardin verre chapeau île clé lampe feuille lune montagne crayon pluie fleuve corde coquillage neige étoile pierre arbre fenêtre bois',
}

export const kindNames: Words<typeof en.kindNames> = {
  issue: 'Enjeu',
  position: 'Position',
  argument: 'Raison',
  condition: 'Condition',
  question: 'Question',
  experience: 'Vécu',
  source: 'Source',
}

export const relationNames: Words<typeof en.relationNames> = {
  answers: 'répond',
  supports: 'raison pour',
  attacks: 'raison contre',
  undercuts: 'affaiblit ce lien',
  qualifies: 'oui, si',
  illustrates: 'vécu',
  cites: 'source',
}
