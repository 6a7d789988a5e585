/** Hands on a map: where something lies, and real touches. */
import type { Locator, Page } from '@playwright/test'

export const middleOf = async (one: Locator): Promise<{ x: number; y: number }> => {
  const box = await one.boundingBox()
  if (!box) throw new Error('not in sight')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

type At = readonly [x: number, y: number]
/** Real touches, as the browser gets them from the glass. */
export async function fingers(page: Page) {
  const glass = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly At[]) =>
    glass.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) })
  const way = async (from: At, to: At) => {
    for (let n = 1; n <= 6; n += 1)
      await send('touchMove', [from[0] + ((to[0] - from[0]) * n) / 6, from[1] + ((to[1] - from[1]) * n) / 6])
  }
  return {
    async pan(from: At, to: At) {
      await send('touchStart', from)
      await way(from, to)
      await send('touchEnd')
    },
    async pinch([x, y]: At, from: number, to: number) {
      await send('touchStart', [x - from, y])
      await send('touchStart', [x - from, y], [x + from, y])
      for (let n = 1; n <= 6; n += 1) {
        const away = from + ((to - from) * n) / 6
        await send('touchMove', [x - away, y], [x + away, y])
      }
      await send('touchEnd')
    },
    /** Held until the card is in hand, then carried. */
    async lift(from: At, to: At) {
      await send('touchStart', from)
      await page.locator('.map .open-to').first().waitFor({ state: 'attached' })
      await way(from, to)
      await page.locator('.map .on-edge.aimed').waitFor({ state: 'attached' })
      await send('touchEnd')
    },
  }
}
