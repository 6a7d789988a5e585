import type { Writing } from './writing.ts'

export const es: Writing = {
  name: 'Español',
  place: 4,
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  dots: '…',
  quotes: ['«', '»'],
}
