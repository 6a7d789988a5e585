import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const messages: Sentences<typeof en.messages> = {
  title: 'Am Tisch kommen alle zu Wort.',
  about: 'Tablée ist der Ort, an dem die Tische eines Bürgerdialogs gemeinsam festhalten, was gesagt wird und warum.',
  codeLabel: 'Der Code auf der Karte Ihres Tisches',
  codeHint: 'Acht Buchstaben und Ziffern',
  join: 'An den Tisch',
  joining: 'Ihr Tisch wird geöffnet …',
  goOn: 'An Ihrem Platz {seat} weitermachen',
  licences: 'Lizenzen',
  seatQuestion: 'Wo sitzen Sie?',
  seatHint: 'Die Nummer liegt vor Ihnen. Nach Ihrem Namen fragt niemand.',
  seat: 'Platz {seat}',
  noSeat: 'Möchte ich nicht sagen',
  continue: 'Zum Tisch',
  boards:
    'Was an diesem Tisch geschrieben wird, können Beobachtende mitlesen. Alle am Tisch können den Vorhang zuziehen, dann sehen sie nichts.',
  again: 'Noch einmal versuchen',
  table: 'Tisch {table}',
}
