/** The other half of the gallery: what phones, walls, the way in and analysts see. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'
import { picked, seedOfLooks } from './gallery-picked.ts'
import { fails, firstOf, looksClean, looksElsewhere, ofTheSeat } from './gallery-states.ts'

describe.skipIf(!haveBrowser)('the gallery, elsewhere', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it('[UI1] each state opens and fails nowhere', async () => {
    expect(await fails(screens, page, firstOf(looksElsewhere))).toEqual([])
  })

  console.log(`gallery, elsewhere: looks picked by LOOK_SEED=${seedOfLooks}`)
  it.each(picked(looksElsewhere, 6))('[UI1] axe finds nothing on %s (%s, %i px, %s)', (...look) =>
    looksClean(screens, page, look),
  )

  it('[PHN10] no state of a citizen’s phone is wider than 320 px, in the longest words and from right to left', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    const wide: string[] = []
    for (const [lang, states] of [
      ['de', ofTheSeat],
      [
        'ar',
        ['seat-consent', 'seat-list', 'seat-write-rtl', 'seat-choose', 'seat-ranking', 'seat-placement', 'seat-review'],
      ],
    ] as const)
      for (const state of states) {
        await gallery(screens, page, state, lang)
        const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (out > 0) wide.push(`${state} ${lang}: ${out} px`)
      }
    expect(wide).toEqual([])
  })
})
