/** What goes wrong and what comes from paper on a table's canvas. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import {
  card,
  entered,
  type Hall,
  haveBrowser,
  openHall,
  patience,
  pictures,
  visitor,
  type Visitor,
} from '../support/pages.ts'

/** As long as any event may take on two busy cores. */
const eventually = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: patience })
const one = (page: Page, text: string) => page.locator('.canvas-list li', { hasText: text })

describe.skipIf(!haveBrowser)('a day at the canvas', () => {
  let hall: Hall
  let facilitator: Visitor
  async function atList(role: 'facilitator' | 'citizen', seat?: string): Promise<Visitor> {
    const who = await visitor(hall, { viewport: { width: 1280, height: 860 } })
    await entered(hall.server, who.page, role, 1, seat)
    await who.page.goto(`${hall.server.url}/table/${hall.server.board(1, 3)}`)
    await who.page.getByRole('tab', { name: 'Canvas' }).click()
    await who.page.getByRole('button', { name: 'List' }).click()
    await who.page.locator('.canvas-list li').first().waitFor()
    return who
  }
  async function onBoard<T>(read: (canvas: Canvas) => T): Promise<T | undefined> {
    let found: T | undefined
    await hall.server.parts.live.write(hall.server.board(1, 3), 'server', (doc) => {
      found = read(readCanvas(doc))
    })
    return found
  }
  const doWith = async ({ page }: Visitor, text: string, what: string | RegExp) => {
    await one(page, text)
      .getByRole('button', { name: /What to do with/ })
      .click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  beforeAll(async () => {
    hall = await openHall()
    const { session } = await hall.server.enter('organiser')
    await hall.server.api(`/api/dialogues/${hall.server.dialogue}/session`, { as: session, body: { session: 3 } })
    const { session: mine } = await hall.server.enter('facilitator', 1)
    const access = `/api/boards/${hall.server.board(1, 3)}/access`
    await hall.server.api(access, { as: mine, method: 'PUT', body: { citizensEdit: true } })
    facilitator = await atList('facilitator')
  }, 120_000)
  afterAll(() => hall?.close())

  it('[CSC11] what a guest deleted and moved is put back by the facilitator; what somebody else did since stays', async ({
    task,
  }) => {
    const { page } = facilitator
    const guest = await atList('citizen', 'T1-02')
    const other = await atList('citizen', 'T1-03')
    const years = (who: Visitor, text: string) => one(who.page, text).locator('select').first()
    await doWith(guest, 'Les quartiers sans métro', 'Remove')
    await years(guest, 'Une première ligne').selectOption('2026')
    await years(guest, 'Chaque commune').selectOption('2030')
    await one(page, 'Les quartiers sans métro').waitFor({ state: 'detached' })
    await eventually(() => years(other, 'Chaque commune').inputValue()).toBe('2030')
    await years(other, 'Chaque commune').selectOption('2035')
    await eventually(() => years(facilitator, 'Chaque commune').inputValue()).toBe('2035')
    await other.page.locator('.light.saved').waitFor()

    await page.getByRole('button', { name: 'Backcasting timeline' }).click()
    await page.getByRole('menuitem', { name: /Put it back/ }).click()
    await page.getByRole('dialog').getByLabel(/T1-02/).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click()
    await one(page, 'Les quartiers sans métro').waitFor()
    await eventually(() => years(facilitator, 'Une première ligne').inputValue()).toBe('2030')
    await expect.poll(() => years(facilitator, 'Chaque commune').inputValue()).toBe('2035')
    await one(guest.page, 'Les quartiers sans métro').waitFor()
    expect([...facilitator.troubles, ...guest.troubles, ...other.troubles]).toEqual([])
    await pictures(task, [page, guest.page])
    await guest.context.close()
    await other.context.close()
  })

  it('[CSC12] a photo of paper is on every screen of the table, and on the observers’ page from its release', async ({
    task,
  }) => {
    const { page } = facilitator
    // A sheet as a phone takes it: a JPEG, drawn by this browser.
    const sheet = await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 1_600
      canvas.height = 1_200
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('no pen')
      pen.fillStyle = '#efe9da'
      pen.fillRect(0, 0, 1_600, 1_200)
      pen.fillStyle = '#b0370c'
      pen.fillRect(300, 300, 500, 400)
      return canvas.toDataURL('image/jpeg').slice('data:image/jpeg;base64,'.length)
    })
    await page.getByRole('button', { name: 'Drawing' }).click()
    await page.locator('.surface .vision').first().waitFor()
    const file = { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(sheet, 'base64') }
    await page.locator('input[type=file]').setInputFiles(file)
    const mine = await atList('citizen', 'T1-05')
    await mine.page.getByRole('button', { name: 'Drawing' }).click()
    const shown = (who: Page) => who.locator('.surface .tl-image').first()
    await shown(page).waitFor()
    await shown(mine.page).waitFor()
    await page.getByRole('button', { name: 'Backcasting timeline' }).click()
    await page.getByRole('menuitem', { name: /Photos/ }).click()
    const release = page.getByRole('dialog').locator('.released input').first()
    await expect.poll(() => release.isChecked()).toBe(false)
    // What observers' pages ask for: nothing of it before, the picture afterwards.
    const hash = await onBoard((canvas) => [...canvas.assets.values()][0]?.props.src?.slice('photo:'.length))
    const watching = await visitor(hall)
    await watching.page.goto(card(hall.server, 'observer'))
    await watching.page.getByText('Brussels').first().waitFor()
    const seen = () => hall.server.api(`/api/watch/${hall.server.link('observer').path}/photos/${hash}`)
    expect((await seen()).status).toBe(404)
    await release.check()
    await eventually(async () => (await seen()).status).toBe(200)
    await release.uncheck()
    await eventually(async () => (await seen()).status).toBe(404)
    await page.keyboard.press('Escape')
    expect([...facilitator.troubles, ...mine.troubles]).toEqual([])
    await pictures(task, [page, mine.page])
    await mine.context.close()
    await watching.context.close()
  })
})
