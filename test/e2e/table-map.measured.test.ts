/** How soon a large map is there and how it follows a hand, beside a calibration loop. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import {
  dragFrames,
  frameAllowed,
  quantile,
  shownAfter,
  slowness,
  slownessOfAll,
  throttle,
  watchFor,
} from '../support/pace.ts'
import { gallery, haveBrowser, newPage, openScreens, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('a large map, measured', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens('whole')
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  it('[MAP15] 2,000 entries are ready and follow the finger within their budget', async () => {
    // Screen and worker, a core each; others' work only ever adds, so the best of three counts.
    let [fresh, ready, slow] = [page, Number.POSITIVE_INFINITY, 1]
    for (let n = 0; n < 3 && ready > 500 * slow; n += 1) {
      if (n > 0) await fresh.context().close()
      fresh = await newPage(screens, { reducedMotion: 'reduce' })
      await watchFor(fresh, '.map .card-at && [role=treeitem]')
      await gallery(screens, fresh, 'map-2000')
      ready = await shownAfter(fresh, 'data')
      slow = await slownessOfAll(fresh, page)
    }
    await fresh.getByRole('button', { name: 'All 2000' }).click()
    const near = quantile(await dragFrames(fresh), 0.95)
    await fresh.getByRole('button', { name: 'Show all' }).click()
    await fresh.locator('.world.far').waitFor({ state: 'attached' })
    const far = quantile(await dragFrames(fresh), 0.95)
    const slower = Math.max(slow, await slowness(fresh))
    const said = `${slower.toFixed(2)} times slower than quiet: ready ${ready.toFixed(0)} ms, p95 near ${near.toFixed(1)}, far ${far.toFixed(1)}`
    console.log(`map of 2,000: ${said}`)
    expect(ready, said).toBeLessThanOrEqual(500 * slower)
    expect(near, said).toBeLessThanOrEqual(frameAllowed(slower))
    expect(far, said).toBeLessThanOrEqual(50 * slower + 1)
    expect(fresh.failures).toEqual([])
    await fresh.context().close()
  })

  /** ms. The goal is 1,500 and is printed beside what was measured; half as much again is no longer chance. */
  const tooSlow = 2_250

  it('[MAP15] a table can be used within its budget on a slow tablet', async () => {
    // Others' work on the machine only ever adds: the best of five tells what the screen itself takes.
    const tries: string[] = []
    let within = false
    for (let n = 0; n < 5 && !within; n += 1) {
      const tablet = await newPage(screens, { viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' })
      await tablet.goto(`${screens.server.url}/healthz`)
      const slow = await slownessOfAll(tablet, page)
      await watchFor(tablet, '[role=treeitem] && .say textarea && .map .card-at')
      await throttle(tablet, 4)
      await sitDown(screens, tablet, 'facilitator', 6)
      const usable = await shownAfter(tablet)
      // What came up meanwhile slows the loop that runs now as well.
      await throttle(tablet, 1)
      const slower = Math.max(slow, await slownessOfAll(tablet, page))
      tries.push(`${usable.toFixed(0)} ms at ${slower.toFixed(2)} times slower than quiet`)
      within = usable <= tooSlow * slower
      await tablet.context().close()
    }
    console.log(`table, cold, at a quarter of the speed (goal 1500 ms): ${tries.join(', ')}`)
    expect(within, tries.join(', ')).toBe(true)
  })
})
