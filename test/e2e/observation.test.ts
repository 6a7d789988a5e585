/** What observers may see, set at the table's screen on a real server. */
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, newPage, openScreens, rows, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('observation, at the table', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[OBS4] the facilitator pauses it and hides an entry; the server has it at once, and a second screen shows it', async () => {
    const page = await newPage(screens)
    const board = await sitDown(screens, page, 'facilitator', 1)
    const { session } = await screens.server.enter('facilitator', 1)
    const policy = async (): Promise<ViewPolicy> =>
      (await (
        await fetch(`${screens.server.url}/api/boards/${board}/policy`, {
          headers: { authorization: `Bearer ${session}` },
        })
      ).json()) as ViewPolicy
    await rows(page).first().waitFor()
    const other = await newPage(screens)
    await sitDown(screens, other, 'facilitator', 1)
    await rows(other).first().waitFor()

    await page.getByRole('button', { name: 'Observers', exact: true }).click()
    await page.getByLabel('Paused: what they saw last stands still').click()
    await page.getByText('Saved, and in effect.').waitFor()
    expect((await policy()).observation).toBe('paused')
    await other.getByRole('button', { name: 'Observers: paused' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()

    const row = rows(page).nth(1)
    await row.hover()
    await row.getByRole('button').last().click()
    await page.getByRole('menuitem', { name: 'Hide from observers' }).click()
    await row.locator('.unseen').waitFor()
    await expect.poll(async () => (await policy()).hidden.length).toBe(1)
    await rows(other).locator('.unseen').first().waitFor()
    expect([...page.failures, ...other.failures]).toEqual([])
  }, 40_000)

  it('[OBS4] a citizen has the curtain and no such button', async () => {
    const page = await newPage(screens)
    await sitDown(screens, page, 'citizen', 2)
    await page.getByRole('button', { name: 'Curtain open' }).waitFor()
    expect(await page.getByRole('button', { name: 'Observers' }).count()).toBe(0)
  }, 30_000)
})
