/** A table looks back at how its board came about, and an organiser at the journal, in a real browser. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entered } from '../support/pages.ts'
import { haveBrowser, newPage, openScreens, rows, sitDown, type Screens } from './table-screens.ts'

const origin = { who: 'reporter', why: 'test' }

describe.skipIf(!haveBrowser)('what was', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  const write = (board: string, id: string, wording: string) =>
    screens.server.parts.live.write(board as never, 'reporter', (doc) => {
      addNode(doc, origin, { id: id as NodeId, kind: 'position', lang: 'fr' as Lang, at: Date.now(), wording })
      addWords(doc, origin, {
        id: `${id}-said` as WordsId,
        node: id as NodeId,
        text: `Dit : ${wording}`,
        lang: 'fr' as Lang,
        seat: null,
        capture: 'dictated',
        at: Date.now(),
      })
    })

  it('[HIS6] [MAP24] a table runs through its session by keyboard, and what is taken back meanwhile is gone from it too', async () => {
    const page = await newPage(screens, { reducedMotion: 'reduce' })
    const board = await sitDown(screens, page, 'facilitator', 1)
    await page.locator('.light.saved').waitFor()
    await write(board, 'first', 'La première phrase')
    await write(board, 'second', 'La seconde phrase')
    await page.locator('[role=treeitem]', { hasText: 'La seconde phrase' }).waitFor()
    const entries = await rows(page).count()

    const opener = page.getByRole('button', { name: 'Replay' })
    const sheet = page.getByRole('dialog', { name: 'How this board came about' })
    // A line on which nothing comes: it says that it reads, and anyone who will not wait leaves.
    await page.route('**/history', () => undefined)
    const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/history'))
    await opener.click()
    await sheet.getByRole('progressbar', { name: 'How much has been read' }).waitFor()
    await sheet.getByRole('button', { name: 'Back to now' }).click()
    await left
    await page.unroute('**/history')
    await opener.click()
    const slider = sheet.getByRole('slider', { name: 'Time of the session' })
    await expect
      .poll(() => slider.getAttribute('aria-valuetext'))
      .toMatch(new RegExp(`^\\d\\d:\\d\\d, ${entries} entries$`))
    const card = (text: string) => sheet.locator('.map .node', { hasText: text })
    await card('La seconde phrase').waitFor()

    await slider.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toContain(`${entries - 1} entries`)
    await card('La première phrase').waitFor()
    await expect.poll(() => card('La seconde phrase').count()).toBe(0)
    await page.keyboard.press('Home')
    await expect.poll(() => card('La première phrase').count()).toBe(0)
    await page.keyboard.press('End')
    await card('La première phrase').waitFor()

    // Taken back at the table while the replay is open.
    const said = sheet.getByText('Dit : La première phrase')
    // What is not linked yet lies beneath the rest. From afar it is painted, and a tap brings it near.
    await sheet.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => sheet.locator('.map .node').count()).toBe(0)
    const map = await sheet.locator('.map').boundingBox()
    if (!map) throw new Error('no map')
    const lowest = (function* () {
      for (let y = map.height - 8; y > map.height / 2; y -= 24)
        for (let x = 8; x < map.width / 2; x += 48) yield { x: map.x + x, y: map.y + y }
    })()
    for (const { x, y } of lowest) {
      await page.mouse.click(x, y)
      if ((await sheet.locator('.map .node').count()) > 0) break
    }
    await card('La première phrase').getByRole('button', { name: /words/ }).click()
    await said.waitFor()
    const taken = await screens.server.api(`/api/boards/${board}/commands`, {
      as: (await screens.server.enter('facilitator', 1)).session,
      body: { id: 'take-it-back', kind: 'withdraw', words: 'first-said' },
    })
    expect(taken.status).toBe(200)
    await said.waitFor({ state: 'detached' })

    // Nothing that is pressed here reaches the table beneath.
    await page.keyboard.press('Control+z')
    // The slowest: on a busy machine the others are at their end before anybody can pause.
    await sheet.getByRole('combobox', { name: 'Speed' }).selectOption('1')
    await slider.press('Home')
    await sheet.getByRole('button', { name: 'Play' }).click()
    await sheet.getByRole('button', { name: 'Pause' }).click()
    await sheet.getByRole('tab', { name: 'Notes' }).click()
    await sheet.getByRole('region', { name: 'Notes' }).getByRole('heading').first().waitFor()
    await sheet.getByRole('button', { name: 'Back to now' }).click()
    await sheet.waitFor({ state: 'detached' })
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(() => rows(page).count()).toBe(entries)
    expect(page.failures).toEqual([])
    await page.close()
  })

  it('[JDB5] an organiser reads the journal as a table, follows it and goes back; a facilitator is told whose page it is', async () => {
    const board = screens.server.board(2, 2)
    for (let n = 0; n < 60; n += 1) await write(board, `row-${n}`, `Ligne ${n}`)
    const page = await newPage(screens)
    await entered(screens.server, page, 'organiser')
    await page.goto(`${screens.server.url}/debug/journal`)
    await page.getByLabel('Document').selectOption(`board:${board}`)
    const table = page.getByRole('table', { name: `Rows of board:${board}, newest first` })
    const lines = table.locator('tbody tr')
    const head = screens.server.parts.journal.head(`board:${board}`).seq
    await table.getByRole('rowheader', { name: String(head), exact: true }).waitFor()
    await expect.poll(() => lines.count()).toBe(50)
    await expect.poll(() => lines.first().textContent()).toContain('nodes / row-59')
    expect(await page.textContent('main')).not.toContain('Ligne')

    await page.getByRole('button', { name: 'Follow' }).press('Enter')
    await page.getByText('Following: new rows appear at the top.').waitFor()
    await write(board, 'followed', 'Encore une')
    await table.getByRole('rowheader', { name: String(head + 1), exact: true }).waitFor()
    await page.getByRole('button', { name: 'Older rows' }).press('Enter')
    await table.getByRole('rowheader', { name: '1', exact: true }).waitFor()
    await expect.poll(() => lines.count()).toBe(head + 1)
    await page.getByText('Nothing was put aside').waitFor()

    await page.getByRole('searchbox', { name: 'Filter' }).fill('words/row-7')
    await page.getByText('Rows that fit: 1. Looked back as far as row 1.').waitFor()
    await expect.poll(() => lines.count()).toBe(1)
    await write(board, 'row-7-again', 'Encore')
    await page.getByText('Rows that fit: 2.').waitFor()
    await page.getByRole('searchbox', { name: 'Filter' }).fill('Ligne')
    await page.getByText('Rows that fit: 0.').waitFor()
    expect(page.failures).toEqual([])
    await page.close()

    const other = await newPage(screens)
    await sitDown(screens, other, 'facilitator', 2)
    await other.goto(`${screens.server.url}/debug/journal`)
    await other.getByText('This page is for the organiser.').waitFor()
    await other.close()
  })
})
