/** What a facilitator's screen says of numbers and of the room: how many have handed in, who has not been heard, whose curtain is drawn. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phoneAt, withSteps } from '../voices/day.ts'
import { openHall, unique, type Hall } from '../voices/hall.ts'
import { launch } from '../support/browser.ts'
import { buildScreens } from '../support/pages.ts'
import { haveBrowser, newPage, sitDown, type Screens } from './table-screens.ts'

/** The room opens what people are asked. */
const withRoom = (draft: DialogueDraft): DialogueDraft => {
  const whole = withSteps(draft)
  return {
    ...whole,
    sessions: whole.sessions.map((session) => ({
      ...session,
      steps: session.steps.map((step) => (step.id === 'ask' ? { ...step, opens: 'room' as const } : step)),
    })),
  }
}

describe.skipIf(!haveBrowser)('numbers, at the table', () => {
  let hall: Hall
  let screens: Screens
  beforeAll(async () => {
    buildScreens()
    hall = await openHall({ draft: withRoom })
    const browser = await launch()
    screens = {
      server: hall,
      browser,
      async close() {
        await browser.close()
        await hall.close()
      },
    }
  }, 120_000)
  afterAll(() => screens?.close())

  it('[TURN1] [TURN5] [HEARD2] [OBSV1] [OBSV4] she sees how many handed in and who was not heard, and the room’s curtain; a citizen sees the curtain alone', async () => {
    const phones = await Promise.all([1, 2, 3, 4].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
    const [page, reader] = [await newPage(screens), await newPage(screens)]
    const board = await sitDown(screens, page, 'facilitator', 1)
    await sitDown(screens, reader, 'citizen', 1, 'T1-05')
    const spoken = await hall.parts.live.write(board as never, 'reporter', (doc) => {
      const by = { who: 'reporter', why: 'test' }
      const node = { kind: 'position', lang: 'en' as Lang, at: 1 } as const
      addNode(doc, by, { ...node, id: 'night' as NodeId, wording: 'The street at night' })
      for (const n of [1, 2, 4]) {
        const [id, seat] = [`said-${n}` as WordsId, `T1-0${n}` as SeatCode]
        addWords(doc, by, { ...node, id, node: 'night' as NodeId, text: `Light ${n}`, seat, capture: 'dictated' })
      }
    })
    expect(spoken.ok).toBe(true)
    for (const one of [page, reader]) await one.getByRole('tab', { name: 'Voices' }).click()
    await page.getByText('Not heard yet in this session: T1-03, T1-05').waitFor()

    // What the room opens she does not, and what it opened she may close.
    const ask = page.locator('[data-round="ask"]')
    await ask.getByText('The room opens this for all tables.').waitFor()
    expect(await ask.getByRole('button', { name: 'Open: Before' }).count()).toBe(0)
    const session = hall.parts.access.authorise(`Bearer ${(await hall.enter('organiser')).session}`)
    const site = hall.parts.dialogues.table(hall.tableId(1))?.siteId
    if (session === null || site === undefined) throw new Error('no console')
    const opened = await hall.parts.participation.moveRounds(
      session,
      { dialogue: hall.dialogue, site },
      { id: unique('open'), step: 'ask', to: 'open' },
      () => true,
    )
    expect(opened.ok).toBe(true)
    await ask.getByText('The room opened this.', { exact: false }).waitFor()
    await ask.getByText('0 of 5 seats have handed in').waitFor()
    await phones[0]?.answer('ask', { tram: { type: 'single', option: 'cars' } })
    // With the next ten seconds, and without anybody asking.
    await ask.getByText('1 of 5 seats have handed in').waitFor()
    expect(await reader.locator('body').innerText()).not.toMatch(/handed in|Not heard/)

    // The room draws every curtain; the table's button moves its own beneath it.
    const by = (command: string) => ({ author: 'head', device: 'console', command })
    await hall.parts.dialogues.drawCurtains(hall.dialogue, { site }, 'drawn', by('draw'))
    for (const one of [page, reader]) await one.getByText('The room has drawn the curtain.', { exact: false }).waitFor()
    await reader.getByRole('button', { name: 'Drawn by the room' }).click()
    await page.getByRole('button', { name: 'Curtain drawn' }).waitFor()
    await hall.parts.dialogues.drawCurtains(hall.dialogue, { site }, 'open', by('open'))
    await page.getByText('The curtain is drawn. Observers see nothing of this table.').waitFor()
    await page.getByRole('button', { name: 'Curtain drawn' }).click()
    await page.getByRole('button', { name: 'Curtain open' }).waitFor()

    // Who watches is a number on the button.
    const wall = await newPage(screens)
    await wall.goto(`${hall.url}/watch/${hall.link('observer').path}?wall#table-1`)
    await page.getByRole('button', { name: 'Watched on 1 screen just now', exact: false }).waitFor()
    expect([...page.failures, ...reader.failures, ...wall.failures]).toEqual([])
  }, 90_000)
})
