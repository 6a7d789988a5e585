/** What the browser tests of the table share: the built screens on a real server, and its gallery. */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { findBrowser, launch, type Which } from '../support/browser.ts'
import { buildScreens, entered, inSight } from '../support/pages.ts'
import { startServer, type TestServer } from '../support/server.ts'

export const haveBrowser = findBrowser() !== null
if (!haveBrowser) console.log('not run: no browser (Chromium or Chrome)')

export type Screens = { readonly server: TestServer; readonly browser: Browser; close(): Promise<void> }

export async function openScreens(which: Which = 'any'): Promise<Screens> {
  buildScreens()
  const server = await startServer()
  const browser = await launch(which)
  return {
    server,
    browser,
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** A page that fails the test when its script fails. */
export async function newPage(
  { browser }: Screens,
  options: BrowserContextOptions = {},
): Promise<Page & { readonly failures: string[] }> {
  // A context of its own: axe opens a second page in it, which a page without one does not allow.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) failures.push(message.text())
  })
  return Object.assign(page, { failures })
}

export async function gallery(screens: Screens, page: Page, state: string, lang = 'en', more = ''): Promise<void> {
  await page.goto(`${screens.server.url}/gallery.html?state=${state}&lang=${lang}${more}`)
  await inSight(page, 'main')
  await page.evaluate(() => document.fonts.ready)
}

/** Opens a table's board as a role, as somebody who came in by a card. */
export async function sitDown(
  screens: Screens,
  page: Page,
  role: 'facilitator' | 'reporter' | 'citizen',
  table: number,
  seat?: string,
): Promise<string> {
  const me = await entered(screens.server, page, role, table, seat)
  const board = me.board
  if (!board) throw new Error('no board')
  await page.goto(`${screens.server.url}/table/${board}`)
  await inSight(page, 'main.table')
  return board
}

export const rows = (page: Page) => page.locator('[role=treeitem]')
export const outlineTexts = (page: Page): Promise<string[]> =>
  page
    .locator('[role=treeitem] .wording-of')
    .evaluateAll((all) =>
      all.map((one) =>
        one.querySelector('textarea') ? (one.querySelector('textarea')?.value ?? '') : (one.textContent ?? ''),
      ),
    )
