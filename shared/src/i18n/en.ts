import type { Writing } from './writing.ts'

export const en: Writing = {
  name: 'English',
  place: 1,
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  dots: ' …',
  quotes: ['“', '”'],
}
