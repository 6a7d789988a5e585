import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const notesMessages: Sentences<typeof en.notesMessages> = {
  notes: 'Notizen des Tisches',
  begin: 'Schreiben Sie hier die Notizen. @ nennt einen Eintrag der Karte.',
  nothing: 'Noch keine Notizen.',
  tools: 'Wie der Text aussieht',
  heading: 'Überschrift',
  subheading: 'Zwischentitel',
  list: 'Liste',
  numbers: 'Nummern',
  quote: 'Zitat',
  mention: 'Eintrag',
  mentionWhich: 'Welcher Eintrag der Karte?',
  mentionNone: 'Kein solcher Eintrag.',
  words: 'Jemandes Worte',
  wordsTitle: 'Daraus jemandes Worte machen',
  wordsLong: 'Worte haben höchstens {n} Zeichen. Wählen Sie weniger aus.',
  wordsWhere: 'Wohin sie kommen',
  wordsNew: 'Als neuer Eintrag',
  wordsBeneath: 'Unter {entry}',
  wordsFind: 'Eintrag suchen',
  wordsAdd: 'Worte hinzufügen',
  wordsAdded: 'Worte unter {entry} hinzugefügt.',
  lang: 'Sprache',
  became: { one: 'Wurde zu Worten: {list}', other: 'Wurde zu Worten: {list}' },
  becameNowhere: 'ein Eintrag, den es nicht mehr gibt',
  gone: 'nicht mehr auf der Karte:',
  fullCharacters:
    'Die Notizen sind voll: {n} Zeichen. Nichts ging verloren. Was Sie zuletzt getippt haben, kam nicht hinzu.',
  fullElements: 'Die Notizen haben zu viele Absätze. Das Letzte wurde nicht ausgeführt.',
  fullDepth: 'Eine Liste hat zwei Ebenen.',
}
