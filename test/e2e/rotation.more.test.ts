/**
 * Somebody changes tables on a running day, in real browsers: a head facilitator decides it at the console by its visible
 * words, the phone says where to go, and goes; the table's page of the same person is led to the new board.
 */
import { expect as shown, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, haveBrowser, patience } from '../support/pages.ts'
import { allKept, savedForSure } from './away.ts'
import { comers } from '../support/stories.ts'
import { readBoard } from '@tablee/shared/board/read'
import { openDay } from '../voices/day.ts'
import type { Hall } from '../voices/hall.ts'
import type { Browser } from '@playwright/test'

const see = shown.configure({ timeout: patience })
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true } as const

describe.skipIf(!haveBrowser)('somebody changes tables', () => {
  let hall: Hall
  let browser: Browser
  beforeAll(async () => {
    buildScreens()
    ;[hall, browser] = await Promise.all([
      openDay({
        draft: (draft) => ({ ...draft, tables: draft.tables.map((table) => ({ ...table, citizensEdit: true })) }),
      }),
      launch(),
    ])
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
  })
  // Whoever is led away is refused at the old board first.
  const people = comers(() => ({ server: hall, browser }), {
    expected: /status of 403|WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource/,
  })

  async function sitDown(page: Page): Promise<void> {
    await page.goto(card(hall, 'citizen', 1))
    await page.waitForURL('**/seat')
    await page.getByRole('button', { name: 'English' }).tap()
    await page.getByRole('button', { name: /^3 / }).tap()
    for (const question of ['I take part.', 'My words may be quoted.', 'My words may be watched.'])
      await page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: 'Yes' }).tap()
    await page.getByRole('button', { name: 'Go on' }).tap()
    await see(page.getByText('it appears here by itself')).toBeVisible()
  }

  it('[ROT3, ROT8, ROT9, ROT12] by hand at the console: said on the phone at the notice, and phone and page are at the new table after it', async () => {
    const { page: seat } = await people.come(phone)
    await sitDown(seat)
    // Nobody is given a head facilitator's card unasked.
    await hall.enter('head', 1)
    const { page: desk } = await people.come({ viewport: { width: 1280, height: 800 } })
    await desk.goto(card(hall, 'head', 1))
    await desk.waitForURL('**/room/**')
    await see(desk.locator('.t').first()).toBeVisible()

    // Seven deeds, each at a word that can be read.
    await desk.getByRole('button', { name: 'More for the hall’s picture' }).click()
    await desk.getByRole('menuitem', { name: 'Who sits where' }).click()
    const dialog = desk.getByRole('dialog', { name: 'Who sits where' })
    await dialog.getByLabel('Whose seat').selectOption('T1-03')
    await dialog.getByLabel('Sits at').selectOption({ label: 'Table 2' })
    await dialog.getByLabel('From this session on').selectOption({ index: 1 })
    await dialog.getByLabel('Why').fill('Wants to hear others')
    await dialog.getByRole('button', { name: 'Move' }).click()
    await see(dialog.getByText('T1-03 sits at table 2 from session 3 on.')).toBeVisible()
    await see(dialog.getByText('T1-03: from table 1 to table 2')).toBeVisible()
    await see(dialog.getByText('Wants to hear others')).toBeVisible()
    expect(await violations(desk)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()

    // The page of their table, in another tab of the phone.
    const table = await seat.context().newPage()
    await table.goto(`${hall.url}/table/${hall.board(1, 2)}`)
    await see(table.locator('.bar').first()).toBeVisible()
    await savedForSure(table)
    // Each page has the network's word for itself: the phone's own page goes on.
    const session = await table.context().newCDPSession(table)
    await session.send('Network.enable')
    const network = (offline: boolean) =>
      session.send('Network.emulateNetworkConditions', {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      })
    await network(true)
    await table.getByRole('textbox', { name: 'Type what somebody just said' }).fill('Those who drive pay')
    await table.getByRole('button', { name: 'Add', exact: true }).tap()
    await allKept(table)

    const console = await hall.enter('head', 1)
    const path = `/api/dialogues/${hall.dialogue}/sites/${hall.siteOf(1)}/room`
    const { clock } = (await hall.api(path, { as: console.session })).body as { clock: { version: number } }
    await hall.api(path, {
      as: console.session,
      body: { id: 'to-three', kind: 'begin', session: 3, seen: clock.version },
    })
    await see(seat.getByText('Next you sit at table')).toBeVisible()
    await see(seat.locator('.table-sign b')).toHaveText('2')
    expect(await violations(seat)).toEqual([])
    await see(seat.getByText('You sit at table')).toBeVisible({ timeout: 20_000 })
    await see(seat.locator('.head')).toContainText('Table 2')
    await see(seat.locator('.head')).toContainText('T1-03')
    await network(false)
    await table.waitForURL(`**/table/${hall.board(2, 3)}`, { timeout: 20_000 })
    await see(table.locator('.bar').first()).toBeVisible()
    // Away from the network when they were led on, and no word of it known: it went to the board where it was begun.
    await see(table.getByText('now stands at table 1, session 2.')).toBeVisible()
    await see(table.getByText('Those who drive pay')).toHaveCount(0)
    expect(await violations(table)).toEqual([])
    await table.getByRole('button', { name: 'Understood' }).tap()
    await see(table.getByText('now stands at table 1, session 2.')).toHaveCount(0)
    const stands = await hall.parts.live.look(hall.board(1, 2), (doc) => [...readBoard(doc).nodes.values()])
    expect(stands.map(({ wording }) => wording)).toContain('Those who drive pay')
    await table.close()
  }, 120_000)
})
