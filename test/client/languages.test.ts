/** Any language that people speak: found by what anybody calls it, written in its own direction; and whose words they are. */
import { isLang, type Lang } from '@tablee/shared/ids'
import { runsLeft } from '@tablee/shared/script'
import { patienceLeft, seatPatience, stillChosen } from '@tablee/client/table/composer/speaker'
import { findTongues, recentTongues, tongueOf } from '@tablee/client/ui/languages-found'
import { spoken } from '@tablee/client/ui/languages-spoken'
import { describe, expect, it, vi } from 'vitest'

describe('a seat that is chosen for words', () => {
  const chosen = { seat: 4, at: 1_000 }
  it('[TAB24] is let go after 90 s without words, counted from the last letter, and never from under what is typed', () => {
    expect(stillChosen(chosen, '', 90_999)).toBe(chosen)
    expect(stillChosen(chosen, '', 91_000)).toBeNull()
    expect(stillChosen(chosen, '  ', 91_000)).toBeNull()
    expect(stillChosen(chosen, 'Et qui surveille', 9_000_000)).toBe(chosen)
    expect(patienceLeft(chosen, '', 31_000)).toBe(seatPatience - 30_000)
    expect(patienceLeft(chosen, 'Et', 31_000)).toBeNull()
    expect(patienceLeft(null, '', 31_000)).toBeNull()
  })
})

describe('languages of words', () => {
  const first = (query: string, reader = 'en') => findTongues(query, reader)[0]?.tag

  it('[TAB25] every language on the list is a tag that a board takes, and none stands there twice', () => {
    expect([...spoken.keys()].filter((tag) => !isLang(tag))).toEqual([])
    expect(new Set(spoken.keys()).size).toBe(spoken.size)
    expect([...spoken].filter(([tag, name]) => name === '' || Intl.getCanonicalLocales(tag)[0] !== tag)).toEqual([])
  })

  it('[TAB25] is found by its name in the reader’s language, its own name, English or its code', () => {
    expect([first('turk'), first('türkçe'), first('Türkisch', 'de'), first('تركي', 'ar')]).toEqual([
      'tr',
      'tr',
      'tr',
      'tr',
    ])
    expect([first('somali'), first('فارسی'), first('tigr'), first('tamazight', 'fr')]).toEqual([
      'so',
      'fa',
      'ti',
      expect.any(String),
    ])
    // On no list: by its code, as the standard writes it, and only if anybody has a name for it.
    expect([first('ZH-hans-sg'), first('fr_CH'), first('vec')]).toEqual(['zh-Hans-SG', 'fr-CH', 'vec'])
    expect([first('zzz'), first('x'), first('not a language')].map((tag) => tag ?? null)).toEqual([
      null,
      expect.anything(),
      null,
    ])
  })

  it('[TAB25] has its own name where a browser knows no names', () => {
    const { DisplayNames } = Intl
    vi.stubGlobal('Intl', { ...Intl, DisplayNames: undefined, getCanonicalLocales: Intl.getCanonicalLocales })
    try {
      expect(tongueOf('tr' as Lang, 'en').name).toBe('Türkçe')
      expect(tongueOf('de' as Lang, 'fr').name).toBe('Deutsch')
      expect(first('türk')).toBe('tr')
      expect(first('vec')).toBe('vec')
    } finally {
      vi.unstubAllGlobals()
    }
    expect(Intl.DisplayNames).toBe(DisplayNames)
  })

  it('[TAB25] asks the browser for its names once for each reader’s language, however many letters are typed', () => {
    const made: string[] = []
    class Counted extends Intl.DisplayNames {
      constructor(...given: ConstructorParameters<typeof Intl.DisplayNames>) {
        super(...given)
        made.push(String(given[0]))
      }
    }
    vi.stubGlobal('Intl', { ...Intl, DisplayNames: Counted, getCanonicalLocales: Intl.getCanonicalLocales })
    try {
      for (const query of ['', 't', 'tu', 'tur']) findTongues(query, 'nl')
    } finally {
      vi.unstubAllGlobals()
    }
    expect(made.filter((one) => one === 'nl')).toEqual(['nl'])
  })

  it('[TAB25] a table’s recent ones come first, the last spoken before the others', () => {
    const words = [
      { lang: 'fr', at: 3 },
      { lang: 'ckb', at: 9 },
      { lang: 'und', at: 10 },
      { lang: 'fr', at: 5 },
    ]
    expect(recentTongues(words, ['de', 'fr', 'en'])).toEqual(['ckb', 'fr', 'de', 'en'])
  })

  it('[TAB25] runs the way its script does', () => {
    const left = ['ar', 'ary', 'fa-AF', 'ckb', 'he', 'ug', 'ur-PK', 'yi', 'az-Arab', 'pa-PK', 'ku-Arab', 'ar-u-nu-latn']
    expect(left.filter((tag) => !runsLeft(tag))).toEqual([])
    const right = ['en', 'ar-Latn', 'az', 'pa', 'kmr', 'uz-Cyrl-UZ', 'fa-Latn', 'art', 'sr', 'und', '']
    expect(right.filter(runsLeft)).toEqual([])
  })
})
