/**
 * How much stands on boards, and when somebody last wrote there. A board is counted from what is committed when somebody
 * first asks for it, and again once rows have come; nobody who asks waits for that, and no text is kept.
 */
import type { BoardTally } from '@tablee/shared/board/tally'
import { boardDoc, type DocName } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'

export type Tally = BoardTally & {
  /** When somebody last wrote; null: nobody did. What the server itself puts there is nobody's. */
  readonly lastAt: number | null
}
const nothing: Tally = { entries: 0, spoken: 0, lastAt: null }

type Known = {
  readonly board: BoardId
  tally: Tally
  counted: boolean
  /** Rows came since. */
  stale: boolean
  counting: Promise<void> | null
}

/** Boards that are counted at once: of those that nobody has open each is read from the log, and others wait for it too. */
const together = 4
/** Rows that are read back at a time in search of the last that somebody wrote. */
const first = 64

/** Follows the journal until `close`. `count` looks at the board as committed. */
export function createTallies({
  journal,
  count,
}: {
  readonly journal: Pick<Journal, 'follow' | 'head' | 'read'>
  readonly count: (board: BoardId) => Promise<BoardTally>
}) {
  const boards = new Map<DocName, Known>()
  const queue: (() => Promise<void>)[] = []
  let running = 0
  let closed = false

  const stop = journal.follow(({ doc, kind, author, at }) => {
    const known = kind === 'update' ? boards.get(doc) : undefined
    if (known === undefined) return
    known.stale = true
    if (author !== 'server') known.tally = { ...known.tally, lastAt: Math.max(at, known.tally.lastAt ?? 0) }
  })

  /** Looked for from the end: what the server put there last is passed over. */
  async function lastWritten(board: BoardId): Promise<number | null> {
    const name = boardDoc(board)
    const { epoch, seq } = journal.head(name)
    let end = seq
    for (let rows = first; end > 0; rows *= 8) {
      const from = Math.max(0, end - rows)
      let last: number | null = null
      for await (const row of journal.read(name, epoch, from)) {
        if (row.seq > end) break
        if (row.kind === 'update' && row.author !== 'server') last = row.at
      }
      if (last !== null) return last
      end = from
    }
    return null
  }

  async function read(known: Known): Promise<void> {
    try {
      const lastAt = known.counted ? null : await lastWritten(known.board)
      known.stale = false
      const { entries, spoken } = await count(known.board)
      const before = known.tally.lastAt
      known.tally = { entries, spoken, lastAt: lastAt === null || (before ?? 0) > lastAt ? before : lastAt }
      known.counted = true
    } catch {
      // The log did not answer, or the server leaves: counted when somebody asks again.
      known.stale = true
    } finally {
      known.counting = null
    }
  }

  async function work(): Promise<void> {
    running += 1
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next()
    running -= 1
  }

  function counting(known: Known): Promise<void> {
    known.counting ??= new Promise((resolve) => {
      queue.push(() => (closed ? Promise.resolve() : read(known)).then(resolve))
      if (running < together) void work()
    })
    return known.counting
  }

  function knownOf(board: BoardId): Known {
    const name = boardDoc(board)
    const known = boards.get(name) ?? { board, tally: nothing, counted: false, stale: true, counting: null }
    boards.set(name, known)
    return known
  }

  return {
    /** As last counted; nothing while that is under way for the first time. */
    of: (board: BoardId): Tally => knownOf(board).tally,
    /** Resolves when everything is counted that had changed by now. */
    async counted(of: Iterable<BoardId>): Promise<void> {
      await Promise.all([...of].map(knownOf).flatMap((known) => (known.stale ? [counting(known)] : [])))
    },
    /** Whether every one of them was counted at least once. */
    known: (of: Iterable<BoardId>): boolean => [...of].every((board) => knownOf(board).counted),
    close(): void {
      closed = true
      stop()
    },
  }
}
