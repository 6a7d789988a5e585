/** How soon the next entry is painted after a key that puts one in a theme, on the page as a reader has it. */
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { quantile } from '../support/pace.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const keys = 20

describe.skipIf(!haveBrowser)('a theme team’s page, measured', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[SYN12] the next entry is painted within 100 ms of the key', async () => {
    const { page } = await come()
    await page.goto(card(hall.server, 'analyst'))
    await page.waitForURL('**/snapshots')
    await page.getByRole('link', { name: 'Themes', exact: true }).click()
    await see(page.locator('.readnow .big')).toBeVisible()
    await page.keyboard.press('n')
    await page.getByLabel('Name of the new theme').fill('Night')
    await page.keyboard.press('Enter')
    await see(page.locator('.book li')).toHaveCount(1)
    await page.evaluate(() => {
      const times: number[] = []
      Object.assign(globalThis, { times })
      const said = (): string => document.querySelector('.readnow .big')?.textContent ?? ''
      addEventListener(
        'keydown',
        () => {
          const [began, before] = [performance.now(), said()]
          const look = (): void => {
            if (said() === before) requestAnimationFrame(look)
            else {
              // A task after the frame in which it stands: it is painted then.
              const { port1, port2 } = new MessageChannel()
              port1.addEventListener('message', () => times.push(performance.now() - began))
              port1.start()
              requestAnimationFrame(() => port2.postMessage(null))
            }
          }
          requestAnimationFrame(look)
        },
        { capture: true },
      )
    })
    for (let n = 1; n <= keys; n += 1) {
      await page.keyboard.press('Digit1')
      await page.waitForFunction((all) => (globalThis as unknown as { times: number[] }).times.length === all, n)
    }
    const times = await page.evaluate(() => (globalThis as unknown as { times: number[] }).times)
    const [median, most] = [quantile(times, 0.5), quantile(times, 0.95)]
    console.log(
      `themes, page: the next entry is painted ${Math.round(median)} ms after the key, 95 % ${Math.round(most)} ms (${keys} keys)`,
    )
    expect(median).toBeLessThan(100)
  })
})
