/** Large maps at the table: folded, alone, searched, seen from a corner; by keyboard, and told to who does not see it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { gallery, haveBrowser, newPage, openScreens, rows, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('a large map', () => {
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

  it('[MAP11] folds by the arrows of a tree, says how many it holds in both, and opens for what is chosen within', async () => {
    await gallery(screens, page, 'table')
    const all = await rows(page).count()
    await row('The maker of the driving system').locator('.no').click()
    await page.keyboard.press('ArrowLeft')
    await row('The maker of the driving system').getByText('4 beneath').waitFor()
    expect(await row('The maker of the driving system').getAttribute('aria-expanded')).toBe('false')
    expect(await rows(page).count()).toBe(all - 4)
    await card('The maker of the driving system').getByText('4 beneath').waitFor()
    await expect.poll(() => card('A maker abroad').count()).toBe(0)
    await told('It holds 4 entries')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => rows(page).count()).toBe(all)
    expect(await row('The maker of the driving system').getAttribute('aria-expanded')).toBe('true')
    // On the map by its own key and by a tap, and everything by menu.
    await card('The maker of the driving system').focus()
    await page.keyboard.press('.')
    await card('The maker of the driving system').getByRole('button', { name: 'Unfold' }).click()
    await card('A maker abroad').waitFor()
    await row('The maker of the driving system').getByRole('button', { name: 'What to do' }).click()
    await page.getByRole('menuitem', { name: 'Fold the branch (4 entries)' }).click()
    await expect.poll(() => card('A maker abroad').count()).toBe(0)
    // A search finds what lies within, and choosing it opens the branch.
    await page.keyboard.press('/')
    await page.keyboard.type('abroad')
    await page.getByRole('option', { name: /A maker abroad/ }).waitFor()
    await page.keyboard.press('Enter')
    await card('A maker abroad').waitFor()
    expect(await row('A maker abroad').getAttribute('aria-selected')).toBe('true')
    expect(page.failures).toEqual([])
  })

  it('[MAP12] one branch alone by key, in outline and map; Escape and the way back show all again', async () => {
    await gallery(screens, page, 'table')
    const all = await rows(page).count()
    await row('The city that licensed').locator('.no').click()
    await page.keyboard.press('Alt+Enter')
    await expect.poll(() => rows(page).count()).toBe(4)
    await expect.poll(() => page.locator('.map .card-at').count()).toBe(4)
    await told('This branch alone: 4 entries')
    const way = page.locator('.map').getByRole('navigation', { name: 'Where this branch stands' })
    expect(await way.getByRole('listitem').count()).toBe(2)
    await page.keyboard.press('Escape')
    await expect.poll(() => rows(page).count()).toBe(all)
    await told('The whole map')
    await card('The city that licensed').focus()
    await page.keyboard.press('Alt+Enter')
    await way.getByRole('button', { name: 'Whole map' }).click()
    await expect.poll(() => rows(page).count()).toBe(all)
  })

  it('[MAP13] a search is a field and a list: arrows choose, the map follows, Escape gives the focus back', async () => {
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
    await rows(page).first().focus()
    await page.keyboard.press('Control+f')
    const field = page.getByRole('combobox', { name: /Search/ })
    await field.fill('line 499')
    await page.getByText('1 entry found').waitFor()
    await page.keyboard.press('ArrowDown')
    await card('Line 499').waitFor()
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await page.getByRole('listbox', { name: 'Search' }).getByRole('option', { selected: true }).count()).toBe(1)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('combobox', { name: /Search/ }).count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
  })

  it('[MAP14] the overview moves the window by key and by touch, and from afar a tap finds what is painted there', async () => {
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
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

  it('[MAP7] what somebody else adds moves nothing on the glass', async () => {
    // Every three seconds an entry comes from the table next door.
    await gallery(screens, page, 'map-60', 'en', '&live')
    await card('The night line first').waitFor()
    const onTheGlass = () =>
      page.locator('.map').evaluate((map) => {
        const glass = map.getBoundingClientRect()
        return [...map.querySelectorAll<HTMLElement>('[data-card]')].flatMap((one): [string, number, number][] => {
          const { x, y, right, bottom } = one.getBoundingClientRect()
          const seen = right > glass.x && x < glass.right && bottom > glass.y && y < glass.bottom
          return seen ? [[one.dataset['card'] ?? '', Math.round(x), Math.round(y)]] : []
        })
      })
    const others = rows(page).filter({ hasText: 'What the table next door said, 1' })
    const before = await onTheGlass()
    expect(before.length).toBeGreaterThan(5)
    expect(await others.count(), 'it came before anybody looked').toBe(0)
    await others.first().waitFor({ state: 'attached' })
    const after = new Map((await onTheGlass()).map(([id, x, y]) => [id, [x, y]]))
    expect(Object.fromEntries(before.map(([id]) => [id, after.get(id)]))).toEqual(
      Object.fromEntries(before.map(([id, x, y]) => [id, [x, y]])),
    )
    expect(page.failures).toEqual([])
  })

  it('[MAP11] [MAP14] a finger folds and unfolds, and moves the window, on a phone', async () => {
    const held = await newPage(screens, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    })
    await gallery(screens, held, 'map-60')
    const position = held.locator('.map [role=group][aria-label*="The night line first"]')
    const outlined = rows(held).filter({ hasText: 'The night line first' }).first()
    await outlined.getByRole('button', { name: 'What to do' }).tap()
    await held.getByRole('menuitem', { name: 'Fold the branch (17 entries)' }).tap()
    await outlined.getByText('17 beneath').waitFor()
    await outlined.getByText('The night line first').tap()
    await held.locator('.sides').getByText('Map', { exact: true }).tap()
    await position.getByText('17 beneath').waitFor()
    await position.getByRole('button', { name: 'Unfold' }).tap()
    await expect.poll(() => position.getByText('17 beneath').count()).toBe(0)
    const world = () => held.locator('.map .world').evaluate((one) => (one as HTMLElement).style.transform)
    const before = await world()
    await held.getByRole('button', { name: 'Overview' }).tap({ position: { x: 10, y: 30 } })
    await expect.poll(world).not.toBe(before)
    // Nothing that a finger meets here is smaller than a finger.
    const small = await held.locator('.map .tools button, .minimap button').evaluateAll((all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect()
        return width < 44 || height < 44 ? `${one.getAttribute('aria-label')} ${width} x ${height}` : []
      }),
    )
    expect(small).toEqual([])
    expect(held.failures).toEqual([])
    await held.context().close()
  })
})
