/** The vision canvas in real browsers on the real server: two people, a spell offline, a guest, the list, the licence. */
import type { Locator, Page } from '@playwright/test'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { judge } from '@tablee/server/live/board/gate'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { hostile } from '../support/hostileCanvas.ts'
import { entered, type Hall, haveBrowser, openHall, pictures, visitor, type Visitor } from '../support/pages.ts'
import { canvasOf } from '../support/rawCanvas.ts'

type Role = 'facilitator' | 'citizen'

/** The drawing surface asks a touch not to scroll, and the browser says that nothing would have. */
const passive = /Unable to preventDefault inside passive event listener/

/** Somebody at a table's canvas of session 3, where a template lies beneath. */
async function atCanvas(hall: Hall, role: Role, table: number, seat?: string, hasTouch = false): Promise<Visitor> {
  const one = await visitor(hall, { viewport: { width: 1280, height: 860 }, hasTouch, expected: passive })
  await entered(hall.server, one.page, role, table, seat)
  await one.page.goto(`${hall.server.url}/table/${hall.server.board(table, 3)}`)
  await one.page.getByRole('tab', { name: 'Canvas' }).click()
  await one.page.locator('.surface .vision').first().waitFor()
  await one.page.locator('.light.saved').waitFor()
  return one
}

const card = (page: Page, text: string) => page.locator('.surface .vision', { hasText: text })
/** Where a card stands on the canvas, whatever part of it this screen shows. */
const placeOf = (page: Page, text: string): Promise<string> =>
  card(page, text)
    .locator('xpath=ancestor::*[contains(concat(" ",@class," ")," tl-shape ")]')
    .evaluate((shape) => getComputedStyle(shape).transform)
async function drag(page: Page, text: string, dx: number, dy: number): Promise<void> {
  const box = await card(page, text).boundingBox()
  if (!box) throw new Error(`no card ${text}`)
  const [x, y] = [box.x + box.width / 2, box.y + 14]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 4; step += 1) await page.mouse.move(x + (dx * step) / 4, y + (dy * step) / 4)
  await page.mouse.up()
}
/**
 * Two taps on a card: its text is written where it stands. A busy machine may deliver the second too late to be one of two;
 * anyone who sees nothing happen taps again.
 */
async function rewrite(page: Page, text: string): Promise<void> {
  const field = page.locator('.surface textarea')
  await expect
    .poll(
      async () => {
        const box = await card(page, text).boundingBox()
        if (!box) throw new Error(`no card ${text}`)
        await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
        return field.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: 15_000 },
    )
    .toBe(true)
}
type Point = { readonly x: number; readonly y: number }
/**
 * Ground of the template on which no card lies, nor near it (the editor takes what is within 8 px of a card for the card),
 * and nothing that floats over the canvas. Away from where was
 * pointed at `last`: a test is faster than any hand, and two taps side by side would be one double tap.
 */
const bareGround = (page: Page, beside = 160, apart = 40, last?: Point): Promise<Point> =>
  page.locator('.surface').evaluate(
    (surface, [beside, apart, last]) => {
      const { left, top, right, bottom } = surface.getBoundingClientRect()
      const cards = [...surface.querySelectorAll('.vision')].map((one) => one.getBoundingClientRect())
      const away = (x: number, y: number, box: DOMRect) =>
        x < box.left - apart || x > box.right + apart || y < box.top - apart || y > box.bottom + apart
      for (let y = top + 60; y < bottom - 80; y += 20)
        for (let x = left + beside; x < right - beside; x += 20)
          if (
            (last === undefined || Math.hypot(x - last.x, y - last.y) > 60) &&
            cards.every((box) => away(x, y, box)) &&
            document.elementFromPoint(x, y)?.closest('.tl-canvas') &&
            document.elementFromPoint(x, y)?.closest('button, [role=toolbar], [role=group]') === null
          )
            return { x, y }
      throw new Error('cards lie everywhere')
    },
    [beside, apart, last] as const,
  )
