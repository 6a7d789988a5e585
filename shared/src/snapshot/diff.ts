/**
 * Two snapshots compared, as data: what came, what went, what changed and in which fields. Texts are compared by their
 * digests: a text version keeps its salt, so equal digests are equal texts, and the comparison needs nobody's words.
 */
import { codesBetween, type CodesChange } from './codes.ts'
import { joinedBetween, qualifiedBetween, type GroupChange, type QualifiedChange } from './joined.ts'
import type { Snapshot, SnapshotBoard } from './structure.ts'
import { themesBetween, type ThemesChange } from './themes.ts'

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
  /** Of people's own voices: seats by code, rounds by step, sheets by id, ballots by `step/item/seat`. */
  readonly seats: Changes
  readonly rounds: Changes
  readonly sheets: Changes
  readonly ballots: Changes
}
export type SnapshotDiff = {
  readonly first: string
  readonly second: string
  readonly boards: readonly BoardDiff[]
  /** Answers to questionnaires, by `step/pair`. */
  readonly answers: Changes
  /** What a theme team joined and parted; left out where that is as it was. */
  readonly joined?: readonly GroupChange[]
  readonly qualified?: QualifiedChange
  readonly themes?: ThemesChange
  readonly codes?: CodesChange
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

type Board = SnapshotBoard | undefined
const allRounds = (board: Board) => board?.voices?.rounds ?? []
const seatsOf = (board: Board): readonly Row[] =>
  (board?.voices?.seats ?? []).map((seat) => ({ ...seat, id: seat.seat }))
/** What is in a round is compared one by one. */
const roundsOf = (board: Board): readonly Row[] =>
  allRounds(board).map((round) => ({ ...round, sheets: undefined, ballots: undefined, id: round.step }))
const sheetsOf = (board: Board): readonly Row[] => allRounds(board).flatMap(({ sheets = [] }) => sheets)
const ballotsOf = (board: Board): readonly Row[] =>
  allRounds(board).flatMap(({ step, ballots = [] }) =>
    ballots.map((ballot) => ({ ...ballot, id: `${step}/${ballot.item}/${ballot.seat}` })),
  )
const answersOf = (snapshot: Snapshot): readonly Row[] =>
  (snapshot.voices?.questionnaires ?? []).flatMap(({ step, people }) =>
    people.map((person) => ({ ...person, id: `${step}/${person.pair}` })),
  )

/**
 * From the first to the second, board by board; `names` are their hashes. A board that only one of them has stands
 * there with all it holds.
 */
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
              ...changedFields(then, now, ['nodes', 'relations', 'words', 'notes', 'canvas', 'voices']),
              ...((then.canvas?.template ?? 'free') === (now.canvas?.template ?? 'free') ? [] : ['template']),
            ]
          : [],
      nodes: compare((then ?? nothing).nodes, (now ?? nothing).nodes),
      relations: compare((then ?? nothing).relations, (now ?? nothing).relations),
      words: compare((then ?? nothing).words, (now ?? nothing).words),
      notes: compare(then?.notes ?? [], now?.notes ?? []),
      canvas: compare(then?.canvas?.shapes ?? [], now?.canvas?.shapes ?? []),
      seats: compare(seatsOf(then), seatsOf(now)),
      rounds: compare(roundsOf(then), roundsOf(now)),
      sheets: compare(sheetsOf(then), sheetsOf(now)),
      ballots: compare(ballotsOf(then), ballotsOf(now)),
    }
  })
  const answers = compare(answersOf(first), answersOf(second))
  const quiet = ({ added, removed, changed }: Changes) => added.length + removed.length + changed.length === 0
  const joined = joinedBetween(first.joined, second.joined)
  const qualified = qualifiedBetween(first.qualified, second.qualified)
  const themes = themesBetween(first.themes, second.themes)
  const codes = codesBetween(first.codes, second.codes)
  const same =
    quiet(answers) &&
    joined.length === 0 &&
    qualified === null &&
    themes === null &&
    codes === null &&
    boards.every(
      (one) =>
        one.in === 'both' &&
        one.fields.length === 0 &&
        [one.nodes, one.relations, one.words, one.notes, one.canvas].every(quiet) &&
        [one.seats, one.rounds, one.sheets, one.ballots].every(quiet),
    )
  return {
    ...names,
    boards,
    answers,
    ...(joined.length > 0 && { joined }),
    ...(qualified !== null && { qualified }),
    ...(themes !== null && { themes }),
    ...(codes !== null && { codes }),
    same,
  }
}
