/** The outline and the map by mouse and finger, by what the screen's own labels say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery, haveBrowser, newPage, openScreens, outlineTexts, rows, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the table by hand', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[TAB11] undo and redo are buttons that name their step, on a laptop and on a phone, and the caret stays', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const undo = page.getByRole('button', { name: /^Undo/ }).filter({ visible: true })
    const redo = page.getByRole('button', { name: /^Redo/ }).filter({ visible: true })
    expect(await undo.isDisabled()).toBe(true)
    expect(await redo.isDisabled()).toBe(true)
    const face = rows(page).filter({ hasText: 'People want a face' })
    await face.locator('.wording-of').click()
    await page.keyboard.type(' at once')
    expect(await undo.getAttribute('title')).toBe('Undo: wording of 3.1')
    await undo.click()
    const field = page.locator('[role=treeitem] textarea')
    await expect.poll(() => field.inputValue()).not.toContain('at once')
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await undo.isDisabled()).toBe(true)
    expect(await redo.getAttribute('title')).toBe('Redo: wording of 3.1')
    await redo.click()
    await expect.poll(() => field.inputValue()).toContain('at once')
    await page.keyboard.press('Escape')
    await face.press('Delete')
    expect(await undo.getAttribute('title')).toBe('Undo: removal of 3.1')
    await undo.click()
    await expect.poll(() => outlineTexts(page).then((all) => all.join())).toContain('People want a face')
    expect(await redo.getAttribute('title')).toBe('Redo: removal of 3.1')

    await page.setViewportSize({ width: 390, height: 844 })
    expect(await undo.count()).toBe(1)
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await undo.click()
    await page.getByRole('button', { name: 'Outline', exact: true }).click()
    await expect.poll(() => outlineTexts(page).then((all) => all.join())).not.toContain('at once')
    expect(page.failures).toEqual([])
    await page.close()
  })
})
