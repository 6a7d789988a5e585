/** A hall is asked about entries of its maps: picked on the console, one hidden while it is open, and what came of it on the wall. */
import { expect as shown, type Page } from '@playwright/test'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true } as const
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
const [stays, goes, behind] = [
  'The line stops the same day',
  'A voice answers in thirty seconds',
  'The logs are read by somebody else',
] as const
const label = 'An entry that is no longer shown'

describe.skipIf(!haveBrowser)('entries that the hall is asked about', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { ...tablet, expected: /status of 4\d\d/ })
  async function enter(page: Page, role: Role, table: number, seat?: string): Promise<string | null> {
    const { session, me } = await hall.server.enter(role, table, seat === undefined ? {} : { seat })
    await page.addInitScript(
      ([kept]) => {
        sessionStorage.setItem('tablee.session', kept ?? '')
        localStorage.setItem('tablee.language', 'en')
      },
      [JSON.stringify({ session, me })],
    )
    return me.board ?? null
  }
  async function says(table: number, id: string, wording: string): Promise<void> {
    const done = await hall.server.parts.live.write(hall.server.board(table, 2), 'reporter', (doc) => {
      addNode(
        doc,
        { who: 'reporter', why: 'add' },
        { id: id as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: 1 },
      )
    })
    expect(done.ok).toBe(true)
  }
  /** Somebody whose phone is no browser of ours: what it sends is the same. */
  async function other(table: number, seat: string) {
    const { session } = await hall.server.enter('citizen', table, { seat })
    return async (step: string, chosen: readonly string[], rejected: readonly string[]): Promise<void> => {
      const { body } = await hall.server.api('/api/seat', { as: session })
      const { rounds } = body as { rounds: { step: string; board: string }[] }
      const board = rounds.find((round) => round.step === step)?.board
      const answers = { q: { type: 'choose', chosen, rejected, indifferent: [] } }
      const command = { id: `answer-${seat.toLowerCase()}`, kind: 'answer', board, step, answers, sent: true }
      expect((await hall.server.api('/api/seat/commands', { as: session, body: command })).status).toBe(200)
    }
  }
  /** In the menu of an entry, as many pages further as it takes. */
  const inMenu = async (page: Page, wording: string, what: RegExp): Promise<void> => {
    const row = page.getByRole('treeitem', { name: wording }).first()
    await row.hover()
    await row.getByRole('button').last().click()
    const item = page.getByRole('menuitem', { name: what })
    const more = page.getByRole('menuitem', { name: 'More …' })
    await more.click()
    while ((await item.count()) === 0) await more.click()
    await item.click()
  }

  it('[ASK13] [ASK14] [ASK15] [ASK18] a head picks from the maps, a facilitator hides one, people answer, and the wall has the rest within a minute', async () => {
    await says(1, 'stays', stays)
    await says(2, 'goes', goes)
    await says(3, 'behind', behind)
    // Table 3 draws its curtain and lets the hall be asked about one of its entries.
    const third = (await come({ viewport: { width: 1440, height: 900 } })).page
    const board = await enter(third, 'facilitator', 3)
    await third.goto(`${hall.server.url}/table/${board ?? ''}`)
    await third.locator('main.table').waitFor()
    await third.getByRole('button', { name: 'Curtain open' }).click()
    await third.getByRole('button', { name: 'Curtain drawn' }).waitFor()
    await inMenu(third, behind, /^Let the hall be asked about this/)
    await expect
      .poll(() => hall.server.parts.voices.state(hall.server.dialogue).released.size, { timeout: patience })
      .toBe(1)

    const desk = (await come()).page
    await desk.goto(card(hall.server, 'head', 1))
    await desk.waitForURL('**/room/**')
    const wall = (await come({ viewport: { width: 1920, height: 1080 } })).page
    await wall.goto(`${card(hall.server, 'observer')}?wall`)
    await wall.locator('.wall').waitFor()
    const others = await Promise.all(
      [1, 2, 3].flatMap((table) => [2, 3, 4, 5, 6].map((seat) => other(table, `T${table}-0${seat}`))),
    )
    const citizen = (await come(phone)).page
    await enter(citizen, 'citizen', 1, 'T1-01')
    await citizen.goto(`${hall.server.url}/seat`)
    await citizen.locator('.phone').waitFor()

    await desk.getByRole('button', { name: 'Ask the hall' }).tap()
    await desk.getByRole('textbox', { name: 'The question' }).fill('Which of these must the permit say?')
    await desk.getByRole('button', { name: 'Entries from the maps' }).tap()
    await desk.getByRole('button', { name: 'Pick entries' }).tap()
    for (const [sought, wording] of [
      ['stops the', stays],
      ['thirty', goes],
      ['logs are', behind],
    ] as const) {
      await desk.getByRole('searchbox', { name: 'Search the entries' }).fill(sought)
      const tick = desk.getByRole('checkbox', { name: wording })
      await see(tick).toHaveCount(1)
      // By finger, and by keys alone.
      if (wording !== goes) await tick.tap()
      else for (const key of ['ArrowDown', 'Space']) await desk.keyboard.press(key)
      await see(tick).toBeChecked()
    }
    await see(desk.getByText('3 of 12 chosen')).toBeVisible()
    expect(await violations(desk)).toEqual([])
    await desk.getByRole('button', { name: 'Done' }).tap()
    await see(desk.locator('.fon').getByText(goes)).toBeVisible()
    await desk.getByRole('button', { name: /^Ask \d+ people$/ }).tap()
    await see(desk.getByText(/^Open at \d+ of \d+ tables$/)).toBeVisible()
    const [ask] = hall.server.parts.voices.state(hall.server.dialogue).asks.values()
    const step = ask?.step ?? ''
    expect(ask?.entries.map(({ wording, table }) => [wording, table])).toEqual([
      [stays, 1],
      [goes, 2],
      [behind, 3],
    ])

    await see(citizen.getByRole('heading', { name: 'Which of these must the permit say?' })).toBeVisible()
    await see(citizen.getByText(goes)).toBeVisible()
    await see(citizen.getByText('table 2')).toBeVisible()
    // Its table hides one while it is open: the phone has it no longer, and what it answers to it counts.
    const second = (await come({ viewport: { width: 1440, height: 900 } })).page
    const theirs = await enter(second, 'facilitator', 2)
    await second.goto(`${hall.server.url}/table/${theirs ?? ''}`)
    await second.locator('main.table').waitFor()
    await inMenu(second, goes, /^Hide from observers/)
    await see(citizen.getByText(label)).toBeVisible({ timeout: 40_000 })
    await see(citizen.getByText(goes)).toHaveCount(0)
    await citizen.getByRole('radiogroup', { name: label }).getByRole('radio', { name: 'I choose it' }).tap()
    await citizen.getByRole('button', { name: 'Send my vote' }).tap()
    await see(citizen.getByRole('heading', { name: 'Your vote is in.' })).toBeVisible()
    for (const [n, answer] of others.entries())
      await answer(step, n < 9 ? ['o1', 'o3'] : ['o2'], n < 9 ? ['o2'] : ['o1', 'o3'])

    await desk.getByRole('button', { name: /^Close at/ }).tap()
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the question' }).tap()
    await see(desk.getByText('Closed at every table.')).toBeVisible()
    const closed = Date.now()
    await wall.getByText('Which of these must the permit say?').first().waitFor({ timeout: 60_000 })
    const took = Date.now() - closed
    console.log(`from the last closing to the wall: ${(took / 1_000).toFixed(1)} s`)
    expect(took).toBeLessThan(60_000)
    await see(wall.getByText(stays)).toBeVisible()
    await see(wall.getByText('table 1')).toBeVisible()
    await see(desk.locator('.asked .fig').getByText(label)).toBeVisible()
    for (const page of [wall, desk, citizen]) expect(await page.content()).not.toContain(goes)
  }, 180_000)
})
