import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  title: 'Einen Dialog gründen',
  about:
    'Bringen Sie seine Datei, bessern Sie aus, was nicht stimmt, und gründen Sie ihn mit einem Knopf. Dann geben Sie den Link der Organisation weiter.',
  signIn: 'Diese Seite öffnet sich mit dem eigenen Link des Servers.',
  signInHow:
    'Er steht am Ende dessen, was der Server beim Start ausgibt. Auf seinem Rechner: `pnpm tablee server-link`.',
  file: 'Seine Datei',
  choose: 'Datei wählen',
  another: 'Andere Datei wählen',
  drop: 'oder hier ablegen',
  example: 'Beispiel herunterladen',
  exampleName: 'beispiel-dialog.json',
  text: 'Text der Datei',
  looking: 'Die Datei wird durchgesehen …',
  again: 'Noch einmal durchsehen',
  changed: 'Sie haben den Text seit der Durchsicht geändert.',
  mistakes: { one: '{n} Fehler. Nichts wurde gegründet.', other: '{n} Fehler. Nichts wurde gegründet.' },
  mistakesBefore: { one: 'Im Text vor Ihrer Änderung: {n} Fehler.', other: 'Im Text vor Ihrer Änderung: {n} Fehler.' },
  mend: 'Bessern Sie den Text hier aus oder wählen Sie die Datei noch einmal. Die Nummer einer Zeile führt dorthin.',
  line: 'Zeile {line}',
  tooLarge: '{file} ist zu groß: Die Datei eines Dialogs hat höchstens 1 MB. Nichts wurde gegründet.',
  notText:
    '{file} lässt sich nicht als Text in UTF-8 lesen. Speichern Sie die Datei als UTF-8 und wählen Sie sie noch einmal.',
  away: 'Der Server hat nicht geantwortet. Nichts wurde gegründet. Versuchen Sie es noch einmal.',
  refused: 'Das wurde abgelehnt. Nichts wurde gegründet.',
  ended: 'Der eigene Link des Servers wurde neu ausgestellt. Dieser hier öffnet nichts mehr.',
  will: 'Was gegründet wird',
  name: 'Name',
  languages: 'Sprachen',
  sites: 'Städte',
  siteOf: '{site} ({country})',
  tables: { one: '{n} Tisch', other: '{n} Tische' },
  seats: { one: '{n} Platz', other: '{n} Plätze' },
  sessions: 'Runden',
  minutes: { one: '{n} Minute', other: '{n} Minuten' },
  consent: 'Einwilligung',
  consentYes: 'Alle werden gefragt, bevor etwas von ihnen behalten wird.',
  consentNo: 'Niemand wird gefragt: Die Tische schreiben, am Telefon gibt es nichts zu beantworten.',
  window: 'Karten gelten',
  span: '{from} bis {to}',
  found: 'Diesen Dialog gründen',
  founding: 'Wird gegründet …',
  once: 'Er wird ganz gegründet oder gar nicht. Danach ändert keine Datei etwas an ihm.',
  stands:
    'Ein Dialog mit der id {id} steht schon auf diesem Server. Nichts an ihm wurde geändert. Geben Sie Ihrem eine andere id.',
  founded: '{title} ist gegründet.',
  organiser: 'Der Link der Organisation',
  shownTo:
    'Wer ihn hat, organisiert diesen Dialog. Gezeigt wird er nur auf dieser Seite, die sich mit dem eigenen Link des Servers öffnet, bis die Organisation ihn neu ausstellt.',
  openPage: 'Seite der Organisation öffnen',
  all: 'Dialoge auf diesem Server',
  none: 'Es gibt noch keinen.',
  before: 'Noch nicht offen',
  today: 'Jetzt offen',
  after: 'Vorbei',
  showLink: 'Link der Organisation',
  showLinkOf: 'Link der Organisation: {title}',
  theirs:
    'Die Organisation hat diesen Link neu ausgestellt oder zurückgezogen. Ein verlorener wird auf dem Rechner des Servers neu ausgestellt.',
}

export const exampleMessages: Sentences<typeof en.exampleMessages> = {
  title: 'Unser Platz',
  site: 'Rathaus',
  session: 'Der Platz',
  question: 'Wofür soll der Platz da sein?',
  welcome: 'Willkommen',
  map: 'Am Tisch',
  readBack: 'Das haben wir gesagt',
}
