import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const callsMessages: Sentences<typeof en.callsMessages> = {
  bell: 'Hilfe rufen',
  quietly: 'Leise: Im Saal hört es niemand.',
  'about-technical': 'ein Bildschirm, ein Gerät oder das Netz',
  'about-content': 'eine Frage, die der Tisch nicht beantworten kann',
  'about-conflict': 'es wird angespannt, oder jemand kommt nicht zu Wort',
  'about-access': 'Hören, Sehen, Sprache, ein Platz, der nicht passt',
  calling: 'Es wird gerufen: {what} …',
  called: 'Gerufen: {what}',
  heard: 'Jemand weiß Bescheid: {what}',
  waiting: 'wartet seit {time}',
  asOf: 'Stand {time}',
  coming: '{who} kommt',
  someoneComes: 'Jemand kommt',
  takeBack: 'Ruf zurücknehmen',
  'to-facilitators': 'Vom Saal, an die Moderation',
  'to-tables': 'Vom Saal, an den Tisch',
  more: { one: 'noch 1', other: 'noch {n}' },
  read: 'Gelesen',
  'lost-call': 'Ihr Ruf ist nicht angekommen.',
  'lost-take-back': 'Der Ruf ließ sich noch nicht zurücknehmen.',
  'lost-read': 'Der Saal weiß noch nicht, dass Sie es gelesen haben.',
  again: 'Noch einmal versuchen',
}
