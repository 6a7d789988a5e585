/** What takes longer: a file that is brought over a line that breaks, and slides that the hall and a table look at together. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Materials } from '@tablee/shared/wire/materials'
import { mp4 } from '../materials/files.ts'
import { card, haveBrowser, patience, sitDown } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
/** Without a network every request is a line in the console. */
const away = /ERR_|status of 4(22|09)|Failed to load resource/
const megabyte = 1024 ** 2
const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

describe.skipIf(!haveBrowser)('materials', () => {
  const hall = aHall()
  const { come } = comers(() => hall)
  const at = '/api/dialogues/driverless-mobility'
  async function told(): Promise<Materials> {
    const { session } = await hall.server.enter('organiser')
    return (await hall.server.api(`${at}/materials`, { as: session })).body as Materials
  }

  it('[MAT70, MAT71] a film over a line that breaks: held, gone on with, away, reloaded, chosen again, and it arrives whole', async () => {
    const { page, context } = await come({ expected: away })
    await page.goto(card(hall.server, 'organiser'))
    await page.waitForURL('**/cards/driverless-mobility')
    const materials = page.getByRole('region', { name: /^Materials/ })
    // A file on a disk: chosen again it is the same, written as long ago.
    const folder = mkdtempSync(join(tmpdir(), 'tablee-film-'))
    const film = join(folder, 'long.mp4')
    const bytes = mp4({ media: new Uint8Array(24 * megabyte).fill(7) })
    writeFileSync(film, bytes)
    const choose = async (button: ReturnType<typeof materials.getByRole>): Promise<void> => {
      const chooser = page.waitForEvent('filechooser')
      await button.click()
      await (await chooser).setFiles(film)
    }
    // Half a megabyte a second would take a minute: each part waits a little, so that there is time to do something.
    let parts = 0
    await context.route('**/uploads/*', async (route) => {
      if (route.request().method() === 'PATCH') {
        parts += 1
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      await route.continue().catch(() => undefined)
    })
    await choose(materials.getByRole('button', { name: 'Add to session 1' }))
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await see.poll(() => parts).toBeGreaterThan(3)
    await materials.getByRole('button', { name: 'Hold: long.mp4' }).click()
    await see(materials.getByText('On hold.')).toBeVisible()
    await materials.getByRole('button', { name: 'Go on: long.mp4' }).click()
    const before = parts
    await see.poll(() => parts).toBeGreaterThan(before + 2)
    await context.setOffline(true)
    await see(materials.getByText('The connection is away. It goes on by itself.')).toBeVisible()
    await context.setOffline(false)
    const broken = parts
    await see.poll(() => parts).toBeGreaterThan(broken + 2)
    await page.reload()
    await see(materials.getByText(/^Interrupted when the page was closed/)).toBeVisible()
    const reloaded = parts
    await choose(materials.getByRole('button', { name: 'Choose the file again: long.mp4' }))
    await see(materials.getByRole('button', { name: 'Look: long' })).toBeVisible({ timeout: 60_000 })
    console.log(`materials: 24 MB in ${parts} parts, ${parts - reloaded} after the reload`)
    // What was there before the reload was not sent again.
    expect(parts).toBeLessThan(24 + 8)
    const found = (await told()).materials.find(({ title }) => title['en'] === 'long')
    expect(found?.files[0]?.bytes).toBe(bytes.length)
    rmSync(folder, { recursive: true })
  })

  it('[MAT76] what the console shows the hall a table says in a line of its own, and shows it too, page by page, beside what is being typed', async () => {
    const organiser = await come()
    const { page } = organiser
    await page.goto(card(hall.server, 'organiser'))
    await page.waitForURL('**/cards/driverless-mobility')
    const picture = (width: number) => page.screenshot({ clip: { x: 0, y: 0, width, height: 200 } })
    const pictures = [file('one.png', await picture(300)), file('two.png', await picture(320))]
    const materials = page.getByRole('region', { name: /^Materials/ })
    const chooser = page.waitForEvent('filechooser')
    await materials.getByRole('button', { name: 'Add to session 2' }).click()
    await (await chooser).setFiles(pictures)
    await page.getByRole('dialog').getByLabel('Title').fill('Three cities')
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await see.poll(async () => (await told()).materials.find(({ kind }) => kind === 'slides')?.files.length).toBe(2)

    const table = await come({ expected: away })
    await sitDown(table, card(hall.server, 'facilitator', 3))
    const field = table.page.locator('.composer textarea, textarea').first()
    await field.fill('Half a sentence')
    const material = (await told()).materials.find(({ kind }) => kind === 'slides')?.id
    const { session } = await hall.server.enter('head', 3)
    const site = (await hall.server.api(at, { as: session })).body as { sites: readonly { id: string }[] }
    const play = async (body: object): Promise<Materials> => {
      const answer = await hall.server.api(`${at}/sites/${site.sites[0]?.id ?? ''}/playing`, {
        as: session,
        body: { id: `play-${Math.random().toString(36).slice(2)}`, ...body },
      })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return answer.body as Materials
    }
    const playing = (await play({ kind: 'start', material })).playing[0]?.id
    await see(table.page.getByText(/The hall looks at/)).toBeVisible()
    await see(field).toBeFocused()
    await table.page.getByRole('button', { name: 'Show it here too' }).click()
    await see(table.page.getByRole('img', { name: /page 1 of 2/ })).toBeVisible()
    // A gap of the Wi-Fi just then: it is said, and the page comes by itself.
    await table.page.route('**/media/*/*', (route) => route.abort())
    await play({ kind: 'page', playing, page: 2 })
    await see(table.page.getByText(/It is tried again by itself/)).toBeVisible()
    await table.page.unroute('**/media/*/*')
    await see(table.page.getByRole('img', { name: /page 2 of 2/ })).toBeVisible()
    await see(field).toHaveValue('Half a sentence')
    await table.page.keyboard.press('Escape')
    await see(table.page.getByRole('button', { name: 'Open: Three cities' })).toBeVisible()
    await play({ kind: 'end', playing })
    await see(table.page.getByText(/The hall looks at/)).toHaveCount(0)
  })
})
