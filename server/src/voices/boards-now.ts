/**
 * What boards show by now to those who watch: the one memory of it, for whoever tells elsewhere what was taken from a board
 * (results, votes on recommendations, options that were picked from entries). A board is read once and kept until it is
 * written or somebody's consent is another; rules (curtain, pause, delay, what is hidden) are asked each time.
 */
import { readWhole } from '@tablee/shared/board/whole'
import { noRepeats } from '@tablee/shared/board/heard'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import { observers, policyFor } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { refusalOn, type Refusal } from '@tablee/shared/view/refusals'
import type { EntriesNow } from '@tablee/shared/voices/picked'
import type { Clock } from '../clock.ts'
import { entriesNow } from './entries-now.ts'
import type { RoundBoards } from './ports.ts'

export type BoardsNowPlaces = {
  /** As views have it, before it is an audience's: with what people consented to, paused while a restored server recovers. */
  policy(board: BoardId): ViewPolicy
  /** Entries written behind the board's curtain and not released; null while that is not known. */
  held(board: BoardId): number | null
  /** `held` knows it when this has ended. */
  counted(board: BoardId): Promise<void>
}
type Said = { readonly wording: string; readonly lang: string; readonly at: number }
export type BoardNow = {
  /** By which it is judged whether a text repeats what somebody refused. None where nobody refuses anything. */
  readonly refusals: readonly Refusal[]
  /** Without those that repeat what somebody wrote who may not be watched or quoted. */
  readonly entries: ReadonlyMap<NodeId, Said>
}
type Looked = BoardNow & {
  readonly at: number
  readonly consents: ViewPolicy['consents']
  /** Written since. */
  stale: boolean
}
/** How an entry stands for those who watch. */
export type EntryNow =
  | { readonly state: 'shown'; readonly wording: string; readonly lang: string }
  | { readonly state: 'withdrawn' }

/** A board is read anew after a while, too, should it have changed in a way that nobody told. */
const lookedMs = 60_000
/** So many are read side by side: a hall's boards may all have to be loaded. */
const together = 8
const withdrawn: EntryNow = { state: 'withdrawn' }

/** It is told what is `written` and what else has `changed`; `ready` before `entry`: of a board that was never read nothing is shown. */
export function createBoardsNow({
  places,
  boards,
  clock,
}: {
  places: BoardsNowPlaces
  boards: Pick<RoundBoards, 'look'>
  clock: Clock
}) {
  const looked = new Map<BoardId, Looked>()
  const reading = new Map<BoardId, Promise<void>>()
  let [rules, reads] = [0, 0]

  /** As it is committed; null where it has to be read first. */
  function known(board: BoardId): BoardNow | null {
    const found = looked.get(board)
    if (found === undefined || found.stale || places.held(board) === null) return null
    if (found.consents !== places.policy(board).consents) return null
    const now = clock()
    return now >= found.at && now - found.at < lookedMs ? found : null
  }
  async function look(board: BoardId): Promise<void> {
    await places.counted(board)
    await boards.look(board, (doc) => {
      const { consents } = places.policy(board)
      const whole = readWhole(doc)
      const refusals = (
        consents === undefined
          ? []
          : (['observed', 'quoted'] as const).map((which) => refusalOn(which, consents, whole))
      ).filter(({ repeats }) => repeats !== noRepeats)
      const entries = new Map<NodeId, Said>()
      for (const node of whole.nodes.values())
        if (!refusals.some((one) => one.wording(node, node.id, node.wording)))
          entries.set(node.id, { wording: node.wording, lang: node.lang, at: node.at })
      looked.set(board, { at: clock(), consents, refusals, entries, stale: false })
      reads += 1
    })
  }
  /** Who asks while it is being read waits for the same. */
  function read(board: BoardId): Promise<void> {
    const under = reading.get(board) ?? look(board).finally(() => reading.delete(board))
    reading.set(board, under)
    return under
  }
  async function each(of: Iterable<BoardId>, run: (board: BoardId) => Promise<void>): Promise<void> {
    const rest = of[Symbol.iterator]()
    const one = async (): Promise<void> => {
      for (let next = rest.next(); next.done !== true; next = rest.next()) await run(next.value)
    }
    await Promise.all(Array.from({ length: together }, one))
  }

  const entries = (board: BoardId): EntriesNow => entriesNow(places, observers, board, looked.get(board) ?? null)

  return {
    known,
    /** As `entry`, for what was frozen of it: whatever it says by now. */
    entries,
    /** Fails where one of them cannot be read. */
    read: (of: Iterable<BoardId>): Promise<void> => each(of, read),
    /** Once it has ended, `entry` and `refuses` know these boards. One that cannot be read now shows nothing that is new. */
    ready: (of: Iterable<BoardId>): Promise<void> =>
      each(
        [...of].filter((board) => known(board) === null),
        (board) => read(board).catch(() => undefined),
      ),
    /** Of a board that was written in this moment: as it was read last. */
    entry(board: BoardId, node: NodeId): EntryNow {
      const { delayMinutes } = policyFor(observers, places.policy(board))
      const said = looked.get(board)?.entries.get(node)
      if (said === undefined || !entries(board).sees(node)) return withdrawn
      if (said.wording.trim() === '' || said.at > clock() - delayMinutes * 60_000) return withdrawn
      return { state: 'shown', wording: said.wording, lang: said.lang }
    },
    /** Whether somebody at this board refused what this text says. */
    refuses: (board: BoardId, of: object, text: string): boolean =>
      looked.get(board)?.refusals.some((one) => one.text(of, text)) === true,
    /** Another number as soon as a rule is another: what was asked before is asked anew. */
    rules: (): number => rules,
    /** Another number as soon as a board was read anew: what was made of it before is made anew. */
    reads: (): number => reads,
    /** Rows of this board. */
    written(board: BoardId): void {
      const found = looked.get(board)
      if (found !== undefined) found.stale = true
    },
    /** A rule, a curtain, somebody's consent. */
    changed(): void {
      rules += 1
    },
    /** Rows were rewritten (erasure). */
    forget(): void {
      looked.clear()
      rules += 1
    },
  }
}
export type BoardsNow = ReturnType<typeof createBoardsNow>
