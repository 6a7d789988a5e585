/**
 * Placing a revealed text and taking it back. The server writes the citizen's exact words; a new entry for them is this
 * screen's own edit and has to be there first.
 */
import type { ElementKind } from '@tablee/shared/board/canvas/schema'
import type { Board, Words } from '@tablee/shared/board/schema'
import { isLang, type Lang, type NodeId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { RevealedSheet, VoicesCommand } from '@tablee/shared/wire/voices'
import type { ClientProblem } from '../../link/api.ts'
import type { TableLink } from '../../link/link.ts'
import { remove, sizeOf } from '../canvas/deeds.ts'
import { placesOf, spotBelow } from '../canvas/places.ts'
import { readerOf } from '../canvas/use-canvas.ts'
import type { Entries } from '../entries.ts'
import type { Move } from '../moves.ts'
import { freshId, takeAway, writeDraft, type Draft } from '../verbs.ts'

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

/** How long a new entry may take to the journal before its words are not sent after it. */
const patience = 8_000

/** An entry with what was written as its wording, and the words beneath it. */
export async function placeAsEntry(
  act: Act,
  link: TableLink,
  entries: Entries,
  round: string,
  sheet: RevealedSheet,
  as: Move,
  parent: NodeId | null,
): Promise<{ readonly node: NodeId; readonly problem: ClientProblem | null }> {
  const lang = (isLang(sheet.lang) ? sheet.lang : 'en') as Lang
  const draft: Draft = {
    id: freshId(),
    relation: freshId(),
    parent,
    after: parent === null ? null : (entries.byId.get(parent)?.item.children.at(-1) ?? null),
    move: as,
    fallback: as,
    lang,
  }
  const made = writeDraft(link, entries, draft, sheet.text)
  if (!made.ok) return { node: draft.id, problem: made.problem }
  link.undo.stopCapturing()
  if (!(await saved(link))) {
    takeAway(link, draft.id)
    return { node: draft.id, problem: { code: 'offline' } }
  }
  const problem = await placeBeneath(act, round, sheet.id, draft.id)
  // An entry that only was to hold these words goes with them.
  if (problem !== null) takeAway(link, draft.id)
  return { node: draft.id, problem }
}

function saved(link: TableLink): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (yes: boolean) => {
      clearTimeout(timer)
      stop()
      resolve(yes)
    }
    const timer = setTimeout(() => done(false), patience)
    const look = () => {
      const light = link.light()
      // What an earlier page left on this device, if it is slow to say so, is not what is asked here.
      if (light.kind === 'saved' || (light.kind === 'unread' && light.connected && light.n === 0)) done(true)
    }
    const stop = link.subscribe(look)
    look()
  })
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
