/** The analyst's page in a real browser, against the real application. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode, addWords, remove, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import { findBrowser, launch } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
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
    await page.selectOption('.with select', { index: 1 })
    const sentence = page.locator('.section .lead')
    await sentence.waitFor()
    expect(await sentence.textContent()).toMatch(
      /^1 entry came · 1 was taken away · 1 was changed · \d+ stayed as they were\. 1 statement came\./,
    )
    await page.getByText('Une voix coûte moins qu’un accident').waitFor()
    expect(await page.locator('.quote .voice').textContent()).toContain('Et un accident')

    for (const [name, ending] of [
      ['Tables (CSV)', '-csv.zip'],
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
    expect(faults).toEqual([])
  })

  it('[FMT17] the organiser brings a file onto a board: told first what is in it, then it is one row; a bad one says where', async () => {
    const own = await browser.newContext({ locale: 'en', acceptDownloads: true })
    const desk = await own.newPage()
    desk.on('pageerror', (error) => faults.push(error.message))
    await desk.goto(`${server.url}/join#${server.link('organiser').token}`)
    await desk.getByRole('heading', { level: 1 }).waitFor()
    await desk.goto(`${server.url}/snapshots`)
    const files = desk.getByRole('region', { name: 'A board as it stands' })
    const board = server.board(4, 2)
    await files.getByLabel('Board').selectOption(board)
    const head = () => server.parts.journal.head(`board:${board}`).seq
    const before = head()
    const give = (given: { name: string; text: string }[]) =>
      files
        .locator('input[type=file]')
        .setInputFiles(given.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })))

    await give([{ name: 'map.json', text: '{"nodes":[{"nodeID":1,"type":"I","text":4}]}' }])
    const alert = files.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toBe(
      'Nothing was put on the board. map.json, at nodes[0].text: “text” should be: "…".',
    )
    await give([
      {
        name: '7_arg_comp.csv',
        text: 'ac_id,ac_text,ac_type,annotator\n1,Trams,major claim,x\n2,They are quiet,premise,x\n',
      },
      { name: '7_arg_rel.csv', text: 'ar_id,ac_id1,ac_id2,rel_type,rel_intent\n1,1,2,cause: reason,support\n' },
    ])
    await files.getByText('7_arg_comp.csv is ArgAEL: 2 entries, 1 link.').waitFor()
    await files.locator('.leftover', { hasText: 'names of annotators 1' }).waitFor()
    expect(head()).toBe(before)
    await files.getByRole('button', { name: 'Put it on the board' }).focus()
    await desk.keyboard.press('Enter')
    await files.getByText('It is on the board').waitFor()
    expect(head()).toBe(before + 1)

    const download = desk.waitForEvent('download')
    await files.getByRole('button', { name: 'xAIF' }).click()
    expect((await download).suggestedFilename()).toBe(`${board}.xaif.json`)
    expect(await violations(desk)).toEqual([])
    await own.close()
    expect(faults).toEqual([])
  })

  it('[SNAP9] axe finds nothing, in any language; at 320 px nothing runs out of the page', async () => {
    for (const language of ['en', 'fr', 'de', 'es', 'ar']) {
      await page.locator('.snaphead select').selectOption(language)
      await page.waitForFunction((lang) => document.documentElement.lang === lang, language)
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr')
      expect(await violations(page)).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 700 })
    for (const language of ['de', 'ar']) {
      await page.locator('.snaphead select').selectOption(language)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
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
})
