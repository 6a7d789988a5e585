/** A film of 300 MB on a wall whose cable is pulled: loaded before, it is shown to its end; by ranges it begins before it is all there. */
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { haveBrowser, patience, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { aFilm, aWall, filmAt, filmPlays, keptBytes } from './film-hall.ts'

const see = shown.configure({ timeout: patience })
const lost = /ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load resource/
const large = 300_000_000
const seconds = 60

describe.skipIf(!haveBrowser)('a large film', () => {
  const hall = aHall()
  const { come } = comers(() => hall, { expected: lost })
  async function plays(of: { readonly id: string }, body: object = {}) {
    const { session } = await hall.server.enter('head', 1)
    const at = `/api/dialogues/${hall.server.dialogue}/sites/${hall.server.siteOf(1)}/playing`
    const answer = await hall.server.api(at, {
      as: session,
      body: { id: `start-${crypto.randomUUID()}`, kind: 'start', material: of.id, ...body },
    })
    expect(answer.status).toBe(200)
  }

  it('[MAT49] of 300 MB begins by ranges, long before it is all there', async () => {
    const { page } = await come(sizes.wall)
    const film = await aFilm(hall.server, page, seconds, large)
    await plays(film, { from: 40 })
    // A hall's Wi-Fi: over a cable it may be all there before the first picture stands.
    const network = await page.context().newCDPSession(page)
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 5,
      downloadThroughput: 40_000_000,
      uploadThroughput: 40_000_000,
    })
    const asked = Date.now()
    await aWall(hall.server, page)
    await filmPlays(page)
    const began = Date.now() - asked
    const kept = await keptBytes(page)
    console.log(
      `a film of ${(film.bytes / 1e6).toFixed(0)} MB plays ${began} ms after the wall was opened, with ${(kept / 1e6).toFixed(0)} MB of it kept`,
    )
    expect((await filmAt(page))?.own).toBe(false)
    expect(kept).toBeLessThan(film.bytes)
  }, 120_000)

  it('[MAT49] of 300 MB plays to its end, with its captions, after the cable is pulled', async () => {
    const { page } = await come(sizes.wall)
    const film = await aFilm(hall.server, page, seconds, large)
    await aWall(hall.server, page)
    const from = Date.now()
    await see
      .configure({ timeout: 90_000 })
      .poll(() => keptBytes(page), { intervals: [1_000] })
      .toBeGreaterThanOrEqual(film.bytes)
    console.log(
      `${(film.bytes / 1e6).toFixed(0)} MB are on the wall's own disk after ${((Date.now() - from) / 1000).toFixed(1)} s`,
    )
    await plays(film, { from: 45 })
    await see(page.getByText('until it begins')).toBeVisible()
    await page.context().setOffline(true)
    await filmPlays(page)
    expect((await filmAt(page))?.own).toBe(true)
    const begun = await filmAt(page)
    expect(begun?.at).toBeGreaterThan(44)
    await see(page.locator('.film-wall .caption')).toHaveText(/^Second 5\d$/)
    // To the end: then the wall is what it was, and says that it is not connected.
    await see.configure({ timeout: 30_000 })(page.locator('.film-wall')).toHaveCount(0)
    await see(page.locator('.wall .strip.offline')).toBeVisible()
    // What nobody reaches is started at the wall itself.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Start the film here: The village' }).first().click()
    await filmPlays(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Hold', exact: true }).click()
    await see.poll(async () => (await filmAt(page))?.paused).toBe(true)
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await see(page.locator('.film-wall')).toHaveCount(0)
  }, 180_000)
})
