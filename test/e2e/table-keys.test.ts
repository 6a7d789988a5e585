/** Writing at the table with the keyboard alone, by what the screen's own labels say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { gallery, haveBrowser, newPage, openScreens, outlineTexts, rows, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the outline by keyboard', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  /** Types text for nothing and counts every other key. */
  function counting(page: Page) {
    let keys = 0
    return {
      async key(...names: string[]) {
        for (const name of names) {
          keys += name.split('+').filter(Boolean).length || 1
          await page.keyboard.press(name)
        }
      },
      text: (value: string) => page.keyboard.type(value),
      get keys() {
        return keys
      },
    }
  }

  it('[TAB1] an issue with two positions, each with a reason for and one against, takes at most 25 keystrokes besides the text', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    // The first entry is one button away; it is counted as one keystroke, like the others.
    await page.getByRole('button', { name: 'Write the issue' }).focus()
    const hand = counting(page)
    await hand.key('Enter')
    await page.locator('[role=treeitem] textarea').waitFor()
    await hand.text('Who answers when a shuttle gets it wrong?')
    await hand.key('Tab')
    await hand.text('The maker')
    await hand.key('Tab')
    await hand.text('Only the maker can open the logs')
    await hand.key('Enter', '-')
    await hand.text('A maker abroad is out of reach')
    await hand.key('Enter', 'Shift+Tab')
    await hand.text('The city')
    await hand.key('Tab')
    await hand.text('It licensed the line')
    await hand.key('Enter', '-')
    await hand.text('It cannot read the code')
    await hand.key('Escape')
    console.log(`keystrokes besides the text, visible labels alone: ${hand.keys}`)
    expect(hand.keys).toBeLessThanOrEqual(25)
    const told = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))
    await expect
      .poll(told)
      .toEqual([
        'Who answers when a shuttle gets it wrong?, Issue',
        '1, The maker, Position',
        'reason for, 1.1, Only the maker can open the logs, Reason',
        'reason against, 1.2, A maker abroad is out of reach, Reason',
        '2, The city, Position',
        'reason for, 2.1, It licensed the line, Reason',
        'reason against, 2.2, It cannot read the code, Reason',
      ])
    await expect.poll(() => page.locator('.map .card-at').count()).toBe(7)
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB2] a first sign on an empty row chooses its kind, Backspace takes the choice back, and inside a sentence it is a sign', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    await page.getByRole('button', { name: 'Write the issue' }).click()
    await page.keyboard.type('Who answers?')
    await page.keyboard.press('Tab')
    const chosen = page.locator('.choices [aria-pressed=true]')
    await expect.poll(() => chosen.innerText()).toContain('Position')
    await page.keyboard.press('?')
    await expect.poll(() => chosen.innerText()).toContain('Question')
    await page.keyboard.press('Backspace')
    await expect.poll(() => chosen.innerText()).toContain('Position')
    await page.keyboard.press(',')
    await expect.poll(() => chosen.innerText()).toContain('Yes, if')
    await page.keyboard.type('yes, if: 2 + 2 - 1? @ * / !')
    await page.keyboard.press('Escape')
    await expect.poll(() => outlineTexts(page)).toEqual(['Who answers?', 'yes, if: 2 + 2 - 1? @ * / !'])
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB3] rows move and leave by key, and what was removed comes back with undo', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    await page.locator('[role=treeitem]', { hasText: 'People want a face' }).focus()
    await page.keyboard.press('Delete')
    await page.getByText('3.1 is removed').waitFor()
    await expect.poll(() => page.locator('[role=treeitem]', { hasText: 'People want a face' }).count()).toBe(0)
    await page.locator('.done').getByRole('button', { name: 'Undo' }).click()
    await page.locator('[role=treeitem]', { hasText: 'People want a face' }).waitFor()
    await page.locator('[role=treeitem]', { hasText: 'The operator answers' }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect
      .poll(() => page.locator('[role=treeitem]', { hasText: 'The operator answers' }).getAttribute('aria-label'))
      .toMatch(/^2, /)
    await page.keyboard.press('Control+z')
    await expect
      .poll(() => page.locator('[role=treeitem]', { hasText: 'The operator answers' }).getAttribute('aria-label'))
      .toMatch(/^3, /)
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB3] one undo takes the text just typed in a new row, and never leaves its first letter; the next takes the row', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    await page.getByRole('button', { name: 'Write the issue' }).click()
    await page.keyboard.type('Who answers?')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Nobody')
    await page.keyboard.press('Control+z')
    const field = page.locator('[role=treeitem] textarea')
    await expect.poll(() => field.inputValue()).toBe('')
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.locator('.map .card-at').count()).toBe(1)
    await page.keyboard.type('The maker')
    await page.keyboard.press('Escape')
    await expect.poll(() => outlineTexts(page)).toEqual(['Who answers?', 'The maker'])
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB4] what is said goes where it most likely belongs, in sight, and can be put elsewhere', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const ear = page.locator('.say textarea')
    const place = page.getByLabel('Where it goes')
    await rows(page).first().focus()
    await ear.fill('Nobody answers')
    const chosen = () =>
      place
        .locator('option:checked')
        .evaluate((one) => [one.closest('optgroup')?.getAttribute('label') ?? '', one.textContent ?? ''])
    await expect.poll(chosen).toEqual(['Who answers when a driverless shuttle gets it w…', 'Position'])
    await page.locator('[role=treeitem]', { hasText: 'People want a face' }).focus()
    await expect.poll(chosen).toEqual(['3.1 People want a face, not a form', 'Somebody’s words'])
    await place.selectOption('position:')
    await expect.poll(chosen).toEqual(['As a new entry, not linked yet', 'Position'])
    await ear.press('Enter')
    await page.locator('[role=treeitem]', { hasText: 'Nobody answers' }).waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB4] a text that is longer than a row takes says so', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    await page.getByRole('button', { name: 'Write the issue' }).click()
    await page.keyboard.insertText('a'.repeat(5_000))
    await page
      .getByRole('status')
      .filter({ hasText: 'At most 2000 characters' })
      .or(page.getByRole('status').filter({ hasText: 'At most 2,000 characters' }))
      .waitFor()
    expect((await page.locator('[role=treeitem] textarea').inputValue()).length).toBe(2_000)
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB4] one key adds words to an entry, asks how they were caught, and remembers', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    await page.locator('[role=treeitem]', { hasText: 'People want a face' }).focus()
    await page.keyboard.press('"')
    await page.locator('.say .target', { hasText: 'Words for 3.1' }).waitFor()
    await page.keyboard.type('I waited an hour for anybody.')
    await page.getByLabel('How it got here').selectOption('paper')
    await page.getByRole('radio', { name: 'Seat 4' }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const quote = page.locator('.map .quote', { hasText: 'I waited an hour' })
    await quote.waitFor()
    await expect
      .poll(() => quote.innerText())
      .toMatch(/[“«]\s?I waited an hour for anybody\.\s?[”»][\s\S]*T3-04[\s\S]*paper/)
    await expect.poll(() => page.getByLabel('How it got here').inputValue()).toBe('paper')
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB5] the map is walked by arrows and written in place', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    await page.locator('.map .card', { hasText: 'The maker of the driving system' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('1.1')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('1.2')
    await page.keyboard.press('ArrowUp')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toContain('Position 1')
    await page.keyboard.press('Enter')
    await page.keyboard.type(' of all')
    await page.keyboard.press('Enter')
    await expect.poll(() => outlineTexts(page)).toContain('The maker of the driving system answers first of all')
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB6] what an input method composes goes in once it is composed', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    await page.getByRole('button', { name: 'Write the issue' }).click()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Input.imeSetComposition', { text: 'だ', selectionStart: 1, selectionEnd: 1 })
    await cdp.send('Input.imeSetComposition', { text: 'だれ', selectionStart: 2, selectionEnd: 2 })
    expect(await page.locator('.map .card-at').count()).toBe(0)
    await cdp.send('Input.insertText', { text: '誰が' })
    await page.keyboard.press('Escape')
    await expect.poll(() => outlineTexts(page)).toEqual(['誰が'])
    expect(page.failures).toEqual([])
    await page.close()
  })
})
