/**
 * What nobody foresaw, in real browsers on a running day: an organiser who has read nothing adds a table by what the page
 * says; a console and a wall that were open before have it; somebody sits down there with a phone and votes.
 */
import { expect as shown } from '@playwright/test'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, haveBrowser, inSight, patience, sizes, takeSeat } from '../support/pages.ts'
import { comers } from '../support/stories.ts'
import { phoneAt, runnerAt } from '../voices/day.ts'
import { openHall, type Hall } from '../voices/hall.ts'

const see = shown.configure({ timeout: patience })
const said = (en: string) => ({ en, fr: en })
const options = ['night', 'day'].map((id) => ({ id, text: said(`By ${id}`) }))
const day = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  langs: ['en', 'fr'] as never,
  sites: draft.sites.slice(0, 1),
  tables: draft.tables.filter(({ site }) => site === draft.sites[0]?.id),
  boards: draft.boards.filter(({ table }) =>
    draft.tables.some(({ id, site }) => id === table && site === draft.sites[0]?.id),
  ),
  sessions: draft.sessions.map((session) =>
    session.number === 2
      ? {
          ...session,
          steps: [
            { kind: 'map', title: said('Talk'), minutes: 90 },
            {
              kind: 'ballot',
              id: 'vote',
              title: said('Vote'),
              minutes: 5,
              task: {
                kind: 'ballot',
                items: [
                  { id: 'when', type: 'single', options, text: said('When first?'), unit: 'people', base: 'valid' },
                ],
              },
            },
          ],
        }
      : session,
  ),
})

