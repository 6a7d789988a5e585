/** Themes given back to the hall in real browsers: shared, answered at two tables, closed, read on the wall, taken off. */
import { expect as shown, type Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience, sitDown, type Visitor } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('themes given back to the hall', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  async function table(n: number): Promise<Visitor> {
    const one = await come({ expected: /ERR_INTERNET_DISCONNECTED/ })
    await sitDown(one, card(hall.server, 'facilitator', n))
    return one
  }
  const counts = (page: Page): Promise<readonly string[]> => page.locator('.given tbody td .num').allInnerTexts()

  it('[SHR9, SHR10] shared, two tables answer, closed: the wall counts them, also after a reload, until it is taken off', async () => {
    const wall = await come({ viewport: { width: 1920, height: 1080 } })
    await wall.page.goto(`${card(hall.server, 'observer')}?wall`)
    const [one, two] = [await table(1), await table(2)]
    const { page: team } = await come()
    await team.goto(card(hall.server, 'analyst'))
    await team.waitForURL('**/snapshots')
    await team.getByRole('link', { name: 'Themes', exact: true }).click()
    await see(team.locator('.readnow .big')).toBeVisible()
    for (const name of ['Night', 'Power to stop']) {
      await team.keyboard.press('n')
      await team.getByLabel('Name of the new theme').fill(name)
      await team.keyboard.press('Enter')
      await see(team.locator('.book li', { hasText: name })).toBeVisible()
    }
    await team.getByRole('button', { name: 'Share themes to the wall' }).click()
    await team.getByRole('button', { name: 'Share', exact: true }).click()

    await see(wall.page.locator('.given tbody tr')).toHaveCount(2)
    await see(wall.page.locator('.given .yet')).toHaveText('not yet closed')
    for (const { page } of [one, two]) {
      await page.getByRole('button', { name: 'Answer', exact: true }).click()
      await see(page.locator('.hall-asks li')).toHaveCount(2)
    }
    const answer = ({ page }: Visitor, theme: string, says: string): Promise<void> =>
      page.getByRole('group', { name: theme }).getByRole('button', { name: says, exact: true }).click()
    expect(await violations(one.page)).toEqual([])
    await answer(one, 'Night', 'Not ours')
    await answer(one, 'Night', 'Ours')
    // Without the network it is kept at the table, and goes out by itself.
    await two.page.context().setOffline(true)
    await answer(two, 'Night', 'Something is missing')
    await see(two.page.locator('.hall-asks .asks')).toContainText('kept here')
    await two.page.context().setOffline(false)
    await answer(two, 'Power to stop', 'Ours')
    await see(team.locator('.on-wall .board li').first()).toContainText('1 ours · 0 not ours · 1 missing')
    expect(await counts(wall.page)).toEqual([])
    // What is missing is written on the table's own map.
    await two.page.getByRole('button', { name: 'Write it' }).click()
    await see(two.page.locator('.say textarea')).toBeFocused()

    await team.getByRole('button', { name: 'Close the answers' }).click()
    await see(wall.page.locator('.given tbody td .num')).toHaveText(['1', '0', '1', '1', '0', '0'])
    expect(await violations(wall.page)).toEqual([])
    const low = await wall.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.given-wall h1, .given *')]
        .filter((of) => [...of.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''))
        .filter((of) => Number.parseFloat(getComputedStyle(of).fontSize) < 44)
        .map((of) => of.textContent),
    )
    expect(low).toEqual([])
    await wall.page.reload()
    await see(wall.page.locator('.given tbody td .num')).toHaveText(['1', '0', '1', '1', '0', '0'])
    await see(one.page.locator('.hall-asks')).toContainText('The answers closed at')
    await team.getByRole('button', { name: 'Take it off the wall' }).click()
    await see(wall.page.locator('.given')).toHaveCount(0)
    await see(one.page.locator('.hall-asks')).toHaveCount(0)
    await see(team.getByText('Shared before')).toBeVisible()
  })
})
