/**
 * Pages, half of them by chance, at every width from a small phone to a wall, read from left to right and from right to left: nothing
 * scrolls sideways, nothing fails, nothing is asked of anybody else, axe finds nothing, and the keyboard reaches all.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, type Hall } from '../support/pages.ts'
import { partOf } from './gallery-picked.ts'
import { openHouse, rooms, visitAll, walkThrough } from './page-rooms.ts'

describe.skipIf(!haveBrowser)('every page at every width', () => {
  let hall: Hall
  const these = partOf('pages', rooms, 2)
  beforeAll(async () => {
    hall = await openHouse()
  }, 120_000)
  afterAll(() => hall?.close())

  /** One visit to each page in each language serves two tests: opening the pages takes most of the time. */
  let visits: ReturnType<typeof visitAll> | null = null
  const widths = [320, 390, 1024, 1440, 1920]
  const visited = () =>
    (visits ??= visitAll(hall, these, [
      { lang: 'en', widths, withAxe: [390, 1440] },
      { lang: 'ar', widths, withAxe: [1440] },
    ]))

  it('[E2E13] from 320 px to a wall, in English and Arabic, no page scrolls sideways, fails, breaks its policy or asks anybody else', async () => {
    expect((await visited()).sideways).toEqual([])
  })

  it('[E2E14] axe finds nothing on any page, on a phone and on a laptop', async () => {
    expect((await visited()).axe).toEqual([])
  })

  it('[E2E15, OBS9] with the Tab key alone every control is reached, in sight and with its focus visible', async () => {
    expect(await walkThrough(hall, these)).toEqual([])
  })
})
