/**
 * Half of the pages, by chance, on a phone from left to right and on a laptop from right to left: nothing scrolls sideways,
 * nothing fails, nothing is asked of anybody else; the keyboard reaches all of three. The rest stands in `pages.more.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, type Hall } from '../support/pages.ts'
import { partOf } from './gallery-picked.ts'
import { openHouse, rooms, visitAll, walkThrough } from './page-rooms.ts'

describe.skipIf(!haveBrowser)('every page', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await openHouse()
  }, 120_000)
  afterAll(() => hall?.close())

  it('[E2E13] on a phone in English and a laptop in Arabic no page scrolls sideways, fails, breaks its policy or asks anybody else', async () => {
    const { sideways } = await visitAll(hall, partOf('pages', rooms, 2), [
      { lang: 'en', widths: [320, 390], withAxe: [] },
      { lang: 'ar', widths: [1440], withAxe: [] },
    ])
    expect(sideways).toEqual([])
  })

  it('[E2E15, OBS9] with the Tab key alone every control of landing, table and desk is reached, in sight and with its focus visible', async () => {
    const three = rooms.filter(({ name }) => ['landing', 'table, left to right', 'desk'].includes(name))
    expect(three).toHaveLength(3)
    expect(await walkThrough(hall, three)).toEqual([])
  })
})
