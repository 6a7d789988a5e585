/** Who analyses asks what came out: by keyboard, by place and by another item, and whoever is sent the address sees the same. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('results', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[RES7] [RES8] [RES12] are asked by keyboard; back leads to the figure before, and the address to the same one', async () => {
    const { page } = await come()
    await page.goto(card(hall.server, 'analyst'))
    await page.waitForURL('**/snapshots')
    await page.getByRole('link', { name: 'Results', exact: true }).click()
    const title = page.locator('h1')
    const rows = page.locator('.ivals tbody tr')
    await see(rows.first()).toBeVisible()
    const items = page.getByRole('navigation', { name: 'Items' }).getByRole('button')
    const count = await items.count()
    expect(count).toBeGreaterThan(3)

    // One stop of Tab; arrows within.
    await items.first().focus()
    await page.keyboard.press('ArrowDown')
    await see(items.nth(1)).toBeFocused()
    await page.keyboard.press('Enter')
    await see(page).toHaveURL(/\/results\?of=/)
    await see(title).toContainText((await items.nth(1).innerText()).split('\n')[0]?.replace(/\?$/, '') ?? '')

    // A switch is a group of radio buttons.
    await page.getByRole('radio', { name: 'Site', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await see(page).toHaveURL(/by=country/)
    await page.goBack()
    await see(page).not.toHaveURL(/by=country/)
    await see(page.getByRole('radio', { name: 'Site', exact: true })).toBeChecked()

    // Another answer, in the title itself.
    const which = page.getByRole('combobox', { name: 'Which answer is shown' })
    const before = await title.innerText()
    await which.selectOption({ index: 1 })
    await see(title).not.toHaveText(before)
    await see(page).toHaveURL(/row=/)

    await page.getByRole('button', { name: 'By another item' }).click()
    await page.getByRole('dialog').locator('.entries button').first().click()
    await see(page.locator('.xt td b').first()).toBeVisible()
    // The button is gone; the keyboard goes on at the title.
    await see(title).toBeFocused()
    expect(await violations(page)).toEqual([])
    const crossed = await title.innerText()
    const told = await page.locator('.xt').innerText()
    await page.reload()
    await see(title).toHaveText(crossed)
    await see(page.locator('.xt')).toHaveText(told, { useInnerText: true })
  })

  it('[RES13] [RES14] a file and an address hold what leaves the house, whatever the page shows; what does not leave makes none', async () => {
    const { page } = await come()
    await page.goto(card(hall.server, 'analyst'))
    await page.waitForURL('**/snapshots')
    await page.getByRole('link', { name: 'Results', exact: true }).click()
    await see(page.locator('.ivals tbody tr').first()).toBeVisible()
    const file = async (name: string): Promise<string> => {
      const came = page.waitForEvent('download')
      await page.getByRole('button', { name, exact: true }).click()
      const path = await (await came).path()
      return readFileSync(path, 'utf8')
    }
    // Of everybody something leaves; what it is the server says, and not the page.
    await page.locator('.seg').nth(2).locator('label', { hasText: /^All$/ }).click()
    await see(page).toHaveURL(/by=all/)
    const svg = await file('SVG')
    expect(svg).toContain('As it leaves the house')
    expect(await file('CSV')).toContain(',')
    await page.locator('.seg label', { hasText: 'As it leaves the house' }).click()
    await see(page).toHaveURL(/way=outside/)
    await see(page.locator('.ivals, .refusal').first()).toBeVisible()
    await page.locator('.seg label', { hasText: 'Inside' }).click()

    // Of some people alone nothing leaves.
    const [of] = /of=[^&]+/.exec(page.url()) ?? ['']
    await page.goto(`${page.url().split('?')[0]}?${of}&unit=people&base=valid&by=all&where=site=Aachen`)
    await see(page.getByText('Only: Aachen')).toBeVisible()
    await page.getByRole('button', { name: 'SVG', exact: true }).click()
    await see(page.getByRole('alert')).toHaveText('This does not leave the house: no file is made of it.')
    await page.getByRole('button', { name: 'Everybody again' }).click()
    await see(page.getByText('Only: Aachen')).toHaveCount(0)
  })

  it('[RES15] [RES16] [RES17] [RES18] [RES19] says what moved and under which conditions, stays at its cut, weights, and says why it tells nothing', async () => {
    const { page } = await come()
    const look = (state: string) => page.goto(`${hall.server.url}/gallery.html?state=${state}&lang=en`)
    await look('results-newer')
    const pairs = page.getByRole('table', { name: /Before and after/ })
    await see(pairs.getByRole('row').nth(1)).toHaveText(/yes\s*71\s*14\s*3\s*88/)
    await see(pairs.getByRole('row').last()).toHaveText(/all\s*126\s*170\s*75\s*371/)
    await see(
      page.getByText('371 people answered both times; 63 answered only once and are not here. 147 moved.'),
    ).toBeVisible()
    await see(page.getByText('yes +10 points (6 to 15)')).toBeVisible()
    await see(page.locator('.ifs li').last()).toContainText('21 other conditions, each from fewer than 5 people')

    await see(page.getByText('Newer answers stand, up to 18:14')).toBeVisible()
    await page.getByRole('button', { name: 'Show the newer ones' }).click()
    await see(page.getByText('Newer answers stand')).toHaveCount(0)

    await page.getByRole('button', { name: 'Weights' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('So that these shares come out').check()
    await dialog.getByRole('combobox').selectOption({ label: 'How I get about after ten' })
    await dialog.getByLabel('On foot').fill('30')
    await see(dialog.getByText('Together 30%. They must make 100%.')).toBeVisible()
    await see(dialog.getByRole('button', { name: 'Count so' })).toBeDisabled()
    await dialog.getByLabel('Own car').fill('70,0')
    await dialog.getByRole('button', { name: 'Count so' }).click()
    await see(dialog).toHaveCount(0)

    for (const [state, says] of [
      ['results-worded', 'The first wording named one city only.'],
      ['results-none', 'Nothing has been counted yet.'],
      ['results-offline', 'The server does not answer. It goes on by itself.'],
    ] as const) {
      await look(state)
      await see(page.locator('main')).toContainText(says)
    }
  })
})
