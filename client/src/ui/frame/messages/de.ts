import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const frameMessages: Sentences<typeof en.frameMessages> = {
  organiserHint:
    'Sie organisieren? Ihr Link wurde beim Start des Servers ausgegeben. `pnpm tablee owner-link` gibt ihn noch einmal aus.',
  language: 'Sprache',
  linkGone: 'Dieser Link öffnet nichts mehr.',
  linkGoneHelp: 'Er wurde zurückgezogen, oder es fehlt ein Zeichen. Bitten Sie am Empfang um eine neue Karte.',
  codeWrong: 'Kein Tisch hat diesen Code.',
  codeWrongHelp: 'Sehen Sie noch einmal auf die Karte: I, L, O und U kommen nicht vor.',
  wait: {
    one: 'Bitte warten Sie {n} Sekunde und versuchen Sie es dann erneut.',
    other: 'Bitte warten Sie {n} Sekunden und versuchen Sie es dann erneut.',
  },
  offline: 'Keine Verbindung zum Server.',
  offlineHelp: 'Prüfen Sie, ob dieses Gerät im WLAN des Saals ist, und versuchen Sie es dann erneut.',
  moved: 'Dieser Dialog ist inzwischen auf einem anderen Server.',
  movedHelp: 'Nichts ist verloren. Fragen Sie nach seiner Adresse, wer Sie eingeladen hat.',
  movedTo: 'Nichts ist verloren. Er ist hier: {to}',
}
