/** Which theme an entry may belong to: learnt from what was read, and unlearnt with what is taken back. */
import { describe, expect, it } from 'vitest'
import type { Reading } from '@tablee/shared/synthesis/fold'
import { createSuggester, type Sentence } from '@tablee/shared/synthesis/suggest'

type Coded = { readonly text: string; readonly lang: string; readonly themes: readonly string[] }
const asRead = (all: readonly (Coded & { readonly entry: string })[]) => ({
  sentences: new Map<string, Sentence>(all.map((one) => [one.entry, one])),
  read: new Map<string, Reading>(all.map(({ entry, themes }) => [entry, { themes: new Set(themes), by: 'ada' }])),
})
const night = ['The last tram is at midnight.', 'At night no tram comes.', 'Night trams are empty.']
const money = ['A ticket is too dear.', 'Who pays for tickets?', 'Dear tickets keep us at home.']
const coded = [
  ...night.map((text, n) => ({ entry: `n${n}`, text, lang: 'en', themes: ['night'] })),
  ...money.map((text, n) => ({ entry: `m${n}`, text, lang: 'en', themes: ['money'] })),
]

describe('suggestions', () => {
  it('[SYN13] follow what was put in themes, say which words they share, and stay within a language', () => {
    const suggester = createSuggester()
    const { sentences, read } = asRead(coded)
    suggester.follow(sentences, { read })
    const [first] = suggester.rank({ text: 'After midnight I wait for a tram.', lang: 'en' })
    expect(first).toMatchObject({ theme: 'night', shared: expect.arrayContaining(['midnight', 'tram']) })
    expect(suggester.rank({ text: 'The ticket price, who can pay it?', lang: 'en-GB' })[0]?.theme).toBe('money')
    expect(suggester.rank({ text: 'After midnight I wait for a tram.', lang: 'fr' })).toEqual([])
    expect(suggester.rank({ text: 'Zzz!', lang: 'en' })).toEqual([])
  })

  it('[SYN13] what is taken back, or leaves its board, is unlearnt: they are as if it had never been read', () => {
    const { sentences, read } = asRead(coded)
    const without = asRead(coded.filter(({ entry }) => entry !== 'n0'))
    const suggester = createSuggester()
    suggester.follow(sentences, { read })
    suggester.follow(without.sentences, { read })
    const never = createSuggester()
    never.follow(without.sentences, { read: without.read })
    for (const text of ['After midnight I wait for a tram.', 'Tickets at night'])
      expect(suggester.rank({ text, lang: 'en' }).map(({ theme }) => theme)).toEqual(
        never.rank({ text, lang: 'en' }).map(({ theme }) => theme),
      )
    // Two are too few to speak for a theme.
    expect(suggester.rank({ text: 'The last tram', lang: 'en' }).map(({ theme }) => theme)).not.toContain('night')
  })

  it('[SYN21] over what a translator made of an entry: what nobody read yet in its own language finds its theme', () => {
    const suggester = createSuggester()
    const { sentences, read } = asRead(coded)
    suggester.follow(sentences, { read })
    const own = { text: 'Nach Mitternacht warte ich auf die Bahn.', lang: 'de' }
    expect(suggester.rank(own)).toEqual([])
    const translations = { en: { text: 'After midnight I wait for a tram.' } }
    expect(suggester.rank({ ...own, translations })[0]).toMatchObject({ theme: 'night' })
    // And what was read in translation counts in both languages, until the translation is another.
    const german = night.map((text, n) => ({
      entry: `d${n}`,
      text: ['Die letzte Bahn ist um Mitternacht.', 'Nachts kommt keine Bahn.', 'Nachts sind Bahnen leer.'][n] ?? '',
      lang: 'de',
      translations: { en: { text } },
    }))
    const learnt = createSuggester()
    const all = new Map<string, Sentence>(german.map((one) => [one.entry, one]))
    const asNight = new Map<string, Reading>(
      german.map(({ entry }) => [entry, { themes: new Set(['night']), by: 'ada' }]),
    )
    learnt.follow(all, { read: asNight })
    expect(learnt.rank({ text: 'After midnight I wait for a tram.', lang: 'en' })[0]?.theme).toBe('night')
    expect(learnt.rank(own)[0]?.theme).toBe('night')
    const without = new Map<string, Sentence>(german.map(({ translations: _gone, ...one }) => [one.entry, one]))
    learnt.follow(without, { read: asNight })
    expect(learnt.rank({ text: 'After midnight I wait for a tram.', lang: 'en' })).toEqual([])
  })
})
