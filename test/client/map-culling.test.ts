/** Which cards of a map are elements while a hand zooms over it: none come before it rests, and then some in each frame. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCulling, type Drawn } from '@tablee/client/ui/map/culling'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const size = { width: 1000, height: 800 }
const at = (scale: number) => ({ x: 0, y: 0, scale })

/** A screen that draws at once, and its frames one by one. */
function screen({ painted = true } = {}) {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  const shown: Drawn[] = []
  let hides = 0
  const culling = createCulling({
    painted: () => painted,
    draw: (next) => void shown.push(next),
    changed: () => (hides += 1),
  })
  return {
    culling,
    shown,
    hidden: () => hides,
    /** A frame: what was asked for is drawn, and what waits for one goes on. */
    frame() {
      const last = shown.at(-1)
      if (last !== undefined) culling.drawn(last)
      for (const run of frames.splice(0)) run()
    },
  }
}

it('[HMAP16] cards that were painted become elements when the hand rests, a part of them in each frame, and the painting goes last', () => {
  const { culling, shown, hidden, frame } = screen()
  culling.cull(at(0.4), size, true)
  expect(shown.at(-1)?.far).toBe(true)
  for (const scale of [0.5, 0.7, 0.9, 1]) culling.cull(at(scale), size, true)
  vi.advanceTimersByTime(80)
  expect([shown.length, culling.far()]).toEqual([1, true])
  vi.advanceTimersByTime(20)
  expect(shown.at(-1)?.far).toBe(false)
  const widths = [shown.at(-1)?.view.w ?? 0]
  for (let n = 0; n < 2; n += 1) {
    frame()
    // What came was measured, and the map laid out anew.
    culling.cull({ x: 0, y: -4, scale: 1 }, size, false)
    widths.push(shown.at(-1)?.view.w ?? 0)
    expect([culling.far(), hidden()]).toEqual([true, 0])
  }
  expect(widths.map((w) => Math.round(w))).toEqual([656, 1230, 1640])
  frame()
  expect([culling.far(), hidden()]).toEqual([false, 1])
})

it('a hand that goes on zooming waits for nothing, and a button shows the cards at once', () => {
  const { culling, shown, frame } = screen()
  culling.cull(at(0.4), size, true)
  culling.cull(at(0.7), size, true)
  vi.advanceTimersByTime(100)
  culling.cull(at(0.5), size, true)
  frame()
  expect([shown.at(-1)?.far, culling.far()]).toEqual([true, true])
  culling.cull(at(1), size, false)
  expect([shown.at(-1)?.far, culling.far()]).toEqual([false, false])
})

it('where nothing is painted cards are never taken from under a hand', () => {
  const { culling, shown } = screen({ painted: false })
  culling.cull(at(0.5), size, true)
  culling.cull(at(0.7), size, true)
  expect(shown.map(({ far }) => far)).toEqual([true, false])
})
