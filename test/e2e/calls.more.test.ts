/**
 * A table that needs somebody, in real browsers: the facilitator calls by keyboard, the reporter reads it on a phone; who
 * runs the room comes and writes to the tables while the reporter is in the middle of a sentence.
 */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done } from '../support/server.ts'
import { gallery, haveBrowser, newPage, openScreens, sitDown, type Screens } from './table-screens.ts'

let count = 0
const unique = (what: string): string => `${what}-${++count}`

describe.skipIf(!haveBrowser)('a table and its room', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  /** Who runs the room, without a screen of theirs. */
  async function room(label: string) {
    const { access, between, dialogues } = screens.server.parts
    const { dialogue } = screens.server
    const link = done(await access.links.issue({ role: 'organiser', dialogue, label }))
    const session = access.authorise(`Bearer ${access.links.derive(link).token}`)
    const site = dialogues.table(screens.server.tableId(1))?.siteId
    if (session === null || site === undefined) throw new Error('nobody runs the room')
    const at = { dialogue, site }
    const still = () => true
    return {
      calls: () => {
        const told = between.calls.ofSite(at)
        between.heard(at, told)
        return told
      },
      coming: async (call: string) =>
        done(await between.calls.coming(session, at, { id: unique('coming'), kind: 'coming', call }, still)),
      done: async (call: string) =>
        done(await between.calls.done(session, at, { id: unique('done'), kind: 'done', call }, still)),
      say: async (to: 'facilitators' | 'tables', text: LocalText) =>
        done(await between.messages.send(session, at, { id: unique('message'), kind: 'message', to, text }, still)),
    }
  }
  const line = (page: Page) => page.locator('.room-line')

  it('[CALL7] [MSG6] called by keyboard, heard, somebody comes; a message comes amid a sentence and is read', async () => {
    const [desk, phone, citizen] = await Promise.all([
      newPage(screens),
      newPage(screens, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
      newPage(screens),
    ])
    await sitDown(screens, desk, 'facilitator', 1)
    await sitDown(screens, phone, 'reporter', 1)
    await sitDown(screens, citizen, 'citizen', 1, 'T1-01')
    const anna = await room('Anna')

    await desk.getByRole('button', { name: 'Call for help' }).focus()
    await desk.keyboard.press('Enter')
    await desk.getByRole('menuitem', { name: 'Technical help' }).waitFor()
    // A letter leads to what begins with it, the second tap calls.
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Home')
    await desk.keyboard.press('Enter')
    await line(desk).getByText('Called for: Technical help').waitFor()
    await line(phone).getByText('Called for: Technical help').waitFor()
    await line(phone)
      .getByText(/^waiting 0:\d\d$/)
      .waitFor()
    // The focus is where it was.
    await expect.poll(() => desk.evaluate(() => document.activeElement?.className)).toBe('bell')

    const [call] = anna.calls()
    if (call === undefined) throw new Error('nobody called')
    await line(phone).getByText('Somebody knows: Technical help').waitFor()
    await anna.coming(call.id)
    await line(desk).getByText('Anna').waitFor()
    await expect.poll(() => line(phone).innerText()).toContain('is coming')

    // In the middle of a sentence.
    const field = phone.locator('.say textarea, .say [contenteditable]').first()
    await field.tap()
    await field.fill('Half a sen')
    await anna.say('tables', { fr: 'Dix minutes de plus', en: 'Ten minutes more' })
    await desk.getByText('Ten minutes more').waitFor()
    await phone.locator('.room-line.said').waitFor({ state: 'attached' })
    await expect.poll(() => field.inputValue()).toBe('Half a sen')
    await expect.poll(() => phone.evaluate(() => document.activeElement?.matches('.say textarea'))).toBe(true)
    await phone.keyboard.type('tence')
    await expect.poll(() => field.inputValue()).toBe('Half a sentence')

    await anna.say('facilitators', { fr: 'Venez deux minutes' })
    await desk.getByText('1 more').waitFor()
    // Still there when the page comes again, and gone once it was read.
    await desk.reload()
    await desk.getByText('Ten minutes more').waitFor()
    await desk.getByRole('button', { name: 'Read', exact: true }).click()
    const french = desk.locator('.room-line.said .text')
    await desk.getByText('Venez deux minutes').waitFor()
    expect([await french.getAttribute('lang'), await french.getAttribute('dir')]).toEqual(['fr', 'ltr'])
    await desk.getByRole('button', { name: 'Read', exact: true }).click()
    await desk.locator('.room-line.said').waitFor({ state: 'detached' })
    await desk.reload()
    await line(desk).getByText('Anna').waitFor()
    expect(await desk.locator('.room-line.said').count()).toBe(0)

    await anna.done(call.id)
    await line(desk).waitFor({ state: 'detached' })
    expect(await citizen.locator('.bell, .room-lines').count()).toBe(0)
    expect(await citizen.locator('body').innerText()).not.toMatch(/Ten minutes|Anna|Technical/)
    expect([desk.failures, phone.failures, citizen.failures]).toEqual([[], [], []])
    for (const page of [desk, phone, citizen]) await page.context().close()
  })

  it('[CALL7] what did not arrive says so and is sent again by one tap; what was called is taken back in one', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'calls-lost')
    await line(page).getByText('Your call did not arrive.').waitFor()
    await line(page).getByRole('button', { name: 'Try again' }).click()
    await line(page).getByText('Somebody knows: Technical help').waitFor()
    await expect.poll(() => line(page).count()).toBe(1)
    await gallery(screens, page, 'calls-coming')
    await line(page).getByRole('button', { name: 'Take back the call' }).click()
    await line(page).waitFor({ state: 'detached' })
    // Within its window, and large enough for a finger, in the language with the longest words and from the right.
    for (const [lang, width] of [
      ['de', 320],
      ['ar', 360],
      ['en', 1024],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await gallery(screens, page, 'calls-message', lang)
      await line(page).first().waitFor()
      const sizes = await page
        .locator('.bell, .room-line button')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ width: w, height: h }) => [w, h]))
      expect(sizes.length).toBe(3)
      for (const [w = 0, h = 0] of sizes) expect(Math.min(w, h)).toBeGreaterThanOrEqual(44)
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    }
    expect(page.failures).toEqual([])
    await page.context().close()
  })
})
