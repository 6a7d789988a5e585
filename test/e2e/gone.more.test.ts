/** Pages whose dialogue was moved to another address while they stood open, and pages that come while a hall is closed. */
import { expect as shown, type Page, type WebSocketRoute } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { card, entered, haveBrowser, patience, sitDown, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const there = 'https://dialogue.example.org'
/** What is answered over HTTP so is a line in the console of every browser. */
const away = /status of 503/

/** From now on the server says this to whatever the page asks, until what is returned is called. */
async function answers(page: Page, problem: object): Promise<() => Promise<void>> {
  const asked = '**/api/**'
  await page.route(asked, (route) => route.fulfill({ status: 503, json: { problem } }))
  return () => page.unroute(asked)
}
const moves = (page: Page, to: string | null = there) => answers(page, { code: 'moved', to })

describe.skipIf(!haveBrowser)('a dialogue that went', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[MVE12] a card that is opened while its hall is closed comes in by itself', async () => {
    const { page } = await come({ ...sizes.phone, expected: away })
    const opens = await answers(page, { code: 'journal-unavailable' })
    await page.goto(card(hall.server, 'head'))
    await see(page.getByRole('heading', { name: 'No connection to the server.' })).toBeVisible()
    await opens()
    await see(page.locator('main.console header.top')).toBeVisible()
    expect(page.url()).not.toContain('#')
  })

  it('[MVE11] a console says where its dialogue is, leads there without a secret, and goes on when it is back', async () => {
    const { page } = await come({ ...sizes.laptop, expected: away })
    const me = await entered(hall.server, page, 'head')
    const path = `/d/${me.dialogue}/room/${me.sites?.[0]?.id ?? ''}`
    const back = await moves(page)
    await page.goto(`${hall.server.url}${path}?token=secret`)
    await see(page.getByText(`This dialogue is at ${there} by now.`)).toBeVisible()
    await see(page.getByRole('link', { name: 'Open it there' })).toHaveAttribute('href', `${there}${path}`)
    // At which room's door one stands is known of whoever came in here; that it will come by itself would not be true.
    await see(page.locator('main.console')).toContainText(me.dialogueTitle)
    await see(page.getByText('Not connected')).toHaveCount(0)
    await back()
    await see(page.locator('main.console header.top')).toBeVisible()
    await see(page.getByText('by now')).toHaveCount(0)
    await moves(page)
    await page.getByRole('button', { name: 'New message' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').first().fill('Ten minutes')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await see(dialog.getByRole('alert')).toContainText('It cannot arrive here any more. Do it again there.')
    await see(dialog.getByRole('alert').getByRole('link', { name: 'Open it there' })).toBeVisible()
    await see(dialog.getByRole('button', { name: 'Try again' })).toHaveCount(0)
    await see(dialog.getByRole('textbox').first()).toHaveValue('Ten minutes')
  })

  it('[MVE11] a sentence that was half said at a table stands there after each reload, and so does what is typed then', async () => {
    const { page } = await come({ ...sizes.laptop, expected: away })
    const me = await entered(hall.server, page, 'facilitator', 1)
    await page.goto(`${hall.server.url}/table/${me.board ?? ''}`)
    const field = page.locator('.field textarea')
    await field.fill('They should answer, and')
    await moves(page)
    await page.routeWebSocket(/./, (socket) => socket.close())
    await page.reload()
    await see(page.getByText(`This dialogue is at ${there} by now.`)).toBeVisible()
    await see(field).toHaveValue('They should answer, and')
    await field.fill('They should answer, and pay')
    await page.reload()
    await see(field).toHaveValue('They should answer, and pay')
    // Where it is, and what is kept here, by name: nothing of it is sent from here, so it says how it gets there.
    await see(page.locator('header.top')).toContainText('Table 1')
    await see(page.locator('header.top h1')).toHaveText('On what conditions would you hand over the wheel?')
    await field.press('Enter')
    await page.reload()
    await page.getByRole('button', { name: 'What is kept here' }).click()
    const kept = page.getByRole('dialog')
    await see(kept.getByRole('listitem')).toContainText('They should answer, and pay')
    await see(kept).toContainText('Nothing is sent from this address any more.')
    await see(kept).not.toContainText('will be sent')
    await see(kept.getByRole('link', { name: 'Open it there' })).toBeVisible()
    const file = page.waitForEvent('download')
    await kept.getByRole('button', { name: 'Save it as a file' }).click()
    expect(readFileSync(await (await file).path(), 'utf8')).toContain('They should answer, and pay')
  })

  it('[MVE11] whoever pressed something far down on the organiser’s page reads there that the dialogue is elsewhere', async () => {
    const { page } = await come({ ...sizes.laptop, expected: away })
    await page.goto(card(hall.server, 'organiser'))
    await page.getByRole('button', { name: 'Open to the public' }).click()
    const back = await moves(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Open to the public' }).click()
    const refused = page.getByRole('dialog').getByRole('alert')
    await see(refused).toContainText(`This dialogue is at ${there} by now.`)
    await see(refused.getByRole('link', { name: 'Open it there' })).toBeInViewport()
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
    // What asks first what there is to change does not say "one moment" for ever.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add a table' }).click()
    const change = page.getByRole('dialog', { name: 'Add a table' })
    await see(change.getByRole('status')).toContainText(`This dialogue is at ${there} by now.`)
    await see(change.getByRole('link', { name: 'Open it there' })).toBeVisible()
    await change.getByRole('button', { name: 'Not now' }).click()
    await see(change).toHaveCount(0)
    // Nor does what was filled in before offer to be sent again.
    await back()
    await page.getByRole('button', { name: 'Add a table' }).click()
    await change.getByLabel('Why?').fill('More people came')
    await moves(page)
    await change.getByRole('button', { name: 'Add a table' }).click()
    await see(change.getByRole('link', { name: 'Open it there' })).toBeVisible()
    await see(change.getByRole('button', { name: 'Send again' })).toHaveCount(0)
    await see(change.getByLabel('Why?')).toHaveValue('More people came')
  })

  it('[MVE11] what the organiser presses and is refused says so beside the button, also one far down that asks nothing first', async () => {
    const { page } = await come({ ...sizes.laptop, expected: /status of 4/ })
    await page.goto(card(hall.server, 'organiser'))
    await page.route('**/links', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, json: { problem: { code: 'not-allowed' } } })
        : route.fallback(),
    )
    for (const part of [page.getByRole('dialog'), page.locator('form.more-links')]) {
      const asks = await part.count()
      if (asks === 0) await page.getByRole('button', { name: 'Open to the public' }).click()
      await part.getByRole('button').last().click()
      await see(part.getByRole('alert')).toHaveText('Your role may not do this. Ask your facilitator.')
      await see(part.getByRole('alert')).toBeInViewport()
      if (asks === 0) await page.keyboard.press('Escape')
    }
  })

  it('[MVE11, MVE12] a phone and who watches say so, too; the card that is printed for here leads there', async () => {
    const phone = await come({ ...sizes.phone, expected: away })
    await entered(hall.server, phone.page, 'citizen', 1)
    const back = await moves(phone.page)
    await phone.page.goto(`${hall.server.url}/seat`)
    await see(phone.page.getByRole('heading', { name: `This dialogue is at ${there} by now.` })).toBeVisible()
    await see(phone.page.getByRole('link', { name: 'Open it there' })).toHaveAttribute('href', `${there}/seat`)
    await back()
    await see(phone.page.getByRole('heading', { name: 'Language' })).toBeVisible()

    const { page } = await come({ ...sizes.phone, expected: away })
    await moves(page)
    for (const link of [card(hall.server, 'observer'), card(hall.server, 'facilitator', 1)]) {
      await page.goto(link)
      const goes = page.getByRole('link', { name: 'Open it there' })
      await see(goes).toHaveAttribute('href', link.replace(hall.server.url, there))
    }
    await see(page.locator('.btn.primary')).toHaveText(['Open it there'])
    // Where nobody may say where it is, it is no lost connection all the same: nobody waits for one.
    await page.unroute('**/api/**')
    await moves(page, null)
    await page.goto(card(hall.server, 'observer'))
    await see(page.getByRole('heading', { name: 'This dialogue is on another server by now.' })).toBeVisible()
    await see(page.getByText('by itself')).toHaveCount(0)
  })

  it('[MVE11] a card or a code that is tried at the old address leads to the new one first, also on a phone that has a seat', async () => {
    const phone = await come({ ...sizes.phone, expected: away })
    const { page } = phone
    await sitDown(phone, card(hall.server, 'citizen', 1))
    await page.goto(hall.server.url)
    const goOn = page.getByRole('link', { name: /^Go on at your seat/ })
    await see(goOn).toHaveClass('btn primary')
    await moves(page)
    await page.getByLabel('The code on your table’s card').fill('K7Q32MXQ')
    await page.getByRole('button', { name: 'Join the table' }).click()
    await see(page.locator('.btn.primary')).toHaveText(['Open it there'])
    await see(goOn).toHaveClass('btn')
    await page.goto(card(hall.server, 'citizen', 1))
    await see(page.locator('.btn.primary')).toHaveText(['Open it there'])
    // What is kept there can be read, and where a seat shows as taken at the new address it says who helps.
    await goOn.click()
    await see(page.getByText('Is your seat taken there?')).toBeVisible()
    await see(page.getByText('it appears here by itself')).toHaveCount(0)
  })

  it('[MVE11] a wall shows nothing of before, says in large letters where its dialogue is, and one key leads there as to a wall', async () => {
    // Rooms whose sockets are cut may just be asked for again.
    const { page } = await come({ ...sizes.wall, expected: /status of 503|WebSocket is closed before/ })
    const sockets: WebSocketRoute[] = []
    let hasGone = false
    await page.routeWebSocket(/./, (socket) => {
      if (hasGone) return void socket.close()
      socket.connectToServer()
      sockets.push(socket)
    })
    let goes = (): void => undefined
    const went = new Promise<void>((resolve) => (goes = resolve))
    const asked = '**/changes?after=*'
    await page.route(asked, async (route) => {
      await went
      await route.fulfill({ status: 503, json: { problem: { code: 'moved', to: there } } })
    })
    await page.goto(`${card(hall.server, 'observer')}?wall&site=Lyon&token=secret`)
    await page.keyboard.press('Enter')
    await see(page.locator('.wall-clock')).toBeVisible()
    await moves(page)
    hasGone = true
    goes()
    for (const socket of sockets) await socket.close()
    await see(page.getByText(`This dialogue is at ${there} by now.`)).toBeVisible()
    await see(page.locator('.wall-clock, .wall-voice, .wall .hall')).toHaveCount(0)
    const way = page.getByRole('link', { name: 'Open it there' })
    await see(way).toBeFocused()
    const path = new URL(card(hall.server, 'observer')).pathname
    await see(way).toHaveAttribute('href', `${there}${path}?wall&site=Lyon`)
    hasGone = false
    await page.unroute('**/api/**')
    await page.unroute(asked)
    await see(page.locator('.wall-clock')).toBeVisible()
  })
})
