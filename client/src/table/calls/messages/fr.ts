import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const callsMessages: Sentences<typeof en.callsMessages> = {
  bell: 'Appeler de l’aide',
  quietly: 'Sans bruit : personne dans la salle ne l’entend.',
  'about-technical': 'un écran, un appareil ou le réseau',
  'about-content': 'une question à laquelle la table ne peut pas répondre',
  'about-conflict': 'le ton monte, ou quelqu’un n’arrive pas à parler',
  'about-access': 'entendre, voir, la langue, une place qui ne convient pas',
  calling: 'Appel en cours : {what}…',
  called: 'Appel lancé : {what}',
  heard: 'Quelqu’un est au courant : {what}',
  waiting: 'en attente depuis {time}',
  asOf: 'état à {time}',
  coming: '{who} arrive',
  someoneComes: 'Quelqu’un arrive',
  takeBack: 'Annuler l’appel',
  'to-facilitators': 'De la salle, pour l’animation',
  'to-tables': 'De la salle, pour la table',
  more: { one: 'encore {n}', other: 'encore {n}' },
  read: 'Lu',
  'lost-call': 'Votre appel n’est pas parti.',
  'lost-take-back': 'L’appel n’a pas encore pu être annulé.',
  'lost-read': 'La salle ne sait pas encore que vous l’avez lu.',
  again: 'Réessayer',
}
