/** What may not be told as what stood on a board before, though it stands there no more: the view says nothing of it. */
import { repeatsOf } from '@tablee/shared/board/heard'
import type { Whole } from '@tablee/shared/board/whole'
import type { Consents } from '@tablee/shared/view/consents'
import { refusalOn } from '@tablee/shared/view/refusals'
import type { Refused } from './ports.ts'

/** Says again what somebody does not want to be watched or quoted with, took back, or had struck out. */
export function refusedOn(board: Whole, consents: Consents | null): Refused {
  const refusals =
    consents === null ? [] : (['observed', 'quoted'] as const).map((which) => refusalOn(which, consents, board))
  const withdrawn = [...board.words.values()].flatMap((one) => (one.withdrawn === null ? [] : [one.text]))
  const back = [...withdrawn, ...(board.struck?.values() ?? [])].filter((text) => text !== '')
  const all = [repeatsOf(back, new Set()), ...refusals.map(({ repeats }) => repeats)]
  return (text) => all.some((one) => one.of({}, text, true))
}
