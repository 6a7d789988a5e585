/** How a table is watched: what it decided, what the room drew over it, and how far its dialogue lets it open that. */
import type { BoardId, TableId } from '../ids.ts'
import { beneath, noCeiling, strictest, type Opening, type Rule } from './rule.ts'
import type { DialogueState } from './state.ts'

type Drawing = 'open' | 'drawn'
/** Of a board of the version before, until something was decided for it. */
const olderStart: Rule = { ...noCeiling, showNotes: false, observation: 'open', curtain: 'open' }

/** The table's own curtain, whatever the room drew over it. Rows of the version before said it on boards alone. */
export function ownCurtain(state: DialogueState, table: TableId, curtainOf: (board: BoardId) => Drawing): Drawing {
  const said = state.rules.get(table)?.curtain
  if (said !== undefined) return said
  const drawn = (state.plan?.boardsOf.get(table) ?? []).some(({ id }) => curtainOf(id) === 'drawn')
  return drawn && !state.drawn.has(table) ? 'drawn' : 'open'
}

/**
 * What a table decided and how far it may; what it has not decided is as strict as the strictest of its boards.
 * `curtainOf`: as each board's own rows say. A curtain counts as drawn until every row that opens it is in, and while the
 * table's own or the room's is.
 */
export function ruleOf(
  state: DialogueState,
  table: TableId,
  curtainOf: (board: BoardId) => Drawing,
): { readonly rule: Rule; readonly ceiling: Opening } {
  const ceiling = state.plan?.table.get(table)?.observation?.ceiling ?? noCeiling
  const boards = (state.plan?.boardsOf.get(table) ?? [])
    .map(({ id }): Rule => ({ ...olderStart, ...state.boards.get(id)?.older, curtain: curtainOf(id) }))
    .reduce(strictest, { ...noCeiling, observation: 'open', curtain: 'open' })
  const rule = { ...boards, ...state.rules.get(table) }
  const drawn = boards.curtain === 'drawn' || rule.curtain === 'drawn' || state.drawn.has(table)
  const curtain = drawn ? 'drawn' : 'open'
  return { rule: { ...rule, ...beneath(rule, ceiling), curtain }, ceiling }
}
