/** Two who code at one server: words are chosen by pointer and by key, and in a round neither sees the other until both have closed. */
import { describe, expect, it } from 'vitest'
import { expect as shown, type Page } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience, type Visitor } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('who codes', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  async function coder(): Promise<Visitor> {
    const one = await come()
    await one.page.goto(card(hall.server, 'analyst'))
    await one.page.waitForURL('**/snapshots')
    await one.page.getByRole('link', { name: 'Read and code', exact: true }).click()
    await see(one.page.locator('.spoken')).toBeVisible()
    return one
  }
  const names = (page: Page) => page.locator('.margin .names')
  const code = (page: Page, name: string) => page.locator('.book li', { hasText: name })
  const open = (page: Page): Promise<string> => page.locator('.spoken').innerText()

  const letters = async (page: Page): Promise<string> =>
    (await page.locator('.spoken [data-at]').allTextContents()).join('')

  /** From the middle of the first word that is in sight to the middle of the third. */
  async function drag(page: Page): Promise<void> {
    const [from, to] = await page
      .locator('.spoken [data-at]')
      .first()
      .evaluate((piece) => {
        const [node] = piece.childNodes
        const words = [...(node?.textContent ?? '').matchAll(/\S+/g)]
        return [words[0], words[2]].map((word, n) => {
          const range = document.createRange()
          const at = (word?.index ?? 0) + (n === 0 ? 0 : (word?.[0].length ?? 1) - 1)
          if (node !== undefined) range.setStart(node, at)
          if (node !== undefined) range.setEnd(node, at + 1)
          const { left, right, top, bottom } = range.getBoundingClientRect()
          return { x: n === 0 ? left + 1 : right - 1, y: (top + bottom) / 2 }
        })
      })
    if (from === undefined || to === undefined) throw new Error('no words')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
  }

  it('[CPG1] [CPG3] [CPG4] [CPG5] [CPG8] [CPG9] [CPG10] words are coded by pointer and by key, taken back, and stand for the other; a round tells neither of the other before both have closed', async () => {
    const [ada, bea] = [await coder(), await coder()]
    const { page } = ada
    const [first, all] = [await open(page), await letters(page)]
    await see(page.locator('.tabs a').first()).toHaveText('Read and code')
    await see(page.locator('.cover .cells i')).not.toHaveCount(0)
    await drag(page)
    await see(page.locator('.spoken .chosen')).not.toHaveCount(0)
    const chosen = await page.locator('.spoken .chosen').innerText()
    expect(chosen.split(/\s+/)).toHaveLength(3)
    expect(first).toContain(chosen)
    await page.keyboard.press('n')
    await page.getByLabel('Name of the new code').fill('Night')
    await page.keyboard.press('Enter')
    await see(names(page)).toHaveText(new RegExp(`a Night: ${chosen.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
    await see(code(page, 'Night').locator('.num')).toHaveText('1')

    // The first two words by key, with the key of the code; pressed again, it is taken off, and z brings it back.
    await page.locator('.spoken').focus()
    for (const key of ['Home', 'Shift+ArrowRight', 'Digit1']) await page.keyboard.press(key)
    await see(names(page)).toHaveCount(2)
    await page.keyboard.press('Digit1')
    await see(names(page)).toHaveCount(1)
    await page.keyboard.press('z')
    await see(names(page)).toHaveCount(2)
    await page.keyboard.type('qx')
    expect(await letters(page)).toBe(all)
    // Bea has the same entry open: nobody keeps it from her.
    await see(names(bea.page)).toHaveCount(2)
    // One stop each, with arrows within.
    await see(page.locator('.queue li button[tabindex="0"]')).toHaveCount(1)
    await see(page.locator('.book li .name[tabindex="0"]')).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await see(page.locator('.spoken')).not.toHaveText(first)

    // A round of everything: each codes the same entry otherwise.
    await page.getByText('Coding twice, blind').click()
    await page.getByLabel('Which entries').selectOption('1')
    await page.getByRole('button', { name: 'Begin a round' }).click()
    await page.getByRole('button', { name: 'Join it' }).click()
    await bea.page.getByText('Coding twice, blind').click()
    await bea.page.getByRole('button', { name: 'Join it' }).click()
    await see(page.locator('#queue-title')).toContainText('In this round')
    await see(bea.page.locator('#queue-title')).toContainText('In this round')
    const same = await page.locator('.queue li').first().innerText()
    for (const one of [ada, bea])
      await one.page.locator('.queue li button', { hasText: same.split('\n')[0] ?? '' }).click()
    // Whichever of the two is there first.
    await expect.poll(async () => (await open(page)).trim() === (await open(bea.page)).trim()).toBe(true)
    await page.locator('.spoken').focus()
    for (const key of ['Home', 'Digit1']) await page.keyboard.press(key)
    await see(names(page)).toHaveCount(1)
    await see(page.locator('.light')).toHaveText('All saved')
    await bea.page.locator('.spoken').focus()
    for (const key of ['End', 'Digit1']) await bea.page.keyboard.press(key)
    // Her own and nothing else.
    await see(names(bea.page)).toHaveCount(1)
    await see(bea.page.locator('.light')).toHaveText('All saved')
    await bea.page.getByRole('button', { name: 'Close my part' }).click()
    await see(bea.page.getByText('You have closed your part')).toBeVisible()
    await see(names(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Close my part' }).click()
    await page.getByRole('button', { name: 'How far they agree' }).click()
    await see(page.locator('.differences h2')).toBeFocused()
    await see(page.locator('.agreed')).toContainText('unit')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Close', exact: true }).click()

    await page.getByRole('button', { name: 'Codes by table and city' }).click()
    await page.locator('.grid td button').first().click()
    await see(page.locator('.half li')).not.toHaveCount(0)
    await page.keyboard.press('Escape')
    await see(page.locator('.matrix')).toBeVisible()
  })
})
