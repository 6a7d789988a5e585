import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const kindMessages: Sentences<typeof en.kindMessages> = {
  issue: 'Enjeu',
  position: 'Position',
  argument: 'Raison',
  condition: 'Condition',
  question: 'Question',
  experience: 'Vécu',
  source: 'Source',
  answers: 'répond',
  supports: 'raison pour',
  attacks: 'raison contre',
  undercuts: 'affaiblit ce lien',
  qualifies: 'oui, si',
  illustrates: 'vécu',
  cites: 'source',
  'same-as': 'identique à',
}

export const captureMessages: Sentences<typeof en.captureMessages> = {
  'own-typing': 'écrit par la personne',
  dictated: 'dicté',
  paper: 'sur papier',
  'from-notes': 'd’après des notes',
  paraphrase: 'reformulé',
}

export const uiMessages: Sentences<typeof en.uiMessages> = {
  ofTable: 'table {n}',
  saidBy: 'Dit par',
  nobody: 'sans place',
  seat: 'Place {seat}',
  noSeat: 'sans place',
  erased: 'Ces paroles ont été supprimées.',
  withdrawn: 'retiré',
  corrected: 'corrigé',
  correction: 'une correction',
  curtainOpen: 'Rideau ouvert',
  curtainDrawn: 'Rideau tiré',
  curtainRoom: 'Tiré par la salle',
  drawOurs: 'La salle a tiré le rideau et l’ouvrira. Tirez aussi le vôtre : il restera tiré',
  openOurs: 'Ouvrir votre rideau : celui de la salle reste tiré',
  drawCurtain: 'Tirer le rideau : les personnes qui observent ne voient rien de cette table',
  openCurtain: 'Ouvrir le rideau',
  close: 'Fermer',
  cancel: 'Annuler',
  peopleWords: { one: 'paroles de {n} personne', other: 'paroles de {n} personnes' },
  noWords: 'pas encore de paroles',
  fold: 'Refermer les paroles',
  writing: '{who} : en train d’écrire',
  more: 'Que faire de {entry}',
  blank: 'Rien d’écrit pour l’instant',
  also: 'aussi : {relation} {number}',
  keptHere: 'Gardé ici, pas envoyé',
  notLinked: 'Pas encore relié',
}

export const clockMessages: Sentences<typeof en.clockMessages> = {
  programme: 'Programme',
  minutes: { one: '{n} minute', other: '{n} minutes' },
  min: '{n}′',
  notStarted: 'pas encore commencé',
  over: 'temps dépassé',
  lastMinute: '{step} : dernière minute',
  held: 'l’horloge est à l’arrêt',
  heldOwn: 'votre table est à l’arrêt',
  ended: 'La journée est terminée. Merci.',
  added: { one: '{n} minute de plus', other: '{n} minutes de plus' },
  next: 'Ensuite : {what}, dans {n} s',
  nextSoon: { one: 'Ensuite : {what}, dans {n} seconde', other: 'Ensuite : {what}, dans {n} secondes' },
  nextEnd: 'la fin de la journée',
  goneOn: 'La salle est passée à la suite.',
  goneOnSafe: 'Ce que vous écrivez est gardé.',
  goAlong: 'Suivre la salle',
  'left-welcome': 'pour l’accueil',
  'left-video': 'pour la vidéo',
  'left-private-writing': 'pour écrire',
  'left-map': 'pour la carte',
  'left-canvas': 'pour le canevas',
  'left-ballot': 'pour le vote',
  'left-questionnaire': 'pour les questions',
  'left-read-back': 'pour la relecture',
  'left-break': 'de pause',
}

export const translatedMessages: Sentences<typeof en.translatedMessages> = {
  human: 'Traduction : {language}',
  checked: 'Traduction : {language}, relue',
  unclear: 'sens peu clair pour qui traduit',
}

export const languageMessages: Sentences<typeof en.languageMessages> = {
  spokenIn: 'Langue',
  change: 'Langue : {name}',
  find: 'Chercher une langue par son nom ou son code',
  recent: 'Parlées à cette table',
  all: 'Toutes les langues',
  another: 'Une autre langue…',
  none: 'Aucune langue ne porte ce nom. Un code comme pt-BR convient aussi.',
  close: 'Fermer',
}

export const partMessages: Sentences<typeof en.partMessages> = {
  missing: 'Cette partie n’a pas pu être chargée.',
  safe: 'Rien n’est perdu. Il y a peut-être une version plus récente de cette page : avec une connexion, rechargez-la.',
  anew: 'Recharger la page',
  close: 'Fermer',
}

export const problemMessages: Sentences<typeof en.problemMessages> = {
  'seat-waits': 'Ce téléphone a déjà deux places. Dites-le à la personne qui anime : elle peut autoriser celle-ci.',
  'seat-taken': 'Quelqu’un y est déjà. Choisissez une autre place, ou demandez à la personne qui anime de la libérer.',
  'seat-moved': 'Cette place est maintenant sur un autre téléphone. Ce qui a été envoyé y reste.',
  'no-seat': 'Personne n’y est encore. Prenez d’abord une place.',
  'round-waiting': 'Ce n’est pas encore ouvert. La personne qui anime l’ouvre.',
  'round-open': 'C’est ouvert. Il faut d’abord clore.',
  'round-closed': 'Cela a été clos entre-temps. Ce qui a été envoyé avant compte.',
  'round-revealed': 'C’est déjà révélé et reste ainsi.',
  differs: 'Les deux saisies ne sont pas les mêmes. Regardez encore la feuille ; rien n’est encore gardé.',
  changed: 'Quelqu’un d’autre vient d’agir ici. Regardez où l’on en est, puis décidez.',
  'voted-on': 'Un vote sur cette formulation est ouvert : elle reste telle quelle. Après le vote, elle peut changer.',
  offline: 'Le serveur n’a pas répondu. Rien n’est perdu ; réessayez une fois en ligne.',
  moved:
    'Ce dialogue est maintenant sur un autre serveur. Rien n’est perdu ; demandez son adresse à qui vous a invité.',
  'moved-to': 'Ce dialogue est maintenant ici : {to}. Rien n’est perdu.',
  'too-many': 'C’était trop rapide. Attendez un instant et réessayez.',
  'not-allowed': 'Votre rôle ne le permet pas. Demandez à la personne qui anime.',
  other: 'Cela n’a pas pu être fait. Rien n’a changé ; réessayez.',
}

export const goneMessages: Sentences<typeof en.goneMessages> = {
  keeps:
    'Continuez là-bas avec votre carte ou votre lien. Ce qui n’est pas encore envoyé reste sur cette page : copiez-le là-bas.',
  open: 'L’ouvrir là-bas',
  notHere: 'Ici, cela ne peut plus arriver. Refaites-le là-bas.',
  notKnown: 'Pas de réponse avant le départ du dialogue. Regardez là-bas si c’est fait.',
}

export const undoMessages: Sentences<typeof en.undoMessages> = {
  pair: 'Annuler et rétablir',
  undo: 'Annuler',
  redo: 'Rétablir',
  undoStep: 'Annuler : {step}',
  redoStep: 'Rétablir : {step}',
}

export const signWords: Words<typeof en.signWords> = { if: 'si' }

export const keyNames: Words<typeof en.keyNames> = {
  Ctrl: 'Ctrl',
  Shift: 'Maj',
  Enter: 'Entrée',
  Esc: 'Échap',
  Del: 'Suppr',
}
