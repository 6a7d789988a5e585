/** The other half of the gallery: what phones, walls, the way in and analysts see. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'
import { picked, seedOfLooks } from './gallery-picked.ts'
import { fails, firstOf, looksClean, looksElsewhere, narrow, widerThanPhones } from './gallery-states.ts'

describe.skipIf(!haveBrowser)('the gallery, elsewhere', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it('[UI1] states that chance picks open and fail nowhere', async () => {
    expect(await fails(screens, page, picked(firstOf(looksElsewhere), 20))).toEqual([])
  })

  console.log(`gallery, elsewhere: looks picked by LOOK_SEED=${seedOfLooks}`)
  it.each(picked(looksElsewhere, 3))('[UI1] axe finds nothing on %s (%s, %i px, %s)', (...look) =>
    looksClean(screens, page, look),
  )

  it('[PHN10] no state of a citizen’s phone, of those that chance picks, is wider than 320 px, in the longest words and from right to left', async () => {
    expect(await widerThanPhones(screens, page, picked(narrow, 12))).toEqual([])
  })
})
