/** Placing a revealed text and taking it back. The server writes the citizen's exact words, and a new entry for them. */
import type { ElementKind } from '@tablee/shared/board/canvas/schema'
import type { Board, Words } from '@tablee/shared/board/schema'
import type { NodeId, RelationId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { RevealedSheet, VoicesCommand } from '@tablee/shared/wire/voices'
import type { ClientProblem } from '../../link/api.ts'
import type { TableLink } from '../../link/link.ts'
import { remove, sizeOf } from '../canvas/verbs.ts'
import { placesOf, spotBelow } from '../canvas/places.ts'
import { readerOf } from '../canvas/use-canvas.ts'
import type { Entries } from '../board/entries.ts'
import { moveTable, type Move } from '../board/moves.ts'
import { freshId, relationTo } from '../board/verbs.ts'

type Act = (command: VoicesCommand) => Promise<ClientProblem | null>

/** The words that stand for a sheet: of several (it was placed again) the last that was not taken back. */
export function wordsOfSheet(board: Board, sheet: string): Words | null {
  const all = [...board.words.values()].filter(
    (words) => words.withdrawn === null && (words.id === sheet || words.id.startsWith(`${sheet}-`)),
  )
  return all.at(-1) ?? null
}

export const placeBeneath = (act: Act, step: string, sheet: string, node: NodeId): Promise<ClientProblem | null> =>
  act({ id: freshId(), kind: 'place', step, sheet, node })

/** As an entry that says what was written, with the words beneath it: the server makes both at once. */
export async function placeAsEntry(
  act: Act,
  entries: Entries,
  step: string,
  sheet: string,
  as: Move,
  parent: NodeId | null,
): Promise<{ readonly node: NodeId; readonly problem: ClientProblem | null }> {
  const node = freshId<NodeId>()
  const beneath = relationTo(entries, as, parent)
  const entry = { kind: moveTable[as].kind, ...(beneath ? { beneath: { id: freshId<RelationId>(), ...beneath } } : {}) }
  return { node, problem: await act({ id: freshId(), kind: 'place', step, sheet, node, entry }) }
}

export function placeOnCanvas(
  act: Act,
  link: TableLink,
  step: string,
  sheet: string,
  kind: ElementKind,
): Promise<ClientProblem | null> {
  const canvas = readerOf(link.doc).current()
  const { x, y } = spotBelow(canvas, placesOf(canvas), sizeOf(kind))
  return act({ id: freshId(), kind: 'place-on-canvas', step, sheet, element: kind, x, y })
}

/** Lies nowhere again: its words are withdrawn, as the table takes any words back, or its element goes. */
export function unplace(link: TableLink, board: Board, sheet: RevealedSheet): Result<unknown> {
  if (sheet.placed?.on === 'canvas')
    return sheet.placed.element === undefined ? ok(null) : remove(link, [sheet.placed.element])
  const words = wordsOfSheet(board, sheet.id)
  if (words) link.command({ id: freshId(), kind: 'withdraw', words: words.id })
  return ok(null)
}
