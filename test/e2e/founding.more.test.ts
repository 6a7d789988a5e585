/** A dialogue is founded in a browser: from an empty database, by the link that the start prints, without a terminal. */
import { readFileSync } from 'node:fs'
import { expect as shown } from '@playwright/test'
import { welcome } from '@tablee/server/welcome'
import type { DialogueId } from '@tablee/shared/ids'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
import { buildScreens, haveBrowser, patience, visitor, type Hall } from '../support/pages.ts'
import { startServer } from '../support/server.ts'

const see = shown.configure({ timeout: patience })
const docs = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const square = (/```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '').replace(
  /"window": \{[^}]*\}/,
  '"window": { "days": 1 }',
)
/** A spoilt file is answered with 422, a link that was ended with 401; every browser notes that. */
const expected = /status of 4(22|01)/

describe.skipIf(!haveBrowser)('founding in a browser', () => {
  let hall: Hall
  beforeAll(async () => {
    buildScreens()
    const [server, browser] = await Promise.all([startServer({ demo: false }), launch('any')])
    hall = {
      server,
      browser,
      async close() {
        await browser.close()
        await server.close()
      },
    }
  }, 120_000)
  afterAll(() => hall?.close())
  const printed = (): string => {
    const said = welcome(hall.server.tablee, { port: hall.server.port, fresh: true, folder: 'data' })
    return /http:\S+\/found#\S+/.exec(said)?.[0] ?? ''
  }

  it('[FOUND6] a file with two mistakes is mended on the page and founded; its organiser comes in by the link that is handed out', async () => {
    const one = await visitor(hall, { expected })
    const { page } = one
    await page.goto(printed())
    await see(page.getByText('There is none yet.')).toBeVisible()
    // The secret left the address at once.
    expect(page.url()).toBe(`${hall.server.url}/found`)

    const spoilt = square.replace('"seats": 8', '"seats": 80').replace('"country": "BE"', '"country": "Belgium"')
    const input = page.locator('input[type=file]')
    await input.setInputFiles({ name: 'square.json', mimeType: 'application/json', buffer: Buffer.from(spoilt) })
    const heading = page.getByRole('heading', { name: '2 mistakes. Nothing was founded.' })
    await see(heading).toBeFocused()
    const lines = page.locator('.mistakes li button')
    const numbers = await lines.allInnerTexts()
    const rowOf = (said: string | undefined) => spoilt.split('\n')[Number(/\d+/.exec(said ?? '')?.[0]) - 1]
    expect(rowOf(numbers[0])).toContain('"country": "Belgium"')
    await see(page.getByText('“Belgium” is no country’s code: write two capital letters, such as FR')).toBeVisible()
    expect(rowOf(numbers[1])).toContain('"seats": 80')
    expect(hall.server.tablee.halls.list()).toEqual([])
    expect(await violations(page)).toEqual([])

    // By keyboard: the line's button selects the line, which is typed anew.
    await lines.nth(1).focus()
    await page.keyboard.press('Enter')
    await see(page.getByLabel('Text of the file')).toBeFocused()
    await page.keyboard.type('{ "number": 2, "site": "hall", "seats": 8, "lang": "en", "citizensEdit": true }')
    // A line more at the top of the file.
    await lines.first().press('Enter')
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.press('Enter')
    // [FOUND10] The text stands still beside its numbers, and the mistake's number went along.
    const area = page.getByLabel('Text of the file')
    await expect
      .poll(() => area.evaluate((one) => [one.scrollTop, one.scrollHeight - one.clientHeight]))
      .toEqual([0, 0])
    const now = (await area.inputValue()).split('\n')
    expect(now[Number(/\d+/.exec((await lines.allInnerTexts())[1] ?? '')?.[0]) - 1]).toContain('"number": 2')
    await see(page.getByText('You have changed the text since it was looked through.')).toBeVisible()
    await see(page.getByRole('heading', { name: 'Of the text before your change: 2 mistakes.' })).toBeVisible()
    await page.getByRole('button', { name: 'Look through again' }).press('Enter')
    await see(page.getByRole('heading', { name: '1 mistake. Nothing was founded.' })).toBeFocused()
    await page.getByLabel('Text of the file').fill(square)
    await page.getByRole('button', { name: 'Look through again' }).press('Enter')
    await see(page.getByRole('heading', { name: 'What will be founded' })).toBeFocused()
    await see(page.locator('.will')).toContainText('2 tables, 14 seats')
    expect(hall.server.tablee.halls.list()).toEqual([])
    await page.getByRole('button', { name: 'Found this dialogue' }).press('Enter')
    await see(page.getByRole('heading', { name: 'Our square is founded.' })).toBeVisible()
    expect(hall.server.hall('our-square' as DialogueId).dialogues.tables('our-square' as DialogueId).length).toBe(2)
    await see(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
    expect(await violations(page)).toEqual([])

    const [organiser] = await Promise.all([
      one.context.waitForEvent('page'),
      page.getByRole('link', { name: 'Open the organiser’s page' }).click(),
    ])
    await see(organiser.getByRole('heading', { name: 'Our square', level: 1 })).toBeVisible()
    // [FOUND8] A second one on the same device: each page leads to the other, whoever came in by a table's card meanwhile.
    await see(organiser.getByRole('navigation', { name: 'Dialogues of this device' })).toHaveCount(0)
    const park = square.replace('"our-square"', '"our-park"').replace('"Our square"', '"Our park"')
    const founded = await hall.server.api('/api/dialogues', {
      as: hall.server.tablee.serverLink.token(),
      bytes: new TextEncoder().encode(park),
    })
    const url = (founded.body as FoundedAnswer).links[0]?.url ?? ''
    // At the address that is printed on cards, as the first one was opened: what a device keeps is kept by address.
    await organiser.goto(url)
    const others = organiser.getByRole('navigation', { name: 'Dialogues of this device' })
    await see(others.getByRole('link')).toHaveText(['Our square', 'Our park'])
    await see(others.locator('li').nth(1)).toContainText('You are here · Open now')
    expect(await violations(organiser)).toEqual([])
    await others.getByRole('link', { name: 'Our square' }).click()
    await see(organiser.getByRole('heading', { name: 'Our square', level: 1 })).toBeVisible()
    await see(others.locator('li').first()).toContainText('You are here')
    await organiser.close()

    // The same file once more: said, and unchanged. The link is found again in the list, also after a reload.
    await page.reload()
    await input.setInputFiles({ name: 'square.json', mimeType: 'application/json', buffer: Buffer.from(square) })
    await see(page.getByRole('alert').filter({ hasText: 'our-square' })).toBeVisible()
    await see(page.getByRole('button', { name: 'Found this dialogue' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Organiser’s link: Our square' }).click()
    await see(page.getByRole('img', { name: /^QR code/ })).toBeVisible()

    // What cannot be a file of a dialogue is said before it travels.
    await input.setInputFiles({
      name: 'large.json',
      mimeType: 'application/json',
      buffer: Buffer.alloc(20 * 1024 * 1024, 97),
    })
    await see(page.locator('p.trouble')).toContainText('large.json is too large')
    await input.setInputFiles({ name: 'latin.json', mimeType: 'application/json', buffer: Buffer.from([0xe9, 0x7b]) })
    await see(page.locator('p.trouble')).toContainText('UTF-8')
    for (const request of one.requests) expect(request).not.toMatch(/server\./)

    // Made anew on the machine: this page is out with the next thing that it asks.
    await hall.server.tablee.serverLink.renew()
    await input.setInputFiles({ name: 'square.json', mimeType: 'application/json', buffer: Buffer.from(square) })
    await see(page.getByText('This one opens nothing any more.')).toBeVisible()
    await page.goto(printed())
    await see(page.getByText('Our square')).toBeVisible()
    expect(one.troubles).toEqual([])
  })
})