/** For a red test: what lies at a point, from the top down, and where the field is that is written in. */
const lyingAt = (page: Page, x: number, y: number): Promise<string> =>
  page.evaluate(
    ([x, y]) => {
      const box = document.querySelector('.surface textarea')?.getBoundingClientRect()
      const names = document.elementsFromPoint(x, y).map((one) => `${one.tagName} ${one.className}`)
      return [`field ${JSON.stringify(box)}`, ...names].join('; ')
    },
    [x, y] as const,
  )
/** What stands on the cards of a table's canvas, as the server has it. */
async function written(hall: Hall, table: number): Promise<readonly string[]> {
  let found: readonly string[] = []
  await hall.server.parts.live.write(hall.server.board(table, 3), 'server', (doc) => {
    found = [...readCanvas(doc).shapes.values()].flatMap((shape) =>
      shape.type === 'element' || shape.type === 'note' ? (wordsOn(shape) ?? '') : [],
    )
  })
  return found
}
const shapesOf = async (hall: Hall, table: number): Promise<readonly string[]> => {
  let found: readonly string[] = []
  await hall.server.parts.live.write(hall.server.board(table, 3), 'server', (doc) => {
    found = [...readCanvas(doc).shapes.keys()].sort()
  })
  return found
}
const kind = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Put on the canvas' }).getByRole('button', { name, exact: true })
const undo = (page: Page, which: 'undo' | 'redo' = 'undo') =>
  page.locator('.canvas-panel .undo-pair button').nth(which === 'undo' ? 0 : 1)
