/** A snapshot's boards as exports want them. */
import { voices } from '@tablee/shared/argumentation/counts'
import type { Board } from '@tablee/shared/board/schema'
import type { About } from '@tablee/shared/formats/graphml'
import type { NodeId } from '@tablee/shared/ids'
import { boardOf, type Texts } from '@tablee/shared/snapshot/reading'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'

export type Placed = { readonly board: Board; readonly about: About }
export type Row = Placed & { readonly row: SnapshotBoard }

export const textsOf = (sidecar: Sidecar): Texts => new Map(sidecar.texts.map((one) => [one.digest, one.text]))

export const boardsOf = (snapshot: Snapshot, texts: Texts): readonly Row[] =>
  snapshot.boards.map((row) => {
    const board = boardOf(row, texts)
    const { id, site, number, session } = row
    return { row, board, about: { id, site, table: number, session, question: board.meta.question } }
  })

/** How many people spoke beneath an entry stands on its node. */
export const graphOf = ({ board, about }: Placed) => ({
  board,
  about,
  people: (node: string): number =>
    voices((board.wordsOf.get(node as NodeId) ?? []).flatMap((id) => board.words.get(id) ?? [])).people,
})
