/** What is compared as heard must also be found where it stands. */
import { heardOf, wordsAt } from '@tablee/shared/board/heard'
import { expect, it } from 'vitest'
import { chance } from '../faults/process.ts'

const seed = Number(process.env['WORDS_SEED'] ?? Date.now() % 1_000_000)
const bits = [
  'a',
  'B',
  'e\u0301',
  ' ',
  '-',
  '’',
  "'",
  '漢',
  '字',
  'ไ',
  'ﬁ',
  '½',
  '\u200b',
  '\u00ad',
  '\u0640',
  'م',
  '1',
  '２',
  '.',
  '\n',
  '\u2800',
  '😀',
  '\ue000',
  '\u3164',
  '\u0007',
  'İ',
  'ß',
  '①',
  '™',
  '㏇',
  '🄰',
  'ｶ',
  '가',
  '█',
  '¨',
]

it(`[ERA11] each word that is heard has its place in the text (seed ${seed})`, () => {
  const random = chance(seed)
  for (let n = 0; n < 5_000; n += 1) {
    const text = Array.from(
      { length: 1 + Math.floor(random() * 9) },
      () => bits[Math.floor(random() * bits.length)],
    ).join('')
    const found = wordsAt(text)
    expect(
      found.map(({ word }) => word),
      JSON.stringify(text),
    ).toEqual(heardOf(text).words)
    for (const { word, at, end } of found)
      expect(heardOf(text.slice(at, end)).words, JSON.stringify(text)).toContain(word)
  }
})