describe.skipIf(!haveBrowser)('a day that changes, in browsers', () => {
  let hall: Hall
  let place: { readonly browser: Awaited<ReturnType<typeof launch>> }
  const { come } = comers(() => place)
  beforeAll(async () => {
    buildScreens()
    const [server, browser] = await Promise.all([openHall({ draft: day }), launch()])
    hall = server
    place = { browser }
    // Nobody has given the head facilitator of this hall a link before.
    await hall.enter('head', 1)
  }, 120_000)
  afterAll(async () => {
    await place?.browser.close()
    await hall?.close()
  })

  it('[CHG17] an organiser adds a table by what the page says; console and wall have it without a reload, its card opens it, and a phone sits down there and votes', async () => {
    const wall = await come(sizes.wall)
    await wall.page.goto(`${card(hall, 'observer')}?wall`)
    await see(wall.page.locator('.tile')).toHaveCount(3)
    const console = await come()
    await console.page.goto(card(hall, 'head', 1))
    await see(console.page.locator('[data-table]')).toHaveCount(3)

    const organiser = await come()
    await organiser.page.goto(card(hall, 'organiser'))
    const page = organiser.page
    await see(page.getByText('So far the day is as it was planned.')).toBeVisible()
    const began = performance.now()
    await page.getByRole('button', { name: 'Add a table' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a table' })
    // Nothing is done without a reason.
    await see(dialog.getByRole('button', { name: 'Add a table' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Language of the table').selectOption({ label: 'English' })
    await dialog.getByLabel('Why?').fill('Five more people came')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await see(dialog.getByText('Done. These are the new cards')).toBeVisible()
    const took = Math.round(performance.now() - began)
    await see(dialog.getByRole('button', { name: 'Print the new cards' })).toBeVisible()
    const code = await dialog.locator('.big').innerText()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    await see(page.getByText('Why: Five more people came')).toBeVisible()
    await see(page.getByText('Not planned', { exact: true })).toBeVisible()
    await see(page.locator('article.card .big', { hasText: code })).toBeVisible()

    // Nobody reloaded anything.
    await see(console.page.locator('[data-table]')).toHaveCount(4)
    await see(wall.page.locator('.tile')).toHaveCount(4)

    // By the code that was printed, from the door.
    const phone = await come({ ...sizes.phone })
    await phone.page.goto(hall.url)
    await phone.page.getByRole('textbox').first().fill(code)
    await phone.page.keyboard.press('Enter')
    await phone.page.getByRole('button', { name: 'English' }).click()
    await takeSeat(phone.page, 2)
    const runner = await runnerAt(hall, 4)
    const board = hall.parts.dialogues.currentBoard(hall.tableId(4))?.id ?? ('' as never)
    const open = { id: 'open-4', kind: 'open', step: 'vote', nodes: [] }
    expect((await hall.api(`/api/boards/${board}/voices`, { as: runner.session, body: open })).status).toBe(200)
    await phone.page.getByRole('radio', { name: 'By night' }).click()
    await phone.page.getByRole('button', { name: 'Send my vote' }).click()
    await see(phone.page.getByText('It has arrived', { exact: true })).toBeVisible()
    const cast = hall.parts.voices.state(hall.dialogue).rounds.get(`${board}/vote`)?.casts.get('when')?.get('T4-02')
    expect(cast?.phone?.answer).toEqual({ type: 'single', option: 'night' })
    // Who only watches reads no reason, nor who decided.
    expect(await wall.page.content()).not.toContain('Five more people')
    process.stdout.write(`a table more: ${took} ms from the first click to its cards\n`)
  })

  it('[CHG17] a head facilitator adds a seat at a table, and an organiser puts a question in other words after somebody answered: the wall tells both apart, and why', async () => {
    const organiser = await come()
    await organiser.page.goto(card(hall, 'organiser'))
    const head = await come()
    await head.page.goto(card(hall, 'head', 1))
    await head.page.locator('[data-table]').first().click()
    await head.page.getByRole('button', { name: 'More for table 1' }).click()
    await head.page.getByRole('menuitem', { name: 'More seats at a table' }).click()
    const seats = head.page.getByRole('dialog', { name: 'More seats at a table' })
    await seats.getByLabel('Why?').fill('A chair more')
    await seats.getByRole('button', { name: 'More seats at a table' }).click()
    await see(seats.getByText('Done. It counts from now on.')).toBeVisible()
    await seats.getByRole('button', { name: 'Close' }).click()
    await see(organiser.page.getByText('Why: A chair more')).toBeVisible()

    const vote = async (table: number): Promise<void> => {
      const runner = await runnerAt(hall, table)
      await runner.does({ kind: 'open', step: 'vote', nodes: [] })
      for (const n of [1, 2, 3, 4, 5, 6]) {
        const phone = await phoneAt(hall, table, `T${table}-0${n}`)
        await phone.answer('vote', { when: { type: 'single', option: 'day' } })
      }
      await runner.does({ kind: 'close', step: 'vote' })
    }
    await vote(1)
    const { page } = organiser
    await page.reload()
    await page.getByRole('button', { name: 'A question in other words' }).click()
    const dialog = page.getByRole('dialog', { name: 'A question in other words' })
    // Open at table 4: not yet.
    await dialog
      .getByLabel('Question', { exact: true })
      .selectOption({ label: 'Session 2: When first? (open at a table)' })
    await see(dialog.getByText('It is open at a table just now.')).toBeVisible()
    const board = hall.parts.dialogues.currentBoard(hall.tableId(4))?.id
    const close = { id: 'close-4', kind: 'close', step: 'vote' }
    expect(
      (await hall.api(`/api/boards/${board}/voices`, { as: (await runnerAt(hall, 4)).session, body: close })).status,
    ).toBe(200)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'A question in other words' }).click()
    await dialog.getByLabel('Question', { exact: true }).selectOption({ label: 'Session 2: When first?' })
    await see(dialog.getByText('Somebody has answered it already.')).toBeVisible()
    await dialog.getByLabel('The question, in English').fill('When should they run first?')
    await dialog.getByLabel('Why?').fill('“First” was read as a rank')
    await dialog.getByRole('button', { name: 'A question in other words' }).click()
    await see(dialog.getByText('Done.')).toBeVisible()
    await vote(2)
    await vote(3)
    const wall = await come()
    await wall.page.goto(card(hall, 'observer'))
    await inSight(wall.page, 'body')
    const { body } = await hall.api(`/api/watch/${hall.link('observer').path ?? ''}/results`)
    const told = JSON.stringify(body)
    expect(told).toContain('When should they run first?')
    expect(told).toContain('was read as a rank')
  })

  it('[CHG17] [CHG19] a site joins late, a break is put in, made longer and left out again: the console has the new programme, what runs is not offered to be left out, and the page keeps the account', async () => {
    const console = await come()
    await console.page.goto(card(hall, 'head', 1))
    await console.page.locator('[data-table]').first().waitFor()
    const { page } = await come()
    await page.goto(card(hall, 'organiser'))
    const change = async (what: string, fill: () => Promise<void>): Promise<void> => {
      await page.getByRole('button', { name: what, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: what })
      await dialog.getByLabel('Why?').waitFor()
      await fill()
      await dialog.getByLabel('Why?').fill(`Because: ${what}`)
      await dialog.getByRole('button', { name: what }).click()
      await see(dialog.getByText(/^Done\./)).toBeVisible()
      await dialog.getByRole('button', { name: 'Close' }).click()
      await see(page.getByText(`Why: Because: ${what}`)).toBeVisible()
    }
    await change('A site that joins late', async () => {
      await page.getByRole('dialog').getByLabel('Where is it?').fill('Nantes')
      await page.getByRole('dialog').getByLabel('Country').fill('fr')
    })
    await see(page.getByRole('heading', { name: 'Nantes', level: 3 })).toBeVisible()
    await change('Put a step in', async () => {
      await page.getByRole('dialog').getByLabel('Where does it stand?').selectOption({ label: 'After: Talk (running)' })
    })
    await change('A step longer or shorter', async () => {
      await page.getByRole('dialog').getByLabel('Step', { exact: true }).selectOption({ label: 'Break' })
      await page.getByRole('dialog').getByLabel('Minutes').fill('15')
    })
    await see(page.getByText('Planned: 10 min')).toBeVisible()
    const programme = console.page.getByRole('list', { name: 'Programme' })
    await see(programme.getByText('Break')).toBeVisible()
    // The hall is told what was changed, and why; once it is read it stands beneath the messages.
    const news = console.page.getByRole('status').filter({ hasText: 'The day was changed: Break, session 2.' })
    await see(news).toContainText('Why: Because: A step longer or shorter')
    await news.getByRole('button', { name: 'Understood' }).click()
    await see(news).toHaveCount(0)
    await see(console.page.locator('.unplanned li').first()).toContainText('Now: 15 min')
    await change('Leave a step out', async () => {
      await page.getByRole('dialog').getByLabel('Step', { exact: true }).selectOption({ label: 'Break' })
    })
    await see(page.getByText('Now: left out')).toBeVisible()
    await see(news).toContainText('Now: left out')
    await see(programme.getByText('Break')).toHaveCount(0)
    await see(programme.getByRole('listitem')).not.toHaveCount(0)
    expect(await violations(console.page)).toEqual([])
    // The step in which tables are just now is not offered to be left out.
    await page.getByRole('button', { name: 'Leave a step out', exact: true }).click()
    await see(page.getByRole('dialog').getByRole('option', { name: 'Talk (running)' })).toHaveAttribute('disabled', '')
    expect(await violations(page)).toEqual([])
  })
})
