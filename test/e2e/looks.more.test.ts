/** Kept looks, half of them by chance (all where they are kept anew), and what counts as another one. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { difference, plain, type Picture } from '../support/looks.ts'
import {
  compare,
  keeps,
  kept,
  looks,
  looksAsKept,
  map,
  nameOf,
  ofEachDay,
  open,
  openStudio,
  picture,
  type Look,
  type Studio,
} from './looks-kept.ts'
import { partOf } from './gallery-picked.ts'
import { haveBrowser, sitDown } from './table-screens.ts'

const others = looks.map((look): [string, Look] => [nameOf(look), look]).filter(([name]) => !ofEachDay.includes(name))

describe.skipIf(!haveBrowser)('kept looks', () => {
  let studio: Studio
  beforeAll(async () => {
    studio = await openStudio()
  }, 120_000)
  afterAll(() => studio?.screens.close())

  it.each(partOf('kept looks', others, keeps ? 1 : 2))('[MAP16] %s looks as it was kept', async (_, look) => {
    expect(await looksAsKept(studio, look)).toBeNull()
  })

  it('[MAP16] a canvas looks as it was kept', async () => {
    const { screens, page } = studio
    await page.setViewportSize({ width: 1440, height: 900 })
    await sitDown(screens, page, 'facilitator', 6)
    await page.goto(`${screens.server.url}/table/${screens.server.board(6, 3)}`)
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await page.locator('.surface .vision').first().waitFor()
    await page.locator('.light.saved').waitFor()
    expect(await compare(page, 'canvas', await picture(page))).toBeNull()
  })

  it('[MAP16] keeps a picture of each of these and of nothing else, small enough to be cloned', () => {
    const named = [...looks.map(nameOf), 'canvas'].map((name) => `${name}.webp`).toSorted()
    if (keeps) for (const file of readdirSync(kept)) if (!named.includes(file)) rmSync(kept + file)
    expect(readdirSync(kept).toSorted()).toEqual(named)
    const bytes = readdirSync(kept).reduce((sum, file) => sum + readFileSync(kept + file).length, 0)
    expect(bytes).toBeLessThan(1_500_000)
  })

  describe('[MAP16] what counts as a change', () => {
    let before: Picture
    const after = async (tampered: string) => {
      const style = await studio.page.addStyleTag({ content: tampered })
      const now = await picture(studio.page)
      await style.evaluate((one) => one.parentNode?.removeChild(one))
      return difference(before, now).where
    }
    beforeAll(async () => {
      await open(studio, { state: 'table', ready: map })
      before = plain(await picture(studio.page))
    })

    it.each([
      ['nothing', '* {}'],
      ['nothing, once more', '* {}'],
      ['letters drawn a little bolder', '.outline *, .map * { -webkit-text-stroke: 0.12px currentColor }'],
      ['letters a third of a pixel further on', '.wording-of { translate: 0.33px 0.33px }'],
    ])('%s does not', async (_, tampered) => {
      expect(await after(tampered)).toBeNull()
    })

    it.each([
      ['a card moved by 8 px', '.map .card-at:nth-of-type(2) { translate: 8px 0 }'],
      ['a row of the outline moved by 8 px', '.row:nth-child(4) { translate: 0 8px }'],
      ['a missing mark', '.row:nth-child(4) .rel { visibility: hidden }'],
      ['another colour for reasons', 'html:root { --support: #1B6B2A }'],
      ['paper a shade darker', 'html:root { --paper: #F4F0E4 }'],
      ['letters of another font', 'html:root { --sans: monospace }'],
      ['smaller letters', '.row .wording-of { font-size: 94% }'],
    ])('%s does', async (_, tampered) => {
      expect(await after(tampered)).not.toBeNull()
    })
  })
})
