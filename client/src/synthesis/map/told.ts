/** What the hall's map is told, under the names that its screen has for it. */
import type { HallCard, HallCardOpened, HallMapTold, HallSuggestion } from '@tablee/shared/wire/hall-map'

export type { HallCard, HallMapTold }
export type HallAsked = HallSuggestion
export type HallCardTold = HallCardOpened
export type HallWords = HallCardOpened['wordings'][number]['words'][number]
/** Any text with its language and what people made of it in others. */
export type HallSentence = Pick<HallCard, 'text' | 'lang' | 'translations'>
