/**
 * Words typed on a canvas stand there as they were typed: on a machine that is busy, under somebody else's hand, with the
 * last letter before the tab is left. What the page would do in a moment is held back here until the story goes on.
 */
import type { Locator, Page, WebSocket } from '@playwright/test'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { canvasMap, isMap } from '@tablee/shared/board/doc'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entered, type Hall, haveBrowser, openHall, patience, visitor, type Visitor } from '../support/pages.ts'

/** The drawing surface asks a touch not to scroll, and the browser says that nothing would have. */
const passive = /Unable to preventDefault inside passive event listener/

/** A busy machine: what a page wants to do `next`, at once or at the next frame, comes when the story says so. */
async function held(page: Page, next: 'setTimeout' | 'requestAnimationFrame'): Promise<() => Promise<void>> {
  await page.evaluate((next) => {
    const { setTimeout, requestAnimationFrame } = window
    const late: ((at: number) => void)[] = []
    Object.assign(window, {
      [next]: (run: (at: number) => void, ms?: number) => (ms ? setTimeout(run, ms, 0) : late.push(run)),
      goOn() {
        Object.assign(window, { setTimeout, requestAnimationFrame })
        for (const run of late) run(performance.now())
      },
    })
    // What was asked for before is done by then.
    return new Promise<void>((done) => void requestAnimationFrame(() => requestAnimationFrame(() => done())))
  }, next)
  return () =>
    page.evaluate(() => {
      const goOn: unknown = Reflect.get(window, 'goOn')
      if (typeof goOn === 'function') goOn()
    })
}

describe.skipIf(!haveBrowser)('words that are typed on a canvas', () => {
  let hall: Hall
  let ana: Visitor
  const sockets: WebSocket[] = []
  const board = () => hall.server.board(6, 3)
  const change = (run: Parameters<Hall['server']['parts']['live']['write']>[2]) =>
    hall.server.parts.live.write(board(), 'server', run)
  /** What the server has, of notes. */
  async function kept(): Promise<readonly string[]> {
    let found: readonly string[] = []
    await change((doc) => {
      found = [...readCanvas(doc).shapes.values()].flatMap((shape) =>
        shape.type === 'note' ? (wordsOn(shape) ?? '') : [],
      )
    })
    return found
  }
  const noteOf = (page: Page): Locator => page.locator('.surface [data-shape-type=note]')
  const field = (page: Page): Locator => page.locator('.surface .ProseMirror-focused:focus')
  const middleOf = async (page: Page) => {
    const box = await page.locator('.surface').boundingBox()
    if (!box) throw new Error('no surface')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  beforeAll(async () => {
    hall = await openHall()
    const { session } = await hall.server.enter('organiser')
    const path = `/api/dialogues/${hall.server.dialogue}/session`
    expect((await hall.server.api(path, { as: session, body: { session: 3 } })).status).toBe(200)
    ana = await visitor(hall, { viewport: { width: 1440, height: 860 }, expected: passive })
    ana.page.on('websocket', (socket) => sockets.push(socket))
    await entered(hall.server, ana.page, 'facilitator', 6)
    await ana.page.goto(`${hall.server.url}/table/${board()}`)
    await ana.page.getByRole('tab', { name: 'Canvas' }).click()
    await ana.page.locator('.surface .vision').first().waitFor()
    await ana.page.locator('.light.saved').waitFor()
  }, 120_000)
  afterAll(() => hall?.close())
  beforeEach(async () => {
    ana.troubles.splice(0)
    await change((doc) => {
      for (const [id, shape] of readCanvas(doc).shapes) if (shape.type === 'note') canvasMap(doc).delete(id)
    })
    await noteOf(ana.page).waitFor({ state: 'detached' })
  })

  async function noteTool(page: Page): Promise<void> {
    await page.getByRole('navigation', { name: 'Put on the canvas' }).getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Sticky note', exact: true }).click()
  }
  async function put(page: Page): Promise<void> {
    const { x, y } = await middleOf(page)
    await page.mouse.click(x, y)
    await field(page).waitFor()
  }
  async function note(page: Page): Promise<void> {
    await noteTool(page)
    await put(page)
  }
  const keeps = (...words: readonly string[]) => expect.poll(kept, { timeout: patience }).toEqual(words)

  it('[CSC22] the first letters stand in front, however late the machine places the caret', async () => {
    const { page } = ana
    await noteTool(page)
    const goOn = await held(page, 'setTimeout')
    await put(page)
    await page.keyboard.type('For a ')
    await goOn()
    await page.keyboard.type('moment')
    await page.keyboard.press('Escape')
    await keeps('For a moment')
    // Opened again, where it was pointed at.
    const box = await noteOf(page).boundingBox()
    if (!box) throw new Error('no note')
    const later = await held(page, 'setTimeout')
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
    await field(page).waitFor()
    await page.keyboard.type('<we ')
    await later()
    await page.keyboard.type('sat>')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await kept())[0], { timeout: patience }).toContain('<we sat>')
    expect(ana.troubles).toEqual([])
  })

  it('[CSC22] no letter goes while somebody else moves the note', async () => {
    const { page } = ana
    const words = 'Half the town was there, and nobody had asked them'
    await note(page)
    await page.keyboard.type('We say: ')
    await keeps('We say: ')
    const moved = () =>
      change((doc) => {
        for (const [id, shape] of readCanvas(doc).shapes) {
          const entry = canvasMap(doc).get(id)
          if (shape.type === 'note' && isMap(entry)) entry.set('x', shape.x + 2)
        }
      })
    for (const letter of words.slice(0, -2)) await Promise.all([page.keyboard.type(letter), moved()])
    // And when the move comes before the frame after a letter.
    for (const letter of words.slice(-2)) {
      const goOn = await held(page, 'requestAnimationFrame')
      await page.keyboard.type(letter)
      const heard = Promise.any(sockets.map((socket) => socket.waitForEvent('framereceived')))
      await Promise.all([heard, moved()])
      await page.evaluate(() => new Promise((done) => setTimeout(done)))
      await goOn()
    }
    expect(await field(page).textContent()).toBe(`We say: ${words}`)
    await page.keyboard.press('Escape')
    await keeps(`We say: ${words}`)
    expect(ana.troubles).toEqual([])
  })

  it('[CSC22] the last letter goes along when the tab is left before the next frame', async () => {
    const { page } = ana
    await note(page)
    await page.keyboard.type('That was all')
    await keeps('That was all')
    const goOn = await held(page, 'requestAnimationFrame')
    await page.keyboard.type('!')
    await page.getByRole('tab', { name: 'Map' }).evaluate((tab: HTMLElement) => tab.click())
    await goOn()
    await keeps('That was all!')
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await noteOf(page).waitFor()
  })

  it('[CSC22] what is pasted with a link that no canvas holds stays, without the link', async () => {
    const { page } = ana
    await note(page)
    await field(page).evaluate((element) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', '<p>Ring <a href="tel:+3225550100">the office</a> or <b>come</b></p>')
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await keeps('Ring the office or come')
    await page.keyboard.type(' by')
    await keeps('Ring the office or come by')
    await page.keyboard.press('Escape')
    await noteOf(page).locator('b, strong', { hasText: 'come' }).first().waitFor()
    expect(ana.troubles).toEqual([])
  })
})
