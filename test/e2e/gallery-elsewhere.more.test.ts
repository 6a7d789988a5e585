/** States in each of their languages, widths and lights, the part that chance picks: nothing for axe to find, and nothing fails. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'
import { partOf } from './gallery-picked.ts'
import { looksClean, looksElsewhere, narrow, widerThanPhones } from './gallery-states.ts'

describe.skipIf(!haveBrowser)('the gallery, elsewhere, each look', () => {
  let screens: Screens
  /** One page for all: opening a context for each look takes longer than looking. */
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it.each(partOf('looks elsewhere', looksElsewhere, 4))('[UI1] axe finds nothing on %s (%s, %i px, %s)', (...look) =>
    looksClean(screens, page, look),
  )

  it('[PHN10] no state of a citizen’s phone, of those that chance picks, is wider than 320 px, in the longest words and from right to left', async () => {
    expect(await widerThanPhones(screens, page, partOf('narrow phones', narrow, 2))).toEqual([])
  })
})
