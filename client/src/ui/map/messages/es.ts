import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const mapMessages: Sentences<typeof en.mapMessages> = {
  tools: 'Zoom',
  in: 'Acercar',
  out: 'Alejar',
  all: 'Mostrar todo',
  full: 'Tamaño real',
  loose: 'Aún sin enlazar',
}
