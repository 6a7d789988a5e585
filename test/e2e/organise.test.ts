/** The organiser's page: cards and links, sessions that begin and move, tables that have gone home; and who is led along. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { expect as shown } from '@playwright/test'
import { foundDialogue } from '@tablee/server/cli/dialogue'
import type { Send } from '@tablee/server/cli/reach'
import { addNode } from '@tablee/shared/board/edit'
import type { DialogueId, Lang, NodeId } from '@tablee/shared/ids'
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
  takeSeat,
  type Hall,
  type Visitor,
} from '../support/pages.ts'
import { canReadPdf, pdfPages } from '../support/pdfText.ts'
import { aHall, comers } from '../support/stories.ts'

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
    expect(await texts.locator('.big').innerText()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    for (const code of await cards.locator('.big').allInnerTexts())
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await organiser.page.locator('article.card [role=img]').count()).toBe(22)

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
    expect(await organiser.page.getByRole('button', { name: named }).count()).toBe(3)
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
    await shown.poll(() => waiting.count()).toBe(2)
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
    await shown.poll(() => analyst.page.locator('.taken .list li').count()).toBeGreaterThan(count)
    await shown.poll(() => waiting.count()).toBe(2)
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
    await head(reader.page, /^Session 3 of 5 · .* \(now\)$/)
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
  })

  /** A dialogue of two sessions and two tables, founded by the command that an organiser types. */
  const cardsOf = new Map<string, string>()
  async function founded(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-square-'))
    const file = join(folder, 'square.json')
    writeFileSync(file, square)
    const { session } = await hall.server.enter('organiser')
    const send: Send = async (method, path, body) => {
      const headers = { Authorization: `Bearer ${session}`, ...(body ? { 'Content-Type': body.type } : {}) }
      const answer = await fetch(`${hall.server.url}${path}`, {
        method,
        headers,
        body: body ? new Uint8Array(body.bytes) : null,
      })
      const type = answer.headers.get('content-type') ?? ''
      return { status: answer.status, type, left: '', bytes: Buffer.from(await answer.arrayBuffer()) }
    }
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    await foundDialogue(send, [file])
    const lines = said.mock.calls.map(([line]) => String(line))
    said.mockRestore()
    rmSync(folder, { recursive: true })
    for (const line of lines) {
      const [, role, table = '', token] =
        /^(\w+)(?: Town hall table (\d))? +http\S+?(\/(?:join|watch)\S+)/.exec(line) ?? []
      if (role !== undefined && token !== undefined) cardsOf.set(`${role}${table}`, `${hall.server.url}${token}`)
    }
    return lines.join('\n')
  }
  const cardOf = (name: string): string => cardsOf.get(name) ?? ''
  const boardOf = (table: number, number: number): string => {
    const { dialogues } = hall.server.hall('our-square' as DialogueId)
    const at = hall.server.tableId(table, 'our-square' as DialogueId)
    return dialogues.boardsOf(at).find((one) => one.session === number)?.id ?? ''
  }

  it('[MOVE1, MOVE2] a dialogue founded from a file begins in the browser: Begin on the organiser’s page starts the clock of every table, and its titles are in the organiser’s language', async () => {
    expect(await founded()).toContain('Begin it on the organiser’s page')
    const organiser = await come({ lang: 'fr' })
    await organiser.page.goto(cardOf('organiser'))
    const running = organiser.page.locator('.sessions [aria-current=step]')
    await see(running).toContainText('1 La place · pas encore commencée')
    await see(organiser.page.locator('.sessions li').nth(1)).toHaveText('2 Après')
    // Opened on the server itself, under another address than the cards have: it speaks of theirs.
    const printed = new URL(hall.server.tablee.origins().first).host
    expect(await organiser.page.locator('article.card:not(.keep) p').allInnerTexts()).toContain(
      `Scannez, ou tapez le code sur ${printed}`,
    )
    if (!/^(localhost|127\.)/.test(printed)) await see(organiser.page.locator('.trouble')).toHaveCount(0)
    const tables = [await come(), await come(sizes.phone)]
    for (const [index, one] of tables.entries()) {
      await sitDown(one, cardOf(`facilitator${index + 1}`))
      await see(one.page.getByRole('timer')).toContainText('not started yet')
      await see(one.page.locator('.eyebrow')).toHaveText('Session 1 of 2 · The square')
    }
    await organiser.page.getByRole('button', { name: 'Commencer la séance 1' }).click()
    await organiser.page.getByRole('dialog').getByRole('button', { name: 'Commencer la séance 1' }).click()
    await see(running).toContainText('1 La place · en cours')
    for (const { page } of tables) await see(page.getByRole('timer')).toContainText(/[45]:\d\d/)
  })

  it('[MOVE3, MOVE4, MOVE8, MOVE9, PAP24] a move that is taken back within the notice moves nobody; the head names the board’s own session, and an earlier one is one tap away and one tap back', async () => {
    const organiser = await come()
    await organiser.page.goto(cardOf('organiser'))
    const move = async (to: number) => {
      await organiser.page.getByRole('button', { name: new RegExp(`^${to} `) }).click()
      const sure = organiser.page.getByRole('dialog').getByRole('button', { name: `Move all tables to session ${to}` })
      await sure.click()
      await see(organiser.page.locator('.sessions [aria-current=step]')).toContainText(String(to))
    }
    // It goes to another session while its first socket is being opened.
    const table = await come({ expected: /WebSocket is closed before the connection/ })
    const { page } = table
    await page.clock.install()
    await sitDown(table, cardOf('facilitator2'))
    const news = page.locator('.strip.news')
    const begun = hall.server.hall('our-square' as DialogueId).dialogues.dialogue('our-square' as DialogueId)?.startedAt
    // What is printed is of the session that the tables are in, until the organiser chooses another by hand.
    const printed = organiser.page.getByRole('combobox', { name: 'Session' })
    await see(printed).toHaveValue('1')
    await move(2)
    await see(printed).toHaveValue('2')
    await printed.selectOption('')
    await see(news).toContainText(/Next: Afterwards, in \d+ s/)
    await see(page.locator('.eyebrow')).toHaveText('Session 1 of 2 · The square')
    await move(1)
    await see(printed).toHaveValue('')
    await see(news).toHaveCount(0)
    await see(page.locator('.eyebrow')).toHaveText('Session 1 of 2 · The square')
    expect(page.url()).toContain(boardOf(2, 1))
    await addPosition(page, 'Benches')

    await move(2)
    await see(news).toContainText(/Next: Afterwards, in \d+ s/)
    await page.clock.fastForward(mostOfNotice)
    await page.waitForURL(`**/table/${boardOf(2, 2)}`)
    await see(page.locator('h1')).toHaveText('What comes after?')
    await head(page, 'Session 2 of 2 · Afterwards (now)')
    // One tap at every size, by finger, mouse and keyboard; the sessions are in sight without opening anything.
    const first = page.getByRole('navigation', { name: 'Session' }).getByRole('button', { name: /^Session 1 of 2/ })
    for (const [width, height] of [
      [390, 844],
      [320, 568],
      [820, 600],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height })
      await see(first).toBeInViewport({ ratio: 1 })
      const box = await first.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${width} px`).toBeGreaterThanOrEqual(44)
      await first.click()
      await see(row(page, 'Benches')).toBeVisible()
      await page
        .getByRole('navigation', { name: 'Session' })
        .getByRole('button', { name: /^Session 2 of 2/ })
        .press('Enter')
      await see(page.locator('h1')).toHaveText('What comes after?')
    }
    await page.setViewportSize(sizes.laptop.viewport)
    await first.click()
    await see(row(page, 'Benches')).toBeVisible()
    await see(page.locator('h1')).toHaveText('What should children find there?')
    await see(news).toContainText('This is the board of session 1. The tables are in session 2 now.')
    await see(page.getByRole('timer')).toHaveCount(0)
    // Reloaded, it is still the one that was chosen; nobody is led away from what they read.
    await page.reload()
    await see(news).toContainText('The tables are in session 2 now.')
    await news.getByRole('button', { name: 'Go to session 2' }).click()
    await see(page.locator('h1')).toHaveText('What comes after?')
    await see(page.getByRole('timer')).toContainText(/\d:\d\d/)
    await addPosition(page, 'Saplings')
    // Who went along is led back, too. What becomes of the clock is said before it is done, and can be chosen.
    const started = () =>
      hall.server.hall('our-square' as DialogueId).dialogues.dialogue('our-square' as DialogueId)?.startedAt
    const dialog = organiser.page.getByRole('dialog', { name: 'Move all tables to session 1' })
    await organiser.page.getByRole('button', { name: /^1 / }).click()
    await see(dialog).toContainText('What was written in either session stays and can be read.')
    await see(dialog.getByRole('radio', { name: /^Goes on as it ran: begun at .+, \d+ minutes left$/ })).toBeChecked()
    await see(dialog.getByRole('radio', { name: 'Starts from the beginning' })).not.toBeChecked()
    expect(await violations(organiser.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Not yet' }).click()
    const second = started()
    await move(1)
    expect(started()).toBe(begun)
    await page.waitForURL(`**/table/${boardOf(2, 1)}`)
    await see(row(page, 'Benches')).toBeVisible()
    await see(news).toHaveCount(0)
    // What was written in the session that does not go on is one tap away.
    await page
      .getByRole('navigation', { name: 'Session' })
      .getByRole('button', { name: /^Session 2 of 2 .* \(not running\)$/ })
      .click()
    await see(row(page, 'Saplings')).toBeVisible()
    await see(news).toContainText('This is the board of session 2. The tables are in session 1 now.')
    const analyst = await come()
    await analyst.page.goto(cardOf('analyst'))
    await see(analyst.page.getByRole('navigation', { name: 'Read a board' })).toContainText(
      '2 · Afterwards · not running',
    )
    // Moved on once more, from the beginning.
    await organiser.page.getByRole('button', { name: /^2 / }).click()
    const onward = organiser.page.getByRole('dialog', { name: 'Move all tables to session 2' })
    await onward.getByText('Starts from the beginning').click()
    await onward.getByRole('button', { name: 'Move all tables to session 2' }).click()
    await see(organiser.page.locator('.sessions [aria-current=step]')).toContainText('2')
    expect(started()).toBeGreaterThan(second ?? 0)
  })

  it('[MOVE5] a citizen who closed the tab in session 1 and comes back in session 2 finds the table’s board without the card', async () => {
    const organiser = await come()
    await organiser.page.goto(cardOf('organiser'))
    const back = async (to: number) =>
      hall.server.hall('our-square' as DialogueId).dialogues.moveTo('our-square' as DialogueId, to, {
        author: 'organiser',
        device: 'd',
        command: `to-${to}-${Math.random()}`,
      })
    await back(1)
    const one = await come(sizes.phone)
    await one.page.goto(cardOf('citizen2'))
    await one.page.getByRole('button', { name: 'English' }).click()
    await takeSeat(one.page, 3)
    await one.page.close()
    await back(2)
    const again = await openTab(one.context)
    // By the address on the card: the phone knows who sat here.
    await again.page.goto(hall.server.url)
    await again.page.getByRole('link', { name: 'Go on at your seat, T2-03' }).tap()
    await again.page.getByRole('link', { name: 'To our table’s board' }).tap()
    // The notice of 10 s may run yet: until it ends the board of before is theirs.
    await see(again.page.locator('h1')).toHaveText('What comes after?', { timeout: 10_000 + patience })
    expect(again.page.url()).toContain(boardOf(2, 2))
    expect(again.troubles).toEqual([])
    // The board's own tab, closed in one session and opened in the next, finds who it was as well.
    const late = await openTab(one.context)
    await late.page.goto(`${hall.server.url}/table/${boardOf(2, 1)}`)
    await late.page.getByRole('button', { name: 'Go to session 2' }).tap()
    await see(late.page.locator('h1')).toHaveText('What comes after?')
  })

  it('[MOVE6] the organiser closes a table that has gone home, and opens it again, also when the others are in another session', async () => {
    const organiser = await come({ lang: 'de' })
    const { page } = organiser
    await page.goto(cardOf('organiser'))
    const table = await come()
    await sitDown(table, cardOf('facilitator1'))
    await page.getByText('Einen Tisch schließen, der schon gegangen ist').click()
    const at = page.locator('.gone-home li', { hasText: 'Tisch 1, Runde 2' })
    await see(at).toContainText('nichts offen')
    await at.getByRole('button', { name: 'Tisch 1 schließen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tisch 1 schließen' }).click()
    await see(at).toContainText('geschlossen')
    await see(table.page.getByText('This board is closed')).toBeVisible()
    // The others are in another session by now: it can still be opened again.
    const move = (to: number) =>
      hall.server.hall('our-square' as DialogueId).dialogues.moveTo('our-square' as DialogueId, to, {
        author: 'organiser',
        device: 'd',
        command: `without-table-1-to-${to}`,
      })
    await move(1)
    await page.reload()
    await page.getByText('Einen Tisch schließen, der schon gegangen ist').click()
    await see(at).toContainText('geschlossen')
    await at.getByRole('button', { name: 'Tisch 1 wieder öffnen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tisch 1 wieder öffnen' }).click()
    await see(at).toHaveCount(0)
    await move(2)
    await page.reload()
    await page.getByText('Einen Tisch schließen, der schon gegangen ist').click()
    await see(at).toContainText('nichts offen')
    await see(table.page.getByText('This board is closed')).toHaveCount(0)
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
})

/** The head's session: which one is chosen, without the marks that keep its title's own direction. */
const head = (page: Visitor['page'], says: string | RegExp): Promise<void> =>
  shown
    .poll(async () => (await page.locator('.eyebrow [aria-current=page]').innerText()).replace(/[\u2068\u2069]/g, ''), {
      timeout: patience,
    })
    .toMatch(typeof says === 'string' ? new RegExp(`^${says.replace(/[()]/g, '\\$&')}$`) : says)

/** The example of the file's page, open today, with a second session. */
const square = (() => {
  const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
  const file: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  const second = {
    title: { en: 'Afterwards', fr: 'Après' },
    question: { en: 'What comes after?', fr: 'Et ensuite ?' },
    steps: [{ kind: 'map', minutes: 20, title: { en: 'Map', fr: 'Carte' } }],
  }
  const { sessions, ...rest } = file as { sessions: readonly unknown[] }
  return JSON.stringify({ ...rest, window: { days: 1 }, sessions: [...sessions, second] })
})()

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
