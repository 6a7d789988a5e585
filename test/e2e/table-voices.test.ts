/**
 * A table with its people's voices: two phones (over HTTP, as they speak), the facilitator's screen and a second one. They
 * write alone, it is revealed and placed, taken back and placed again; two entries are voted on and hold still; it is
 * closed, and what came out stands there.
 */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { SeatAnswer, SeatCommand } from '@tablee/shared/wire/seat'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSteps } from '../voices/day.ts'
import { openHall, unique, type Hall } from '../voices/hall.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card } from '../support/pages.ts'
import { haveBrowser, newPage, rows, sitDown, type Screens } from './table-screens.ts'

const positions = ['The city answers, because it gave the permit', 'The maker answers, because only it can look inside']

describe.skipIf(!haveBrowser)('voices, at the table', () => {
  let hall: Hall
  let screens: Screens
  beforeAll(async () => {
    buildScreens()
    hall = await openHall({ draft: withSteps })
    const browser = await launch()
    screens = {
      server: hall,
      browser,
      async close() {
        await browser.close()
        await hall.close()
      },
    }
    const board = hall.board(1, 2)
    const origin = { who: 'reporter', why: 'test' }
    const written = await hall.parts.live.write(board, 'reporter', (doc) => {
      const issue = 'issue-1' as NodeId
      addNode(doc, origin, { id: issue, kind: 'issue', wording: 'Who answers?', lang: 'en' as Lang, at: 1 })
      for (const [n, wording] of positions.entries())
        addNode(doc, origin, {
          id: `position-${n + 1}` as NodeId,
          kind: 'position',
          wording,
          lang: 'en' as Lang,
          at: 2 + n,
          place: { relation: `answers-${n + 1}` as never, kind: 'answers', to: issue },
        })
    })
    if (!written.ok) throw new Error(written.problem.code)
  }, 120_000)
  afterAll(() => screens?.close())

  const phone = async (session: string, command: SeatCommand): Promise<SeatAnswer> => {
    const reply = await hall.api('/api/seat/commands', { as: session, body: command })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as SeatAnswer
  }
  const round = (page: Page, title: string) =>
    page.locator('.round', { has: page.getByRole('button', { name: title, exact: true }) })
  const dialog = (page: Page) => page.locator('dialog[open]')
  /** The one next act of a step, and the yes in its dialog. */
  const move = async (page: Page, does: 'Open' | 'Close' | 'Reveal', title: string): Promise<void> => {
    await page.getByRole('button', { name: `${does}: ${title}` }).click()
    await dialog(page).getByRole('button', { name: does, exact: true }).click()
    await dialog(page).waitFor({ state: 'detached' })
  }

  it('[TVO1] [TVO2] [TVO3] [TVO4] [TVO5] [TVO11] [TVO12] [ERA9] they write, it is revealed and placed; they vote, it holds still; it is closed, and counted', async () => {
    const [one, two] = await Promise.all([
      hall.enter('citizen', 1, { seat: 'T1-01' }),
      hall.enter('citizen', 1, { seat: 'T1-02' }),
    ])
    const [page, other] = await Promise.all([newPage(screens), newPage(screens)])
    await sitDown(screens, page, 'facilitator', 1)
    const board = hall.board(1, 2)
    await sitDown(screens, other, 'facilitator', 1)
    await rows(other).first().waitFor()

    // Before anybody writes it is said that nobody learns who wrote what.
    await page.getByRole('tab', { name: 'Voices' }).click()
    await page.getByText('2 of 6 seats taken').waitFor()
    await page.getByRole('button', { name: 'Open: Alone' }).click()
    await dialog(page).getByText('Anonymous: nobody at the table learns who wrote what.').waitFor()
    // [TVO9] With two of six seats taken that is thin, and anyone who opens it is told before.
    await dialog(page).getByText('Fewer than three people have a seat here.').waitFor()
    await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
    await round(page, 'Alone').getByText('Open now').waitFor()
    // [TVO11] And still reads it while they write; whoever only takes part does not.
    await round(page, 'Alone').getByText('Fewer than three people have a seat here.').waitFor()
    // Anyone who works by keyboard goes on where they were.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.round')?.getAttribute('data-round')))
      .toBe('alone')

    const texts = ['Somebody has to be awake for it.', 'I want a number, not a form.']
    for (const [n, { session }] of [one, two].entries())
      await phone(session, {
        id: unique('write'),
        kind: 'write',
        board,
        step: 'alone',
        sheet: `sheet-${n + 1}`,
        text: texts[n] ?? '',
        lang: n === 0 ? 'fr' : 'en',
        sent: true,
      })
    // Of two who write it is not said how many have.
    await round(page, 'Alone').getByText('How many have handed in is not said').waitFor()
    // Nobody reads a word of it yet.
    expect(await page.locator('body').innerText()).not.toContain('awake')

    await move(page, 'Close', 'Alone')
    await round(page, 'Alone').getByText('Closed').waitFor()
    await page.getByRole('button', { name: 'Reveal: Alone' }).click()
    await dialog(page).getByText('Fewer than three texts were handed in.').waitFor()
    await dialog(page).getByText('Only one text each is in English and French. They show who wrote them.').waitFor()
    await page.keyboard.press('Escape')
    await move(page, 'Reveal', 'Alone')
    await page.getByText('Still to be placed: 2').waitFor()
    for (const text of texts) await expect.poll(() => page.locator('.tray').innerText()).toContain(text)
    expect(await page.locator('.tray').innerText()).not.toContain('T1-0')

    // Beneath an entry, by keyboard alone.
    await page.getByRole('button', { name: `Place … ${texts[0]}` }).focus()
    await page.keyboard.press('Enter')
    await dialog(page).getByRole('searchbox', { name: 'Find an entry' }).fill('permit')
    await dialog(page).getByText('1 entry', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Still to be placed: 1').waitFor()
    await page.locator('.placed').getByRole('button', { name: 'beneath 1' }).waitFor()
    await rows(other)
      .filter({ hasText: positions[0] ?? '' })
      .waitFor()

    // Undo takes it back, on this screen and on the other.
    await other.getByRole('tab', { name: 'Map' }).click()
    await other.getByText('1 text is not placed yet').waitFor()
    await page.locator('.voices-panel').click({ position: { x: 5, y: 5 } })
    await page.getByRole('tab', { name: 'Voices' }).focus()
    await page.keyboard.press('Control+z')
    await page.getByText('Still to be placed: 2').waitFor()
    await other.getByText('2 texts are not placed yet').waitFor()

    // Placed again, by mouse onto its row, and the other one as an element of the canvas, which is taken back too.
    await page
      .locator('.tray li', { hasText: texts[0] ?? '' })
      .dragTo(rows(page).filter({ hasText: positions[0] ?? '' }), { sourcePosition: { x: 20, y: 12 } })
    await page.getByText('Still to be placed: 1').waitFor()
    await page.getByRole('button', { name: `Place … ${texts[1]}` }).click()
    await dialog(page).getByRole('button', { name: 'Put on the canvas' }).click()
    await page.getByText('All are placed').waitFor()
    await other.getByText('not placed yet').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `Take back: ${texts[1]}` }).click()
    await page.getByText('Still to be placed: 1').waitFor()

    // As an entry of its own, which goes again with what was said.
    await page.getByRole('button', { name: `Place … ${texts[1]}` }).click()
    await dialog(page).getByRole('combobox', { name: 'Beneath' }).selectOption('position-1')
    await dialog(page).getByRole('combobox', { name: 'What it is' }).first().selectOption('against')
    await dialog(page).getByRole('button', { name: 'Add the entry' }).click()
    await page.getByText('All are placed').waitFor()
    const own = rows(other).filter({ hasText: texts[1] ?? '' })
    await own.waitFor()
    await page.locator('.done').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Still to be placed: 1').waitFor()
    await own.waitFor({ state: 'detached' })

    // A vote on two entries: what is voted on holds still, on every screen.
    await page.getByRole('button', { name: 'Open: Vote' }).click()
    await expect.poll(() => dialog(page).getByRole('button', { name: 'Open', exact: true }).isDisabled()).toBe(true)
    // [TVO12] And why it cannot be pressed yet.
    await dialog(page).getByText('Choose at least one entry to vote on.').waitFor()
    // [TVO10] Everything on the map but the question itself can be picked.
    await dialog(page)
      .getByRole('checkbox', { name: positions[0] ?? '' })
      .waitFor()
    expect(await dialog(page).getByRole('checkbox', { name: 'Who answers?' }).count()).toBe(0)
    await dialog(page).getByRole('button', { name: 'All positions' }).click()
    await dialog(page).getByText('2 chosen').waitFor()
    await dialog(page).getByRole('button', { name: 'Open', exact: true }).click()
    await round(page, 'Vote').getByText('Open now').waitFor()
    const voted = rows(other).filter({ hasText: positions[0] ?? '' })
    await voted.getByText('Being voted on').waitFor()
    await voted.locator('.wording-of').click()
    await voted.press('Enter')
    expect(await other.locator('[role=treeitem] textarea').count()).toBe(0)

    const answered = async (session: string, value: 'agree' | 'disagree'): Promise<void> => {
      await phone(session, {
        id: unique('answer'),
        kind: 'answer',
        board,
        step: 'vote',
        sent: true,
        answers: {
          'agree.position-1': { type: 'agree', value },
          'agree.position-2': { type: 'agree', value: 'pass' },
          pick: { type: 'choose', chosen: ['trees'], rejected: ['cars'], indifferent: [] },
        },
      })
    }
    await answered(one.session, 'agree')
    await answered(two.session, 'disagree')
    await page.locator('.agreed').getByRole('radio', { name: 'trams' }).check({ force: true })
    await page.getByRole('button', { name: 'Keep our answer' }).click()
    await page.getByText('Kept: trams').waitFor()
    // Sealed: nothing of the two ballots is on any screen.
    await expect.poll(() => page.locator('.fig, .turnout').count()).toBe(0)

    await page.getByRole('button', { name: 'Close: Vote' }).click()
    await dialog(page).getByText('The votes are then final').waitFor()
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).click()
    await round(page, 'Vote').getByText('2 of 2 ballots').waitFor()
    const figure = round(page, 'Vote').locator('.fig').first()
    await figure.getByText('of 2 people who answered').waitFor()
    await expect.poll(() => figure.getByRole('row', { name: /Agree 1 50/ }).count()).toBe(1)
    await figure.getByText('The entry still has this wording.').waitFor()

    // Afterwards it may be reworded; the votes stay with what was voted on.
    await voted.getByText('Being voted on').waitFor({ state: 'detached' })
    await voted.locator('.wording-of').click()
    await other.keyboard.type(' last year')
    await other.keyboard.press('Escape')
    await figure.getByText('The entry now reads:').waitFor()
    await other.locator('.map').getByText('Voted on as:').waitFor()

    // [ERA9] Somebody's words go for good; the entry that was made of them says them still, and the table is told.
    await page.getByRole('button', { name: `Place … ${texts[1]}` }).click()
    await dialog(page).getByRole('combobox', { name: 'Beneath' }).selectOption('position-1')
    await dialog(page).getByRole('button', { name: 'Add the entry' }).click()
    await page.getByText('All are placed').waitFor()
    await page.getByRole('tab', { name: 'Map' }).click()
    const made = rows(page).filter({ hasText: texts[1] ?? '' })
    await made.focus()
    await page.keyboard.press(' ')
    const words = page.locator('.map .quote', { hasText: texts[1] ?? '' })
    const removeWords = async (): Promise<void> => {
      await words.getByRole('button', { name: 'What to do with these words' }).click()
      await page.getByRole('menuitem', { name: 'Remove for good …', exact: true }).click()
      await dialog(page).getByText('This cannot be undone.').waitFor()
    }
    await removeWords()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await removeWords()
    await dialog(page).getByRole('button', { name: 'Remove for good', exact: true }).click()
    await page.locator('.map').getByText('These words were removed.').waitFor()
    const told = dialog(page).getByRole('button', { name: /The wording of [\d.]+ still says it\./ })
    await told.waitFor()
    await told.click()
    await expect.poll(() => made.evaluate((row) => row === document.activeElement)).toBe(true)
    expect([...page.failures, ...other.failures]).toEqual([])
  }, 90_000)

  it('[TVO1] [TVO6] a citizen sees where each step stands and has no act; who runs the table moves a seat to a new phone', async () => {
    const lost = await hall.enter('citizen', 2, { seat: 'T2-03' })
    const [page, guest] = await Promise.all([newPage(screens), newPage(screens)])
    await sitDown(screens, page, 'facilitator', 2)
    await sitDown(screens, guest, 'citizen', 2, 'T2-04')
    await guest.getByRole('tab', { name: 'Voices' }).click()
    await round(guest, 'Alone').getByText('Not open yet').waitFor()
    await expect.poll(() => guest.locator('.round-head .acts .btn').count()).toBe(0)

    await page.getByRole('tab', { name: 'Voices' }).click()
    await page
      .getByRole('button', { name: '2 of 8 seats taken' })
      .or(page.getByText(/seats taken/))
      .first()
      .click()
    await dialog(page).getByRole('button', { name: 'T2-03: Move to a new phone …' }).click()
    await dialog(page).getByText('within a second').waitFor()
    await dialog(page).getByRole('button', { name: 'Free the seat' }).click()
    await dialog(page).getByText('T2-03 is free. Take it on the new phone.').waitFor()
    expect((await hall.api('/api/seat', { as: lost.session })).status).toBe(401)
    // Open now: the guest's screen has it at once, and still no act.
    await page.keyboard.press('Escape')
    await move(page, 'Open', 'Signed')
    await round(guest, 'Signed').getByText('Open now').waitFor()
    await expect.poll(() => guest.locator('.round-head .acts .btn').count()).toBe(0)
    expect([...page.failures, ...guest.failures]).toEqual([])
  }, 60_000)

  it('[ERA10] [CONS19] [DAY3] seat 3 may not be watched; the copy of what they said is removed, the sentence erased for good, the removal taken back: the watch page never has it', async () => {
    const sentence = 'My neighbour Paula drinks every night'
    const node = { kind: 'position', lang: 'en' as Lang, at: 1 } as const
    await hall.enter('citizen', 3, { seat: 'T3-03', consent: { observed: false, quoted: true } })
    const by = { who: 'reporter', why: 'test' }
    const board = hall.board(3, 2)
    const written = await hall.parts.live.write(board, 'reporter', (doc) => {
      addNode(doc, by, { ...node, id: 'night' as NodeId, wording: 'The street at night' })
      addNode(doc, by, { ...node, id: 'copy' as NodeId, wording: sentence })
      const [id, seat] = ['said' as WordsId, 'T3-03' as SeatCode]
      addWords(doc, by, { ...node, id, node: 'night' as NodeId, text: sentence, seat, capture: 'dictated' })
    })
    expect(written.ok).toBe(true)
    const [page, wall, cards] = await Promise.all([newPage(screens), newPage(screens), newPage(screens)])
    const heard: Buffer[] = []
    wall.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void heard.push(Buffer.from(payload))))
    for (const one of [wall, cards]) await one.addInitScript(() => localStorage.setItem('tablee.language', 'en'))
    await wall.goto(`${hall.url}/watch/${hall.link('observer').path}?wall#table-3`)
    await wall.getByText('The street at night').first().waitFor()
    await sitDown(screens, page, 'facilitator', 3)

    const copy = rows(page).filter({ hasText: sentence })
    await copy.focus()
    await copy.press('Delete')
    await copy.waitFor({ state: 'detached' })
    await rows(page).filter({ hasText: 'The street at night' }).focus()
    await page.keyboard.press(' ')
    await page
      .locator('.map .quote', { hasText: sentence })
      .getByRole('button', { name: 'What to do with these words' })
      .click()
    await page.getByRole('menuitem', { name: 'Remove for good …', exact: true }).click()
    await dialog(page).getByRole('button', { name: 'Remove for good', exact: true }).click()
    await page.locator('.map').getByText('These words were removed.').waitFor()
    const undo = page.locator('button[title^="Undo: removal of"]').filter({ visible: true })
    await undo.first().waitFor()

    await cards.goto(card(hall, 'organiser'))
    await cards.getByRole('button', { name: 'Erase for good' }).click()
    await dialog(cards).getByText('undo begins anew').waitFor()
    await dialog(cards).getByRole('button', { name: 'Erase for good' }).click()
    // With what the stories before it struck out.
    await cards.getByText(/\d+ sentences? (is|are) erased/).waitFor()

    // Whatever undo has to offer now: the copy does not stand there again.
    await page.getByText('The board was set up again.').waitFor()
    await expect.poll(() => undo.count()).toBe(0)
    await page.locator('body').press('Control+z')
    await hall.parts.live.write(board, 'reporter', (doc) => {
      addNode(doc, by, { ...node, id: 'last' as NodeId, wording: 'That is all' })
    })
    for (const one of [page, wall]) await one.getByText('That is all').first().waitFor()
    for (const one of [page, wall]) expect(await one.locator('body').innerText()).not.toContain('Paula')
    expect(Buffer.concat(heard).includes('Paula')).toBe(false)
    expect([...page.failures, ...wall.failures, ...cards.failures]).toEqual([])
  }, 60_000)

  it('[TVO7] without the server nothing is opened, and the screen says so', async () => {
    const page = await newPage(screens)
    await sitDown(screens, page, 'facilitator', 3)
    await page.getByRole('tab', { name: 'Voices' }).click()
    await page.getByRole('button', { name: 'Open: Alone' }).waitFor()
    await page.context().setOffline(true)
    await page.getByText('Opening, closing, revealing and placing need the server.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Open: Alone' }).isDisabled()).toBe(true)
    await page.context().setOffline(false)
    await page.getByText('Opening, closing, revealing and placing need the server.').waitFor({ state: 'detached' })
    await move(page, 'Open', 'Alone')
    await round(page, 'Alone').getByText('Open now').waitFor()
  }, 60_000)
})
