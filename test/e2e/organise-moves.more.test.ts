/** Sessions that begin and move, on the organiser's page and at tables, in a dialogue founded from its file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { expect as shown } from '@playwright/test'
import { foundDialogue } from '@tablee/server/cli/dialogue'
import type { Send } from '@tablee/server/cli/reach'
import type { DialogueId } from '@tablee/shared/ids'
import { violations } from '../support/axe.ts'
import { addPosition, haveBrowser, openTab, patience, row, sitDown, sizes, takeSeat } from '../support/pages.ts'
import { aHall, comers, sessionSays } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
/** A page whose clock goes on by so much has the end of the notice (10 s) before it; what it then does is its own. */
const mostOfNotice = 8_500

describe.skipIf(!haveBrowser)('sessions move', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

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
    await sessionSays(page, 'Session 2 of 2 · Afterwards (now)')
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
})

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
