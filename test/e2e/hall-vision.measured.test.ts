/** How soon the hall's vision is there and how it follows a hand, with 1,000 elements of forty tables, beside a calibration loop. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { frameAllowed, framesDuring, quantile, shownAfter, slowness, slownessOfAll, watchFor } from '../support/pace.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the hall’s vision, measured', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens('whole')
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it('[HVIS14] 1,000 elements are ready and follow the hand, on the axis with all lanes open and in the list', async () => {
    // Others' work only ever adds, so the best of three counts.
    let [fresh, ready, slow] = [page, Number.POSITIVE_INFINITY, 1]
    for (let n = 0; n < 3 && ready > 500 * slow; n += 1) {
      if (n > 0) await fresh.context().close()
      fresh = await newPage(screens, { reducedMotion: 'reduce' })
      await watchFor(fresh, '.area .el .ticks')
      await gallery(screens, fresh, 'vision-1000')
      ready = await shownAfter(fresh, 'data')
      slow = await slownessOfAll(fresh, page)
    }
    const scrolled = async (): Promise<number> => {
      await fresh.mouse.move(700, 450)
      const act = async (): Promise<void> => {
        for (let step = 0; step < 80; step += 1) {
          await fresh.mouse.wheel(0, step < 40 ? 240 : -240)
          await new Promise((resolve) => setTimeout(resolve, 8))
        }
      }
      return quantile(await framesDuring(fresh, act), 0.95)
    }
    const scrolls = async (): Promise<number> => {
      let least = Number.POSITIVE_INFINITY
      for (let n = 0; n < 3 && least > frameAllowed(slow); n += 1) least = Math.min(least, await scrolled())
      return least
    }
    for (let more = fresh.getByRole('button', { name: /^Show \d+ more/ }); (await more.count()) > 0; )
      await more.first().click()
    expect(await fresh.locator('.area .el').count()).toBe(1_000)
    const axis = await scrolls()
    const open = quantile(
      await framesDuring(fresh, async () => {
        for (const n of [0, 7, 14]) await fresh.locator('.area .face').nth(n).click()
      }),
      0.95,
    )
    await fresh.getByRole('button', { name: 'List' }).click()
    await fresh.locator('.rows .face').first().waitFor()
    const list = await scrolls()
    const slower = Math.max(slow, await slowness(fresh))
    const said = `${slower.toFixed(2)} times slower than quiet: ready ${ready.toFixed(0)} ms, p95 axis ${axis.toFixed(1)}, opening ${open.toFixed(1)}, list ${list.toFixed(1)}`
    console.log(`hall's vision of 1,000: ${said}`)
    expect(ready, said).toBeLessThanOrEqual(500 * slower)
    expect(axis, said).toBeLessThanOrEqual(frameAllowed(slower))
    expect(list, said).toBeLessThanOrEqual(frameAllowed(slower))
    expect(open, said).toBeLessThanOrEqual(100 * slower)
    expect(fresh.failures).toEqual([])
    await fresh.context().close()
  })
})
