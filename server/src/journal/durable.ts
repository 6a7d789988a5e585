/**
 * When is a committed group on the disk? On a fast disk COMMIT itself waits for it (`synchronous = FULL`): 0.1 to 0.3 ms.
 * On a slow one (a card in a hall's laptop, a network volume) that wait would hold the event loop of every table, so
 * COMMIT then only hands the pages to the system, a thread of libuv's pool waits for the write-ahead log to reach the
 * disk, and nothing is told or answered before it has. What arrives meanwhile is the next group.
 *
 * Why not the whole writer in a worker: only the waiting was slow, and so only the waiting moves.
 *
 * Every other transaction of the process stays FULL; its sync takes the log before it along.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import type { Database } from '../store/database.ts'
import type { Alarm } from './history.ts'

/** A COMMIT that takes longer than this one time in a hundred moves the waiting off the event loop; below `back` it returns. */
const slow = { ms: 3, back: 1, window: 200, least: 64 } as const
/** After a failed sync, until the next try. */
const againMs = 250

/** Waits for everything written to the log so far. */
export type LogSync = () => Promise<void>

export type Durable = {
  /** Runs BEGIN … COMMIT, and rolls back if it throws. The answer is null when it is on the disk already, else what to wait for. */
  commit(transaction: () => void): Promise<void> | null
  waitsAside(): boolean
  /** The last chance of a process that ends: everything committed so far is on the disk when it returns. */
  settle(): void
  close(): void
}

export type DurableOptions = {
  readonly database: Database
  readonly alarm: Alarm
  /** Fixed by tests and by anyone who knows the disk; `measure` decides by what COMMIT takes. */
  readonly mode?: 'measure' | 'aside' | undefined
  readonly sync?: LogSync | undefined
  readonly now?: (() => number) | undefined
}

/**
 * `now` in ms. A `sync` that fails is no rejection: it is tried again until it works or `close` is called. Close it
 * after the queue.
 */
export function createDurable({
  database,
  alarm,
  mode = 'measure',
  sync,
  now = () => performance.now(),
}: DurableOptions): Durable {
  const inMemory = database.file === ':memory:'
  let log: number | null = null
  let aside = mode === 'aside' && !inMemory
  let closed = false
  const took: number[] = []
  let seen = 0

  /** SQLite keeps one log file while a connection is open; it is there once anything was written. */
  const logFile = (): number => (log ??= openSync(`${database.file}-wal`, 'r+'))
  const toDisk: LogSync =
    sync ??
    (() =>
      new Promise((done, failed) =>
        fdatasync(logFile(), (cause) => (cause === null || cause === undefined ? done() : failed(cause))),
      ))

  function measured(ms: number): void {
    if (mode === 'aside' || inMemory) return
    took[seen % slow.window] = ms
    seen += 1
    if (took.length < slow.least || seen % 16 !== 0) return
    const p99 = [...took].sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0
    const next = aside ? p99 > slow.back : p99 > slow.ms
    if (next === aside) return
    aside = next
    took.length = 0
    seen = 0
    alarm(aside ? 'the disk is slow: tables no longer wait for it in turn' : 'the disk is fast again', {
      cause: `p99 ${p99.toFixed(1)} ms`,
    })
  }

  /**
   * After a failed sync the kernel may hold pages for written that are not. A checkpoint under FULL writes all of them
   * once more, into the database itself; until that has worked nothing of the group counts as saved.
   */
  async function wait(): Promise<void> {
    const began = now()
    try {
      await toDisk()
      measured(now() - began)
    } catch (cause) {
      alarm('the log could not be synced', { cause })
      for (let done = false; !done && !closed; ) {
        done = checkpointed()
        if (!done) await new Promise((again) => setTimeout(again, againMs).unref())
      }
    }
  }

  function checkpointed(): boolean {
    try {
      const answer = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      return answer !== undefined && Number(answer['busy']) === 0
    } catch (cause) {
      alarm('the log could not be moved into the database', { cause })
      return false
    }
  }

  /** A full disk ends a transaction by itself; a second ROLLBACK would hide the first cause. */
  function whole(transaction: () => void): void {
    try {
      transaction()
    } catch (cause) {
      try {
        if (database.isTransaction) database.exec('ROLLBACK')
      } catch (second) {
        alarm('journal: a rollback failed', { cause: second })
      }
      throw cause
    }
  }

  return {
    waitsAside: () => aside,
    commit(transaction) {
      if (!aside) {
        const began = now()
        whole(transaction)
        measured(now() - began)
        return null
      }
      database.exec('PRAGMA synchronous = NORMAL') // takes effect when it is parsed: a prepared one would do nothing
      try {
        whole(transaction)
      } finally {
        database.exec('PRAGMA synchronous = FULL')
      }
      return wait()
    },
    settle() {
      if (aside) fdatasyncSync(logFile())
    },
    close() {
      closed = true
      if (log !== null) closeSync(log)
      log = null
    },
  }
}
