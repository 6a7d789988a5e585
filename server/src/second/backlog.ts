/**
 * The changes of the first laptop's database, numbered from when it began to note them; kept until the second has them.
 * Numbers of another `run` (another start of the process) say nothing.
 */
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { noteChanges, type Changes } from '../store/changes.ts'

/** While the second is away: beyond this it gets the whole file again. */
const mostBytes = 64 * 1024 * 1024
/** More than fits into a frame (a whole history that was rewritten): the file is sent instead. */
const largestChange = 16 * 1024 * 1024

export type Change = { readonly n: number; readonly bytes: Uint8Array; readonly at: number }
export type Backlog = ReturnType<typeof createBacklog>

/** Notes nothing before `begin`: alone, a laptop pays nothing. */
export function createBacklog(database: Database, clock: Clock, run: string, most = mostBytes) {
  let changes: Changes | null = null
  let kept: Change[] = []
  let bytes = 0
  let last = 0
  /** Everything up to here is gone from memory. */
  let base = 0

  function drop(until: number): void {
    let count = 0
    for (const one of kept) {
      if (one.n > until) break
      bytes -= one.bytes.length
      count += 1
    }
    if (count > 0) kept = kept.slice(count)
    base = Math.max(base, until)
  }

  return {
    run,
    begin(): void {
      changes ??= noteChanges(database)
    },
    /** Nothing is noted any more, and what was is forgotten: whoever comes gets the whole file. */
    end(): void {
      changes?.stop()
      changes = null
      last += 1
      drop(last)
    },
    noting: (): boolean => changes !== null,
    /** What was changed since the last call becomes the next number. */
    take(): number {
      const taken = changes?.take() ?? null
      if (taken === null) return last
      last += 1
      if (taken.length > largestChange) {
        drop(last)
        return last
      }
      kept.push({ n: last, bytes: taken, at: clock() })
      bytes += taken.length
      return last
    },
    last: (): number => last,
    tooMuch: (): boolean => bytes > most,
    /** Null where some of them are gone. */
    after(n: number, limit: number): readonly Change[] | null {
      if (n < base || n > last) return null
      const from = n - base
      const found: Change[] = []
      let size = 0
      for (let index = from; index < kept.length; index += 1) {
        const one = kept[index]
        if (one === undefined || (found.length > 0 && size + one.bytes.length > limit)) break
        found.push(one)
        size += one.bytes.length
      }
      return found
    },
    /** When the oldest that is not there came; null where all is. */
    oldestAfter: (n: number): number | null => kept[n - base]?.at ?? null,
    drop,
  }
}
