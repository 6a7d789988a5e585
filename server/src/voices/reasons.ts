/** The reasons of a recommendation, in the wording that their entries have: a screen may be behind, and is not believed. */
import { readBoard } from '@tablee/shared/board/read'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import type { BoardId } from '@tablee/shared/ids'
import type { Answers } from '@tablee/shared/voices/answer'
import type { RoundBoards } from './ports.ts'

/** Null where one of them is not on the board, or says nothing. */
export async function asTheyStand(
  boards: Pick<RoundBoards, 'look'>,
  board: BoardId,
  answers: Answers,
): Promise<Answers | null> {
  if (Object.values(answers).every(({ type }) => type !== 'recommendation')) return answers
  return boards.look(board, (doc) => {
    const { nodes } = readBoard(doc)
    const stand: Record<ItemKey, Answer> = {}
    for (const [key, answer] of Object.entries(answers)) {
      if (answer.type !== 'recommendation') {
        stand[key] = answer
        continue
      }
      const reasons = answer.reasons.flatMap(({ node }) => {
        const found = nodes.get(node)
        return found === undefined || found.wording.trim() === ''
          ? []
          : [{ node, wording: found.wording, lang: found.lang }]
      })
      if (reasons.length < answer.reasons.length) return null
      stand[key] = { ...answer, reasons }
    }
    return stand
  })
}
