/** A snapshot's boards as exports want them. */
import { voices } from '@tablee/shared/argumentation/counts'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { Board } from '@tablee/shared/board/schema'
import type { About } from '@tablee/shared/formats/graphml'
import type { Left, LeftCode } from '@tablee/shared/file'
import type { NodeId } from '@tablee/shared/ids'
import { boardOf, type Texts } from '@tablee/shared/snapshot/reading'
import { canvasOf } from '@tablee/shared/snapshot/shapes'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'
import type { Consents } from '@tablee/shared/view/consents'
import { printable } from '@tablee/shared/view/refusals'

export type Placed = {
  readonly board: Board
  readonly canvas: Canvas
  readonly about: About
  /** What of it does not leave, because its people do not want to be quoted. */
  readonly withheld: { readonly words: Left; readonly elements: Left }
  /** Translations that no format has a place for, beside the map and on the canvas; of a living board they are not at hand. */
  readonly translations: { readonly map: Left; readonly canvas: Left }
}
export type ExportedBoard = Placed & { readonly row: SnapshotBoard }
export const nothingLeft: Pick<Placed, 'withheld' | 'translations'> = {
  withheld: { words: {}, elements: {} },
  translations: { map: {}, canvas: {} },
}

/** The board as it may be printed: every row, and no text of anyone who does not want to be quoted. */
export function printed(of: Placed, consents: Consents | null): Placed {
  if (consents === null) return of
  const { canvas, ...board } = printable({ ...of.board, canvas: of.canvas }, consents)
  const changed = <T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): number =>
    [...before].filter(([id, one]) => after.get(id) !== one).length
  return {
    ...of,
    board,
    canvas,
    withheld: leftOf(changed(of.board.words, board.words), changed(of.canvas.shapes, canvas.shapes)),
  }
}

/** By digest. Erased texts are not among them. */
export const textsOf = (sidecar: Sidecar): Texts => new Map(sidecar.texts.map((one) => [one.digest, one.text]))

/**
 * In the snapshot's order. A text that is not in `texts` is missing from its row, which stays; how many of them
 * `withheld` names (digests) is counted.
 */
export const boardsOf = (
  snapshot: Snapshot,
  texts: Texts,
  withheld: ReadonlySet<string> = new Set(),
): readonly ExportedBoard[] =>
  snapshot.boards.map((row) => {
    const board = boardOf(row, texts)
    const { id, site, number, session } = row
    const canvas = row.canvas === undefined ? emptyCanvas : canvasOf(row.canvas, texts)
    const about = { id, site, table: number, session, question: board.meta.question }
    const kept = (rows: readonly { readonly text: string | null }[]): number =>
      rows.filter(({ text }) => text !== null && withheld.has(text)).length
    const shapes = row.canvas?.shapes ?? []
    const withheldHere = leftOf(kept(row.words), kept(shapes))
    const translations = {
      map: translationsOf(
        row,
        [...row.nodes.map(({ wording }) => wording), ...row.words.map(({ text }) => text)],
        texts,
      ),
      canvas: translationsOf(
        row,
        shapes.map(({ text }) => text),
        texts,
      ),
    }
    return { row, board, canvas, about, withheld: withheldHere, translations }
  })

/** How many of these have one that could leave. */
function translationsOf({ translations = [] }: SnapshotBoard, of: readonly (string | null)[], texts: Texts): Left {
  const here = new Set(of)
  const n = translations.filter((one) => here.has(one.of) && texts.has(one.of) && texts.has(one.text)).length
  return n === 0 ? {} : { translations: n }
}

const emptyCanvas = readCanvas(newBoardDoc())

/** How many people spoke beneath an entry stands on its node. */
export const graphOf = ({ board, about }: Pick<Placed, 'board' | 'about'>) => ({
  board,
  about,
  people: (node: string): number =>
    voices((board.wordsOf.get(node as NodeId) ?? []).flatMap((id) => board.words.get(id) ?? [])).people,
})

/** How much of a board a download keeps back, by what it is. */
const leftOf = (words: number, elements: number): Placed['withheld'] => ({
  words: words === 0 ? {} : { 'withheld-words': words },
  elements: elements === 0 ? {} : { 'withheld-elements': elements },
})

/** What several files lack, together. */
export function sumOf(all: readonly Left[]): Left {
  const left: Partial<Record<LeftCode, number>> = {}
  for (const one of all)
    for (const [code, n] of Object.entries(one) as [LeftCode, number][]) left[code] = (left[code] ?? 0) + n
  return left
}
