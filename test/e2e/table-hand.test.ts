/** The outline and the map by mouse and finger, by what the screen's own labels say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Locator, Page } from '@playwright/test'
import {
  gallery,
  haveBrowser,
  newPage,
  openScreens,
  outlineTexts,
  rows,
  sitDown,
  type Screens,
} from './table-screens.ts'

/** How somebody opens the menu of an entry and chooses in it, by the visible label. */
type Hand = {
  readonly open: (page: Page, entry: Locator) => Promise<void>
  readonly choose: (page: Page, label: string, key: string) => Promise<void>
}
const item = (page: Page, label: string) => page.getByRole('menuitem', { name: label, exact: true })
/** A key that comes before the menu has the focus goes to the row beneath it. */
const menuHasFocus = (page: Page) => page.waitForFunction(() => document.activeElement?.closest('[role=menu]') !== null)
const byKey: Hand['open'] = async (page, entry) => {
  // What puts the focus back after a step waits for a frame, and would take it from here.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await entry.focus()
  await page.keyboard.press('Shift+F10')
  await menuHasFocus(page)
}
const hands: Readonly<Record<'mouse' | 'touch' | 'arrows' | 'letters', Hand>> = {
  mouse: {
    open: (_page, entry) => entry.getByRole('button', { name: /^What to do with/ }).click(),
    choose: (page, label) => item(page, label).click(),
  },
  touch: {
    open: (_page, entry) => entry.getByRole('button', { name: /^What to do with/ }).tap(),
    choose: (page, label) => item(page, label).tap(),
  },
  arrows: {
    open: byKey,
    async choose(page, label) {
      const at = () => page.evaluate(() => document.activeElement?.querySelector('.label')?.textContent)
      // Behind "More" the menu is another one, and takes the focus anew.
      await menuHasFocus(page)
      for (let n = 0; (await at()) !== label; n += 1) {
        if (n > 12) throw new Error(`no arrow leads to ${label}`)
        await page.keyboard.press('ArrowDown')
      }
      await page.keyboard.press('Enter')
    },
  },
  letters: { open: byKey, choose: (page, _label, key) => page.keyboard.press(key) },
}

/** Everything that the menu of 1.2 offers, what then is to be seen, and the way back. */
const deeds: readonly { label: string; key: string; seen: (page: Page, where: string) => Locator; back: string }[] = [
  ...(
    [
      ['Reason for', 'f', 'A reason for it'],
      ['Reason against', 'a', 'A reason against it'],
      ['Weakens this step', 'k', 'True, but it does not follow'],
      ['Experience', 'e', 'What somebody lived through'],
      ['Source', 's', 'A source, with its link'],
    ] as const
  ).map(([label, key, placeholder]) => ({
    label,
    key,
    seen: (page: Page) => page.locator('[role=treeitem] textarea:focus').and(page.getByPlaceholder(placeholder)),
    back: 'Escape',
  })),
  {
    label: 'Somebody’s words',
    key: 'w',
    seen: (page) => page.locator('.say:has(textarea:focus)', { hasText: '1.2' }),
    back: 'Escape',
  },
  {
    label: 'Change the wording',
    key: 'c',
    seen: (page, where) => page.locator(`${where === 'map' ? '.map .card' : '[role=treeitem]'} textarea:focus`),
    back: 'Escape',
  },
  { label: 'Move to …', key: 'm', seen: (page) => item(page, 'Beneath another entry …'), back: 'Escape Escape' },
  { label: 'More …', key: 'o', seen: (page) => item(page, 'Also link to …'), back: 'Escape Escape' },
  {
    label: 'Remove',
    key: 'Delete',
    seen: (page) => page.getByRole('status').filter({ hasText: '1.2 is removed' }),
    back: 'Control+z',
  },
]

