/** From a theme to a question in two taps: who organises is led to the console with the form filled. */
import { expect as shown } from '@playwright/test'
import { describe, it } from 'vitest'
import { card, haveBrowser, patience } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('a theme that becomes a question', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[SHR6] [SHR12] [SHR13] an analyst’s waits at the console; the organiser’s stands in the form, and one tap more asks it; the other is declined', async () => {
    const { page: team } = await come()
    await team.goto(card(hall.server, 'analyst'))
    await team.waitForURL('**/snapshots')
    await team.getByRole('link', { name: 'Themes', exact: true }).click()
    await see(team.locator('.readnow .big')).toBeVisible()
    for (const name of ['Night', 'Power to stop']) {
      await team.keyboard.press('n')
      await team.getByLabel('Name of the new theme').fill(name)
      await team.keyboard.press('Enter')
      await see(team.locator('.book li', { hasText: name })).toBeVisible()
    }
    await team.locator('.book li', { hasText: 'Night' }).locator('.name').click()
    await team.getByRole('button', { name: 'Ask the hall' }).click()
    await see(team.locator('.ask-hall')).toContainText('Waits at the console')

    const { page } = await come()
    await page.goto(card(hall.server, 'organiser'))
    await page.waitForURL('**/cards/**')
    await page.goto(`${hall.server.url}/d/${hall.server.dialogue}/themes`)
    await see(page.locator('.book li', { hasText: 'Power to stop' })).toBeVisible()
    await page.locator('.book li', { hasText: 'Power to stop' }).locator('.name').click()
    await page.getByRole('button', { name: 'Ask the hall' }).click()
    await see(page.locator('.questioner textarea').first()).toHaveValue('Power to stop')
    await see(page.locator('.from-themes li')).toHaveCount(2)
    await page.locator('.questioner .foot').getByRole('button', { name: /^Ask / }).click()
    await see(page.locator('.from-themes')).toHaveCount(0)
    // What was asked waits no more, and the other still does.
    await see(team.locator('.ask-hall')).toContainText('Waits at the console')

    await page.getByRole('button', { name: 'Back to the hall' }).click()
    await see(page.locator('.strip.news')).toContainText('Night')
    await see(page.getByRole('button', { name: 'Ask the hall 1 question waits' })).toBeFocused()
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByRole('button', { name: 'Not this …' }).click()
    await page.getByLabel('There is no time for it').check()
    await page.getByLabel('In your words, if you like').fill('The bus leaves at five.')
    await page.getByRole('button', { name: 'Tell them' }).click()
    await see(page.locator('.from-themes')).toHaveCount(0)
    await see(team.locator('.ask-hall')).toContainText('there is no time for it. The bus leaves at five.')
    await see(team.locator('.proposals li', { hasText: 'Power to stop' })).toContainText('The hall was asked at')
  })
})
