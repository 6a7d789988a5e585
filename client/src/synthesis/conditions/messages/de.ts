import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const conditionsMessages: Sentences<typeof en.conditionsMessages> = {
  title: 'Bedingungen',
  lead: 'Wer einer Empfehlung unter einer Bedingung zustimmt, und unter welcher. Legen Sie zusammen, was dasselbe sagt: Die Personen zählen zusammen, und nichts wird gesagt, was die Ergebnisse nicht sagen.',
  loading: 'Die Bedingungen werden gezählt …',
  unanswered: 'Der Server antwortet nicht.',
  none: 'Noch niemand hat unter einer Bedingung zugestimmt. Gezählt wird hier, wenn eine Abstimmung über Empfehlungen geschlossen ist.',
  all: {
    one: '1 Person hat unter einer Bedingung zugestimmt.',
    other: '{n} Personen haben unter einer Bedingung zugestimmt.',
  },
  allUntold: 'Wie viele unter einer Bedingung zustimmen, wird nicht zu jeder Empfehlung gesagt.',
  unread: {
    one: '1 davon hat geschrieben, was niemand lesen darf.',
    other: '{n} davon haben geschrieben, was niemand lesen darf.',
  },
  unreadUntold: 'Von dem, was geschrieben wurde, ist nur ein Teil zu lesen.',
  if: 'wenn',
  people: { one: 'Person', other: 'Personen' },
  tables: { one: 'zur Empfehlung von Tisch {tables}', other: 'zu den Empfehlungen der Tische {tables}' },
  atLeast: '{n} oder mehr',
  untold: 'nicht gesagt',
  same: 'Dasselbe wie …',
  sameAs: 'Dasselbe wie „{text}“',
  near: 'Fast dasselbe',
  others: 'Alle anderen',
  perhaps: 'Vielleicht dasselbe:',
  together: 'Zusammenlegen',
  members: { one: '1 Wortlaut', other: '{n} Wortlaute' },
  picked: 'aus einer Karte gewählt',
  typed: 'geschrieben',
  to: 'Tisch {n}:',
  apart: 'Herausnehmen',
  rest: {
    one: '1 Bedingung, deren Zahl nicht gesagt wird: Sie könnte einzelne Personen verraten',
    other: '{n} Bedingungen, deren Zahlen nicht gesagt werden: Sie könnten einzelne Personen verraten',
  },
  back: 'Zurücknehmen',
  waits: 'Keine Verbindung. Es geht von selbst hinaus.',
  faster: 'Jemand war schneller, oder es wird nicht mehr gesagt: Sehen Sie, was jetzt dasteht.',
  refused: 'Das wurde nicht angenommen.',
}