/** A note or a text by its tool, wherever the rail has it, with the caret in it. */
async function begin(page: Page, name: 'Sticky note' | 'Text'): Promise<void> {
  if (await kind(page, name).isVisible()) await kind(page, name).click()
  else {
    await kind(page, 'More').click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  const { x, y } = await bareGround(page)
  await page.mouse.click(x, y)
  await page.locator('.surface .ProseMirror-focused:focus').waitFor()
}
async function note(page: Page, text: string): Promise<void> {
  await begin(page, 'Sticky note')
  await page.keyboard.type(text)
  // Keys that came to nothing are seen here, and not where somebody else waits for the note.
  await page.locator('.surface .ProseMirror-focused:focus', { hasText: text }).waitFor()
}
const agree = (one: Page, other: Page, text: string) =>
  expect.poll(async () => (await placeOf(one, text)) === (await placeOf(other, text)), { timeout: 10_000 }).toBe(true)

describe.skipIf(!haveBrowser)('a canvas', () => {
  let hall: Hall
  let ana: Visitor
  let bo: Visitor
  beforeAll(async () => {
    hall = await openHall()
    // The hall is in the canvas's session: from a board of another one a table is led away after a moment.
    const { session } = await hall.server.enter('organiser')
    const path = `/api/dialogues/${hall.server.dialogue}/session`
    expect((await hall.server.api(path, { as: session, body: { session: 3 } })).status).toBe(200)
    ;[ana, bo] = await Promise.all([atCanvas(hall, 'facilitator', 6), atCanvas(hall, 'facilitator', 6)])
  }, 120_000)
  afterAll(() => hall?.close())
  // What one story leaves broken must not look like the next one's fault.
  afterEach(() => Promise.all([ana, bo].map((one) => one?.context.setOffline(false))))

  it('[CSC1, CSC16] two people on one canvas: one puts and moves a card, the other sees it, with a tag while it is written', async ({
    task,
  }) => {
    await kind(ana.page, 'Hope').click()
    const { x, y } = await bareGround(ana.page)
    await ana.page.mouse.click(x, y)
    await ana.page.keyboard.type('A bus that waits')
    await card(bo.page, 'A bus that waits').waitFor()
    await card(bo.page, 'A bus that waits').locator('.tag', { hasText: 'Facilitator' }).waitFor()
    await ana.page.keyboard.press('Escape')
    await bo.page.locator('.surface .tag').waitFor({ state: 'detached' })
    const before = await placeOf(bo.page, 'A bus that waits')
    await drag(ana.page, 'A bus that waits', 140, 60)
    await expect.poll(() => placeOf(bo.page, 'A bus that waits')).not.toBe(before)
    await agree(ana.page, bo.page, 'A bus that waits')
    // Each takes back what is one's own: Bo has done nothing yet. What a step is stands in its title.
    const moved = await placeOf(ana.page, 'A bus that waits')
    await expect.poll(() => undo(bo.page).isDisabled()).toBe(true)
    await expect.poll(() => undo(ana.page, 'redo').isDisabled()).toBe(true)
    await ana.page.getByRole('button', { name: 'Undo: move of A bus that waits' }).click()
    await expect.poll(() => placeOf(bo.page, 'A bus that waits')).toBe(before)
    await ana.page.getByRole('button', { name: 'Redo: move of A bus that waits' }).click()
    await expect.poll(() => placeOf(bo.page, 'A bus that waits')).toBe(moved)
    await undo(ana.page).click()
    await expect.poll(() => placeOf(bo.page, 'A bus that waits')).toBe(before)
    await ana.page.locator('.light.saved').waitFor()
    expect([...ana.troubles, ...bo.troubles]).toEqual([])
    await pictures(task, [ana.page, bo.page])
  })

  it('[CSC15] a card that somebody has in hand shows who, until it is let go or the page has gone', async ({
    task,
  }) => {
    const third = await atCanvas(hall, 'facilitator', 6)
    const take = async ({ page }: Visitor, dx: number) => {
      const box = await card(page, 'A bus that waits').boundingBox()
      if (!box) throw new Error('no card')
      await page.mouse.move(box.x + box.width / 2, box.y + 14)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width / 2 + dx, box.y + 14 + dx, { steps: 4 })
    }
    const held = card(bo.page, 'A bus that waits').locator('.tag', { hasText: 'Facilitator' })
    await take(ana, 30)
    await held.waitFor()
    await ana.page.mouse.up()
    await held.waitFor({ state: 'detached' })
    await undo(ana.page).click()
    // Nobody lets go of it: the page is closed with the card in hand. Where a tab cannot draw, the list says it.
    await bo.page.getByRole('button', { name: 'List' }).click()
    const listed = bo.page.locator('.canvas-list li', { hasText: 'A bus that waits' }).locator('.tag')
    await take(third, 12)
    await listed.waitFor()
    await third.context.close()
    await listed.waitFor({ state: 'detached' })
    await bo.page.getByRole('button', { name: 'Drawing' }).click()
    await card(bo.page, 'A bus that waits').waitFor()
    expect([...ana.troubles, ...bo.troubles]).toEqual([])
    await pictures(task, [ana.page, bo.page])
  })

  const pressed = (button: Locator, is: boolean): Promise<void> =>
    expect.poll(() => button.getAttribute('aria-pressed')).toBe(String(is))
  const hands = ['mouse', 'finger', 'keyboard'] as const
  it.for(hands)('[CSC14] by %s: a kind, a place, words; what gets no words is not there', async (hand, { task }) => {
    const who = await atCanvas(hall, 'facilitator', 5, undefined, hand === 'finger')
    const { page } = who
    const field = page.locator('.surface textarea')
    let last: Point | undefined
    const point = async (x: number, y: number) => {
      last = { x, y }
      await (hand === 'finger' ? page.touchscreen.tap(x, y) : page.mouse.click(x, y))
    }
    const choose = async (name: string) => {
      const button = kind(page, name)
      await button.scrollIntoViewIfNeeded()
      await (hand === 'finger' ? button.tap() : hand === 'mouse' ? button.click() : button.press('Enter'))
      if (hand !== 'keyboard') await pressed(button, true)
    }
    const begin = async (name: string) => {
      await choose(name)
      if (hand === 'keyboard') return field.waitFor()
      const { x, y } = await bareGround(page, 24, 14, last)
      await point(x, y)
      await field.waitFor()
      // It is where it was asked for.
      const box = await page.locator('.surface .vision', { has: page.locator('textarea') }).boundingBox()
      if (!box) throw new Error('no card')
      expect([x >= box.x && x <= box.x + box.width, y >= box.y && y <= box.y + box.height]).toEqual([true, true])
    }
    const leave = async () => {
      if (hand === 'keyboard') await page.keyboard.press('Escape')
      else {
        const { x, y } = await bareGround(page, 24, 14, last)
        await point(x, y)
        await field.waitFor({ state: 'detached' }).catch(async (cause: unknown) => {
          throw new Error(`pointed at ${x}, ${y}: ${await lyingAt(page, x, y)}`, { cause })
        })
      }
      await field.waitFor({ state: 'detached' })
    }
    const before = await written(hall, 5)
    const made: string[] = []
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 768 })
      if (width === 390) {
        // A phone begins with the outline, and its canvas with the list.
        await page.getByRole('button', { name: 'Canvas', exact: true }).click()
        await page.getByRole('button', { name: 'Drawing' }).click()
        await page.locator('.surface .tl-canvas').waitFor()
      }
      const text = `by ${hand} at ${width}`
      made.push(text)
      await begin('Hope')
      await page.keyboard.type(text)
      await leave()
      await card(page, text).waitFor()
      await pressed(kind(page, 'Hope'), false)
      const there = await page.locator('.surface .vision').count()
      await begin('Fear')
      await leave()
      await expect.poll(() => page.locator('.surface .vision').count()).toBe(there)
      if (hand === 'keyboard') continue
      // Chosen and put away: the next click is none of its business.
      await choose('Actor')
      await page.keyboard.press('Escape')
      await pressed(kind(page, 'Actor'), false)
      await leave()
      await expect.poll(() => page.locator('.surface .vision').count()).toBe(there)
    }
    // In the list a kind is a row at once, as nobody can show a place; and nothing is left of it either.
    if (hand === 'finger') {
      await page.getByRole('button', { name: 'List' }).tap()
      const row = page.locator('.canvas-list li', { has: page.locator('textarea') })
      const rows = await page.locator('.canvas-list li').count()
      await kind(page, 'Milestone').tap()
      await row.waitFor()
      expect(await row.locator('select').count()).toBe(0)
      await page.locator('.canvas-list .words-of').first().tap()
      await page.keyboard.press('Escape')
      await row.waitFor({ state: 'detached' })
      await expect.poll(() => page.locator('.canvas-list li').count()).toBe(rows)
      await page.getByRole('button', { name: 'Drawing' }).tap()
      await page.locator('.surface .tl-canvas').waitFor()
    }
    await page.locator('.light.saved').waitFor()
    // Twice as fast as one thinks, and gone before a word stands there.
    if (hand === 'mouse') {
      await page.setViewportSize({ width: 1440, height: 900 })
      await kind(page, 'Milestone').dblclick()
      await field.waitFor()
      await page.keyboard.type('in the middle')
      await leave()
      made.push('in the middle')
      await choose('Condition')
      const { x, y } = await bareGround(page)
      await page.mouse.dblclick(x, y)
      await page.keyboard.type('if it is twice')
      await leave()
      made.push('if it is twice')
      // Typed a letter too early, before there was a place.
      await choose('Obstacle')
      await page.keyboard.type('right away')
      await leave()
      made.push('right away')
      await page.locator('.light.saved').waitFor()
    }
    await begin('Headline')
    expect(who.troubles).toEqual([])
    await pictures(task, [page])
    await page.close({ runBeforeUnload: true })
    await who.context.close()
    expect([...(await written(hall, 5))].sort()).toEqual([...before, ...made].sort())
  })

  it('[CSC2] moved without a line and rewritten by somebody else meanwhile: both stay', async ({ task }) => {
    await ana.context.setOffline(true)
    await drag(ana.page, 'A bus that waits', -120, 90)
    const there = await placeOf(ana.page, 'A bus that waits')
    await ana.page.locator('.light.kept').waitFor()
    await rewrite(bo.page, 'A bus that waits')
    await bo.page.keyboard.press('Control+End')
    await bo.page.keyboard.type(' for us')
    await bo.page.keyboard.press('Escape')
    await bo.page.locator('.light.saved').waitFor()
    await ana.context.setOffline(false)
    await card(ana.page, 'A bus that waits for us').waitFor({ timeout: 20_000 })
    await ana.page.locator('.light.saved').waitFor({ timeout: 20_000 })
    await expect.poll(() => placeOf(bo.page, 'A bus that waits for us')).toBe(there)
    await pictures(task, [ana.page, bo.page])
  })

  it('[CSC20] who writes in a card that somebody removes keeps the text in hand, drawn or listed, also over a reload', async ({
    task,
  }) => {
    for (const one of [ana, bo]) one.troubles.splice(0) // a spell offline is another story's
    const field = bo.page.locator('.surface textarea')
    const put = async (text: string) => {
      await kind(bo.page, 'Hope').dblclick()
      await field.waitFor()
      await bo.page.keyboard.type(text)
      await card(ana.page, text).waitFor({ state: 'attached' })
    }
    /** By the list: what it is called there is what the other is in the middle of. */
    const removes = async (text: string) => {
      await ana.page.getByRole('button', { name: 'List', exact: true }).click()
      await ana.page.locator('.canvas-list li', { hasText: text }).locator('.more').click()
      await ana.page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
      await ana.page.locator('.canvas-list li', { hasText: text }).waitFor({ state: 'detached' })
    }
    const listed = (page: Page, text: string) => page.locator('.canvas-list li', { hasText: text })
    const told = bo.page.getByText('Hope was removed by the facilitator while you were writing. Your text is safe.')
    await put('A bench at')
    await removes('A bench at')
    await told.waitFor()
    await bo.page.keyboard.type(' every stop')
    await expect.poll(() => field.inputValue()).toBe('A bench at every stop')
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await pictures(task, [bo.page])
    await bo.page.waitForFunction(() =>
      Object.values(sessionStorage).some((kept) => String(kept).includes('every stop')),
    )
    await bo.page.reload()
    await bo.page.getByRole('tab', { name: 'Canvas' }).click()
    await bo.page.locator('.took', { hasText: 'A bench at every stop' }).waitFor()
    expect(await listed(ana.page, 'A bench at').count()).toBe(0)
    await bo.page.getByRole('button', { name: 'Keep it' }).click()
    await listed(ana.page, 'A bench at every stop').waitFor()
    await told.waitFor({ state: 'detached' })
    await card(bo.page, 'A bench at every stop').waitFor({ state: 'attached' })

    // In the list as well; and who removed it thinks again: what was typed meanwhile is in it.
    await bo.page.getByRole('button', { name: 'List', exact: true }).click()
    await listed(bo.page, 'A bench at').locator('.words-of').click()
    await removes('A bench at')
    const row = bo.page.locator('.canvas-list textarea')
    await told.waitFor()
    await bo.page.keyboard.type(' and a roof')
    await expect.poll(() => row.inputValue()).toBe('A bench at every stop and a roof')
    await ana.page.locator('.canvas-says').getByRole('button', { name: 'Undo' }).click()
    await listed(ana.page, 'A bench at every stop and a roof').waitFor()
    await told.waitFor({ state: 'detached' })
    await bo.page.keyboard.press('Escape')

    // A note is written in tldraw's own field.
    await bo.page.getByRole('button', { name: 'Drawing', exact: true }).click()
    await bo.page.locator('.surface .tl-canvas').waitFor()
    await note(bo.page, 'Ask the')
    await listed(ana.page, 'Ask the').waitFor()
    await removes('Ask the')
    await bo.page.getByText('Sticky note was removed by the facilitator while you were writing.').waitFor()
    await bo.page.keyboard.type(' drivers')
    await bo.page.locator('.took', { hasText: 'Ask the drivers' }).waitFor()
    await bo.page.getByRole('button', { name: 'Keep it' }).click()
    await listed(ana.page, 'Ask the drivers').waitFor()
    await bo.page.keyboard.press('Escape')
    // Let go: it is gone for both.
    await listed(ana.page, 'A bench at').locator('.words-of').click()
    await bo.page.getByRole('button', { name: 'List', exact: true }).click()
    await listed(bo.page, 'A bench at').locator('.more').click()
    await bo.page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Let it go' }).click()
    await listed(ana.page, 'A bench at').waitFor({ state: 'detached' })
    for (const one of [ana, bo]) {
      await one.page.getByRole('button', { name: 'Drawing', exact: true }).click()
      await one.page.locator('.surface .tl-canvas').waitFor()
      expect(await card(one.page, 'A bench at').count()).toBe(0)
    }
    expect([...ana.troubles, ...bo.troubles]).toEqual([])
  })

  it('[CSC21] a note or a text that is left empty is on nobody’s board, and no undo brings it there', async () => {
    const before = await shapesOf(hall, 6)
    const { page } = ana
    const seen = await bo.page.locator('.surface .tl-shape').count()
    const leave = [
      () => page.keyboard.press('Escape'),
      async () => {
        const { x, y } = await bareGround(page, 24, 14)
        await page.mouse.click(x, y)
      },
      () => kind(page, 'Select').click(),
    ]
    const steps = await undo(page).getAttribute('title')
    for (const name of ['Sticky note', 'Text'] as const)
      for (const away of leave) {
        await begin(page, name)
        await away()
        await page.locator('.surface [contenteditable=true]').waitFor({ state: 'detached' })
      }
    // Emptied again: what undo brings back has its words.
    await note(page, 'For a moment')
    await page.keyboard.press('Escape')
    // Where it stops, should it ever: it was once not seen at the other page, and nobody knew whether the server had it.
    await expect.poll(() => written(hall, 6)).toContain('For a moment')
    await bo.page.locator('.tl-shape', { hasText: 'For a moment' }).waitFor()
    const box = await page.locator('.tl-shape', { hasText: 'For a moment' }).boundingBox()
    if (!box) throw new Error('no note')
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
    await page.locator('.surface .ProseMirror-focused:focus').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    // Whether the board has heard of it by then or not.
    await bo.page.locator('.tl-shape', { hasText: 'For a moment' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await bo.page.locator('.tl-shape', { hasText: 'For a moment' }).waitFor({ state: 'detached' })
    await expect.poll(() => shapesOf(hall, 6)).toEqual(before)
    await undo(page).click()
    await bo.page.locator('.tl-shape', { hasText: 'For a moment' }).waitFor()
    await undo(page).click()
    await expect.poll(() => shapesOf(hall, 6)).toEqual(before)
    await expect.poll(() => undo(page).getAttribute('title')).toBe(steps)
    await expect.poll(() => bo.page.locator('.surface .tl-shape').count()).toBe(seen)
    // The tab is closed with the caret in it; and in the list nothing is left either.
    await begin(page, 'Sticky note')
    await page.close({ runBeforeUnload: true })
    await bo.page.getByRole('button', { name: 'List', exact: true }).click()
    await kind(bo.page, 'Sticky note').click()
    await bo.page.locator('.canvas-list textarea').waitFor()
    await bo.page.keyboard.press('Escape')
    await bo.page.locator('.light.saved').waitFor()
    expect(await shapesOf(hall, 6)).toEqual(before)
    expect([...ana.troubles, ...bo.troubles]).toEqual([])
    await bo.page.getByRole('button', { name: 'Drawing', exact: true }).click()
    await ana.context.close()
    ana = await atCanvas(hall, 'facilitator', 6)
  })

  it('[CSC21] a note that was emptied and left without a line stays, where somebody else may have written in it meanwhile', async () => {
    const { page } = ana
    const opens = async (at: Page) => {
      const box = await at.locator('.tl-shape[data-shape-type=note]').last().boundingBox()
      if (!box) throw new Error('no note')
      await at.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
      await at.locator('.surface .ProseMirror-focused:focus').waitFor()
    }
    await note(page, 'Half a thought')
    await page.keyboard.press('Escape')
    await bo.page.locator('.tl-shape', { hasText: 'Half a thought' }).waitFor()
    await opens(page)
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    await bo.page.locator('.tl-shape', { hasText: 'Half a thought' }).waitFor({ state: 'detached' })
    await page.locator('.light.saved').waitFor()
    await ana.context.setOffline(true)
    await page.locator('.light.saved').waitFor({ state: 'detached' })
    await opens(bo.page)
    await bo.page.keyboard.type('What Anna said')
    // Keys that were quicker than the field would be lost here, and nowhere else.
    await bo.page.locator('.tl-shape', { hasText: 'What Anna said' }).waitFor()
    await bo.page.keyboard.press('Escape')
    await bo.page.locator('.light.saved').waitFor()
    await expect.poll(() => written(hall, 6)).toContain('What Anna said')
    await page.keyboard.press('Escape')
    await page.locator('.surface [contenteditable=true]').waitFor({ state: 'detached' })
    await ana.context.setOffline(false)
    await page.locator('.light.saved').waitFor({ timeout: 20_000 })
    for (const one of [ana, bo]) {
      await one.page.locator('.tl-shape', { hasText: 'What Anna said' }).waitFor()
      one.troubles.splice(0)
    }
  })

  it('[CSC3] a guest moves what people made and never the ground, even when a facilitator has let it go', async ({
    task,
  }) => {
    const { session } = await hall.server.enter('facilitator', 6)
    const path = `/api/boards/${hall.server.board(6, 3)}/access`
    expect((await hall.server.api(path, { as: session, method: 'PUT', body: { citizensEdit: true } })).status).toBe(200)
    const guest = await atCanvas(hall, 'citizen', 6, 'T6-02')
    await ana.page.getByRole('button', { name: /Desirable/ }).click()
    await ana.page.getByRole('menuitem', { name: 'Unlock the background' }).click()
    await ana.page.locator('.light.saved').waitFor()
    const ground = () =>
      guest.page
        .locator('.surface .tl-shape:has(.part)')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).transform))
    const before = await ground()
    const bare = await bareGround(guest.page)
    await guest.page.mouse.move(bare.x, bare.y)
    await guest.page.mouse.down()
    await guest.page.mouse.move(bare.x + 20, bare.y - 20, { steps: 4 })
    await guest.page.mouse.up()
    await guest.page.keyboard.press('Delete')
    await drag(guest.page, 'A bus that waits for us', 60, -40)
    await agree(guest.page, ana.page, 'A bus that waits for us')
    expect(await ground()).toEqual(before)
    await guest.page.getByRole('button', { name: 'More', exact: true }).click()
    const tools = await guest.page.getByRole('menuitem').allTextContents()
    expect(tools).toContain('Pen')
    expect(tools).not.toContain('Frame')
    await guest.page.keyboard.press('Escape')
    await guest.page.getByRole('button', { name: /Desirable/ }).click()
    await expect.poll(() => guest.page.getByRole('menuitem').allTextContents()).toEqual(['Drawn with tldraw · licence'])
    await guest.page.keyboard.press('Escape')
    await guest.page.locator('.light.saved').waitFor()
    expect(guest.troubles).toEqual([])
    await pictures(task, [ana.page, guest.page])
    await guest.context.close()
  })

  it('[CSC4] nothing is asked of any other server; the watermark is there, whole and in reach; the licence comes with it', async () => {
    const mark = ana.page.locator('[class*=tl-watermark_SEE-LICENSE]')
    await mark.waitFor()
    const uncovered = await mark.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const corners = [0.15, 0.5, 0.85].flatMap((a) => [0.2, 0.8].map((b) => [x + width * a, y + height * b] as const))
      return (
        width > 0 &&
        getComputedStyle(element).opacity === '1' &&
        corners.every(([px, py]) => {
          const top = document.elementFromPoint(px, py)
          return top !== null && element.contains(top)
        })
      )
    })
    expect(uncovered).toBe(true)
    expect(
      [...ana.troubles, ...bo.troubles].filter((line) => line.startsWith('elsewhere') || /Security Policy/.test(line)),
    ).toEqual([])
    const opened = ana.context.waitForEvent('page')
    await ana.page.getByRole('button', { name: /Desirable/ }).click()
    await ana.page.getByRole('menuitem', { name: /licence/ }).click()
    const licence = await opened
    await licence.waitForLoadState()
    await expect
      .poll(() => licence.locator('body').textContent())
      .toContain('To include a verbatim copy of this License')
    await licence.close()
  })

  it('[CSC18] a ground that is laid is seen whole, and a menu is not covered by the mark', async ({ task }) => {
    const who = await atCanvas(hall, 'facilitator', 3)
    const { page } = who
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.locator('.ground-menu').click()
    await page.getByRole('menuitem', { name: /Choose a template/ }).click()
    await page.getByRole('radio', { name: /Backcasting/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Choose a template' }).click()
    const year = page.locator('.surface .part-label.year').last()
    await year.waitFor({ state: 'attached' })
    const inSight = () =>
      page.locator('.surface').evaluate((surface) => {
        const { left, right, top, bottom } = surface.getBoundingClientRect()
        return [...surface.querySelectorAll('.part')].every((part) => {
          const box = part.getBoundingClientRect()
          return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom
        })
      })
    await expect.poll(inSight).toBe(true)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const covered = await page.getByRole('menuitem').evaluateAll(
      (items) =>
        items.filter((item) => {
          const { right, top, height } = item.getBoundingClientRect()
          return !item.contains(document.elementFromPoint(right - 12, top + height / 2))
        }).length,
    )
    expect(covered).toBe(0)
    expect(who.troubles).toEqual([])
    await pictures(task, [page])
    await who.context.close()
  })

  it('[CSC10] a note without a block, a stroke without a point and an arc round the earth take the canvas from nobody', async () => {
    const { live } = hall.server.parts
    const board = hall.server.board(6, 3)
    let drawn = 0
    for (const change of [
      hostile['no text at all'],
      hostile['a piece without a point'],
      hostile['an arc round the earth'],
    ]) {
      const now = new Y.Doc()
      Y.applyUpdate(now, (await live.state(board)).state)
      const mine = new Y.Doc()
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(now))
      change?.(mine)
      const update = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(now))
      const actor = { role: 'reporter', seat: null } as const
      if (change === undefined || judge(now, update, { actor, state: 'open', claim: () => 'yours' }).kind !== 'accept')
        continue
      drawn += 1
      await live.write(board, 'reporter', change)
      const evil = ana.page.locator('.surface .tl-shape[data-shape-id="shape:evil"]')
      await evil.waitFor({ state: 'attached' })
      expect(await ana.page.locator('.tl-error-boundary, .tl-shape-error-boundary').count()).toBe(0)
      await live.write(board, 'reporter', (doc) => canvasOf(doc).delete('shape:evil'))
      await evil.waitFor({ state: 'detached' })
    }
    expect(drawn).toBeGreaterThan(0)
  })

  it('[CSC5] with the keyboard alone, in the list: put, written, moved in words, linked to the map, removed, taken back', async ({
    task,
  }) => {
    const { page } = bo
    await page.getByRole('button', { name: 'List' }).press('Enter')
    await page
      .getByRole('navigation', { name: 'Put on the canvas' })
      .getByRole('button', { name: 'Milestone' })
      .press('Enter')
    await page.locator('.canvas-list textarea').waitFor()
    // Nothing written, nothing put: the keyboard is still in the list, and the next word is not lost.
    await page.keyboard.press('Escape')
    await page.locator('.canvas-list:focus').waitFor()
    await page
      .getByRole('navigation', { name: 'Put on the canvas' })
      .getByRole('button', { name: 'Milestone' })
      .press('Enter')
    await page.locator('.canvas-list textarea').waitFor()
    await page.keyboard.type('One line at night')
    await page.keyboard.press('Enter')
    const row = page.locator('.canvas-list li', { hasText: 'One line at night' })
    await row.locator('.words-of:focus').waitFor()
    await row.getByRole('button', { name: /What to do with/ }).press('Enter')
    await page.getByRole('menuitem', { name: /to Not wanted, but likely/ }).press('Enter')
    await row.getByText('Not wanted, but likely').waitFor()
    await row.getByRole('button', { name: /What to do with/ }).press('Enter')
    await page.getByRole('menuitem', { name: 'Link to an entry …' }).press('Enter')
    await page.getByRole('dialog').locator('.entries button').nth(1).press('Enter')
    await row.getByText(/Linked to/).waitFor()
    await page.getByRole('tab', { name: 'Map' }).press('Enter')
    await page.locator('.map .on-canvas').first().press('Enter')
    await page.locator('.surface .vision', { hasText: 'One line at night' }).waitFor()
    await card(ana.page, 'One line at night').waitFor()
    await page.getByRole('button', { name: 'List' }).press('Enter')
    await row.getByRole('button', { name: /What to do with/ }).press('Enter')
    await page.getByRole('menuitem', { name: 'Remove' }).press('Enter')
    await row.waitFor({ state: 'detached' })
    await page.locator('.canvas-list:focus').waitFor()
    await page.locator('.canvas-says').getByRole('button', { name: 'Undo' }).press('Enter')
    await row.waitFor()
    expect(bo.troubles).toEqual([])
    await pictures(task, [page])
  })
})
