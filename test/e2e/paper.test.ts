/** Paper in a real browser: the organiser prints, a reporter types sheets in by keyboard alone, what is missing is said. */
import { expect as shown } from '@playwright/test'
import type { PaperKind } from '@tablee/shared/wire/paper'
import { shownPaperId } from '@tablee/shared/voices/paper-id'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, runnerAt } from '../voices/day.ts'
import { openHall, type Hall } from '../voices/hall.ts'
import { sessions } from '../paper/fixture.ts'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, haveBrowser, inSight, patience, sitDown, sizes } from '../support/pages.ts'
import { comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const refused = /status of 4(04|09)/

describe.skipIf(!haveBrowser)('paper', () => {
  let hall: Hall
  let browser: Awaited<ReturnType<typeof launch>>
  const { come } = comers(() => ({ browser }))
  beforeAll(async () => {
    buildScreens()
    const steps = sessions[0]?.steps ?? []
    const draft: Parameters<typeof openHall>[0] = {
      draft: (of) => ({
        ...of,
        sessions: of.sessions.map((session) => (session.number === 2 ? { ...session, steps } : session)),
      }),
    }
    ;[hall, browser] = await Promise.all([openHall(draft), launch()])
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
  })

  /** The ids on the sheets of seat 1 of a table, as they would be printed now, in the order of the day. */
  function idsAt(table: number, kinds: readonly PaperKind[]): readonly string[] {
    const { dialogues, paper } = hall.parts
    const dialogue = dialogues.dialogue(hall.dialogue)
    if (dialogue === null) throw new Error('no dialogue')
    const tables = dialogues.tables(hall.dialogue).filter(({ number }) => number === table)
    return paper
      .sheetsOf({ session: 2, kinds, langs: ['en'] }, dialogue, tables, hall.url)
      .filter(({ seatNumber, strip }) => seatNumber === 1 || strip?.seat === `Seat T${table}-01`)
      .map(({ id }) => shownPaperId(id))
  }

  it('[PAP20] the organiser prints every table’s sheets with one click, sees how far it is, and has the file', async () => {
    const { page } = await come()
    await page.goto(card(hall, 'organiser'))
    await inSight(page, '.print-sheets')
    // Every page of every table is made: on a busy machine that takes longer than a click does.
    const [file] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      page.getByRole('button', { name: 'Print paper sheets' }).click(),
    ])
    await see(page.locator('.print-sheets .ready')).toContainText(/sheets, ready after .* Pages: \d+/)
    expect(file.suggestedFilename()).toMatch(/^tables-\d+-\d+\.pdf$/)
    expect(await violations(page)).toEqual([])
  })

  it('[PAP21] one sheet of each kind is typed in with the keyboard alone', async () => {
    const began = performance.now()
    const facilitator = await runnerAt(hall, 1)
    await entries(hall, facilitator.board, ['Trams first', 'Slower streets']).then((nodes) =>
      facilitator.does({ kind: 'open', step: 's1-vote', nodes }),
    )
    await facilitator.does({ kind: 'open', step: 's1-before', nodes: [] })
    await facilitator.does({ kind: 'open', step: 's1-write', nodes: [] })
    const reporter = await come({ expected: refused })
    const { page } = reporter
    await sitDown(reporter, card(hall, 'facilitator', 1))
    await page.getByRole('tab', { name: /Voices/ }).click()
    await page.getByRole('button', { name: 'Type in paper' }).click()
    const dialog = page.getByRole('dialog')
    const id = dialog.getByLabel('The sheet’s code')
    const keyboard = async (keys: string): Promise<void> => {
      for (const key of keys.split(' ')) await page.keyboard.press(key)
    }
    const open = async (sheet: string): Promise<void> => {
      await see(id).toBeFocused()
      await page.keyboard.type(sheet)
      await page.keyboard.press('Enter')
      await see(dialog.locator('.sheet-head')).toContainText(sheet)
    }
    const kept = () => see(dialog.locator('.kept-sheet')).toContainText('Next sheet')

    // A wrong character is told before anybody is asked; another table's sheet is told so.
    const [vote = ''] = idsAt(1, ['ballot'])
    await see(id).toBeFocused()
    await page.keyboard.type(`${vote.slice(0, -1)}${vote.endsWith('A') ? 'B' : 'A'}`)
    await page.keyboard.press('Enter')
    await see(dialog.getByRole('alert')).toContainText('a character is wrong')
    await id.fill('')
    await page.keyboard.type(idsAt(2, ['ballot'])[0] ?? '')
    await page.keyboard.press('Enter')
    await see(dialog.getByRole('alert')).toContainText('another table')
    await id.fill('')

    // A vote of somebody whose consent is not known asks for that first.
    await open(vote)
    const marks = '1 Enter 3 Enter 2 Enter 1 Enter 3 Enter 2 Enter Enter 2 Enter Enter 1 Enter'
    await keyboard(marks)
    await see(dialog.locator('.pass')).toContainText('Second time')
    await keyboard(marks)
    await see(dialog.getByRole('alert')).toContainText('Taking part')
    await dialog.getByRole('button', { name: 'Another sheet' }).click()

    const [consent = ''] = idsAt(1, ['consent'])
    await open(consent)
    expect(await violations(page)).toEqual([])
    await keyboard('1 Enter 1 Enter 2 Enter')
    await kept()
    const seats = (await facilitator.read()).seats
    expect(seats[0]).toMatchObject({ state: 'paper', consent: { quoted: true, observed: false } })

    // Private sheets wait for the reveal, and say so.
    const [writing = ''] = idsAt(1, ['write'])
    await open(writing)
    await see(dialog.locator('.says-why')).toContainText('until the reveal')
    await facilitator.does({ kind: 'reveal', step: 's1-write' })
    await page.keyboard.press('Enter')
    await open(writing)
    await see(dialog.locator('textarea')).toBeFocused()
    await page.keyboard.type('A bench in the shade')
    await page.keyboard.press('Control+Enter')
    await kept()
    const round = await facilitator.round('s1-write')
    expect(round.task.kind === 'write' ? round.task.sheets : []).toMatchObject([
      { text: 'A bench in the shade', seat: null, capture: 'paper' },
    ])

    // A vote typed twice: what differs is shown and typed a third time.
    await facilitator.does({ kind: 'close', step: 's1-vote' })
    await open(vote)
    await keyboard(marks)
    await see(dialog.locator('.pass')).toContainText('Second time')
    await keyboard(marks.replace('1 Enter 3', '1 Enter 1'))
    await see(dialog.locator('.differ')).toContainText('One answer')
    await see(dialog.locator('.asks > li')).toHaveCount(1)
    await keyboard('3 Enter')
    await kept()
    await see(dialog.locator('.missing').first()).toContainText('T1: 1 of 1 ballot')

    // Questions with a skip rule; what is written is typed once.
    const [before = ''] = idsAt(1, ['questionnaire'])
    await open(before)
    await keyboard('3 Enter 7 Enter 2 5 Enter 8 0 Enter')
    await see(dialog.locator('textarea')).toBeFocused()
    await page.keyboard.type('A plan')
    await page.keyboard.press('Control+Enter')
    await see(dialog.locator('.pass')).toContainText('Second time')
    await see(dialog.locator('textarea')).toHaveCount(0)
    await keyboard('3 Enter 7 Enter 2 5 Enter 8 0 Enter')
    await kept()
    await facilitator.does({ kind: 'close', step: 's1-before' })
    await see(dialog.locator('.missing').first()).toContainText('T1: 1 of 1 questionnaire')
    expect(await violations(page)).toEqual([])
    const seconds = (performance.now() - began) / 1000

    // A table prints what is its own.
    await dialog.getByRole('button', { name: 'Print this table’s sheets' }).click()
    const downloaded = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Print paper sheets' }).click()
    expect((await downloaded).suggestedFilename()).toBe('table-1.pdf')
    expect(await violations(page)).toEqual([])
    console.log(`five sheets of paper in ${seconds.toFixed(1)} s, pages and all`)
  })

  it('[PAP22] the same on a phone, from right to left', async () => {
    const one = await come({ ...sizes.phone, lang: 'ar', expected: refused })
    await sitDown(one, card(hall, 'facilitator', 3))
    const { page } = one
    await page.locator('nav.sides button').last().click()
    await page.locator('.voices-head .btn').last().click()
    const dialog = page.getByRole('dialog')
    await see(dialog).toBeVisible()
    // Scanned instead of typed: the code on the sheet leads here.
    const [id = ''] = idsAt(3, ['consent'])
    await page.goto(`${hall.url}/table/${hall.board(3, 2)}?paper=${id.replace('-', '')}`)
    await see(dialog.locator('.which input')).toHaveValue(id.replace('-', ''))
    await dialog.locator('.which .btn').click()
    await see(dialog.locator('.asks > li')).toHaveCount(3)
    await dialog.locator('.asks label').first().click()
    const wide = await dialog.evaluate((of) => of.scrollWidth > of.clientWidth)
    expect(wide).toBe(false)
    expect(await violations(page)).toEqual([])
  })
})
