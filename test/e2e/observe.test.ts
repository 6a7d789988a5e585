/** The observers' page in a real browser, against the real server with the demo in it. */
import { setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launch } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
import { startServer, type TestServer } from '../support/server.ts'

const found = findBrowser() !== null
if (!found) console.log('not run: the observers’ page (no Chromium or Chrome found)')

describe.skipIf(!found)('the observers’ page', () => {
  let browser: Browser
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  const boardAt = (table: number) => {
    const board = server.parts.dialogues.currentBoard(server.tableId(table))
    if (!board) throw new Error('no board')
    return board.id
  }
  async function open(width: number, height: number, { language = 'en', hash = '', at = server } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.addInitScript((lang) => localStorage.setItem('tablee.language', lang), language)
    await page.goto(`${at.url}/watch/${at.link('observer').path}${hash}`)
    return page
  }
  const curtain = (table: number, to: 'open' | 'drawn') =>
    server.parts.live.command(boardAt(table), { role: 'facilitator', seat: null, session: 's', device: 'd' } as never, {
      id: `c${crypto.randomUUID()}`,
      kind: 'curtain',
      to,
    })
  const sidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

  it('[OBS3] the wall: a voice in its own language, every table, and an edit that arrives; a curtain is pleats at once', async () => {
    const page = await open(1920, 1080)
    await page.locator('.wall-voice blockquote.voice[lang]').waitFor()
    expect(await page.locator('.tile').count()).toBe(6)
    expect(await page.locator('.tile.speaks').count()).toBe(1)
    // Nothing on a wall stands under 44.
    const small = await page
      .locator('.wall :is(h1, p, b, h2, blockquote, figcaption span)')
      .evaluateAll((all) =>
        all
          .filter(
            (one) =>
              one.textContent !== '' &&
              one.checkVisibility() &&
              !one.closest('.controls') &&
              parseFloat(getComputedStyle(one).fontSize) < 44,
          )
          .map((one) => one.textContent),
      )
    expect(small).toEqual([])
    await curtain(4, 'drawn')
    await page.locator('a[href="#table-4"].pleats').waitFor()
    await page.getByText('Curtain drawn: table 4').waitFor()
    await curtain(4, 'open')
    await page.locator('a[href="#table-4"]:not(.pleats)').waitFor()
    await page.context().close()
  })

  it('[OBS3] one table large: by keyboard, live, words beneath their wording, and back to its tile', async () => {
    const page = await open(1440, 900)
    await page.locator('a[href="#table-2"]').focus()
    await page.keyboard.press('Enter')
    await page.locator('.card-at').first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-heading'))).toBe(true)
    await server.parts.live.write(boardAt(2), 'server', (doc) => {
      const node = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'position')
      if (node) setWording(doc, { who: 'server', why: 'test' }, node.id, 'Reworded while somebody watched')
    })
    await page.locator('.tree').getByText('Reworded while somebody watched').waitFor()
    await page.locator('.map').getByText('Reworded while somebody watched').waitFor()
    await page.locator('.tree .row[aria-expanded=false]').first().click()
    await page.locator('.tree .said-list blockquote').first().waitFor()
    expect(await page.locator('.said').first().textContent()).not.toMatch(/T\d-/)
    await page.keyboard.press('Escape')
    await page.locator('.wall').waitFor()
    await page.locator('a[href="#table-2"]:focus').waitFor()
    await page.context().close()
  })

  it('[OBS3] without a connection it says since when; a link that shows nothing says so', async () => {
    const other = await startServer()
    const page = await open(1440, 900, { hash: '#table-1', at: other })
    await page.locator('.card-at').first().waitFor()
    await other.close()
    await page.locator('.strip.offline').getByText('No connection.').waitFor()
    expect(await page.locator('.card-at').count()).toBeGreaterThan(3)
    await page.context().close()
    const nothing = await browser.newPage()
    await nothing.goto(`${server.url}/watch/00000000000000000000000000`)
    await nothing.getByRole('heading', { name: 'This link shows nothing.' }).waitFor()
    await nothing.close()
  })

  for (const [name, width, height, language, hash] of [
    ['wall, day', 1920, 1080, 'en', ''],
    ['wall, Arabic', 1440, 900, 'ar', ''],
    ['phone', 360, 740, 'fr', ''],
    ['smallest phone', 320, 640, 'de', ''],
    ['table', 1440, 900, 'es', '#table-3'],
    ['table, Arabic', 1440, 900, 'ar', '#table-3'],
    ['table, phone', 320, 640, 'de', '#table-2'],
  ] as const) {
    it(`[OBS3] accessible and not wider than the screen: ${name}`, async () => {
      const page = await open(width, height, { language, hash })
      await page
        .locator(hash === '' ? '.wall-voice' : '.tree .row')
        .first()
        .waitFor()
      expect(await violations(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }
})
