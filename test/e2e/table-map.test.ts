/** A large map at the table in short: an overview, a finger on a card, what its plus opens; `table-map.more` tells the rest. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingers, middleOf } from './map-hands.ts'
import { gallery, haveBrowser, newPage, openScreens, rows, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('a large map in short', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())

  const row = (text: string) => rows(page).filter({ hasText: text }).first()
  const card = (name: string) => page.locator(`.map [role=group][aria-label*="${name}"]`)
  const told = (text: string | RegExp) =>
    page.locator('[role=status]', { hasText: text }).first().waitFor({ state: 'attached' })

  it('[MAP14] the overview moves the window by key and by touch, and from afar a tap finds what is painted there', async () => {
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
    await page.getByRole('button', { name: 'All 500' }).click()
    await page.locator('.map .node.argument').first().waitFor()
    const world = () => page.locator('.map .world').evaluate((one) => (one as HTMLElement).style.transform)
    const overview = page.getByRole('button', { name: 'Overview' })
    await overview.focus()
    const before = await world()
    await page.keyboard.press('ArrowDown')
    await expect.poll(world).not.toBe(before)
    await told(/of 500 entries in sight/)
    const after = await world()
    await overview.click({ position: { x: 20, y: 20 } })
    await expect.poll(world).not.toBe(after)
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => overview.count()).toBe(0)
    // Something is painted in the middle of the window; a tap on it chooses it in the outline.
    const box = await page.locator('.map').boundingBox()
    const chosen = () => rows(page).and(page.locator('[aria-selected=true]')).count()
    for (let x = 0.3; x < 0.7 && (await chosen()) === 0; x += 0.02)
      await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * x, (box?.y ?? 0) + (box?.height ?? 0) * 0.4)
    await expect.poll(chosen).toBe(1)
  })

  it('[MAP20] a finger pans and pinches from anywhere on a card, and a tap there is still a tap', async () => {
    const held = await newPage(screens, {
      viewport: { width: 820, height: 1_100 },
      hasTouch: true,
      reducedMotion: 'reduce',
    })
    await gallery(screens, held, 'map-60')
    await held.locator('.sides').getByText('Map', { exact: true }).tap()
    const strips = held.locator('.map .node button:is(.words, .counts)')
    await strips.first().waitFor()
    const world = () =>
      held.locator('.map .world').evaluate((one) => {
        const { a, e, f } = new DOMMatrix((one as HTMLElement).style.transform)
        return [a, e, f] as const
      })
    const touch = await fingers(held)
    for (const one of [strips.first(), held.locator('.map .node.position .text').first()]) {
      const before = await world()
      const opened = await held.locator('.map .beneath.open').count()
      const shown = await held.locator('.map .node').count()
      const { x, y } = await middleOf(one)
      await touch.pan([x, y], [x + 30, y - 90])
      const after = await world()
      expect(Math.round(after[2] - before[2])).toBeLessThan(-60)
      await expect
        .poll(async () => [await held.locator('.map .beneath.open').count(), await held.locator('.map .node').count()])
        .toEqual([opened, shown])
      const at = await middleOf(one)
      await touch.pinch([at.x, at.y], 40, 90)
      expect((await world())[0] / after[0]).toBeGreaterThan(1.5)
      await held.getByRole('button', { name: 'Full size' }).tap()
    }
    await strips.first().tap()
    await held.locator('.map :is(.beneath.open, .node.argument)').first().waitFor()
    expect(held.failures).toEqual([])
    await held.context().close()
  })

  it('[MAP21] + beneath the chosen card opens the kinds; what is dropped on a mark doubts that step', async () => {
    await gallery(screens, page, 'table')
    await page.getByRole('button', { name: 'All 14' }).click()
    await page.getByRole('button', { name: 'Show all' }).click()
    await card('The operator answers').click({ position: { x: 30, y: 20 } })
    const add = page.getByRole('button', { name: 'Add beneath 3' })
    const box = await add.boundingBox()
    expect([box?.width, box?.height]).toEqual([48, 48])
    await add.click()
    await page.getByRole('menuitem', { name: 'Reason against' }).click()
    await page.keyboard.type('Nobody can be reached at night')
    await page.keyboard.press('Escape')
    await row('Nobody can be reached').getByText('3.2').waitFor()
    const goal = await card('Only the maker can open').evaluate((one) => {
      const id = one.closest<HTMLElement>('[data-card]')?.dataset['card']
      const glyph = document.querySelector(`.on-edge[data-of="${id}"] .g`)?.getBoundingClientRect()
      return glyph ? { x: glyph.x + glyph.width / 2, y: glyph.y + glyph.height / 2 } : null
    })
    if (!goal) throw new Error('no mark')
    const from = await middleOf(card('Nobody can be reached').locator('.text'))
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(goal.x + 60, goal.y, { steps: 6 })
    await expect.poll(() => page.locator('.map .on-edge.open-to').count()).toBeGreaterThan(4)
    await page.mouse.move(goal.x + 10, goal.y + 10, { steps: 3 })
    await page.locator('.map .on-edge.aimed').waitFor()
    await page.mouse.up()
    await row('Nobody can be reached').getByText('1.1.2').waitFor()
    expect(page.failures).toEqual([])
  })
})
