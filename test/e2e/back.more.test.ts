/** A round that looks back: a table's boards of two sessions beside each other in the third, at the table and for who watches. */
import { expect as shown, type Browser, type Page } from '@playwright/test'
import { addNode, addWords, relate } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { ClockAct } from '@tablee/shared/dialogue/clock'
import type { BoardId, Lang, NodeId, RelationId, SiteId, WordsId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { large } from '../room/bigHall.ts'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, haveBrowser, patience, sitDown } from '../support/pages.ts'
import type { TestServer } from '../support/server.ts'
import { comers } from '../support/stories.ts'
import { openHall } from '../voices/hall.ts'

const see = shown.configure({ timeout: patience })
const by = { who: 'reporter', why: 'test' }
const step = (kind: ProgrammeStep['kind'], title: string, more: Partial<ProgrammeStep> = {}): ProgrammeStep => ({
  kind,
  title: { en: title },
  minutes: 30,
  ...more,
})

describe.skipIf(!haveBrowser)('a round that looks back', () => {
  let server: TestServer
  let browser: Browser
  beforeAll(async () => {
    buildScreens()
    browser = await launch('any')
    server = await openHall({
      consent: null,
      draft(draft) {
        const day = large({ tables: 2, sites: 1, seats: 4 })(draft)
        const [one, two, three] = day.sessions
        if (one === undefined || two === undefined || three === undefined) throw new Error('three sessions')
        const reads = [
          step('read-back', 'Looking back'),
          step('map', 'One more', { looksBack: [1] }),
          step('map', 'Now'),
        ]
        return { ...day, sessions: [one, two, { ...three, steps: reads }] }
      },
    })
  }, 120_000)
  const people = comers(() => ({ browser }), { expected: /WebSocket is closed before the connection/ })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  let count = 0
  async function act(does: ClockAct): Promise<void> {
    const { dialogues } = server.parts
    const site = dialogues.sites(server.dialogue)[0]
    const of = { site: site?.id ?? ('' as SiteId) }
    const hand = { author: 'head', device: 'd', command: `act-${count++}` }
    expect(await dialogues.act(server.dialogue, of, does, { version: site?.clock.version ?? 0 }, hand)).toMatchObject({
      ok: true,
    })
  }
  const board = (session: number): BoardId => server.board(1, session)
  const write = (session: number, id: string, wording: string, said: string, beneath?: string) =>
    server.parts.live.write(board(session), 'reporter', (doc) => {
      const kind = beneath === undefined ? 'position' : 'argument'
      addNode(doc, by, { id: id as NodeId, kind, lang: 'en' as Lang, at: Date.now(), wording })
      if (beneath !== undefined)
        relate(doc, by, {
          id: `${id}-to` as RelationId,
          kind: 'supports',
          from: id as NodeId,
          to: beneath as NodeId,
          at: Date.now(),
        })
      const words = { id: `${id}-said` as WordsId, node: id as NodeId, text: said, lang: 'en' as Lang, at: Date.now() }
      addWords(doc, by, { ...words, seat: null, capture: 'dictated' })
    })
  const column = (page: Page, session: number) =>
    page.getByRole('region', { name: new RegExp(`^Session ${session} · `) })

  it('[BACK2] [BACK3] [BACK4] a table worked in two sessions; in the third, as it reads back, both stand beside each other by themselves; a sentence is caught, one board is opened large, and the step’s end brings the map again', async () => {
    await act({ do: 'begin', session: 1, clock: 'anew' })
    await write(1, 'square', 'A square without cars', 'We would sit there.')
    await write(1, 'bench', 'People meet on benches', 'I met my neighbour on one.', 'square')
    await act({ do: 'begin', session: 2, clock: 'anew' })
    await write(2, 'night', 'Light at night', 'I walk home in the dark.')
    const table = await people.come()
    await sitDown(table, card(server, 'facilitator', 1))
    const { page } = table
    await see(page.getByRole('tab', { name: 'Earlier' })).toHaveCount(0)

    await act({ do: 'begin', session: 3, clock: 'anew' })
    await see(page.getByRole('tab', { name: 'Earlier', selected: true })).toBeVisible({ timeout: 60_000 })
    await see(column(page, 1).getByText('A square without cars')).toBeVisible()
    await see(column(page, 1).getByText('People meet on benches')).toBeVisible()
    await see(column(page, 2).getByText('Light at night')).toBeVisible()
    // What was said about an entry is read beneath it, beside today's board.
    const words = column(page, 1).getByText('I met my neighbour on one.')
    await see(words).toBeHidden()
    await column(page, 1)
      .getByRole('listitem')
      .filter({ hasText: 'People meet on benches' })
      .getByText('1 statement')
      .click()
    await see(words).toBeVisible()
    const boxes = await Promise.all([1, 2].map((session) => column(page, session).boundingBox()))
    expect(boxes[0]?.y).toBe(boxes[1]?.y)
    expect(boxes[0]?.x).toBeLessThan(boxes[1]?.x ?? 0)
    expect(await violations(page)).toEqual([])
    if (process.env['BACK_LOOK']) await page.screenshot({ path: process.env['BACK_LOOK'] })

    await page.locator('.say textarea').fill('The square is what we still miss.')
    await page.locator('.say .put').click()
    await see.poll(async () => (await server.parts.live.look(board(3), readBoard)).nodes.size).toBe(1)
    await see(page.getByRole('tab', { name: 'Earlier', selected: true })).toBeVisible()

    await column(page, 1).getByRole('button', { name: 'Open large: Session 1' }).click()
    await see(page.locator('.large-board .map .node', { hasText: 'A square without cars' })).toBeVisible()
    await page.keyboard.press('Escape')
    await see(column(page, 1).getByRole('button', { name: 'Open large: Session 1' })).toBeFocused()

    // Another step offers it, and only the session that it names.
    await act({ do: 'next' })
    await see(page.getByRole('tab', { name: 'Earlier', selected: true })).toBeVisible()
    await see(column(page, 2)).toHaveCount(0)
    await act({ do: 'next' })
    await see(page.getByRole('tab', { name: 'Earlier' })).toHaveCount(0)
    await see(page.getByRole('tab', { name: 'Map', selected: true })).toBeVisible()
    await act({ do: 'back' })
    await page.getByRole('button', { name: 'Show the earlier boards' }).click()
    await see(column(page, 1).getByText('A square without cars')).toBeVisible()
    // Nobody is told at the earlier board that somebody reads it.
    const reader = await people.come()
    await sitDown(reader, card(server, 'facilitator', 1))
    await reader.page.getByRole('button', { name: /^Session 1 of/ }).click()
    await see(reader.page.locator('.top .sessions b')).toContainText('Session 1')
    await see(reader.page.locator('.bar .here')).toContainText('1 here')
  }, 120_000)

  it('[BACK5] who watches the table has both boards beside each other, without what is hidden on one; the table draws its curtain, and neither is shown', async () => {
    await act({ do: 'begin', session: 3, clock: 'anew' })
    const facilitator = await server.enter('facilitator', 1)
    const hides = { as: facilitator.session, method: 'PUT', body: { hidden: ['bench'] } }
    expect((await server.api(`/api/boards/${board(1)}/policy`, hides)).status).toBe(200)
    for (const session of [1, 2, 3]) {
      const opens = { as: facilitator.session, method: 'PUT', body: { consent: true, delayMinutes: 0 } }
      expect((await server.api(`/api/boards/${board(session)}/policy`, opens)).status).toBe(200)
    }
    const table = await people.come()
    await sitDown(table, card(server, 'facilitator', 1))
    await see(column(table.page, 1).getByText('People meet on benches')).toBeVisible({ timeout: 60_000 })

    const watcher = await people.come()
    await watcher.page.goto(`${card(server, 'observer')}?wall#table-1`)
    const past = (session: number) => column(watcher.page, session)
    await see(past(1).getByText('A square without cars')).toBeVisible()
    await see(past(2).getByText('Light at night')).toBeVisible()
    await see(past(1).getByText('People meet on benches')).toHaveCount(0)
    const boxes = await Promise.all([1, 2].map((session) => past(session).boundingBox()))
    expect(boxes[0]?.y).toBe(boxes[1]?.y)
    expect(await violations(watcher.page)).toEqual([])
    if (process.env['BACK_LOOK']) await watcher.page.screenshot({ path: `${process.env['BACK_LOOK']}.wall.png` })
    await watcher.page.getByRole('button', { name: 'This session' }).click()
    await see(past(1)).toHaveCount(0)
    await watcher.page.getByRole('button', { name: 'Looking back' }).click()
    await see(past(1)).toBeVisible()

    await table.page.getByRole('button', { name: 'Curtain open' }).click()
    // for a moment each of the columns says it, then the table's one place does
    await see(past(1)).toHaveCount(0)
    await see(past(2)).toHaveCount(0)
    await see(watcher.page.getByText('This table has drawn its curtain.', { exact: false })).toBeVisible()
    await see(column(table.page, 1).getByText('A square without cars')).toBeVisible()
  }, 120_000)
})
