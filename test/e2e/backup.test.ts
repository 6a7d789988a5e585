/**
 * The organiser's page in a real browser: a backup is downloaded, the hall goes on, the backup is put back by upload, and
 * the page is still there and says what happened. What a tablet wrote since comes back by itself, a phone's vote has stayed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as shown, type Browser } from '@playwright/test'
import type { NodeId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
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
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import type { Hall } from '../voices/hall.ts'

// A look at the machine takes as long as its disk does.
const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('a backup on the organiser’s page', () => {
  let browser: Browser
  let hall: Hall
  const folder = mkdtempSync(join(tmpdir(), 'tablee-e2e-backup-'))
  beforeAll(async () => {
    buildScreens()
    hall = await openDay({ dir: join(folder, 'data') })
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('[MVE11] of a dialogue that went whoever looks again, or wants a backup, reads beside the button why nothing happens', async () => {
    const { page, context } = await visitor({ browser }, { expected: /status of 503/ })
    await page.goto(card(hall, 'organiser'))
    const [ready, backup] = [page.locator('section.ready'), page.locator('section.backup')]
    await see(ready).toContainText('There is none yet.')
    const there = 'https://dialogue.example.org'
    await page.route('**/api/**', (route) =>
      route.fulfill({ status: 503, json: { problem: { code: 'moved', to: there } } }),
    )
    await ready.getByRole('button', { name: 'Look again' }).click()
    await see(ready.getByRole('alert')).toContainText(`This dialogue is at ${there} by now.`)
    await see(ready.getByRole('alert').getByRole('link', { name: 'Open it there' })).toBeInViewport()
    await ready.getByRole('button', { name: 'Back up now' }).click()
    await see(backup.getByRole('alert')).toContainText(`This dialogue is at ${there} by now.`)
    await see(backup.getByRole('alert').getByRole('link', { name: 'Open it there' })).toBeInViewport()
    await page.unroute('**/api/**')
    await ready.getByRole('button', { name: 'Look again' }).click()
    await see(page.getByRole('alert')).toHaveCount(0)
    await context.close()
  })

  it('[BAK10] it is downloaded, told in words what it would replace, and put back; the page survives it, a tablet hands in, a phone’s vote has stayed', async () => {
    // While the hall is closed for a moment, pages note it as browsers do.
    const expected = /Failed to load resource|WebSocket connection|net::/
    const organiser = await visitor({ browser }, { expected, acceptDownloads: true })
    const { page } = organiser
    const runner = await runnerAt(hall, 1)
    const [node = '' as NodeId] = await entries(hall, runner.board, ['Before the backup'])
    await page.goto(card(hall, 'organiser'))
    const ready = page.locator('section.ready')
    await see(ready).toContainText('There is none yet.')
    const download = page.waitForEvent('download')
    await ready.getByRole('button', { name: 'Back up now' }).click()
    const file = join(folder, 'kept.tablee')
    await (await download).saveAs(file)
    const backup = page.locator('section.backup')
    await see(backup).toContainText(/Saved as tablee-driverless-mobility-.*\.tablee/)
    // It counts as one of today, without anybody looking again.
    await see(ready.getByRole('button', { name: 'Back up now' })).toHaveCount(0)
    expect(readFileSync(file, 'latin1').startsWith('TABLEE BACKUP\n')).toBe(true)

    const table = await visitor({ browser }, { expected })
    await sitDown(table, card(hall, 'facilitator', 1))
    await addPosition(table.page, 'Written after the backup')
    await see(light(table.page)).toHaveText('All saved')
    const phone = await phoneAt(hall, 1, 'T1-01')
    await runner.does({ kind: 'open', step: 'vote', nodes: [node] })
    expect((await phone.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'agree' } })).status).toBe(200)

    // A file that is none says so, and nothing changes.
    const none = join(folder, 'letter.txt')
    writeFileSync(none, 'Dear organiser')
    await backup.locator('input[type=file]').setInputFiles(none)
    await see(backup.getByRole('alert')).toContainText('This file is no backup of Tablée. Nothing was changed.')
    await backup.locator('input[type=file]').setInputFiles(file)
    const replaces = backup.locator('.replaces')
    await see(replaces).toContainText('1 entry is not in it')
    await see(replaces).toContainText('votes, answers and consents that were given since')
    expect(await violations(page)).toEqual([])
    await replaces.getByRole('button', { name: 'Put it back' }).click()
    // The button is gone; a keyboard goes on from where it stood.
    await see(backup.getByRole('heading', { name: 'Put a backup back' })).toBeFocused()
    await see(backup).toContainText(/At .* a backup was put back/, { timeout: 40_000 })
    await see(backup).toContainText('Leave the tables open and connected')
    await see(page.getByRole('heading', { name: 'Restored from a backup' })).toBeVisible()
    await see(backup).toContainText('What was replaced')
    await backup.getByRole('button', { name: 'Restored from a backup' }).press('Enter')
    await see(page.getByRole('heading', { name: 'Restored from a backup' })).toBeFocused()

    await see(light(table.page)).toHaveText('All saved', { timeout: 40_000 })
    await expect.poll(() => outlineOf(table.page)).toContain('Written after the backup')
    await addPosition(table.page, 'And on')
    await see(light(table.page)).toHaveText('All saved')
    expect((await phone.read()).rounds.some(({ step }) => step === 'vote')).toBe(true)
    const casts = hall.parts.voices.state(hall.dialogue).rounds.get(`${runner.board}/vote`)?.casts.get(`agree.${node}`)
    expect([...(casts?.keys() ?? [])]).toEqual(['T1-01'])
    await page.getByRole('button', { name: 'End recovery' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End recovery' }).click()
    await see(page.getByRole('heading', { name: 'Restored from a backup' })).toHaveCount(0)
    expect(organiser.troubles).toEqual([])
    expect(table.troubles).toEqual([])
  }, 120_000)
})
