/** What the hall's map is told of; what may be the same is told with it where the server suggests it. */
import type { HallCard, HallCardOpened, HallMapTold as Map } from '@tablee/shared/wire/hall-map'

export type { HallCard }
export type HallCardTold = HallCardOpened
export type HallWords = HallCardOpened['wordings'][number]['words'][number]
/** Any text with its language and what people made of it in others. */
export type HallSentence = Pick<HallCard, 'text' | 'lang' | 'translations'>
/** Two that may be the same: what they share and how they differ, and what would follow. */
export type HallAsked = {
  readonly a: string
  readonly b: string
  readonly cardA: string
  readonly cardB: string
  readonly textA: string
  readonly langA: string
  readonly textB: string
  readonly langB: string
  readonly shared: readonly string[]
  readonly differs: readonly [readonly string[], readonly string[]]
  readonly over: string | null
  readonly ifSame: { readonly tables: number; readonly people: number }
  readonly words: Omit<HallWords, 'at'> | null
}
export type HallMapTold = Map & {
  readonly asked?: readonly HallAsked[]
  readonly waiting?: number
  readonly taken?: number
  readonly refused?: number
}
