/**
 * Push to talk at a table, with a microphone that plays a sound of the test's: held by mouse, by Space, tapped, cancelled; put right
 * before it is added; not allowed; at a seat that refuses; on a page that is not secure.
 */
import { readBoard } from '@tablee/shared/board/read'
import { wavOf } from '@tablee/client/table/dictate/wav'
import type { Page } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEngine, parrot } from '../support/anEngine.ts'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, sitDown, visitor, type Visitor } from '../support/pages.ts'
import { openHall, sit, speak, texts, type Hall } from '../voices/hall.ts'
import { haveBrowser, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('dictating', () => {
  let hall: Hall
  let engine: Awaited<ReturnType<typeof anEngine>>
  let screens: Screens
  let table: Visitor
  const folder = mkdtempSync(join(tmpdir(), 'tablee-microphone-'))
  const said = async () =>
    hall.parts.live.look(hall.board(1, 2), (doc) =>
      [...readBoard(doc).words.values()].map(({ text, capture, seat }) => ({ text, capture, seat })),
    )
  const mic = (page: Page) => page.locator('.say .mic')
  const line = (page: Page) => page.locator('.say .mic-says p')
  /** Longer than a tap: how long somebody holds it is what is told here. */
  const sentence = (page: Page) => page.waitForTimeout(450)
  const field = (page: Page) => page.locator('.say textarea')
  async function begin(page: Page, seat: number): Promise<void> {
    await field(page).focus()
    await page.locator('.say .seats .seat', { hasText: new RegExp(`^${seat}$`) }).click()
  }

  beforeAll(async () => {
    buildScreens()
    engine = await anEngine()
    const name = 'parrot'
    const consent = {
      ...texts,
      engine: { name, uses: ['transcribe' as const], text: { en: 'A program writes it down.' } },
    }
    hall = await openHall({ consent, engine: engine.address })
    await sit(hall, (await hall.enter('citizen', 1)).session, 'T1-01')
    await sit(hall, (await hall.enter('citizen', 1, { device: 'other' })).session, 'T1-02', { quoted: false })
    await speak(hall, 1, [])
    const sound = join(folder, 'said.wav')
    writeFileSync(sound, wavOf(new Float32Array(16_000 * 3).map((_, at) => Math.sin(at / 9) / 2)))
    const browser = await launch('whole', [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${sound}`,
    ])
    screens = { server: hall, browser, close: () => browser.close() }
    table = await visitor(screens, { permissions: ['microphone'] })
    await sitDown(table, card(hall, 'facilitator', 1))
  }, 120_000)
  afterAll(async () => {
    await screens?.close()
    await hall?.close()
    await engine?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('[DICT1] [DICT6] held by mouse and by Space, tapped and cancelled; put right or not, it is dictated words of its seat', async () => {
    const { page, troubles } = table
    await begin(page, 1)
    await mic(page).hover()
    await page.mouse.down()
    await line(page).filter({ hasText: 'Let go when' }).waitFor()
    expect(await violations(page)).toEqual([])
    await sentence(page)
    await page.mouse.up()
    await line(page).filter({ hasText: 'Written down by' }).waitFor()
    await expect.poll(() => field(page).inputValue()).toBe('the last bus leaves too early')
    expect(await said()).toEqual([])
    await page.getByRole('button', { name: 'That is what was said' }).click()
    await expect.poll(said).toEqual([{ text: 'the last bus leaves too early', capture: 'dictated', seat: 'T1-01' }])

    // By keyboard: held, heard, put right, and added by Enter.
    await begin(page, 1)
    await mic(page).focus()
    await page.keyboard.down('Space')
    await line(page).filter({ hasText: 'Let go when' }).waitFor()
    await sentence(page)
    await page.keyboard.up('Space')
    await line(page).filter({ hasText: 'Written down by' }).waitFor()
    await field(page).fill('The last train leaves too early.')
    await field(page).press('Enter')
    await expect.poll(async () => (await said()).length).toBe(2)
    expect((await said()).at(-1)).toEqual({
      text: 'The last train leaves too early.',
      capture: 'dictated',
      seat: 'T1-01',
    })

    // Tapped it goes on; Escape takes it back, and what was typed stays.
    await begin(page, 1)
    await field(page).fill('Half a sentence')
    await mic(page).click()
    await line(page).filter({ hasText: 'Press again' }).waitFor()
    const before = engine.asked.length
    await mic(page).press('Escape')
    await line(page).waitFor({ state: 'detached' })
    expect([engine.asked.length, await field(page).inputValue()]).toEqual([before, 'Half a sentence'])

    // Tapped twice, behind what stands there; an engine that hangs is cancelled by its button.
    engine.now(() => undefined)
    await mic(page).click()
    await line(page).filter({ hasText: 'Press again' }).waitFor()
    await sentence(page)
    await mic(page).click()
    await line(page).filter({ hasText: 'being written' }).waitFor()
    await page.locator('.mic-says').getByRole('button', { name: 'Cancel' }).click()
    await line(page).waitFor({ state: 'detached' })
    await expect.poll(() => field(page).inputValue()).toBe('Half a sentence')
    engine.now(parrot)
    expect(troubles).toEqual([])
  }, 60_000)

  it('[DICT2] [DICT5] a seat that refuses, nobody’s seat and a microphone that is not allowed are each a sentence; without https there is no button', async () => {
    const { page } = table
    engine.forget()
    await begin(page, 2)
    await mic(page).click()
    await line(page).filter({ hasText: 'go to no program' }).waitFor()
    await page.locator('.say .seats .none').click()
    await mic(page).click()
    await line(page).filter({ hasText: 'Choose the seat first' }).waitFor()
    await expect.poll(() => field(page).inputValue()).toBe('Half a sentence')
    const denied = await visitor(screens)
    await sitDown(denied, card(hall, 'facilitator', 1))
    await begin(denied.page, 1)
    await mic(denied.page).click()
    await line(denied.page).filter({ hasText: 'not allowed' }).waitFor()
    // As a page of plain http has it: no microphone, and it says so.
    await denied.page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }))
    await denied.page.reload()
    await field(denied.page).focus()
    await denied.page.getByText('this page has no https').waitFor()
    expect(await mic(denied.page).count()).toBe(0)
    expect(engine.asked).toEqual([])
  }, 60_000)
})
