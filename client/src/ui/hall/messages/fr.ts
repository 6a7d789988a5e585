import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const headMessages: Sentences<typeof en.headMessages> = {
  pages: 'Pages',
  coding: 'Lire et coder',
  themes: 'Thèmes',
  hallMap: 'Carte de la salle',
  hallVision: 'Vision de la salle',
  conditions: 'Conditions',
  results: 'Résultats',
  snapshots: 'Instantanés',
  language: 'Langue',
}
export const rowMessages: Sentences<typeof en.rowMessages> = {
  holds: 'le porte : {tables}',
  objects: 's’y oppose : {tables}',
  onlyIf: 'seulement sous condition : {tables}',
  curtainAt: 'rideau tiré : {tables}',
  nobody: 'encore aucune table',
}
