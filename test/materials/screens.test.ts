/** What screens of a hall work out of what is told: where a film is, which file is whose, which page that is. */
import { forLanguage, allForLanguage, pageAt, pagesOf } from '@tablee/client/ui/materials/choose'
import { standingOf, turnsIn } from '@tablee/client/ui/materials/standing'
import { describe, expect, it } from 'vitest'

const began = { material: 'm', startsAt: 10_000, from: 0, heldAt: null }

describe('screens of a hall', () => {
  it('[MAT42] a film stands where the server’s time says, waits for its start, is held where it was, and is over with its last second', () => {
    expect(standingOf(began, 60, 7_500)).toEqual({ state: 'waiting', at: 0, inMs: 2_500 })
    expect(standingOf(began, 60, 25_000)).toEqual({ state: 'plays', at: 15 })
    // Opened in the middle, or gone on after a hold: the same second as everywhere.
    expect(standingOf({ ...began, from: 15, startsAt: 40_000 }, 60, 42_000)).toEqual({ state: 'plays', at: 17 })
    expect(standingOf({ ...began, heldAt: 15 }, 60, 99_000)).toEqual({ state: 'held', at: 15 })
    expect(standingOf(began, 60, 70_000)).toEqual({ state: 'over', at: 60 })
    // How long it is nobody knows: it ends by hand.
    expect(standingOf(began, null, 900_000)).toEqual({ state: 'plays', at: 890 })
  })

  it('[MAT42] a clock beside it turns with the second that it shows', () => {
    expect(turnsIn(standingOf(began, 60, 7_400), 60)).toBe(600)
    expect(turnsIn(standingOf(began, 60, 10_250), 60)).toBe(750)
    expect(turnsIn(standingOf(began, 60, 11_000), 60)).toBe(1_000)
  })

  it('[MAT43] a screen takes the file of its language, else the one for all, else the dialogue’s, else any', () => {
    const files = [{ lang: 'de' }, { lang: null }, { lang: 'fr' }]
    expect(forLanguage(files, 'fr-CA', 'de')).toEqual({ lang: 'fr' })
    expect(forLanguage(files, 'ar', 'de')).toEqual({ lang: null })
    expect(forLanguage([{ lang: 'fr' }, { lang: 'de' }], 'ar', 'de')).toEqual({ lang: 'de' })
    expect(forLanguage([{ lang: 'fr' }], 'ar', 'de')).toEqual({ lang: 'fr' })
    expect(forLanguage([], 'ar', 'de')).toBeNull()
    expect(allForLanguage([{ lang: 'fr' }, { lang: 'de' }, { lang: 'fr' }], 'fr', 'de')).toHaveLength(2)
  })

  it('[MAT43] a page of slides is found in a document and among pictures, whatever their order in the file', () => {
    const document = { name: 'document', page: null, pages: 12 }
    expect(pageAt([document], 12)).toEqual({ file: document, page: 12 })
    expect(pageAt([document], 13)).toBeNull()
    const pictures = [2, 1, 3].map((page) => ({ page, pages: null }))
    expect(pagesOf(pictures)).toBe(3)
    expect(pageAt(pictures, 1)?.file).toEqual({ page: 1, pages: null })
    expect(pageAt(pictures, 3)?.file).toEqual({ page: 3, pages: null })
  })
})
