/** A question as it stands in an address: the page, a file and a tool of an analyst read the same. */
import { addressOf, readAddress, type AddressName } from '@tablee/shared/results/address'
import type { Question } from '@tablee/shared/results/question'
import { describe, expect, it } from 'vitest'

const asked = (address: string) => readAddress(Object.fromEntries(new URLSearchParams(address)))
const wrong = (address: string): AddressName | null => {
  const read = asked(address)
  return 'why' in read ? read.where : null
}

describe('a question in an address', () => {
  it('[QRY5] what was asked is read again as it was, whatever stands in it', () => {
    const questions: readonly Question[] = [
      { of: 'before/trust', unit: 'people', base: 'valid', by: 'all', weight: 'none' },
      { of: 'q-1/vote.node-7~2', unit: 'tables', base: 'all', by: 'site', weight: 'given' },
      { of: 'w/a', with: ['w2/a', 'w3/a'], unit: 'answers', base: 'all', by: { item: 'w/b' }, weight: 'none' },
      {
        of: 'w/a',
        unit: 'people',
        base: 'valid',
        by: 'table',
        weight: {
          margins: [
            { item: 'w/age', shares: { 'o=1;,': 0.25, 'ü&#': 0.75 } },
            { item: 'w/sex', shares: { o1: 1 } },
          ],
        },
        where: [
          { place: 'site', is: 'Lyon; =Est & "Ouest" #1 %' },
          { item: 'w/b', is: 'مترو' },
        ],
      },
    ]
    for (const question of questions) {
      expect(asked(addressOf(question))).toEqual({ question, cut: null })
      expect(asked(addressOf(question, 12_000_345))).toEqual({ question, cut: 12_000_345 })
      expect(addressOf(question)).toMatch(/^of=[\x21-\x7e]+$/)
    }
  })

  it('[QRY5] what is left out is people, valid answers, all together; what is none says where', () => {
    expect(asked('of=before/trust')).toEqual({
      question: { of: 'before/trust', unit: 'people', base: 'valid', by: 'all', weight: 'none' },
      cut: null,
    })
    expect(wrong('')).toBe('of')
    expect(wrong('of=trust')).toBe('of')
    expect(wrong(`of=a/${'b'.repeat(200)}`)).toBe('of')
    expect(wrong('of=a/b&with=c')).toBe('with')
    expect(wrong('of=a/b&unit=votes')).toBe('unit')
    expect(wrong('of=a/b&base=most')).toBe('base')
    expect(wrong('of=a/b&by=planet')).toBe('by')
    expect(wrong('of=a/b&weight=heavy')).toBe('weight')
    for (const margins of [
      '',
      'x',
      'a/c:',
      'a/c:o1',
      'a/c:o1=0.5',
      'a/c:o1=0.5,o1=0.5',
      'a/c:o1=1e3',
      'a/c:o1=-1,o2=2',
      'a/c:%=1',
    ])
      expect(wrong(`of=a/b&weight=raked&margins=${encodeURIComponent(margins)}`), margins).toBe('margins')
    for (const where of ['site', 'site=a=b', 'town=a', 'site=%'])
      expect(wrong(`of=a/b&where=${encodeURIComponent(where)}`), where).toBe('where')
    for (const cut of ['-1', '1.5', 'now', '9'.repeat(17), '9007199254740993'])
      expect(wrong(`of=a/b&cut=${cut}`)).toBe('cut')
  })
})
