/** What views ask of their neighbours. Structural: `dialogue/`, `access/` and `journal/` answer it, tests may too. */
import type { BoardId, DialogueId, LinkId } from '@tablee/shared/ids'
import type { Clock as ProgrammeClock } from '@tablee/shared/wire/editor'
import type { ViewPolicy } from '@tablee/shared/view/policy'

/** What a wall lists: the boards that a dialogue's tables work on now. */
export type Watched = {
  readonly title: string
  readonly lang: string
  /** Exempt from delay. */
  readonly clock: ProgrammeClock
  readonly tables: readonly { readonly number: number; readonly site: string; readonly board: BoardId }[]
}

export type Places = {
  watched(dialogue: DialogueId): Watched | null
  /** The dialogue a board belongs to; null for an unknown board. */
  dialogueOf(board: BoardId): DialogueId | null
  /** Of the session that this board is of: also boards of earlier sessions may be followed. */
  boardsOf(dialogue: DialogueId): readonly BoardId[]
  policy(board: BoardId): ViewPolicy
}

export type WatchLinks = {
  /** The observer's link behind `/watch/:link`, or null when there is none or it was revoked or expired. */
  watcher(path: string): { readonly link: LinkId; readonly dialogue: DialogueId } | null
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
