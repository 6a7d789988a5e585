/**
 * How fast a screen is on this machine, now: frames while a map is dragged, the time from data to a map that can be
 * used, a table's cold start on a slow tablet. A calibration loop runs beside each measurement, so that a budget set on
 * one machine holds on another, and on a busy one.
 */
import type { Page } from '@playwright/test'

/** A round of the calibration loop on a quiet machine like the one on which the budgets were set (2 cores, Chromium). */
const quiet = 24

/** Script, style and layout in about the shares of a map that is drawn; the mean of a second, for waiting counts too. */
async function calibrate(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const began = performance.now()
    let rounds = 0
    while (performance.now() - began < 900) {
      rounds += 1
      let sum = 0
      const words = new Map<string, number>()
      for (let n = 0; n < 60_000; n += 1) {
        const key = `w${(n * 2_654_435_761) % 4_096}`
        words.set(key, (words.get(key) ?? 0) + 1)
        sum = (sum * 31 + n) % 1_000_003
      }
      const box = document.createElement('div')
      box.style.cssText = 'position:absolute;inset:0;visibility:hidden;contain:strict;font:16px sans-serif'
      for (let n = 0; n < 150; n += 1) {
        const card = document.createElement('div')
        card.style.cssText = `position:absolute;left:${(n % 12) * 100}px;top:${n * 3}px;width:228px`
        for (let m = 0; m < 6; m += 1)
          card.append(Object.assign(document.createElement('p'), { textContent: `${sum} a sentence on a card ${m}` }))
        box.append(card)
      }
      document.body.append(box)
      sum += box.lastElementChild?.getBoundingClientRect().height ?? 0
      box.remove()
      if (sum < 0) rounds = 0
    }
    return (performance.now() - began) / rounds
  })
}

/**
 * ms: how long a frame may take on a machine that is so much slower. A frame is 16.7 ms or a multiple of it, so is what is
 * allowed: 50 ms are three frames, and 48.5 would be two.
 */
export const frameAllowed = (slower: number): number => Math.max(25, 17 * Math.round(Math.ceil(slower) * slower)) + 1

/** By how much this machine is slower now than the one of the budgets; never less than 1. */
export async function slowness(page: Page): Promise<number> {
  const now = await calibrate(page)
  return Math.max(1, now / quiet)
}

/** The same of what needs more than one process: a page that comes in has browser, network and server at work beside it. */
export async function slownessOfAll(page: Page, beside: Page): Promise<number> {
  return Math.max(...(await Promise.all([slowness(page), slowness(beside)])))
}

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** Before the page is opened: notes when `shown` first matches and a frame with it was drawn. */
export async function watchFor(page: Page, shown: string): Promise<void> {
  await page.addInitScript((selectors) => {
    const all = selectors.split(' && ')
    const look = () => {
      if (!all.every((selector) => document.querySelector(selector))) return requestAnimationFrame(look)
      requestAnimationFrame(() => {
        // A task after the frame's own work: style, layout and paint are done then.
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => performance.mark('shown'))
        port1.start()
        port2.postMessage(null)
      })
      return 0
    }
    requestAnimationFrame(look)
  }, shown)
}

/** Milliseconds from a mark (or from the beginning of the navigation) until the page showed what `watchFor` waits for. */
export async function shownAfter(page: Page, mark: string | null = null): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('shown').length > 0)
  return page.evaluate((from) => {
    const [shown] = performance.getEntriesByName('shown')
    const [began] = from === null ? [] : performance.getEntriesByName(from)
    return (shown?.startTime ?? Number.NaN) - (began?.startTime ?? 0)
  }, mark)
}

/** The time between frames while something is done, in milliseconds. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = 0
    document.documentElement.dataset['frames'] = 'running'
    const run = (now: number) => {
      if (last > 0) frames.push(now - last)
      last = now
      if (document.documentElement.dataset['frames'] !== 'done') requestAnimationFrame(run)
    }
    Object.assign(globalThis, { frames })
    requestAnimationFrame(run)
  })
  await act()
  return page.evaluate(() => {
    document.documentElement.dataset['frames'] = 'done'
    return (globalThis as unknown as { frames: number[] }).frames
  })
}

/** Drags the paper of the map there and back with the mouse; the time between frames, in milliseconds. */
export async function dragFrames(page: Page, steps = 100): Promise<readonly number[]> {
  const box = await page.locator('.map').boundingBox()
  if (!box) throw new Error('no map')
  // Where there is paper and no card: a drag of a card moves the card.
  const from = await page.evaluate(({ x, y, width, height }) => {
    for (let dy = height / 2; dy < height - 20; dy += 9)
      for (let dx = width / 2; dx < width - 40; dx += 9) {
        const under = document.elementFromPoint(x + dx, y + dy)
        if (under?.closest('.map') && !under.closest('[data-card], .tools, button')) return { x: x + dx, y: y + dy }
      }
    throw new Error('no paper to drag')
  }, box)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const frames = await framesDuring(page, async () => {
    for (let step = 1; step <= steps; step += 1) {
      // Diagonally away for 40 steps and back: some 800 px of new ground each way.
      const way = step % 80 < 40 ? step % 40 : 40 - (step % 40)
      await page.mouse.move(from.x - way * 14, from.y - way * 9)
      await new Promise((resolve) => setTimeout(resolve, 6))
    }
  })
  await page.mouse.up()
  return frames
}

/** Moves over a canvas as two fingers do, there and back, then drags a card; the time between frames, in milliseconds. */
export async function canvasFrames(
  page: Page,
  steps = 60,
): Promise<{ pan: readonly number[]; drag: readonly number[] }> {
  const middle = await page.locator('.surface').boundingBox()
  if (!middle) throw new Error('no canvas')
  const centre = { x: middle.x + middle.width / 2, y: middle.y + middle.height / 2 }
  await page.mouse.move(centre.x, centre.y)
  const pan = await framesDuring(page, async () => {
    for (let step = 0; step < steps; step += 1) {
      const way = step % 40 < 20 ? 1 : -1
      await page.mouse.wheel(way * 40, way * 24)
      await new Promise((resolve) => setTimeout(resolve, 6))
    }
  })
  const card = await page.locator('.surface .vision').evaluateAll((all, { x, y }) => {
    const boxes = all.map((one) => one.getBoundingClientRect())
    const far = (box: DOMRect) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y)
    const [near] = boxes.sort((a, b) => far(a) - far(b))
    return near === undefined ? null : { x: near.x + near.width / 2, y: near.y + 14 }
  }, centre)
  if (card === null) throw new Error('no card in sight')
  await page.mouse.move(card.x, card.y)
  await page.mouse.down()
  const drag = await framesDuring(page, async () => {
    for (let step = 1; step <= steps; step += 1) {
      const way = step % 40 < 20 ? step % 20 : 20 - (step % 20)
      await page.mouse.move(card.x + way * 6, card.y + way * 4)
      await new Promise((resolve) => setTimeout(resolve, 6))
    }
  })
  await page.mouse.up()
  return { pan, drag }
}

/** A mid-range tablet: its processor is about four times slower. */
export async function throttle(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
