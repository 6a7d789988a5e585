/** The hall's vision at one server: two cards are joined by keyboard and by hand, and taken back by one key. */
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('the hall’s vision', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[HVIS11] two cards are joined by keyboard, taken back by a key, joined by hand while the network is away', async () => {
    const { page } = await come({ expected: /ERR_INTERNET_DISCONNECTED/ })
    await page.goto(card(hall.server, 'analyst'))
    await page.waitForURL('**/snapshots')
    await page.getByRole('link', { name: 'Hall’s vision' }).click()
    await page.waitForURL('**/hall-vision')
    const counts = page.locator('.what .meta')
    await see(counts).toHaveText('35 elements')

    // Arrow keys go from card to card; what is opened says each table's sentence.
    const headline = page.locator('.el.headline .face').first()
    await headline.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await headline.focus()
    await page.keyboard.press('Enter')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(1)
    await page.keyboard.press('s')
    await see(page.locator('.strip')).toContainText('Choose the card that says the same as')
    await page.locator('.el.headline .face').nth(1).focus()
    await page.keyboard.press('Enter')
    await see(counts).toContainText('34 after joining')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(2)
    await see(page.locator('.el[data-open] .foot')).toContainText('2 tables')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('z')
    await see(counts).toHaveText('35 elements')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(1)
    await page.keyboard.press('Escape')

    // On a phone the list says the same. Without the network a step waits here.
    await page.setViewportSize({ width: 390, height: 844 })
    const rows = page.locator('.list .rows .face.headline')
    await rows.first().click()
    await page.getByRole('button', { name: /^Same as/ }).click()
    await page.context().setOffline(true)
    await rows.nth(1).click()
    await see(page.locator('.light')).toContainText('kept here')
    await page.context().setOffline(false)
    await see(counts).toContainText('34 after joining')
    await see(page.locator('.light')).toHaveText('All saved')
    await page.reload()
    await see(counts).toContainText('34 after joining')
  })
})
