import type { Writing } from './writing.ts'

export const ar: Writing = {
  name: 'العربية',
  place: 5,
  comma: '، ',
  semicolon: '؛ ',
  colon: ': ',
  dots: '…',
  quotes: ['«', '»'],
  kin: ['ary', 'arz', 'aeb', 'apc'],
}
