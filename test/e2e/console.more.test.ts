/** A hall that is run from its console, in real browsers on the real server: two consoles, a table, a bad network. */
import { expect as shown, type Page, type Route } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true } as const
/** What a story about a lost network and a second console brings about. */
const lost = /ERR_INTERNET_DISCONNECTED|status of 409|Failed to fetch/

describe.skipIf(!haveBrowser)('a hall run from its console', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { ...tablet, expected: lost })

  async function atTheConsole(): Promise<Page> {
    const { page } = await come()
    await page.goto(card(hall.server, 'head', 1))
    await page.waitForURL('**/room/**')
    await see(page.locator('.t').first()).toBeVisible()
    return page
  }
  const act = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
  /** What is asked before all who watch see something else, with who sees what then: the button that does it. */
  async function asked(page: Page, name: string, then: string) {
    await act(page, name).tap()
    await see(page.getByRole('dialog')).toContainText(then)
    return page.getByRole('dialog').getByRole('button', { name })
  }
  const seconds = async (page: Page): Promise<number> => {
    const [minutes = '0', rest = '0'] = (await page.locator('.top > .clock b').innerText()).replace('+', '-').split(':')
    return Number(minutes) * 60 + Number(rest)
  }

  it('[CON10, CON11, CON12] the hall is held, gets minutes, goes on and is taken back; two consoles never double an act; one that is lost is sent again', async () => {
    const one = await atTheConsole()
    const two = await atTheConsole()
    await act(one, 'More').last().click()
    await one
      .getByRole('menuitem', { name: /from the start|Another session/ })
      .first()
      .click()
    await see(act(one, 'Take back')).toBeVisible()
    await see(act(two, 'Take back')).toBeVisible()
    await see(act(one, 'Take back')).toHaveCount(0, { timeout: 20_000 })
    // From here neither console hears any news: both act on the clock that stands there now.
    const held: Route[] = []
    for (const page of [one, two]) await page.route(/\/room\?after=/, (route) => void held.push(route))
    await act(one, 'Hold all').click()
    for (const page of [one, two]) await see(act(page, 'Go on')).toBeVisible()
    const before = await seconds(two)

    // Both at once, from the same clock: one of them is told that somebody was faster.
    await Promise.all([one, two].map((page) => page.locator('.whole .plus').first().click()))
    await see
      .poll(async () => {
        const said = await Promise.all([one, two].map((page) => page.getByText('Somebody else was faster').count()))
        return said.toSorted()
      })
      .toEqual([0, 1])
    for (const route of held.splice(0)) await route.continue()
    for (const page of [one, two]) await page.unroute(/\/room\?after=/)
    for (const page of [one, two]) await see.poll(() => seconds(page)).toBe(before + 120)
    for (const page of [one, two]) {
      const right = act(page, 'All right')
      if ((await right.count()) > 0) await right.click()
    }

    // What comes next, and back within its notice: the clock stands as it stood, held.
    await one.locator('.whole .onward').click()
    await act(one, 'Take back').click()
    await see(act(one, 'Take back')).toHaveCount(0)
    await see(act(one, 'Go on')).toBeVisible()
    expect(await seconds(one)).toBe(before + 120)

    // Without a network the act waits beside its button; the clock stands where it stood.
    await one.context().setOffline(true)
    await act(one, 'Go on').click()
    await see(one.getByText('No answer came.')).toBeVisible()
    await one.context().setOffline(false)
    await act(one, 'Try again').click()
    await see(act(one, 'Hold all')).toBeVisible()
    await see(act(two, 'Hold all')).toBeVisible()
  })

  it('[CON10, CON16, CON20] one table by touch: held in two taps and with the hall again in one more; a message; every curtain; the plan is kept', async () => {
    const page = await atTheConsole()
    const other = await atTheConsole()
    await page.locator('.t').first().tap()
    await act(page, 'Hold here').tap()
    await see(page.locator('.t').first()).toHaveClass(/held/)
    await see(other.locator('.t').first()).toHaveClass(/held/)
    await see(act(page, 'Hold all')).toBeVisible()
    await act(page, 'Join the hall').tap()
    await see(other.locator('.t').first()).not.toHaveClass(/held/)

    await act(page, 'Message').first().tap()
    await act(page, /^All .* tables$/).tap()
    await page.getByRole('textbox').first().fill('Read your positions aloud, once.')
    // It arrives and its answer is lost: sent again, it does not go out a second time.
    let lost = false
    await page.route('**/sites/*/room', async (route) => {
      if (lost || route.request().method() !== 'POST') return route.fallback()
      lost = true
      await route.fetch()
      await route.abort('internetdisconnected')
    })
    await act(page, 'Send').tap()
    await see(page.getByRole('dialog').getByText('No answer came.')).toBeVisible()
    await see(page.getByRole('textbox').first()).toHaveAttribute('readonly', '')
    await act(page, 'Send').tap()
    await see(page.getByRole('heading', { name: 'Sent', exact: true })).toBeVisible()
    await act(page, 'Close').tap()
    await see(other.getByText('Read your positions aloud, once.')).toHaveCount(1)
    await see(other.getByText(/to tables, read at 0 of/)).toBeVisible()

    await (await asked(page, 'Draw every curtain', 'a drawn curtain at every table')).tap()
    await see(act(other, 'Open what was drawn')).toBeVisible()
    await (await asked(other, 'Open what was drawn', 'not what was written behind the curtain')).tap()
    await see(act(page, 'Draw every curtain')).toBeVisible()

    await act(page, 'More for the hall’s picture').tap()
    await page.getByRole('menuitem', { name: 'Arrange the tables' }).tap()
    await page.locator('.t').first().focus()
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('Shift+ArrowDown')
    const placed = await page.locator('.t').first().boundingBox()
    await act(page, 'Keep').tap()
    await see(act(page, 'Keep')).toHaveCount(0)
    await see.poll(async () => (await other.locator('.t').first().boundingBox())?.x).toBe(placed?.x)
    await page.reload()
    await see(page.locator('.t').first()).toBeVisible()
    expect((await page.locator('.t').first().boundingBox())?.x).toBe(placed?.x)
    expect(await violations(page)).toEqual([])
  })

  it('[CON21] by keyboard: a call that is done, an answer and what was asked leave the focus where the person was', async () => {
    const page = await atTheConsole()
    const { server } = hall
    for (const table of [1, 2]) {
      const { session, me } = await server.enter('facilitator', table)
      const body = { id: `call-of-${table}`, kind: 'call', about: 'technical' }
      expect((await server.api(`/api/boards/${me.board}/calls`, { as: session, body })).status).toBe(200)
    }
    const press = async (name: string) => {
      await see(act(page, name)).not.toHaveAttribute('aria-disabled')
      await page.keyboard.press('Enter')
    }
    await act(page, 'I am coming to table 1').focus()
    await press('I am coming to table 1')
    await see(act(page, 'It is done at table 1')).toBeFocused()
    await press('It is done at table 1')
    // The next call is in its place; after the last one, the heading.
    await see(act(page, 'I am coming to table 2')).toBeFocused()
    await press('I am coming to table 2')
    await see(act(page, 'It is done at table 2')).toBeFocused()
    await press('It is done at table 2')
    await see(page.getByRole('heading', { name: 'Calls' })).toBeFocused()

    const pause = act(page, 'Pause observation')
    await pause.focus()
    await page.keyboard.press('Enter')
    await see(page.getByRole('dialog')).toContainText('keeps the last picture')
    await page.keyboard.press('Escape')
    await see(pause).toBeFocused()

    // What did not arrive is left: back to the button that did it.
    // The act alone is lost: a page that had noticed that it is offline would let nobody press.
    await page.route('**/api/**', (route) =>
      route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.fallback(),
    )
    const more = page.locator('.whole .plus').first()
    await see(more).not.toHaveAttribute('aria-disabled')
    await more.focus()
    await page.keyboard.press('Enter')
    await see(act(page, 'Leave it')).toBeVisible()
    await act(page, 'Leave it').focus()
    await page.keyboard.press('Enter')
    await see(more).toBeFocused()
    await page.unroute('**/api/**')
  })

  it('[CON5, CON24] two taps and two Enters at once move one step only; the way back is next by Tab, and from a table there are three', async () => {
    const page = await atTheConsole()
    const onward = page.locator('.whole .onward')
    const where = () => page.locator('.programme .now').innerText()
    let moves = 0
    page.on('request', (sent) => {
      if (sent.method() === 'POST' && /"kind":"(next|begin)"/.test(sent.postData() ?? '')) moves += 1
    })
    await see(onward).toHaveText(/\S/)
    const before = await where()
    await onward.dblclick()
    await see(act(page, 'Take back')).toBeVisible()
    await see(onward).toHaveAttribute('aria-disabled', 'true')
    await see(onward).toContainText(/, in\s\d+\ss/)
    await onward.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await see(act(page, 'Take back')).toBeFocused()
    await page.keyboard.press('Enter')
    await see(act(page, 'Take back')).toHaveCount(0)
    await see(onward).toBeFocused()
    expect([moves, await where()]).toEqual([1, before])
    await see(onward).not.toHaveAttribute('aria-disabled')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await see(onward).toContainText(/, in\s\d+\ss/)
    await page.keyboard.press('Enter')
    expect(moves).toBe(2)
    await act(page, 'Take back').click()
    await see(act(page, 'Take back')).toHaveCount(0)

    // From a chosen table back to the calls: by its button, by the table again, and by the empty floor.
    const table = page.locator('.t').first()
    for (const back of [
      () => act(page, 'Back to calls').tap(),
      () => table.tap(),
      () => page.locator('.stage').tap(),
    ]) {
      await table.tap()
      // A tap elsewhere lies between: of two at once the second is none of its own.
      await page.getByRole('heading', { name: 'Table 1' }).tap()
      await back()
      await see(page.getByRole('heading', { name: 'Calls' })).toBeVisible()
    }
  })
})
