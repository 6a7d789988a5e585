import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const headMessages: Sentences<typeof en.headMessages> = {
  pages: 'Páginas',
  coding: 'Leer y codificar',
  themes: 'Temas',
  hallMap: 'Mapa de la sala',
  hallVision: 'Visión de la sala',
  conditions: 'Condiciones',
  results: 'Resultados',
  snapshots: 'Instantáneas',
  language: 'Idioma',
}
export const rowMessages: Sentences<typeof en.rowMessages> = {
  holds: 'lo tiene: {tables}',
  objects: 'se opone: {tables}',
  onlyIf: 'solo con una condición: {tables}',
  curtainAt: 'cortina cerrada: {tables}',
  nobody: 'ninguna mesa todavía',
}
