/** At the second laptop, by keyboard: the code, the copy, the one question, and what is left to do on this network. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { startSecond, untilTwo, type Laptop } from '../support/twoLaptops.ts'
import { haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('the second laptop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-second-page-'))
  const codes: string[] = []
  let screens: Screens
  let first: TestServer
  let second: Laptop
  let next: TestServer | null = null
  beforeAll(async () => {
    screens = await openScreens()
    first = await startServer({
      dir: join(folder, 'first'),
      showCode: (code) => code !== null && codes.push(code),
    })
    second = await startSecond(join(folder, 'second'), first.url)
  }, 120_000)
  afterAll(async () => {
    second?.close()
    await next?.close()
    await screens?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('[SEC5] where it listens on another port than the cards say, what to do is said; on theirs nothing', async () => {
    const page = await newPage(screens, { locale: 'en-GB' })
    const shown = async (state: string): Promise<number> => {
      await page.goto(`${first.url}/gallery.html?state=${state}&lang=en`)
      await page.getByRole('heading', { name: 'This laptop is the first one now' }).waitFor()
      return page.getByText('Cards say port 4000').count()
    }
    expect([await shown('second-taken-other-port'), await shown('second-taken-by-address')]).toEqual([1, 0])
    await page.close()
  })

  it('[SEC5] a copy that is here can be taken over although a code is asked for; without one there is nothing to take', async () => {
    const page = await newPage(screens, { locale: 'en-GB' })
    const take = page.getByRole('button', { name: 'Take over here' })
    for (const [state, buttons] of Object.entries({ 'second-code': 0, 'second-code-copy': 1 })) {
      await page.goto(`${first.url}/gallery.html?state=${state}&lang=en`)
      await page.getByRole('heading', { name: 'Type the code that the first laptop shows' }).waitFor()
      await expect.poll(() => take.count()).toBe(buttons)
    }
    await take.press('Enter')
    await page.getByRole('heading', { name: 'Is the first laptop off?' }).waitFor()
    await page.close()
  })

  it('[SEC5] takes the code, says that the first is there, and when it is gone asks one question; Escape is no', async () => {
    const page = await newPage(screens, { locale: 'en-GB' })
    await page.goto(`${second.url}/second`)
    await page.getByRole('heading', { name: 'Type the code that the first laptop shows' }).waitFor()
    await page.keyboard.type('nothing')
    await page.keyboard.press('Enter')
    await page.getByText('A code has twelve letters and digits').waitFor()
    await expect.poll(() => page.locator('#second-code').inputValue()).toBe('nothing')
    await page.locator('#second-code').fill(codes[0]?.toLowerCase() ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The first laptop is there' }).waitFor()
    await untilTwo(first)
    await page.getByText('Two copies').waitFor()
    await first.close()
    await page.getByRole('heading', { name: /has not answered for/ }).waitFor()
    const take = page.getByRole('button', { name: 'Take over here' })
    const question = page.getByRole('heading', { name: 'Is the first laptop off?' })
    await take.focus()
    await page.keyboard.press('Enter')
    await question.waitFor()
    await expect.poll(() => question.evaluate((heading) => heading === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => take.evaluate((button) => button === document.activeElement)).toBe(true)
    await take.press('Enter')
    await question.waitFor()
    // No stands first.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await question.waitFor({ state: 'detached' })
    await take.press('Enter')
    await question.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await second.tookOver).toBe(2)
    next = await startServer({ dir: join(folder, 'second'), port: second.port })
    const taken = page.getByRole('heading', { name: 'This laptop is the first one now' })
    await taken.waitFor()
    await expect.poll(() => taken.evaluate((heading) => heading === document.activeElement)).toBe(true)
    // Its name leads to the old one still, or its address does.
    await page.getByText(/Give this laptop the address|Let the name/).waitFor()
    // While it was between the two it was asked, and did not answer.
    page.failures.length = 0
    await page.close()
  })
})
