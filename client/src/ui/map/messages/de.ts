import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const mapMessages: Sentences<typeof en.mapMessages> = {
  tools: 'Zoom',
  in: 'Vergrößern',
  out: 'Verkleinern',
  all: 'Alles zeigen',
  full: 'Volle Größe',
  loose: 'Noch nicht verbunden',
}
