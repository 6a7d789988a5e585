/** The hall's vision at one server: two cards are joined by keyboard and by hand, and taken back by one key. */
import { newBoardDoc } from '@tablee/shared/board/doc'
import { expect as shown, type Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { countVision, type CountedBoard } from '../support/visionCount.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('the hall’s vision', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  /** What a script counts from the bare records of all boards. */
  async function counted(joined: readonly (readonly string[])[]) {
    const { parts, dialogue } = hall.server
    const boards: CountedBoard[] = []
    for (const table of parts.dialogues.tables(dialogue))
      for (const { id } of parts.dialogues.boardsOf(table.id)) {
        const doc = newBoardDoc()
        Y.applyUpdate(doc, (await parts.live.state(id)).state)
        boards.push({ board: id, table: table.number, doc })
      }
    const { kinds, lanes, spans, cards } = countVision(boards, joined, [2026, 2030, 2035, 2040, 2045])
    const elements = (of: Record<string, readonly [number, number]>): number[] =>
      Object.values(of)
        .map(([n]) => n)
        .sort((a, b) => a - b)
    return { kinds: elements(kinds), lanes: elements(lanes), spans: Object.values(spans), cards }
  }
  /** The same figures as they stand on the page. */
  async function onPage(page: Page) {
    const numbers = async (of: string): Promise<number[]> =>
      (await page.locator(of).allInnerTexts()).map((text) => Number.parseInt(text, 10))
    const sorted = async (of: string): Promise<number[]> => (await numbers(of)).sort((a, b) => a - b)
    return {
      kinds: await sorted('.kind b'),
      lanes: await sorted('.lanes .name .meta'),
      spans: await numbers('.bar:not(.undated) b'),
      cards: await page.locator('.area .el').count(),
    }
  }

  it('[HVIS8] [HVIS11] two cards are joined by keyboard, taken back by a key, joined by hand while the network is away', async () => {
    const { page } = await come({ expected: /ERR_INTERNET_DISCONNECTED/ })
    await page.goto(card(hall.server, 'analyst'))
    await page.waitForURL('**/snapshots')
    await page.getByRole('link', { name: 'Hall’s vision' }).click()
    await page.waitForURL('**/hall-vision')
    const counts = page.locator('.what .meta')
    await see(counts).toHaveText('35 elements')

    await expect.poll(() => onPage(page)).toEqual(await counted([]))

    // Arrow keys go from card to card; what is opened says each table's sentence.
    const headline = page.locator('.el.headline .face').first()
    await headline.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await headline.focus()
    await page.keyboard.press('Enter')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(1)
    await page.keyboard.press('s')
    await see(page.locator('.strip')).toContainText('Choose the card that says the same as')
    const other = page.locator('.el.headline .face').nth(1)
    const both = await Promise.all([headline, other].map((one) => one.getAttribute('data-card')))
    await other.focus()
    await page.keyboard.press('Enter')
    await see(counts).toContainText('34 after joining')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(2)
    await see(page.locator('.el[data-open] .foot')).toContainText('2 tables')
    await expect.poll(() => onPage(page)).toEqual(await counted([both.map(String)]))
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('z')
    await see(counts).toHaveText('35 elements')
    await see(page.locator('.el[data-open] .own li')).toHaveCount(1)
    await page.keyboard.press('Escape')

    // On a phone the list says the same. Without the network a step waits here.
    await page.setViewportSize({ width: 390, height: 844 })
    const rows = page.locator('.list .rows .face.headline')
    await rows.first().click()
    await page.getByRole('button', { name: /^Same as/ }).click()
    await page.context().setOffline(true)
    await rows.nth(1).click()
    await see(page.locator('.light')).toContainText('kept here')
    await page.context().setOffline(false)
    await see(counts).toContainText('34 after joining')
    await see(page.locator('.light')).toHaveText('All saved')
    await page.reload()
    await see(counts).toContainText('34 after joining')
  })
})
