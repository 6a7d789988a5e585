import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const sharesMessages: Sentences<typeof en.sharesMessages> = {
  heard: 'Der Saal sieht, was er gesagt hat.',
  left: { one: '1 Thema wartet auf eure Antwort.', other: '{n} Themen warten auf eure Antwort.' },
  all: 'Euer Tisch hat geantwortet.',
  closed: 'Die Antworten wurden um {time} geschlossen.',
  answer: 'Antworten',
  fold: 'Zuklappen',
  look: 'Eure Antworten ansehen',
  how: 'Ist das eures? Antwortet als Tisch. Ihr könnt es ändern, bis die Antworten geschlossen sind.',
  closedHow: 'Was euer Tisch gesagt hat, steht an der Wand.',
  behind: 'Hinter dem Vorhang gesagt: Es steht nirgends sonst, bis ihr es Beobachtenden zeigt.',
  ours: 'Unseres',
  'not-ours': 'Nicht unseres',
  missing: 'Etwas fehlt',
  missingHow: 'Schreibt auf eure eigene Karte, was fehlt: Das Team, das mitliest, findet es dort.',
  write: 'Aufschreiben',
  waits: 'Keine Verbindung. Eure Antwort ist hier aufgehoben und geht von selbst hinaus.',
  refused: 'Das wurde nicht angenommen: Die Antworten sind geschlossen, oder die Tafel wurde abgenommen.',
  erased: 'Ein Thema, dessen Name gelöscht wurde',
}
