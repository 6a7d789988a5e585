/** The minutes of a table, on the real server, in real browsers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atNotes, begin, line, minutes } from './notes-page.ts'
import { haveBrowser, newPage, openScreens, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the minutes', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[NOTE13] a passage becomes somebody’s words beneath an entry, and the words lead back to their block', async () => {
    const page = await atNotes(screens, 4)
    await begin(page, 'Niemand hat uns je gefragt')
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+End')
    await page.keyboard.press('Control+Enter')
    const dialog = page.locator('dialog')
    await dialog.getByRole('radio', { name: 'Seat 3' }).click()
    await dialog.getByRole('searchbox').fill('1')
    await dialog.locator('.choices-of label', { has: page.locator('.num', { hasText: /^1$/ }) }).click()
    await dialog.getByRole('button', { name: 'Add the words' }).click()
    await dialog.waitFor({ state: 'detached' })
    await line(page, 'Niemand hat').locator('.became', { hasText: '1' }).click()
    const quote = page.locator('.map .quote', { hasText: 'Niemand hat uns je gefragt' })
    await quote.waitFor()
    await expect.poll(() => quote.innerText()).toMatch(/T4-03[\s\S]*from notes/)
    await quote.getByRole('button', { name: 'Show in the notes' }).click()
    await line(page, 'Niemand hat uns je gefragt').waitFor()
    // The caret is there too: what is typed next goes into that block.
    await expect
      .poll(() =>
        page.evaluate(
          () => document.getSelection()?.anchorNode?.parentElement?.closest('[data-block]')?.textContent ?? '',
        ),
      )
      .toContain('Niemand hat')
    await page.locator('.light.saved').waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[NOTE13] far down in long minutes a line becomes a new entry by keyboard: the place is kept, and the keys lead there and back', async () => {
    const page = await atNotes(screens, 2)
    await begin(page, 'begun')
    for (let n = 0; n < 30; n += 1) await page.keyboard.press('Enter')
    await page.keyboard.type('Und wer zahlt es')
    const place = () => page.locator('.notes > .page').evaluate((element) => element.scrollTop)
    const before = await place()
    await page.keyboard.press('Control+Enter')
    const dialog = page.locator('dialog')
    await dialog.getByRole('radio', { name: /As a new entry/ }).check()
    await dialog.getByRole('button', { name: 'Add the words' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(before).toBeGreaterThan(0)
    expect(await place()).toBe(before)
    const tools = page.getByRole('toolbar')
    const lead = tools.getByRole('button', { name: /^Became words: \d/ })
    await lead.waitFor()
    await page.keyboard.press('Tab')
    for (let n = 0; n < 7; n += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(() => lead.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    const card = page.locator('.map .node.selected', { hasText: 'Und wer zahlt es' })
    await card.waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
      .toContain('Und wer zahlt es')
    await page.getByRole('button', { name: 'Show in the notes' }).first().press('Enter')
    await line(page, 'Und wer zahlt es').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.className ?? '')).toContain('minutes')
    await page.keyboard.type(', fragt Platz 2')
    await line(page, 'Und wer zahlt es, fragt Platz 2').waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[NOTE15] headings, lists and quotes come by keys, by signs and by buttons; the list of entries is one for a screen reader', async () => {
    const page = await atNotes(screens, 2)
    const { keyboard } = page
    await begin(page, 'blocks')
    const kinds = [
      ['Control+Alt+1', '# ', 'Heading', 'h3'],
      ['Control+Alt+2', '## ', 'Subheading', 'h4'],
      ['Control+Shift+8', '- ', 'List', 'ul li p'],
      ['Control+Shift+7', '1. ', 'Numbers', 'ol li p'],
      ['Control+Shift+b', '> ', 'Quote', 'blockquote p'],
    ] as const
    for (const [keys, sign, name, element] of kinds) {
      const button = page.getByRole('toolbar').getByRole('button', { name, exact: true })
      const made = (text: string) => minutes(page).locator(element, { hasText: text })
      const out = async () => {
        for (let n = 0; n < 3; n += 1) await keyboard.press('Enter')
      }
      await out()
      await keyboard.press(keys)
      await keyboard.type(`${name} by keys`)
      await made(`${name} by keys`).waitFor()
      await out()
      await keyboard.type(`${sign}${name} by sign`)
      await made(`${name} by sign`).waitFor()
      await out()
      await keyboard.type(`${name} by button`)
      await button.click()
      await made(`${name} by button`).waitFor()
      await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
      // Once more and it is a paragraph again.
      await button.click()
      await expect.poll(() => made(`${name} by button`).count()).toBe(0)
      await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false')
    }
    // Enter goes on quoting; on an empty line of the quote a second one leaves it.
    await keyboard.press('Enter')
    await keyboard.press('Control+Shift+b')
    await keyboard.type('Said and')
    await keyboard.press('Enter')
    await keyboard.type('said again')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.type('What we make of it')
    await minutes(page).locator('blockquote p', { hasText: 'said again' }).waitFor()
    await minutes(page).locator('p', { hasText: 'What we make of it' }).waitFor()
    expect(await minutes(page).locator('blockquote', { hasText: 'What we make of it' }).count()).toBe(0)
    await keyboard.press('Enter')
    await keyboard.type('See @')
    const list = page.getByRole('listbox', { name: 'Which entry of the map?' })
    await list.waitFor()
    for (let n = 0; n < 7; n += 1) await keyboard.press('ArrowDown')
    const field = page.getByRole('textbox', { name: 'Notes of the table' })
    const chosen = list.getByRole('option', { selected: true })
    await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
    await expect.poll(() => field.getAttribute('aria-controls')).toBe(await list.getAttribute('id'))
    expect(
      await chosen.evaluate((element) => {
        const box = element.closest('.menu')?.getBoundingClientRect()
        const { top, bottom } = element.getBoundingClientRect()
        return box !== undefined && top >= box.top && bottom <= box.bottom
      }),
    ).toBe(true)
    await keyboard.type('no such entry')
    await page.getByText('No entry like that.').waitFor()
    expect(await field.getAttribute('aria-activedescendant')).toBeNull()
    await keyboard.press('Escape')
    await page.locator('.asking').waitFor({ state: 'detached' })

    // From a word processor: its looks stay behind, its lists are not refused for being too deep.
    await keyboard.press('Enter')
    await minutes(page).evaluate((element) => {
      const clipboardData = new DataTransfer()
      const deep = '<ul><li>in one<ul><li>in two<ul><li>in three</li></ul></li></ul></li></ul>'
      clipboardData.setData('text/html', `<p style="color: red">looks <b>bold</b></p>${deep}<p>end of it</p>`)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await line(page, 'end of it').waitFor()
    await expect.poll(() => minutes(page).locator('ul ul > li > p').allInnerTexts()).toEqual(['in two', 'in three'])
    expect(await minutes(page).locator('b:not(.mention b), [style]').count()).toBe(0)
    await page.locator('.light.saved').waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[NOTE14] [NOTE69] what is written offline is kept and merges, also where it was emptied meanwhile; a citizen reads along and writes nothing', async () => {
    const page = await atNotes(screens, 1)
    const other = await atNotes(screens, 1)
    await begin(page, 'Before the break')
    await line(other, 'Before the break').waitFor()
    await page.context().setOffline(true)
    await page.getByText('Your table is offline.').waitFor({ timeout: 70_000 })
    await page.keyboard.press('Enter')
    await page.keyboard.type('Written without a network')
    await page.locator('.light.kept').waitFor()
    await line(other, 'Before the break').click()
    await other.keyboard.press('Home')
    await other.keyboard.type('Long ')
    await page.context().setOffline(false)
    for (const one of [page, other]) {
      await line(one, 'Written without a network').waitFor({ timeout: 40_000 })
      await line(one, 'Long Before the break').waitFor()
    }
    // Emptied by the one, written in by the other: what nobody had seen stands again, in both editors.
    await page.context().setOffline(true)
    await page.getByText('Your table is offline.').waitFor({ timeout: 70_000 })
    await line(page, 'Long Before the break').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' with a late thought')
    await page.locator('.light.kept').waitFor()
    await minutes(other).focus()
    await other.keyboard.press('Control+a')
    await other.keyboard.press('Delete')
    await line(other, 'Long Before the break').waitFor({ state: 'detached' })
    await page.context().setOffline(false)
    for (const one of [page, other]) {
      await line(one, 'Long Before the break').waitFor({ state: 'detached', timeout: 40_000 })
      await line(one, 'with a late thought').waitFor({ timeout: 40_000 })
    }
    await begin(other, 'Long Before the break')
    await line(page, 'Long Before the break').waitFor()
    const citizen = await newPage(screens, { viewport: { width: 360, height: 740 } })
    await sitDown(screens, citizen, 'citizen', 1, 'T1-04')
    await citizen.getByRole('button', { name: 'Notes', exact: true }).click()
    await line(citizen, 'Long Before the break').waitFor()
    expect(await citizen.locator('.notes [contenteditable=true], .notes .tools').count()).toBe(0)
    await line(other, 'Long Before the break').click()
    await other.keyboard.press('Home')
    for (let n = 0; n < 'Long '.length; n += 1) await other.keyboard.press('ArrowRight')
    await other.keyboard.type('and long ')
    await line(citizen, 'Long and long Before').waitFor()
    expect(citizen.failures).toEqual([])
    await Promise.all([page.close(), other.close(), citizen.close()])
  })
})
