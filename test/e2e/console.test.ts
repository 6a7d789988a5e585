/** A hall's console on made-up rooms: by keyboard, on a phone, and that nothing on it changes its place. */
import type { Page } from '@playwright/test'
import { expect as shown } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../support/pages.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('a hall’s console', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce', viewport: { width: 1024, height: 768 } })
  }, 120_000)
  afterAll(() => screens?.close())
  const named = (name: string) => page.locator('.one h2', { hasText: name })

  it('[CON15] by keyboard alone: arrows choose, letters act and ask, Escape leads back to the calls', async () => {
    await gallery(screens, page, 'room-list')
    await see(named('Table 9')).toBeVisible()
    await page.locator('tr[aria-selected=true]').focus()
    await page.keyboard.press('ArrowDown')
    await see(named('Table 10')).toBeVisible()
    await see(page.locator('tr:focus')).toHaveAttribute('data-table', 't10')
    await page.keyboard.press('q')
    await see(named('Table 12')).toBeVisible()
    await page.keyboard.press('n')
    await see(named('Table 14')).toBeVisible()
    await page.keyboard.press('/')
    await page.getByRole('textbox').fill('3')
    await page.keyboard.press('Enter')
    await see(named('Table 3')).toBeVisible()
    await see(page.locator('tr:focus')).toHaveAttribute('data-table', 't3')
    await page.keyboard.press('m')
    // Who types a message holds no table by it.
    await page.getByRole('textbox').first().fill('h 5')
    await see(page.locator('.dialog .seg [aria-pressed=true]')).toHaveText('Table 3')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await see(page.getByRole('heading', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await see(named('Calls')).toBeVisible()

    // The same in the plan, by where the tables stand.
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.locator('.t[data-table=t1]').focus()
    await page.keyboard.press('ArrowRight')
    await see(named('Table 2')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await see(page.locator('.t:focus')).toHaveAttribute('data-table', /t[67]/)
    await page.keyboard.press('h')
    await see(page.locator('.tile-acts button').nth(1)).toHaveAttribute('aria-disabled', 'true')
    expect(page.failures).toEqual([])
  })

  it('[CON5] the large button stands in two lines at most; a long title is said whole to who hears it', async () => {
    for (const width of [1024, 390]) {
      await page.setViewportSize({ width, height: 768 })
      for (const [state, name] of [
        ['room-long-step', 'Vote: Each for yourself: a vote'],
        ['room-calls', 'Ballot'],
        ['room-ballot-comes', 'Open ballot'],
        ['room-before', 'Begin session 1'],
      ] as const) {
        await gallery(screens, page, state)
        const onward = page.locator('.whole').getByRole('button', { name, exact: true })
        await see(onward).toBeVisible()
        const lines = await onward.locator('> span').evaluate((words) => {
          const all = document.createRange()
          all.selectNodeContents(words)
          const seen = [...all.getClientRects()].filter(({ width: wide }) => wide > 1)
          return new Set(seen.map(({ top }) => Math.round(top))).size
        })
        expect(lines, `${state} at ${width}`).toBeLessThanOrEqual(2)
      }
    }
    await page.setViewportSize({ width: 1024, height: 768 })
    expect(page.failures).toEqual([])
  })

  it('[CON9, CON14] tables are put in their places by mouse and by arrows; plan or list is as the device showed it last', async () => {
    await gallery(screens, page, 'room-arranging')
    const place = async (id: string) => (await page.locator(`.t[data-table=${id}]`).boundingBox()) ?? { x: 0, y: 0 }
    const before = await place('t1')
    const stood = await page.locator('.t[data-table=t1]').getAttribute('style')
    await page.mouse.move(before.x + 60, before.y + 40)
    await page.mouse.down()
    await page.mouse.move(before.x + 160, before.y + 90, { steps: 4 })
    await page.mouse.up()
    const after = await place('t1')
    expect(Math.abs(after.x - before.x - 100)).toBeLessThan(3)
    expect(Math.abs(after.y - before.y - 50)).toBeLessThan(3)
    await page.locator('.t[data-table=t2]').focus()
    const second = await place('t2')
    await page.keyboard.press('ArrowLeft')
    await see.poll(async () => (await place('t2')).x < second.x).toBe(true)
    await page.getByRole('button', { name: 'More in a row' }).click()
    await see(page.locator('output')).toHaveText('rows of 6')
    await page.getByRole('button', { name: 'Leave it as it was' }).click()
    await see(page.locator('.t[data-table=t1]')).toHaveAttribute('style', stood ?? '')

    await page.getByRole('button', { name: 'List', exact: true }).click()
    await page.goto(`${screens.server.url}/gallery.html?state=room-kept&lang=en`)
    await see(page.getByRole('grid')).toBeVisible()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('tr[data-table=t9]').click()
    await see(named('Table 9')).toBeVisible()
    await see(page.getByRole('grid')).toHaveCount(0)
    await page.getByRole('button', { name: 'All tables' }).click()
    await see(page.getByRole('grid')).toBeVisible()
    await page.setViewportSize({ width: 1024, height: 768 })
    expect(page.failures).toEqual([])
  })

  it('[CON16] in every state tiles and buttons stand where they stand', async () => {
    const boxes = (of: string) =>
      page.locator(of).evaluateAll((all) =>
        all.map((one) => {
          const { x, y, width, height } = one.getBoundingClientRect()
          return [x, y, width, height].map(Math.round).join(' ')
        }),
      )
    await gallery(screens, page, 'room-plan')
    const tiles = await boxes('.tile-acts button')
    const hall = await boxes('.t')
    expect(tiles).toHaveLength(6)
    for (const state of [
      'room-coming',
      'room-held',
      'room-offline-table',
      'room-curtain',
      'room-own-clock',
      'room-failed',
    ]) {
      await gallery(screens, page, state)
      if (state === 'room-failed') await see(page.getByText('No answer came.')).toBeVisible()
      expect(await boxes('.tile-acts button'), state).toEqual(tiles)
      expect(await boxes('.t'), state).toEqual(hall)
    }
    const bar = async () => (await boxes('.whole'))[0]
    await gallery(screens, page, 'room-calls')
    const whole = await bar()
    await gallery(screens, page, 'room-notice')
    await see(page.getByRole('button', { name: 'Take back' })).toBeVisible()
    expect(await boxes('.t')).toEqual(hall)
    expect(await bar()).toEqual(whole)
    expect(page.failures).toEqual([])
  })
})
