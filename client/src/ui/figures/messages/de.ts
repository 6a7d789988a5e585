import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const figureMessages: Sentences<typeof en.figureMessages> = {
  worded: 'Wortlaut {part} von {of}, für sich gezählt. Warum er geändert wurde: {why}',
  weighted: 'gewichtet: so viel wie {n} Personen ohne Gewichte',
  unweighed: {
    one: '1 Person hat kein Gewicht: gezählt, aber in keinem Anteil',
    other: '{n} Personen haben kein Gewicht: gezählt, aber in keinem Anteil',
  },
  n: { one: '1 Person', other: '{n} Personen' },
  'people-valid': { one: 'von 1 Person, die geantwortet hat', other: 'von {n} Personen, die geantwortet haben' },
  'people-all': { one: 'von 1 gefragten Person', other: 'von {n} gefragten Personen' },
  'tables-valid': { one: 'von 1 Tisch, der geantwortet hat', other: 'von {n} Tischen, die geantwortet haben' },
  'tables-all': { one: 'von 1 gefragten Tisch', other: 'von {n} gefragten Tischen' },
  answers: { one: 'von 1 Antwort', other: 'von {n} Antworten' },
  few: 'Hier keine Anteile: Daraus ließe sich eine Zahl unter 5 errechnen.',
  fewer: 'weniger als 5',
  covered: 'nicht gezeigt',
  'apart-asked':
    'Nicht gezeigt: Fast dieselben Personen wurden das schon gefragt. Der Unterschied würde verraten, was weniger als 5 gesagt haben.',
  'apart-joined':
    'Ohne Tische, die später dazukamen: Mit ihnen ließe sich ablesen, was dort weniger als 5 Personen gesagt haben.',
  coveredWhy: 'Nicht gezeigt: Daraus ließe sich eine Zahl unter 5 errechnen.',
  'gave-people': { one: '{valid} von 1 Person hat geantwortet', other: '{valid} von {n} Personen haben geantwortet' },
  'gave-tables': { one: '{valid} von 1 Tisch hat geantwortet', other: '{valid} von {n} Tischen haben geantwortet' },
  refused: { one: '1 ohne Antwort', other: '{n} ohne Antwort' },
  notAsked: { one: '1 nicht gefragt', other: '{n} nicht gefragt' },
  illegible: { one: '1 Blatt nicht lesbar', other: '{n} Blätter nicht lesbar' },
  answer: 'Antwort',
  people: 'Personen',
  tables: 'Tische',
  answersUnit: 'Antworten',
  share: 'Anteil',
  chosen: 'gewählt',
  rejected: 'abgelehnt',
  indifferent: 'egal',
  first: 'An erster Stelle',
  meanPlace: 'Mittlerer Platz',
  mean: 'Mittelwert {value}',
  median: 'Median {value}',
  field: 'Wohin jede Person es gesetzt hat: Ein Punkt ist eine Person',
  centre: 'Die Mitte aller: {x} quer, {y} hoch',
  point: 'Person',
  asTable: 'Als Tabelle',
  end: '{value}: {name}',
  votedOn: 'In dieser Formulierung abgestimmt',
  nothing: 'Es kam keine Antwort.',
  noTexts: 'Niemand hat etwas geschrieben.',
  hundred: 'Die Anteile ergeben zusammen 100 %.',
  missing: 'Der Rest bis 100 % gab keine Antwort.',
  several: 'Mehrere Antworten möglich: Die Anteile beziehen sich auf Personen und können über 100 % ergeben.',
  ofAnswers: 'Mehrere Antworten möglich: Die Anteile beziehen sich auf alle Antworten, nicht auf Personen.',
  ranks: 'Wie oft es an erster Stelle stand, und der mittlere Platz bei allen, die es einordneten.',
}

export const changeMessages: Sentences<typeof en.changeMessages> = {
  worded: 'Die Frage wurde dazwischen anders gestellt. Vorher und nachher werden nicht verglichen. Warum: {why}',
  pairs: {
    one: 'von 1 Person, die beide Male geantwortet hat',
    other: 'von {n} Personen, die beide Male geantwortet haben',
  },
  few: 'Weniger als 5 Personen haben beide Male geantwortet: Von ihnen wird nichts gezeigt.',
  before: 'Vorher',
  after: 'Nachher',
  difference: 'Änderung',
  moved: 'Wer die Antwort geändert hat',
  up: 'höher als vorher',
  down: 'tiefer als vorher',
  same: 'wie vorher',
  people: 'Personen',
  unsaid: 'nicht gezeigt',
  withheld: 'Nicht gezeigt: Daraus ließe sich eine Zahl unter 5 errechnen.',
  plot: 'Mittelwert vorher {before}, nachher {after}, auf einer Skala von {min} bis {max}',
  flows: 'Von der Antwort vorher (Zeilen) zur Antwort nachher (Spalten)',
  flow: '{from}, dann {to}',
  stayed: { one: '1 Person antwortete wie vorher.', other: '{n} Personen antworteten wie vorher.' },
}

export const crossedMessages: Sentences<typeof en.crossedMessages> = {
  by: 'Nach: {name}',
  all: 'Alle',
  mean: 'Mittelwert',
  table: '{question}, als Tabelle',
  rejected: '{name}: abgelehnt',
  unsaid: 'nicht gezeigt',
  why: 'Nicht gezeigt: Dort steht eine Zahl unter 5, oder eine ließe sich daraus errechnen.',
}

export const toldMessages: Sentences<typeof en.toldMessages> = {
  stays: 'Was geantwortet wurde, wird nicht gezeigt: Es waren zu wenige, um es zu sagen.',
  noAnswer: 'Dieser Tisch hat nicht geantwortet.',
}
