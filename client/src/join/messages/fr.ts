import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  title: 'À la table, on entend tout le monde.',
  about: 'Tablée est le lieu où les tables d’un dialogue citoyen écrivent ensemble ce qui se dit, et pourquoi.',
  codeLabel: 'Le code sur la carte de votre table',
  codeHint: 'Huit lettres et chiffres',
  join: 'Rejoindre la table',
  joining: 'Ouverture de votre table…',
  goOn: 'Continuer à votre place, {seat}',
  licences: 'Licences',
  seatQuestion: 'Quelle est votre place ?',
  seatHint: 'Le numéro est posé devant vous. On ne vous demande jamais votre nom.',
  seat: 'Place {seat}',
  noSeat: 'Je préfère ne pas le dire',
  continue: 'Aller à la table',
  boards:
    'Des personnes qui observent peuvent suivre ce qui s’écrit à cette table. À la table, tout le monde peut tirer le rideau : elles ne voient alors plus rien.',
  again: 'Réessayer',
  table: 'Table {table}',
}
