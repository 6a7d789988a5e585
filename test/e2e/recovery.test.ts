/** After a restore, in the browser: the organiser sees what came back, on a phone and from right to left too, and ends it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as shown, type Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup, restore } from '@tablee/server/recovery/backup'
import { launch } from '../support/browser.ts'
import {
  addPosition,
  buildScreens,
  card,
  haveBrowser,
  light,
  outlineOf,
  patience,
  sitDown,
  visitor,
} from '../support/pages.ts'
import { violations } from '../support/axe.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const see = shown.configure({ timeout: patience })
const skipped = nothingOnPostgres(
  'recovery in the browser',
  'a backup of a folder is restored; faults/promoted has a standby',
)

describe.skipIf(!haveBrowser || skipped)('recovery in the browser', () => {
  let browser: Browser
  let server: TestServer
  const folder = mkdtempSync(join(tmpdir(), 'tablee-e2e-recovery-'))
  const data = join(folder, 'data')
  beforeAll(async () => {
    buildScreens()
    server = await startServer({ dir: data })
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('[REC9] a table’s open page brings back what the backup lacks, and the organiser ends the recovery on the page with the cards', async () => {
    // The page of a table that loses its server notes the lost connections, as every browser does.
    const table = await visitor({ browser }, { expected: /Failed to load resource|WebSocket connection|net::/ })
    await sitDown(table, card(server, 'facilitator', 6))
    backup(data, join(folder, 'kept.sqlite'))
    await addPosition(table.page, 'Written after the backup')
    await see(light(table.page)).toHaveText('All saved')
    const { port } = server
    await server.close()
    await restore(data, join(folder, 'kept.sqlite'), Date.now())
    server = await startServer({ dir: data, port })
    await see(light(table.page)).toHaveText('All saved', { timeout: 40_000 })
    await expect.poll(() => outlineOf(table.page)).toContain('Written after the backup')

    const organiser = await visitor({ browser })
    await organiser.page.goto(card(server, 'organiser'))
    const notice = organiser.page.locator('section', {
      has: organiser.page.getByRole('heading', { name: 'Restored from a backup' }),
    })
    await see(notice).toContainText('Table 6, session 2')
    await see(notice).toContainText('1 device brought something back')
    expect(await violations(organiser.page)).toEqual([])
    const arabic = await visitor({ browser }, { lang: 'ar', viewport: { width: 320, height: 700 } })
    await arabic.page.goto(card(server, 'organiser'))
    await see(arabic.page.getByRole('heading', { name: 'استُعيد من نسخة احتياطية' })).toBeVisible()
    await expect.poll(() => arabic.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

    await notice.getByRole('button', { name: 'End recovery' }).click()
    await organiser.page.getByRole('dialog').getByRole('button', { name: 'End recovery' }).click()
    await see(notice).toHaveCount(0)
    expect(organiser.troubles).toEqual([])
    await addPosition(table.page, 'And on')
    await see(light(table.page)).toHaveText('All saved')
  }, 120_000)

  it('[DMG4] a board that a damaged file lacks a part of says so at the table and opens for reading; the organiser reads what is missing', async () => {
    const { port } = server
    await server.close()
    const path = join(data, 'tablee.sqlite')
    const file = readFileSync(path)
    const page = Math.floor(file.indexOf('Written after the backup') / 4_096)
    file.fill(0xa5, page * 4_096, (page + 1) * 4_096)
    writeFileSync(path, file)
    server = await startServer({ dir: data, port })
    const table = await visitor({ browser })
    await sitDown(table, card(server, 'facilitator', 6))
    const strip = table.page.locator('.strip.error')
    await see(strip).toContainText('Part of this board is missing')
    await see(strip).toContainText('a backup brings the rest back')
    await see(table.page.getByText('This board can be read, but not changed.')).toBeVisible()
    await see(table.page.locator('.entries .add button')).toHaveCount(0)
    expect(await violations(table.page)).toEqual([])

    const organiser = await visitor({ browser }, { lang: 'ar', viewport: { width: 320, height: 700 } })
    await organiser.page.goto(card(server, 'organiser'))
    const notice = organiser.page.locator('section.damage')
    await see(notice).toContainText('يمكن قراءة اللوح، ولا يمكن تغييره')
    await see(notice.locator('code')).toContainText('pnpm tablee restore')
    await expect
      .poll(() => organiser.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      .toBe(true)
    expect(await violations(organiser.page)).toEqual([])
    expect([...table.troubles, ...organiser.troubles]).toEqual([])
  }, 120_000)
})
