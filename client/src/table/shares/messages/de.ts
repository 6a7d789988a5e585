import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const sharesMessages: Sentences<typeof en.sharesMessages> = {
  heard: 'Der Saal sieht, was er gesagt hat.',
  left: { one: '1 Thema wartet auf Ihre Antwort.', other: '{n} Themen warten auf Ihre Antwort.' },
  all: 'Ihr Tisch hat geantwortet.',
  closed: 'Die Antworten wurden um {time} geschlossen.',
  answer: 'Antworten',
  fold: 'Zuklappen',
  look: 'Ihre Antworten ansehen',
  how: 'Ist das Ihres? Antworten Sie als Tisch. Sie können es ändern, bis die Antworten geschlossen sind.',
  closedHow: 'Was Ihr Tisch gesagt hat, steht an der Wand.',
  behind: 'Hinter dem Vorhang gesagt: Es steht nirgends sonst, bis Sie es Beobachtenden zeigen.',
  ours: 'Unseres',
  'not-ours': 'Nicht unseres',
  missing: 'Etwas fehlt',
  missingHow: 'Schreiben Sie auf Ihre eigene Karte, was fehlt: Das Team, das mitliest, findet es dort.',
  write: 'Aufschreiben',
  waits: 'Keine Verbindung. Ihre Antwort ist hier aufgehoben und geht von selbst hinaus.',
  refused: 'Das wurde nicht angenommen: Die Antworten sind geschlossen, oder die Tafel wurde abgenommen.',
  erased: 'Ein Thema, dessen Name gelöscht wurde',
}
