/** Films, slides and leaflets from the organiser's page to the table and the phone, found by what stands on the screen. */
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { mp4 } from '../materials/files.ts'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, inSight, patience, sitDown, sizes, takeSeat } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
/** A refused file is an answer over HTTP, and a line in the console of every browser; it belongs to the story here. */
const denied = /status of 4(22|09)/
const vtt = 'WEBVTT\n\n00:01.000 --> 00:04.000\nThe bus stops.\n'
const file = (name: string, bytes: Uint8Array | string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

describe.skipIf(!haveBrowser)('materials', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[MAT70, MAT72, MAT73, MAT75, MAT77] an organiser adds a film with captions and a leaflet; the table opens it beside the outline, the phone in its language', async () => {
    const organiser = await come({ expected: denied })
    const { page } = organiser
    await page.goto(card(hall.server, 'organiser'))
    await page.waitForURL('**/cards/driverless-mobility')
    const { session } = await hall.server.enter('organiser')
    const about = (await hall.server.api('/api/dialogues/driverless-mobility', { as: session })).body as DialogueAnswer
    const running = about.clock.session
    const materials = page.getByRole('region', { name: /^Materials/ })
    const add = materials.getByRole('button', { name: `Add to session ${running}` })
    const choose = async (button: typeof add, ...files: readonly ReturnType<typeof file>[]): Promise<void> => {
      const chooser = page.waitForEvent('filechooser')
      await button.click()
      await (await chooser).setFiles([...files])
    }

    // A picture of the page that stands there: as good a leaflet as any.
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 400, height: 300 } })
    const begun = Date.now()
    await choose(add, file('night-buses_EN.png', picture), file('night-buses_FR.png', picture))
    const dialog = page.getByRole('dialog')
    await see(dialog.getByLabel('Title')).toHaveValue('night buses')
    await see(dialog.getByRole('radio', { name: 'Leaflet' })).toBeChecked()
    await see(dialog.getByLabel('Language: night-buses_FR.png')).toHaveValue('fr')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await see(materials.getByRole('button', { name: 'Look: night buses' })).toBeVisible()
    await see(materials.getByText('English, French', { exact: true })).toBeVisible()
    await see(materials.getByText(/^Still missing: /)).toBeVisible()
    console.log(`materials: from the first tap to a leaflet in two languages ${Date.now() - begun} ms`)

    await choose(add, file('village.mp4', mp4()), file('village.en.vtt', vtt))
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await see(materials.getByText('Captions: English')).toBeVisible()
    await see(materials.getByText(/^No captions yet: .*French/)).toBeVisible()

    // Captions that cannot be read are told with their line; a table that is no film before a byte of it is sent.
    await materials.getByRole('button', { name: 'Change: village' }).click()
    await choose(
      materials.getByRole('button', { name: 'Add captions' }),
      file('village.fr.vtt', vtt.replace('00:04', '00:00')),
    )
    await materials.getByRole('button', { name: 'Add', exact: true }).click()
    await see(materials.getByRole('alert')).toContainText('Line 3 of these captions cannot be read')
    await materials.getByRole('button', { name: 'Understood: village.fr.vtt' }).click()
    await choose(add, file('figures.xlsx', 'x'))
    await see(materials.getByRole('alert')).toContainText('Not taken: figures.xlsx.')
    expect(await violations(page)).toEqual([])

    const table = await come()
    await sitDown(table, card(hall.server, 'facilitator', 3))
    await table.page.getByRole('tab', { name: 'Materials' }).click()
    const field = table.page.locator('.composer textarea, textarea').first()
    await field.fill('Half a sentence')
    await table.page.getByRole('button', { name: 'Open: night buses' }).click()
    await see(table.page.getByRole('img', { name: /^night buses: page 1/ })).toBeVisible()
    await see(field).toHaveValue('Half a sentence')
    await table.page.keyboard.press('Escape')
    await see(table.page.getByRole('button', { name: 'Open: night buses' })).toBeFocused()
    await see(field).toHaveValue('Half a sentence')

    const phone = await come(sizes.phone)
    await phone.page.goto(card(hall.server, 'citizen', 3))
    await inSight(phone.page, '.phone')
    await phone.page.getByRole('button', { name: 'English' }).click()
    await takeSeat(phone.page, 2)
    const leaflet = phone.page.getByRole('link', { name: /night buses/ })
    await see(leaflet).toContainText('English')
    await see(phone.page.getByRole('link', { name: 'français' })).toBeVisible()
    const [opened] = await Promise.all([phone.context.waitForEvent('page'), leaflet.click()])
    await opened.waitForLoadState()
    await expect.poll(() => opened.evaluate(() => document.contentType)).toBe('image/png')
  })
})
