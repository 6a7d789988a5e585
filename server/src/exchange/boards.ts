/** A snapshot's boards as exports want them. */
import { voices } from '@tablee/shared/argumentation/counts'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { Board } from '@tablee/shared/board/schema'
import type { About } from '@tablee/shared/formats/graphml'
import type { NodeId } from '@tablee/shared/ids'
import { boardOf, type Texts } from '@tablee/shared/snapshot/reading'
import { canvasOf } from '@tablee/shared/snapshot/shapes'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'

export type Placed = { readonly board: Board; readonly canvas: Canvas; readonly about: About }
export type Row = Placed & { readonly row: SnapshotBoard }

export const textsOf = (sidecar: Sidecar): Texts => new Map(sidecar.texts.map((one) => [one.digest, one.text]))

export const boardsOf = (snapshot: Snapshot, texts: Texts): readonly Row[] =>
  snapshot.boards.map((row) => {
    const board = boardOf(row, texts)
    const { id, site, number, session } = row
    const canvas = row.canvas === undefined ? emptyCanvas : canvasOf(row.canvas, texts)
    return { row, board, canvas, about: { id, site, table: number, session, question: board.meta.question } }
  })

const emptyCanvas = readCanvas(newBoardDoc())

/** How many people spoke beneath an entry stands on its node. */
export const graphOf = ({ board, about }: Pick<Placed, 'board' | 'about'>) => ({
  board,
  about,
  people: (node: string): number =>
    voices((board.wordsOf.get(node as NodeId) ?? []).flatMap((id) => board.words.get(id) ?? [])).people,
})
