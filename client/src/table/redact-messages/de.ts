import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const redactMessages: Sentences<typeof en.redactMessages> = {
  title: 'Diese Worte endgültig entfernen?',
  what: 'Niemand kann sie mehr lesen, weder an diesem Tisch noch anderswo. Das lässt sich nicht rückgängig machen.',
  kept: 'Was vorher heruntergeladen wurde, enthält sie noch, und der Server, bis die Organisation sie löscht.',
  still: 'Hier steht es noch',
  stillHow: 'Ändern oder entfernen Sie auch das.',
  entry: 'Die Formulierung von {entry} sagt es noch.',
  entryBare: 'Die Formulierung eines Eintrags sagt es noch.',
  note: 'Die Notizen sagen es noch.',
  canvas: 'Das Zukunftsbild sagt es noch.',
}
