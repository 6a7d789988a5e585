/** Seats and links at a console, by hand and by keyboard: one tap each, and a few seconds to take it back. */
import type { Page } from '@playwright/test'
import { expect as shown } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../support/pages.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('a table’s seats and links at a console', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())
  const opened = async (options: Parameters<typeof newPage>[1] = {}): Promise<Page> => {
    const page = await newPage(screens, options)
    await gallery(screens, page, 'handing-seats')
    await page.getByRole('button', { name: 'New link: Facilitator' }).waitFor()
    return page
  }

  it('[HEAD12] a second tap does it at once; the code stands large, and its card alone is printed', async () => {
    const page = await opened({ viewport: { width: 390, height: 844 }, hasTouch: true })
    // Phones that came again without their data are no people more.
    const how = page.locator('.who-has > li > p')
    await see(how.filter({ hasText: 'Citizens’ card' })).toContainText('5 of 7 seats are taken')
    await see(how.filter({ hasText: 'Facilitator' })).toContainText(/Opened, on 2 devices at most$/)
    await page.getByRole('button', { name: 'Seat 4, taken' }).tap()
    await page.getByRole('button', { name: 'Now', exact: true }).tap()
    await see(page.getByRole('status')).toContainText('Seat 4 is free.')
    await see(page.getByRole('img', { name: /^QR code: .*Citizens’ card/ })).toBeVisible()
    await see(page.getByText('K7Q9-2MXP')).toBeVisible()

    await page.getByRole('button', { name: 'Show the code: Reporter' }).tap()
    const code = page.getByRole('img', { name: /^QR code: .*Reporter/ })
    await see(code).toBeVisible()
    expect((await code.boundingBox())?.width).toBeGreaterThan(200)

    await page.getByRole('button', { name: 'New link: Facilitator' }).tap()
    await page.getByRole('button', { name: 'Now', exact: true }).tap()
    await see(page.getByRole('status')).toContainText('The old card no longer opens anything.')
    for (const button of await page.getByRole('button').all()) {
      const box = await button.boundingBox()
      expect([await button.innerText(), Math.min(box?.width ?? 0, box?.height ?? 0) >= 44]).toEqual([
        await button.innerText(),
        true,
      ])
    }
    // Alone on paper: the rest of the page is not there, and nothing but the card is.
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset['printed'] = document.querySelector('.lone-card')?.textContent ?? ''
      }
    })
    await page.getByRole('button', { name: 'Card', exact: true }).tap()
    await see(page.locator('body')).toHaveAttribute('data-printed', /Table 9.*Facilitator/)
    await see(page.locator('.lone-card')).toHaveCount(0)
    await page.context().close()
  })

  it('[HEAD12] [HEAD15] one tap is enough, and until it happens it can be taken back: by a button, or by closing', async () => {
    const page = await opened()
    await page.clock.install()
    const seat = page.getByRole('button', { name: 'Seat 4, taken' })
    await seat.click()
    await page.clock.runFor(7_500)
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.clock.runFor(10_000)
    await see(page.getByText('Seat 4 is free.')).toHaveCount(0)
    await seat.click()
    await see(page.getByRole('timer')).toHaveText('Seat 4 is freed in 8 s')
    // Read by ear: when it begins, no number after it, when it is done.
    const told = page.getByRole('status')
    await see(told).toHaveText('Seat 4 is freed in 8 s')
    await page.clock.runFor(3_100)
    await see(page.getByRole('timer')).toHaveText('Seat 4 is freed in 5 s')
    await see(told).toHaveText('Seat 4 is freed in 8 s')
    // Who is on Stop is waited for.
    await page.getByRole('button', { name: 'Stop', exact: true }).hover()
    await page.clock.runFor(20_000)
    await see(page.getByRole('timer')).toHaveText('Seat 4 is freed in 5 s')
    await seat.hover()
    await page.clock.runFor(8_100)
    await see(page.getByRole('status')).toContainText('Seat 4 is free.')

    await page.getByRole('button', { name: 'New link: Reporter' }).click()
    await page.clock.runFor(2_000)
    await page.getByRole('button', { name: 'New link: Reporter' }).click()
    await page.clock.runFor(10_000)
    await see(page.getByText('The old card no longer opens anything.')).toHaveCount(0)
    await page.getByRole('button', { name: 'New link: Reporter' }).click()
    await page.clock.runFor(8_100)
    await see(page.getByRole('status')).toContainText('The old card no longer opens anything.')
    await page.context().close()
  })

  it('[HEAD12] by keyboard: the key that began it does not do it at once, pressed twice', async () => {
    const page = await opened()
    await page.getByRole('button', { name: 'Seat 5, taken' }).focus()
    for (let time = 0; time < 2; time += 1) await page.keyboard.press('Enter')
    await see(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
    await see(page.getByText('Seat 5 is free.')).toHaveCount(0)
    for (let time = 0; time < 2; time += 1) await page.keyboard.press('Tab')
    await see(page.getByRole('button', { name: 'Now', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await see(page.getByRole('status')).toContainText('Seat 5 is free.')

    await page.getByRole('button', { name: 'New link: Reporter' }).focus()
    for (let time = 0; time < 2; time += 1) await page.keyboard.press('Enter')
    await see(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
    await see(page.getByText('The old card no longer opens anything.')).toHaveCount(0)
    await page.context().close()
  })
})
