import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const kindMessages: Sentences<typeof en.kindMessages> = {
  issue: 'Streitfrage',
  position: 'Position',
  argument: 'Grund',
  condition: 'Bedingung',
  question: 'Frage',
  experience: 'Erfahrung',
  source: 'Quelle',
  answers: 'antwortet',
  supports: 'Grund dafür',
  attacks: 'Grund dagegen',
  undercuts: 'schwächt diesen Schritt',
  qualifies: 'ja, wenn',
  illustrates: 'Erfahrung',
  cites: 'Quelle',
  'same-as': 'dasselbe wie',
}

export const captureMessages: Sentences<typeof en.captureMessages> = {
  'own-typing': 'selbst getippt',
  dictated: 'diktiert',
  paper: 'auf Papier',
  'from-notes': 'nach Notizen',
  paraphrase: 'sinngemäß',
}

export const uiMessages: Sentences<typeof en.uiMessages> = {
  ofTable: 'Tisch {n}',
  saidBy: 'Gesagt von',
  nobody: 'ohne Platz',
  seat: 'Platz {seat}',
  noSeat: 'ohne Platz',
  erased: 'Diese Worte wurden entfernt.',
  withdrawn: 'zurückgezogen',
  corrected: 'berichtigt',
  correction: 'eine Berichtigung',
  curtainOpen: 'Vorhang offen',
  curtainDrawn: 'Vorhang zu',
  curtainRoom: 'Vom Saal zugezogen',
  drawOurs: 'Der Saal hat den Vorhang zugezogen und öffnet ihn. Ziehen Sie auch Ihren zu: Er bleibt dann zu',
  openOurs: 'Den eigenen Vorhang öffnen: der des Saals bleibt zu',
  drawCurtain: 'Vorhang zuziehen: Beobachtende sehen nichts von diesem Tisch',
  openCurtain: 'Vorhang öffnen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  peopleWords: { one: 'Worte von 1 Person', other: 'Worte von {n} Personen' },
  noWords: 'noch keine Worte',
  fold: 'Worte zuklappen',
  writing: '{who} schreibt',
  more: 'Was tun mit {entry}',
  blank: 'Noch nichts geschrieben',
  also: 'auch: {relation} {number}',
  keptHere: 'Hier aufbewahrt, nicht gesendet',
  notLinked: 'Noch nicht verbunden',
}

export const clockMessages: Sentences<typeof en.clockMessages> = {
  programme: 'Programm',
  minutes: { one: '1 Minute', other: '{n} Minuten' },
  min: '{n}′',
  notStarted: 'noch nicht begonnen',
  over: 'über der Zeit',
  lastMinute: '{step}: letzte Minute',
  held: 'die Uhr ist angehalten',
  heldOwn: 'Ihr Tisch ist angehalten',
  ended: 'Der Tag ist zu Ende. Danke.',
  added: { one: '1 Minute mehr', other: '{n} Minuten mehr' },
  next: 'Als Nächstes: {what}, in {n} s',
  nextSoon: { one: 'Als Nächstes: {what}, in 1 Sekunde', other: 'Als Nächstes: {what}, in {n} Sekunden' },
  nextEnd: 'das Ende des Tages',
  goneOn: 'Der Saal ist weitergegangen.',
  goneOnSafe: 'Was Sie schreiben, bleibt erhalten.',
  goAlong: 'Mitgehen',
  'left-welcome': 'für die Begrüßung',
  'left-video': 'für das Video',
  'left-private-writing': 'zum Schreiben',
  'left-map': 'für die Karte',
  'left-canvas': 'für das Zukunftsbild',
  'left-ballot': 'für die Abstimmung',
  'left-questionnaire': 'für die Fragen',
  'left-read-back': 'für das Vorlesen',
  'left-break': 'Pause',
}

export const translatedMessages: Sentences<typeof en.translatedMessages> = {
  human: 'Übersetzung: {language}',
  checked: 'Übersetzung: {language}, geprüft',
  unclear: 'Sinn für die Übersetzung unklar',
}

