import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const paperMessages: Sentences<typeof en.paperMessages> = {
  table: 'Tisch {n}',
  seat: 'Platz {seat}',
  session: 'Runde {n}: {title}',
  page: 'Seite {n} von {m}',
  consent: 'Mitmachen',
  write: 'Für Sie allein',
  ballot: 'Ihre Stimme',
  before: 'Ihre Antworten, vor dem Dialog',
  after: 'Ihre Antworten, nach dem Dialog',
  questionnaire: 'Ihre Antworten',
  map: 'Die Karte des Tisches',
  tear: 'Dieser Streifen sagt, wem das Blatt gehört. Reißen Sie ihn ab, bevor Sie das Blatt abgeben.',
  rather: 'Das möchte ich nicht sagen',
  ownWords: 'In Ihren eigenen Worten',
  agreeHint: 'Ein Kästchen ankreuzen.',
  agree: 'stimme zu',
  pass: 'ohne Meinung',
  disagree: 'stimme nicht zu',
  chooseHint: 'In jeder Zeile ein Kästchen ankreuzen. Sie dürfen beliebig viel wählen oder ablehnen.',
  chooseMost: 'In jeder Zeile ein Kästchen ankreuzen. Höchstens {n} wählen, beliebig viel ablehnen.',
  choose: 'wähle ich',
  indifferent: 'egal',
  reject: 'lehne ich ab',
  singleHint: 'Ein Kästchen ankreuzen.',
  supportHint: 'Ja mit Bedingung oder Nein: Schreiben Sie die Bedingung oder den Grund darunter.',
  rankHint: 'Schreiben Sie 1 neben das, was für Sie zuerst kommt, dann 2 und so weiter. Sie dürfen etwas auslassen.',
  scaleHint: 'Ein Kästchen ankreuzen.',
  planeHint: 'Machen Sie ein Kreuz, wo es für Sie hingehört.',
  across: 'waagerecht',
  up: 'senkrecht',
  numberHint: 'Schreiben Sie eine Zahl.',
  onlyIf: 'Nur, wenn Sie bei Frage {n} {answer} geantwortet haben.',
  or: 'oder',
  entryHint:
    'Am Tisch wird die Nummer jedes Eintrags gesagt. Schreiben Sie sie auf und kreuzen Sie dann ein Kästchen an.',
  entryNumber: 'Eintrag Nr.',
  statement: 'Aussage',
  fateWriteAnonymous:
    'Das Protokoll Ihres Tisches tippt dieses Blatt nach dem Aufdecken Wort für Wort ab, ohne Namen und ohne Platz. Von da an gehört es zu dem, was Ihr Tisch gesagt hat.',
  fateWriteSeat:
    'Das Protokoll Ihres Tisches tippt dieses Blatt nach dem Aufdecken Wort für Wort ab, mit Ihrem Platz und nie mit einem Namen. Von da an gehört es zu dem, was Ihr Tisch gesagt hat.',
  fateBallot:
    'Falten Sie das Blatt und geben Sie es ab. Es wird mit den anderen Stimmen Ihres Tisches gezählt; niemand sieht eine Zahl, bevor die Abstimmung geschlossen ist.',
  fateQuestionnaire:
    'Geben Sie das Blatt ab. Ihre Antworten werden mit allen anderen gezählt; sie werden ohne Platz, Tisch und Namen weitergegeben.',
  fateConsent: 'Geben Sie das Blatt ab. Von da an gelten Ihre Antworten, und Sie können sie jederzeit ändern.',
  fateMap: 'Das Protokoll Ihres Tisches tippt diese Einträge in Ihren Worten ab.',
  yes: 'Ja',
  no: 'Nein',
  consentHint: 'In jeder Zeile ein Kästchen ankreuzen. Eine leere Zeile zählt als Nein.',
  noName: 'Bitte schreiben Sie nirgends einen Namen.',
  engineNo:
    'Wenn Sie auf eine der beiden Fragen mit Nein antworten, erhält das Programm nichts von dem, was Sie sagen.',
  version: 'Text {version}',
  pair: 'Ihr Zeichen: {mark}. Dasselbe steht auf Ihren anderen Blättern dieses Fragebogens, damit vorher und nachher ohne Ihren Namen verglichen werden können.',
  mapHint: 'Was schon auf der Karte des Tisches steht. Jeder Eintrag hat seine Nummer; daneben steht, wozu er gehört.',
  mapEmpty: 'Auf der Karte steht noch nichts.',
  mapMore: 'Weitere Einträge',
  mapKind: 'Art',
  mapTo: 'Gehört zu Nr.',
  mapSeat: 'Gesagt von Platz',
  people: { one: 'Worte einer Person', other: 'Worte von {n} Personen' },
  things:
    'Apfel Glocke Boot Brücke Kerze Wolke Tür Trommel Feder Feld Feuer Flöte Garten Glas Hut Insel Schlüssel Lampe Blatt Mond Berg Bleistift Regen Fluss Seil Muschel Schnee Stern Stein Baum Fenster Holz',
}

export const kindNames: Words<typeof en.kindNames> = {
  issue: 'Streitfrage',
  position: 'Position',
  argument: 'Grund',
  condition: 'Bedingung',
  question: 'Frage',
  experience: 'Erfahrung',
  source: 'Quelle',
}

export const relationNames: Words<typeof en.relationNames> = {
  answers: 'antwortet',
  supports: 'Grund dafür',
  attacks: 'Grund dagegen',
  undercuts: 'schwächt diesen Schritt',
  qualifies: 'ja, wenn',
  illustrates: 'Erfahrung',
  cites: 'Quelle',
}
