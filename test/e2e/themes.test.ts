/** A theme team of two at one server: they read by keyboard, side by side, and what they did stands after a reload. */
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience, type Visitor } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('a theme team', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  async function reader(): Promise<Visitor> {
    const one = await come({ expected: /ERR_INTERNET_DISCONNECTED/ })
    await one.page.goto(card(hall.server, 'analyst'))
    await one.page.waitForURL('**/snapshots')
    await one.page.getByRole('link', { name: 'Themes', exact: true }).click()
    await one.page.waitForURL('**/themes')
    await see(one.page.locator('.readnow .big')).toBeVisible()
    return one
  }
  const open = ({ page }: Visitor): Promise<string> => page.locator('.readnow .big').innerText()
  const theme = ({ page }: Visitor, name: string) => page.locator('.book li', { hasText: name })

  it('[SYN10] reads by keyboard, one key for each entry; two are never offered the same, and all of it stands after a reload', async () => {
    const ada = await reader()
    const first = await open(ada)
    const bea = await reader()
    // What Ada has open is marked, and not opened for Bea.
    await see(bea.page.locator('.queue .tag')).toHaveCount(1)
    expect(await open(bea)).not.toBe(first)

    await ada.page.keyboard.press('n')
    await ada.page.getByLabel('Name of the new theme').fill('Night')
    await ada.page.keyboard.press('Enter')
    await see(theme(ada, 'Night').locator('.num')).toHaveText('1')
    // The field is gone, the keyboard's place is not.
    await see(ada.page.locator('.readnow')).toBeFocused()
    await see(theme(bea, 'Night').locator('.num')).toHaveText('1')
    const second = await open(ada)
    expect([first, await open(bea)]).not.toContain(second)

    const theirs = await open(bea)
    await bea.page.keyboard.press('Digit1')
    await see(theme(ada, 'Night').locator('.num')).toHaveText('2')
    await see(bea.page.locator('.readnow .big')).not.toHaveText(theirs)
    await bea.page.keyboard.press('z')
    await see(bea.page.locator('.readnow .big')).toHaveText(theirs)
    await see(theme(ada, 'Night').locator('.num')).toHaveText('1')
    await bea.page.keyboard.press('Digit0')
    await see(ada.page.getByRole('button', { name: 'read, in no theme' })).toBeVisible()

    // Without the network they read on, and what they did goes out by itself.
    await ada.page.context().setOffline(true)
    await ada.page.keyboard.press('Digit1')
    await ada.page.keyboard.press('Digit1')
    await see(ada.page.locator('.light')).toContainText('kept here')
    expect(await open(ada)).not.toBe(second)
    await ada.page.context().setOffline(false)
    await see(theme(bea, 'Night').locator('.num')).toHaveText('3')
    await see(ada.page.locator('.light')).toHaveText('All saved')

    await theme(ada, 'Night').locator('.name').click()
    await see(ada.page.locator('.half li')).toHaveCount(3)
    expect(await violations(ada.page)).toEqual([])
    const [lead] = first
      .replaceAll(/[“”«»"\u00a0\u202f]/g, '')
      .trim()
      .split('\n')
    await see(ada.page.locator('.half')).toContainText((lead ?? '').trim().slice(0, 20))
    await ada.page.reload()
    await see(theme(ada, 'Night').locator('.num')).toHaveText('3')
    await see(ada.page.locator('.readnow .big')).toBeVisible()
  })

  it('[SYN2] [SYN20] [SYN22] [SYN24] [SYN28] a page that is closed loses no step, the tenth theme has a letter, and each number leads to what it counts', async () => {
    const ada = await reader()
    const { page } = ada
    for (let n = await page.locator('.book li').count(); n < 10; n += 1) {
      await page.keyboard.press('n')
      await page.getByLabel('Name of the new theme').fill(`Theme ${n + 1}`)
      await page.keyboard.press('Enter')
      await see(page.locator('.book li')).toHaveCount(n + 1)
    }
    await see(page.locator('.light')).toHaveText('All saved')
    const tenth = page.locator('.book li').nth(9)
    await see(tenth.locator('kbd')).toHaveText('A')
    // The name may be told before the entry it was made for.
    await see(tenth.locator('.num')).toHaveText('1')

    // Offline, two more; the page is closed before they have left, and another one sends them.
    await page.context().setOffline(true)
    await page.keyboard.press('a')
    await page.keyboard.press('a')
    await see(page.locator('.light')).toContainText('kept here')
    await page.close()
    await ada.context.setOffline(false)
    const again = await ada.context.newPage()
    await again.goto(card(hall.server, 'analyst'))
    await again.waitForURL('**/snapshots')
    await again.getByRole('link', { name: 'Themes', exact: true }).click()
    await see(again.locator('.book li').nth(9).locator('.num')).toHaveText('3')

    // From the top of the page to a theme's name it is a handful of keys, and to the next one's an arrow.
    await again.locator('.skips').getByRole('button', { name: 'Themes' }).focus()
    await again.keyboard.press('Enter')
    await again.keyboard.press('Tab')
    await again.keyboard.press('Tab')
    await see(again.locator('.book .name').first()).toBeFocused()
    await again.keyboard.press('ArrowDown')
    await see(again.locator('.book .name').nth(1)).toBeFocused()
    await again.keyboard.press('Tab')
    await see(again.getByRole('button', { name: 'New theme' })).toBeFocused()

    // By keyboard a theme is chosen first, and merged by the button beside it.
    await again.locator('.book .name').nth(9).click()
    await again.getByLabel('Merge with …').focus()
    await again.keyboard.press('ArrowDown')
    const merge = again.getByRole('button', { name: /^Merge into / })
    await see(merge).toBeVisible()
    await expect.poll(() => again.locator('.book li').count()).toBe(10)
    await again.keyboard.press('Tab')
    await again.keyboard.press('Enter')
    await see(again.locator('.book li')).toHaveCount(9)
    await see(again.locator('.readnow')).toBeFocused()
    await again.keyboard.press('z')
    await see(again.locator('.book li')).toHaveCount(10)

    // Each number of the coverage leads to what it counts: here by keyboard.
    const single = again.locator('.five li').last().getByRole('button')
    await single.focus()
    await again.keyboard.press('Enter')
    await see(again.locator('.cut .hh')).toBeFocused()
    const unread = again.locator('.five li').first().getByRole('button')
    await see(unread).toContainText('of them from tables')
    await unread.click()
    await see(again.locator('#queue-title')).toBeFocused()
    expect(await violations(again)).toEqual([])
  })
})
