/** Lays maps out beside the screen, so that 2,000 cards do not hold up a keystroke. It remembers the map it made last. */
import { layOutSteadily } from './steady.ts'
import type { MapInput, MapLayout, Sight } from './types.ts'

export type LayoutRequest = {
  readonly input: MapInput
  readonly sight: Sight
  /** Only the first time: what was laid out before there was a worker. */
  readonly previous?: MapLayout | null
}

let last: MapLayout | null = null
addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  const { input, sight, previous } = event.data
  last = layOutSteadily(input, previous ?? last, sight)
  postMessage(last)
})
