import type { Writing } from './writing.ts'

export const de: Writing = {
  name: 'Deutsch',
  place: 3,
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  dots: ' …',
  quotes: ['„', '“'],
  kin: ['gsw'],
}
