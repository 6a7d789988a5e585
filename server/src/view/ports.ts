/** What views ask of their neighbours. Structural: `dialogue/`, `access/` and `journal/` answer it, tests may too. */
import type { BoardId, DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import type { Clock as ProgrammeClock } from '@tablee/shared/wire/board'
import type { SiteClock, SiteTold } from '@tablee/shared/wire/clock'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { Audience } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'

/** What views have to know of the dialogue; `dialogue/` answers it. */
export type Dialogues = {
  dialogue(id: DialogueId): { readonly title: string; readonly lang: string } | null
  tables(id: DialogueId): readonly {
    readonly id: TableId
    readonly number: number
    readonly site: string
    readonly siteId: SiteId
  }[]
  /** The board of the session in which the table is now. */
  currentBoard(table: TableId): { readonly id: BoardId; readonly session: number } | null
  boardsOf(table: TableId): readonly { readonly id: BoardId; readonly session: number }[]
  /** The sessions that the tables have been in. */
  asked(id: DialogueId): NonNullable<WatchList['asked']>
  /** Whether its table has been there. */
  reached(board: BoardId): boolean
  policy(board: BoardId): ViewPolicy
  /** Of its first site. Clocks are exempt from delay. */
  clock(id: DialogueId, lang: string): ProgrammeClock
  sitesTold(id: DialogueId): SiteTold[]
  /** Of a table that does not go by its site's. */
  ownClock(table: TableId): { readonly clock?: SiteClock }
}

/** Who watches; `access/` answers it. */
export type WatchLinks = {
  /** The link behind `/watch/:link`, and whose it is; null when there is none or it was revoked or expired. */
  byPath(path: string): { readonly id: LinkId; readonly dialogue: DialogueId; readonly audience: Audience } | null
}

/** Timers, injected, so that a test decides when a delay is over. Both return a function that stops them. */
export type Timers = {
  after(ms: number, run: () => void): () => void
  every(ms: number, run: () => void): () => void
}

export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

export type Logger = {
  error(detail: object, message: string): void
  warn(detail: object, message: string): void
}
