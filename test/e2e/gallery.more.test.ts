/** States in each of their languages, widths and lights, the part that chance picks: nothing for axe to find, and nothing fails. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'
import { partOf } from './gallery-picked.ts'
import { looksAtTables, looksClean } from './gallery-states.ts'

describe.skipIf(!haveBrowser)('the gallery, each look', () => {
  let screens: Screens
  /** One page for all: opening a context for each look takes longer than looking. */
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it.each(partOf('looks at tables', looksAtTables, 4))('[UI1] axe finds nothing on %s (%s, %i px, %s)', (...look) =>
    looksClean(screens, page, look),
  )
})
