/** Coming in: a code or a card, where one sits, and what one may do there. */
import { describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import type { SeatCode } from '@tablee/shared/ids'
import { card, haveBrowser, light, patience, row, sitDown, sizes, takeSeat } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
/** A problem answered over HTTP is a line in the console of every browser; it belongs to the story here. */
const denied = /status of 40[13]|status of 429/

describe.skipIf(!haveBrowser)('coming in', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[E2E6] a code opens the table however it is typed; a wrong one is told so, and after a few the wait is named', async () => {
    const code = hall.server.link('citizen', 1).code ?? ''
    const one = await come({ ...sizes.phone, expected: denied })
    const { page } = one
    await page.goto(hall.server.url)
    const field = page.getByLabel('The code on your table’s card')
    const join = page.getByRole('button', { name: 'Join the table' })
    const alert = page.getByRole('alert')
    for (let wrong = 1; wrong <= 4; wrong += 1) {
      await field.fill('')
      await field.pressSequentially(`zzzz-zzz${wrong}`)
      const answered = page.waitForResponse('**/api/sessions')
      await field.press('Enter')
      expect((await answered).status()).toBe(401)
      await see(alert).toContainText('No table has this code.')
      await see(join).not.toHaveText('Opening your table …')
    }
    // The fourth is one too many: two seconds, said as two seconds.
    await see(alert).toContainText('Please wait 2 seconds, then try again.')
    await shown
      .poll(
        async () => {
          await field.fill('')
          await field.pressSequentially(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4).toLowerCase()}`)
          const answered = page.waitForResponse('**/api/sessions')
          await field.press('Enter')
          return (await answered).status()
        },
        { timeout: patience, intervals: [500] },
      )
      .toBe(201)
    // A citizen's phone: the language comes first, and nothing but that is kept of anybody yet.
    await see(page.getByRole('heading', { name: 'Language' })).toBeVisible()
    expect(new URL(page.url()).pathname).toBe('/seat')
  })

  it('[E2E17] the licences of what is shipped are one link from the front door, in every language', async () => {
    const { page } = await come(sizes.phone)
    await page.goto(hall.server.url)
    await page.getByRole('button', { name: 'Deutsch' }).click()
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Lizenzen' }).click(),
    ])
    await see(opened.getByText('Apache License')).toBeVisible()
    for (const [link, says] of [
      ['packages, on the tables’ pages', '## react - '],
      ['packages, on the observers’ page', '## yjs - '],
      ['fonts', 'SIL OPEN FONT LICENSE'],
    ] as const) {
      await opened.getByRole('link', { name: link }).click()
      await see(opened.getByText(says).first()).toBeVisible()
      await opened.goBack()
    }
  })

  it('[E2E7] by a card a citizen says where he sits and what he agrees to; at one table he reads along, at the other he writes as that seat', async () => {
    const reader = await come(sizes.phone)
    await reader.page.goto(card(hall.server, 'citizen', 1))
    await reader.page.waitForURL('**/seat')
    expect(new URL(reader.page.url()).hash).toBe('')
    await reader.page.getByRole('button', { name: 'English' }).click()
    await see(reader.page.getByRole('heading', { name: 'Where do you sit?' })).toBeVisible()
    await takeSeat(reader.page, 4)
    expect(hall.server.parts.voices.state(hall.server.dialogue).seats.get('T1-04' as SeatCode)?.held).toBe('phone')
    await reader.page.goto(`${hall.server.url}/table/${hall.server.board(1, 2)}`)
    await see(reader.page.getByText('You are reading along.')).toBeVisible()
    await see(reader.page.locator('textarea')).toHaveCount(0)
    expect(await reader.page.locator('.entries .add').count()).toBe(0)

    const writer = await come(sizes.phone)
    await sitDown(writer, card(hall.server, 'citizen', 2), 5)
    const facilitator = await come()
    await sitDown(facilitator, card(hall.server, 'facilitator', 2))
    await writer.page.locator('.entries .add button').tap()
    await writer.page.keyboard.type('Les samedis aussi')
    await see(facilitator.page.locator('.map .tag', { hasText: 'T2-05' })).toBeVisible()
    await see(row(facilitator.page, 'Les samedis aussi')).toBeVisible()
    await writer.page.keyboard.press('Escape')
    await see(light(writer.page)).toHaveText('All saved')
    // The journal knows the seat, because the server stamped it.
    const authors = [
      ...(await Array.fromAsync(
        hall.server.parts.journal.read(
          `board:${hall.server.board(2, 2)}`,
          hall.server.parts.journal.head(`board:${hall.server.board(2, 2)}`).epoch,
          0,
        ),
      )),
    ].map(({ author }) => author)
    expect(authors.at(-1)).toBe('citizen:T2-05')
  })
})
