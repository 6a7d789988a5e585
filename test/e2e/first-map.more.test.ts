/** Time to the first map by mouse and finger, at every width. */
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { pictures } from '../support/pages.ts'
import { openFirstMaps, type FirstMaps } from './first-map.ts'
import { haveBrowser } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the first map, at every width', () => {
  let maps: FirstMaps
  beforeAll(async () => {
    maps = await openFirstMaps()
  }, 120_000)
  afterAll(() => maps?.close())
  afterEach(({ task }) => pictures(task, maps?.pages() ?? []))

  const runs = [
    ['mouse', 1440, 900],
    ['mouse', 1024, 768],
    ['mouse', 390, 844],
    ['touch', 1440, 900],
    ['touch', 1024, 768],
    ['touch', 390, 844],
  ] as const
  for (const [hand, width, height] of runs)
    it(`[TAB14] ${hand} at ${width}: the first map is right at the first try, in at most 34 actions`, () =>
      maps.byHand(hand, width, height))
})
