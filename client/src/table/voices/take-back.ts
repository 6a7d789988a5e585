/** After something was placed: a line that says so and takes it back, as it then lies, also much later; undo does too. */
import type { Table } from '../context.ts'
import { shortened } from '../board/entries.ts'
import type { InHand } from './drag.ts'
import { placeBeneath, unplace } from './place.ts'
import type { NodeId } from '@tablee/shared/ids'
import type { ClientProblem } from '../../link/api.ts'

/** `table`: as it is when it is asked, for the board moves on. `also`: what goes with the words. */
export function offerTakeBack(table: () => Table, sheet: string, text: string, also?: () => void): void {
  const { act, link } = table()
  const undo = () => {
    const { link, board, voicing } = table()
    const lies = voicing?.voices?.rounds
      .flatMap(({ task }) => (task.kind === 'write' ? task.sheets : []))
      .find(({ id }) => id === sheet)
    if (!lies) return
    act.done(unplace(link, board, lies))
    also?.()
  }
  act.set({ done: { text, undo, after: link.undo.undoStack.length } })
}

/** A text that was dropped on a row of the outline. */
export async function drop(
  table: () => Table,
  { step, sheet }: InHand,
  node: NodeId,
  says: (entry: string) => string,
): Promise<ClientProblem | null> {
  const { voicing, entries } = table()
  if (!voicing) return null
  const entry = entries.byId.get(node)
  const problem = await placeBeneath(voicing.act, step, sheet, node)
  if (problem === null && entry)
    offerTakeBack(table, sheet, says(entry.item.number || shortened(entry.node.wording, 30)))
  return problem
}
