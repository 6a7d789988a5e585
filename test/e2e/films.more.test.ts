/** A film in the hall: started at a console by mouse, on two walls at once, read along on a phone, and gone on without a network. */
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { card, entered, haveBrowser, patience, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { aFilm, aWall, filmAt, filmPlays, spreadOf } from './film-hall.ts'

const see = shown.configure({ timeout: patience })
const lost = /ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/

/** As a browser is before anybody has touched a page; what a test asks of it counts as a touch. */
function untouched(): void {
  Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } })
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    return this.muted ? play.call(this) : Promise.reject(new DOMException('not touched', 'NotAllowedError'))
  }
}

describe.skipIf(!haveBrowser)('a film in the hall', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { expected: lost })

  it('[MAT42] [MAT45] [MAT46] [MAT47] [MAT48] starts on every wall together, is held and goes on, is read along on a phone, and goes on without a network', async () => {
    const wall = (await come(sizes.wall)).page
    await wall.addInitScript(untouched)
    await aWall(hall.server, wall)
    await aFilm(hall.server, (await come()).page, 30)
    // It is due: the wall asks for the one touch that browsers want before anything is heard.
    await see(wall.getByRole('button', { name: 'Tap once, so that films have sound.' })).toBeVisible()
    const arabic = (await come({ ...sizes.wall, lang: 'ar' })).page
    await aWall(hall.server, arabic)
    await arabic.keyboard.press('Escape')
    await see(arabic.locator('.tap-once')).toHaveCount(0)
    const phone = (await come({ ...sizes.phone, lang: 'de' })).page
    await entered(hall.server, phone, 'citizen', 1, 'T1-01', 'de')
    await phone.goto(`${hall.server.url}/seat`)
    await phone.locator('.phone').waitFor()

    const desk = (await come({ viewport: { width: 1024, height: 768 } })).page
    await desk.goto(card(hall.server, 'head', 1))
    await desk.getByRole('button', { name: 'Materials' }).click()
    await desk.getByRole('button', { name: 'Show on the walls: The village' }).click()
    await see(wall.getByText('until it begins')).toBeVisible()
    await Promise.all([filmPlays(wall), filmPlays(arabic)])
    await see(wall.locator('.film-wall .caption')).toHaveText(/^Second \d+$/)
    await see(wall.locator('html')).toHaveAttribute('data-light', 'dim')
    await see(phone.locator('.film-words .caption')).toHaveText(/^Sekunde \d+$/)
    // Nobody has touched this wall: it plays without sound, and says so.
    await see(wall.getByText('No sound. Tap the screen once.')).toBeVisible()
    const late = (await come(sizes.wall)).page
    await aWall(hall.server, late)
    await filmPlays(late)
    // What is a little off is caught up unheard.
    const screens = [wall, arabic, late]
    await see.poll(() => spreadOf(screens)).toBeLessThan(100)
    console.log(`three walls, one opened in the middle: ${(await spreadOf(screens)).toFixed(0)} ms apart`)

    await desk.getByRole('button', { name: 'Hold', exact: true }).click()
    await see(wall.getByText('on hold')).toBeVisible()
    await see(desk.getByRole('dialog').getByText('on hold')).toBeVisible()
    await see.poll(async () => (await filmAt(arabic))?.paused).toBe(true)
    await see
      .poll(async () => Math.abs(((await filmAt(wall))?.at ?? 0) - ((await filmAt(late))?.at ?? 9)))
      .toBeLessThan(0.1)
    await desk.getByRole('button', { name: 'Back to the beginning' }).click()
    const again = desk.getByRole('button', { name: 'Go on', exact: true })
    if (await again.isVisible()) await again.click()
    await filmPlays(wall)

    // The cable is pulled: the film is here.
    await see.poll(async () => (await filmAt(late))?.own).toBe(true)
    await late.context().setOffline(true)
    const before = (await filmAt(late))?.at ?? 0
    await see.poll(async () => (await filmAt(late))?.at ?? 0).toBeGreaterThan(before + 2)
    await desk.getByRole('button', { name: 'End', exact: true }).click()
    await see(wall.locator('.film-wall')).toHaveCount(0)
    await see(wall.locator('html')).toHaveAttribute('data-light', 'day')
    await see(phone.locator('.film-words')).toHaveCount(0)
    expect((await filmAt(late))?.paused).toBe(false)
  }, 60_000)
})
