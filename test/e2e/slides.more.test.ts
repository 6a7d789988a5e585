/** Slides on the wall, turned at two consoles at once: by keyboard at one, by finger at the other. */
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { bringing } from '../materials/bring.ts'
import { aWall } from './film-hall.ts'
import { colouredPages } from '../materials/pdf.ts'

const see = shown.configure({ timeout: patience })
const lost = /ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/

describe.skipIf(!haveBrowser)('slides in the hall', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { expected: lost })

  it('[MAT43] [MAT47] are drawn page after page; a second tap that was meant for another page does nothing; lost acts wait', async () => {
    const { session } = await hall.server.enter('organiser')
    await bringing(hall.server, session).material(colouredPages(3), {
      of: 'slides',
      step: { session: 2, step: null },
      name: 'view.pdf',
      title: 'What a shuttle sees',
    })
    const wall = (await come(sizes.wall)).page
    await aWall(hall.server, wall)
    const one = (await come({ viewport: { width: 1024, height: 768 } })).page
    await one.goto(card(hall.server, 'head', 1))
    const other = (await come(sizes.phone)).page
    await other.goto(card(hall.server, 'head', 1))

    // By keyboard alone.
    await one.getByRole('button', { name: 'Materials' }).focus()
    await one.keyboard.press('Enter')
    await one.getByRole('button', { name: 'Show on the walls: What a shuttle sees' }).focus()
    await one.keyboard.press('Enter')
    await see(wall.locator('.film-clock')).toHaveText('1 of 3')
    await see.poll(() => colourOf(wall)).toBe('red')
    await one.getByRole('button', { name: 'Next page' }).focus()
    await one.keyboard.press('Enter')
    await see(wall.locator('.film-clock')).toHaveText('2 of 3')
    await see.poll(() => colourOf(wall)).toBe('green')
    expect(await violations(one)).toEqual([])
    expect(await violations(wall)).toEqual([])

    // A table that shows it too has the page of the wall; who looks for themself begins at the first and comes to the last.
    const table = (await come()).page
    await table.goto(card(hall.server, 'facilitator', 1))
    await table.getByRole('button', { name: 'Show it here too' }).click()
    await see.poll(() => colourOf(table)).toBe('green')
    await table.keyboard.press('Escape')
    await table.getByRole('button', { name: 'Open: What a shuttle sees' }).click()
    await see.poll(() => colourOf(table)).toBe('red')
    await table.getByRole('button', { name: 'Next page' }).click()
    await see.poll(() => colourOf(table)).toBe('green')
    await table.getByRole('button', { name: 'Next page' }).click()
    await see.poll(() => colourOf(table)).toBe('blue')
    await see(table.getByRole('button', { name: 'Next page' })).toBeDisabled()

    // By finger at the other console, which says the same page.
    await other.locator('.showing').tap()
    await see(other.locator('.leading .num')).toHaveText('2 of 3')
    await other.context().setOffline(true)
    await other.getByRole('button', { name: 'Next page' }).tap()
    await see(other.getByText('No answer came.')).toBeVisible()
    await other.context().setOffline(false)
    // What it holds now still comes; of what is done after that it hears nothing.
    await other.route('**/materials?*', (route) => route.abort())
    await other.getByRole('button', { name: 'Try again' }).tap()
    await see(wall.locator('.film-clock')).toHaveText('3 of 3')
    await see.poll(() => colourOf(wall)).toBe('blue')
    await see(one.locator('.leading .num')).toHaveText('3 of 3')

    // One ends it while the other page still shows it.
    await see(other.locator('.leading .num')).toHaveText('3 of 3')
    await one.getByRole('button', { name: 'End', exact: true }).click()
    await see(wall.locator('.film-wall')).toHaveCount(0)
    await other.getByRole('button', { name: 'Page back' }).tap()
    await see(other.getByText('Nothing was done: it plays no more as it stood here.')).toBeVisible()
    await see(wall.locator('.film-wall')).toHaveCount(0)
  }, 90_000)
})

/** What stands in the middle of the page that is drawn. */
const colourOf = (page: Parameters<typeof aWall>[1]): Promise<string | null> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.slide canvas')
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (canvas === null || !context || canvas.width === 0) return null
    context.drawImage(canvas, 0, 0, 10, 10)
    const { data } = context.getImageData(5, 5, 1, 1)
    const most = Math.max(...data.slice(0, 3))
    return ['red', 'green', 'blue'][data.slice(0, 3).indexOf(most)] ?? null
  })
