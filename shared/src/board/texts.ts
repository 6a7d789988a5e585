/** All that a board says, each text under the name by which what stands beside it knows it (`translations`, `view`). */
import { wordsOn } from './canvas/words.ts'
import { plainText } from './text.ts'
import type { Whole } from './whole.ts'

/** Of a paragraph of the minutes: block ids are not node ids, whatever a device calls them. */
export const blockName = (id: string): string => `block:${id}`

/** Wordings, words whatever became of them, what stands on the canvas and in the minutes; letters as they are shown. */
export function textsOf({ nodes, words, canvas, notes }: Whole): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...[...nodes.values()].map(({ id, wording }) => [id, wording] as const),
    ...[...words.values()].map(({ id, text }) => [id, text] as const),
    ...[...(canvas?.shapes.values() ?? [])].map((shape) => [shape.id, plainText(wordsOn(shape) ?? '')] as const),
    ...(notes?.blocks ?? []).map(({ id, text }) => [blockName(id), text] as const),
  ])
}
