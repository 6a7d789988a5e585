/** Time to the first map with the keys; by mouse and finger, at every width, in `first-map.more.test.ts`. */
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { pictures } from '../support/pages.ts'
import { openFirstMaps, type FirstMaps } from './first-map.ts'
import { haveBrowser } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the first map', () => {
  let maps: FirstMaps
  beforeAll(async () => {
    maps = await openFirstMaps()
  }, 120_000)
  afterAll(() => maps?.close())
  afterEach(({ task }) => pictures(task, maps?.pages() ?? []))

  it('[TAB14] by keyboard the first map is right at the first try, in at most 26 chords', () => maps.byKeyboard())
})