export const languageMessages: Sentences<typeof en.languageMessages> = {
  spokenIn: 'Sprache',
  change: 'Sprache: {name}',
  find: 'Eine Sprache nach Namen oder Kürzel suchen',
  recent: 'An diesem Tisch gesprochen',
  all: 'Alle Sprachen',
  another: 'Eine andere Sprache …',
  none: 'Keine Sprache heißt so. Ein Kürzel wie pt-BR geht auch.',
  close: 'Schließen',
}

export const partMessages: Sentences<typeof en.partMessages> = {
  missing: 'Dieser Teil konnte nicht geladen werden.',
  safe: 'Nichts ist verloren. Vielleicht gibt es inzwischen eine neuere Fassung dieser Seite: Laden Sie sie mit einer Verbindung neu.',
  anew: 'Seite neu laden',
  close: 'Schließen',
}

export const problemMessages: Sentences<typeof en.problemMessages> = {
  'seat-waits': 'Auf diesem Telefon sind schon zwei Plätze. Sagen Sie es der Moderation: Sie kann diesen zulassen.',
  'seat-taken':
    'Dort sitzt schon jemand. Wählen Sie einen anderen Platz, oder bitten Sie die Moderation, ihn freizugeben.',
  'seat-moved': 'Dieser Platz ist jetzt auf einem anderen Telefon. Was gesendet wurde, bleibt bei ihm.',
  'no-seat': 'Dort sitzt noch niemand. Nehmen Sie zuerst einen Platz ein.',
  'round-waiting': 'Das ist noch nicht offen. Die Moderation öffnet es.',
  'round-open': 'Das ist gerade offen. Es muss erst geschlossen werden.',
  'round-closed': 'Das wurde inzwischen geschlossen. Was vorher gesendet wurde, zählt.',
  'round-revealed': 'Das ist schon aufgedeckt und bleibt, wie es ist.',
  differs: 'Die beiden Eingaben sind nicht gleich. Sehen Sie noch einmal auf das Blatt; noch ist nichts festgehalten.',
  changed: 'Jemand anderes hat hier eben etwas getan. Sehen Sie nach, wie es jetzt steht, und entscheiden Sie dann.',
  'voted-on':
    'Über diese Formulierung wird abgestimmt, darum bleibt sie, wie sie ist. Danach kann sie geändert werden.',
  offline: 'Der Server hat nicht geantwortet. Nichts ist verloren; versuchen Sie es wieder, wenn Sie online sind.',
  moved:
    'Dieser Dialog ist inzwischen auf einem anderen Server. Nichts ist verloren; fragen Sie nach seiner Adresse, wer Sie eingeladen hat.',
  'moved-to': 'Dieser Dialog ist inzwischen hier: {to}. Nichts ist verloren.',
  'too-many': 'Das war zu schnell. Warten Sie einen Augenblick und versuchen Sie es wieder.',
  'not-allowed': 'Ihre Rolle darf das nicht. Fragen Sie die Moderation.',
  other: 'Das ging nicht. Nichts wurde geändert; versuchen Sie es noch einmal.',
}

export const goneMessages: Sentences<typeof en.goneMessages> = {
  keeps:
    'Machen Sie dort mit Ihrer Karte oder Ihrem Link weiter. Was noch nicht gesendet ist, bleibt auf dieser Seite: Kopieren Sie es dorthin.',
  open: 'Dort öffnen',
  notHere: 'Hier kann es nicht mehr ankommen. Tun Sie es dort noch einmal.',
  notKnown: 'Keine Antwort, bevor der Dialog umzog. Sehen Sie dort nach, ob es geschehen ist.',
}

export const undoMessages: Sentences<typeof en.undoMessages> = {
  pair: 'Rückgängig und Wiederholen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  undoStep: 'Rückgängig: {step}',
  redoStep: 'Wiederholen: {step}',
}

export const signWords: Words<typeof en.signWords> = { if: 'wenn' }

export const keyNames: Words<typeof en.keyNames> = {
  Ctrl: 'Strg',
  Shift: 'Umschalt',
  Enter: 'Enter',
  Esc: 'Esc',
  Del: 'Entf',
}
