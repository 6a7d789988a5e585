/** Two people at one table, on the real server, in real browsers. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, newPage, openScreens, outlineTexts, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('a table together', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[TAB7] what one writes the other sees, with a tag and once a pulse, and the light says that it is saved', async () => {
    const ana = await newPage(screens)
    const bo = await newPage(screens)
    await sitDown(screens, ana, 'facilitator', 1)
    await sitDown(screens, bo, 'facilitator', 1)
    await ana.locator('.light.saved').waitFor()
    await bo.locator('.light.saved').waitFor()
    await bo.getByText(/2 here/).waitFor()
    const before = await bo.locator('[role=treeitem]').count()
    await ana.getByRole('button', { name: 'Add a position' }).click()
    await ana.keyboard.type('The insurer answers first')
    const row = bo.locator('[role=treeitem]', { hasText: 'The insurer answers first' })
    await row.waitFor()
    await expect.poll(() => bo.locator('[role=treeitem]').count()).toBe(before + 1)
    await bo.locator('.map .node .tag', { hasText: 'Facilitator' }).waitFor()
    await ana.keyboard.press('Escape')
    await bo.locator('.map .node .tag').waitFor({ state: 'detached' })
    await ana.locator('.light.saved').waitFor()
    expect([...ana.failures, ...bo.failures]).toEqual([])
    await ana.close()
    await bo.close()
  })

  it('[TAB8] two who write in one wording keep each their caret and their letters', async () => {
    const ana = await newPage(screens)
    const bo = await newPage(screens)
    await sitDown(screens, ana, 'facilitator', 2)
    await sitDown(screens, bo, 'facilitator', 2)
    await ana.locator('.light.saved').waitFor()
    await bo.locator('.light.saved').waitFor()
    await ana.getByRole('button', { name: 'Add a position' }).click()
    await ana.keyboard.type('the city')
    const theirs = bo.locator('[role=treeitem]', { hasText: 'the city' }).last()
    await theirs.locator('.wording-of').click()
    await bo.locator('[role=treeitem] textarea').waitFor()
    await bo.keyboard.press('Home')
    await ana.keyboard.type(' answers', { delay: 20 })
    await bo.keyboard.type('So ', { delay: 20 })
    const whole = 'So the city answers'
    for (const page of [ana, bo])
      await page.waitForFunction(
        (text) =>
          [...document.querySelectorAll('[role=treeitem] textarea')].some(
            (field) => field instanceof HTMLTextAreaElement && field.value === text,
          ),
        whole,
      )
    expect(
      await ana.evaluate(() =>
        document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.selectionStart : -1,
      ),
    ).toBe(whole.length)
    expect(
      await bo.evaluate(() =>
        document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.selectionStart : -1,
      ),
    ).toBe(3)
    await bo.locator('[role=treeitem] .caret').waitFor({ state: 'attached' })
    // Undo is each person's own: Ana's takes her letters and leaves his.
    await ana.keyboard.press('Control+z')
    await bo.waitForFunction(() =>
      [...document.querySelectorAll('[role=treeitem] textarea')].some(
        (field) =>
          field instanceof HTMLTextAreaElement &&
          field.value.startsWith('So ') &&
          field.value !== 'So the city answers',
      ),
    )
    expect([...ana.failures, ...bo.failures]).toEqual([])
    await ana.close()
    await bo.close()
  })

  it('[TAB9] a citizen reads along and draws the curtain in one tap; the whole table sees it drawn', async () => {
    const table = await newPage(screens)
    const citizen = await newPage(screens, { viewport: { width: 360, height: 740 } })
    await sitDown(screens, table, 'facilitator', 3)
    await sitDown(screens, citizen, 'citizen', 3, 'T3-04')
    await table.locator('.light.saved').waitFor()
    await citizen.getByText('You are reading along').waitFor()
    expect(await citizen.locator('textarea').count()).toBe(0)
    await citizen.getByRole('button', { name: 'Map', exact: true }).click()
    const started = Date.now()
    await citizen.getByRole('button', { name: 'Curtain open' }).click()
    await table.getByText('The curtain is drawn. Observers see nothing of this table.').waitFor()
    expect(Date.now() - started).toBeLessThan(10_000)
    await table.getByRole('button', { name: 'Curtain drawn' }).click()
    await citizen.getByRole('button', { name: 'Curtain open' }).waitFor()
    expect([...table.failures, ...citizen.failures]).toEqual([])
    await table.close()
    await citizen.close()
  })

  it('[TAB10, DAY2] offline text stays on the screen, is said to be kept, and is sent afterwards; then every screen says the same', async () => {
    const context = await screens.browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = Object.assign(await context.newPage(), { failures: [] as string[] })
    await sitDown(screens, page, 'facilitator', 4)
    await page.locator('.light.saved').waitFor()
    const other = await newPage(screens)
    await sitDown(screens, other, 'facilitator', 4)
    await other.locator('.light.saved').waitFor()
    await context.setOffline(true)
    await page.getByText('Your table is offline.').waitFor({ timeout: 70_000 })
    await page.getByRole('button', { name: 'Add a position' }).click()
    await page.keyboard.type('Written without a network')
    await page.keyboard.press('Escape')
    await page.locator('.light.kept').waitFor()
    await expect.poll(() => page.locator('.node.kept').count()).toBe(1)
    expect(await outlineTexts(other)).not.toContain('Written without a network')
    await context.setOffline(false)
    await page.locator('.light.saved').waitFor({ timeout: 40_000 })
    await other.locator('[role=treeitem]', { hasText: 'Written without a network' }).waitFor()
    // Every screen says the same: the one that was offline, the other, and one that is opened anew.
    const here = async () => [...(await outlineTexts(page))].sort()
    const there = async () => [...(await outlineTexts(other))].sort()
    await expect.poll(async () => isDeepStrictEqual(await there(), await here()), { timeout: 10_000 }).toBe(true)
    await other.reload()
    await expect.poll(async () => isDeepStrictEqual(await there(), await here()), { timeout: 10_000 }).toBe(true)
    await other.close()
    await context.close()
  })
})
