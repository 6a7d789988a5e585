/**
 * Two snapshots compared, as data: what came, what went, what changed and in which fields. Texts are compared by their
 * digests: a text version keeps its salt, so equal digests are equal texts, and the comparison needs nobody's words.
 */
import type { Snapshot, SnapshotBoard } from './structure.ts'

export type Changes = {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly { readonly id: string; readonly fields: readonly string[] }[]
}
export type BoardDiff = {
  readonly board: string
  /** Both: in both snapshots. A board that only one of them holds is all added or all removed. */
  readonly in: 'both' | 'first' | 'second'
  readonly fields: readonly string[]
  readonly nodes: Changes
  readonly relations: Changes
  readonly words: Changes
  readonly notes: Changes
  /** Shapes of the canvas. */
  readonly canvas: Changes
}
export type SnapshotDiff = {
  readonly first: string
  readonly second: string
  readonly boards: readonly BoardDiff[]
  readonly same: boolean
}

type Row = { readonly id: string }

function compare(before: readonly Row[], after: readonly Row[]): Changes {
  const then = new Map(before.map((row) => [row.id, row]))
  const now = new Map(after.map((row) => [row.id, row]))
  return {
    added: after.filter((row) => !then.has(row.id)).map((row) => row.id),
    removed: before.filter((row) => !now.has(row.id)).map((row) => row.id),
    changed: after.flatMap((row) => {
      const old = then.get(row.id)
      const fields = old ? changedFields(old, row) : []
      return fields.length > 0 ? [{ id: row.id, fields }] : []
    }),
  }
}

const changedFields = (a: object, b: object, but: readonly string[] = []): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !but.includes(key) && JSON.stringify(Reflect.get(a, key)) !== JSON.stringify(Reflect.get(b, key)))
    .sort()

const nothing: Pick<SnapshotBoard, 'nodes' | 'relations' | 'words'> = { nodes: [], relations: [], words: [] }

export function diffSnapshots(
  first: Snapshot,
  second: Snapshot,
  names: { readonly first: string; readonly second: string },
): SnapshotDiff {
  const ids = [...new Set([...first.boards, ...second.boards].map((board) => board.id))]
  const boards = ids.map((id): BoardDiff => {
    const then = first.boards.find((board) => board.id === id)
    const now = second.boards.find((board) => board.id === id)
    return {
      board: id,
      in: then && now ? 'both' : then ? 'first' : 'second',
      fields:
        then && now
          ? [
              ...changedFields(then, now, ['nodes', 'relations', 'words', 'notes', 'canvas']),
              ...((then.canvas?.template ?? 'free') === (now.canvas?.template ?? 'free') ? [] : ['template']),
            ]
          : [],
      nodes: compare((then ?? nothing).nodes, (now ?? nothing).nodes),
      relations: compare((then ?? nothing).relations, (now ?? nothing).relations),
      words: compare((then ?? nothing).words, (now ?? nothing).words),
      notes: compare(then?.notes ?? [], now?.notes ?? []),
      canvas: compare(then?.canvas?.shapes ?? [], now?.canvas?.shapes ?? []),
    }
  })
  const quiet = ({ added, removed, changed }: Changes) => added.length + removed.length + changed.length === 0
  const same = boards.every(
    (one) =>
      one.in === 'both' &&
      one.fields.length === 0 &&
      [one.nodes, one.relations, one.words, one.notes, one.canvas].every(quiet),
  )
  return { ...names, boards, same }
}
