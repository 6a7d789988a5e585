/** The minutes of a table as its facilitator writes them. */
import type { Page } from '@playwright/test'
import { expect } from 'vitest'
import { newPage, sitDown, type Screens } from './table-screens.ts'

type Reporter = Page & { readonly failures: string[] }

/** A facilitator whose board shows the minutes. */
export async function atNotes(screens: Screens, table: number): Promise<Reporter> {
  const page = await newPage(screens)
  await sitDown(screens, page, 'facilitator', table)
  await page.locator('.light.saved').waitFor()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.locator('.minutes[contenteditable=true]').waitFor()
  return page
}
export const minutes = (page: Page) => page.locator('.minutes')
export const line = (page: Page, text: string) => minutes(page).locator('p, h3, h4', { hasText: text })
/** A line of one's own, below whatever the table has written. */
export async function begin(page: Page, text: string): Promise<void> {
  // By keyboard: a click is worked off a moment later, and would take the caret back from the end.
  await minutes(page).focus()
  // Just after it got the focus the editor may put the caret back to where it knows it: at the end it has to stay.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+End')
      return page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
        const [editor, at] = [document.querySelector('.minutes'), getSelection()]
        if (!editor || !at?.anchorNode || editor.lastElementChild?.contains(at.anchorNode) !== true) return false
        const rest = document.createRange()
        rest.selectNodeContents(editor)
        rest.setStart(at.anchorNode, at.anchorOffset)
        return rest.toString() === ''
      })
    })
    .toBe(true)
  // Out of whatever list or quotation the last line stands in.
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Enter')
  await page.keyboard.type(text)
  await line(page, text).waitFor()
}
