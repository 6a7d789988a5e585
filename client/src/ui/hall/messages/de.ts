import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const headMessages: Sentences<typeof en.headMessages> = {
  pages: 'Seiten',
  coding: 'Lesen und codieren',
  themes: 'Themen',
  hallMap: 'Karte des Saals',
  hallVision: 'Vision des Saals',
  conditions: 'Bedingungen',
  results: 'Ergebnisse',
  snapshots: 'Momentaufnahmen',
  language: 'Sprache',
}
export const rowMessages: Sentences<typeof en.rowMessages> = {
  holds: 'trägt es: {tables}',
  objects: 'widerspricht: {tables}',
  onlyIf: 'nur unter einer Bedingung: {tables}',
  curtainAt: 'Vorhang zu: {tables}',
  nobody: 'noch kein Tisch',
}
