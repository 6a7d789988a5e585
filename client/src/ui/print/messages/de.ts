import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const printMessages: Sentences<typeof en.printMessages> = {
  title: 'Blätter aus Papier',
  about:
    'Für alle, die lieber mit der Hand schreiben. Jedes Blatt gehört zu einem Platz. Der Tisch findet es mit seinem kurzen Code und gibt es ein.',
  session: 'Runde',
  all: 'Alle Runden',
  kinds: 'Welche Blätter',
  consent: 'Mitmachen',
  write: 'Stilles Schreiben',
  ballot: 'Abstimmungen',
  questionnaire: 'Fragen',
  map: 'Die Karte des Tisches',
  langs: 'Sprache',
  own: 'Die des jeweiligen Tisches',
  print: 'Blätter drucken',
  nothing: 'Wählen Sie mindestens eine Art von Blatt.',
  waiting: 'Wartet, bis es an der Reihe ist …',
  printing: { one: '1 Blatt wird erstellt …', other: '{n} Blätter werden erstellt …' },
  stop: 'Anhalten',
  done: {
    one: '1 Blatt, fertig nach {seconds} s. Seiten: {pages}.',
    other: '{n} Blätter, fertig nach {seconds} s. Seiten: {pages}.',
  },
  download: 'Herunterladen',
  part: 'Tische {from} bis {to}',
  one: 'Tisch {from}',
  oneSided: 'Bitte einseitig drucken: Die nächste Seite gehört jemand anderem.',
  failed: 'Die Blätter konnten nicht gedruckt werden. Sonst hat sich nichts geändert; versuchen Sie es noch einmal.',
  none: 'Solche Blätter gibt es nicht: In dieser Runde wird nichts dieser Art gefragt.',
  tooLarge: 'Das ist zu viel auf einmal. Drucken Sie Runde für Runde oder in weniger Sprachen.',
  offline: 'Der Server hat nicht geantwortet. Versuchen Sie es wieder, wenn Sie online sind.',
  voteFirst:
    'Solange eine Abstimmung über Einträge der Karte nicht offen ist, haben ihre Blätter leere Zeilen zum Ausfüllen. Danach stehen die Formulierungen darauf.',
}
