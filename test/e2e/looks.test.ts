/** Three screens look as they were kept. The others: `looks.more.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looks, looksAsKept, nameOf, ofEachDay, openStudio, type Studio } from './looks-kept.ts'
import { haveBrowser } from './table-screens.ts'

describe.skipIf(!haveBrowser)('looks', () => {
  let studio: Studio
  beforeAll(async () => {
    studio = await openStudio()
  }, 120_000)
  afterAll(() => studio?.screens.close())

  it.each(ofEachDay)('[MAP16] %s looks as it was kept', async (name) => {
    const look = looks.find((one) => nameOf(one) === name)
    expect(look && (await looksAsKept(studio, look))).toBeNull()
  })
})
