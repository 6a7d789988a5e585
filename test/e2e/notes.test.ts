/** The minutes of a table in short, on the real server, in real browsers; `notes.more` tells the rest. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../support/pages.ts'
import { atNotes, begin, line, minutes } from './notes-page.ts'
import { haveBrowser, newPage, openScreens, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the minutes in short', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[NOTE11, NOTE17] two write at once: both keep their letters, each sees the other’s caret, and undo is each one’s own', async () => {
    const ana = await atNotes(screens, 5)
    const bo = await atNotes(screens, 5)
    await begin(ana, 'the city')
    await line(bo, 'the city').click()
    await bo.keyboard.press('Home')
    await Promise.all([ana.keyboard.type(' answers', { delay: 30 }), bo.keyboard.type('So ', { delay: 30 })])
    // Asked of the whole text, so that a red run says what stood there instead; without the others' carets, which stand
    // in the middle of it and are no letters.
    const letters = (page: Page) =>
      page.locator('.minutes').evaluate((minutes) => {
        const copy = minutes.cloneNode(true)
        if (copy instanceof Element) for (const caret of copy.querySelectorAll('.caret')) caret.remove()
        return copy.textContent
      })
    for (const page of [ana, bo])
      await expect.poll(() => letters(page), { timeout: patience }).toContain('So the city answers')
    await ana.locator('.minutes .caret[data-who=Facilitator]').waitFor({ state: 'attached' })
    await ana.keyboard.press('Control+z')
    await expect.poll(() => line(bo, 'So ').last().innerText()).not.toContain('answers')
    await expect.poll(() => line(bo, 'So ').last().innerText()).toMatch(/^So /)
    // The same by the buttons: what there is nothing of is disabled, not hidden.
    const [back, again] = [0, 1].map((n) => ana.locator('.notes .undo-pair button').nth(n))
    await again?.click()
    await line(bo, 'So the city answers').waitFor()
    await expect.poll(() => again?.isDisabled()).toBe(true)
    await back?.click()
    await expect.poll(() => line(bo, 'So ').last().innerText()).not.toContain('answers')
    await ana.keyboard.press('Control+y')
    await line(bo, 'So the city answers').waitFor()
    await bo.keyboard.press('Control+z')
    await expect.poll(() => line(ana, 'the city answers').innerText()).toBe('the city answers')
    await ana.locator('.light.saved').waitFor()
    expect([...ana.failures, ...bo.failures]).toEqual([])
    await Promise.all([ana.close(), bo.close()])
  })

  it('[NOTE12, NOTE18] an entry is named with its number and wording as they are now, and leads to the map', async () => {
    const page = await atNotes(screens, 6)
    await begin(page, 'See @1')
    await page.locator('.asking [role=option]').first().waitFor()
    await page.keyboard.press('Enter')
    const mention = line(page, 'See').last().locator('.mention')
    await mention.waitFor()
    const named = await mention.innerText()
    expect(named).toMatch(/^1 \S/)
    // The next word has its space, and what ends the sentence has none before it.
    await page.keyboard.type('.')
    await expect.poll(() => line(page, 'See').last().innerText()).toBe(`See ${named}.`)
    // Somebody rewords the entry: the sentence follows.
    const row = page.locator('[role=treeitem]', { hasText: named.slice(2, 20) }).first()
    await row.locator('.wording-of').click()
    await page.locator('[role=treeitem] textarea').waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.type('Really: ')
    await page.keyboard.press('Escape')
    await expect.poll(() => mention.innerText()).toMatch(/^1 Really: /)
    await mention.click()
    await page.locator('.map .node.selected', { hasText: 'Really: ' }).waitFor()
    // Somebody takes it off the map: the sentence says so, and leads nowhere.
    await row.locator('.wording-of').click()
    await page.locator('[role=treeitem] textarea').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[role=treeitem]:focus').waitFor()
    await page.keyboard.press('Delete')
    await page.getByRole('tab', { name: 'Notes' }).click()
    await expect.poll(() => mention.innerText()).toMatch(/^no longer on the map: /)
    await mention.click()
    await page.getByRole('tab', { name: 'Notes', selected: true }).waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[NOTE14, NOTE15] a heading by keys, a quotation by its sign, a list by its button; a citizen reads along and writes nothing', async () => {
    const page = await atNotes(screens, 1)
    const { keyboard } = page
    const out = async (): Promise<void> => {
      for (let n = 0; n < 3; n += 1) await keyboard.press('Enter')
    }
    await begin(page, 'blocks')
    await out()
    await keyboard.press('Control+Alt+1')
    await keyboard.type('What we heard')
    await out()
    await keyboard.type('> Nobody asked us')
    // Enter goes on quoting; on an empty line of the quotation a second one leaves it.
    for (let n = 0; n < 2; n += 1) await keyboard.press('Enter')
    await keyboard.type('trams')
    const list = page.getByRole('toolbar').getByRole('button', { name: 'List', exact: true })
    await list.click()
    await minutes(page).locator('ul li p', { hasText: 'trams' }).waitFor()
    await expect.poll(() => list.getAttribute('aria-pressed')).toBe('true')
    await page.locator('.light.saved').waitFor()

    const citizen = await newPage(screens, { viewport: { width: 360, height: 740 } })
    await sitDown(screens, citizen, 'citizen', 1, 'T1-04')
    await citizen.getByRole('button', { name: 'Notes', exact: true }).click()
    for (const [element, text] of [
      ['h3', 'What we heard'],
      ['blockquote p', 'Nobody asked us'],
      ['ul li', 'trams'],
    ] as const)
      await minutes(citizen).locator(element, { hasText: text }).waitFor()
    expect(await citizen.locator('.notes [contenteditable=true], .notes .tools').count()).toBe(0)
    await keyboard.type(' and shade')
    await minutes(citizen).locator('ul li', { hasText: 'trams and shade' }).waitFor()
    expect([...page.failures, ...citizen.failures]).toEqual([])
    await Promise.all([page.close(), citizen.close()])
  })
})
