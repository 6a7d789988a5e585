/**
 * The map of 2,000 entries and a table's cold start, in a real browser, beside the calibration loop.
 *   node test/bench/map.ts [--rounds 5]
 */
import { parseArgs } from 'node:util'
import { launch } from '../support/browser.ts'
import { dragFrames, quantile, shownAfter, slowness, slownessOfAll, throttle, watchFor } from '../support/pace.ts'
import { startServer } from '../support/server.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, state: { type: 'string', default: 'map-2000' } },
})
const server = await startServer(process.env['SCREENS'] ? { screens: process.env['SCREENS'] } : {})
const browser = await launch('whole')
const rounds = Number(values.rounds)
const all: Record<string, number[]> = { slowness: [], ready: [], near: [], far: [], beside: [], table: [] }

for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await watchFor(page, '.map .card-at && [role=treeitem]')
  await page.goto(`${server.url}/gallery.html?state=${values.state}`)
  all['ready']?.push(await shownAfter(page, 'data'))
  await page.waitForTimeout(1_500)
  all['slowness']?.push(await slowness(page))
  all['near']?.push(quantile(await dragFrames(page), 0.95))
  await page.keyboard.press('Escape')
  await page.locator('.map .tools button').nth(2).click()
  await page.waitForTimeout(600)
  all['far']?.push(quantile(await dragFrames(page), 0.95))
  await context.close()

  const tablet = await browser.newContext({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' })
  const table = await tablet.newPage()
  const { session, me } = await server.enter('facilitator', 6)
  await table.addInitScript((value) => sessionStorage.setItem('tablee.session', value), JSON.stringify({ session, me }))
  const beside = await tablet.newPage()
  await table.goto(`${server.url}/healthz`)
  await beside.goto(`${server.url}/healthz`)
  all['beside']?.push(await slownessOfAll(table, beside))
  await watchFor(table, '[role=treeitem] && .say textarea && .map .card-at')
  await throttle(table, 4)
  await table.goto(`${server.url}/table/${me.board}`)
  all['table']?.push(await shownAfter(table))
  await tablet.close()
}
for (const [name, list] of Object.entries(all))
  console.log(
    name.padEnd(10),
    `median ${quantile(list, 0.5).toFixed(1)}`,
    `(${list.map((one) => one.toFixed(1)).join(' ')})`,
  )
await browser.close()
await server.close()
