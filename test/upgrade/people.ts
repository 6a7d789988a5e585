/** What people do on the pages of any version: found by what they read on the screen. */
import { expect as shown, type Page } from '@playwright/test'
import { addPosition, inSight, light, patience, takeSeat, type Visitor } from '../support/pages.ts'

/** On plain http there is no service worker: such a page needs the network to be opened. */
const shellKept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    if ('serviceWorker' in navigator) await navigator.serviceWorker.ready
  })
export const see = shown.configure({ timeout: 2 * patience })

export async function atTable({ page }: Visitor, link: string): Promise<void> {
  await page.goto(link)
  await inSight(page, 'main.table .outline .entries, fieldset.where')
  if (await page.locator('fieldset.where').isVisible()) await page.locator('.onward').click()
  await inSight(page, 'main.table .outline .entries')
  await see(light(page)).toHaveText('All saved')
  await shellKept(page)
}

export async function atSeat({ page }: Visitor, link: string, seat: number): Promise<void> {
  await page.goto(link)
  // The door has a choice of languages too.
  await page.waitForURL('**/seat')
  await page.getByRole('button', { name: 'English' }).click()
  await takeSeat(page, seat)
  await shellKept(page)
}

/** A round of the table's voices: opened or closed. */
export async function moves({ page }: Visitor, does: 'Open' | 'Close', title: string): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await page.getByRole('tab', { name: /^Voices/ }).click()
  await page.getByRole('button', { name: `${does}: ${title}` }).click()
  await dialog.getByRole('button', { name: does, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Somebody at seat 1 says it, and it is caught as an entry with their words. */
export async function says({ page }: Visitor, text: string): Promise<void> {
  await page.locator('.say .seat').first().click()
  await page.locator('.say textarea').fill(text)
  await page.locator('.say button[type=submit]').click()
  await see(page.locator('.say textarea')).toHaveValue('')
}

export async function withdraws({ page }: Visitor, text: string): Promise<void> {
  const card = page.locator('.map .node', { hasText: text }).last()
  // By keyboard: the card may lie at the edge of the map.
  await card.locator('button.words').press('Enter')
  await card.locator('.quote .more').last().press('Enter')
  await page.getByRole('menuitem', { name: /^Withdraw/ }).click()
}

export async function argues({ page }: Visitor, text: string): Promise<void> {
  await page.getByRole('tab', { name: 'Map' }).click()
  await addPosition(page, text)
}

/** Begun and not finished: the field stays open. */
export async function begins({ page }: Visitor, text: string): Promise<void> {
  await page.locator('.entries .add button').press('Enter')
  await page.locator('[role=treeitem] textarea').waitFor()
  await page.keyboard.type(text)
}

export async function atNotes(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.locator('.minutes[contenteditable=true]').waitFor()
}

export async function minutes({ page }: Visitor, text: string): Promise<void> {
  await atNotes(page)
  await page.locator('.minutes').focus()
  await page.keyboard.press('Control+End')
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Enter')
  await page.keyboard.type(text)
  await page.locator('.minutes').locator('p, h3, h4', { hasText: text }).waitFor()
}

export const onCanvas = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Canvas' }).click()
  await inSight(page, '.surface .tl-canvas')
}

export async function draws({ page }: Visitor): Promise<void> {
  await onCanvas(page)
  const rail = page.getByRole('navigation', { name: 'Put on the canvas' })
  const pen = rail.getByRole('button', { name: 'Pen', exact: true })
  if (await pen.isVisible()) await pen.click()
  else {
    await rail.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Pen', exact: true }).click()
  }
  const box = await page.locator('.surface').boundingBox()
  if (box === null) throw new Error('no canvas')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let n = 1; n <= 12; n += 1) await page.mouse.move(x + n * 9, y + 30 * Math.sin(n))
  await page.mouse.up()
}

/** A photo of paper, of a colour that no other has. */
export async function photographs({ page }: Visitor, colour: string): Promise<void> {
  await onCanvas(page)
  const sheet = await page.evaluate((paint) => {
    const paper = document.createElement('canvas')
    paper.width = 800
    paper.height = 600
    const pen = paper.getContext('2d')
    if (!pen) throw new Error('no pen')
    pen.fillStyle = paint
    pen.fillRect(0, 0, 800, 600)
    return paper.toDataURL('image/jpeg').slice('data:image/jpeg;base64,'.length)
  }, colour)
  const before = await page.locator('.surface .tl-image').count()
  const file = { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(sheet, 'base64') }
  await page.locator('input[type=file]').setInputFiles(file)
  await see(page.locator('.surface .tl-image')).toHaveCount(before + 1)
}

/** What the phone keeps of its own session. */
export const phoneSession = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const kept: unknown = JSON.parse(localStorage.getItem('tablee.seat') ?? 'null')
    return (kept as { session: string }).session
  })

/** One of several things to do, or that were done; where there is one to do the phone stands at it. */
export async function turnsTo({ page }: Visitor, title: string): Promise<void> {
  const [back, thing] = [
    page.getByRole('button', { name: 'Back to the overview' }),
    page.locator('button, a', { hasText: title }),
  ]
  await see(back.or(thing).first()).toBeVisible()
  if (await back.isVisible()) await back.tap()
  await thing.first().tap()
}

/** The whole ballot of the demo's third session, looked over and sent. */
export async function votes({ page }: Visitor): Promise<void> {
  const tap = (name: string | RegExp) => page.getByRole('button', { name }).tap()
  await see(page.getByRole('heading', { name: /^A town without private cars/ })).toBeVisible()
  // The heading takes the focus as its question opens: whoever sees nothing happen presses again.
  await see(async () => {
    await page.getByRole('slider').first().press('ArrowRight')
    await page.getByRole('slider').last().press('Enter')
    await see(page.getByRole('button', { name: 'Next' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await tap('Next')
  await see(page.getByRole('heading', { name: /^Put these ways/ })).toBeVisible()
  await tap(/^Step by step/)
  await tap(/^Everywhere and soon/)
  await tap('Check my answers')
  await see(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
  await tap('Send my vote')
}

/** The board that this page stands at. */
export const boardOf = async (page: Page): Promise<string> => new URL(page.url()).pathname.split('/table/')[1] ?? ''
