/** A hall as its answers are counted: its programme, its tables and where people sit, as the logs say it at a cut. */
import { clockOf } from '@tablee/shared/dialogue/fold'
import type { Item } from '@tablee/shared/dialogue/items'
import { seatingOf } from '@tablee/shared/dialogue/rotation'
import type { Hall, HallTable } from '@tablee/shared/results/hall-cases'
import type { AtCut } from './cuts.ts'

/** Of a dialogue that was not founded by then: no tables. `shown`: an item as it may be read by now. */
export function hallAt({ cut, voices, state }: AtCut, shown: (step: string, item: Item) => Item): Hall {
  const { plan } = state
  const tables = [...(plan?.board.values() ?? [])].flatMap((board): readonly HallTable[] => {
    const table = plan?.table.get(board.table)
    const site = plan?.site.get(table?.site ?? '')
    if (table === undefined || site === undefined) return []
    const { course } = clockOf(state, table.id)
    return [
      {
        table: table.id,
        board: board.id,
        number: table.number,
        session: board.session,
        running: course.ended ? Infinity : course.session,
        boardClosed: state.boards.get(board.id)?.closed === true,
        site: site.name,
        country: site.country,
        ...(table.group === undefined ? {} : { group: table.group }),
      },
    ]
  })
  return {
    cut,
    voices,
    sessions: (plan?.draft.sessions ?? []).toSorted((a, b) => a.number - b.number),
    tables,
    seating: seatingOf(state.rotation, state.moves),
    shown,
  }
}
