import type { Writing } from './writing.ts'

export const fr: Writing = {
  name: 'Français',
  place: 2,
  comma: ', ',
  semicolon: '\u00a0; ',
  colon: '\u00a0: ',
  dots: '…',
  quotes: ['«\u00a0', '\u00a0»'],
  spaced: (text) => text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0'),
}
