/** Something nobody foresaw, on the running day: a head asks from the console, people answer on phones, a wall shows what came of it. */
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, entered, haveBrowser, patience } from '../support/pages.ts'
import { answering } from '../support/answering.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true } as const
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
const lost = /ERR_INTERNET_DISCONNECTED|Failed to fetch|status of 4\d\d/

describe.skipIf(!haveBrowser)('a question that nobody foresaw', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { ...tablet, expected: lost })

  it('[ASK8] [ASK9] [ASK10] a head asks it, two phones and others answer, it is closed, and the wall shows it within a minute', async () => {
    const desk = (await come()).page
    await desk.goto(card(hall.server, 'head', 1))
    await desk.waitForURL('**/room/**')
    const wall = (await come({ viewport: { width: 1920, height: 1080 } })).page
    await wall.goto(`${card(hall.server, 'observer')}?wall`)
    await wall.locator('.wall').waitFor()
    const others = await Promise.all(
      [1, 2, 3].flatMap((table) => [2, 3, 4, 5, 6].map((seat) => answering(hall.server, table, `T${table}-0${seat}`))),
    )
    const phones = await Promise.all(
      [1, 2].map(async (table) => {
        const { page } = await come(phone)
        await entered(hall.server, page, 'citizen', table, `T${table}-01`)
        await page.goto(`${hall.server.url}/seat`)
        await page.locator('.phone').waitFor()
        return page
      }),
    )

    await desk.getByRole('button', { name: 'Ask the hall' }).tap()
    const field = desk.getByRole('textbox', { name: 'The question' })
    await field.fill('Do we need a break before we vote?')
    await see(desk.locator('.fon h2')).toHaveText('Do we need a break before we vote?')
    expect(await violations(desk)).toEqual([])
    // A reload loses nothing, and neither does a network that is gone.
    await desk.reload()
    await desk.getByRole('button', { name: 'Ask the hall' }).tap()
    await see(field).toHaveValue('Do we need a break before we vote?')
    const ask = desk.getByRole('button', { name: /^Ask \d+ people$/ })
    await see(ask).not.toHaveAttribute('aria-disabled', 'true')
    let answers = 0
    await desk.route('**/questions', async (route) => {
      if (answers > 0 || route.request().method() !== 'POST') return route.fallback()
      answers += 1
      await route.fetch()
      await route.abort('internetdisconnected')
    })
    await ask.tap()
    // It arrived, its answer did not: the page finds it among what was asked.
    await see(desk.getByText(/^Open at \d+ of \d+ tables$/)).toBeVisible()
    const asked = hall.server.parts.voices.state(hall.server.dialogue).asks
    expect(asked.size).toBe(1)
    const [step = ''] = asked.keys()

    for (const page of phones) {
      await see(page.getByRole('heading', { name: 'Do we need a break before we vote?' })).toBeVisible()
      await page.getByRole('radio', { name: 'I agree' }).tap()
      await page.getByRole('button', { name: 'Send my vote' }).tap()
      await see(page.getByRole('heading', { name: 'Your vote is in.' })).toBeVisible()
    }
    // So many of each that nothing has to be withheld.
    for (const [n, answer] of others.entries())
      await answer(step, () => ({ type: 'agree', value: n < 6 ? 'agree' : 'disagree' }))

    await desk.getByRole('button', { name: /^Close at/ }).tap()
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the question' }).tap()
    await see(desk.getByText('Closed at every table.')).toBeVisible()
    const closed = Date.now()
    await wall.getByText('Do we need a break before we vote?').first().waitFor({ timeout: 60_000 })
    const took = Date.now() - closed
    console.log(`from the last closing to the wall: ${(took / 1_000).toFixed(1)} s`)
    expect(took).toBeLessThan(60_000)
    await see(desk.locator('.asked .fig')).toBeVisible()
  }, 120_000)
})
