/** The organiser's page: cards and links, and who is led along to the next session. */
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { violations } from '../support/axe.ts'
import {
  addPosition,
  card,
  haveBrowser,
  light,
  openTab,
  patience,
  row,
  sitDown,
  sizes,
  type Hall,
} from '../support/pages.ts'
import { canReadPdf, pdfPages } from '../support/pdfText.ts'
import { aHall, comers, sessionSays } from '../support/stories.ts'
import { withinPromise } from '../support/promised.ts'

const see = shown.configure({ timeout: patience })
/** A page whose clock goes on by so much has the end of the notice (10 s) before it; what it then does is its own. */
const mostOfNotice = 8_500
/** A problem answered over HTTP is a line in the console of every browser; it belongs to the story here. */
const denied = /status of 40[13]|status of 429/

describe.skipIf(!haveBrowser)('the organiser’s page', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[E2E8] [ACC29, ACC30, LINK27] [TRL35] the organiser’s page has a card for every table, with its QR code, withdraws one, and issues it anew: the open table is out within a second', async () => {
    const organiser = await come()
    await organiser.page.goto(card(hall.server, 'organiser'))
    await organiser.page.waitForURL('**/cards/driverless-mobility')
    const cards = organiser.page.locator('article.card:not(.keep)')
    await see(cards).toHaveCount(6)
    // A facilitator's and a reporter's card for each table, a head facilitator's for each city, the translators' and the analysts', apart from the citizens'.
    await see(organiser.page.locator('article.card.keep')).toHaveCount(16)
    const texts = organiser.page.locator('article.card.keep', { hasText: 'for whoever translates it' })
    await see(texts).toContainText('type the code at')
    await expect.poll(() => texts.locator('.big').innerText()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    for (const code of await cards.locator('.big').allInnerTexts())
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    await expect.poll(() => organiser.page.locator('article.card [role=img]').count()).toBe(22)

    const table = await come({ expected: denied })
    await sitDown(table, card(hall.server, 'citizen', 6), 2)
    await see(light(table.page)).toHaveText('All saved')
    const out = table.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.querySelector('.strip.error')) resolve(Date.now())
            else requestAnimationFrame(look)
          }
          look()
        }),
    )
    const mine = cards.filter({ has: organiser.page.getByRole('heading', { name: 'Table 6', exact: true }) })
    // Whose link it is stands on the button, in the question and in what is said afterwards.
    const named = /^Withdraw: Table 6 · /
    await see(organiser.page.getByRole('button', { name: named })).toHaveCount(3)
    await see(organiser.page.getByRole('link', { name: /^Open: Table 6 · / })).toHaveCount(3)
    await see(organiser.page.getByRole('button', { name: /^Copy the link: Table 6 · / })).toHaveCount(3)
    await mine.getByRole('button', { name: named }).click()
    await see(organiser.page.getByRole('dialog', { name: named })).toBeVisible()
    const sure = organiser.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' })
    await sure.waitFor()
    const asked = Date.now()
    await sure.click()
    const took = (await out) - asked
    console.log(`revoked: from the organiser's click to the open table's notice ${took} ms`)
    expect(took).toBeLessThan(10_000)
    await see(table.page.getByRole('alert')).toContainText('This link was withdrawn or has ended.')
    await see(mine.getByText('Withdrawn')).not.toHaveCount(0)
    await see(organiser.page.getByText(/^Withdrawn: Table 6 · /)).toBeVisible()
    // Reloaded it says the same, once, and nothing that is no longer known: no light, no curtain, no "opening".
    await table.page.reload()
    await see(table.page.getByRole('alert')).toContainText('This link was withdrawn or has ended.')
    await see(table.page.getByText('Opening your table')).toHaveCount(0)
    await see(table.page.getByRole('button', { name: /Curtain/ })).toHaveCount(0)
    await see(light(table.page)).toHaveCount(0)

    const late = await come({ expected: denied })
    await late.page.goto(card(hall.server, 'facilitator', 6).replace(/#.*/, `#${revokedToken(hall, 6)}`))
    await see(late.page.getByRole('alert')).toContainText('This link does not open anything any more.')
    await see(late.page.getByRole('alert')).toContainText('Ask for a new card')

    // The new card is issued where the old one was withdrawn; the old one stays dead.
    const dead = revokedToken(hall, 6)
    await mine.getByRole('button', { name: 'Issue anew' }).click()
    await organiser.page.getByRole('dialog').getByRole('button', { name: 'Issue anew' }).click()
    await see(mine.getByText('Withdrawn')).toHaveCount(0)
    await see(organiser.page.getByText(/^Issued anew: Table 6 · /)).toBeVisible()
    const code = await mine.locator('.big').innerText()
    const enter = (body: object) => hall.server.api('/api/sessions', { body: { ...body, device: 'a-phone' } })
    expect((await enter({ token: dead })).status).toBe(401)
    expect((await enter({ code })).status).toBe(201)
    expect(card(hall.server, 'citizen', 6)).not.toContain(dead)

    // Whoever opens a table's link in the same browser organises all the same, in a new tab too.
    const theirs = await openTab(organiser.context)
    await theirs.page.goto(card(hall.server, 'facilitator', 1))
    await theirs.page.waitForURL('**/table/**')
    const anew = await openTab(organiser.context)
    await anew.page.goto(organiser.page.url())
    await see(anew.page.locator('article.card')).toHaveCount(22)
    expect([...theirs.troubles, ...anew.troubles]).toEqual([])
  })

  it('[HOLD8] what others do stands on the page without a reload: a card withdrawn, a table closed, a snapshot taken; and no page holds more than two requests', async () => {
    const { server } = hall
    const organiser = await come({ expected: /ERR_FAILED/ })
    await organiser.page.goto(card(server, 'organiser'))
    await see(organiser.page.locator('article.card')).toHaveCount(22)
    const analyst = await come()
    await analyst.page.goto(card(server, 'analyst'))
    await see(analyst.page.getByRole('heading', { name: 'Snapshots', exact: true })).toBeVisible()
    const { waiting } = server.parts
    const { id } = server.link('citizen', 5)
    await see.poll(() => waiting.count()).toBe(2)
    const as = (await server.enter('organiser')).session
    const table = organiser.page.locator('article.card:not(.keep)', {
      has: organiser.page.getByRole('heading', { name: 'Table 5', exact: true }),
    })
    // The network drops one answer: what is new is asked for again.
    await organiser.page.route('**/links', (route) => route.abort(), { times: 1 })
    await server.api(`/api/links/${id}`, { method: 'DELETE', as })
    await see(table.getByText('Withdrawn')).not.toHaveCount(0)
    await server.api(`/api/boards/${server.board(5, 2)}/access`, { method: 'PUT', as, body: { closed: true } })
    await organiser.page.locator('.gone-home summary').click()
    await see(organiser.page.getByRole('button', { name: 'Open table 5 again' })).toBeVisible()
    const count = await analyst.page.locator('.taken .list li').count()
    await server.api(`/api/boards/${server.board(5, 2)}/snapshots`, { method: 'POST', as })
    await see.poll(() => analyst.page.locator('.taken .list li').count()).toBeGreaterThan(count)
    await see.poll(() => waiting.count()).toBe(2)
    await server.api(`/api/links/${id}/renew`, { method: 'POST', as, body: {} })
    await server.api(`/api/boards/${server.board(5, 2)}/access`, { method: 'PUT', as, body: { closed: false } })
  })

  it.skipIf(!canReadPdf)(
    '[ACC39] printed, each sheet has citizens’ cards or cards to keep, and no notice',
    async () => {
      const { page } = await come()
      await page.goto(card(hall.server, 'organiser'))
      await see(page.locator('article.card')).toHaveCount(22)
      const codes = await page.locator('article.card:not(.keep) .big').allInnerTexts()
      // Spaced letters are read with blanks between some of them.
      const printed = async () => pdfPages(await page.pdf({ format: 'A4' })).map((sheet) => sheet.replace(/\s/g, ''))
      const have = (sheets: readonly string[], texts: readonly string[]) =>
        sheets.flatMap((sheet, at) => (texts.some((text) => sheet.includes(text)) ? [at] : []))
      const theirs = ['Facilitator', 'Keepthiscard']
      const sheets = await printed()
      const [open, kept] = [have(sheets, codes), have(sheets, theirs)]
      expect([...open, ...kept].toSorted((a, b) => a - b)).toEqual(sheets.map((_, at) => at))
      expect(open.filter((at) => kept.includes(at))).toEqual([])
      expect(codes.filter((code) => !sheets.some((sheet) => sheet.includes(code)))).toEqual([])

      // All citizens’ cards are withdrawn, and the machine knows itself only: said on the page, and on no sheet.
      await page.route('**/links', async (route) => {
        const response = await route.fetch()
        const links = (await response.json()) as readonly LinkEntry[]
        const [withdrawn, here] = [{ url: null, code: null, revokedAt: 1 }, { url: 'http://localhost:4000/join#link' }]
        const json = links.map((one) => ({ ...one, ...(one.role === 'citizen' ? withdrawn : here) }))
        await route.fulfill({ response, json })
      })
      await page.reload()
      await see(page.locator('article.card:not(.keep).gone')).toHaveCount(codes.length)
      await see(page.locator('.ready')).toContainText('Address on the cards')
      const rest = await printed()
      expect(have(rest, ['Addressonthecards'])).toEqual([])
      expect(have(rest, theirs)).toEqual(rest.map((_, at) => at))
    },
  )

  it('[E2E9, MOVE10, MOVE60] all tables move to the next session: each is led to its new board, a sentence being written is ended first, and nothing is lost', async () => {
    const organiser = await come()
    await organiser.page.goto(card(hall.server, 'organiser'))
    const reader = await come(sizes.phone)
    const writer = await come()
    for (const { page } of [reader, writer]) await page.clock.install()
    await sitDown(reader, card(hall.server, 'citizen', 5), 1)
    await sitDown(writer, card(hall.server, 'facilitator', 5))
    await writer.page.locator('.entries .add button').press('Enter')
    await writer.page.keyboard.type('In the middle of a')
    await see(row(reader.page, 'In the middle of a')).toBeVisible()

    // What is open at a board that is left is said before.
    const { session } = await hall.server.enter('facilitator', 4)
    const opened = await hall.server.api(`/api/boards/${hall.server.board(4, 4)}/voices`, {
      as: session,
      body: { id: 'open-and-left', kind: 'open', step: 'talk-4', nodes: [] },
    })
    expect(opened.status).toBe(200)
    await organiser.page.reload()
    await see(organiser.page.locator('.sessions').getByRole('button', { name: /^4/ })).toContainText('1 step open')
    await see(organiser.page.locator('.sessions').getByRole('button', { name: /^3/ })).not.toContainText('open')
    await organiser.page.getByRole('button', { name: /^3/ }).click()
    await see(organiser.page.getByRole('dialog')).toContainText('Something is still open. Tables: 4.')
    await organiser.page.getByRole('dialog').getByRole('button', { name: 'Move all tables to session 3' }).click()
    await see(organiser.page.locator('.sessions [aria-current=step]')).toContainText('3')
    await see(
      organiser.page.getByRole('status').filter({ hasText: 'Session 3 was begun at all tables.' }),
    ).toBeVisible()
    await see(organiser.page.locator('.sessions [aria-current=step] button')).toBeFocused()
    for (const { page } of [reader, writer]) await see(page.locator('.strip.news')).toContainText(/Next: .+, in \d+ s/)
    // The one reads: taken there without a tap, when the time has come. The other writes until then, and stays.
    const there = reader.page.waitForURL(`**/table/${hall.server.board(5, 3)}`)
    let led = false
    void there.then(() => (led = true))
    await writer.page.keyboard.type(' sentence')
    for (const { page } of [reader, writer]) await page.clock.fastForward(mostOfNotice)
    while (!led) await writer.page.keyboard.type('.', { delay: 300 })
    await there
    await see(writer.page.locator('.strip.news')).toContainText('The hall has gone on. What you are writing is kept.')
    expect(writer.page.url()).toContain(hall.server.board(5, 2))
    await writer.page.getByRole('button', { name: 'Go along' }).click()
    await writer.page.waitForURL(`**/table/${hall.server.board(5, 3)}`)
    await sessionSays(reader.page, /^Session 3 of 5 · .* \(now\)$/)
    await addPosition(writer.page, 'En el tablero nuevo')
    await see(row(reader.page, 'En el tablero nuevo')).toBeVisible()
    // Both are told so by the tab as well: reloaded, it is the new board.
    await writer.page.reload()
    await see(row(writer.page, 'En el tablero nuevo')).toBeVisible()
    const old = await openTab(writer.context)
    await old.page.goto(`${hall.server.url}/table/${hall.server.board(5, 2)}`)
    await see(row(old.page, /In the middle of a sentence\.+/)).toBeVisible()
    expect(old.troubles).toEqual([])
    // Where the table was when it was opened, its own head says it too.
    const { dialogues, live } = hall.server.parts
    const move = (to: number) =>
      dialogues.moveTo(hall.server.dialogue, to, { author: 'organiser', device: 'd', command: `open-there-${to}` })
    await move(4)
    await live.write(hall.server.board(4, 4), 'facilitator', (doc) => {
      addNode(
        doc,
        { who: 'facilitator', why: 'add' },
        { id: 'said-there' as NodeId, kind: 'issue', lang: 'en' as Lang, at: 1 },
      )
    })
    await move(3)
    const four = await come()
    await sitDown(four, card(hall.server, 'facilitator', 4))
    await see(four.page.getByRole('button', { name: /^Session 4 of 5.*, 1 is open$/ })).toBeVisible()
    // Table 4 stands twice now, each with its session.
    await organiser.page.getByText('Close a table that has gone home').click()
    for (const session of [3, 4])
      await see(organiser.page.getByRole('button', { name: new RegExp(`^Close table 4: .*${session}$`) })).toHaveCount(
        1,
      )
  })

  it('[HEAD11] [HEAD13] who has which link: a new one for the head facilitator of a city in two taps, whose old card opens nothing; it leads to the room', async () => {
    const { server } = hall
    const organiser = await come()
    await organiser.page.goto(card(server, 'organiser'))
    const links = organiser.page.getByRole('region', { name: /^Who has which link/ })
    const heads = links.getByRole('listitem').filter({ hasText: 'Head facilitators' })
    await see(heads).toContainText('0 of 2 opened')
    const old = await come({ expected: denied })
    await old.page.goto(card(server, 'head'))
    await old.page.waitForURL(`**/d/driverless-mobility/room/${server.siteOf(1)}`)
    // Whoever comes in is seen on the page; the one who has not is who a new link is offered for.
    await see(heads).toContainText('1 of 2 opened')
    await see(heads.getByRole('combobox')).toHaveValue(server.siteOf(4))
    await heads.getByRole('combobox').selectOption({ label: 'Brussels' })
    await heads.getByRole('button', { name: 'New link: Head facilitators · Brussels' }).click()
    await heads.getByRole('button', { name: 'Make the new link' }).click()
    await see(heads.getByRole('status')).toContainText('The old card no longer opens anything.')
    await see(heads.getByRole('img', { name: 'QR code: Brussels · Head facilitator' })).toBeVisible()
    await see(heads).toContainText('0 of 2 opened')
    await old.page.goto('about:blank')
    await old.page.goto(card(server, 'head'))
    await old.page.waitForURL(`**/room/${server.siteOf(1)}`)

    // A coordinator is issued here alone, and for the cities that are chosen.
    const coordinators = links.getByRole('listitem').filter({ hasText: 'Coordinators' })
    await coordinators.getByRole('button', { name: 'New link: Coordinators' }).click()
    await coordinators.getByRole('checkbox', { name: 'Brussels' }).uncheck()
    await coordinators.getByRole('button', { name: 'Make the new link' }).click()
    await see(coordinators.getByRole('img', { name: 'QR code: Aachen · Coordinator' })).toBeVisible()
    await see(organiser.page.locator('article.card.keep', { hasText: 'Coordinator' })).toHaveCount(1)
    expect(await violations(organiser.page)).toEqual([])
  })

  it('[WND13] a dialogue is opened to the public in two taps and closed in two: who watches is out, and the page says when it was open', async () => {
    const { server } = hall
    const organiser = await come()
    await organiser.page.goto(card(server, 'organiser'))
    const part = organiser.page.getByRole('region', { name: 'The public' })
    const table = await come()
    await table.page.goto(card(server, 'facilitator', 3))
    const watched = table.page.locator('button.observers')
    await see(watched).toContainText('Observers')
    await see(part).toContainText('Closed to the public.')
    await part.getByRole('button', { name: 'Open to the public' }).press('Enter')
    const dialog = organiser.page.getByRole('dialog', { name: 'Open to the public' })
    await dialog.getByRole('button', { name: 'Open to the public' }).press('Enter')
    await see(organiser.page.getByText('This dialogue is now open to the public.')).toBeVisible()
    await see(watched).toContainText('Observers: everybody')
    await organiser.page.reload()
    await see(part).toContainText('Everybody may watch.')
    const pageAt = (await part.getByRole('link', { name: 'Open: The page to watch on' }).getAttribute('href')) ?? ''
    const dataAt = (await part.getByRole('link', { name: /^Open: The same as data/ }).getAttribute('href')) ?? ''
    expect([new URL(dataAt).pathname, (await fetch(dataAt)).status]).toEqual([`/api/public/${server.dialogue}`, 200])
    const visitor = await come({ expected: /status of 40[134]/ })
    await visitor.page.goto(pageAt)
    await see(visitor.page.locator('.tile').first()).toBeVisible()
    // It is no link for observers, which stands among the others.
    await see(
      organiser.page.locator('ul.links', { hasText: 'Live view for observers' }).getByText('Live view'),
    ).toHaveCount(1)

    await part.getByRole('button', { name: 'Close to the public' }).click()
    const sure = organiser.page.getByRole('dialog').getByRole('button', { name: 'Close to the public' })
    await sure.click()
    const began = performance.now()
    while ((await fetch(dataAt)).status === 200) await new Promise((resolve) => setTimeout(resolve, 20))
    withinPromise('closed to the public', began)
    await see(visitor.page.getByText('It may have ended or been withdrawn.')).toBeVisible()
    await see(watched).not.toContainText('everybody')
    await see(part).toContainText('It was open before:')
    await see(part).toContainText('Closed to the public.')
  })
})

/** The token that a withdrawn card still carries. */
function revokedToken(hall: Pick<Hall, 'server'>, table: number): string {
  const { links } = hall.server.parts.access
  const at = hall.server.tableId(table)
  const found = links
    .list(hall.server.dialogue)
    .find((link) => link.role === 'citizen' && link.table === at && link.revokedAt !== null)
  if (found === undefined) throw new Error('nothing was withdrawn')
  return links.derive(found).token
}
