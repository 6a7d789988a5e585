/** A canvas as full as it may be follows a hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canvasFrames, quantile, slowness } from '../support/pace.ts'
import { haveBrowser, openHall, visitor, type Hall } from '../support/pages.ts'

describe.skipIf(!haveBrowser)('a full canvas, measured', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await openHall('whole')
  }, 120_000)
  afterAll(() => hall?.close())

  it('[CSC13] with 2,000 shapes, near, a canvas is moved over and a card dragged at 33 ms a frame or better', async () => {
    const full = await visitor(hall, { viewport: { width: 1440, height: 900 } })
    full.page.setDefaultTimeout(90_000)
    await full.page.goto(`${hall.server.url}/gallery.html?state=canvas-2000&lang=en`)
    await full.page.locator('.surface .vision').first().waitFor()
    let best = Number.POSITIVE_INFINITY
    for (let round = 0; round < 3 && best > 1; round += 1) {
      const slow = await slowness(full.page)
      const { pan, drag } = await canvasFrames(full.page)
      const slower = Math.max(slow, await slowness(full.page))
      const [moved, dragged] = [quantile(pan, 0.95), quantile(drag, 0.95)]
      console.log(
        `2,000 shapes, p95 frames: moved over ${moved.toFixed(1)} ms, a card dragged ${dragged.toFixed(1)} ms (machine ${slower.toFixed(2)}x)`,
      )
      // Two frames of a 60 Hz screen are 33.3 ms; clocks round to 0.1.
      best = Math.min(best, Math.max(moved, dragged) / (33.5 * slower))
    }
    expect(best, 'of the budget').toBeLessThanOrEqual(1)
    await full.context.close()
  })
})
