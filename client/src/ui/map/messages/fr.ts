import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const mapMessages: Sentences<typeof en.mapMessages> = {
  tools: 'Zoom',
  in: 'Agrandir',
  out: 'Réduire',
  all: 'Tout montrer',
  full: 'Taille réelle',
  loose: 'Pas encore relié',
}
