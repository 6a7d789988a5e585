/** What may not be told of a board where nobody signs it and no view judges it: what stood there before, what a theme is called. */
import { repeatsOf } from '../board/heard.ts'
import type { Whole } from '../board/whole.ts'
import type { Consents } from './consents.ts'
import { refusalOn } from './refusals.ts'

/** `made`: it may have been made of the sentence, so that a word or two are enough. */
export type SaidNo = (text: string, made: boolean) => boolean

/** Says again what somebody does not want to be watched or quoted with, took back, or had struck out. */
export function saidNo(board: Whole, consents: Consents | null): SaidNo {
  const refusals =
    consents === null ? [] : (['observed', 'quoted'] as const).map((which) => refusalOn(which, consents, board))
  const withdrawn = [...board.words.values()].flatMap((one) => (one.withdrawn === null ? [] : [one.text]))
  const back = [...withdrawn, ...(board.struck?.values() ?? [])].filter((text) => text !== '')
  const all = [repeatsOf(back, new Set()), ...refusals.map(({ repeats }) => repeats)]
  return (text, made) => all.some((one) => one.of({}, text, made))
}
