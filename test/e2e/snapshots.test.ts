/** The analyst's page in a real browser, against the real application. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode, addWords, remove, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import { strFromU8, unzipSync } from 'fflate'
import { findBrowser, launch } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
import { check } from '@tablee/server/seal/check'
import { readKey } from '@tablee/server/seal/key'
import { startServer, type TestServer } from '../support/server.ts'

const built = existsSync(fileURLToPath(new URL('../../client/dist/app/index.html', import.meta.url)))
const missing = !built || findBrowser() === null
if (missing) console.log(`not run: snapshots in a browser (${built ? 'no browser' : 'no build of the client'})`)

describe.skipIf(missing)('the snapshots page', () => {
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    server = await startServer({ seed: 'snapshots-page' })
    browser = await launch()
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', acceptDownloads: true })
    page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.tablee.close()
  })
  const list = (n: number) =>
    page.waitForFunction((count) => document.querySelectorAll('.list button').length === count, n)

  it('[MOVE7] from the analyst’s page any board of any session is one tap away, to read; and so it is from board to board', async () => {
    await page.goto(`${server.url}/join#${server.link('analyst').token}`)
    const boards = page.getByRole('navigation', { name: 'Read a board' })
    await boards.waitFor()
    expect(await violations(page)).toEqual([])
    await boards
      .getByRole('region', { name: /^1 / })
      .getByRole('link', { name: /^Table 2/ })
      .click()
    await page.waitForURL(`**/table/${server.board(2, 1)}`)
    await page.getByText('You are reading along.').waitFor()
    await expect.poll(() => page.locator('textarea, .entries .add').count()).toBe(0)
    await page
      .getByRole('navigation', { name: 'Session' })
      .getByRole('button', { name: /^Session 2 / })
      .click()
    await page.waitForURL(`**/table/${server.board(2, 2)}`)
    await page.locator('[role=treeitem]').first().waitFor()
    await expect.poll(() => page.locator('textarea, .entries .add').count()).toBe(0)
    // The server says the same: an analyst’s hand writes on no board.
    const { session } = await server.enter('analyst')
    const ticket = await server.api('/api/tickets', {
      as: session,
      body: { path: 'collab', board: server.board(2, 1), clients: [] },
    })
    expect(ticket.body).toMatchObject({ mayEdit: false })
  })

  it('[SNAP9] an analyst takes by keyboard, is told of a second one of the same state, compares, and downloads', async () => {
    await page.goto(`${server.url}/join#${server.link('analyst').token}`)
    await page.waitForSelector('.vacant')
    await page.getByRole('button', { name: 'Take a snapshot' }).focus()
    await page.keyboard.press('Enter')
    await list(1)
    await page.getByRole('button', { name: 'Take a snapshot' }).click()
    await page.getByText('Nothing has changed since').waitFor()
    await list(1)

    const who = { who: 'reporter', why: 'test' }
    const lang = 'fr' as Lang
    await server.parts.live.write(server.board(1, 2), 'reporter', (doc) => {
      const nodes = [...readBoard(doc).nodes.values()]
      const [position, condition, experience] = (['position', 'condition', 'experience'] as const).map((kind) =>
        nodes.find((one) => one.kind === kind),
      )
      if (!position || !condition || !experience) throw new Error('the demo has changed')
      const id = 'entry-new' as NodeId
      addNode(doc, who, {
        id,
        kind: 'argument',
        wording: 'Une voix coûte moins qu’un accident',
        lang,
        at: Date.now(),
        place: { relation: 'relation-new' as RelationId, kind: 'supports', to: position.id },
      })
      addWords(doc, who, {
        id: 'words-new' as WordsId,
        node: id,
        text: 'Et un accident, ça coûte combien ?',
        lang,
        seat: 'T1-02' as SeatCode,
        capture: 'dictated',
        at: Date.now(),
      })
      setWording(doc, who, condition.id, `${condition.wording}, vraiment`)
      remove(doc, who, experience.id)
    })
    await page.getByRole('button', { name: 'Take a snapshot' }).click()
    await list(2)
    await page.getByLabel('Compare with').selectOption({ index: 1 })
    const sentence = page.getByRole('region', { name: 'What is different' }).locator('.lead')
    await sentence.waitFor()
    expect(await sentence.textContent()).toMatch(
      /^1 entry came · 1 was removed · 1 was changed · \d+ stayed as they were\. 1 statement came\./,
    )
    await page.getByText('Une voix coûte moins qu’un accident').waitFor()
    await expect.poll(() => page.locator('.quote .voice').textContent()).toContain('Et un accident')

    for (const [name, ending] of [
      ['Spreadsheets (CSV)', '-csv.zip'],
      ['Argdown', '-argdown.zip'],
      ['Structure (JSON)', '.json'],
      ['Texts (JSON)', '-text.json'],
      ['Data package', '-package.zip'],
      ['Kialo', '-kialo.zip'],
    ] as const) {
      const download = page.waitForEvent('download')
      await page.getByRole('region', { name: 'Download' }).getByRole('button', { name }).click()
      expect((await download).suggestedFilename()).toMatch(
        new RegExp(`^tablee-[0-9a-f]{12}${ending.replace('.', '\\.')}$`),
      )
    }
    // What the last format has no place for is said beneath, with its numbers.
    await page.locator('.leftover', { hasText: 'people’s words' }).waitFor()
    // [SNAP15] The licence and the mark that were chosen are in the next download.
    const downloads = page.getByRole('region', { name: 'Download' })
    await downloads.getByLabel('Licence').selectOption({ label: 'Creative Commons Attribution 4.0' })
    await downloads.getByLabel('For Excel').check()
    const licensed = page.waitForEvent('download')
    await downloads.getByRole('button', { name: 'Spreadsheets (CSV)' }).click()
    const unpacked = unzipSync(new Uint8Array(readFileSync(await (await licensed).path())))
    expect(strFromU8(unpacked['datapackage.json'] ?? new Uint8Array())).toContain('"name": "CC-BY-4.0"')
    expect(Array.from((unpacked['tables.csv'] ?? new Uint8Array()).slice(0, 3))).toEqual([0xef, 0xbb, 0xbf])
    expect(faults).toEqual([])
  })

  it('[SEAL4] [SEAL6] the key stands on the organiser’s page, under the cards and with the snapshots; an organiser stands by one, and the sealed file is whole', async () => {
    const fingerprint = server.parts.seals.told()?.fingerprint ?? ''
    const desk = await context.newPage()
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.waitForURL('**/cards/**')
    const key = desk.getByRole('region', { name: 'The dialogue’s key' })
    await key.getByText(fingerprint).waitFor()
    expect(await desk.locator('.under-cards', { hasText: fingerprint }).count()).toBeGreaterThan(0)
    await desk.getByRole('link', { name: 'Snapshots and files' }).click()
    const seal = desk.getByRole('region', { name: 'Seal', exact: true })
    await seal.getByText(fingerprint).waitFor()
    await seal.getByRole('button', { name: 'Stand by it' }).press('Enter')
    await seal.getByRole('button', { name: 'Stand by it under this name' }).press('Enter')
    await seal.getByRole('alert').getByText('Write your name').waitFor()
    await seal.getByLabel('Your name').fill('Ada Vermeulen')
    await seal.getByLabel('Your name').press('Enter')
    await seal.locator('li', { hasText: 'Ada Vermeulen' }).waitFor()
    await desk.locator('.list [aria-current]', { hasText: '1 person stands by it' }).waitFor()
    const downloads = desk.getByRole('region', { name: 'Download' })
    const saved = desk.waitForEvent('download')
    await downloads.getByRole('button', { name: 'Sealed file (JSON)' }).click()
    const file = await saved
    const checked = check(readFileSync(await file.path()), file.suggestedFilename(), readKey(fingerprint))
    expect(checked).toMatchObject({
      state: 'whole',
      notes: expect.arrayContaining([{ note: 'countersigned', who: 'Ada Vermeulen', at: expect.any(Number) }]),
    })
    await desk.close()
    // Who reads snapshots and does not organise is shown who stands by it, and asked for nothing.
    await page.reload()
    await page.locator('.seal li', { hasText: 'Ada Vermeulen' }).waitFor()
    expect(await page.getByRole('button', { name: 'Stand by it' }).count()).toBe(0)
  })

  it('[SEAL5] a snapshot that was sealed with the key of before: the command that checks its downloads has the one of now', async () => {
    const shown = await context.newPage()
    await shown.goto(`${server.url}/gallery.html?state=snapshots-sealed-before&lang=en`)
    const seal = shown.getByRole('region', { name: 'Seal', exact: true })
    await seal.getByText('AAAA BBBB CCCC DDDD').waitFor()
    await seal.getByText('Check a download').click()
    await seal.getByText(/verify FILE --key .*aaaE$/).waitFor()
    await shown.close()
  })

  it('[SNAP9] axe finds nothing, in any language; at 320 px nothing runs out of the page', async () => {
    for (const language of ['en', 'fr', 'de', 'es', 'ar']) {
      await page.locator('.hhead select').selectOption(language)
      await page.waitForFunction((lang) => document.documentElement.lang === lang, language)
      await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr')
      expect(await violations(page)).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 700 })
    for (const language of ['de', 'ar']) {
      await page.locator('.hhead select').selectOption(language)
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
  })

  it('[SNAP9] without a link it says so, and a link that is no analyst’s opens nothing', async () => {
    const other = await browser.newContext({ locale: 'en' })
    const stranger = await other.newPage()
    await stranger.goto(`${server.url}/snapshots`)
    await stranger.getByText('Open this page with your analyst’s link.').waitFor()
    await stranger.getByLabel('Or paste the link here').fill(`${server.url}/join#${server.link('citizen', 1).token}`)
    await stranger.getByRole('button', { name: 'Open' }).click()
    await stranger.getByRole('alert').waitFor()
    await stranger.getByLabel('Or paste the link here').fill(`${server.url}/join#${server.link('analyst').token}`)
    await stranger.getByRole('button', { name: 'Open' }).click()
    await stranger.locator('.list button').first().waitFor()
    await other.close()
  })

  it('[SNAP17] opened in a new tab, by its own address, the page knows organiser and analyst as the cards page does', async () => {
    for (const role of ['organiser', 'analyst'] as const) {
      const device = await browser.newContext({ locale: 'en' })
      const first = await device.newPage()
      await first.goto(`${server.url}/join#${server.link(role).token}`)
      const boards = (of: Page) => of.getByRole('navigation', { name: 'Read a board' }).waitFor()
      let address = ''
      if (role === 'organiser') {
        // The address of before leads there, too.
        await first.waitForURL('**/cards/**')
        await first.goto(`${server.url}/cards/${server.dialogue}`)
        const link = first.getByRole('link', { name: 'Snapshots and files' })
        address = await link.evaluate((one: HTMLAnchorElement) => one.href)
        await link.click()
      }
      await boards(first)
      if (role === 'analyst') address = first.url()
      else expect(first.url()).toBe(address)
      expect(new URL(address).search + new URL(address).hash).toBe('')
      const second = await device.newPage()
      await second.goto(address)
      await boards(second)
      await device.close()
    }
    // Who comes to that address without having been here is asked for the link.
    const other = await browser.newContext({ locale: 'en' })
    const stranger = await other.newPage()
    await stranger.goto(`${server.url}/d/${server.dialogue}/snapshots`)
    await stranger.getByText('Open this page with your analyst’s link.').waitFor()
    await other.close()
  })
})
