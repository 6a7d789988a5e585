/** Earlier boards of 300 entries beside each other: how they follow a hand, and what a letter costs beside them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { frameAllowed, quantile, slowness } from '../support/pace.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

/** Scrolls every column by a line at each frame, down and up; the time between frames, in milliseconds. */
const scrollFrames = (page: Page): Promise<readonly number[]> =>
  page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const columns = [...document.querySelectorAll('.back-panel .column')]
        const frames: number[] = []
        let last = 0
        const run = (now: number) => {
          if (last > 0) frames.push(now - last)
          last = now
          const way = frames.length % 80 < 40 ? 44 : -44
          for (const column of columns) column.scrollTop += way
          if (frames.length < 160) requestAnimationFrame(run)
          else resolve(frames)
        }
        requestAnimationFrame(run)
      }),
  )

/** Types while the columns stand there; the time from a letter to the frame that shows it. */
async function letters(page: Page, text: string): Promise<readonly number[]> {
  const taken: number[] = []
  await page.locator('.say textarea').click()
  for (const letter of text) {
    await page.evaluate(() => {
      const said = document.documentElement.dataset
      delete said['letter']
      document.querySelector('.say textarea')?.addEventListener(
        'input',
        () => {
          const began = performance.now()
          requestAnimationFrame(() => requestAnimationFrame(() => (said['letter'] = String(performance.now() - began))))
        },
        { once: true },
      )
    })
    await page.keyboard.press(letter)
    const one = await page.waitForFunction(() => document.documentElement.dataset['letter'])
    taken.push(Number(await one.jsonValue()))
  }
  return taken
}

describe.skipIf(!haveBrowser)('earlier boards, measured', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens('whole')
  }, 120_000)
  afterAll(() => screens?.close())

  it('[BACK7] of 300 entries follow the hand, and a letter beside them, within 25 ms a frame', async () => {
    // Others' work on the machine only ever adds: the best of three tells what the screen itself takes.
    const tries: string[] = []
    let within = false
    for (let n = 0; n < 3 && !within; n += 1) {
      const page = await newPage(screens, { reducedMotion: 'reduce' })
      await gallery(screens, page, 'back-300')
      await page.locator('.back-panel .column li').nth(250).waitFor({ state: 'attached' })
      const entries = await page.locator('.back-panel .column li').count()
      expect(entries).toBeGreaterThanOrEqual(300)
      const scrolled = quantile(await scrollFrames(page), 0.95)
      const typed = quantile(await letters(page, 'the square is what we miss'), 0.95)
      const slower = await slowness(page)
      const said = `${entries} entries: p95 of a frame ${scrolled.toFixed(1)} ms, of a letter to its second frame ${typed.toFixed(1)} ms, ${slower.toFixed(2)} times slower than quiet`
      tries.push(said)
      console.log(said)
      within = scrolled <= frameAllowed(slower) && typed <= 50 * slower + 1
      expect(page.failures).toEqual([])
      await page.context().close()
    }
    expect(within, tries.join('\n')).toBe(true)
  }, 120_000)
})