describe.skipIf(!haveBrowser)('the table by hand', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[TAB11] undo and redo are buttons that name their step, on a laptop and on a phone, and the caret stays', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const undo = page.locator('.undo-pair').getByRole('button', { name: /^Undo/ }).filter({ visible: true })
    const redo = page.getByRole('button', { name: /^Redo/ }).filter({ visible: true })
    await expect.poll(() => undo.isDisabled()).toBe(true)
    await expect.poll(() => redo.isDisabled()).toBe(true)
    const face = rows(page).filter({ hasText: 'People want a face' })
    await face.locator('.wording-of').click()
    await page.keyboard.type(' at once')
    await expect.poll(() => undo.getAttribute('title')).toBe('Undo: wording of 3.1')
    await undo.click()
    const field = page.locator('[role=treeitem] textarea')
    await expect.poll(() => field.inputValue()).not.toContain('at once')
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await expect.poll(() => undo.isDisabled()).toBe(true)
    await expect.poll(() => redo.getAttribute('title')).toBe('Redo: wording of 3.1')
    await redo.click()
    await expect.poll(() => field.inputValue()).toContain('at once')
    await page.keyboard.press('Escape')
    await face.press('Delete')
    await expect.poll(() => undo.getAttribute('title')).toBe('Undo: removal of 3.1')
    await undo.click()
    await expect.poll(() => outlineTexts(page).then((all) => all.join())).toContain('People want a face')
    await expect.poll(() => redo.getAttribute('title')).toBe('Redo: removal of 3.1')

    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => undo.count()).toBe(1)
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await undo.click()
    await page.getByRole('button', { name: 'Outline', exact: true }).click()
    await expect.poll(() => outlineTexts(page).then((all) => all.join())).not.toContain('at once')
    expect(page.failures).toEqual([])
    await page.close()
  })

  for (const [name, hand] of Object.entries(hands))
    it(`[TAB12] every item of an entry's menu does what it says, in outline and map: ${name}`, async () => {
      const page = await newPage(screens, name === 'touch' ? { hasTouch: true } : {})
      await gallery(screens, page, 'table')
      for (const where of ['outline', 'map'] as const) {
        const entry = page.locator(where === 'map' ? '.map .card' : '[role=treeitem]', { hasText: 'A maker abroad' })
        for (const { label, key, seen, back } of deeds) {
          if (where === 'map' && name !== 'arrows' && name !== 'letters')
            await entry.click({ position: { x: 30, y: 40 } })
          await hand.open(page, entry)
          await page.getByRole('menu').waitFor()
          const box = await page.getByRole('menu').boundingBox()
          const spoken = await entry.boundingBox()
          if (!box || !spoken) throw new Error('no menu, or no entry')
          const beside = box.x >= spoken.x + spoken.width || box.x + box.width <= spoken.x
          const aboveOrBelow = box.y >= spoken.y + spoken.height || box.y + box.height <= spoken.y
          expect([where, label, beside || aboveOrBelow]).toEqual([where, label, true])
          await hand.choose(page, label, key)
          await seen(page, where).waitFor({ timeout: 5_000 })
          for (const press of back.split(' ')) await page.keyboard.press(press)
          await page.getByRole('menu').waitFor({ state: 'detached' })
          await entry.waitFor()
        }
      }
      await expect.poll(() => outlineTexts(page)).toHaveLength(14)
      expect(page.failures).toEqual([])
      await page.close()
    })

  it('[TAB11] a removal is taken back before the next frame, while nothing has the focus: it comes back', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const entry = rows(page).filter({ hasText: 'A maker abroad' })
    await entry.focus()
    // What puts the focus on the next row waits for a frame that is late.
    await page.evaluate(() => Object.assign(globalThis, { requestAnimationFrame: () => 0 }))
    await page.keyboard.press('Delete')
    await entry.waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await page.keyboard.press('Control+z')
    await entry.waitFor({ timeout: 5_000 })
    await page.keyboard.press('Control+Shift+Z')
    await entry.waitFor({ state: 'detached', timeout: 5_000 })
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB12] a typed letter follows the visible label, and none leads to what takes away', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    await byKey(page, rows(page).filter({ hasText: 'A maker abroad' }))
    const labels = await page.getByRole('menuitem').evaluateAll((all) => all.map((one) => one.textContent))
    expect(labels).toHaveLength(deeds.length)
    const at = () => page.evaluate(() => document.activeElement?.querySelector('.label')?.textContent)
    await page.keyboard.press('r')
    expect(await at()).toBe('Reason against')
    await page.keyboard.press('r')
    expect(await at()).toBe('Reason for')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
    await expect.poll(() => outlineTexts(page)).toHaveLength(14)
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB13, TAB34] a reason on an empty row goes to the entry above, indented and numbered before its first letter; only what answers stands on the level of the question', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'empty')
    const field = page.locator('[role=treeitem]:has(textarea)')
    const stands = async () => [
      await field.locator('.no').innerText(),
      await field.evaluate((one) => Math.round(Number.parseFloat(getComputedStyle(one).getPropertyValue('--d')))),
    ]
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
    await page.getByRole('button', { name: 'Write the issue' }).click()
    await page.keyboard.type('Who answers?')
    // After the only issue comes its first answer, and one Enter too many on an empty answer leaves the row.
    await press('Enter')
    expect(await stands()).toEqual(['1', 0])
    await press('Enter')
    await field.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add a position' }).click()
    expect(await stands()).toEqual(['1', 0])
    await page.keyboard.type('The maker')
    await press('Enter')
    expect(await stands()).toEqual(['2', 0])
    await press('Enter')
    await field.waitFor({ state: 'detached' })
    await page.locator('[role=treeitem]:focus').waitFor()
    await press('Enter')
    await page.locator('[role=treeitem] textarea:focus').waitFor()
    await press('Enter')
    await expect.poll(stands).toEqual(['2', 0])
    await press('+')
    expect(await stands()).toEqual(['1.1', 1])
    await press('Backspace')
    expect(await stands()).toEqual(['2', 0])
    await press('+')
    await page.keyboard.type('It has the logs')
    await press('Enter')
    expect(await stands()).toEqual(['1.2', 1])
    await press('-')
    await press('Tab')
    expect(await stands()).toEqual(['1.1.1', 2])
    await press('Shift+Tab')
    expect(await stands()).toEqual(['1.2', 1])
    await press('/')
    expect(await stands()).toEqual(['1.1.1', 2])
    await page.keyboard.type('Logs can be lost')
    await press('Enter', '!')
    expect(await stands()).toEqual(['2', 0])
    await page.keyboard.type('The city')
    await press('Escape')
    // By mouse: the button adds a position, and a chip makes a reason of it, for the last position.
    await page.getByRole('button', { name: 'Add a position' }).click()
    expect(await stands()).toEqual(['3', 0])
    await field.getByRole('button', { name: 'Reason against' }).click()
    expect(await stands()).toEqual(['2.1', 1])
    await page.keyboard.type('It cannot read code')
    await press('Escape')
    const told = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))
    expect(told.map((one) => /[\d.]+/.exec(one ?? '')?.[0] ?? '')).toEqual(['', '1', '1.1', '1.1.1', '2', '2.1'])
    // What stands already is turned the same way: a position that is a reason goes to the position above it.
    await byKey(page, rows(page).filter({ hasText: 'The city' }))
    await press('o')
    await item(page, 'What it is, and its language …').click()
    await page.getByRole('menuitemradio', { name: 'Reason for' }).click()
    await rows(page).filter({ hasText: 'The city' }).and(page.locator('[aria-level="3"]')).waitFor()
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB15] who writes in an entry that somebody removes keeps text, caret and row, also over a reload, and it is there again by one click', async () => {
    const ana = await newPage(screens)
    const bo = await newPage(screens)
    await sitDown(screens, ana, 'facilitator', 3)
    await sitDown(screens, bo, 'facilitator', 3)
    await bo.setViewportSize({ width: 1440, height: 640 })
    for (const page of [ana, bo]) await page.locator('.light.saved').waitFor()
    await ana.getByRole('button', { name: 'Add a position' }).click()
    await ana.keyboard.type('The insurer')
    await ana.keyboard.press('Tab')
    await ana.keyboard.type('It pays in any case')
    await ana.keyboard.press('Escape')
    const entry = (page: Page) => rows(page).filter({ hasText: 'The insurer' })
    await entry(bo).locator('.wording-of').click()
    await bo.keyboard.type(' ans')
    await entry(ana).filter({ hasText: 'ans' }).focus()
    // It is the last row in sight there.
    await entry(bo).evaluate((row) => row.scrollIntoView({ block: 'end' }))
    await ana.keyboard.press('Delete')
    // Who removes it hears what became of what stood beneath.
    await ana.getByText('1 entry beneath it is now under “Not linked yet”.').waitFor()
    const field = bo.locator('[role=treeitem].taken textarea')
    await bo.getByText('was removed by the facilitator while you were writing. Your text is safe.').waitFor()
    const keep = bo.getByRole('button', { name: 'Keep it' })
    const bottom = async (one: Locator) => one.evaluate((box) => box.getBoundingClientRect().bottom)
    await expect.poll(async () => (await bottom(keep)) <= (await bottom(bo.locator('.entries')))).toBe(true)
    await bo.keyboard.type('wers first')
    await expect.poll(() => field.inputValue()).toBe('The insurer answers first')
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await bo.waitForFunction(() => Object.values(sessionStorage).some((kept) => String(kept).includes('answers first')))
    await bo.reload()
    await bo.locator('[role=treeitem].taken', { hasText: 'The insurer answers first' }).waitFor()
    // Nobody else who comes in by the same tab finds it.
    await sitDown(screens, bo, 'citizen', 3)
    await rows(bo).filter({ hasText: 'It pays in any case' }).waitFor()
    expect(await bo.getByText('The insurer answers first').count()).toBe(0)
    await sitDown(screens, bo, 'facilitator', 3)
    await bo.locator('[role=treeitem].taken', { hasText: 'The insurer answers first' }).waitFor()
    await bo.getByRole('button', { name: 'Keep it' }).click()
    await entry(ana).filter({ hasText: 'answers first' }).waitFor()
    await expect.poll(() => bo.locator('.taken').count()).toBe(0)
    // Removed again, and brought back by who removed it: what was typed meanwhile goes into it.
    await entry(bo).locator('.wording-of').click()
    await entry(ana).focus()
    await ana.keyboard.press('Delete')
    await field.waitFor()
    await bo.keyboard.type(' of all')
    await ana.locator('.done').getByRole('button', { name: 'Undo' }).click()
    await entry(ana).filter({ hasText: 'The insurer answers first of all' }).waitFor()
    await bo.locator('.taken').waitFor({ state: 'detached' })
    // Let go: it is gone for both.
    await entry(ana).focus()
    await ana.keyboard.press('Delete')
    await bo.getByRole('button', { name: 'Let it go' }).click()
    await expect.poll(() => entry(bo).count()).toBe(0)
    // The first of several is the first again, and its writer's field stays where it was.
    await ana.getByRole('button', { name: 'Add a position' }).click()
    await ana.keyboard.type('The city')
    await ana.keyboard.press('Tab')
    await ana.keyboard.type('It plans')
    await ana.keyboard.press('Enter')
    await ana.keyboard.type('It can be asked')
    await ana.keyboard.press('Escape')
    const reason = (page: Page) => rows(page).filter({ hasText: 'It plans' })
    await rows(bo).filter({ hasText: 'It can be asked' }).waitFor()
    const number = (await reason(bo).locator('.no').innerText()).trim()
    await reason(bo).locator('.wording-of').click()
    await bo.keyboard.type(' ahead')
    await reason(ana).filter({ hasText: 'ahead' }).focus()
    await ana.keyboard.press('Delete')
    await bo.getByRole('button', { name: 'Keep it' }).click()
    await reason(ana).waitFor()
    expect((await reason(ana).locator('.no').innerText()).trim()).toBe(number)
    expect([...ana.failures, ...bo.failures]).toEqual([])
    await ana.close()
    await bo.close()
  })

  it('[TAB16] several lines that are pasted ask: one entry each, in one step of undo, or one', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const paste = (text: string) =>
      page.evaluate((pasted) => {
        const data = new DataTransfer()
        data.setData('text/plain', pasted)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      }, text)
    await rows(page).filter({ hasText: 'People want a face' }).locator('.wording-of').click()
    await page.keyboard.press('Enter')
    await paste('- They know the driver\n- They trust a voice\n\n3. They wait less')
    await page.getByRole('dialog').getByText('They trust a voice').waitFor()
    await page.getByRole('button', { name: 'As 3 entries' }).click()
    const told = async () =>
      (await rows(page).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))).filter((one) =>
        one.includes('They'),
      )
    await expect.poll(told).toHaveLength(3)
    expect((await told()).map((one) => /3\.\d, [^,]+/.exec(one)?.[0])).toEqual([
      '3.2, They know the driver',
      '3.3, They trust a voice',
      '3.4, They wait less',
    ])
    await page
      .getByRole('button', { name: /^Undo: / })
      .filter({ visible: true })
      .click()
    await expect.poll(told).toHaveLength(0)
    await rows(page).filter({ hasText: 'People want a face' }).locator('.wording-of').click()
    await page.keyboard.press('End')
    await paste(' and\na name')
    await page.getByRole('button', { name: 'As one entry' }).click()
    await rows(page).filter({ hasText: 'People want a face, not a formand a name' }).waitFor()
    // The composer asks, too: here they are what a seat said of the entry that is chosen, or one text that waits.
    await page.locator('.say textarea').click()
    await page.keyboard.type('We say: ')
    await paste('• They ring a bell\n• They wave a hand')
    await page.getByRole('button', { name: 'As 2 statements' }).click()
    await page.getByText('We say: They ring a bell').first().waitFor()
    await page.getByText('They wave a hand').first().waitFor()
    await page.locator('.say textarea').click()
    await paste('one\ntwo')
    await page.getByRole('button', { name: 'As one ' }).click()
    await expect.poll(() => page.locator('.say textarea').inputValue()).toBe('one two')
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[TAB17] "?" shows every key, and a list of entries is found by what one types', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const row = rows(page).filter({ hasText: 'A maker abroad' })
    await row.focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'The keys' }).getByText('next seat, seat before').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true)
    const all = page.getByRole('button', { name: 'All keys' })
    await all.click()
    await page.getByRole('dialog', { name: 'The keys' }).waitFor()
    await page.keyboard.press('Escape')
    // What closes gives the focus back first.
    await expect.poll(() => all.evaluate((one) => one === document.activeElement)).toBe(true)
    await byKey(page, row)
    await page.keyboard.press('m')
    await item(page, 'Beneath another entry …').click()
    await page.getByRole('searchbox', { name: 'Find an entry' }).fill('operator')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /The operator/ })
      .click()
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/ 3\.2, /)
    expect(page.failures).toEqual([])
    await page.close()
  })
})
