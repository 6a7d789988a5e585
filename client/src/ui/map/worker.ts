/** Lays maps out beside the screen, so that 2,000 cards do not hold up a keystroke. */
import { layOut } from './layout.ts'
import type { Box, MapInput, MapLayout } from './types.ts'

export type LayoutRequest = {
  readonly turn: number
  readonly input: MapInput
  readonly previous: readonly (readonly [string, Box])[]
}
export type LayoutAnswer = { readonly turn: number; readonly layout: MapLayout }

addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  const { turn, input, previous } = event.data
  const answer: LayoutAnswer = { turn, layout: layOut(input, new Map(previous)) }
  postMessage(answer)
})
