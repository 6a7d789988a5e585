/**
 * A canvas with 2,000 shapes in a real browser, beside the calibration loop: moved over and a card dragged, near and far.
 *   node test/bench/canvas.ts [--rounds 5]
 */
import { parseArgs } from 'node:util'
import { launch } from '../support/browser.ts'
import { canvasFrames, quantile, shownAfter, slowness, watchFor } from '../support/pace.ts'
import { startServer } from '../support/server.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const server = await startServer(process.env['SCREENS'] ? { screens: process.env['SCREENS'] } : {})
const browser = await launch('whole')
const all: Record<string, number[]> = { slowness: [], ready: [], pan: [], drag: [], panFar: [], dragFar: [] }

for (let round = 0; round < Number(values.rounds); round += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await watchFor(page, '.surface .vision')
  await page.goto(`${server.url}/gallery.html?state=canvas-2000`)
  all['ready']?.push(await shownAfter(page, 'data'))
  await page.waitForTimeout(1_500)
  all['slowness']?.push(await slowness(page))
  const near = await canvasFrames(page)
  all['pan']?.push(quantile(near.pan, 0.95))
  all['drag']?.push(quantile(near.drag, 0.95))
  await page.locator('.canvas-bar .zoom button').nth(2).click()
  await page.waitForTimeout(1_000)
  const far = await canvasFrames(page, 30)
  all['panFar']?.push(quantile(far.pan, 0.95))
  all['dragFar']?.push(quantile(far.drag, 0.95))
  await context.close()
}
for (const [name, list] of Object.entries(all))
  console.log(
    name.padEnd(10),
    `median ${quantile(list, 0.5).toFixed(1)}`,
    `(${list.map((one) => one.toFixed(1)).join(' ')})`,
  )
await browser.close()
await server.close()
