/** Time to the first map with a mouse and the keys; fingers and the other widths stand in `first-map.more.test.ts`. */
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

  it('[TAB14] with a mouse at 1440 the first map is right at the first try, in at most 34 clicks', () =>
    maps.byHand('mouse', 1440, 900))

  it('[TAB14] by keyboard the first map is right at the first try, in at most 26 chords', () => maps.byKeyboard())
})
